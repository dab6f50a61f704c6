//! Python: the constants, and the functions as types, so that mypy checks each call.

use super::Made;
use super::telling::told;
use super::words::{Language, behind_noun, camel, exception, spoken, wrapped};
use crate::model::{Enum, Function, Interface, Kind, Parameter, Unit, Value};

pub(super) const MADE: &str =
    "# Made by tools/interface from omnifund-api.json; edits here are lost.\n";
pub(super) const WIDTH: usize = 100;
const DIRECTORY: &str = "bindings/python/src/omnifund/_raw";

/// What Python has another way to.
const OTHERWISE: [(&str, &str); 6] = [
    ("client_new", "Client"),
    ("request_new", "Session.request"),
    (
        "request_set_idempotency_key",
        "RequestOptions.idempotency_key",
    ),
    ("session_token_within", "Session.token"),
    ("store_open_file_with", "Store.open_file"),
    ("config_set_credentials", "Settings.client_id"),
];

struct Python;

impl Language for Python {
    fn value(&self, of: &Enum, value: &Value) -> String {
        format!("{}.{}", camel(&of.name, &[]), value.name)
    }

    fn function(&self, function: &Function) -> String {
        let otherwise = OTHERWISE.iter().find(|(name, _)| *name == function.name);
        if let Some((_, here)) = otherwise {
            return (*here).to_owned();
        }
        let word = behind_noun(function);
        let keyword = || word.trim_start_matches("set_").to_owned();
        match function.noun.as_deref() {
            Some("config") => format!("Settings.{}", keyword()),
            Some("store_options") => format!("StoreOptions.{}", keyword()),
            Some("error") => format!("OmnifundError.{word}"),
            Some(noun) => format!("{}.{word}", camel(noun, &[])),
            None => word.to_owned(),
        }
    }

    fn fails(&self) -> &'static str {
        "Raises"
    }

    fn error(&self, _: &Enum, code: &Value) -> String {
        exception(code).to_owned()
    }

    fn range(&self, unit: Unit, (smallest, largest): (i64, i64)) -> String {
        match unit {
            Unit::Milliseconds => format!(
                "In seconds, {} to {}",
                in_seconds(smallest),
                in_seconds(largest)
            ),
            _ => format!("In seconds, {smallest} to {largest}"),
        }
    }
}

fn in_seconds(milliseconds: i64) -> String {
    match milliseconds % 1000 {
        0 => (milliseconds / 1000).to_string(),
        _ => format!("{}", milliseconds as f64 / 1000.0),
    }
}

pub fn files(interface: &Interface) -> Vec<Made> {
    vec![
        Made::new(format!("{DIRECTORY}/_constants.py"), constants(interface)),
        Made::new(format!("{DIRECTORY}/_signatures.py"), signatures(interface)),
    ]
}

fn constants(interface: &Interface) -> String {
    let mut text = format!(
        "{MADE}\"\"\"The constants of the header.\"\"\"\n\nfrom enum import IntEnum\n\n\
         #: The number of the binary interface that the header describes.\nABI = {}\n",
        interface.abi
    );
    for of in &interface.enums {
        let about = spoken_lines(&of.doc, interface, WIDTH - 7);
        text += &format!("\n\nclass {}(IntEnum):\n    \"\"\"", camel(&of.name, &[]));
        text += &about.join("\n    ").replace("\n    \n", "\n\n");
        text += if about.len() > 1 {
            "\n    \"\"\"\n"
        } else {
            "\"\"\"\n"
        };
        for value in &of.values {
            text.push('\n');
            for line in spoken_lines(&value.doc, interface, WIDTH - 7) {
                text += &format!("    #: {line}\n");
            }
            text += &format!("    {} = {}\n", value.name, value.number);
        }
    }
    text
}

fn signatures(interface: &Interface) -> String {
    let mut text = format!(
        "{MADE}\"\"\"The functions of the header, as types.\"\"\"\n\nfrom __future__ import annotations\n\n\
         from typing import Any, Protocol\n\n\
         # cffi's pointers have no type of their own that mypy could check.\nCData = Any\n\n\n\
         class Library(Protocol):\n"
    );
    for function in &interface.functions {
        let name = &function.c_name;
        let returned = returned(function.returns.kind);
        let parameters: Vec<String> = std::iter::once("self".to_owned())
            .chain(function.parameters.iter().map(parameter))
            .collect();
        text += &definition(name, &parameters, returned);
    }
    text
}

/// In one line, with the parameters in one of their own, or with one in each line: what fits.
fn definition(name: &str, parameters: &[String], returned: &str) -> String {
    let all = parameters.join(", ");
    let line = format!("    def {name}({all}) -> {returned}: ...\n");
    let fits = |line: &str| line.trim_end().len() <= WIDTH;
    if fits(&line) {
        return line;
    }
    let inner = format!("        {all}\n");
    let inner = if fits(&inner) {
        inner
    } else {
        parameters
            .iter()
            .map(|one| format!("        {one},\n"))
            .collect()
    };
    format!("    def {name}(\n{inner}    ) -> {returned}: ...\n")
}

fn parameter(parameter: &Parameter) -> String {
    let the_type = match parameter.kind {
        Kind::Int32 | Kind::Int64 => "int",
        // cffi takes bytes for a text.
        Kind::Text | Kind::Bytes => "bytes | CData",
        _ => "CData",
    };
    format!("{}: {the_type}", parameter.name)
}

fn returned(kind: Kind) -> &'static str {
    match kind {
        Kind::Nothing => "None",
        Kind::Code | Kind::Int32 | Kind::Int64 => "int",
        _ => "CData",
    }
}

/// What a function's comment tells, in lines.
pub(super) fn told_lines(
    function: &Function,
    nothing: &str,
    interface: &Interface,
    width: usize,
) -> Vec<String> {
    let told = told_by(&function.doc, &function.parameters, nothing, interface);
    wrapped(&told, width)
}

/// What a comment tells in Python.
pub(super) fn told_by(
    doc: &str,
    parameters: &[Parameter],
    nothing: &str,
    interface: &Interface,
) -> String {
    told(doc, parameters, nothing, interface, &Python)
}

/// A comment's lines.
fn spoken_lines(doc: &str, interface: &Interface, width: usize) -> Vec<String> {
    wrapped(&spoken(doc, interface, &Python), width)
}
