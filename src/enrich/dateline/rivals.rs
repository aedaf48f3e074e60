//! Which of several towns of one name a bare dateline means (`SPRINGFIELD — Lawmakers met`): the one whose state or country the article
//! names. Where it names none, a town that is not clearly the largest stays undecided.

use std::borrow::Cow;

use crate::article::{ArticlePlace, Mention, Place};
use crate::enrich::gazetteer::{Class, Key, Kind, PlaceId, find, fold, place, place_in, record};

/// By how much the largest town leads those that the article's evidence may prefer: sixty-four times their people.
const CONTESTED: i32 = 6_000;
/// By how much the largest town leads one with which it is decided by size: twice its people.
const CLEAR: i32 = 1_000;
/// Weight of a city that stands for itself unless much speaks for another: three quarters of a million people.
const WORLD_CITY: u16 = 19_500;
/// Weight of fifty thousand people: of that many a town may be meant by the name of a state.
const MIDDLING: i32 = 15_600;

/// The towns that a bare name may mean, the one that was taken first.
#[derive(Debug)]
pub(crate) struct Rivals(Vec<PlaceId>);

impl Rivals {
    /// Those of a place that was read from its bare name; `None` where no other has it.
    pub(crate) fn of(filed: &ArticlePlace) -> Option<Self> {
        let meanings = Key::of(&filed.evidence.words).and_then(|key| find(key.as_bytes()))?;
        let named = |&(id, class): &(PlaceId, Class)| class <= Class::Variant && matches!(record(id).kind, Kind::City | Kind::Region);
        let is_taken = |&id: &PlaceId| {
            let own = place(id, &filed.place.words);
            own == filed.place
        };
        let leader = meanings.iter().filter(named).map(|(id, _)| id).find(is_taken)?;
        let least = if record(leader).kind == Kind::City { i32::from(record(leader).weight) - CONTESTED } else { MIDDLING };
        let others = meanings.iter().filter(named).map(|(id, _)| id);
        let others = others.filter(|&id| id != leader && record(id).kind == Kind::City && i32::from(record(id).weight) >= least);
        let others = others.filter(|&id| record(id).region != Some(leader) && record(leader).region != Some(id));
        let all: Vec<PlaceId> = std::iter::once(leader).chain(others).collect();
        (all.len() > 1).then_some(Self(all))
    }

    /// Decides by the place that the record states, by those that the article names, and by `publisher`, the small code of the country that it
    /// is published in; tells the rule.
    pub(crate) fn settle(&self, filed: &ArticlePlace, named: &[Mention], stated: Option<&Place>, publisher: Option<&str>) -> ArticlePlace {
        let is_stated = |id: PlaceId| stated.is_some_and(|stated| stated.geonames.is_some() && stated.geonames == record(id).geonames);
        if let Some(&id) = self.0.iter().find(|&&id| is_stated(id)) {
            return if Some(&id) == self.0.first() {
                filed.clone()
            } else {
                told(filed, place(id, &filed.evidence.words), "as the record has it")
            };
        }
        let own = fold(&filed.evidence.words);
        let others: Vec<&Mention> = named.iter().filter(|mention| fold(&mention.place.words) != own).collect();
        let votes: Vec<usize> = self.0.iter().map(|&id| votes(id, &others)).collect();
        let Some((&first, &leader)) = votes.first().zip(self.0.first()) else { return filed.clone() };
        let most = votes.iter().copied().max().unwrap_or_default();
        let best = votes.iter().position(|&count| count == most).unwrap_or_default();
        let single = votes.iter().filter(|&&count| count == most).count() == 1;
        // A city known the world over is not given up for one name.
        let needed = if record(leader).kind == Kind::City && record(leader).weight >= WORLD_CITY { 2 } else { 1 };
        let country = |id: PlaceId| place(id, "").country;
        let home = country(leader);
        let abroad = self.0.get(best).is_some_and(|&id| country(id) != home);
        let at_home = || abroad && others.iter().any(|one| one.place.country == home);
        let overruled = best != 0 && single && most >= needed && first == 0 && !(needed > 1 && at_home());
        if overruled && let Some(&id) = self.0.get(best) {
            return told(filed, place(id, &filed.evidence.words), "region named in the text");
        }
        if most == 0
            && let Some(id) = self.in_named_country(&others, needed)
        {
            return told(filed, place(id, &filed.evidence.words), "country named in the text");
        }
        let size = |id: PlaceId| i32::from(record(id).weight);
        let close: Vec<PlaceId> = self.0.iter().copied().filter(|&id| size(leader) - size(id) < CLEAR).collect();
        let of_publisher = |id: PlaceId| publisher.is_some() && country(id).map(|code| code.to_lowercase()).as_deref() == publisher;
        if first > 0 || close.len() < 2 || record(leader).kind != Kind::City || of_publisher(leader) {
            return filed.clone();
        }
        if let Some(&id) = close.iter().find(|&&id| of_publisher(id)) {
            return told(filed, place(id, &filed.evidence.words), "country of the publisher");
        }
        told(filed, undecided(&close, filed), "one of several towns of this name")
    }
}

