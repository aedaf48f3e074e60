//! How often a condition of nearness is met, without looking at every pair.

use super::{Breaks, Nearness, Reach, Span, for_each_pair};

/// How often a condition of nearness is met, but no more than `most`: the number of left matches that are part of a pair, or of right ones
/// if fewer; where it is negated, of left ones that are not.
pub fn count(left: &[Span], right: &[Span], nearness: Nearness, breaks: &Breaks, most: usize) -> usize {
    if !(is_simple(left) && is_simple(right)) {
        return count_pairs(left, right, nearness, breaks);
    }
    let next = Next::of(nearness, breaks);
    let (before, after) = (!nearness.ordered, true);
    if nearness.negated {
        return next.count(left, right, (before, after), most, |near| !near);
    }
    let lefts = next.count(left, right, (before, after), most, |near| near);
    if lefts < 2 { lefts } else { next.count(right, left, (after, before), lefts, |near| near) }
}

/// The same for matches that are one word each, given their positions.
pub fn count_words(left: &[u32], right: &[u32], nearness: Nearness, breaks: &Breaks, most: usize) -> usize {
    let next = Next::of(nearness, breaks);
    let (before, after) = (!nearness.ordered, true);
    if nearness.negated {
        return next.count_words(left, right, (before, after), most, false);
    }
    if most == 1 && right.len() < left.len() {
        return next.count_words(right, left, (after, before), 1, true);
    }
    let lefts = next.count_words(left, right, (before, after), most, true);
    if lefts < 2 { lefts } else { next.count_words(right, left, (after, before), lefts, true) }
}

/// Whether no match has a gap and none ends after a later one, so that only the next ones on either side need be looked at.
fn is_simple(spans: &[Span]) -> bool {
    spans.iter().all(|span| span.solid) && spans.is_sorted_by_key(|span| span.last)
}

/// How near the next match must be: so many positions on, with nothing beginning between.
struct Next<'b> {
    most: u32,
    starts: &'b [u32],
}

impl<'b> Next<'b> {
    fn of(nearness: Nearness, breaks: &'b Breaks) -> Self {
        match nearness.reach {
            Reach::Words(most) => Self { most, starts: &breaks.paragraphs },
            Reach::Sentence => Self { most: u32::MAX, starts: &breaks.sentences },
            Reach::Paragraph => Self { most: u32::MAX, starts: &breaks.paragraphs },
        }
    }

    /// Counts the `spans` for which `wanted` says yes to whether the next of `others` is near, before or after it as far as these are
    /// looked at. One pass over all lists.
    fn count(&self, spans: &[Span], others: &[Span], (before, after): (bool, bool), most: usize, wanted: impl Fn(bool) -> bool) -> usize {
        let (mut earlier, mut later) = (0, 0);
        let (mut opened, mut closed) = (0, 0);
        let mut count = 0;
        for span in spans {
            while others.get(earlier).is_some_and(|other| other.last < span.start) {
                earlier += 1;
            }
            later = later.max(earlier);
            while others.get(later).is_some_and(|other| other.start <= span.last) {
                later += 1;
            }
            while self.starts.get(opened).is_some_and(|&start| start <= span.start) {
                opened += 1;
            }
            closed = closed.max(opened);
            while self.starts.get(closed).is_some_and(|&start| start <= span.last) {
                closed += 1;
            }
            let is_after =
                |other: &Span| other.start - span.last <= self.most && self.starts.get(closed).is_none_or(|&start| other.start < start);
            let is_before = |other: &Span| span.start - other.last <= self.most && (opened == 0 || self.starts[opened - 1] <= other.last);
            let near = after && others.get(later).is_some_and(is_after) || before && earlier > 0 && is_before(&others[earlier - 1]);
            count += usize::from(wanted(near));
            if count >= most {
                break;
            }
        }
        count
    }

    /// Counts the `words` of which `near` tells whether one of `others` is near, before or after it as far as these are looked at.
    fn count_words(&self, words: &[u32], others: &[u32], (before, after): (bool, bool), most: usize, near: bool) -> usize {
        let is_near = |at: u32| {
            let earlier = below(others, at);
            let later = earlier + usize::from(others.get(earlier) == Some(&at));
            let next = others.get(later).copied().filter(|next| after && next - at <= self.most);
            let last = earlier.checked_sub(1).map(|earlier| others[earlier]).filter(|last| before && at - last <= self.most);
            if next.is_none() && last.is_none() {
                return false;
            }
            let opened = below(self.starts, at.saturating_add(1));
            next.is_some_and(|next| self.starts.get(opened).is_none_or(|&start| next < start))
                || last.is_some_and(|last| opened == 0 || self.starts[opened - 1] <= last)
        };
        words.iter().filter(|&&at| is_near(at) == near).take(most).count()
    }
}

/// Longest list that is counted through rather than cut in half again and again: without branches that is faster.
const COUNTED_THROUGH: usize = 64;

/// How many of a sorted list are below `limit`.
fn below(sorted: &[u32], limit: u32) -> usize {
    if sorted.len() > COUNTED_THROUGH {
        return sorted.partition_point(|&at| at < limit);
    }
    sorted.iter().map(|&at| u32::from(at < limit)).sum::<u32>() as usize
}

fn count_pairs(left: &[Span], right: &[Span], nearness: Nearness, breaks: &Breaks) -> usize {
    let (mut lefts, mut rights) = (vec![false; left.len()], vec![false; right.len()]);
    for_each_pair(left, right, nearness, breaks, |i, j| {
        lefts[i] = true;
        rights[j] = true;
        !nearness.negated
    });
    let paired = |of: &[bool]| of.iter().filter(|&&paired| paired).count();
    if nearness.negated { left.len() - paired(&lefts) } else { paired(&lefts).min(paired(&rights)) }
}
