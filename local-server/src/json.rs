//! JSON that people write: a key that stands twice in an object is a mistake, of which a reader must not quietly keep
//! one half (RFC 8259 section 4 leaves open which).

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Any JSON text in which no key stands twice.
///
/// # Errors
/// When it is none; the text says where.
pub fn value(json: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(json)
        .map(|Once(value)| value)
        .map_err(|error| format!("this is no JSON: {error}"))
}

/// A value of which each object has each key once.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Once(value)) = from.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = from.next_key::<String>()? {
            if members.contains_key(&key) {
                return Err(A::Error::custom(format_args!(
                    "the key {key:?} stands twice"
                )));
            }
            let Once(value) = from.next_value()?;
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_once_is_read_as_ever() {
        let text = r#"{"a":[1,-2,3.5,"x\n",true,null,{"a":{}}],"b":18446744073709551615}"#;
        let read = value(text.as_bytes()).unwrap();
        assert_eq!(read, serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn a_key_that_stands_twice_is_a_mistake_at_any_depth() {
        for text in [
            r#"{"times":1,"times":2}"#,
            r#"[{"a":{"times":1,"b":[],"times":1}}]"#,
            r#"{"times":1,"t\u0069mes":2}"#,
        ] {
            let said = value(text.as_bytes()).unwrap_err();
            assert!(said.contains("\"times\" stands twice"), "{text}: {said}");
        }
    }
}
