//! Where matches stand in a text, counted in words, and which of them are near one another.
//!
//! The index and the marks in a text are judged by the same rules, which are these. A match is known by its ends, its first and its last
//! word, and by whether every word between them is its own too ([`Span::solid`]: words and phrases, not pairs of words). Two matches are
//! near where
//!
//! - they share no word of their own;
//! - an end of one and an end of the other are as near as asked: positions that differ by so much, no paragraph beginning between them;
//!   or in one sentence; or in one paragraph;
//! - and, where the order counts, the first ends before the second begins.
//!
//! Work in a text is bounded. Where more than [`MAX_PAIRS`] pairs could be near, each left match is paired with as many right ones as are
//! its share of them, at least one: what is near something is found all the same, but not each way in which it is. In a long chain pairs are
//! fewer still.

mod count;

pub use self::count::{any_together, any_within, count, count_words};

/// Pairs of matches that are made for one condition in one text, where there are fewer left matches than that.
pub const MAX_PAIRS: usize = 20_000;
/// The same where a side is pairs already: a chain multiplies them.
const MAX_NESTED: usize = 2_000;
/// The same for the conditions of a long chain above the third: each half as many as the one below it, but no fewer than this.
const LEAST_NESTED: usize = 100;
/// Pairs that are enough to find that there are some in most texts that have any.
pub const FEW_PAIRS: usize = 32;

/// How many pairs are made of these matches in one text.
pub fn pairs_of(left: &[Span], right: &[Span]) -> usize {
    if left.iter().chain(right).all(|span| span.solid) { MAX_PAIRS } else { MAX_NESTED }
}

/// How many pairs are made for a condition that is a part of another or has such parts, `levels` of them one in another.
pub fn pairs_of_chain(levels: usize) -> usize {
    let halved = u32::try_from(levels.saturating_sub(3)).ok().and_then(|times| MAX_NESTED.checked_shr(times));
    halved.unwrap_or(0).max(LEAST_NESTED)
}

/// Most pairs of matches that are looked at for one condition in one text.
const MAX_LOOKS: usize = 1_000_000;

/// The words of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Position of its first word.
    pub start: u32,
    /// Position of its last word.
    pub last: u32,
    /// Whether all words between the ends are its own.
    pub solid: bool,
}

impl Span {
    /// The match of one word.
    pub fn word(position: u32) -> Self {
        Self { start: position, last: position, solid: true }
    }

    /// Whether a word that is known to be the match's own is at `position`.
    fn owns(self, position: u32) -> bool {
        position == self.start || position == self.last || self.solid && (self.start..=self.last).contains(&position)
    }

    fn shares_words_with(self, other: Self) -> bool {
        self.owns(other.start) || self.owns(other.last) || other.owns(self.start) || other.owns(self.last)
    }

    /// Both matches as one.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let adjoin = self.last + 1 == other.start || other.last + 1 == self.start;
        let (start, last) = (self.start.min(other.start), self.last.max(other.last));
        Self { start, last, solid: self.solid && other.solid && adjoin }
    }
}

/// Positions at which sentences and paragraphs begin, in order; the first of each, at 0, may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaks {
    /// Of sentences, those that open a paragraph included.
    pub sentences: Vec<u32>,
    /// Of paragraphs.
    pub paragraphs: Vec<u32>,
}

/// How near is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Positions differ by at most this, in one paragraph.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

/// What is asked of two matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearness {
    /// How near they are.
    pub reach: Reach,
    /// Whether the left one comes first.
    pub ordered: bool,
    /// Whether left matches are wanted that have no right one so near.
    pub negated: bool,
}

impl Breaks {
    /// Whether what parts matches of this reach begins after the word `first` and not after the word `last`.
    pub fn part(&self, reach: Reach, first: u32, last: u32) -> bool {
        match reach {
            Reach::Words(_) | Reach::Paragraph => is_parted(&self.paragraphs, first, last),
            Reach::Sentence => is_parted(&self.sentences, first, last),
        }
    }

    /// Where the stretch of the word at `at` begins that matches of this reach have in common, and where the next does; `u32::MAX` where none does.
    pub fn around(&self, reach: Reach, at: u32) -> (u32, u32) {
        let starts = if reach == Reach::Sentence { &self.sentences } else { &self.paragraphs };
        let next = count::below(starts, at.saturating_add(1));
        (next.checked_sub(1).map_or(0, |before| starts[before]), starts.get(next).copied().unwrap_or(u32::MAX))
    }
}

