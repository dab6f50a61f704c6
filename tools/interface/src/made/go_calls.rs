//! Go's raw calls: what takes handles, texts and numbers and gives the like. What gives a thing that Go reads whole,
//! and what takes a function, is written by hand beside it.

use super::Made;
use super::go::MADE;
use super::go_names::{lower_name, name};
use super::words::behind_noun;
use crate::model::{Function, Interface, Kind, Parameter, Unit};

/// Of a function in one line, about.
const LONGEST_LINE: usize = 104;

/// The nouns that Go programs hold and close.
const HELD: [&str; 8] = [
    "authorization",
    "client",
    "config",
    "key",
    "request",
    "session",
    "store",
    "store_options",
];
/// Those that are read and freed at once, by a function `taken<Noun>`.
pub(super) const TAKEN: [&str; 6] = [
    "kept_answer",
    "login",
    "metrics",
    "response",
    "status",
    "token",
];

pub fn file(interface: &Interface) -> Made {
    let mut text = format!("{MADE}package abi\n\n/*\n#include <omnifund.h>\n*/\nimport \"C\"\n");
    for noun in interface
        .nouns
        .iter()
        .filter(|noun| HELD.contains(&noun.name.as_str()))
    {
        let type_name = name(&noun.name);
        text += &format!(
            "\n// {type_name} is an {0}, to be ended by Free.\ntype {type_name} struct{{ pointer *C.{0} }}\n",
            noun.c_name
        );
    }
    let calls = interface.functions.iter().filter_map(call);
    text += &calls.collect::<String>();
    Made::new("bindings/go/internal/abi/calls.go", text)
}

fn is_held(noun: Option<&String>) -> bool {
    noun.is_some_and(|noun| HELD.contains(&noun.as_str()))
}

fn is_taken(noun: Option<&String>) -> bool {
    noun.is_some_and(|noun| TAKEN.contains(&noun.as_str()))
}

/// `None` for what is written by hand.
fn call(function: &Function) -> Option<String> {
    let noun = function.noun.as_ref().filter(|noun| is_held(Some(noun)))?;
    let first = function.parameters.first();
    let is_method =
        first.is_some_and(|one| one.of.as_ref() == Some(noun) && one.kind != Kind::OutHandle);
    let go_name = if is_method {
        name(behind_noun(function))
    } else {
        name(&function.name)
    };
    let receiver = noun[..1].to_owned();
    let mut texts = Vec::new();
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    for (index, parameter) in function.parameters.iter().enumerate() {
        if index == 0 && is_method {
            arguments.push(format!("{receiver}.pointer"));
            continue;
        }
        let (go_type, argument) = passed(parameter, texts.len())?;
        if parameter.kind == Kind::Text {
            texts.push(lower_name(&parameter.name));
        }
        if let Some(go_type) = go_type {
            parameters.push(format!("{} {go_type}", lower_name(&parameter.name)));
        }
        arguments.push(argument);
    }
    let method = if is_method {
        format!("({receiver} {}) ", name(noun))
    } else {
        String::new()
    };
    let head = format!("func {method}{go_name}({})", parameters.join(", "));
    let called = format!("C.{}({})", function.c_name, arguments.join(", "));
    let body = if function.fallible {
        fallible(function, &texts, &called)
    } else {
        infallible(function, &called)?
    };
    // As gofmt does with what is long.
    let body = match body
        .strip_prefix("string { ")
        .and_then(|it| it.strip_suffix(" }"))
    {
        Some(statement) if head.len() + body.len() > LONGEST_LINE => {
            format!("string {{\n\t{statement}\n}}")
        }
        _ => body,
    };
    Some(format!(
        "\n// {go_name} is {}.\n{head} {body}\n",
        function.c_name
    ))
}

/// A parameter's type in Go, where it is one, and what C gets.
fn passed(parameter: &Parameter, texts_before: usize) -> Option<(Option<String>, String)> {
    let go_name = lower_name(&parameter.name);
    let some = |go_type: &str, argument: String| Some((Some(go_type.to_owned()), argument));
    match (parameter.kind, parameter.unit) {
        (Kind::Handle, _) if is_held(parameter.of.as_ref()) => {
            some(&name(parameter.of.as_ref()?), format!("{go_name}.pointer"))
        }
        (Kind::Text, _) if parameter.nullable => {
            some("string", format!("orNull(texts[{texts_before}])"))
        }
        (Kind::Text, _) => some("string", format!("texts[{texts_before}]")),
        (Kind::Int32, Some(Unit::Flag)) => some("bool", format!("boolean({go_name})")),
        (Kind::Int32, _) => some("int32", format!("C.int32_t({go_name})")),
        (Kind::Int64, _) => some("int64", format!("C.int64_t({go_name})")),
        (Kind::OutHandle, _) if is_held(parameter.of.as_ref()) => {
            Some((None, "&out.pointer".to_owned()))
        }
        (Kind::OutHandle, _) if is_taken(parameter.of.as_ref()) => Some((None, "&out".to_owned())),
        (Kind::OutNumber, _) => Some((None, "&out".to_owned())),
        (Kind::OutError, _) => Some((None, "err".to_owned())),
        _ => None,
    }
}

fn fallible(function: &Function, texts: &[String], called: &str) -> String {
    let (given, taken) = if texts.is_empty() {
        ("nil".to_owned(), "_")
    } else {
        (format!("[]string{{{}}}", texts.join(", ")), "texts")
    };
    let call = format!(
        "call({given}, func({taken} []*C.char, err failure) C.int32_t {{\n\t\treturn {called}\n\t}})"
    );
    let out = function
        .parameters
        .iter()
        .find(|one| matches!(one.kind, Kind::OutHandle | Kind::OutNumber));
    let Some(out) = out else {
        return format!("*Error {{\n\treturn {call}\n}}");
    };
    if let Some(noun) = out.of.as_ref().filter(|_| out.may_give_null) {
        let go_type = name(noun);
        return format!(
            "(*{go_type}, *Error) {{\n\tvar out *C.omnifund_{noun}\n\terr := {call}\n\
             \tif out == nil {{\n\t\treturn nil, err\n\t}}\n\ttaken := taken{go_type}(out)\n\treturn &taken, err\n}}"
        );
    }
    let (declared, go_type, result) = match out.of.as_ref() {
        None => (
            "C.int64_t".to_owned(),
            "int64".to_owned(),
            "int64(out)".to_owned(),
        ),
        Some(noun) if is_held(Some(noun)) => (name(noun), name(noun), "out".to_owned()),
        Some(noun) => (
            format!("*C.omnifund_{noun}"),
            name(noun),
            format!("taken{}(out)", name(noun)),
        ),
    };
    format!(
        "({go_type}, *Error) {{\n\tvar out {declared}\n\terr := {call}\n\treturn {result}, err\n}}"
    )
}

fn infallible(function: &Function, called: &str) -> Option<String> {
    Some(match function.returns.kind {
        Kind::Nothing => format!("{{ {called} }}"),
        Kind::Text => format!("string {{ return C.GoString({called}) }}"),
        Kind::Handle if is_held(function.returns.of.as_ref()) => {
            let type_name = name(function.returns.of.as_ref()?);
            format!("{type_name} {{ return {type_name}{{{called}}} }}")
        }
        Kind::Handle if is_taken(function.returns.of.as_ref()) => {
            let type_name = name(function.returns.of.as_ref()?);
            format!(
                "({type_name}, bool) {{\n\tout := {called}\n\treturn taken{type_name}(out), out != nil\n}}"
            )
        }
        _ => return None,
    })
}
