//! What a language with classes makes of the functions: a class for each noun, and in it a method for each function.
//! The bindings that are thin have no other manners than these.

use super::values::{self, Value};
use crate::model::{Enum, Function, Interface, Kind, Noun, Parameter, Unit};

/// A noun with its methods.
pub struct Class<'a> {
    pub noun: &'a Noun,
    /// In the header's order.
    pub methods: Vec<Method<'a>>,
}

/// A function as a method.
pub struct Method<'a> {
    pub function: &'a Function,
    /// Behind the noun, such as `open_file`.
    pub name: &'a str,
    pub of: Of,
    /// What its caller says, in the header's order.
    pub said: Vec<&'a Parameter>,
    pub gives: Gives<'a>,
}

/// What a method belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// To an object.
    Handle,
    /// To the class, of which it makes an object.
    Maker,
    /// To the class, or where there is none to the library.
    Nothing,
}

/// What comes of a call.
#[derive(Clone, Copy)]
pub enum Gives<'a> {
    Nothing,
    /// The object again, so that one setting follows another.
    Itself,
    /// An object of the noun, maybe none.
    Handle(&'a str, bool),
    /// What is read whole.
    Value(&'a str),
    /// The entries of a list.
    List(&'a str),
    /// A number by an out-pointer.
    Number,
    /// Maybe none.
    Text,
    /// As many as the function of that C name says.
    Bytes(&'a str),
    Flag,
    /// A value of an enumeration; maybe none.
    Enum(&'a str, bool),
    /// 0 is maybe none.
    Plain(bool),
}

/// An argument of the call, in the header's order.
pub enum Argument<'a> {
    /// The object itself.
    Itself,
    /// What the caller says.
    Said(&'a Parameter),
    /// How long the bytes are that the caller says.
    LengthOf(&'a Parameter),
    /// What thin bindings have no manners for, and may be missing.
    Null,
    /// Where what is given is put.
    Out,
    /// Where an error is put.
    Error,
}

impl Method<'_> {
    /// With everything that C wants to know.
    pub fn arguments(&self) -> Vec<Argument<'_>> {
        let all = &self.function.parameters;
        let bytes = all.iter().find(|one| one.kind == Kind::Bytes);
        all.iter()
            .enumerate()
            .map(|(position, one)| match one.kind {
                Kind::OutHandle | Kind::OutNumber => Argument::Out,
                Kind::OutError => Argument::Error,
                Kind::Callback | Kind::Userdata => Argument::Null,
                _ if position == 0 && self.of == Of::Handle => Argument::Itself,
                _ => match bytes {
                    Some(bytes) if one.unit == Some(Unit::Length) => Argument::LengthOf(bytes),
                    _ => Argument::Said(one),
                },
            })
            .collect()
    }

    /// Whether a caller may leave out what stands at this place and behind it.
    pub fn may_end_before(&self, position: usize) -> bool {
        self.said[position..].iter().all(|one| one.nullable)
    }
}

/// Those of the handles that a program keeps; what is read whole is none, nor is an error, which is thrown.
pub fn classes(interface: &Interface) -> Vec<Class<'_>> {
    let read_whole = values::all(interface);
    let is_class = |noun: &&Noun| noun.name != "error" && !is_read(&noun.name, &read_whole);
    interface
        .nouns
        .iter()
        .filter(is_class)
        .map(|noun| Class {
            noun,
            methods: methods(interface, Some(&noun.name), &read_whole),
        })
        .collect()
}

/// The functions that belong to no noun.
pub fn of_the_library(interface: &Interface) -> Vec<Method<'_>> {
    methods(interface, None, &values::all(interface))
}

/// The name of what is read whole, or `None` where the noun is not.
pub fn value_named(noun: &str) -> String {
    match noun.strip_suffix("_list") {
        Some(entry) => format!("{entry}_entry"),
        None => noun.to_owned(),
    }
}

/// Whether its values may be more than are known today.
pub fn is_open(of: &Enum) -> bool {
    of.values.iter().any(|value| value.verdict.is_some())
}

fn is_read(noun: &str, read_whole: &[Value]) -> bool {
    read_whole.iter().any(|value| value.noun == noun)
}

fn methods<'a>(
    interface: &'a Interface,
    noun: Option<&str>,
    read_whole: &[Value],
) -> Vec<Method<'a>> {
    let of_it = interface.functions.iter().filter(|one| {
        one.noun.as_deref() == noun && can_be_called(one) && !is_length_of_bytes(one, interface)
    });
    of_it
        .map(|one| method(one, interface, read_whole))
        .collect()
}

