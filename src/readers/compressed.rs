//! Unpacks gzip and Zstandard while reading, within limits.
//!
//! Data that are damaged or cut short, or that swell beyond the limits, end the stream with an error that carries its
//! [`SkipReason`]; what was unpacked before has been handed on by then.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use crate::error::SkipReason;

/// A compressed format that is read through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    /// One gzip member or several.
    Gzip,
    /// One Zstandard frame or several.
    Zstd,
}

impl Compression {
    /// Tells a compressed format by the first bytes.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 0x08, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            // A skippable frame may come first.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// How much a file may swell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SwellLimits {
    /// Unpacked bytes of one file.
    pub(super) bytes: u64,
    /// Unpacked bytes for each byte in the file, looked at from `RATIO_FROM` unpacked bytes on.
    pub(super) ratio: u64,
}

/// Below this size no ratio is suspicious.
const RATIO_FROM: u64 = 16 << 20;

/// Unpacks `packed`, whose stored size is `size` bytes.
pub(super) fn unpack<'a>(
    packed: impl Read + 'a,
    compression: Compression,
    size: u64,
    limits: SwellLimits,
) -> io::Result<Box<dyn Read + 'a>> {
    let packed = BufReader::with_capacity(64 << 10, packed);
    let inner: Box<dyn Read + 'a> = match compression {
        Compression::Gzip => Box::new(Members { decoder: Some(GzDecoder::new(packed)), begun: false }),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(packed)?),
    };
    Ok(Box::new(Guarded { inner, size, limits, unpacked: 0 }))
}

/// The members of a gzip file one after the other; padding after the last one is passed over, as `gzip` does.
struct Members<R: BufRead> {
    decoder: Option<GzDecoder<R>>,
    /// Whether a member has been read to its end.
    begun: bool,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while let Some(decoder) = &mut self.decoder {
            let count = decoder.read(out)?;
            if count > 0 {
                return Ok(count);
            }
            self.begun = true;
            let Some(mut rest) = self.decoder.take().map(GzDecoder::into_inner) else { break };
            if rest.fill_buf()?.first() == Some(&0x1f) {
                self.decoder = Some(GzDecoder::new(rest));
            } else {
                io::copy(&mut rest, &mut io::sink())?;
            }
        }
        Ok(0)
    }
}

/// Holds a decoder to the limits and names its errors.
struct Guarded<'a> {
    inner: Box<dyn Read + 'a>,
    size: u64,
    limits: SwellLimits,
    unpacked: u64,
}

impl Read for Guarded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out).map_err(named)?;
        self.unpacked += count as u64;
        if self.unpacked > self.limits.bytes {
            return Err(io::Error::other(SkipReason::TooSwollen {
                limit: format!("{} bytes (raise it with --max-unpacked)", self.limits.bytes),
            }));
        }
        if self.unpacked > RATIO_FROM && self.unpacked / self.limits.ratio.max(1) > self.size.max(1) {
            return Err(io::Error::other(SkipReason::TooSwollen {
                limit: format!("{} times its size (raise it with --max-ratio)", self.limits.ratio),
            }));
        }
        Ok(count)
    }
}

/// Tells damage from the operating system's refusals and from what an inner layer has already named.
fn named(error: io::Error) -> io::Error {
    if error.raw_os_error().is_some() || error.get_ref().is_some_and(|inner| inner.is::<SkipReason>()) {
        return error;
    }
    let words = match error.kind() {
        io::ErrorKind::UnexpectedEof => "they end too early".to_owned(),
        io::ErrorKind::Interrupted => return error,
        _ => error.to_string(),
    };
    io::Error::other(SkipReason::DamagedCompression(words))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const LIMITS: SwellLimits = SwellLimits { bytes: 1 << 30, ratio: 200 };

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn zstandard(text: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(text, 3).unwrap()
    }

    fn unpacked(packed: &[u8], limits: SwellLimits) -> (Vec<u8>, Option<String>) {
        let mut out = Vec::new();
        let compression = Compression::of(packed).unwrap();
        let error = unpack(packed, compression, packed.len() as u64, limits).and_then(|mut reader| reader.read_to_end(&mut out)).err();
        (out, error.map(|error| error.to_string()))
    }

    #[test]
    fn several_members_and_padding_are_read() {
        let (one, two) = (b"The dam held. ".as_slice(), b"The town slept.".as_slice());
        let both = [one, two].concat();
        for packed in
            [[gzip(one), gzip(two)].concat(), [gzip(one), gzip(two), vec![0; 512]].concat(), [zstandard(one), zstandard(two)].concat()]
        {
            assert_eq!(unpacked(&packed, LIMITS), (both.clone(), None));
        }
    }

    #[test]
    fn damage_is_named_and_what_came_before_is_kept() {
        let text = (0..20_000).map(|i| format!("line {i} {}\n", i * 7919 % 10_007)).collect::<String>().into_bytes();
        for packed in [gzip(&text), zstandard(&text)] {
            let (out, error) = unpacked(&packed[..packed.len() / 2], LIMITS);
            assert!(!out.is_empty() && text.starts_with(&out));
            assert_eq!(error.as_deref(), Some("compressed data are damaged or cut short: they end too early"));
            let mut bad = packed.clone();
            let middle = bad.len() / 2;
            bad[middle..middle + 64].fill(0xff);
            assert!(unpacked(&bad, LIMITS).1.unwrap().starts_with("compressed data are damaged or cut short: "));
        }
    }

    #[test]
    fn swelling_stops_at_the_limits() {
        let text = vec![b'a'; 20 << 20];
        for packed in [gzip(&text), zstandard(&text)] {
            let (_, error) = unpacked(&packed, LIMITS);
            assert_eq!(error.as_deref(), Some("unpacks to more than 200 times its size (raise it with --max-ratio)"));
            let (out, error) = unpacked(&packed, SwellLimits { bytes: 1 << 20, ratio: 1 << 40 });
            assert!(out.len() <= 1 << 20);
            assert_eq!(error.as_deref(), Some("unpacks to more than 1048576 bytes (raise it with --max-unpacked)"));
            assert_eq!(unpacked(&packed, SwellLimits { bytes: 1 << 30, ratio: 1 << 40 }).0.len(), text.len());
        }
    }
}
