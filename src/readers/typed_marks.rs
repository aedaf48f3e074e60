//! Quotation marks that were typed where there was no key for them: ``` ``so'' ``` and `,,so''` become “so” and „so”, the nested `` `so' `` becomes ‘so'.
//!
//! What stands between doubled apostrophes, `''so''`, is a quotation in the print of some databases and nothing in other texts, so that it becomes
//! one only where that is asked for. Words are kept exactly, and feet and inches (`5'11''`) and fenced code are.

use std::borrow::Cow;

use memchr::memmem;

/// Typed quotation marks as signs that open or close; `doubled` apostrophes as well, if that is asked for.
pub(super) fn typeset(text: &str, doubled: bool) -> Cow<'_, str> {
    let opened = first_opening(text);
    let holds_doubled = || memmem::find(text.as_bytes(), APOSTROPHES).is_some();
    if opened.is_none() && !(doubled && holds_doubled()) || memmem::find(text.as_bytes(), b"```").is_some() {
        return Cow::Borrowed(text);
    }
    let mut marks = Marks { text, from: opened.unwrap_or(usize::MAX), doubled, is_open: false };
    let mut typeset = String::with_capacity(text.len());
    let mut kept = 0;
    let mut at = 0;
    while let Some(step) = text.as_bytes()[at..].iter().position(|byte| matches!(byte, b'`' | b'\'' | b',' | b'\n')) {
        at += step;
        let (length, sign) = marks.at(at);
        if let Some(sign) = sign {
            typeset.push_str(&text[kept..at]);
            typeset.push_str(sign);
            kept = at + length;
        }
        at += length;
    }
    typeset.push_str(&text[kept..]);
    Cow::Owned(typeset)
}

/// Whether doubled apostrophes stand in a text as quotation marks do.
pub fn has_doubled_marks(text: &str) -> bool {
    let mut found = memmem::find_iter(text.as_bytes(), APOSTROPHES).map(|at| (before(text, at), after(text, at + 2)));
    let opens = |(before, after): (Option<char>, Option<char>)| before.is_none_or(opens_behind) && after.is_some_and(char::is_alphanumeric);
    found.any(opens) && found.any(|sides| !opens(sides) && sides.0.is_some_and(|c| !c.is_whitespace()))
}

const APOSTROPHES: &[u8] = b"''";

/// Where the first mark stands that opens a quotation by its form, if one that may close it follows.
fn first_opening(text: &str) -> Option<usize> {
    let low = |at: &usize| before(text, *at).is_none_or(opens_behind) && after(text, at + 2).is_some_and(char::is_alphanumeric);
    // Nearly all texts have no tick at all.
    let ticked = memchr::memchr(b'`', text.as_bytes()).map(|at| (at, &text.as_bytes()[at..]));
    let ticks = ticked.and_then(|(from, rest)| Some(from + memmem::find(rest, b"``")?));
    let ticks = ticks.filter(|&at| memmem::find(&text.as_bytes()[at..], APOSTROPHES).is_some());
    let commas = memmem::find_iter(text.as_bytes(), b",,").find(low).filter(|&at| {
        let rest = &text[at..];
        rest.contains("''") || rest.contains(['“', '”', '"'])
    });
    ticks.into_iter().chain(commas).min()
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether a mark behind this opens.
fn opens_behind(before: char) -> bool {
    before.is_whitespace() || matches!(before, '(' | '[' | '{' | '“' | '„' | '‘' | '"')
}

/// The typed marks of a text.
struct Marks<'a> {
    text: &'a str,
    /// From where on there are some that show by their form what they are.
    from: usize,
    doubled: bool,
    /// Whether a quotation of this paragraph has begun and not ended.
    is_open: bool,
}

