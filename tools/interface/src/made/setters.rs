//! What sets one thing of a config: each becomes a setter in every language.

use crate::model::{Function, Interface, Kind, Parameter};

/// A function that sets one thing.
pub struct Setter<'a> {
    /// As C calls it.
    pub function: &'a Function,
    /// What it sets, such as `connect_timeout`; of what only says yes, what it says: `allow_plain_http`.
    pub name: &'a str,
    /// Without the config and the error.
    pub parameters: Vec<&'a Parameter>,
    /// Whether it sets that there is none of what another one sets: `disable_proxy`.
    pub is_none: bool,
}

const NOUN: &str = "config";

/// In the header's order. Whoever takes a function or another handle has manners that are written by hand.
pub fn all(interface: &Interface) -> Vec<Setter<'_>> {
    let of_it = interface
        .functions
        .iter()
        .filter(|one| one.noun.as_deref() == Some(NOUN));
    of_it.filter_map(setter).collect()
}

fn setter(function: &Function) -> Option<Setter<'_>> {
    let whole = &function.name[NOUN.len() + 1..];
    let begins = |word: &str| whole.strip_prefix(word);
    let (name, is_none) = match (begins("set_"), begins("disable_")) {
        (Some(name), _) => (name, false),
        (_, Some(name)) => (name, true),
        _ if begins("allow_").or(begins("trust_")).is_some() => (whole, false),
        _ => return None,
    };
    let inner = 1..function.parameters.len().checked_sub(1)?;
    let parameters: Vec<&Parameter> = function.parameters.get(inner)?.iter().collect();
    let plain = |one: &&Parameter| matches!(one.kind, Kind::Text | Kind::Int32 | Kind::Int64);
    parameters.iter().all(plain).then_some(Setter {
        function,
        name,
        parameters,
        is_none,
    })
}
