//! Values as compact JSON, escaped as [`super::text`] has it. Everything else is written as `serde_json` writes it.

use serde::ser::{self, Error as _, Serialize};
use serde_json::{Error, Result};

use super::text::{push_member, push_name, push_text};

/// Why a value is refused where a name is due.
const NO_NAME: &str = "a member's name is no text";

/// Appends values to a buffer.
pub(super) struct Writer<'o> {
    out: &'o mut Vec<u8>,
    /// Whether a member's name is written, which must be a string.
    is_name: bool,
}

impl<'o> Writer<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, is_name: false }
    }

    /// A number or the like, which needs no escapes.
    fn plain(&mut self, value: &impl Serialize) -> Result<()> {
        if self.is_name {
            return Err(Error::custom(NO_NAME));
        }
        serde_json::to_writer(&mut *self.out, value)
    }

    /// One of the words that are values.
    fn word(&mut self, word: &str) -> Result<()> {
        if self.is_name {
            return Err(Error::custom(NO_NAME));
        }
        self.out.extend_from_slice(word.as_bytes());
        Ok(())
    }

    fn open(&mut self, bracket: u8) -> Members<'_, 'o> {
        self.out.push(bracket);
        Members { writer: self, is_first: true, variant: false }
    }

    /// Opens an object of one member, which is named after a variant.
    fn open_variant(&mut self, variant: &'static str, bracket: u8) -> Members<'_, 'o> {
        self.out.push(b'{');
        push_name(variant, self.out);
        self.out.extend([b':', bracket]);
        Members { writer: self, is_first: true, variant: true }
    }
}

/// What stands between two brackets.
pub(super) struct Members<'w, 'o> {
    writer: &'w mut Writer<'o>,
    is_first: bool,
    /// Whether an object around it ends with it.
    variant: bool,
}

impl Members<'_, '_> {
    #[inline(always)]
    fn part(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.writer.out.push(b',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.part();
        value.serialize(&mut *self.writer)
    }

    fn name<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<()> {
        self.part();
        self.writer.is_name = true;
        name.serialize(&mut *self.writer)?;
        self.writer.is_name = false;
        self.writer.out.push(b':');
        Ok(())
    }

    /// Inlined with its name known, which is then a few stores.
    #[inline(always)]
    fn member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        push_member(name, std::mem::take(&mut self.is_first), self.writer.out);
        value.serialize(&mut *self.writer)
    }

    fn close(self, bracket: u8) -> Result<()> {
        self.writer.out.push(bracket);
        if self.variant {
            self.writer.out.push(b'}');
        }
        Ok(())
    }
}

impl<'w, 'o> ser::Serializer for &'w mut Writer<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'w, 'o>;
    type SerializeTuple = Members<'w, 'o>;
    type SerializeTupleStruct = Members<'w, 'o>;
    type SerializeTupleVariant = Members<'w, 'o>;
    type SerializeMap = Members<'w, 'o>;
    type SerializeStruct = Members<'w, 'o>;
    type SerializeStructVariant = Members<'w, 'o>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.word(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_i16(self, value: i16) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_i32(self, value: i32) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_i64(self, value: i64) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_u8(self, value: u8) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_u16(self, value: u16) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_u32(self, value: u32) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_u64(self, value: u64) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        // Most are hundredths below one, and no shorter number is nearer to any of them.
        let hundredths = (value * 100.0 + 0.5) as u8;
        if hundredths < 100 && f32::from(hundredths) / 100.0 == value && value.is_sign_positive() && !self.is_name {
            let (tenth, rest) = (b'0' + hundredths / 10, b'0' + hundredths % 10);
            self.out.extend_from_slice(&[b'0', b'.', tenth, rest]);
            self.out.truncate(self.out.len() - usize::from(rest == b'0'));
            return Ok(());
        }
        self.plain(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        push_text(value, self.out);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.plain(&value)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.word("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        push_name(variant, self.out);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, variant: &'static str, value: &T) -> Result<()> {
        let mut members = self.open(b'{');
        members.member(variant, value)?;
        members.close(b'}')
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'w, 'o>> {
        Ok(self.open(b'['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'w, 'o>> {
        Ok(self.open(b'['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'w, 'o>> {
        Ok(self.open(b'['))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Members<'w, 'o>> {
        Ok(self.open_variant(variant, b'['))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w, 'o>> {
        Ok(self.open(b'{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'w, 'o>> {
        Ok(self.open(b'{'))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Members<'w, 'o>> {
        Ok(self.open_variant(variant, b'{'))
    }
}

impl ser::SerializeSeq for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close(b']')
    }
}

impl ser::SerializeTuple for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close(b']')
    }
}

impl ser::SerializeTupleStruct for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close(b']')
    }
}

impl ser::SerializeTupleVariant for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close(b']')
    }
}

impl ser::SerializeMap for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.name(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        self.close(b'}')
    }
}

impl ser::SerializeStruct for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        self.member(key, value)
    }

    fn end(self) -> Result<()> {
        self.close(b'}')
    }
}

impl ser::SerializeStructVariant for Members<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        self.member(key, value)
    }

    fn end(self) -> Result<()> {
        self.close(b'}')
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::Writer;

    #[derive(Serialize)]
    enum Shape {
        Unit,
        Newtype(u8),
        Tuple(i64, char),
        Struct { a: Option<bool>, b: f32 },
    }

    #[derive(Serialize)]
    struct Pair(f64, [u16; 2]);

    #[derive(Serialize)]
    struct Whole<'a> {
        shapes: Vec<Shape>,
        pair: Pair,
        unit: (),
        map: BTreeMap<&'a str, i8>,
        #[serde(flatten)]
        more: BTreeMap<String, Vec<&'a str>>,
    }

    #[test]
    fn every_kind_of_value_is_written_as_serde_json_writes_it() {
        let whole = Whole {
            shapes: vec![Shape::Unit, Shape::Newtype(7), Shape::Tuple(-3, '"'), Shape::Struct { a: None, b: 0.85 }],
            pair: Pair(f64::NAN, [1, 65535]),
            unit: (),
            map: BTreeMap::from([("x", -1), ("“y”", 2)]),
            more: BTreeMap::from([("z".to_owned(), vec!["line\nbreak", ""])]),
        };
        let mut out = Vec::new();
        whole.serialize(&mut Writer::new(&mut out)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&whole).unwrap());
    }

    #[test]
    fn small_numbers_are_written_as_serde_json_writes_them() {
        let close = |hundredths: u16| (f32::from(hundredths) / 100.0).to_bits();
        let hundredths = (0..=250).map(close).flat_map(|bits| [bits, bits + 1, bits.saturating_sub(1)]);
        for value in hundredths.map(f32::from_bits).chain([-0.0, -0.25, 1e-9, 1e9, f32::MAX, f32::NAN, f32::INFINITY]) {
            let mut out = Vec::new();
            value.serialize(&mut Writer::new(&mut out)).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&value).unwrap());
        }
    }

    #[test]
    fn names_are_texts() {
        assert!(BTreeMap::from([(1, 2)]).serialize(&mut Writer::new(&mut Vec::new())).is_err());
    }
}
