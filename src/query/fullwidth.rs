//! Signs in the full width that East Asian keyboards type: `（`, `：`, `ＡＮＤ`, `ｗ／５`.
//!
//! They are read as their ASCII forms where they can only be meant so. A colon makes a field of a name that is one, and is punctuation in
//! `外交部：会談`; a question mark is a wildcard between letters alone. What stands between quotation marks is text and stays as it is, and
//! so do words and their letters, which analysis folds.

use std::borrow::Cow;

use super::fields::{Named, Scope, named};
use super::foreign::is_near_alike;
use super::lexer::{at_least_digits, closers, is_call, is_gershayim, near_operator};

/// The query with such signs in ASCII.
pub(super) fn narrowed(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_wide) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at = match c {
            '（' | '）' => {
                out.push(narrow(c));
                at + c.len_utf8()
            }
            c if c.is_whitespace() || matches!(c, '(' | ')') => {
                out.push(c);
                at + c.len_utf8()
            }
            c if closers(c).is_some() => {
                let end = phrase_end(text, at, c);
                out.push_str(&text[start..end]);
                end
            }
            _ => {
                let end = run_end(text, at);
                push_run(&text[start..end], text[end..].starts_with(['(', '（']), &mut out);
                end
            }
        };
    }
    Cow::Owned(out)
}

/// Whether a character has an ASCII form that it is read as, somewhere.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{FF01}'..='\u{FF5E}')
}

/// The ASCII form of a character in full width.
fn narrow(c: char) -> char {
    if is_wide(c) { u8::try_from(u32::from(c) - 0xFEE0).map_or(c, char::from) } else { c }
}

/// The text in ASCII forms.
pub(super) fn narrow_text(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// Where the phrase that opens at `start` ends; behind the text where nothing closes it.
fn phrase_end(text: &str, start: usize, opener: char) -> usize {
    let closing = closers(opener).unwrap_or_default();
    let from = start + opener.len_utf8();
    let mut chars = text[from..].char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if closing.contains(&c) && !is_gershayim(text, from + at, c) {
            return from + at + c.len_utf8();
        }
    }
    text.len()
}

/// Where the characters that hang together from `start` on end.
fn run_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c.is_whitespace()
            || matches!(c, '(' | ')' | '（' | '）')
            || at > 0 && closers(c).is_some() && !is_gershayim(text, start + at, c)
        {
            return start + at;
        }
    }
    text.len()
}

/// Appends a run with its signs in ASCII; `called` where a parenthesis follows.
fn push_run(run: &str, called: bool, out: &mut String) {
    let ascii = narrow_text(run);
    if ascii == run || run.contains('\\') {
        return out.push_str(run);
    }
    let is_operator = matches!(ascii.as_str(), "AND" | "OR" | "NOT")
        || near_operator(&ascii).is_some()
        || at_least_digits(&ascii).is_some()
        || is_near_alike(&ascii)
        || called && ascii.is_ascii() && is_call(&ascii);
    if is_operator {
        return out.push_str(&ascii);
    }
    let mut rest = run;
    while let Some(sign) = rest.chars().next()
        && matches!(narrow(sign), '-' | '=' | '+')
        && rest[sign.len_utf8()..].starts_with(|next: char| next.is_alphanumeric() || is_wide(next))
    {
        out.push(narrow(sign));
        rest = &rest[sign.len_utf8()..];
    }
    if let Some(colon) = rest.find([':', '：']).filter(|&colon| colon > 0) {
        let name = narrow_text(&rest[..colon]);
        let value = &rest[colon + rest[colon..].chars().next().map_or(1, char::len_utf8)..];
        let scope = match named(&name, false) {
            Named::Scope(scope) => Some(scope),
            Named::Quote(field) => Some(Scope::Number(field)),
            Named::Wrong(_) => None,
        };
        if let Some(scope) = scope {
            out.push_str(&name);
            out.push(':');
            return match scope {
                Scope::Text(_) | Scope::Default => push_word(value, out),
                Scope::Whole(_) | Scope::Day | Scope::Number(_) | Scope::Presence { .. } => out.push_str(&narrow_text(value)),
            };
        }
    }
    push_word(rest, out);
}

/// Appends a word with the signs in it that mean something in ASCII.
fn push_word(word: &str, out: &mut String) {
    let suffix = word.rfind(['～', '＾']).filter(|&at| {
        let digits = narrow_text(&word[at..]);
        at > 0 && digits.len() > 1 && digits[1..].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    let (word, suffix) = word.split_at(suffix.unwrap_or(word.len()));
    let chars: Vec<char> = word.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let is_letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&c| narrow(c).is_ascii_alphanumeric());
        let is_inside = is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
        out.push(match c {
            '＊' => '*',
            '？' if is_inside => '?',
            '＝' if at == 0 => '=',
            c => c,
        });
    }
    out.push_str(&narrow_text(suffix));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_full_width_are_read_where_they_can_only_be_meant_so() {
        for (typed, expected) in [
            ("（dam　ＯＲ　leak）", "(dam　OR　leak)"),
            ("dam ｗ／５ leak", "dam w/5 leak"),
            ("dam ＷＩＴＨＩＮ／５ leak", "dam WITHIN/5 leak"),
            ("headline：东京", "headline:东京"),
            ("ｈｅａｄｌｉｎｅ：“Ａ：Ｂ”", "headline:“Ａ：Ｂ”"),
            ("－headline：dam", "-headline:dam"),
            ("date：２０２０－０３", "date:2020-03"),
            ("ＨＬＥＡＤ（dam）", "HLEAD(dam)"),
            ("ａｔｌｅａｓｔ３（dam）", "atleast3(dam)"),
            ("＝ＮＡＴＯ", "=ＮＡＴＯ"),
            ("headline：＝Ｄam", "headline:=Ｄam"),
            ("ｄａｍ～１ dam＾２．５", "ｄａｍ~1 dam^2.5"),
            ("recycl＊ wom？n", "recycl* wom?n"),
            // Text as it is pasted.
            ("外交部：会談", "外交部：会談"),
            ("会談？ 反対！", "会談？ 反対！"),
            ("＂ＡＮＤ（＂", "＂ＡＮＤ（＂"),
            ("「ＡＮＤ（」", "「ＡＮＤ（」"),
            ("\\（dam", "\\（dam"),
            ("ＮＡＴＯ", "ＮＡＴＯ"),
            ("plain", "plain"),
        ] {
            assert_eq!(narrowed(typed), expected, "{typed}");
            assert_eq!(narrowed(expected), expected, "{expected}");
        }
    }
}
