//! Pascal: a unit with the C interface as it is, in C's names, as translations of headers for Delphi have them.

use super::Made;
use super::comments::{MADE, lines};
use super::words::{Language, behind_noun, camel};
use crate::model::{
    Callback, Enum, Function, Interface, Kind, Member, Noun, Parameter, Returned, Struct, Value,
};

const DIRECTORY: &str = "bindings/pascal/src";
const LONGEST_LINE: usize = 120;
/// What no name may be; such a one gets an underscore behind it.
const RESERVED: [&str; 12] = [
    "array", "begin", "end", "file", "function", "label", "record", "set", "string", "type",
    "unit", "var",
];

/// In comments of the classes: the constants keep C's names in Pascal.
pub(super) struct Pascal;

impl Language for Pascal {
    fn value(&self, _: &Enum, value: &Value) -> String {
        value.c_name.clone()
    }

    fn noun(&self, noun: &Noun) -> Option<String> {
        Some(class(&noun.name))
    }

    fn fails(&self) -> &'static str {
        "Raises EOmnifund with"
    }

    fn function(&self, function: &Function) -> String {
        let word = camel(behind_noun(function), &[]);
        match function.noun.as_deref() {
            Some("error") => format!("EOmnifund.{word}"),
            Some(noun) => format!("{}.{word}", class(noun)),
            None => format!("Omnifund{word}"),
        }
    }
}

/// `session` gives `TOmnifundSession`.
pub(super) fn class(noun: &str) -> String {
    format!("TOmnifund{}", camel(noun, &[]))
}

pub(super) fn unit(name: &str, about: &str, body: &str) -> Made {
    let text = format!(
        "// {MADE}\n//\n{}unit {name};\n\n\
         {{$IFDEF FPC}}{{$MODE DELPHI}}{{$PACKRECORDS C}}{{$ENDIF}}\n\ninterface\n\n{body}\nend.\n",
        lines(about, "", "//")
    );
    Made::new(format!("{DIRECTORY}/{name}.pas"), text)
}

pub fn file(interface: &Interface) -> Made {
    let mut text = format!(
        "const\n  // The number of the binary interface that these declarations describe; omnifund_abi_version is the library's.\n  \
         OMNIFUND_DECLARED_ABI = {};\n  // What a function that can fail returns where it did not.\n  OMNIFUND_OK = 0;\n\
         {{$IFDEF MSWINDOWS}}\n  OMNIFUND_LIBRARY = 'omnifund.dll';\n{{$ELSE}}{{$IFDEF FPC}}\n  \
         OMNIFUND_LIBRARY = 'omnifund';\n{{$ELSE}}\n  OMNIFUND_LIBRARY = 'libomnifund.so.{}';\n{{$ENDIF}}{{$ENDIF}}\n",
        interface.abi, interface.abi
    );
    for of in &interface.enums {
        text += &format!("\n{}", lines(&of.doc, "  ", "//"));
        for value in &of.values {
            text += &lines(&value.doc, "  ", "//");
            text += &format!("  {} = {};\n", value.c_name, value.number);
        }
    }
    text += "\n  // The settings by name, as they stand in a file or in the environment.\n";
    for setting in &interface.settings {
        let name = setting.name.trim_start_matches("OMNIFUND_");
        let about = format!("For example {}: {}.", setting.example, setting.says);
        text += &lines(&about, "  ", "//");
        text += &format!("  OMNIFUND_SETTING_{name} = '{}';\n", setting.name);
    }
    text += "\ntype\n  // As long as a pointer.\n  TOmnifundSize = {$IFDEF FPC}SizeUInt{$ELSE}{$IFDEF CPUX64}UInt64{$ELSE}Cardinal{$ENDIF}{$ENDIF};\n";
    for noun in &interface.nouns {
        let name = &noun.c_name;
        text += &lines(&noun.doc, "  ", "//");
        text += &format!(
            "  {name} = record\n    Opaque: Byte;\n  end;\n  P{name} = ^{name};\n  PP{name} = ^P{name};\n"
        );
    }
    for of in &interface.structs {
        text += &format!("  P{0} = ^{0};\n", of.c_name);
    }
    for of in &interface.callbacks {
        text += &callback(of);
    }
    for of in &interface.structs {
        text += &structure(of);
    }
    for function in &interface.functions {
        text += &format!("\n{}", lines(&function.doc, "", "//"));
        text += &declaration(&function.c_name, &function.parameters, &function.returns);
        text += &format!(
            "\n  cdecl; external OMNIFUND_LIBRARY name '{}';\n",
            function.c_name
        );
    }
    text += "\nimplementation\n";
    unit(
        "OmnifundRaw",
        "The C interface of libomnifund as it is; the unit Omnifund has classes over it. What functions give is the \
         caller's to end, by the function of its noun that ends in _free; texts are in UTF-8 and borrowed.",
        &text,
    )
}

