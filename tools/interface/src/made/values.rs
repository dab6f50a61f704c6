//! What a language reads whole and keeps: a noun whose functions are its fields.

use crate::doc;
use crate::model::{Interface, Kind, Unit};

/// A noun as an immutable value.
pub struct Value {
    /// Of the noun, such as `status`.
    pub noun: String,
    /// A sentence.
    pub about: String,
    /// In the header's order.
    pub fields: Vec<Field>,
}

/// One function of it.
pub struct Field {
    /// Behind the noun, such as `last_rotation`.
    pub name: String,
    /// Such as `omnifund_status_last_rotation`.
    pub c_name: String,
    /// Such as `status_last_rotation`.
    pub function: String,
    pub unit: Unit,
    /// Sentences; a flag begins with "Whether".
    pub about: String,
}

/// The nouns that are made into values; all others have manners that are written by hand.
const NOUNS: [&str; 1] = ["status"];

/// All of them.
///
/// # Panics
/// Where a function of such a noun is neither a number of it nor its end.
pub fn all(interface: &Interface) -> Vec<Value> {
    NOUNS.map(|noun| value(noun, interface)).into()
}

fn value(name: &str, interface: &Interface) -> Value {
    let noun = interface.nouns.iter().find(|one| one.name == name);
    let of_it = interface
        .functions
        .iter()
        .filter(|one| one.noun.as_deref() == Some(name));
    let fields = of_it
        .filter(|one| one.returns.kind != Kind::Nothing)
        .map(|function| {
            assert_eq!(
                function.parameters.len(),
                1,
                "{} is no field",
                function.c_name
            );
            Field {
                name: function.name[name.len() + 1..].to_owned(),
                c_name: function.c_name.clone(),
                function: function.name.clone(),
                unit: function
                    .returns
                    .unit
                    .unwrap_or_else(|| panic!("{} is no number", function.c_name)),
                about: doc::told(&function.doc),
            }
        });
    Value {
        noun: name.to_owned(),
        about: doc::summary(&noun.expect("the noun").doc),
        fields: fields.collect(),
    }
}
