//! What a language reads whole and keeps: a noun whose functions are its fields, or an entry of a list.

use crate::doc;
use crate::model::{Function, Interface, Kind, Parameter, Unit};

/// A noun as an immutable value.
pub struct Value {
    /// Such as `status`, or `session_list`.
    pub noun: &'static str,
    /// How each language calls it.
    pub named: Named,
    /// Whether it is one entry of a list, by an index.
    pub is_entry: bool,
    /// A sentence, for who has no more to say.
    #[allow(dead_code)]
    pub about: String,
    /// The noun, in the header's words.
    pub doc: String,
    /// In the header's order.
    pub fields: Vec<Field>,
    /// What it has several of, such as headers.
    pub lists: Vec<List>,
    /// What another noun tells, and a binding puts beside the fields.
    pub given: Vec<Field>,
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
    /// `None` is a text, or bytes where there is a length.
    pub unit: Option<Unit>,
    /// Of bytes, the C name of the function that tells how many.
    pub length: Option<String>,
    /// Of a number with names, its enumeration.
    pub of: Option<String>,
    /// Whether there may be none.
    pub may_be_none: bool,
    /// Whether nothing may show it.
    pub secret: bool,
    /// Sentences, for who has no words of its own for what is not there; a flag begins with "Whether".
    #[allow(dead_code)]
    pub about: String,
    /// In the header's words.
    pub doc: String,
    /// Beside the handle and an index.
    pub parameters: Vec<Parameter>,
}

/// Several of one kind: each a few functions by an index.
pub struct List {
    /// Of one, such as `header`.
    pub name: String,
    /// The function that tells how many, such as `omnifund_login_header_count`.
    pub count: String,
    /// Such as name and value.
    pub fields: Vec<Field>,
}

/// The nouns that are made into values, and what an entry of a list is.
const NOUNS: [(&str, Named, Option<&str>); 3] = [
    ("status", Named::everywhere("Status"), None),
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

/// The nouns on whose fields manners stand that are written by hand.
const BASES: [(&str, Named); 6] = [
    ("token", Named::everywhere("Token")),
    ("login", Named::everywhere("Login")),
    ("response", Named::everywhere("Response")),
    ("kept_answer", Named::everywhere("KeptAnswer")),
    ("log_entry", Named::everywhere("LogEntry")),
    ("metrics", Named::everywhere("Metrics")),
];

/// What a noun does not tell itself: the function of another one that does.
const GIVEN: [(&str, &str); 1] = [("response", "request_idempotency_key")];

/// The numbers of which none and 0 say the same.
const ZERO_IS_AS_GOOD: [&str; 1] = ["status_seconds_left"];

impl Field {
    /// As programs call it: what a method gives on purpose says so.
    pub fn spoken_name(&self) -> &str {
        match self.function.as_str() {
            "kept_answer_bytes" => "expose",
            _ => &self.name,
        }
    }
}

impl Named {
    const fn everywhere(name: &'static str) -> Self {
        Self {
            csharp: name,
            go: name,
            php: name,
            python: name,
        }
    }
}

impl Value {
    /// Whether one of its times may be none.
    pub fn may_have_no_time(&self) -> bool {
        let is_one = |field: &Field| field.unit == Some(Unit::UnixTime) && field.may_be_none;
        self.fields.iter().any(is_one)
    }

    /// What its handle is called in the header, such as `omnifund_status`.
    pub fn c_name(&self) -> String {
        format!("omnifund_{}", self.noun)
    }
}

/// Those that are whole as they are made.
pub fn all(interface: &Interface) -> Vec<Value> {
    NOUNS
        .map(|(noun, named, entry)| value(noun, named, entry, interface))
        .into()
}

/// Those on which manners stand: bytes, lists and secrets are among their fields.
pub fn bases(interface: &Interface) -> Vec<Value> {
    BASES
        .map(|(noun, named)| value(noun, named, None, interface))
        .into()
}

fn value(noun: &'static str, named: Named, entry: Option<&str>, interface: &Interface) -> Value {
    let functions: Vec<&Function> = interface
        .functions
        .iter()
        .filter(|one| one.noun.as_deref() == Some(noun))
        .collect();
    let is_entry = entry.is_some();
    let lists = if is_entry {
        Vec::new()
    } else {
        lists(noun, &functions)
    };
    let is_counted = |one: &Function| lists.iter().any(|list| list.count == one.c_name);
    let is_field = |one: &&&Function| {
        if is_entry {
            return has_index(one);
        }
        one.parameters.len() == 1
            && one.returns.kind != Kind::Nothing
            && one.returns.unit != Some(Unit::Length)
            && !is_counted(one)
    };
    let described = interface.nouns.iter().find(|one| one.name == noun);
    let in_c = &described.expect("the noun").doc;
    let fields = functions
        .iter()
        .filter(is_field)
        .map(|function| field(noun, function))
        .collect();
    let is_given = |one: &&Function| GIVEN.contains(&(noun, one.name.as_str()));
    let given = interface.functions.iter().filter(is_given);
    Value {
        noun,
        named,
        is_entry,
        about: entry.map_or_else(|| doc::summary(in_c), str::to_owned),
        doc: entry.unwrap_or(in_c).to_owned(),
        fields,
        lists,
        given: given
            .map(|one| field(one.noun.as_deref().unwrap_or_default(), one))
            .collect(),
    }
}

fn has_index(function: &Function) -> bool {
    function
        .parameters
        .iter()
        .any(|one| one.unit == Some(Unit::Index))
}

/// `header_count`, and `header_name` and `header_value` by an index.
fn lists(noun: &str, functions: &[&Function]) -> Vec<List> {
    let counts = functions.iter().filter_map(|function| {
        let name = function.name[noun.len() + 1..].strip_suffix("_count")?;
        let prefix = format!("{noun}_{name}");
        let of_it = functions
            .iter()
            .filter(|one| one.name.starts_with(&prefix) && has_index(one));
        Some(List {
            name: name.to_owned(),
            count: function.c_name.clone(),
            fields: of_it.map(|one| field(&prefix, one)).collect(),
        })
    });
    counts.filter(|list| !list.fields.is_empty()).collect()
}

fn field(noun: &str, function: &Function) -> Field {
    let returns = &function.returns;
    let is_bytes = returns.kind == Kind::Bytes;
    let is_as_good = ZERO_IS_AS_GOOD.contains(&function.name.as_str());
    Field {
        name: function.name[noun.len() + 1..].to_owned(),
        c_name: function.c_name.clone(),
        function: function.name.clone(),
        unit: returns.unit,
        length: returns.of.clone().filter(|_| is_bytes),
        of: returns.of.clone().filter(|_| !is_bytes),
        may_be_none: (returns.nullable || returns.zero_is_none) && !is_as_good,
        secret: returns.secret,
        about: doc::told(&function.doc),
        doc: function.doc.clone(),
        parameters: function.parameters.clone(),
    }
}
