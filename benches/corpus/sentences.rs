//! Sentences of the invented news, from patterns.

use super::words::{Chance, PEOPLE, Words, capitalised};

/// Cities that stories are filed from, most frequent first.
pub(super) const PLACES: [&str; 40] = [
    "London",
    "Washington",
    "Paris",
    "Berlin",
    "Moscow",
    "Beijing",
    "Tokyo",
    "Brussels",
    "Geneva",
    "Madrid",
    "Rome",
    "Vienna",
    "Cairo",
    "Nairobi",
    "Jakarta",
    "Sydney",
    "Toronto",
    "Mexico City",
    "Buenos Aires",
    "Lima",
    "Oslo",
    "Stockholm",
    "Helsinki",
    "Warsaw",
    "Prague",
    "Budapest",
    "Athens",
    "Ankara",
    "Tehran",
    "Baghdad",
    "Karachi",
    "Mumbai",
    "Dhaka",
    "Bangkok",
    "Hanoi",
    "Manila",
    "Seoul",
    "Vladivostok",
    "Johannesburg",
    "Lagos",
];

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `n` noun, `N` its plural, `a` adjective, `v` what somebody did, `c` city, `d` day of the week, `x` number, `k` a name never heard, `p` somebody
/// of this story.
const SENTENCES: [&str; 36] = [
    "The {a} {n} {v} the {n} on {d} after {x} {N} from {c} {v} a {a} {n}.",
    "A {n} of the {n} in {c} was {v} in the {n} of {x} {N}, more than in any other {n} of the {a} {n}.",
    "Officials in {c} {v} the {n} and {v} {x} {N} before the {a} {n} began.",
    "It was the {a} {n} in {x} years that the {n} had {v} so many {N} at once.",
    "The {k} {n}, which {v} its {a} {n} last year, has {v} {x} {N} since {d}.",
    "But {N} in {c} have not {v} the {n}, and the {a} {n} remains what it was when the {n} {v} it.",
    "Under the {n}, every {n} with more than {x} {N} would be {v} by a {a} {n} within {x} days.",
    "Neither the {n} nor the {k} {n} would say how many {N} the {n} had {v}.",
    "{x} {N} were {v} and at least {x} others were {v} when a {a} {n} {v} the {n} near {c}.",
    "The {n} fell by {x} percent in {c}, where {N} {v} the {a} {N} of the {n} on {d}.",
    "Critics of the {n} point to the {a} {n} of {k}, whose {N} were {v} by the {n} in {c}.",
    "For {x} years the {n} was {v} by {N} who had never {v} a {n}.",
    "The two {N} {v} each other over the {n}, the {n} and the {a} {N} that followed.",
    "In {c}, where the {n} is {a}, {N} had {v} their {n} long before the {n} arrived.",
    "{p} {v} the {n} in {c} on {d}, a day after {k} {v} its {a} {n}.",
    "With {x} {N} to go, the {n} is {a} and the {n} is not yet {v}.",
    "The {a} {n} has {v} {N} since {k} became its {n}.",
    "Some {N} are {a}; others have {v} the {n} without a {n}.",
    "The {n} of {c} {v} a {n} worth {x} million, the {a} {n} of its kind.",
    "No {n} was {v} for the {n}, which the {n} had {v} only in part.",
    "Hundreds of {N} {v} the {n} as it {v} the {a} {n} of {c}.",
    "As {N} {v} the {n}, the {k} {n} {v} {x} of its {N}.",
    "What the {n} {v} was {a} enough: a {n}, {x} {N} and the {n} of a {n}.",
    "That {n} has since been {v}, and the {N} are {a} again.",
    "If the {n} is {v}, {c} would be the {a} {n} without a {n} of its own.",
    "On {d} the {n} {v} that the {n} of the {n} would be {v} by the end of the {n}.",
    "The {N} {v} in {c} are {a}, {a} and mostly {v} by {N}.",
    "There is a {n} for each {n}, and a {a} {n} for the {n} that nobody {v}.",
    "Their {n} had been {v} by the {n}, then {v} by a {n} in {c}.",
    "Last {n}, a {n} from {k} {v} the {n} and its {x} {N}.",
    "All of this {v} the {n} at a {a} time.",
    "The {n} did not {v} itself, as a {n} put it.",
    "Between {x} and {x} {N} are {v} in the {n} each {n}.",
    "{k} and {k} have {v} {N} together since the {a} {n}.",
    "Because the {n} is {a}, its {N} must be {v} before {d}.",
    "And so the {n} {v} on, {a} and {a}, while {c} {v} its {n}.",
];

