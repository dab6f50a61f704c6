//! What sets one thing of a config, or of a store's options: each becomes a setter in every language.

use crate::model::{Function, Interface, Kind, Parameter};

/// A function that sets one thing.
pub struct Setter<'a> {
    /// As C calls it.
    pub function: &'a Function,
    /// What it sets, such as `connect_timeout`; of what only says yes, what it says: `allow_plain_http`.
    pub name: &'a str,
    /// Without what is set and the error.
    pub parameters: Vec<&'a Parameter>,
    /// Whether it sets that there is none of what another one sets: `disable_proxy`.
    pub is_none: bool,
    /// Whether there may be several of it: `add_older_key`.
    pub is_added: bool,
}

/// Those of a config, in the header's order. Whoever takes a function has manners that are written by hand.
pub fn all(interface: &Interface) -> Vec<Setter<'_>> {
    of(interface, "config", &[])
}

/// Those of a store's options.
pub fn store_options(interface: &Interface) -> Vec<Setter<'_>> {
    of(interface, "store_options", &["take_over", "must_exist"])
}

/// `yes` is what no word of its name tells to be a setter.
fn of<'a>(interface: &'a Interface, noun: &str, yes: &[&str]) -> Vec<Setter<'a>> {
    let of_it = interface
        .functions
        .iter()
        .filter(|one| one.noun.as_deref() == Some(noun));
    of_it
        .filter_map(|function| setter(function, &function.name[noun.len() + 1..], yes))
        .collect()
}

fn setter<'a>(function: &'a Function, whole: &'a str, yes: &[&str]) -> Option<Setter<'a>> {
    let begins = |word: &str| whole.strip_prefix(word);
    let says_yes = begins("allow_").or(begins("trust_")).is_some() || yes.contains(&whole);
    let name = begins("set_")
        .or(begins("disable_"))
        .or(begins("add_"))
        .or(says_yes.then_some(whole))?;
    let inner = 1..function.parameters.len().checked_sub(1)?;
    let parameters: Vec<&Parameter> = function.parameters.get(inner)?.iter().collect();
    let is_added = begins("add_").is_some();
    let is_plain = |one: &&Parameter| match one.kind {
        Kind::Text | Kind::Int32 | Kind::Int64 => true,
        Kind::Handle => is_added,
        _ => false,
    };
    parameters.iter().all(is_plain).then_some(Setter {
        function,
        name,
        parameters,
        is_none: begins("disable_").is_some(),
        is_added,
    })
}
