//! Bytes to text: UTF-8, UTF-16, and the legacy encodings of newspapers' old systems.
//!
//! In this order: a byte order mark; valid UTF-8, which is borrowed; UTF-16 without a mark, told by its NUL bytes; what the page
//! itself declares (HTML); UTF-8 with a few broken bytes, which become U+FFFD; the most likely legacy encoding. Whatever the bytes
//! are, some text comes back.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its own declaration is looked for.
const DECLARED_WITHIN: usize = 4096;

/// How much of a text the most likely encoding is told by.
const GUESSED_FROM: usize = 256 << 10;

/// Decodes plain text or JSON that is whole in memory.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    decode_with(bytes, None)
}

/// Decodes an HTML page that is whole in memory, heeding the character set that it declares.
pub fn decode_html(bytes: &[u8]) -> Cow<'_, str> {
    decode_with(bytes, declared(bytes))
}

fn decode_with<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => match wide(bytes).or_else(|| escaped(bytes)) {
            Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
            None => Cow::Borrowed(text),
        },
        Err(_) => {
            let encoding = told(bytes, declared, true);
            let mixed = !is_wide(encoding) && encoding != UTF_8 && bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
            if mixed { Cow::Owned(by_line(bytes, encoding)) } else { encoding.decode_without_bom_handling(bytes).0 }
        }
    }
}

/// Decodes text of which some lines are UTF-8 and others are not, as files are that grew together from several sources.
fn by_line(bytes: &[u8], encoding: &'static Encoding) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) if has_stray_bytes_only(line) => text.push_str(&String::from_utf8_lossy(line)),
            Err(_) => text.push_str(&encoding.decode_without_bom_handling(line).0),
        }
    }
    text
}

/// Whether a line is UTF-8 but for some bytes: other encodings hardly ever give sound sequences beside so few broken ones.
fn has_stray_bytes_only(line: &[u8]) -> bool {
    let (sound, broken) = soundness(line);
    sound > 0 && broken <= 2 * sound
}

/// How many characters beyond ASCII are sound UTF-8, and how many stretches are not.
fn soundness(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(sound, broken), chunk| {
        let letters = chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        (sound + letters, broken + usize::from(!chunk.invalid().is_empty()))
    })
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE || encoding == ISO_2022_JP
}

/// Japanese written with seven bits and escape sequences.
fn escaped(bytes: &[u8]) -> Option<&'static Encoding> {
    let opens = |at: usize| matches!(bytes[at + 1..], [b'$', b'@' | b'B', ..]);
    (bytes.is_ascii() && memchr::memchr_iter(0x1b, bytes).any(opens)).then_some(ISO_2022_JP)
}

/// Tells the encoding by the head of a text, `whole` if nothing follows it.
pub fn detect(head: &[u8], whole: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    match std::str::from_utf8(head) {
        Ok(_) => wide(head).or_else(|| escaped(head)).unwrap_or(UTF_8),
        Err(error) if error.error_len().is_none() && !whole => wide(head).unwrap_or(UTF_8),
        Err(_) => told(head, None, whole),
    }
}

/// The encoding of bytes that have no mark and are not valid UTF-8.
fn told(bytes: &[u8], declared: Option<&'static Encoding>, whole: bool) -> &'static Encoding {
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return encoding;
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESSED_FROM)], whole && bytes.len() <= GUESSED_FROM);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a byte order mark: one half of the byte pairs has many NULs, the other none.
pub fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes[..bytes.len().min(GUESSED_FROM)].chunks_exact(2);
    let count = pairs.len();
    if count < 2 || memchr::memchr(0, bytes).is_none() {
        return None;
    }
    let (mut first, mut second, mut other) = (0, 0, false);
    for pair in pairs {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
        other |= pair.iter().any(|&byte| byte != 0 && !byte.is_ascii_graphic() && !byte.is_ascii_whitespace());
    }
    // In Latin script nearly every pair has a NUL, in others the spaces and line breaks do.
    let enough = |nuls: usize| nuls * if other { 20 } else { 2 } >= count;
    let encoding = match (first, second) {
        (0, nuls) if enough(nuls) => UTF_16LE,
        (nuls, 0) if enough(nuls) => UTF_16BE,
        _ => return None,
    };
    let (text, broken) = encoding.decode_without_bom_handling(&bytes[..(count * 2).min(DECLARED_WITHIN)]);
    let sound = !broken || text.trim_end_matches('\u{fffd}').chars().all(|c| c != '\u{fffd}');
    (sound && !text.chars().any(|c| c.is_control() && !c.is_whitespace())).then_some(encoding)
}

