//! Names of languages as people type them after `lang:`, to the two letters that articles carry.

/// English and own names, and codes with three letters, in order.
pub(super) const NAMES: [(&str, &str); 68] = [
    ("ara", "ar"),
    ("arabic", "ar"),
    ("bulgarian", "bg"),
    ("catalan", "ca"),
    ("ces", "cs"),
    ("chi", "zh"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("dan", "da"),
    ("danish", "da"),
    ("deu", "de"),
    ("deutsch", "de"),
    ("dutch", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("english", "en"),
    ("español", "es"),
    ("estonian", "et"),
    ("fin", "fi"),
    ("finnish", "fi"),
    ("fra", "fr"),
    ("français", "fr"),
    ("fre", "fr"),
    ("french", "fr"),
    ("ger", "de"),
    ("german", "de"),
    ("greek", "el"),
    ("heb", "he"),
    ("hebrew", "he"),
    ("hin", "hi"),
    ("hindi", "hi"),
    ("hun", "hu"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("ita", "it"),
    ("italian", "it"),
    ("italiano", "it"),
    ("japanese", "ja"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("korean", "ko"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("nederlands", "nl"),
    ("nld", "nl"),
    ("norwegian", "no"),
    ("persian", "fa"),
    ("pol", "pl"),
    ("polish", "pl"),
    ("por", "pt"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("romanian", "ro"),
    ("rus", "ru"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("slovak", "sk"),
    ("slovenian", "sl"),
    ("spa", "es"),
    ("spanish", "es"),
    ("swe", "sv"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("vietnamese", "vi"),
    ("zho", "zh"),
    ("русский", "ru"),
];

/// The code of a language typed as code (`en`, `pt-BR`) or name.
pub(super) fn code(typed: &str) -> Option<String> {
    let lower = typed.trim().to_lowercase();
    let primary = lower.split(['-', '_']).next().unwrap_or_default();
    if primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(primary.to_owned());
    }
    let found = NAMES.binary_search_by(|(name, _)| (*name).cmp(&lower)).ok()?;
    Some(NAMES[found].1.to_owned())
}
