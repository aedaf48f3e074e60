//! Counts the letters of each script, and tells the languages of scripts other than Latin by their letters.

use super::Guess;
use crate::block::{Block, Lane};

/// A script, or a group of letters that tells languages of one script apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Han,
    Kana,
    /// A script that has one language to speak of; its code.
    Own(&'static str),
}

/// Scripts with one language: first and last code point, code.
const OWN: [(u32, u32, &str); 23] = [
    (0x0370, 0x03ff, "el"),
    (0x0530, 0x058f, "hy"),
    (0x0590, 0x05ff, "he"),
    (0x0980, 0x09ff, "bn"),
    (0x0a00, 0x0a7f, "pa"),
    (0x0a80, 0x0aff, "gu"),
    (0x0b00, 0x0b7f, "or"),
    (0x0b80, 0x0bff, "ta"),
    (0x0c00, 0x0c7f, "te"),
    (0x0c80, 0x0cff, "kn"),
    (0x0d00, 0x0d7f, "ml"),
    (0x0d80, 0x0dff, "si"),
    (0x0e00, 0x0e7f, "th"),
    (0x0e80, 0x0eff, "lo"),
    (0x0f00, 0x0fff, "bo"),
    (0x1000, 0x109f, "my"),
    (0x10a0, 0x10ff, "ka"),
    (0x1100, 0x11ff, "ko"),
    (0x1200, 0x137f, "am"),
    (0x1780, 0x17ff, "km"),
    (0x1f00, 0x1fff, "el"),
    (0x3130, 0x318f, "ko"),
    (0xac00, 0xd7af, "ko"),
];

/// Letters by script.
#[derive(Debug, Default)]
pub(super) struct Counts {
    latin: u32,
    cyrillic: u32,
    arabic: u32,
    devanagari: u32,
    han: u32,
    kana: u32,
    own: [u32; OWN.len()],
}

/// Counts the letters of a text.
pub(super) fn count(text: &str) -> Counts {
    let mut counts = Counts::default();
    for (index, chunk) in text.as_bytes().chunks(Block::SIZE).enumerate() {
        let (from, block) = (index * Block::SIZE, Block::of(chunk, 0));
        counts.latin += block.bits(Lane::is_letter).count_ones();
        // Each begins a character.
        let mut wide = block.bits(|lane| lane.is_within(0xc0, 0xff));
        while wide != 0 {
            let c = text[from + wide.trailing_zeros() as usize..].chars().next();
            c.into_iter().for_each(|c| counts.add(u32::from(c)));
            wide &= wide - 1;
        }
    }
    counts
}

impl Counts {
    /// Counts a character beyond ASCII.
    fn add(&mut self, code: u32) {
        match code {
            0xc0..=0x24f | 0x1e00..=0x1eff => self.latin += 1,
            0..=0x7f | 0x2000..=0x206f => {}
            0x400..=0x52f => self.cyrillic += 1,
            0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => self.arabic += 1,
            0x900..=0x97f => self.devanagari += 1,
            0x3040..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9d => self.kana += 1,
            0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x2fa1f => self.han += 1,
            _ => {
                if let Some(at) = OWN.iter().position(|&(first, last, _)| (first..=last).contains(&code)) {
                    self.own[at] += 1;
                }
            }
        }
    }

    /// The script that most of the text is in; a Han character counts as a word of Latin letters.
    pub(super) fn main(&self) -> Option<Script> {
        let ideographs = self.han + self.kana;
        let others = ideographs + self.cyrillic + self.arabic + self.devanagari + self.own.iter().sum::<u32>();
        // As of most texts: no character counts more than three.
        if self.latin >= 4 && self.latin > 3 * others {
            return Some(Script::Latin);
        }
        let east = if self.kana * 20 >= ideographs { Script::Kana } else { Script::Han };
        let large = [
            (self.latin, Script::Latin),
            (self.cyrillic, Script::Cyrillic),
            (self.arabic, Script::Arabic),
            (self.devanagari, Script::Devanagari),
            (ideographs * 3, east),
        ];
        let own = OWN.iter().zip(&self.own).map(|(&(_, _, code), &count)| {
            let weight = if code == "ko" || code == "th" { 2 } else { 1 };
            (count * weight, Script::Own(code))
        });
        large.into_iter().chain(own).rev().max_by_key(|(count, _)| *count).filter(|(count, _)| *count >= 4).map(|(_, script)| script)
    }

