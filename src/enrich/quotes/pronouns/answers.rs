//! Keeps the last answer to a question that is asked again and again of the same words.

use std::cell::Cell;

/// The last answer, and to which question; it holds as long as nothing has changed that it depends on.
pub(super) struct Last<Q, A>(Cell<Option<(Q, u32, A)>>);

impl<Q, A> Default for Last<Q, A> {
    fn default() -> Self {
        Self(Cell::new(None))
    }
}

impl<Q: Copy + PartialEq, A: Copy> Last<Q, A> {
    /// The answer to a question, which `find` finds; `changes` counts what has changed so far of all that answers depend on.
    pub(super) fn answer(&self, question: Q, changes: u32, find: impl FnOnce() -> A) -> A {
        match self.0.get() {
            Some((asked, then, answer)) if asked == question && then == changes => answer,
            _ => {
                let answer = find();
                self.0.set(Some((question, changes, answer)));
                answer
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_until_something_changes() {
        let last = Last::default();
        for (question, changes, found, expected) in [(1, 0, 10, 10), (1, 0, 11, 10), (1, 1, 12, 12), (2, 1, 13, 13), (1, 1, 14, 14)] {
            assert_eq!(last.answer(question, changes, || found), expected);
        }
    }
}
