//! Lists of German and French words by which rules tell from the narrator's sentences who speaks; what each is for stands in the data.

use super::list::{AnyCase, List, Source};

/// Those of `quotes-lists-speech.txt` that are asked for in these languages.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Narrated {
    pub(in crate::enrich::quotes) many: List,
    pub(in crate::enrich::quotes) being_behind: List,
    pub(in crate::enrich::quotes) named_with: List,
    pub(in crate::enrich::quotes) supposed: List,
    pub(in crate::enrich::quotes) others_words: List,
    pub(in crate::enrich::quotes) own: List,
    pub(in crate::enrich::quotes) in_the_view_of: AnyCase,
    pub(in crate::enrich::quotes) before_speakers: List,
    pub(in crate::enrich::quotes) feeling: List,
    pub(in crate::enrich::quotes) demanding: List,
    pub(in crate::enrich::quotes) against: List,
    pub(in crate::enrich::quotes) french_passive: List,
    pub(in crate::enrich::quotes) german_passive: List,
    pub(in crate::enrich::quotes) german_perfect: List,
}

impl Narrated {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            many: source.words("many"),
            being_behind: source.words("being behind"),
            named_with: source.words("named with"),
            supposed: source.words("supposed"),
            others_words: source.words("others' words"),
            own: source.words("own"),
            in_the_view_of: source.words_in_any_case("in the view of"),
            before_speakers: source.words("before speakers"),
            feeling: source.words("feeling"),
            demanding: source.words("demanding"),
            against: source.words("against"),
            french_passive: source.words("French passive"),
            german_passive: source.words("German passive"),
            german_perfect: source.words("German perfect"),
        }
    }
}