/// Whether bytes that are not valid UTF-8 are damaged UTF-8 rather than a legacy encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (sound, broken) = soundness(bytes);
    let last = bytes.utf8_chunks().last().map_or(&[][..], |chunk| chunk.invalid());
    let cut = std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none());
    sound > 2 * broken || (broken == 1 && cut && bytes.len() > 1 && sound > 0)
}

/// The character set that a page declares in `<meta charset>`, `<meta http-equiv>` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'<', &head[from..]) {
        let tag = &head[from + at + 1..];
        let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
        from += at + 1;
        let name: &[u8] = match () {
            () if begins(tag, b"meta") => b"charset",
            () if begins(tag, b"?xml") => b"encoding",
            () if begins(tag, b"body") => return None,
            () => continue,
        };
        if let Some(encoding) = value_of(&tag[..end], name).and_then(Encoding::for_label) {
            // A page that could say so in ASCII is not UTF-16; `x-user-defined` and `replacement` are no text.
            let stated = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
            return Some(if stated.name() == "x-user-defined" { WINDOWS_1252 } else { stated })
                .filter(|encoding| encoding.name() != "replacement");
        }
    }
    None
}

fn begins(tag: &[u8], name: &[u8]) -> bool {
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// The value after `name`, `=`, and perhaps a quotation mark.
fn value_of<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let at = tag.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))?;
    let rest = tag[at + name.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| b"\"'; />?".contains(byte)).unwrap_or(rest.len());
    Some(&rest[..end])
}

/// Turns a stream of another encoding into UTF-8 while it is read.
pub struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// Unread part of `input`.
    pending: std::ops::Range<usize>,
    output: Vec<u8>,
    ready: std::ops::Range<usize>,
    last: bool,
    finished: bool,
}