impl Nearness {
    /// Whether two matches are as near as asked; `negated` is not looked at.
    pub fn joins(self, left: Span, right: Span, breaks: &Breaks) -> bool {
        if self.ordered {
            return left.last < right.start && self.joins_positions(left.last, right.start, breaks);
        }
        !left.shares_words_with(right)
            && [left.start, left.last].iter().any(|&a| [right.start, right.last].iter().any(|&b| self.joins_positions(a, b, breaks)))
    }

    fn joins_positions(self, a: u32, b: u32, breaks: &Breaks) -> bool {
        let (first, last) = (a.min(b), a.max(b));
        let is_far = matches!(self.reach, Reach::Words(most) if last - first > most);
        !is_far && !breaks.part(self.reach, first, last)
    }

    /// Positions outside of which no end of anything near `span` stands.
    fn window(self, span: Span, breaks: &Breaks) -> (u32, u32) {
        match self.reach {
            Reach::Words(most) => {
                let (low, high) = around(&breaks.paragraphs, span);
                (low.max(span.start.saturating_sub(most)), high.min(span.last.saturating_add(most)))
            }
            Reach::Sentence => around(&breaks.sentences, span),
            Reach::Paragraph => around(&breaks.paragraphs, span),
        }
    }
}

/// Whether a stretch begins after `first` and not after `last`.
fn is_parted(starts: &[u32], first: u32, last: u32) -> bool {
    let next = count::below(starts, first.saturating_add(1));
    starts.get(next).is_some_and(|&start| start <= last)
}

fn around(starts: &[u32], span: Span) -> (u32, u32) {
    let first = starts.partition_point(|&start| start <= span.start);
    let next = starts.partition_point(|&start| start <= span.last);
    (first.checked_sub(1).map_or(0, |at| starts[at]), starts.get(next).map_or(u32::MAX, |&start| start - 1))
}

/// What comes after a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// The next pair.
    On,
    /// The next pair of another left match.
    ToNextLeft,
    /// None.
    NoFurther,
}

/// Calls `visit` with the indices of each pair that is as near as asked, and goes where it says. Makes no more than `most` pairs, or one for each
/// left match.
///
/// Both lists are sorted. `negated` is not looked at.
pub fn for_each_pair(
    left: &[Span],
    right: &[Span],
    nearness: Nearness,
    breaks: &Breaks,
    most: usize,
    mut visit: impl FnMut(usize, usize) -> Go,
) {
    let longest = right.iter().map(|span| span.last - span.start).max().unwrap_or(0);
    let share = if left.len().saturating_mul(right.len()) <= most { usize::MAX } else { (most / left.len().max(1)).max(1) };
    let mut from = 0;
    let mut looked_at = 0;
    for (i, &span) in left.iter().enumerate() {
        let (low, high) = nearness.window(span, breaks);
        let low = if nearness.ordered { span.start } else { low };
        while right.get(from).is_some_and(|other| other.start.saturating_add(longest) < low) {
            from += 1;
        }
        let mut made = 0;
        for (j, &other) in right.iter().enumerate().skip(from).take_while(|(_, other)| other.start <= high) {
            looked_at += 1;
            if looked_at > MAX_LOOKS {
                return;
            }
            if other.last >= low && nearness.joins(span, other, breaks) {
                made += 1;
                match visit(i, j) {
                    Go::On if made < share => {}
                    Go::On | Go::ToNextLeft => break,
                    Go::NoFurther => return,
                }
            }
        }
    }
}

/// The matches of a condition of nearness into `out`, no more than `most` or one for each left match: pairs as one match each or, where it is
/// negated, left matches without right ones.
pub fn near(left: &[Span], right: &[Span], nearness: Nearness, breaks: &Breaks, most: usize, out: &mut Vec<Span>) {
    out.clear();
    if nearness.negated {
        let mut near = vec![false; left.len()];
        for_each_pair(left, right, nearness, breaks, most, |i, _| {
            near[i] = true;
            Go::ToNextLeft
        });
        out.extend(left.iter().zip(near).filter(|(_, near)| !near).map(|(span, _)| *span));
        return;
    }
    for_each_pair(left, right, nearness, breaks, most, |i, j| {
        out.push(left[i].with(right[j]));
        Go::On
    });
    sort(out);
}

