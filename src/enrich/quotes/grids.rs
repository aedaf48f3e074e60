//! Ways to name a speaker put into ways to quote one: sentences by the thousand, whose speakers are known because they were put in.
//!
//! What the articles of `gold.txt` show once, the grids try with everything else. Their format is told in `grids/en.txt`.

use super::*;
use crate::analysis::segment::segment;
use crate::article::{QuoteKind, SpeakerKind};

/// The grid of each language.
const GRIDS: [(&str, &str); 7] = [
    ("de", include_str!("grids/de.txt")),
    ("en", include_str!("grids/en.txt")),
    ("es", include_str!("grids/es.txt")),
    ("fr", include_str!("grids/fr.txt")),
    ("it", include_str!("grids/it.txt")),
    ("pt", include_str!("grids/pt.txt")),
    ("ru", include_str!("grids/ru.txt")),
];

/// How many texts of a grid are read at most, or a little more: of a large one each speaker is put into some of the frames only.
const TEXTS: usize = 3000;

/// Placeholders for a speaker in another case than a subject's.
const OBLIQUE: [&str; 2] = ["dative", "genitive"];

/// The pieces of a language, by the section in which they stand.
struct Grid<'a>(Vec<(&'a str, Vec<&'a str>)>);

/// Somebody who is put in: the words that name them, the name that is to be found (`~` where they are unnamed), which of the forms between `|` is
/// theirs, what a frame may not hold that they are put into, and the words that name them in the case that some frames need.
#[derive(Clone)]
struct Speaker<'a> {
    words: &'a str,
    name: &'a str,
    form: usize,
    unfit: Vec<&'a str>,
    oblique: &'a str,
}

impl Speaker<'_> {
    /// The speaker's own form of a piece that has several.
    fn form_of<'p>(&self, piece: &'p str) -> &'p str {
        let mut forms = piece.split('|').map(str::trim);
        if piece.contains('|') { forms.nth(self.form).expect("a form for each kind of speaker") } else { piece }
    }

    /// Whether a frame holds nothing that they do not fit, and needs no case in which they are not given.
    fn fits(&self, frame: &str) -> bool {
        let subject = OBLIQUE.iter().all(|case| !frame.contains(&format!("{{{case}}}")));
        self.unfit.iter().all(|unfit| !frame.contains(unfit)) && (subject || !self.oblique.is_empty())
    }
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
            let (words, name, form) = (part(), part(), part());
            Speaker {
                words,
                name,
                form: ["m", "f", "p"].iter().position(|&own| own == form).expect("m, f or p"),
                unfit: part().split(';').map(str::trim).filter(|unfit| !unfit.is_empty()).collect(),
                oblique: part(),
            }
        })
    }

    /// The text of one speaker in one frame, and how many quotations it holds.
    fn text(&self, frame: &str, speaker: &Speaker<'a>, turn: usize) -> (String, usize) {
        let pronoun = speaker.form_of(self.one("pronouns", 0));
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
            let marked = behind.is_empty() || behind.trim_start().starts_with(['.', ',', ':', ';', '!', '?']);
            let closed = |words: &'a str| if marked { words.trim_end_matches(',') } else { words };
            let piece = match placeholder {
                "speaker" => closed(speaker.words).to_owned(),
                "Speaker" => with_capital(closed(speaker.words)),
                case if OBLIQUE.contains(&case) => closed(speaker.oblique).to_owned(),
                "he" => pronoun.to_owned(),
                "ending" => speaker.form_of(self.one("endings", 0)).to_owned(),
                "He" => with_capital(pronoun),
                "opening" => self.one("openings", turn).replace('_', " "),
                "verb" => speaker.form_of(self.one("verbs", turn)).to_owned(),
                "predicate" => speaker.form_of(self.one("predicates", turn)).to_owned(),
                "partial" => self.one("partials", turn).to_owned(),
                "words" => self.one("words", turn).to_owned(),
                "Words" => with_capital(self.one("words", turn)),
                "more" => self.one("words", turn + 1).to_owned(),
                "More" => with_capital(self.one("words", turn + 1)),
                forms if forms.contains('|') => speaker.form_of(forms).to_owned(),
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

/// Whether a clause with these words is found and is the speaker's, as all others are.
fn is_reported(text: &str, words: &str, speaker: &Speaker<'_>) -> bool {
    let found = read(text, &segment(text), Some("en"));
    let mut clauses = found.iter().filter(|quote| quote.kind != QuoteKind::Direct);
    let own = |quote: &Quote| quote.speaker.as_deref() == Some(speaker.name);
    let holds = clauses.clone().any(|quote| quote.words.to_lowercase().contains(&words.to_lowercase()));
    holds && clauses.all(own)
}

/// Whether all quotations are found and are the speaker's; of one without a name, nobody's.
fn is_read(text: &str, language: &str, quoted: usize, speaker: &Speaker<'_>) -> bool {
    let found = read(text, &segment(text), Some(language));
    let direct: Vec<_> = found.iter().filter(|quote| quote.kind == QuoteKind::Direct).collect();
    let right = |quote: &&Quote| match &quote.speaker {
        Some(name) => name == speaker.name,
        None => speaker.name == "~" && quote.speaker_kind.is_none_or(|kind| kind == SpeakerKind::Unnamed),
    };
    direct.len() == quoted && direct.iter().all(right)
}

/// The texts that are read of a grid, each with how many quotations it holds and whose they are.
fn texts<'g>(grid: &'g Grid<'static>) -> impl Iterator<Item = (String, usize, Speaker<'static>)> + 'g {
    let frames = grid.all("frames");
    let apart = (grid.speakers().count() * frames.len()).div_ceil(TEXTS);
    let pairs = grid.speakers().enumerate().flat_map(move |(row, speaker)| {
        let taken = move |column: &usize| (row + column).is_multiple_of(apart);
        (0..frames.len()).filter(taken).map(move |column| (speaker.clone(), frames[column]))
    });
    pairs.filter(|(speaker, frame)| speaker.fits(frame)).enumerate().map(|(turn, (speaker, frame))| {
        let (text, quoted) = grid.text(frame, &speaker, turn);
        (text, quoted, speaker)
    })
}

