//! The vocabulary of the invented news: words by Zipf's law, names without end, and chance that is the same everywhere.

/// A source of chance: the same seed gives the same numbers on every machine (splitmix64).
pub(crate) struct Chance(u64);

impl Chance {
    /// Chance of the document `number`, apart from all others.
    pub(crate) fn of(number: usize) -> Self {
        let mut chance = Self(number as u64 ^ 0x6461_7465_6C69_6E65);
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 on, below 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From 0 on, below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((self.fraction() * end as f64) as usize).min(end.saturating_sub(1))
    }

    /// About normal, with mean 0 and deviation 1.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0
    }

    /// A rank below `end` by Zipf's law: rank 0 is the most frequent.
    pub(crate) fn rank(&mut self, end: usize) -> usize {
        let end = (end + 1) as f64;
        ((self.fraction() * end.ln()).exp() as usize).saturating_sub(1).min(end as usize - 2)
    }

    /// One of `all`, each as likely as the others.
    pub(crate) fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// Word lists, most frequent first.
pub(crate) struct Words {
    nouns: Vec<&'static str>,
    adjectives: Vec<&'static str>,
    verbs: Vec<&'static str>,
    firsts: Vec<&'static str>,
    lasts: Vec<&'static str>,
}

/// How many words are coined at most; the vocabulary grows towards it with the archive.
const COINED: usize = 3_000_000;
/// How many people there are in the news.
pub(crate) const PEOPLE: usize = 6000;

impl Words {
    pub(crate) fn new() -> Self {
        let list = |text: &'static str| text.split_whitespace().collect();
        Self { nouns: list(NOUNS), adjectives: list(ADJECTIVES), verbs: list(VERBS), firsts: list(FIRSTS), lasts: list(LASTS) }
    }

    /// A noun, now and then one that was never heard before.
    pub(crate) fn noun(&self, chance: &mut Chance) -> String {
        if chance.below(14) == 0 { coined(chance.rank(COINED)) } else { self.nouns[chance.rank(self.nouns.len())].to_owned() }
    }

    pub(crate) fn adjective(&self, chance: &mut Chance) -> &'static str {
        self.adjectives[chance.rank(self.adjectives.len())]
    }

    pub(crate) fn verb(&self, chance: &mut Chance) -> &'static str {
        self.verbs[chance.rank(self.verbs.len())]
    }

    /// First and last name of a person; person 0 is the one most often in the news.
    pub(crate) fn person(&self, number: usize) -> (&'static str, String) {
        let first = self.firsts[number.wrapping_mul(31) % self.firsts.len()];
        let last =
            if number < 2 * self.lasts.len() { self.lasts[number % self.lasts.len()].to_owned() } else { capitalised(&coined(number)) };
        (first, last)
    }

    /// A name of a firm or thing.
    pub(crate) fn name(&self, chance: &mut Chance) -> String {
        capitalised(&coined(chance.rank(COINED)))
    }
}

/// The word of this rank in a language that does not exist.
fn coined(rank: usize) -> String {
    const SYLLABLES: [&str; 32] = [
        "ba", "cor", "den", "fal", "gri", "hel", "is", "jo", "kan", "lor", "mev", "nil", "op", "pra", "quin", "ras", "sel", "tor", "ul",
        "vek", "wim", "yar", "zol", "stan", "dre", "mur", "tal", "bren", "cas", "ort", "fen", "gal",
    ];
    let mut word = String::new();
    let mut left = rank + SYLLABLES.len();
    while left > 0 {
        word.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
    }
    word
}