/// Sorts matches and drops repeated ones.
pub fn sort(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup();
}

/// Words in sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Where each word stands behind the first.
    pub offsets: Vec<u32>,
    /// Positions that the sequence covers, at least one.
    pub width: u32,
    /// How loose it is: with `d` the distance of each word from its place, the largest `d` minus the smallest is at most this, and each
    /// word has a position of its own.
    pub slop: u32,
}

impl Sequence {
    /// The matches into `out`, where the words have these sorted positions, one list a word.
    pub fn spans(&self, positions: &[Vec<u32>], out: &mut Vec<Span>) {
        out.clear();
        if self.slop == 0 || positions.len() < 2 {
            self.exact(positions, out);
        } else {
            self.loose(positions, out);
            sort(out);
        }
    }

    fn exact(&self, positions: &[Vec<u32>], out: &mut Vec<Span>) {
        let Some((first, rest)) = positions.split_first() else { return };
        let shift = self.offsets.first().copied().unwrap_or(0);
        let span = |at: u32| Span { start: at - shift, last: at - shift + self.width - 1, solid: true };
        if rest.is_empty() {
            out.extend(first.iter().filter(|&&at| at >= shift).map(|&at| span(at)));
            return;
        }
        let mut next = vec![0; rest.len()];
        for &at in first.iter().filter(|&&at| at >= shift) {
            let follows = rest.iter().zip(&mut next).zip(&self.offsets[1..]).all(|((list, next), offset)| {
                let wanted = at - shift + offset;
                while list.get(*next).is_some_and(|&position| position < wanted) {
                    *next += 1;
                }
                list.get(*next) == Some(&wanted)
            });
            if follows {
                out.push(span(at));
            }
        }
    }

    /// Tries each distance of a word from its place as the smallest of a match: each word in turn takes the first position that is left,
    /// and where none is, those before it make room if they can.
    fn loose(&self, positions: &[Vec<u32>], out: &mut Vec<Span>) {
        let distances = |(list, &offset): (&Vec<u32>, &u32)| -> Vec<i64> {
            list.iter().map(|&position| i64::from(position) - i64::from(offset)).collect()
        };
        let mut least: Vec<i64> = positions.iter().zip(&self.offsets).flat_map(distances).collect();
        least.sort_unstable();
        least.dedup();
        let tail = self.width - 1 - self.offsets.last().copied().unwrap_or(0);
        let mut taken: Vec<u32> = Vec::with_capacity(positions.len());
        let mut open: Vec<&[u32]> = Vec::with_capacity(positions.len());
        for least in least {
            taken.clear();
            open.clear();
            let all = positions.iter().zip(&self.offsets).all(|(list, &offset)| {
                let first = least + i64::from(offset);
                let from = list.partition_point(|&position| i64::from(position) < first);
                let until = list.partition_point(|&position| i64::from(position) <= first + i64::from(self.slop));
                open.push(&list[from..until]);
                match list[from..until].iter().copied().find(|position| !taken.contains(position)) {
                    Some(position) => {
                        taken.push(position);
                        true
                    }
                    None => makes_room(&open, &mut taken),
                }
            });
            if let (true, Some(&start), Some(&last), Some(&end)) = (all, taken.iter().min(), taken.iter().max(), taken.last()) {
                let last = last.max(end + tail);
                out.push(Span { start, last, solid: last - start < self.width });
            }
        }
    }
}

/// Most words of a loose phrase that make room for one another.
const MAX_MOVED: usize = 64;

/// Gives the last of the words whose positions are `open` one of its own, for which those before it may move to others of theirs; whether
/// there is one.
fn makes_room(open: &[&[u32]], taken: &mut Vec<u32>) -> bool {
    let word = taken.len();
    if word >= MAX_MOVED {
        return false;
    }
    taken.push(u32::MAX);
    moves(word, open, taken, &mut Vec::new())
}

/// Moves a word to an open position that is free or whose owner can move; none is tried twice.
fn moves(word: usize, open: &[&[u32]], taken: &mut [u32], tried: &mut Vec<u32>) -> bool {
    for &position in open[word] {
        if tried.contains(&position) {
            continue;
        }
        tried.push(position);
        let owner = taken.iter().position(|&other| other == position);
        if owner.is_none_or(|owner| moves(owner, open, taken, tried)) {
            taken[word] = position;
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
