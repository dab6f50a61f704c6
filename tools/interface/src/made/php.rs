//! PHP: an enum for each enumeration, and the declarations for its foreign function interface.

use super::telling::told;
use super::words::{Language, behind_noun, camel, exception, lower_first, spoken, wrapped};
use super::{Made, c};
use crate::model::{Enum, Function, Interface, Parameter, Value};

pub(super) const MADE_OF: &str =
    "Made by tools/interface from omnifund-api.json; edits here are lost.";
const WIDTH: usize = 100;
const SPELLING: [(&str, &str); 1] = [("oauth", "OAuth")];

/// What PHP has another way to.
const OTHERWISE: [(&str, &str); 5] = [
    ("client_new", "new Client()"),
    ("request_new", "Session::request()"),
    ("request_set_idempotency_key", "Session::request()"),
    ("session_token_within", "Session::token()"),
    ("store_open_file_with", "Store::file()"),
];

pub(super) struct Php;

impl Language for Php {
    fn value(&self, of: &Enum, value: &Value) -> String {
        format!("{}::{}", class(&of.name), class(&value.name))
    }

    fn function(&self, function: &Function) -> String {
        let otherwise = OTHERWISE.iter().find(|(name, _)| *name == function.name);
        if let Some((_, here)) = otherwise {
            return (*here).to_owned();
        }
        let word = camel(behind_noun(function), &SPELLING);
        match function.noun.as_deref() {
            Some("error") => format!("OmnifundException::get{word}()"),
            Some(noun) => format!("{}::{}()", class(noun), lower_first(&word)),
            None => format!("{}()", lower_first(&word)),
        }
    }

    fn fails(&self) -> &'static str {
        "Throws"
    }

    fn error(&self, _: &Enum, code: &Value) -> String {
        exception(code).to_owned()
    }
}

pub fn files(interface: &Interface) -> Vec<Made> {
    let declarations = format!("// {MADE_OF}\n{}", c::declarations(interface));
    let mut files = vec![Made::new("bindings/php/src/Raw/omnifund.h", declarations)];
    for of in &interface.enums {
        let name = class(&of.name);
        let mut text = format!(
            "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund;\n\n{}enum {name}: int\n{{\n",
            comment(&of.doc, "", interface)
        );
        let case = |value: &Value| {
            let about = comment(&value.doc, "    ", interface);
            format!(
                "{about}    case {} = {};\n",
                class(&value.name),
                value.number
            )
        };
        text += &of.values.iter().map(case).collect::<Vec<_>>().join("\n");
        files.push(Made::new(
            format!("bindings/php/src/{name}.php"),
            text + "}\n",
        ));
    }
    files
}

/// What a comment tells in PHP.
pub(super) fn told_by(
    doc: &str,
    parameters: &[Parameter],
    nothing: &str,
    interface: &Interface,
) -> String {
    told(doc, parameters, nothing, interface, &Php)
}

/// What a function's comment tells, as one of PHP's.
pub(super) fn told_comment(
    function: &Function,
    nothing: &str,
    indent: &str,
    interface: &Interface,
) -> String {
    let about = told_by(&function.doc, &function.parameters, nothing, interface);
    comment(&about, indent, interface)
}

pub(super) fn comment(doc: &str, indent: &str, interface: &Interface) -> String {
    let lines = wrapped(&spoken(doc, interface, &Php), WIDTH - indent.len() - 3);
    if let [only] = lines.as_slice() {
        return format!("{indent}/** {only} */\n");
    }
    let lines = lines
        .iter()
        .map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n");
    format!("{indent}/**\n{}{indent} */\n", lines.collect::<String>())
}

/// `SIGN_IN` gives `SignIn`: as a class or a case.
pub(super) fn class(name: &str) -> String {
    camel(name, &[])
}

/// `sign_in` gives `signIn`: as a method or a variable.
pub(super) fn lower_camel(name: &str) -> String {
    lower_first(&camel(name, &SPELLING))
}
