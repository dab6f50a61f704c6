//! Scopes (RFC 6749 §3.3): what a token may be used for.

use std::fmt;
use std::str::FromStr;

/// A list of scope names, as it goes over the wire: separated by spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope(String);

impl Scope {
    /// The scope that a request or the state names. Nothing is checked: a name that nobody has
    /// is refused where it is compared.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The scope that somebody asks for; nothing where a name in it is empty, as in a blank alone or two in a row,
    /// which nobody has.
    #[must_use]
    pub fn asked(text: &str) -> Option<Self> {
        let text = text.trim_matches([' ', '\t', '\n', '\r', '\0', '\x0b']);
        let is_list = text.split(' ').all(|name| !name.is_empty());
        is_list.then(|| Self(text.to_owned()))
    }

    /// One scope out of names that were checked one by one.
    #[must_use]
    pub fn of(names: &[ScopeName]) -> Self {
        let names: Vec<&str> = names.iter().map(|name| name.0.as_str()).collect();
        Self(names.join(" "))
    }

    /// Whether every name in `wanted` is in this scope too.
    #[must_use]
    pub fn covers(&self, wanted: &Self) -> bool {
        wanted
            .names()
            .all(|name| self.names().any(|own| own == name))
    }

    /// The text for the wire, or nothing where the scope has no names.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.names().next().map(|_| self.0.as_str())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|name| !name.is_empty())
    }
}

/// One name of a scope, made of the characters that RFC 6749 §3.3 allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeName(String);

impl ScopeName {
    /// The scope that has this name only.
    #[must_use]
    pub fn alone(&self) -> Scope {
        Scope(self.0.clone())
    }
}

impl fmt::Display for ScopeName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for ScopeName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let allowed = |byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
        if !text.is_empty() && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(r#"a scope is one word of printable ASCII without space, " and \"#.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_covers_its_parts_in_any_order() {
        let scope = Scope::new("read write");
        assert!(scope.covers(&Scope::new("write read")));
        assert!(scope.covers(&Scope::new("")));
        assert!(!scope.covers(&Scope::new("read admin")));
        assert!(!Scope::default().covers(&Scope::new("read")));
    }

    #[test]
    fn a_scope_with_an_empty_name_is_none() {
        for none in ["", " ", "read  write"] {
            assert_eq!(Scope::asked(none), None, "{none:?}");
        }
        assert_eq!(Scope::asked(" read write "), Some(Scope::new("read write")));
    }

    #[test]
    fn a_scope_name_is_one_word() {
        assert!("api:read".parse::<ScopeName>().is_ok());
        for bad in ["", "two words", "qu\"ote", "back\\slash", "ü"] {
            assert!(bad.parse::<ScopeName>().is_err(), "{bad:?}");
        }
    }
}