#[test]
fn every_way_to_name_a_speaker_is_read_in_every_way_to_quote_one() {
    let mut told = String::new();
    for (language, file) in GRIDS {
        let grid = Grid::of(file);
        let (mut all, mut wrong) = (0, Vec::new());
        for (text, quoted, speaker) in texts(&grid) {
            all += 1;
            if !is_read(&text, language, quoted, &speaker) {
                wrong.push(format!("{}: {text}", speaker.name));
            }
        }
        let most: usize = grid.one("most wrong", 0).parse().expect("how many may be wrong");
        assert!(all > 500, "{language}: a grid of {all} texts");
        if wrong.len() > most {
            told += &format!("{language}: {} of {all} wrong:\n{}\n", wrong.len(), wrong.join("\n"));
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn every_way_to_name_a_speaker_is_read_in_every_way_to_report_one() {
    let (pieces, frames) = (Grid::of(include_str!("grids/en.txt")), Grid::of(include_str!("grids/en-clauses.txt")));
    let most: usize = frames.one("most wrong", 0).parse().expect("how many may be wrong");
    let (mut all, mut wrong) = (0, Vec::new());
    for speaker in pieces.speakers().filter(|speaker| speaker.name != "~") {
        for frame in frames.all("frames").iter().filter(|frame| speaker.fits(frame)) {
            let words = frames.one("words", all);
            let frame = frame.replace("{words}", words).replace("{Words}", &with_capital(words));
            let (text, _) = pieces.text(&frame, &speaker, all);
            all += 1;
            if !is_reported(&text, words, &speaker) {
                wrong.push(format!("{}: {text}", speaker.name));
            }
        }
    }
    assert!(wrong.len() <= most, "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Of how many texts one is cut at each of its words.
const CUT: usize = 60;

#[test]
fn texts_that_begin_or_end_anywhere_are_read() {
    for (language, file) in GRIDS {
        for (text, ..) in texts(&Grid::of(file)).step_by(CUT) {
            for token in &segment(&text).tokens {
                let (before, behind) = text.split_at(token.start as usize);
                for part in [before, behind, &with_capital(behind)] {
                    let found = read(part, &segment(part), Some(language));
                    assert!(found.iter().all(|quote| part.contains(&*quote.words)), "{part}");
                }
            }
        }
    }
}
