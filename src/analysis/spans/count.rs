//! How often a condition of nearness is met, without looking at every pair.

use std::cmp::Ordering;

use super::{Breaks, Go, Nearness, Reach, Span, for_each_pair, pairs_of};

/// How often a condition of nearness is met, but no more than `most`: the number of left matches that are part of a pair, or of right ones
/// if fewer; where it is negated, of left ones that are not.
pub fn count(left: &[Span], right: &[Span], nearness: Nearness, breaks: &Breaks, most: usize) -> usize {
    if !(is_simple(left) && is_simple(right)) {
        return count_pairs(left, right, nearness, breaks, most);
    }
    let next = Next::of(nearness, breaks);
    let (before, after) = (!nearness.ordered, true);
    if nearness.negated {
        return next.count(left, right, (before, after), most, |near| !near);
    }
    let lefts = next.count(left, right, (before, after), most, |near| near);
    if lefts < 2 { lefts } else { next.count(right, left, (after, before), lefts, |near| near) }
}

/// The same for matches that are one word each, given their positions, and whether what must not begin between two words does.
pub fn count_words(left: &[u32], right: &[u32], nearness: Nearness, is_parted: impl Fn(u32, u32) -> bool, most: usize) -> usize {
    let farthest = if let Reach::Words(words) = nearness.reach { words } else { u32::MAX };
    let joins = |first: u32, last: u32| last - first <= farthest && !is_parted(first, last);
    let (before, after) = (!nearness.ordered, true);
    if nearness.negated {
        return count_near(left, right, (before, after), joins, most, false);
    }
    if most == 1 {
        return usize::from(may_join(left, right, nearness.ordered, farthest) && any_near(left, right, nearness.ordered, joins));
    }
    let lefts = count_near(left, right, (before, after), joins, most, true);
    if lefts < 2 { lefts } else { count_near(right, left, (after, before), joins, lefts, true) }
}

/// Most pairs of words that are all compared though neither list is in order.
const COMPARED_OUT_OF_ORDER: usize = 4096;

/// Whether any of the `left` words is as near to one of the `right` ones as asked, which `is_parted` does not part from it. Neither list need be in
/// order: most texts that have both words have them far apart, and what is far apart is told without a branch.
pub fn any_within(left: &mut [u32], right: &mut [u32], nearness: Nearness, mut is_parted: impl FnMut(u32, u32) -> bool) -> bool {
    let Nearness { reach, ordered, .. } = nearness;
    let farthest = if let Reach::Words(words) = reach { words } else { u32::MAX };
    if left.len().saturating_mul(right.len()) > COMPARED_OUT_OF_ORDER {
        left.sort_unstable();
        right.sort_unstable();
        return any_near(left, right, ordered, |first, last| last - first <= farthest && !is_parted(first, last));
    }
    let is_near = |a: u32, b: u32| if ordered { (a < b) & (b.wrapping_sub(a) <= farthest) } else { (a != b) & (a.abs_diff(b) <= farthest) };
    let (few, many) = if ordered || left.len() <= right.len() { (left, right) } else { (right, left) };
    few.iter().any(|&a| {
        let is_any_near = many.iter().fold(false, |any, &b| any | is_near(a, b));
        is_any_near && many.iter().any(|&b| is_near(a, b) && !is_parted(a.min(b), a.max(b)))
    })
}

/// Whether any of the `left` words stands in one stretch with one of the `right` ones, behind it where they are `ordered`; `around` tells where the
/// stretch of a word begins and where the next does. Neither list need be in order.
pub fn any_together(left: &[u32], right: &[u32], ordered: bool, around: impl Fn(u32) -> (u32, u32)) -> bool {
    let (few, many, is_left) = if left.len() <= right.len() { (left, right, true) } else { (right, left, false) };
    few.iter().any(|&at| {
        let (mut start, mut next) = around(at);
        if ordered {
            (start, next) = if is_left { (at.saturating_add(1), next) } else { (start, at) };
        }
        let width = next.saturating_sub(start);
        many.iter().fold(false, |any, &other| any | (other.wrapping_sub(start) < width && other != at))
    })
}

/// Counts the `words` of which `near` tells whether they join one of `others`, before or after them as far as these are looked at.
fn count_near(
    words: &[u32],
    others: &[u32],
    (before, after): (bool, bool),
    joins: impl Fn(u32, u32) -> bool,
    most: usize,
    near: bool,
) -> usize {
    let is_near = |at: u32| {
        let earlier = below(others, at);
        let later = earlier + usize::from(others.get(earlier) == Some(&at));
        after && others.get(later).is_some_and(|&next| joins(at, next)) || before && earlier > 0 && joins(others[earlier - 1], at)
    };
    words.iter().filter(|&&at| is_near(at) == near).take(most).count()
}

/// Most pairs of words that are all compared before one of them is looked for.
const COMPARED: usize = 128;

/// Whether any two words can be so near, whatever begins between them. Most texts that have both have them far apart, and comparing all of a few
/// words without a branch is faster than going through them in order.
fn may_join(left: &[u32], right: &[u32], ordered: bool, farthest: u32) -> bool {
    if left.len().saturating_mul(right.len()) > COMPARED || farthest == u32::MAX {
        return true;
    }
    let mut any = false;
    for &a in left {
        for &b in right {
            let apart = if ordered { b.wrapping_sub(a) } else { b.abs_diff(a) };
            any |= apart.wrapping_sub(1) < farthest;
        }
    }
    any
}

/// Whether any of the `left` words joins any of the `right` ones, which stand behind them where they are `ordered`. Of two words only the
/// nearest need be looked at, so one pass over both lists finds it.
fn any_near(left: &[u32], right: &[u32], ordered: bool, mut joins: impl FnMut(u32, u32) -> bool) -> bool {
    let (mut i, mut j) = (0, 0);
    while let (Some(&a), Some(&b)) = (left.get(i), right.get(j)) {
        let found = match a.cmp(&b) {
            Ordering::Less => joins(a, b),
            Ordering::Greater => !ordered && joins(b, a),
            // One word is both: either may have the next of the others near it.
            Ordering::Equal => {
                right.get(j + 1).is_some_and(|&next| joins(a, next)) || !ordered && left.get(i + 1).is_some_and(|&next| joins(b, next))
            }
        };
        if found {
            return true;
        }
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    false
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
}

/// Longest list that is counted through rather than cut in half again and again: without branches that is faster.
const COUNTED_THROUGH: usize = 64;

/// How many of a sorted list are below `limit`.
pub(super) fn below(sorted: &[u32], limit: u32) -> usize {
    if sorted.len() > COUNTED_THROUGH {
        return sorted.partition_point(|&at| at < limit);
    }
    sorted.iter().map(|&at| u32::from(at < limit)).sum::<u32>() as usize
}

fn count_pairs(left: &[Span], right: &[Span], nearness: Nearness, breaks: &Breaks, most: usize) -> usize {
    let (mut lefts, mut rights) = (vec![false; left.len()], vec![false; right.len()]);
    for_each_pair(left, right, nearness, breaks, pairs_of(left, right), |i, j| {
        lefts[i] = true;
        rights[j] = true;
        match nearness.negated {
            true => Go::ToNextLeft,
            false if most == 1 => Go::NoFurther,
            false => Go::On,
        }
    });
    let paired = |of: &[bool]| of.iter().filter(|&&paired| paired).count();
    if nearness.negated { left.len() - paired(&lefts) } else { paired(&lefts).min(paired(&rights)) }
}
