//! What a type of a signature says: `src/ffi/kinds.rs` of the library has the names.

use syn::{ReturnType, Type};

use crate::case::snake_case;
use crate::doc;
use crate::model::{Kind, Parameter, Returned, Unit};

/// What a signature may speak of.
pub struct Known {
    pub enums: Vec<String>,
    pub nouns: Vec<String>,
    pub structs: Vec<String>,
}

/// A type taken apart: pointers from the outside in, whether each is to what does not change, and a name.
pub struct Spelled {
    pointers: Vec<bool>,
    pub name: String,
}

impl Spelled {
    pub fn of(the_type: &Type) -> Self {
        match the_type {
            Type::Ptr(pointer) => {
                let mut inner = Self::of(&pointer.elem);
                inner.pointers.insert(0, pointer.const_token.is_some());
                inner
            }
            Type::Path(path) => Self {
                pointers: Vec::new(),
                name: path.path.segments.last().expect("a name").ident.to_string(),
            },
            _ => panic!("a type of a kind that the boundary does not have"),
        }
    }

    /// As the header has it.
    pub fn in_c(&self) -> String {
        let plain = match self.name.as_str() {
            "i32" => "int32_t",
            "i64" => "int64_t",
            "u8" => "uint8_t",
            "u32" => "uint32_t",
            "usize" => "size_t",
            "c_void" => "void",
            "c_char" => "char",
            name => match number(name).or_else(|| character(name).map(|_| (Kind::Text, None))) {
                Some((Kind::Int32, _)) => "int32_t",
                Some((Kind::Int64, _)) => "int64_t",
                Some(_) => "char",
                None => name,
            },
        };
        let Some(innermost) = self.pointers.last() else {
            return plain.to_owned();
        };
        let constant = if *innermost { "const " } else { "" };
        format!("{constant}{plain} {}", "*".repeat(self.pointers.len()))
    }

    fn noun(&self) -> Option<String> {
        let noun = self.name.strip_prefix("omnifund_")?;
        (!noun.ends_with("_callback")).then(|| noun.to_owned())
    }
}

/// Whether texts of these characters are secrets.
fn character(name: &str) -> Option<bool> {
    match name {
        "c_char" | "Octet" => Some(false),
        "SecretChar" => Some(true),
        _ => None,
    }
}

pub fn number(name: &str) -> Option<(Kind, Option<Unit>)> {
    use Kind::{Int32, Int64};
    Some(match name {
        "i32" => (Int32, None),
        "u32" => (Kind::Uint32, None),
        "usize" => (Kind::Size, Some(Unit::Length)),
        "Flag" => (Int32, Some(Unit::Flag)),
        "HttpStatus" => (Int32, Some(Unit::HttpStatus)),
        "Milliseconds" => (Int64, Some(Unit::Milliseconds)),
        "Seconds" => (Int64, Some(Unit::Seconds)),
        "UnixTime" => (Int64, Some(Unit::UnixTime)),
        "Count" => (Int64, Some(Unit::Count)),
        "Index" => (Int64, Some(Unit::Index)),
        "Length" => (Int64, Some(Unit::Length)),
        name if name.ends_with("Number") => (Int32, Some(Unit::Enum)),
        _ => return None,
    })
}

pub fn enumeration(name: &str, known: &Known) -> Option<String> {
    let enumeration = snake_case(name.strip_suffix("Number")?);
    assert!(
        known.enums.contains(&enumeration),
        "{name} is of no enumeration"
    );
    Some(enumeration)
}

