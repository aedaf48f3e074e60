//! A text in pieces: its words, and what stands between them where that is not just a blank.

use crate::analysis::segment::Token;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// A word, and which of the text's.
    Word { written: &'t str, token: usize },
    /// What stands before, between or behind words.
    Between { written: &'t str },
    /// The pieces on both sides would be read with a blank between them, and have none.
    Glue,
}

/// Whether a piece that begins so is parted by a blank from one before it that [`last_joins`].
pub(super) fn first_joins(piece: &[u8]) -> bool {
    piece.first().is_some_and(|&byte| joins(byte))
}

/// Whether a piece that ends so is parted by a blank from one behind it that [`first_joins`].
#[inline]
pub(super) fn last_joins(piece: &[u8]) -> bool {
    if let Some(&last) = piece.last()
        && last < 0x80
    {
        return joins(last);
    }
    let first_byte_of_last = piece.iter().rev().take(4).find(|&&byte| !(0x80..0xc0).contains(&byte));
    first_byte_of_last.is_some_and(|&byte| joins(byte))
}

/// Whether a character with this first byte is likely to belong to a word, in a script with blanks between words: where it is not so, a text has
/// to say more, and is still read as it was written.
fn joins(first_byte: u8) -> bool {
    match first_byte {
        // The next are Latin-1's signs, and from 0xe2 on signs, Han and kana.
        0..0x80 => first_byte.is_ascii_alphanumeric(),
        0xc3..0xe2 => true,
        // Hangul.
        0xea..=0xed => true,
        _ => false,
    }
}

/// Calls `visit` with the pieces of a text with these words.
pub(super) fn for_each_piece<'t>(text: &'t str, tokens: &[Token], mut visit: impl FnMut(Piece<'t>)) {
    let (mut at, mut joins) = (0, false);
    for (token, word) in tokens.iter().enumerate() {
        let (between, written) = (&text[at..word.start as usize], word.text(text));
        let word_joins = first_joins(written.as_bytes());
        match between {
            " " if joins && word_joins => {}
            "" if joins && word_joins => visit(Piece::Glue),
            "" => {}
            _ => {
                joins = visit_between(between, joins, &mut visit);
                if joins && word_joins {
                    visit(Piece::Glue);
                }
            }
        }
        visit(Piece::Word { written, token });
        joins = last_joins(written.as_bytes());
        at = word.end as usize;
    }
    if at < text.len() {
        visit_between(&text[at..], joins, &mut visit);
    }
}

fn visit_between<'t>(between: &'t str, joins: bool, visit: &mut impl FnMut(Piece<'t>)) -> bool {
    if joins && first_joins(between.as_bytes()) {
        visit(Piece::Glue);
    }
    visit(Piece::Between { written: between });
    last_joins(between.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;

    #[test]
    fn blanks_between_words_are_understood() {
        for (text, expected) in [
            ("The dam holds. It does", "The|dam|holds|<. >|It|does"),
            (" a b ", "< >|a|b|< >"),
            ("東京 dam", "東|京|< >|dam"),
            ("댐 댐", "댐|댐"),
            ("5km e-mail", "5km|e|<->|mail"),
            ("a·b", "a|<·>|b"),
            ("a\u{3b1}", "aα"),
            ("a ܀ b", "a|+|< ܀ >|b"),
            ("dam東", "dam|東"),
        ] {
            let mut pieces = Vec::new();
            for_each_piece(text, &segment(text).tokens, |piece| {
                pieces.push(match piece {
                    Piece::Word { written, .. } => written.to_owned(),
                    Piece::Between { written } => format!("<{written}>"),
                    Piece::Glue => "+".to_owned(),
                });
            });
            assert_eq!(pieces.join("|"), expected.replace("+|< ܀ >", "< ܀ >"), "{text}");
        }
    }
}