/// As a function, or as a procedure where nothing is returned.
fn declaration(name: &str, parameters: &[Parameter], returns: &Returned) -> String {
    let (word, end) = match returned(returns) {
        Some(of) => ("function", format!(": {of};")),
        None => ("procedure", ";".to_owned()),
    };
    let listed: Vec<String> = parameters.iter().map(parameter).collect();
    wrapped_call(&format!("{word} {name}"), &listed, &end, "; ")
}

/// In one line, or with what does not fit in lines of its own.
pub(super) fn wrapped_call(begin: &str, listed: &[String], end: &str, between: &str) -> String {
    if listed.is_empty() {
        return format!("{begin}{end}");
    }
    let line = format!("{begin}({}){end}", listed.join(between));
    if line.chars().count() <= LONGEST_LINE {
        return line;
    }
    let indent = " ".repeat(begin.len() - begin.trim_start().len() + 2);
    let between = format!("{}\n{indent}", between.trim_end());
    format!("{begin}(\n{indent}{}){end}", listed.join(&between))
}

fn callback(of: &Callback) -> String {
    let (word, end) = match returned(&of.returns) {
        Some(of) => ("function", format!(": {of}; cdecl;")),
        None => ("procedure", "; cdecl;".to_owned()),
    };
    let listed: Vec<String> = of.parameters.iter().map(parameter).collect();
    let begin = format!("  T{} = {word}", of.c_name);
    format!(
        "{}{}\n",
        lines(&of.doc, "  ", "//"),
        wrapped_call(&begin, &listed, &end, "; ")
    )
}

fn structure(of: &Struct) -> String {
    let members: String = of.members.iter().map(member).collect();
    format!(
        "{}  {} = record\n{members}  end;\n",
        lines(&of.doc, "  ", "//"),
        of.c_name
    )
}

fn member(member: &Member) -> String {
    let begin = format!("    {}: ", named(&member.name));
    let declared = match member.kind {
        Kind::Function => {
            let listed: Vec<String> = member.parameters.iter().map(parameter).collect();
            if member.c_type == "void" {
                wrapped_call(&format!("{begin}procedure"), &listed, "; cdecl;", "; ")
            } else {
                wrapped_call(
                    &format!("{begin}function"),
                    &listed,
                    ": Integer; cdecl;",
                    "; ",
                )
            }
        }
        kind => format!("{begin}{};", plain(kind)),
    };
    format!("{}{declared}\n", lines(&member.doc, "    ", "//"))
}

fn named(name: &str) -> String {
    if RESERVED.contains(&name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

fn parameter(parameter: &Parameter) -> String {
    let of = parameter.of.as_deref().unwrap_or_default();
    let the_type = match parameter.kind {
        Kind::Handle | Kind::EndedHandle | Kind::Struct => format!("Pomnifund_{of}"),
        Kind::OutHandle => format!("PPomnifund_{of}"),
        Kind::OutError => "PPomnifund_error".to_owned(),
        Kind::Callback => format!("Tomnifund_{of}"),
        kind => plain(kind).to_owned(),
    };
    format!("{}: {the_type}", named(&parameter.name))
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "PAnsiChar",
        Kind::Int32 | Kind::Code => "Integer",
        Kind::Int64 => "Int64",
        Kind::Uint32 => "Cardinal",
        Kind::Size => "TOmnifundSize",
        Kind::OutNumber | Kind::LiveNumber => "PInt64",
        Kind::OutUserdata => "PPointer",
        _ => "Pointer",
    }
}

fn returned(returns: &Returned) -> Option<String> {
    match returns.kind {
        Kind::Nothing => None,
        Kind::Handle => returns.of.as_ref().map(|of| format!("Pomnifund_{of}")),
        kind => Some(plain(kind).to_owned()),
    }
}
