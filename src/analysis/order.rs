//! Tables that are put in order when the program is built, so that they can be searched by halves.

/// Numbers with the lowest first.
pub(crate) const fn in_order<const N: usize>(mut numbers: [u64; N]) -> [u64; N] {
    let mut count = 1;
    while count < N {
        let own = numbers[count];
        let mut at = count;
        while at > 0 && numbers[at - 1] > own {
            numbers[at] = numbers[at - 1];
            at -= 1;
        }
        numbers[at] = own;
        count += 1;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn the_lowest_stands_first() {
        assert_eq!(in_order([3, 1, 2, 1]), [1, 1, 2, 3]);
        assert!(in_order([]).is_empty());
    }
}
