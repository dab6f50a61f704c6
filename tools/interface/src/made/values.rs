//! What a language reads whole and keeps: a noun whose functions are its fields, or an entry of a list.

use crate::doc;
use crate::model::{Function, Interface, Kind, Unit};

/// A noun as an immutable value.
pub struct Value {
    /// Such as `status`, or `session_list`.
    pub noun: &'static str,
    /// How each language calls it.
    pub named: Named,
    /// Whether it is one entry of a list, by an index.
    pub is_entry: bool,
    /// A sentence.
    pub about: String,
    /// In the header's order.
    pub fields: Vec<Field>,
}

/// The names are older than the description.
#[derive(Clone, Copy)]
pub struct Named {
    pub csharp: &'static str,
    pub go: &'static str,
    pub php: &'static str,
    pub python: &'static str,
}

/// One function of it.
pub struct Field {
    /// Behind the noun, such as `last_rotation`.
    pub name: String,
    /// Such as `omnifund_status_last_rotation`.
    pub c_name: String,
    /// Such as `status_last_rotation`.
    pub function: String,
    /// `None` is a text.
    pub unit: Option<Unit>,
    /// Whether there may be none.
    pub may_be_none: bool,
    /// Sentences; a flag begins with "Whether".
    pub about: String,
}

/// The nouns that are made into values, and what an entry of a list is; all others have manners that are written by
/// hand.
const NOUNS: [(&str, Named, Option<&str>); 3] = [
    (
        "status",
        Named {
            csharp: "Status",
            go: "Status",
            php: "Status",
            python: "Status",
        },
        None,
    ),
    (
        "session_list",
        Named {
            csharp: "SessionEntry",
            go: "ListedSession",
            php: "SessionEntry",
            python: "SessionEntry",
        },
        Some("A session of a store."),
    ),
    (
        "client_list",
        Named {
            csharp: "OAuthClient",
            go: "StoredClient",
            php: "SavedClient",
            python: "OAuthClient",
        },
        Some("An OAuth client that a store keeps; never its secret."),
    ),
];

/// All of them.
pub fn all(interface: &Interface) -> Vec<Value> {
    NOUNS
        .map(|(noun, named, entry)| value(noun, named, entry, interface))
        .into()
}

fn value(noun: &'static str, named: Named, entry: Option<&str>, interface: &Interface) -> Value {
    let of_it = || {
        interface
            .functions
            .iter()
            .filter(|one| one.noun.as_deref() == Some(noun))
    };
    let has_index = |one: &Function| {
        one.parameters
            .iter()
            .any(|one| one.unit == Some(Unit::Index))
    };
    let is_entry = entry.is_some();
    let is_field = |one: &&Function| {
        if is_entry {
            has_index(one)
        } else {
            one.returns.kind != Kind::Nothing
        }
    };
    let about = || {
        let described = interface.nouns.iter().find(|one| one.name == noun);
        doc::summary(&described.expect("the noun").doc)
    };
    Value {
        noun,
        named,
        is_entry,
        about: entry.map_or_else(about, str::to_owned),
        fields: of_it()
            .filter(is_field)
            .map(|function| field(noun, function))
            .collect(),
    }
}

fn field(noun: &str, function: &Function) -> Field {
    Field {
        name: function.name[noun.len() + 1..].to_owned(),
        c_name: function.c_name.clone(),
        function: function.name.clone(),
        unit: function.returns.unit,
        may_be_none: function.returns.nullable || function.returns.zero_is_none,
        about: doc::told(&function.doc),
    }
}
