//! Datelines of East Asian houses: `（北京6日讯）`, `（新华社北京9月6日电）`, `新华社北京9月6日电`, `【東京＝山田太郎】`, `[東京 6日 ロイター]`, `(서울=연합뉴스)`.

use super::{Dateline, DatelineDay, agency};
use crate::enrich::places::{Parts, longest_name};

const OPENING: [(char, char); 6] = [('（', '）'), ('(', ')'), ('【', '】'), ('［', '］'), ('[', ']'), ('〔', '〕')];
/// Who signs before the place.
const SIGNERS: [&str; 12] =
    ["新华社", "新華社", "中新社", "中新网", "人民网", "央视网", "本报", "本報", "法新社", "路透社", "美联社", "記者"];
/// No such dateline is longer, in characters.
const LONGEST: usize = 40;

/// Reads such a dateline at the beginning of `line`.
pub(super) fn read(line: &str, start: usize) -> Option<Dateline> {
    let first = line.chars().next()?;
    if let Some((_, closing)) = OPENING.iter().find(|(opening, _)| *opening == first) {
        let from = first.len_utf8();
        let close = from + line[from..].find(*closing)?;
        let inside = &line[from..close];
        if !is_east_asian(inside) || inside.chars().count() > LONGEST {
            return None;
        }
        return parse(inside, start + from, start + close + closing.len_utf8(), line);
    }
    if let Some(found) = unbracketed(line, start) {
        return Some(found);
    }
    let signer = signer_of(line)?;
    let end = line
        .char_indices()
        .take(LONGEST)
        .find(|&(at, c)| at >= signer.len() && matches!(c, '电' | '電' | '讯' | '訊'))
        .map(|(at, c)| at + c.len_utf8())?;
    let mut found = parse(&line[..end], start, start + end, line)?;
    found.agency.get_or_insert_with(|| signer.to_owned());
    Some(found)
}

/// The same without brackets, up to a dash: `東京 6日 ロイター - `; a day and an agency must vouch for it.
fn unbracketed(line: &str, start: usize) -> Option<Dateline> {
    if !line.starts_with(crate::analysis::segment::is_ideograph) {
        return None;
    }
    let dash = |&(_, c): &(usize, char)| matches!(c, '-' | '—' | '–' | '―');
    let end = line.char_indices().take(LONGEST).find(dash)?.0;
    parse(line[..end].trim_end(), start, start + end, line).filter(|found| found.day.is_some() && found.agency.is_some())
}

/// Who signs at the beginning of `text`: a known house, or a name of up to five characters that ends as agencies' names do.
fn signer_of(text: &str) -> Option<&str> {
    if let Some(known) = SIGNERS.iter().find(|signer| text.starts_with(**signer)) {
        return Some(known);
    }
    let (at, last) = text.char_indices().take(5).find(|&(_, c)| matches!(c, '社' | '网' | '網' | '报' | '報'))?;
    let signer = &text[..at + last.len_utf8()];
    signer.chars().all(crate::analysis::segment::is_ideograph).then_some(signer)
}

fn is_east_asian(text: &str) -> bool {
    text.chars().any(crate::analysis::segment::is_ideograph)
}

fn parse(inside: &str, from: usize, end: usize, line: &str) -> Option<Dateline> {
    let signer = signer_of(inside);
    let skip = signer.map_or(0, str::len);
    let named = &inside[skip..];
    let name_len = longest_name(named)?;
    let words = &named[..name_len];
    let place = Parts::new(words, &[]).resolve(words)?;
    let rest = &named[name_len..];
    let agency = signer.map(str::to_owned).or_else(|| {
        rest.split([' ', '　', '＝', '=', '、'])
            .map(|part| part.trim_end_matches(['電', '电']))
            .find(|part| agency::is_known(part))
            .map(str::to_owned)
    });
    let after = &line[(end - from) + (inside.as_ptr() as usize - line.as_ptr() as usize)..];
    let gap = after.len() - after.trim_start_matches([' ', '　', '-', '—', '–', '―']).len();
    Some(Dateline {
        place: Some(place),
        words: words.to_owned(),
        span: from + skip..from + skip + name_len,
        end: end + gap,
        day: day(rest),
        agency,
        rule: "bracketed dateline",
    })
}

/// The day in `9月6日` or `6日`, with digits of either width.
fn day(text: &str) -> Option<DatelineDay> {
    let (mut month, mut number) = (None, None::<u32>);
    let mut from = 0;
    for (at, c) in text.char_indices() {
        match (c, digit(c), number) {
            (_, Some(value), None) => {
                number = Some(value);
                if month.is_none() {
                    from = at;
                }
            }
            (_, Some(value), Some(known)) if known < 1000 => number = Some(known * 10 + value),
            ('月', _, Some(known)) if (1..=12).contains(&known) => {
                month = Some(known);
                number = None;
            }
            ('日', _, Some(known)) if (1..=31).contains(&known) => {
                return Some(DatelineDay { words: text[from..at + c.len_utf8()].to_owned(), month, day: known, year: None });
            }
            _ => {
                number = None;
                month = None;
            }
        }
    }
    None
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| u32::from(c).checked_sub(u32::from('０')).filter(|&value| value < 10))
}
