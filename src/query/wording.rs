//! What messages about a query say of what was typed.

/// How many characters of what was typed a message repeats.
const REPEATED: usize = 40;

/// The text as a message repeats it.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(REPEATED) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// What an unknown field looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedAs {
    /// A name with a value.
    Field,
    /// A name before a parenthesis.
    Call,
    /// Running text, an address or a time.
    Words,
}

/// Several words that must all be there, as proximity and counts name them.
pub(super) const SEVERAL: &str = "several words that must all be there";