impl Rivals {
    /// The largest town of the only country among theirs that the text names, `needed` times at least, where that is not the country of the first.
    fn in_named_country(&self, named: &[&Mention], needed: usize) -> Option<PlaceId> {
        let country = |id: PlaceId| place(id, "").country;
        let times = |code: &Option<Cow<'static, str>>| -> usize {
            named.iter().filter(|mention| mention.place.country == *code).map(|mention| mention.count).sum()
        };
        let (&leader, rest) = self.0.split_first()?;
        let mut abroad = rest.iter().copied().filter(|&id| country(id) != country(leader) && times(&country(id)) >= needed);
        let best = abroad.next().filter(|_| times(&country(leader)) == 0)?;
        let alike = |id: PlaceId| country(id) == country(best) && i32::from(record(best).weight) - i32::from(record(id).weight) >= CLEAR;
        abroad.all(alike).then_some(best)
    }
}

/// How often the text names the region of a town, or other places in it.
fn votes(id: PlaceId, named: &[&Mention]) -> usize {
    let Some(region) = record(id).region.map(record) else { return 0 };
    let home = place(id, "");
    // "Georgia" speaks for the state, whichever it was taken for.
    let speaks = |mention: &&&Mention| {
        let inside = mention.place.region.as_deref() == Some(region.name()) && mention.place.country == home.country;
        inside || mention.place.city.is_none() && mention.place.words.trim_end_matches('.') == region.name()
    };
    named.iter().filter(speaks).map(|mention| mention.count).sum()
}

/// The town with what all its bearers have in common: the country, or nothing.
fn undecided(close: &[PlaceId], filed: &ArticlePlace) -> Place {
    let words = &filed.evidence.words;
    let country = close
        .first()
        .and_then(|&id| record(id).parent)
        .filter(|_| close.windows(2).all(|pair| record(pair[0]).parent == record(pair[1]).parent));
    let city = filed.place.city.clone().unwrap_or_else(|| words.clone().into());
    match country {
        Some(country) => place_in(&city, country, words),
        None => Place { names: [fold(&city)].into_iter().collect(), city: Some(city), words: words.clone(), ..Place::default() },
    }
}

fn told(filed: &ArticlePlace, place: Place, how: &str) -> ArticlePlace {
    let mut settled = filed.clone();
    settled.place = place;
    settled.evidence.rule = format!("{}, {how}", filed.evidence.rule).into();
    settled
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use crate::article::RawArticle;
    use crate::enrich::enrich;

    #[test]
    fn the_article_tells_which_town_is_meant() {
        for (body, location, url, expected) in [
            ("SPRINGFIELD — Lawmakers met on Monday.", None, None, "Springfield, -, US"),
            ("SPRINGFIELD — Lawmakers met on Monday. Illinois will pay.", None, None, "Springfield, Illinois, US"),
            ("SPRINGFIELD — Lawmakers met on Monday in Massachusetts.", None, None, "Springfield, Massachusetts, US"),
            ("SPRINGFIELD — Lawmakers met on Monday.", Some("Springfield, Ohio"), None, "Springfield, Ohio, US"),
            ("PORTLAND — The Maine Legislature met in Augusta.", None, None, "Portland, Maine, US"),
            ("PORTLAND — Lawmakers met on Monday.", None, None, "Portland, Oregon, US"),
            ("CAMBRIDGE — Researchers found a bone.", None, None, "Cambridge, -, -"),
            ("CAMBRIDGE — Researchers found a bone.", None, Some("https://news.example.co.uk/1"), "Cambridge, England, GB"),
            ("CAMBRIDGE — Researchers found a bone in Massachusetts.", None, None, "Cambridge, Massachusetts, US"),
            ("VICTORIA — The British Columbia legislature met.", None, None, "Victoria, British Columbia, CA"),
            ("LONDON — A fund of Ontario bought a port.", None, None, "London, England, GB"),
            ("NEW BRUNSWICK, March 11 - The U.S. agency told the company so.", None, None, "New Brunswick, New Jersey, US"),
            ("NEW BRUNSWICK, March 11 - The Canadian agency told the company so.", None, None, "-, New Brunswick, CA"),
            ("BIRMINGHAM — The U.S. maker will close, the U.S. union said.", None, None, "Birmingham, Alabama, US"),
            ("BIRMINGHAM — The British maker will close, the U.S. union said.", None, None, "Birmingham, England, GB"),
            ("SALVADOR, Feb 26 - Dancers filled the streets.", None, None, "Salvador, Bahia, BR"),
            ("SPRINGFIELD, Ill. — Lawmakers in Ohio and Missouri met.", None, None, "Springfield, Illinois, US"),
        ] {
            let some = |text: Option<&str>| text.map(str::to_owned);
            let raw = RawArticle { body: body.to_owned(), location: some(location), url: some(url), ..RawArticle::default() };
            let found = enrich(raw, "news").place.map(|found| {
                let part = |part: Option<Cow<'static, str>>| part.unwrap_or("-".into());
                format!("{}, {}, {}", part(found.place.city), part(found.place.region), part(found.place.country))
            });
            assert_eq!(found.as_deref(), Some(expected), "{body}");
        }
    }
}
