//! Finds where a JSON value ends, across pieces of it, without reading it.

/// A scan for the end of one object, array or string.
#[derive(Debug, Clone, Default)]
pub(super) struct Balance {
    depth: usize,
    in_string: bool,
    escaped: bool,
    closed: bool,
}

/// What a scan has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The value ends before this byte of the piece.
    End(usize),
    /// A string is not closed on its line, which ends at this byte: the value is damaged.
    Damage(usize),
    /// The value goes on after the piece.
    More,
}

impl Balance {
    /// A scan that has found the end.
    pub(super) fn closed() -> Self {
        Self { closed: true, ..Self::default() }
    }

    /// A scan that has passed the opening bracket already.
    pub(super) fn entered() -> Self {
        Self { depth: 1, ..Self::default() }
    }

    /// Whether the end has been found.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Scans the next piece, which begins with the opening bracket or quotation mark at first.
    pub(super) fn feed(&mut self, piece: &[u8]) -> Found {
        let mut at = 0;
        while at < piece.len() {
            if self.in_string {
                if std::mem::take(&mut self.escaped) {
                    at += 1;
                    continue;
                }
                let Some(next) = memchr::memchr3(b'"', b'\\', b'\n', &piece[at..]) else { return Found::More };
                at += next;
                match piece[at] {
                    b'"' if self.depth == 0 => return Found::End(at + 1),
                    b'"' => self.in_string = false,
                    b'\\' => self.escaped = true,
                    _ => return Found::Damage(at),
                }
                at += 1;
                continue;
            }
            match piece[at] {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Found::End(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        Found::More
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_are_found() {
        for (text, expected) in [
            ("{}", Found::End(2)),
            (r#"{"a": "}\"]", "b": [1, {"c": 2}]}, {}"#, Found::End(33)),
            ("[[1], 2] 3", Found::End(8)),
            (r#""a\"b": 3"#, Found::End(6)),
            (r#"{"a": 1"#, Found::More),
            ("{\"a\": \"b\n\"}", Found::Damage(8)),
        ] {
            assert_eq!(Balance::default().feed(text.as_bytes()), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_give_the_same_as_the_whole(text in "[{}\\[\\]\"\\\\a,:\n]{0,60}", cut in 0_usize..60) {
            let text = format!("{{{text}");
            let cut = cut.min(text.len());
            let whole = Balance::default().feed(text.as_bytes());
            let mut balance = Balance::default();
            let parts = match balance.feed(&text.as_bytes()[..cut]) {
                Found::More => match balance.feed(&text.as_bytes()[cut..]) {
                    Found::End(at) => Found::End(at + cut),
                    Found::Damage(at) => Found::Damage(at + cut),
                    Found::More => Found::More,
                },
                found => found,
            };
            prop_assert_eq!(parts, whole);
        }
    }
}