    /// The language of a text in a script other than Latin.
    pub(super) fn language(&self, script: Script, text: &str) -> Option<Guess> {
        let (code, letters) = match script {
            Script::Latin => return None,
            Script::Cyrillic => (cyrillic(text)?, self.cyrillic),
            Script::Arabic => (arabic(text), self.arabic),
            Script::Devanagari => (devanagari(text), self.devanagari),
            Script::Kana => ("ja", (self.kana + self.han) * 3),
            Script::Han => ("zh", self.han * 3),
            Script::Own(code) => (code, self.own.iter().sum()),
        };
        Some(Guess { code, is_sure: letters >= 60 })
    }
}

/// How often the letters of each set occur in a text.
fn tally<const N: usize>(text: &str, sets: [&str; N]) -> [u32; N] {
    let mut counts = [0; N];
    for c in text.chars().filter(|c| !c.is_ascii()) {
        for (count, set) in counts.iter_mut().zip(sets) {
            *count += u32::from(set.contains(c));
        }
    }
    counts
}

fn cyrillic(text: &str) -> Option<&'static str> {
    let [russian, ukrainian, belarusian, bulgarian, serbian, macedonian, kazakh, mongolian, letters] =
        tally(text, ["ыэёЫЭЁ", "іїєґІЇЄҐ", "ўЎ", "ъЪ", "ђћљњџјЂЋЉЊЏЈ", "ѓќѕЃЌЅ", "қғұәҚҒҰӘ", "өүӨҮ", "аеиоу"]);
    let code = match () {
        () if kazakh > 2 => "kk",
        () if mongolian > 2 => "mn",
        () if belarusian > 0 && ukrainian > 0 => "be",
        () if macedonian > 0 => "mk",
        () if serbian > 1 => "sr",
        () if ukrainian > russian => "uk",
        () if russian > 0 => "ru",
        () if bulgarian > 0 && letters > 20 => short_cyrillic(text).unwrap_or("bg"),
        () => return short_cyrillic(text),
    };
    Some(code)
}

/// Tells a short text without telling letters by its words.
fn short_cyrillic(text: &str) -> Option<&'static str> {
    let (mut russian, mut bulgarian) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        russian += u32::from(matches!(
            word,
            "что"
                | "как"
                | "его"
                | "для"
                | "из"
                | "не"
                | "после"
                | "или"
                | "также"
                | "об"
                | "к"
                | "он"
                | "она"
                | "это"
                | "сообщил"
                | "сообщила"
        ));
        bulgarian += u32::from(matches!(word, "да" | "се" | "са" | "от" | "че" | "със" | "при" | "след" | "това" | "е" | "не"));
    }
    match russian.cmp(&bulgarian) {
        std::cmp::Ordering::Greater => Some("ru"),
        std::cmp::Ordering::Less => Some("bg"),
        std::cmp::Ordering::Equal => None,
    }
}

fn arabic(text: &str) -> &'static str {
    let [persian, urdu, pashto, kurdish, arabic] = tally(text, ["پچژگکی", "ٹڈڑںےہھ", "ټډړږښځڅې", "ۆێەڕڵ", "كيةىأإ"]);
    match () {
        () if pashto > 2 && pashto * 4 > persian => "ps",
        () if kurdish > 4 && kurdish > arabic => "ku",
        () if urdu > 2 && urdu * 3 > persian => "ur",
        () if persian > arabic => "fa",
        () => "ar",
    }
}

fn devanagari(text: &str) -> &'static str {
    let (mut hindi, mut marathi, mut nepali) = (0, 0, 0);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '।' | ',' | '.')) {
        match word {
            "है" | "हैं" | "के" | "में" | "की" | "और" | "से" | "का" | "को" | "ने" | "कहा" => {
                hindi += 1
            }
            "आहे" | "आणि" | "आहेत" | "या" | "होते" | "मध्ये" | "म्हणाले" | "केली" | "केले" => {
                marathi += 1
            }
            "छ" | "छन्" | "र" | "गरेको" | "भएको" | "पनि" | "हो" | "बताए" | "तथा" => {
                nepali += 1
            }
            _ => {}
        }
    }
    match () {
        () if marathi > hindi && marathi >= nepali => "mr",
        () if nepali > hindi => "ne",
        () => "hi",
    }
}
