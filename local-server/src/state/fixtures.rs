//! What the REST API's resources begin with: example data of those that OmniFund's pages show, and files of others.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use serde_json::Value;

use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::json;
use crate::state::documents::{Document, id_of};
use crate::state::example_data;
use crate::state::users::MERCHANT;

/// The resources that OmniFund's pages show.
pub const KNOWN: [&str; 3] = ["customers", "transactions-history", "transactions-pending"];

/// A resource and the file that it begins with, as the command line names them.
#[derive(Debug, Clone)]
pub struct ResourceFile {
    name: String,
    file: PathBuf,
}

impl FromStr for ResourceFile {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        match text.split_once('=') {
            Some((name, file))
                if !name.is_empty() && name.bytes().all(allowed) && !file.is_empty() =>
            {
                Ok(Self {
                    name: name.to_owned(),
                    file: file.into(),
                })
            }
            _ => Err(
                "expected a name, as in /api/NAME, and a file, such as invoices=invoices.json"
                    .to_owned(),
            ),
        }
    }
}

/// What resources begin with.
#[derive(Debug, Default)]
pub struct Fixtures(BTreeMap<String, Of>);

/// Whose documents a file has.
#[derive(Debug)]
enum Of {
    /// Each merchant begins with its own copy.
    Everybody(Vec<Document>),
    /// Each merchant with its own; who is not named with none.
    Merchants(BTreeMap<String, Vec<Document>>),
}

impl Fixtures {
    /// Those of these files.
    ///
    /// # Errors
    /// When one can't be read, makes no sense, or a resource is named twice.
    pub fn read(files: &[ResourceFile]) -> Result<Self> {
        let mut fixtures = Self::default();
        for ResourceFile { name, file } in files {
            let refuse = |why: String| Failure::Refused(format!("{}: {why}", file.display()));
            let text =
                fs::read(file).map_err(Failure::file("could not read the resource", file))?;
            let read = json::value(&text).and_then(of).map_err(refuse)?;
            if fixtures.0.insert(name.clone(), read).is_some() {
                return Err(refuse(format!("the resource {name:?} has a file already")));
            }
        }
        Ok(fixtures)
    }

    /// Whether there is a resource of this name.
    #[must_use]
    pub fn know(&self, resource: &str) -> bool {
        KNOWN.contains(&resource) || self.0.contains_key(resource)
    }

    /// What a merchant begins with.
    #[must_use]
    pub fn of(&self, merchant: &str, resource: &str) -> Vec<Document> {
        match self.0.get(resource) {
            Some(Of::Everybody(documents)) => documents.clone(),
            Some(Of::Merchants(each)) => each.get(merchant).cloned().unwrap_or_default(),
            None => example_data::of(resource, offset(merchant)),
        }
    }
}

/// How far a merchant's example ids are from the example merchant's: no two merchants have the same.
fn offset(merchant: &str) -> u64 {
    let [first, second, ..] = *Digest::of(merchant).bytes();
    match merchant {
        MERCHANT => 0,
        _ => 1000 * (u64::from(u16::from_be_bytes([first, second])) + 1),
    }
}

/// An array of documents, a collection as the REST API answers it, or an array for each merchant.
fn of(value: Value) -> std::result::Result<Of, String> {
    match value {
        Value::Array(values) => documents(values).map(Of::Everybody),
        Value::Object(mut object) => match object.remove("hydra:member") {
            Some(Value::Array(values)) => documents(values).map(Of::Everybody),
            Some(_) => Err("\"hydra:member\" is to be an array".to_owned()),
            None => {
                let merchants = object.into_iter().map(|(merchant, value)| match value {
                    Value::Array(values) => documents(values)
                        .map(|documents| (merchant.clone(), documents))
                        .map_err(|why| format!("{merchant:?}: {why}")),
                    _ => Err(format!(
                        "{merchant:?} is to be a merchant with an array of its documents"
                    )),
                });
                merchants
                    .collect::<std::result::Result<_, _>>()
                    .map(Of::Merchants)
            }
        },
        _ => Err(
            "expected an array of documents, or an object with one for each merchant".to_owned(),
        ),
    }
}

/// Documents as they are kept: each with an id, and without what the REST API adds to them.
fn documents(values: Vec<Value>) -> std::result::Result<Vec<Document>, String> {
    let mut ids = HashSet::new();
    let mut documents = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        let number = index + 1;
        let Value::Object(mut document) = value else {
            return Err(format!("document {number} is no object"));
        };
        document.retain(|name, _| !name.starts_with('@'));
        let id = document.entry("id").or_insert_with(|| number.into());
        if !(id.is_u64()
            || id
                .as_str()
                .is_some_and(|id| !id.is_empty() && !id.contains('/')))
        {
            return Err(format!(
                "the id of document {number} is to be a whole number or a text, not {id}"
            ));
        }
        let id = id_of(&document);
        if !ids.insert(id.clone()) {
            return Err(format!(
                "document {number} has the id {id}, which another has already"
            ));
        }
        documents.push(document);
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_lists_as_collections_and_by_merchant() {
        let read = |text: &str| json::value(text.as_bytes()).and_then(of);
        let list = read(r#"[{"a":1},{"id":"x","@id":"/api/y/x"}]"#).unwrap();
        let Of::Everybody(documents) = list else {
            panic!("{list:?}");
        };
        assert_eq!(documents[0]["id"], 1);
        assert!(!documents[1].contains_key("@id"));
        assert!(read(r#"{"@type":"hydra:Collection","hydra:member":[{"id":7}]}"#).is_ok());
        let each = read(r#"{"Corner shop":[{"id":7}]}"#).unwrap();
        assert!(matches!(each, Of::Merchants(_)), "{each:?}");
        for (text, part) in [
            ("7", "expected an array"),
            ("[7]", "document 1 is no object"),
            (r#"[{"id":1},{"id":"1"}]"#, "another has already"),
            (r#"[{"id":null}]"#, "is to be a whole number or a text"),
            (r#"{"Corner shop":7}"#, "is to be a merchant"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(part), "{text}: {said}");
        }
    }

    #[test]
    fn merchants_have_other_customers() {
        let fixtures = Fixtures::default();
        let ids = |merchant| -> HashSet<String> {
            let all = fixtures.of(merchant, "customers");
            all.iter().map(id_of).collect()
        };
        assert!(ids(MERCHANT).contains("23143879"));
        assert!(ids(MERCHANT).is_disjoint(&ids("Corner shop")));
    }
}