/// Who must be given a function of the program's is called by its C name, and who ends a handle by its object.
fn can_be_called(function: &Function) -> bool {
    let callable = |one: &Parameter| match one.kind {
        Kind::Callback => one.nullable,
        Kind::Struct | Kind::EndedHandle | Kind::OutUserdata => false,
        _ => true,
    };
    function.parameters.iter().all(callable) && function.returns.kind != Kind::LiveNumber
}

/// What is returned as bytes knows its length.
fn is_length_of_bytes(function: &Function, interface: &Interface) -> bool {
    let mut all = interface.functions.iter().map(|one| &one.returns);
    all.any(|one| one.kind == Kind::Bytes && one.of.as_ref() == Some(&function.c_name))
}

fn method<'a>(
    function: &'a Function,
    interface: &'a Interface,
    read_whole: &[Value],
) -> Method<'a> {
    let noun = function.noun.as_deref();
    let is_itself = |one: &Parameter| one.kind == Kind::Handle && one.of.as_deref() == noun;
    let belongs = function.parameters.first().is_some_and(is_itself);
    let gives = gives(function, interface, read_whole, belongs);
    let of = match gives {
        _ if belongs => Of::Handle,
        Gives::Handle(made, false) if Some(made) == noun => Of::Maker,
        _ => Of::Nothing,
    };
    let has_bytes = function
        .parameters
        .iter()
        .any(|one| one.kind == Kind::Bytes);
    let is_said = |one: &&Parameter| match one.kind {
        Kind::Handle | Kind::Text | Kind::Bytes => true,
        Kind::Int32 | Kind::Int64 => !(has_bytes && one.unit == Some(Unit::Length)),
        _ => false,
    };
    let said = function.parameters.iter().skip(usize::from(belongs));
    Method {
        function,
        name: super::words::behind_noun(function),
        of,
        said: said.filter(is_said).collect(),
        gives,
    }
}

fn gives<'a>(
    function: &'a Function,
    interface: &'a Interface,
    read_whole: &[Value],
    belongs: bool,
) -> Gives<'a> {
    let returns = &function.returns;
    let of = returns.of.as_deref().unwrap_or_default();
    let has = |kind: Kind| function.parameters.iter().find(|one| one.kind == kind);
    if let Some(out) = has(Kind::OutHandle) {
        let noun = out.of.as_deref().unwrap_or_default();
        let whole = read_whole.iter().find(|value| value.noun == noun);
        return match whole {
            Some(value) if value.is_entry => Gives::List(noun),
            Some(_) => Gives::Value(noun),
            None => Gives::Handle(noun, out.may_give_null),
        };
    }
    if has(Kind::OutNumber).is_some() {
        return Gives::Number;
    }
    match (returns.kind, returns.unit) {
        (Kind::Code, _) if belongs && is_set(function, interface) => Gives::Itself,
        (Kind::Code | Kind::Nothing, _) => Gives::Nothing,
        (Kind::Handle, _) => Gives::Handle(of, returns.nullable),
        (Kind::Text, _) => Gives::Text,
        (Kind::Bytes, _) => Gives::Bytes(of),
        (_, Some(Unit::Flag)) => Gives::Flag,
        (_, Some(Unit::Enum)) => Gives::Enum(of, returns.zero_is_none),
        _ => Gives::Plain(returns.zero_is_none),
    }
}

/// Whether it changes what a program puts together for another call: what has setters.
fn is_set(function: &Function, interface: &Interface) -> bool {
    let noun = function.noun.as_deref().unwrap_or_default();
    let setter = format!("{noun}_set_");
    interface
        .functions
        .iter()
        .any(|one| one.name.starts_with(&setter))
}

/// Whether a list is asked for one page after the other.
pub fn comes_in_pages(noun: &str, interface: &Interface) -> bool {
    let next = format!("{noun}_next");
    interface.functions.iter().any(|one| one.name == next)
}
