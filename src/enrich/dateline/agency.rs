//! The agencies and outlets that sign datelines.

/// Names as they stand in datelines, in capitals; compared without regard to case.
const AGENCIES: [&str; 128] = [
    "AA",
    "AAP",
    "ABC",
    "ABC NEWS",
    "AFP",
    "AFP-JIJI",
    "AGERPRES",
    "AKI",
    "AL JAZEERA",
    "ANADOLU",
    "ANADOLU AGENCY",
    "ANI",
    "ANP",
    "ANSA",
    "ANTARA",
    "AP",
    "APA",
    "ASSOCIATED PRESS",
    "ATS",
    "BBC",
    "BBC NEWS",
    "BELGA",
    "BELTA",
    "BERNAMA",
    "BLOOMBERG",
    "BLOOMBERG NEWS",
    "BNA",
    "BTA",
    "BUSINESS WIRE",
    "BUSINESSWIRE",
    "CANADIAN PRESS",
    "CBC",
    "CBS",
    "CNA",
    "CNBC",
    "CNN",
    "CNN BUSINESS",
    "CNN TRAVEL",
    "CNN SPORT",
    "CNN MONEY",
    "CNNMONEY",
    "CP",
    "CTK",
    "DAPD",
    "DDP",
    "DOW JONES",
    "DPA",
    "DPA-AFX",
    "DW",
    "EFE",
    "EP",
    "EUROPA PRESS",
    "FNB",
    "FOX NEWS",
    "GLOBE NEWSWIRE",
    "GLOBENEWSWIRE",
    "IANS",
    "INTERFAX",
    "INTERFAX.RU",
    "IPS",
    "IRNA",
    "ITAR-TASS",
    "JIJI",
    "JIJI PRESS",
    "JTA",
    "KCNA",
    "KUNA",
    "KYODO",
    "KYODO NEWS",
    "LUSA",
    "MAP",
    "MENA",
    "MTI",
    "NBC",
    "NBC NEWS",
    "NNA",
    "NOTIMEX",
    "NPR",
    "NTB",
    "PA",
    "PA MEDIA",
    "PAP",
    "PETRA",
    "PRENSA LATINA",
    "PRNEWSWIRE",
    "PR NEWSWIRE",
    "PTI",
    "QNA",
    "REUTERS",
    "REUTER",
    "RFE/RL",
    "RIA NOVOSTI",
    "RNS",
    "RITZAU",
    "SANA",
    "SDA",
    "SID",
    "SPA",
    "SPUTNIK",
    "STT",
    "TANJUG",
    "TASS",
    "TELAM",
    "THE ASSOCIATED PRESS",
    "THE CANADIAN PRESS",
    "THOMSON REUTERS FOUNDATION",
    "TT",
    "UKRINFORM",
    "UNIAN",
    "UPI",
    "VNA",
    "VOA",
    "WAM",
    "XINHUA",
    "YONHAP",
    "РИА НОВОСТИ",
    "ТАСС",
    "ИНТЕРФАКС",
    "УНИАН",
    "УКРІНФОРМ",
    "УНІАН",
    "БТА",
    "ТАНЈУГ",
    "ČTK",
    "DHA",
    "İHA",
    "HINA",
    "TASR",
];

/// Agencies in scripts that know no capitals.
const OTHERS: [&str; 20] = [
    "رويترز",
    "أ ف ب",
    "ا ف ب",
    "د ب أ",
    "أ ش أ",
    "سانا",
    "واس",
    "وام",
    "الأناضول",
    "新华社",
    "新華社",
    "共同",
    "時事",
    "ロイター",
    "연합뉴스",
    "뉴시스",
    "中央社",
    "聯合報",
    "ΑΠΕ-ΜΠΕ",
    "רויטרס",
];

/// Whether `name` is an agency or outlet that signs datelines.
pub(super) fn is_known(name: &str) -> bool {
    let name = name.trim().trim_end_matches(['.', ':']);
    is_listed(name) || name.split_once('/').is_some_and(|(first, desk)| is_listed(first) && desk.len() <= 8)
}

fn is_listed(name: &str) -> bool {
    if !name.is_ascii() {
        return OTHERS.contains(&name) || AGENCIES.contains(&name.to_uppercase().as_str());
    }
    let Some(first) = name.bytes().next().map(|first| first.to_ascii_uppercase()) else { return false };
    let sign = sign_of(first, name.len());
    let mut likely = SIGNS.iter().zip(&AGENCIES).filter(|&(known, _)| *known == sign);
    likely.any(|(_, agency)| agency.eq_ignore_ascii_case(name))
}

/// First letter and length of a name as one number: few names of the table are compared as a whole.
const fn sign_of(first: u8, length: usize) -> usize {
    length << 8 | first as usize
}

static SIGNS: [usize; AGENCIES.len()] = {
    let mut signs = [0; AGENCIES.len()];
    let mut at = 0;
    while at < AGENCIES.len() {
        signs[at] = sign_of(AGENCIES[at].as_bytes()[0], AGENCIES[at].len());
        at += 1;
    }
    signs
};

/// Whether `name` may be an outlet that is not in the table: a station's call sign, a few words that begin with a capital (`Globe24`), or
/// letters as agencies sign (`dka-AFX`).
pub(super) fn is_plausible(name: &str) -> bool {
    let Some(first) = name.chars().next().filter(|c| c.is_alphabetic()) else { return false };
    let single = !name.contains(char::is_whitespace);
    let signed = !first.is_lowercase() || single && (name.len() <= 4 || name.contains(char::is_uppercase));
    signed
        && name.len() <= 40
        && name.split_whitespace().count() <= 5
        && (single || !name.contains(|c: char| c.is_ascii_digit()))
        && !name.contains(['?', '!', ',', ';', '=', '"'])
}

/// Whether `name` is the call sign of an American station (`WKYT`, `KTLA 5`, `WABC-TV`).
pub(super) fn is_call_sign(name: &str) -> bool {
    let sign = name.split([' ', '-', '/']).next().unwrap_or_default();
    (3..=4).contains(&sign.len()) && sign.bytes().all(|b| b.is_ascii_uppercase()) && sign.starts_with(['W', 'K'])
}

/// Length of the agency that begins `text`, where one does and ends there.
pub(super) fn leading(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut found = None;
    for word in text.split_inclusive([' ', '.', ',', '-', '—', '–', ':']).take(4) {
        let name = &text[..end + word.trim_end_matches([' ', '.', ',', '-', '—', '–', ':']).len()];
        if name.len() > end && is_known(name) {
            found = Some(name.len());
        }
        end += word.len();
    }
    found
}
