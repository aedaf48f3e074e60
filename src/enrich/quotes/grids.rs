//! Ways to name a speaker put into ways to quote one: sentences by the thousand, whose speakers are known because they were put in.
//!
//! What the articles of `gold.txt` show once, the grids try with everything else. Their format is told in `grids/en.txt`.

use super::*;
use crate::analysis::segment::segment;
use crate::article::{QuoteKind, SpeakerKind};

/// How often each speaker is put into each frame, with other pieces every time.
const ROUNDS: usize = 3;

/// Texts of one language; of more only every second or so is read, so that the test stays short.
const MOST: usize = 4_000;

/// The languages with a grid.
const LANGUAGES: [(&str, &str); 3] =
    [("en", include_str!("grids/en.txt")), ("es", include_str!("grids/es.txt")), ("pt", include_str!("grids/pt.txt"))];

/// The pieces of a language, by the section in which they stand.
struct Grid<'a>(Vec<(&'a str, Vec<&'a str>)>);

/// Somebody who is put in: the words that name them, the name that is to be found (`~` where they are unnamed), whether the second pronoun is
/// theirs, and what a frame may not hold that they are put into.
struct Speaker<'a> {
    words: &'a str,
    name: &'a str,
    second: bool,
    unfit: Vec<&'a str>,
}

impl<'a> Grid<'a> {
    fn of(file: &'a str) -> Self {
        let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            match (line.strip_prefix("== "), sections.last_mut()) {
                (Some(section), _) => sections.push((section, Vec::new())),
                (None, Some((_, pieces))) => pieces.push(if line == "-" { "" } else { line }),
                (None, None) => panic!("no section before {line}"),
            }
        }
        Self(sections)
    }

    fn all(&self, section: &str) -> &[&'a str] {
        self.0.iter().find(|(name, _)| *name == section).map_or(&[], |(_, pieces)| pieces)
    }

    /// One of a section's pieces; in turn where `turn` is counted up.
    fn one(&self, section: &str, turn: usize) -> &'a str {
        let pieces = self.all(section);
        pieces.get(turn % pieces.len().max(1)).copied().unwrap_or_default()
    }

    fn speakers(&self) -> impl Iterator<Item = Speaker<'a>> {
        self.all("speakers").iter().map(|line| {
            let mut parts = line.split('|').map(str::trim);
            let mut part = || parts.next().unwrap_or_default();
            let (words, name, pronoun) = (part(), part(), part());
            Speaker {
                words,
                name,
                second: pronoun == "f",
                unfit: part().split(';').map(str::trim).filter(|unfit| !unfit.is_empty()).collect(),
            }
        })
    }

    /// The text of one speaker in one frame, and how many quotations it holds.
    fn text(&self, frame: &str, speaker: &Speaker<'_>, turn: usize) -> (String, usize) {
        let pronoun = self.one("pronouns", 0).split('|').nth(usize::from(speaker.second)).unwrap_or_default().trim();
        let mut text = String::new();
        let context = self.one("contexts", turn / 3);
        if !context.is_empty() {
            text.push_str(context);
            text.push_str("\\n");
        }
        let (mut rest, mut quoted) = (frame, 0);
        while let Some((before, placed)) = rest.split_once('{') {
            let (placeholder, behind) = placed.split_once('}').expect("a placeholder ends");
            text.push_str(before);
            quoted += usize::from(matches!(placeholder, "words" | "Words" | "more" | "More" | "partial"));
            let marked = behind.is_empty() || behind.starts_with(['.', ',', ':', ';', '!', '?']);
            let named = || if marked { speaker.words.trim_end_matches(',') } else { speaker.words };
            let piece = match placeholder {
                "speaker" => named().to_owned(),
                "Speaker" => with_capital(named()),
                "he" => pronoun.to_owned(),
                "He" => with_capital(pronoun),
                "opening" => self.one("openings", turn).replace('_', " "),
                "verb" => self.one("verbs", turn).to_owned(),
                "predicate" => self.one("predicates", turn).to_owned(),
                "partial" => self.one("partials", turn).to_owned(),
                "words" => self.one("words", turn).to_owned(),
                "Words" => with_capital(self.one("words", turn)),
                "more" => self.one("words", turn + 1).to_owned(),
                "More" => with_capital(self.one("words", turn + 1)),
                _ => panic!("no placeholder {placeholder}"),
            };
            text.push_str(&piece);
            rest = behind;
        }
        text.push_str(rest);
        let contracted = self.contractions().fold(text, |text, (apart, together)| text.replace(&apart, &together));
        (contracted.replace("\\n", "\n\n"), quoted)
    }

    /// What becomes of small words where pieces meet: `de el` and `del`, with the spaces around them.
    fn contractions(&self) -> impl Iterator<Item = (String, String)> {
        let spaced = |words: &str| format!(" {} ", words.trim());
        self.all("contractions")
            .iter()
            .filter_map(|line| line.split_once('|'))
            .map(move |(apart, together)| (spaced(apart), spaced(together)))
    }
}

/// With its first letter a capital.
fn with_capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether all quotations are found and are the speaker's.
fn is_read(text: &str, language: &str, quoted: usize, speaker: &Speaker<'_>) -> bool {
    let found = read(text, &segment(text), Some(language));
    let direct: Vec<_> = found.iter().filter(|quote| quote.kind == QuoteKind::Direct).collect();
    let right = |quote: &&Quote| match &quote.speaker {
        Some(name) => name == speaker.name,
        None => speaker.name == "~" && quote.speaker_kind == Some(SpeakerKind::Unnamed),
    };
    direct.len() == quoted && direct.iter().all(right)
}

#[test]
fn every_way_to_name_a_speaker_is_read_in_every_way_to_quote_one() {
    for (language, file) in LANGUAGES {
        let grid = Grid::of(file);
        let speakers: Vec<Speaker<'_>> = grid.speakers().collect();
        let fits = |speaker: &Speaker<'_>, frame: &str| !speaker.unfit.iter().any(|unfit| frame.contains(unfit));
        let rounds = speakers.iter().flat_map(|speaker| {
            let frames = grid.all("frames").iter().filter(move |frame| fits(speaker, frame));
            frames.flat_map(move |frame| std::iter::repeat_n((speaker, *frame), ROUNDS))
        });
        let step = rounds.clone().count().div_ceil(MOST);
        let (mut all, mut wrong) = (0, Vec::new());
        for (turn, (speaker, frame)) in rounds.enumerate().step_by(step) {
            let (text, quoted) = grid.text(frame, speaker, turn);
            all += 1;
            if !is_read(&text, language, quoted, speaker) {
                wrong.push(format!("{}: {text}", speaker.name));
            }
        }
        let most: usize = grid.one("most wrong", 0).parse().expect("how many may be wrong");
        assert!(all > 500, "{language}: a grid of {all} texts");
        assert!(wrong.len() <= most, "{language}: {} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}
