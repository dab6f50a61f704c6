//! Reads JSON objects that people write by hand, and says in a sentence what is wrong with one.

use std::fmt::Display;

use serde_json::{Map, Value};

use crate::json;

/// An object of which each field is asked for once. At the end nothing may be left: a mistyped
/// name must not look like a default.
#[derive(Debug)]
pub struct Fields {
    left: Map<String, Value>,
    known: Vec<&'static str>,
}

impl Fields {
    /// The fields of an object.
    ///
    /// # Errors
    /// When it is something else.
    pub fn of(value: Value) -> Result<Self, String> {
        match value {
            Value::Object(left) => Ok(Self {
                left,
                known: Vec::new(),
            }),
            other => Err(format!("expected a JSON object, not {other}")),
        }
    }

    /// The fields of an object in JSON text.
    ///
    /// # Errors
    /// When it cannot be read or is something else.
    pub fn of_json(json: &[u8]) -> Result<Self, String> {
        Self::of(json::value(json)?)
    }

    /// A text.
    ///
    /// # Errors
    /// When the field is something else.
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, String> {
        self.take(name, "a text", |value| value.as_str().map(str::to_owned))
    }

    /// A whole number, zero or more.
    ///
    /// # Errors
    /// When the field is something else.
    pub fn count(&mut self, name: &'static str) -> Result<Option<u64>, String> {
        self.take(name, "a whole number from 0 on", Value::as_u64)
    }

    /// A whole number of either sign.
    ///
    /// # Errors
    /// When the field is something else.
    pub fn whole(&mut self, name: &'static str) -> Result<Option<i64>, String> {
        self.take(name, "a whole number", Value::as_i64)
    }

    /// True or false.
    ///
    /// # Errors
    /// When the field is something else.
    pub fn truth(&mut self, name: &'static str) -> Result<Option<bool>, String> {
        self.take(name, "true or false", Value::as_bool)
    }

    /// One of these words.
    ///
    /// # Errors
    /// When the field is anything else.
    pub fn one_of<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&str, T)],
    ) -> Result<Option<T>, String> {
        let list: Vec<String> = words.iter().map(|(word, _)| format!("{word:?}")).collect();
        self.take(name, &format!("one of {}", list.join(", ")), |value| {
            let said = value.as_str()?;
            words
                .iter()
                .find(|(word, _)| *word == said)
                .map(|(_, t)| *t)
        })
    }

    /// Checks that no field is left that nobody asked for.
    ///
    /// # Errors
    /// When there is one.
    pub fn end(self) -> Result<(), String> {
        match self.left.keys().next() {
            None => Ok(()),
            Some(name) => Err(format!(
                "unknown field {name:?}; the fields here are {}",
                self.known.join(", ")
            )),
        }
    }

    /// A field that is there and not null, as `read` understands it.
    fn take<T>(
        &mut self,
        name: &'static str,
        wanted: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, String> {
        self.known.push(name);
        match self.left.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match read(&value) {
                Some(read) => Ok(Some(read)),
                None => Err(format!("{name:?} is to be {wanted}, not {value}")),
            },
        }
    }
}

/// A field that has to be there.
///
/// # Errors
/// When it is not.
pub fn needed<T>(name: impl Display, field: Option<T>) -> Result<T, String> {
    field.ok_or_else(|| format!("\"{name}\" is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        let said = |json: &[u8]| {
            let mut fields = Fields::of_json(json)?;
            fields.count("times")?;
            fields.one_of("at", &[("token", 1), ("login", 2)])?;
            fields.end()
        };
        assert_eq!(said(br#"{"times":3,"at":null}"#), Ok(()));
        for (json, part) in [
            (&b"{"[..], "this is no JSON"),
            (b"[]", "expected a JSON object, not []"),
            (
                br#"{"times":-1}"#,
                r#""times" is to be a whole number from 0 on, not -1"#,
            ),
            (
                br#"{"at":"here"}"#,
                r#""at" is to be one of "token", "login", not "here""#,
            ),
            (
                br#"{"tiems":1}"#,
                r#"unknown field "tiems"; the fields here are times, at"#,
            ),
        ] {
            let error = said(json).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }
}