impl<R: Read> Transcoder<R> {
    /// Reads `inner` as `encoding`; a byte order mark is taken off.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; 64 << 10],
            pending: 0..0,
            output: vec![0; 192 << 10],
            ready: 0..0,
            last: false,
            finished: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && !self.finished {
            if self.pending.is_empty() && !self.last {
                let count = self.inner.read(&mut self.input)?;
                self.pending = 0..count;
                self.last = count == 0;
            }
            let input = &self.input[self.pending.clone()];
            let (result, taken, written, _) = self.decoder.decode_to_utf8(input, &mut self.output, self.last);
            self.pending.start += taken;
            self.ready = 0..written;
            self.finished = self.last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.refill()?;
        let count = self.ready.len().min(out.len());
        out[..count].copy_from_slice(&self.output[self.ready.start..self.ready.start + count]);
        self.ready.start += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn stray_bytes_do_not_garble_what_is_sound() {
        for (bytes, expected) in [
            (b"Sk\xc3\xa5rholm caf\xc3\xa9 \xe2\x80\xa6 \xff".as_slice(), "Skårholm café … \u{fffd}"),
            (b"Caf\xc3\xa9\n\nThe caf\xc3\xa9 \xff\xfe closed.", "Café\n\nThe café \u{fffd}\u{fffd} closed."),
        ] {
            assert_eq!(decode(bytes), expected);
        }
    }

    #[test]
    fn legacy_encodings_are_told() {
        for (label, text) in [
            ("windows-1252", "Le ministre a déclaré : « Nous n’avons pas cédé », après la réunion de Genève où siégeait le député."),
            ("windows-1251", "Президент заявил журналистам, что переговоры о строительстве плотины продолжатся в сентябре."),
            ("koi8-r", "Президент заявил журналистам, что переговоры о строительстве плотины продолжатся в сентябре."),
            ("shift_jis", "首相は記者団に対し、ダムの建設について来月にも結論を出すと述べた。地元では反対の声が強い。"),
            ("euc-jp", "首相は記者団に対し、ダムの建設について来月にも結論を出すと述べた。地元では反対の声が強い。"),
            ("iso-2022-jp", "首相は記者団に対し、ダムの建設について来月にも結論を出すと述べた。地元では反対の声が強い。"),
            ("euc-kr", "대통령은 기자들에게 다음 달 댐 건설에 대한 결론을 내리겠다고 말했다. 주민들은 반대하고 있다."),
            ("gbk", "总理对记者说,下个月将就水坝建设作出决定。当地居民强烈反对这一计划,并举行了抗议活动。"),
            ("big5", "總理對記者說,下個月將就水壩建設作出決定。當地居民強烈反對這一計劃,並舉行了抗議活動。"),
            ("windows-1256", "قال الرئيس للصحفيين إن المفاوضات حول بناء السد ستستمر في سبتمبر المقبل رغم احتجاج السكان."),
            ("iso-8859-2", "Předseda vlády řekl novinářům, že o stavbě přehrady se rozhodne příští měsíc, přestože občané žádají změnu."),
            ("windows-1253", "Ο πρωθυπουργός είπε στους δημοσιογράφους ότι η απόφαση για το φράγμα θα ληφθεί τον επόμενο μήνα."),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{label}");
            assert_eq!(decode(&bytes), text, "{label}");
        }
    }

    #[test]
    fn utf16_is_told_with_and_without_its_mark() {
        for text in ["Dam holds\n\nThe dam held through the night.", "Плотина устояла\n\nПлотина выдержала ночь, заявил мэр."]
        {
            for big in [false, true] {
                let bare = utf16(text, big);
                assert_eq!(decode(&bare), text, "bare, big {big}");
                let marked = [if big { vec![0xfe, 0xff] } else { vec![0xff, 0xfe] }, bare].concat();
                assert_eq!(decode(&marked), text, "marked, big {big}");
                let mut streamed = String::new();
                Transcoder::new(marked.as_slice(), detect(&marked, true)).read_to_string(&mut streamed).unwrap();
                assert_eq!(streamed, text);
            }
        }
        assert_eq!(decode(b"\xef\xbb\xbfDam holds"), "Dam holds");
    }

    #[test]
    fn broken_utf8_is_not_read_as_another_encoding() {
        let mut bytes = "Le ministre a déclaré à Genève que l’été a été étouffant, très étouffant.".as_bytes().to_vec();
        bytes.insert(20, 0xff);
        assert_eq!(decode(&bytes), String::from_utf8_lossy(&bytes));
        let cut = "L’été à Genève".as_bytes();
        assert_eq!(decode(&cut[..cut.len() - 3]), "L’été à Gen\u{fffd}");
    }

    #[test]
    fn lines_of_another_encoding_are_told_apart() {
        let mixed =
            ["Café réopens\n\n".as_bytes(), b"The Caf\xe9 R\xe9al, closed since May. \x93We kept the chairs,\x94 said Zo\xe9.\n"].concat();
        assert_eq!(decode(&mixed), "Café réopens\n\nThe Café Réal, closed since May. “We kept the chairs,” said Zoé.\n");
    }

    #[test]
    fn pages_are_read_as_they_declare() {
        for (page, expected) in [
            (&b"<html><meta charset=windows-1251><p>\xcf\xeb\xee\xf2\xe8\xed\xe0"[..], "Плотина"),
            (b"<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'><p>\xf0\xcc\xcf\xd4\xc9\xce\xc1", "Плотина"),
            (b"<?xml version='1.0' encoding='iso-8859-2'?><html><p>P\xf8edseda", "Předseda"),
            ("<meta charset=windows-1252><p>Плотина".as_bytes(), "Плотина"),
            (b"<meta charset=utf-16><p>Dam", "Dam"),
        ] {
            let text = decode_html(page);
            assert!(text.ends_with(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_text(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            decode(&bytes);
            decode_html(&bytes);
            let mut streamed = Vec::new();
            Transcoder::new(bytes.as_slice(), detect(&bytes, true)).read_to_end(&mut streamed).unwrap();
            prop_assert!(String::from_utf8(streamed).is_ok());
        }

        #[test]
        fn utf8_comes_back_as_it_is(text in "[^\u{feff}\u{0}]*") {
            prop_assert_eq!(decode(text.as_bytes()), text.as_str());
        }
    }
}