/// With its first letter (ASCII) as a capital.
pub(crate) fn capitalised(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

const NOUNS: &str = "government year people minister company country state president city week party police group percent \
    market report plan court law leader case day official decision election month board budget school member \
    council deal bank family team house project hospital study bill house company vote campaign minister price \
    border talks crisis agency director union committee agreement team worker office service attack region \
    investigation town fund tax home water rate power season street growth trade energy proposal policy security \
    damage storm bridge station road airport game player club coach match title fan victory defeat goal contract \
    transfer injury record film book music festival actor artist museum gallery theatre audience album song \
    scientist university research vaccine disease patient doctor nurse drug trial virus outbreak symptom cancer \
    climate temperature emission drought flood fire river dam forest farm crop farmer harvest food grain fish \
    ship port tanker canal cargo train rail tunnel flight pilot engine car battery plant factory steel mine \
    copper gold oil gas pipeline reactor grid investor share stock bond profit revenue loss merger takeover \
    regulator lawsuit judge jury witness lawyer prosecutor sentence prison appeal evidence verdict crime murder \
    theft fraud bribe protest strike march crowd activist refugee camp migrant visa treaty sanction summit \
    ambassador embassy ceasefire troop soldier missile weapon submarine drone satellite rocket launch orbit \
    computer software phone network hacker password website platform robot algorithm chip patent teacher pupil \
    student exam degree church priest mosque temple bishop ceremony tradition village island mountain valley \
    glacier coast beach tourist hotel restaurant recipe kitchen garden neighbour landlord tenant rent mortgage \
    pension salary wage inflation deficit debt loan currency tariff quota subsidy ballot constituency senator \
    deputy mayor governor parliament senate chamber coalition opposition manifesto referendum constitution \
    reform amendment veto quorum delegate envoy negotiator mediator spokesman archive cable lighthouse orchard \
    violin sculpture manuscript observatory quarry shipyard turbine aqueduct beekeeper locksmith almanac";

const ADJECTIVES: &str = "new last first public national local foreign former political economic major old large small early late \
    recent financial international social military strong poor high low private federal legal senior possible \
    difficult serious likely important final full clear young rural regional joint annual formal long short \
    independent critical dangerous popular controversial unexpected historic narrow wide urgent secret temporary \
    permanent domestic medical digital cheap costly empty crowded quiet violent peaceful bitter modest fragile \
    ambitious cautious reluctant stubborn generous obscure meticulous threadbare";

const VERBS: &str = "announced approved reported opened closed rejected won lost launched delayed ordered signed backed criticised \
    blamed warned promised planned agreed raised cut cancelled extended reviewed suspended resumed visited \
    defended welcomed condemned postponed confirmed denied published completed abandoned bought sold built \
    replaced repaired inspected searched evacuated flooded destroyed rescued arrested charged sentenced \
    acquitted questioned replaced elected appointed dismissed praised honoured celebrated remembered studied \
    measured tested discovered recorded designed financed subsidised regulated banned allowed tolerated \
    circumvented scrutinised dismantled refurbished";

const FIRSTS: &str = "Anna Martin Elena Thomas Maria Peter Sofia David Helena Marco Ingrid Paul Claire Daniel Nadia Victor Laura \
    Samuel Irene Felix Greta Oscar Marta Simon Alice Julian Vera Hugo Paula Edgar Rosa Leon Judith Adrian Monica \
    Rafael Esther Konrad Lydia Emil Carmen Walter Diana Bruno Sylvia Otto Amelia Gustav Ruth Nils";

const LASTS: &str = "Keller Marlowe Lindqvist Okafor Tanaka Moreau Petrov Silva Jansen Novak Romano Haddad Larsen Quiroga Weber \
    Castellan Dubois Ferrara Hallgren Ibrahim Jovanovic Kowalski Lambert Mendoza Nakamura Olsen Pereira Rossi \
    Schneider Torres Ulrich Vasquez Whitfield Yilmaz Zimmermann Ashworth Bergstrom Calloway Drummond Ellison \
    Fairbanks Grantham Holloway Kessler Langford Merriweather Northcott Pemberton Radcliffe Standish Thackeray \
    Underhill Winslow Abernathy Blackwood Carmichael Delacroix Everhart";
