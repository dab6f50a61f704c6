//! Ruby: the constants, and the C interface as it is, as ffi takes it.

use super::Made;
use super::comments::{MADE, Names, lines, said};
use super::words::{Language, behind_noun, camel};
use crate::model::{
    Callback, Enum, Function, Interface, Kind, Member, Noun, Parameter, Returned, Struct, Unit,
    Value,
};

const DIRECTORY: &str = "bindings/ruby/lib/omnifund";
const LONGEST_LINE: usize = 120;

/// In comments: `Session#token_login`.
pub(super) struct Ruby;

impl Language for Ruby {
    fn value(&self, of: &Enum, value: &Value) -> String {
        format!("{}::{}", camel(&of.name, &[]), value.name)
    }

    fn noun(&self, noun: &Noun) -> Option<String> {
        Some(camel(&noun.name, &[]))
    }

    fn fails(&self) -> &'static str {
        "Raises an error with"
    }

    fn function(&self, function: &Function) -> String {
        let question = if function.returns.unit == Some(Unit::Flag) {
            "?"
        } else {
            ""
        };
        let word = match behind_noun(function) {
            "free" => "close",
            word => word,
        };
        match function.noun.as_deref() {
            Some("error") => format!("Error#{word}"),
            Some(noun) => format!("{}#{word}{question}", camel(noun, &[])),
            None => format!("Omnifund.{word}"),
        }
    }
}

/// What no variable may be called gets an underscore behind it.
pub(super) fn named(name: &str) -> String {
    const RESERVED: [&str; 12] = [
        "alias", "begin", "class", "end", "ensure", "next", "redo", "rescue", "retry", "self",
        "then", "when",
    ];
    if RESERVED.contains(&name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

pub(super) const NAMES: Names = Names {
    no_object: "nil",
    no_text: "nil",
    no_number: "nil",
    parameter: named,
};

pub(super) fn source(name: &str, text: &str) -> Made {
    Made::new(
        format!("{DIRECTORY}/{name}.rb"),
        format!("# frozen_string_literal: true\n\n# {MADE}\n\n{text}"),
    )
}

pub(super) fn comment(text: &str, indent: &str, interface: &Interface) -> String {
    lines(&said(text, interface, &Ruby), indent, "#")
}

pub fn files(interface: &Interface) -> Vec<Made> {
    vec![constants(interface), raw(interface)]
}

fn constants(interface: &Interface) -> Made {
    let mut text = format!(
        "module Omnifund\n  # The number of the binary interface that these files are made for.\n  ABI = {}\n",
        interface.abi
    );
    for of in &interface.enums {
        text += &format!(
            "\n{}  module {}\n",
            comment(&of.doc, "  ", interface),
            camel(&of.name, &[])
        );
        for value in &of.values {
            text += &comment(&value.doc, "    ", interface);
            text += &format!("    {} = {}\n", value.name, value.number);
        }
        text += "  end\n";
    }
    text += "\n  # The settings by name, as they stand in a file or in the environment.\n  module Setting\n";
    for setting in &interface.settings {
        let about = format!("For example {}: {}.", setting.example, setting.says);
        let name = setting.name.trim_start_matches("OMNIFUND_");
        text += &lines(&about, "    ", "#");
        text += &format!("    {name} = '{}'\n", setting.name);
    }
    source("constants", &(text + "  end\nend\n"))
}

fn raw(interface: &Interface) -> Made {
    let mut text = "require 'ffi'\nrequire 'omnifund/library'\n\nmodule Omnifund\n  \
                    # The C interface as it is; classes.rb has classes over it. What functions give is the caller's to end, by the\n  \
                    # function of its noun that ends in _free; texts are copied.\n  module Raw\n    extend FFI::Library\n    \
                    ffi_lib Library.path\n"
        .to_owned();
    for of in &interface.callbacks {
        text += &format!("\n{}{}", lines(&of.doc, "    ", "#"), callback(of));
    }
    for of in &interface.structs {
        text += &format!("\n{}{}", lines(&of.doc, "    ", "#"), structure(of));
    }
    for function in &interface.functions {
        let listed: Vec<String> = function.parameters.iter().map(parameter).collect();
        let mut arguments = vec![
            format!(":{}", function.c_name),
            format!("[{}]", listed.join(", ")),
            returned(&function.returns).to_owned(),
        ];
        if function.blocks {
            arguments.push("blocking: true".to_owned());
        }
        text += &format!(
            "\n{}{}\n",
            lines(&function.doc, "    ", "#"),
            wrapped("attach_function ", &arguments, "    ")
        );
    }
    source("raw", &(text + "  end\nend\n"))
}

/// In one line, or each behind a line's end.
fn wrapped(begin: &str, listed: &[String], indent: &str) -> String {
    let line = format!("{indent}{begin}{}", listed.join(", "));
    if line.chars().count() <= LONGEST_LINE {
        return line;
    }
    format!("{indent}{begin}{}", listed.join(&format!(",\n{indent}  ")))
}

fn callback(of: &Callback) -> String {
    let listed: Vec<String> = of.parameters.iter().map(parameter).collect();
    let arguments = [
        format!(":{}", of.c_name),
        format!("[{}]", listed.join(", ")),
        returned(&of.returns).to_owned(),
    ];
    wrapped("callback ", &arguments, "    ") + "\n"
}

fn structure(of: &Struct) -> String {
    let members: Vec<String> = of.members.iter().map(member).collect();
    format!(
        "    class {} < FFI::Struct\n      layout(\n{}\n      )\n    end\n",
        camel(&of.name, &[]),
        members.join(",\n")
    )
}

fn member(member: &Member) -> String {
    let about = lines(&member.doc, "        ", "#");
    if member.kind != Kind::Function {
        return format!("{about}        :{}, {}", member.name, plain(member.kind));
    }
    let gives = if member.c_type == "void" {
        ":void"
    } else {
        ":int32"
    };
    let listed: Vec<String> = member.parameters.iter().map(parameter).collect();
    let call = format!(
        "        :{}, FFI::FunctionType.new(FFI.find_type({gives}), [{}].map {{ |one| FFI.find_type(one) }})",
        member.name,
        listed.join(", ")
    );
    if call.chars().count() <= LONGEST_LINE {
        return format!("{about}{call}");
    }
    format!(
        "{about}        :{}, FFI::FunctionType.new(\n          FFI.find_type({gives}),\n          \
         [{}]\n            .map {{ |one| FFI.find_type(one) }}\n        )",
        member.name,
        listed.join(", ")
    )
}

fn parameter(parameter: &Parameter) -> String {
    match parameter.kind {
        Kind::Callback => format!(":omnifund_{}", parameter.of.as_deref().unwrap_or_default()),
        kind => plain(kind).to_owned(),
    }
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Nothing => ":void",
        Kind::Text => ":string",
        Kind::Int32 | Kind::Code => ":int32",
        Kind::Uint32 => ":uint32",
        Kind::Int64 => ":int64",
        Kind::Size => ":size_t",
        _ => ":pointer",
    }
}

fn returned(returns: &Returned) -> &'static str {
    plain(returns.kind)
}
