//! Go: the values of both packages.

use super::Made;
use super::go::{MADE, comment, lower_first, name};
use super::values::{Field, Value};
use super::words::wrapped;
use crate::model::{Interface, Unit};

/// Of a comment, without its slashes.
const WIDTH: usize = 104;

pub fn files(interface: &Interface, values: &[Value]) -> Vec<Made> {
    vec![
        Made::new("bindings/go/internal/abi/values.go", raw(values)),
        Made::new("bindings/go/values.go", public(interface, values)),
    ]
}

/// As C has them.
fn raw(values: &[Value]) -> String {
    let mut text = format!("{MADE}package abi\n\n/*\n#include <omnifund.h>\n*/\nimport \"C\"\n");
    for value in values {
        let (type_name, noun) = (value.named.go, value.noun);
        let longest = value
            .fields
            .iter()
            .map(|field| name(&field.name).len())
            .max()
            .unwrap_or(0);
        let of = if value.is_entry {
            "an entry of an"
        } else {
            "an"
        };
        text += &format!(
            "\n// {type_name} is {of} omnifund_{noun}, read. Times are Unix times in seconds, 0 where there is \
             none.\ntype {type_name} struct {{\n"
        );
        for field in &value.fields {
            let go_type = match field.unit {
                None => "string",
                Some(Unit::Flag) => "bool",
                Some(_) => "int64",
            };
            text += &format!("\t{:longest$} {go_type}\n", name(&field.name));
        }
        let (index, arguments) = if value.is_entry {
            (", index C.int64_t", "from, index")
        } else {
            ("", "from")
        };
        text += &format!(
            "}}\n\nfunc read{type_name}(from *C.omnifund_{noun}{index}) {type_name} {{\n\treturn {type_name}{{\n"
        );
        for field in &value.fields {
            let call = format!("C.{}({arguments})", field.c_name);
            let read = match field.unit {
                None => format!("C.GoString({call})"),
                Some(Unit::Flag) => format!("{call} == 1"),
                Some(_) => format!("int64({call})"),
            };
            text += &format!(
                "\t\t{:width$} {read},\n",
                name(&field.name) + ":",
                width = longest + 1
            );
        }
        text += "\t}\n}\n";
    }
    text
}

/// A length of time is not told in a unit, since its type has one.
fn field_about(field: &Field) -> String {
    field.about.replacen("How many seconds", "How long", 1)
}

/// Nor is it named by it.
fn field_name(field: &Field) -> String {
    name(field.name.strip_prefix("seconds_").unwrap_or(&field.name))
}

/// As Go programs have them.
fn public(interface: &Interface, values: &[Value]) -> String {
    let mut text = format!(
        "{MADE}package omnifund\n\nimport (\n\t\"time\"\n\n\
         \t\"github.com/omnifund/libomnifund/bindings/go/internal/abi\"\n)\n"
    );
    for value in values {
        let type_name = value.named.go;
        let about = format!(
            "{type_name} is {} A time that is not there is the zero time.",
            lower_first(&value.about)
        );
        text += &format!(
            "\n{}type {type_name} struct {{\n",
            comment(&about, "", interface)
        );
        for field in &value.fields {
            let field_name = field_name(field);
            let about = format!("{field_name} is {}", lower_first(&field_about(field)));
            text += &comment(
                &wrapped(&about, WIDTH).join(
                    "
",
                ),
                "	",
                interface,
            );
            text += &format!("\t{field_name} {}\n", go_type(field.unit));
        }
        let longest = value
            .fields
            .iter()
            .map(|field| field_name(field).len())
            .max()
            .unwrap_or(0);
        text += &format!(
            "}}\n\nfunc new{type_name}(raw abi.{type_name}) {type_name} {{\n\treturn {type_name}{{\n"
        );
        for field in &value.fields {
            let raw = format!("raw.{}", name(&field.name));
            let made = match field.unit {
                Some(Unit::UnixTime) => format!("unixTime({raw})"),
                Some(Unit::Seconds) => format!("time.Duration({raw}) * time.Second"),
                Some(Unit::Milliseconds) => format!("time.Duration({raw}) * time.Millisecond"),
                _ => raw,
            };
            text += &format!(
                "\t\t{:width$} {made},\n",
                field_name(field) + ":",
                width = longest + 1
            );
        }
        text += "\t}\n}\n";
    }
    text
}

fn go_type(unit: Option<Unit>) -> &'static str {
    match unit {
        None => "string",
        Some(Unit::Flag) => "bool",
        Some(Unit::UnixTime) => "time.Time",
        Some(Unit::Seconds | Unit::Milliseconds) => "time.Duration",
        Some(_) => "int64",
    }
}
