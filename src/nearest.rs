//! Which known name a mistyped one may be meant for.

/// The candidate within few edits of `typed` (one for every three letters), the first of the nearest.
pub(crate) fn closest<'a>(typed: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().take(33).flat_map(char::to_lowercase).collect();
    if typed.len() < 3 || typed.len() > 32 || !typed.iter().any(|c| c.is_alphabetic()) {
        return None;
    }
    let near = |name: &&str| edits(&typed, &name.chars().collect::<Vec<_>>());
    candidates.min_by_key(near).filter(|name| near(name) <= typed.len().div_ceil(3))
}

/// Insertions, deletions, replacements and exchanges of neighbours that lead from `a` to `b`.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let mut cost = (last[j] + usize::from(a[i] != b[j])).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_near_if_few_letters_differ() {
        for (typed, expected) in [
            ("hedline", Some("headline")),
            ("Headlin", Some("headline")),
            ("dya", Some("day")),
            ("paht", Some("path")),
            ("day", Some("day")),
            ("zzzz", None),
            ("x", None),
            ("", None),
            ("123", None),
        ] {
            assert_eq!(closest(typed, ["headline", "day", "path"].into_iter()), expected, "{typed}");
        }
    }
}