impl Marks<'_> {
    /// How many bytes from here belong together, and the sign for them where they are a mark.
    fn at(&mut self, at: usize) -> (usize, Option<&'static str>) {
        let rest = &self.text.as_bytes()[at..];
        let length = rest.iter().take_while(|&&byte| byte == rest[0]).count();
        let before = before(self.text, at);
        let after = after(self.text, at + length);
        let word_behind = after.is_some_and(char::is_alphanumeric);
        let sign = match (rest[0], length) {
            (b'\n', _) => {
                self.is_open = false;
                None
            }
            (b'`', 2) if at >= self.from && after.is_some_and(|c| !c.is_whitespace()) => self.opened("“"),
            (b'`', 1) if at >= self.from && before.is_none_or(|c| opens_behind(c) || c == '`') && word_behind => Some("‘"),
            (b'`', 3) if at >= self.from && word_behind => self.opened("“‘"),
            (b',', 2) if at >= self.from && before.is_none_or(opens_behind) && word_behind => self.opened("„"),
            (b'\'', 2..=3) if (self.doubled || at >= self.from) && !is_inches(&self.text[..at]) => self.apostrophes(length, before, after),
            _ => None,
        };
        (length, sign)
    }

    fn opened(&mut self, sign: &'static str) -> Option<&'static str> {
        self.is_open = true;
        Some(sign)
    }

    fn apostrophes(&mut self, length: usize, before: Option<char>, after: Option<char>) -> Option<&'static str> {
        let word_behind = after.is_some_and(char::is_alphanumeric);
        let alone = before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace);
        let beside_dash = matches!(before, Some('—' | '–' | '-' | '/')) && word_behind;
        let opens = if alone || beside_dash { !self.is_open } else { before.is_none_or(opens_behind) };
        if opens && !self.doubled {
            return None;
        }
        self.is_open = opens;
        match (opens, length) {
            (true, 2) => Some("“"),
            (true, _) => Some("“‘"),
            (false, 2) => Some("”"),
            (false, _) => Some("’”"),
        }
    }
}

/// Whether what stands before two apostrophes is a number of feet and inches.
fn is_inches(before: &str) -> bool {
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let inches = before.len() - feet.len();
    (1..=2).contains(&inches) && feet.strip_suffix(['\'', '’']).is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_marks_become_signs() {
        for (text, expected) in [
            ("``We go,'' he said. ``Now.''", "“We go,” he said. “Now.”"),
            ("``When he says `soon,' he means never.''", "“When he says ‘soon,' he means never.”"),
            ("``He said `no.'''", "“He said ‘no.’”"),
            ("``One.\n\n``Two.''", "“One.\n\n“Two.”"),
            (",,Wij gaan,'' zei hij.", "„Wij gaan,” zei hij."),
            ("Er sagte: ,,Wir gehen.“", "Er sagte: „Wir gehen.“"),
            ("A ``ditch'' of 5'11'' in the dogs' yard", "A “ditch” of 5'11'' in the dogs' yard"),
            ("''We go,'' he said.", "''We go,'' he said."),
            ("Run ```ls''' or ``ls''.", "Run ```ls''' or ``ls''."),
            ("one,,two and `three'", "one,,two and `three'"),
            ("``ls`` and ``cat``", "``ls`` and ``cat``"),
        ] {
            assert_eq!(typeset(text, false), expected, "{text}");
        }
    }

    #[test]
    fn doubled_apostrophes_become_signs_where_that_is_asked_for() {
        for (text, expected, doubled) in [
            ("''We go,'' he said. ''Now.''", "“We go,” he said. “Now.”", true),
            ("a plan (''a mess''), ''rush into anything'' --''so''", "a plan (“a mess”), “rush into anything” --“so”", true),
            ("the 'wrong track.'.''", "the 'wrong track.'.”", false),
            ("''He said 'no.'''", "“He said 'no.’”", true),
            ("One. '' Two '' three", "One. “ Two ” three", false),
            ("He is 5'11'' tall.", "He is 5'11'' tall.", false),
            ("''Nothing", "“Nothing", false),
            ("the dogs' yard", "the dogs' yard", false),
        ] {
            assert_eq!(typeset(text, true), expected, "{text}");
            assert_eq!(has_doubled_marks(text), doubled, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_stay_and_marks_are_found_once(text in "([a-z'`,.é0-9]|''|``|,,|[ \n(“—]){0,40}", doubled in any::<bool>()) {
            let once = typeset(&text, doubled).into_owned();
            let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect::<String>();
            prop_assert_eq!(words(&once), words(&text));
            prop_assert!(once == text || once.contains(['“', '”', '„', '‘', '’']));
        }
    }
}
