//! Go: what of C is read whole, as C has it.

use super::Made;
use super::go::MADE;
use super::go_calls::TAKEN;
use super::go_names::name;
use super::values::{Field, List, Value};
use crate::model::Unit;

pub fn file(values: &[Value]) -> Made {
    let mut text = format!(
        "{MADE}package abi\n\n/*\n#include <omnifund.h>\n*/\nimport \"C\"\n\n// Times are Unix times in seconds, 0 where \
         there is none; what else is not there is empty, or 0. What ends in MS is in milliseconds.\n"
    );
    let mut lists: Vec<&List> = values.iter().flat_map(|value| &value.lists).collect();
    lists.sort_by(|left, right| left.name.cmp(&right.name));
    lists.dedup_by(|left, right| left.name == right.name);
    for list in lists {
        let type_name = name(&list.name);
        text += &format!("\n// {type_name} is one of those that an answer has.\n");
        text += &structure(&type_name, &list.fields, &[]);
    }
    for value in values {
        let (type_name, c_name) = (value.named.go, value.c_name());
        let of = if value.is_entry {
            "an entry of an"
        } else {
            "an"
        };
        text += &format!("\n// {type_name} is {of} {c_name}, read.\n");
        text += &structure(type_name, &value.fields, &value.lists);
        text += &reader(value);
        if TAKEN.contains(&value.noun) {
            text += &format!(
                "\n// taken{type_name} reads one and frees it; a NULL is read as nothing.\n\
                 func taken{type_name}(from *C.{c_name}) {type_name} {{\n\
                 \tif from == nil {{\n\t\treturn {type_name}{{}}\n\t}}\n\
                 \tdefer C.{c_name}_free(from)\n\treturn read{type_name}(from)\n}}\n"
            );
        }
    }
    Made::new("bindings/go/internal/abi/values.go", text)
}

/// A text, bytes, a flag or a number.
fn go_type(field: &Field) -> &'static str {
    match field.unit {
        None if field.length.is_some() => "[]byte",
        None => "string",
        Some(Unit::Flag) => "bool",
        Some(Unit::Enum) => "int32",
        Some(Unit::HttpStatus) => "int",
        Some(_) => "int64",
    }
}

/// Of a length of time whose name does not say so, with its unit.
pub fn field_name(field: &Field) -> String {
    let plain = name(&field.name);
    match field.unit {
        Some(Unit::Milliseconds) if field.name != "milliseconds" => plain + "MS",
        _ => plain,
    }
}

/// What a list is called in what has it.
pub fn list_name(list: &List) -> String {
    name(&list.name) + "s"
}

fn structure(type_name: &str, fields: &[Field], lists: &[List]) -> String {
    let lines = fields
        .iter()
        .map(|field| (field_name(field), go_type(field).to_owned()));
    let of_lists = lists
        .iter()
        .map(|list| (list_name(list), format!("[]{}", name(&list.name))));
    let lines: Vec<(String, String)> = lines.chain(of_lists).collect();
    let longest = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines: String = lines
        .iter()
        .map(|(name, go_type)| format!("\t{name:longest$} {go_type}\n"))
        .collect();
    format!("type {type_name} struct {{\n{lines}}}\n")
}

fn reader(value: &Value) -> String {
    let (type_name, c_name) = (value.named.go, value.c_name());
    let (index, arguments) = if value.is_entry {
        (", index C.int64_t", "from, index")
    } else {
        ("", "from")
    };
    let made = filled(&value.fields, arguments, "\t\t");
    let lists: String = value.lists.iter().map(taken_list).collect();
    let body = if lists.is_empty() {
        format!("\treturn {type_name}{{\n{made}\t}}\n")
    } else {
        format!("\tread := {type_name}{{\n{made}\t}}\n{lists}\treturn read\n")
    };
    format!("\nfunc read{type_name}(from *C.{c_name}{index}) {type_name} {{\n{body}}}\n")
}

fn taken_list(list: &List) -> String {
    let (field, of) = (list_name(list), name(&list.name));
    format!(
        "\tfor index := C.int64_t(0); index < C.{}(from); index++ {{\n\t\tread.{field} = append(read.{field}, {of}{{\n{}\t\t}})\n\t}}\n",
        list.count,
        filled(&list.fields, "from, index", "\t\t\t"),
    )
}

/// The fields of a literal.
fn filled(fields: &[Field], arguments: &str, indent: &str) -> String {
    let longest = fields.iter().map(|field| field_name(field).len()).max();
    let width = longest.unwrap_or(0) + 1;
    let line = |field: &Field| {
        let call = format!("C.{}({arguments})", field.c_name);
        let read = match (go_type(field), &field.length) {
            ("[]byte", Some(length)) => format!("bytesOf({call}, C.{length}({arguments}))"),
            ("string", _) => format!("C.GoString({call})"),
            ("bool", _) => format!("{call} == 1"),
            (number, _) => format!("{number}({call})"),
        };
        let name = field_name(field) + ":";
        format!("{indent}{name:width$} {read},\n")
    };
    fields.iter().map(line).collect()
}
