//! Keeps the last two answers to a question that is asked again and again of the same words, mostly of two phrases of a sentence in turn.

use std::cell::Cell;

/// The last answers, the latest first, and to which questions; they hold as long as nothing has changed that they depend on.
pub(super) struct Last<Q, A>(Cell<[Option<(Q, u32, A)>; 2]>);

impl<Q, A> Default for Last<Q, A> {
    fn default() -> Self {
        Self(Cell::new([None, None]))
    }
}

impl<Q: Copy + PartialEq, A: Copy> Last<Q, A> {
    /// The answer to a question, which `find` finds; `changes` counts what has changed so far of all that answers depend on.
    pub(super) fn answer(&self, question: Q, changes: u32, find: impl FnOnce() -> A) -> A {
        let [latest, older] = self.0.get();
        let known = |last: Option<(Q, u32, A)>| last.filter(|(asked, then, _)| (*asked == question) & (*then == changes));
        if let Some((.., answer)) = known(latest).or(known(older)) {
            return answer;
        }
        let answer = find();
        let [latest, _] = self.0.get();
        self.0.set([Some((question, changes, answer)), latest]);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_until_something_changes() {
        let last = Last::default();
        for (question, changes, found, expected) in [
            (1, 0, 10, 10),
            (1, 0, 11, 10),
            (1, 1, 12, 12),
            (2, 1, 13, 13),
            (1, 1, 14, 12),
            (2, 1, 15, 13),
            (3, 1, 16, 16),
            (1, 1, 17, 17),
            (3, 2, 18, 18),
        ] {
            assert_eq!(last.answer(question, changes, || found), expected);
        }
    }
}
