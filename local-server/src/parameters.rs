//! The parameters of a request: a form, in either coding, or JSON as the vendor's own examples send it.

use std::collections::HashMap;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::multipart;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/form-data";

/// Which bodies the token endpoint understands. A form says what it is: PHP has no parameters of one without a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bodies {
    /// Forms and JSON.
    FormAndJson,
    /// Forms only (RFC 6749 §4.3.2); any other body has no parameters.
    FormOnly,
}

/// Parameters by name. Of a repeated one the last counts, and an empty one is as good as none
/// (RFC 6749 §3.2).
#[derive(Default)]
pub struct Parameters(HashMap<String, String>);

impl Parameters {
    /// The parameters in a body. A body that cannot be read has none; the endpoint then misses
    /// the first parameter that it needs, as the vendor's does.
    #[must_use]
    pub fn of_body(headers: &HeaderMap, body: &[u8], bodies: Bodies) -> Self {
        match media_type(headers).as_deref() {
            Some(FORM) => Self::of_form(body),
            Some(MULTIPART) => Self(multipart::fields(headers, body)),
            Some(JSON) if bodies == Bodies::FormAndJson => Self::of_json(body),
            _ => Self::default(),
        }
    }

    /// The parameters in a body that counts only if it is a form as it is sent by default.
    #[must_use]
    pub fn of_form_body(headers: &HeaderMap, body: &[u8]) -> Self {
        match media_type(headers).as_deref() {
            Some(FORM) => Self::of_form(body),
            _ => Self::default(),
        }
    }

    /// The parameters in the query of a URL.
    #[must_use]
    pub fn of_query(query: Option<&str>) -> Self {
        Self::of_form(query.unwrap_or_default().as_bytes())
    }

    /// The parameter of this name, if it is there and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The parameter of this name as the vendor's server sees it: PHP takes a `0` for nothing at all.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| *value != "0")
    }

    /// The parameter of this name, if it is there, also where it is empty.
    #[must_use]
    pub fn present(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Their names, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn of_form(form: &[u8]) -> Self {
        Self(form_urlencoded::parse(form).into_owned().collect())
    }

    fn of_json(json: &[u8]) -> Self {
        let members: Map<String, Value> = serde_json::from_slice(json).unwrap_or_default();
        let scalar = |(name, value)| match value {
            Value::String(text) => Some((name, text)),
            Value::Number(number) => Some((name, number.to_string())),
            _ => None,
        };
        Self(members.into_iter().filter_map(scalar).collect())
    }
}

/// The media type without its parameters, in lower case (RFC 9110 §8.3.1).
fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next().unwrap_or_default();
    Some(essence.trim().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn parameters(media_type: &'static str, body: &str, bodies: Bodies) -> Parameters {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        Parameters::of_body(&headers, body.as_bytes(), bodies)
    }

    #[test]
    fn a_form_and_json_say_the_same() {
        let form = parameters(
            "application/x-www-form-urlencoded; charset=UTF-8",
            "username=a%26b+c&scope=",
            Bodies::FormOnly,
        );
        let json = parameters(
            "Application/JSON",
            r#"{"username":"a&b c","scope":"","nested":{"x":1}}"#,
            Bodies::FormAndJson,
        );
        for parameters in [form, json] {
            assert_eq!(parameters.get("username"), Some("a&b c"));
            assert_eq!(parameters.get("scope"), None);
            assert_eq!(parameters.get("nested"), None);
        }
    }

    #[test]
    fn a_form_without_a_type_has_no_parameters_and_a_zero_is_none() {
        let untyped = Parameters::of_body(&HeaderMap::new(), b"a=b", Bodies::FormAndJson);
        assert_eq!(untyped.get("a"), None);
        let zero = Parameters::of_query(Some("a=0&b="));
        assert_eq!((zero.get("a"), zero.given("a")), (Some("0"), None));
        assert_eq!((zero.get("b"), zero.present("b")), (None, Some("")));
    }

    #[test]
    fn what_cannot_be_read_has_no_parameters() {
        let broken = parameters("application/json", "{\"a\":", Bodies::FormAndJson);
        let list = parameters("application/json", "[1]", Bodies::FormAndJson);
        let refused = parameters("application/json", "{\"a\":\"b\"}", Bodies::FormOnly);
        let text = parameters("text/plain", "a=b", Bodies::FormAndJson);
        for parameters in [broken, list, refused, text] {
            assert_eq!(parameters.get("a"), None);
        }
    }
}