/// A parameter of a function or of a callback, whose comment is `doc`.
pub fn parameter(
    name: &str,
    the_type: &Type,
    function: &str,
    doc: &str,
    known: &Known,
) -> Parameter {
    let spelled = Spelled::of(the_type);
    let whose = format!("{name} of {function}");
    let mut made = Parameter {
        name: name.to_owned(),
        c_type: spelled.in_c(),
        kind: Kind::Userdata,
        of: None,
        unit: None,
        range: None,
        secret: false,
        nullable: doc::may_be_null(doc, name),
        may_give_null: false,
    };
    match (spelled.pointers.len(), spelled.name.as_str()) {
        (0, callback) if callback.ends_with("_callback") => {
            made.kind = Kind::Callback;
            made.of = callback.strip_prefix("omnifund_").map(str::to_owned);
        }
        (0, other) => {
            let (kind, unit) = number(other).unwrap_or_else(|| panic!("{whose} is no number"));
            assert!(
                unit.is_some(),
                "{whose} does not say what its number is: see kinds.rs"
            );
            (made.kind, made.unit) = (kind, unit);
            made.of = enumeration(other, known);
            made.range = unit.and_then(|unit| doc::range(doc, unit));
        }
        (1, "c_void") => {}
        (2, "c_void") => made.kind = Kind::OutUserdata,
        (1, "u8" | "Octet") => (made.kind, made.secret) = (Kind::Bytes, true),
        (1, other) => {
            if let Some(secret) = character(other) {
                (made.kind, made.secret) = (Kind::Text, secret);
            } else if let Some((_, unit)) = number(other) {
                (made.kind, made.unit) = (Kind::OutNumber, unit);
            } else {
                made.of = spelled.noun();
                let noun = made.of.as_ref().unwrap_or_else(|| panic!("{whose}"));
                if known.structs.contains(noun) {
                    made.kind = Kind::Struct;
                    return made;
                }
                assert!(known.nouns.contains(noun), "{whose} is of no noun");
                made.kind = match function.strip_suffix("_free") {
                    Some(_) => Kind::EndedHandle,
                    None => Kind::Handle,
                };
                made.nullable |= made.kind == Kind::EndedHandle;
            }
        }
        (_, "omnifund_error") if name == "err" => {
            (made.kind, made.nullable) = (Kind::OutError, true);
        }
        _ => {
            made.of = spelled.noun();
            made.kind = Kind::OutHandle;
            made.may_give_null = doc::may_give_null(doc, name);
        }
    }
    made
}

/// What a function returns; that of a fallible one is a code.
pub fn returned(
    output: &ReturnType,
    function: &str,
    fallible: bool,
    doc: &str,
    known: &Known,
) -> Returned {
    let mut made = Returned {
        c_type: "void".to_owned(),
        kind: Kind::Nothing,
        of: None,
        unit: None,
        secret: false,
        nullable: false,
        zero_is_none: false,
        borrowed_until: None,
    };
    let ReturnType::Type(_, the_type) = output else {
        return made;
    };
    let spelled = Spelled::of(the_type);
    made.c_type = spelled.in_c();
    if fallible {
        made.kind = Kind::Code;
    } else if let Some(secret) = character(&spelled.name) {
        made.kind = if spelled.name == "Octet" {
            Kind::Bytes
        } else {
            Kind::Text
        };
        made.secret = secret || spelled.name == "Octet";
        made.borrowed_until = doc::borrowed_until(doc);
        made.nullable = doc::may_be_none(doc);
        assert!(
            made.borrowed_until.is_some() || doc.contains("static"),
            "{function} does not say from whom its text is borrowed"
        );
    } else if let Some(noun) = spelled.noun() {
        (made.kind, made.of) = (Kind::Handle, Some(noun));
        made.nullable = !function.ends_with("_new");
    } else {
        let (kind, unit) = number(&spelled.name).unwrap_or_else(|| panic!("{function}"));
        let is_read_in_place = !spelled.pointers.is_empty();
        made.kind = if is_read_in_place {
            Kind::LiveNumber
        } else {
            kind
        };
        made.unit = unit;
        made.of = enumeration(&spelled.name, known);
        made.zero_is_none =
            !matches!(unit, Some(Unit::Flag | Unit::Count)) && doc::zero_is_none(doc);
    }
    made
}
