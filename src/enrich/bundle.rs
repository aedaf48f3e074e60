//! Passes over many articles at a time.
//!
//! Each pass goes over all articles of a bundle before the next begins. One article after the other through all passes would be the
//! same, but slower by an eighth: the code of all passes together is far larger than what the processor keeps at hand of it, and of what it
//! has learnt about its branches. No pass over one article sees another.

/// Does a piece of the work on an article, which is given by its place in the bundle; answers false where the article is given up.
pub type Attend<'a> = dyn FnMut(usize, &mut dyn FnMut()) -> bool + 'a;

/// Does all there is to do.
pub(super) fn attend_always(_: usize, piece: &mut dyn FnMut()) -> bool {
    piece();
    true
}

/// One pass over all that are not given up.
pub(super) fn pass<T>(all: &mut [Option<T>], attend: &mut Attend<'_>, step: impl Fn(&mut T)) {
    for (index, slot) in all.iter_mut().enumerate() {
        if let Some(one) = slot
            && !attend(index, &mut || step(one))
        {
            *slot = None;
        }
    }
}

/// One pass that makes something else of each.
pub(super) fn pass_into<T, U>(all: Vec<Option<T>>, attend: &mut Attend<'_>, make: impl Fn(T) -> U) -> Vec<Option<U>> {
    let mut made: Vec<Option<U>> = Vec::with_capacity(all.len());
    for (index, slot) in all.into_iter().enumerate() {
        made.push(None);
        // Made where it is to stay, since it may be large.
        let (Some(one), Some(place)) = (slot, made.last_mut()) else { continue };
        let mut one = Some(one);
        if !attend(index, &mut || *place = one.take().map(&make)) {
            *place = None;
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use crate::article::RawArticle;
    use crate::enrich::{enrich, enrich_all};

    #[test]
    fn articles_are_read_together_as_they_are_alone_whichever_is_given_up() {
        let bodies = [
            "VERDEN, Germany, May 2 (Reuters) - “The dam leaks,” Ada Quoyle said in Bremen on Tuesday. She left for Hamburg.",
            "Mayor Tom Hill of Lyon told reporters that it rains. “We wait,” he said.",
            "",
            "El alcalde dijo que no. «Esperamos», dijo Ana Ruiz en Sevilla.",
        ];
        let raws = || bodies.iter().map(|body| RawArticle { body: (*body).to_owned(), ..RawArticle::default() });
        let alone: Vec<_> = raws().map(|raw| enrich(raw, "news")).collect();
        for left_out in 0..bodies.len() {
            for piece in 0.. {
                let mut pieces = 0;
                let read = enrich_all(raws().map(|raw| (Box::new(raw), "news")).collect(), &mut |index, work| {
                    work();
                    pieces += usize::from(index == left_out);
                    index != left_out || pieces != piece + 1
                });
                let read: Vec<_> = read.into_iter().map(|read| read.map(|(article, _)| article)).collect();
                let is_given_up = read[left_out].is_none();
                assert_eq!(is_given_up, pieces > piece, "{left_out} {piece}");
                for (index, article) in read.iter().enumerate().filter(|&(index, _)| index != left_out || !is_given_up) {
                    assert_eq!(article.as_deref(), Some(&alone[index]), "{left_out} {piece}");
                }
                if !is_given_up {
                    assert!(pieces >= 10, "{pieces}");
                    break;
                }
            }
        }
    }
}
