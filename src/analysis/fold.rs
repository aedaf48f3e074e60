//! Folding: what a reader takes for the same letter becomes the same letter.
//!
//! Case, Latin and Greek diacritics, full-width forms, ligatures, `ß`, Arabic vowel signs and alef and yeh forms, Cyrillic `ё`. Not folded,
//! because they are letters of their own: Cyrillic `й`, Japanese voicing marks, Indic vowel signs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded form of `word` to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        fold_char(c, out);
    }
}

/// The folded form of `text`: letters folded, everything else as it stands.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'A'..='Z' | 'a'..='z' | '0'..='9' => out.push(c.to_ascii_lowercase()),
        '’' | 'ʼ' | '＇' | '‘' | '`' => out.push('\''),
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{640}' => {}
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' | 'İ' => out.push('i'),
        'ё' | 'Ё' => out.push('е'),
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ی' => out.push('ي'),
        'ة' => out.push('ه'),
        'ک' => out.push('ك'),
        'ς' => out.push('σ'),
        '\u{64B}'..='\u{65F}' | '\u{670}' => {}
        '\u{660}'..='\u{669}' => out.push(char::from(b'0' + (u32::from(c) - 0x660) as u8)),
        '\u{6F0}'..='\u{6F9}' => out.push(char::from(b'0' + (u32::from(c) - 0x6F0) as u8)),
        '\u{400}'..='\u{4FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' => {
            out.extend(c.to_lowercase());
        }
        '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6FF}' => out.push(c),
        _ if keeps_marks(c) => out.push(c),
        _ => fold_parts(c, out),
    }
}

/// Folds what a character is composed of.
fn fold_parts(c: char, out: &mut String) {
    for part in std::iter::once(c).nfkd().filter(|&part| !is_latin_mark(part)) {
        if part != c {
            fold_char(part, out);
            continue;
        }
        for lower in c.to_lowercase().filter(|&lower| !is_latin_mark(lower)) {
            if lower == c { out.push(c) } else { fold_char(lower, out) }
        }
    }
}

/// Scripts whose combining marks are letters: Indic and South-East Asian.
fn keeps_marks(c: char) -> bool {
    matches!(u32::from(c), 0x900..=0x109F | 0x1780..=0x17FF)
}

fn is_latin_mark(c: char) -> bool {
    is_combining_mark(c) && !keeps_marks(c) && !matches!(u32::from(c), 0x3099..=0x309A)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_fold_as_documented() {
        for (word, expected) in [
            ("Putin’s", "putin's"),
            ("MÜNCHEN", "munchen"),
            ("Straße", "strasse"),
            ("Erdoğan", "erdogan"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("Ｆｕｌｌ２０２０", "full2020"),
            ("Ёлка Йод", "елка йод"),
            ("ﬁnal", "final"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("الرّئيسُ أحمد", "الرئيس احمد"),
            ("٢٠١٧", "2017"),
            ("が", "が"),
            ("हिन्दी", "हिन्दी"),
            ("co\u{ad}op", "coop"),
        ] {
            assert_eq!(fold(word), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