const SAID: [&str; 14] = [
    "We have {v} the {n} and we will not let the {n} become {a}",
    "The {n} is {a}, and everybody who {v} it knows that",
    "Nobody {v} the {N} when the {n} was {a}",
    "It is a {a} {n} for every {n} in {c}",
    "I have never seen such a {a} {n}",
    "There will be no {n} until the {N} are {v}",
    "Our {N} deserve a {n} that is not {a}",
    "This {n} was {v} by {N} who should have known about the {n}",
    "What we need is {x} {N} and a {a} {n}",
    "They {v} the {n} without asking a single {n}",
    "If the {n} fails, the {N} of {c} will pay for it",
    "You cannot {v} a {n} with {N}",
    "It took us {x} years to get the {n} {v}",
    "My {n} was {v} and I do not regret it",
];

const TITLES: [&str; 8] = [
    "{C} {n} {v} {a} {n}",
    "{a} {n}: {N} {v} in {C}",
    "{k} {n} {v} after {a} {n}",
    "{x} {N} {v} as {n} of {C} ends",
    "why the {n} of {C} was {v}",
    "{N} and {N} for a {a} {n}",
    "{k} {v} {n}, {N} {a}",
    "how {C} {v} its {a} {n}",
];

const ROLES: [&str; 10] = [
    "a spokesman",
    "the minister",
    "an analyst",
    "the senator",
    "a resident",
    "the mayor",
    "the police chief",
    "a professor",
    "the chief executive",
    "the coach",
];

/// A person of the story.
struct Person {
    first: &'static str,
    last: String,
    has_spoken: bool,
}

/// The people of one story, and the words to write it in.
pub(super) struct Scene<'a> {
    words: &'a Words,
    people: Vec<Person>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(words: &'a Words, chance: &mut Chance) -> Self {
        let people = (0..4).map(|_| {
            let (first, last) = words.person(chance.rank(PEOPLE));
            Person { first, last, has_spoken: false }
        });
        Self { words, people: people.collect() }
    }

    /// Everybody who was quoted, under the full name.
    pub(super) fn into_speakers(self) -> Vec<String> {
        self.people.into_iter().filter(|person| person.has_spoken).map(|person| format!("{} {}", person.first, person.last)).collect()
    }

    pub(super) fn title(&self, chance: &mut Chance) -> String {
        let pattern = chance.pick(&TITLES);
        capitalised(&self.fill(pattern, chance))
    }

    /// One to four sentences.
    pub(super) fn paragraph(&self, chance: &mut Chance) -> String {
        let sentences: Vec<String> = (0..1 + chance.below(4))
            .map(|_| {
                let pattern = chance.pick(&SENTENCES);
                capitalised(&self.fill(pattern, chance))
            })
            .collect();
        sentences.join(" ")
    }

    /// A paragraph in which somebody says something: under the full name first, by the surname afterwards.
    pub(super) fn quote(&mut self, chance: &mut Chance) -> String {
        let pattern = chance.pick(&SAID);
        let said = self.fill(pattern, chance);
        let role = chance.pick(&ROLES);
        let style = chance.below(20);
        let number = chance.below(self.people.len());
        let person = &mut self.people[number];
        let name = if person.has_spoken { person.last.clone() } else { format!("{} {}", person.first, person.last) };
        person.has_spoken = true;
        match style {
            0..9 => format!("“{said},” {name} said."),
            9..15 => format!("“{said},” {name}, {role}, told reporters."),
            15..18 => format!("{name} said: “{said}.”"),
            _ => format!("According to {name}, “{said}.”"),
        }
    }

    fn fill(&self, pattern: &str, chance: &mut Chance) -> String {
        let mut text = String::with_capacity(pattern.len() * 2);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, left) = after.split_once('}').unwrap_or((after, ""));
            self.slot(slot, &mut text, chance);
            rest = left;
        }
        text.push_str(rest);
        text
    }

    fn slot(&self, slot: &str, text: &mut String, chance: &mut Chance) {
        match slot {
            "n" => text.push_str(&self.words.noun(chance)),
            "N" => text.push_str(&plural(self.words.noun(chance))),
            "a" => text.push_str(self.words.adjective(chance)),
            "v" => text.push_str(self.words.verb(chance)),
            "c" | "C" => text.push_str(PLACES[chance.rank(PLACES.len())]),
            "d" => text.push_str(chance.pick(&DAYS)),
            "x" => text.push_str(&number(chance)),
            "k" => text.push_str(&self.words.name(chance)),
            _ => {
                let place = chance.below(self.people.len());
                text.push_str(&self.people[place].last);
            }
        }
    }
}

fn number(chance: &mut Chance) -> String {
    let number = 2 + chance.rank(90_000);
    if number >= 1000 { format!("{},{:03}", number / 1000, number % 1000) } else { number.to_string() }
}

fn plural(mut noun: String) -> String {
    if noun.ends_with('y') && !noun.ends_with("ay") && !noun.ends_with("ey") {
        noun.pop();
        noun.push_str("ies");
    } else if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") {
        noun.push_str("es");
    } else {
        noun.push('s');
    }
    noun
}
