//! Node: the constants, and the C interface as it is, as koffi takes it.

use super::Made;
use super::comments::{MADE, Names, block, said};
use super::words::{Language, behind_noun, camel, lower_first};
use crate::model::{
    Callback, Enum, Function, Interface, Kind, Member, Noun, Parameter, Returned, Struct, Value,
};

const DIRECTORY: &str = "bindings/node/src";
const LONGEST_LINE: usize = 120;

/// In comments: `Session.tokenLogin`.
pub(super) struct Node;

impl Language for Node {
    fn value(&self, of: &Enum, value: &Value) -> String {
        format!("{}.{}", camel(&of.name, &[]), value.name)
    }

    fn noun(&self, noun: &Noun) -> Option<String> {
        Some(camel(&noun.name, &[]))
    }

    fn fails(&self) -> &'static str {
        "Throws an error with"
    }

    fn function(&self, function: &Function) -> String {
        let word = match behind_noun(function) {
            "free" => "close".to_owned(),
            word => lower_first(&camel(word, &[])),
        };
        match function.noun.as_deref() {
            Some("error") => format!("OmnifundError.{word}"),
            Some(noun) => format!("{}.{word}", camel(noun, &[])),
            None => word,
        }
    }
}

/// `base_url` gives `baseUrl`.
pub(super) fn spelled(name: &str) -> String {
    lower_first(&camel(name, &[]))
}

pub(super) const NAMES: Names = Names {
    no_object: "null",
    no_text: "null",
    no_number: "null",
    parameter: spelled,
};

pub(super) fn module(name: &str, about: &str, text: &str) -> Made {
    Made::new(
        format!("{DIRECTORY}/{name}.js"),
        format!("// {MADE}\n'use strict';\n\n{}{text}", block(about, "")),
    )
}

pub(super) fn comment(text: &str, indent: &str, interface: &Interface) -> String {
    block(&said(text, interface, &Node), indent)
}

pub fn files(interface: &Interface) -> Vec<Made> {
    vec![constants(interface), raw(interface)]
}

fn constants(interface: &Interface) -> Made {
    let mut text = format!(
        "\n/** The number of the binary interface that these modules are made for. */\nexports.ABI = {};\n",
        interface.abi
    );
    for of in &interface.enums {
        text += &format!(
            "\n{}exports.{} = Object.freeze({{\n",
            comment(&of.doc, "", interface),
            camel(&of.name, &[])
        );
        for value in &of.values {
            text += &comment(&value.doc, "  ", interface);
            text += &format!("  {}: {},\n", value.name, value.number);
        }
        text += "});\n";
    }
    text += "\n/** The settings by name, as they stand in a file or in the environment. */\nexports.Setting = Object.freeze({\n";
    for setting in &interface.settings {
        let about = format!("For example {}: {}.", setting.example, setting.says);
        let name = setting.name.trim_start_matches("OMNIFUND_");
        text += &block(&about, "  ");
        text += &format!("  {name}: '{}',\n", setting.name);
    }
    module(
        "constants",
        "The constants of the header.",
        &(text + "});\n"),
    )
}

fn raw(interface: &Interface) -> Made {
    let mut text =
        "\nconst koffi = require('koffi');\nconst { library } = require('./library.js');\n"
            .to_owned();
    for of in &interface.callbacks {
        text += &format!("\n{}{}", block(&of.doc, ""), callback(of));
    }
    for of in &interface.structs {
        text += &format!("\n{}{}", block(&of.doc, ""), structure(of));
    }
    for function in &interface.functions {
        let listed: Vec<String> = function.parameters.iter().map(parameter).collect();
        let begin = format!("exports.{} = library.func", function.c_name);
        let arguments = [
            format!("'{}'", function.c_name),
            quoted(returned(&function.returns)),
            format!("[{}]", listed.join(", ")),
        ];
        text += &format!(
            "\n{}{}\n",
            block(&function.doc, ""),
            wrapped_call(&begin, &arguments, ";", "")
        );
    }
    module(
        "raw",
        "The C interface as it is; classes.js has classes over it. What functions give is the caller's to end, by the \
         function of its noun that ends in _free; texts are copied. Those that block have an async beside them, as \
         each function of koffi's.",
        &text,
    )
}

/// In one line, or with the arguments in lines of their own.
pub(super) fn wrapped_call(begin: &str, listed: &[String], end: &str, indent: &str) -> String {
    let line = format!("{indent}{begin}({}){end}", listed.join(", "));
    if line.chars().count() <= LONGEST_LINE {
        return line;
    }
    let listed: Vec<String> = listed
        .iter()
        .map(|one| format!("\n{indent}  {one},"))
        .collect();
    format!("{indent}{begin}({}\n{indent}){end}", listed.concat())
}

fn quoted(the_type: &str) -> String {
    format!("'{the_type}'")
}

fn callback(of: &Callback) -> String {
    let listed: Vec<String> = of.parameters.iter().map(of_callback).collect();
    let name = camel(&of.name, &[]);
    let arguments = [
        quoted(&of.c_name),
        quoted(returned(&of.returns)),
        format!("[{}]", listed.join(", ")),
    ];
    wrapped_call(
        &format!("exports.{name} = koffi.proto"),
        &arguments,
        ";",
        "",
    ) + "\n"
}

fn structure(of: &Struct) -> String {
    let members: String = of.members.iter().map(|one| member(one, of)).collect();
    format!(
        "exports.{} = koffi.struct('{}', {{\n{members}}});\n",
        camel(&of.name, &[]),
        of.c_name
    )
}

fn member(member: &Member, of: &Struct) -> String {
    let about = block(&member.doc, "  ");
    if member.kind != Kind::Function {
        return format!(
            "{about}  {}: {},\n",
            member.name,
            quoted(plain(member.kind))
        );
    }
    let gives = if member.c_type == "void" {
        "void"
    } else {
        "int32_t"
    };
    let listed: Vec<String> = member.parameters.iter().map(of_callback).collect();
    let arguments = [
        quoted(&format!("{}_{}", of.c_name, member.name)),
        quoted(gives),
        format!("[{}]", listed.join(", ")),
    ];
    let proto = wrapped_call("koffi.proto", &arguments, "", "  ");
    format!(
        "{about}  {}: koffi.pointer({}),\n",
        member.name,
        proto.trim_start()
    )
}

fn parameter(parameter: &Parameter) -> String {
    let of = camel(parameter.of.as_deref().unwrap_or_default(), &[]);
    match parameter.kind {
        Kind::OutHandle | Kind::OutError | Kind::OutUserdata => {
            "koffi.out(koffi.pointer('void *'))".to_owned()
        }
        Kind::OutNumber => "koffi.out(koffi.pointer('int64_t'))".to_owned(),
        Kind::Callback => format!("koffi.pointer(exports.{of})"),
        kind => quoted(plain(kind)),
    }
}

/// Of a function that the library calls: where something is put it is told by a pointer.
fn of_callback(one: &Parameter) -> String {
    match one.kind {
        Kind::OutUserdata => quoted("void *"),
        _ => parameter(one),
    }
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Nothing => "void",
        Kind::Text => "str",
        Kind::Int32 | Kind::Code => "int32_t",
        Kind::Uint32 => "uint32_t",
        Kind::Int64 => "int64_t",
        Kind::Size => "size_t",
        _ => "void *",
    }
}

fn returned(returns: &Returned) -> &'static str {
    plain(returns.kind)
}
