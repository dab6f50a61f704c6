//! Python: a frozen dataclass for each value.

use super::Made;
use super::python::{MADE, WIDTH, spoken_lines};
use super::values::{Field, Value};
use crate::model::{Interface, Unit};

pub fn file(interface: &Interface, values: &[Value]) -> Made {
    let mut names: Vec<String> = values
        .iter()
        .map(|value| format!("\"{}\"", value.named.python))
        .collect();
    names.sort();
    let mut text = format!(
        "{MADE}\"\"\"What the library tells, field by field.\"\"\"\n\nfrom __future__ import annotations\n\n\
         from dataclasses import dataclass\nfrom typing import Optional\n\n\
         from omnifund._raw.calls import CData, lib, string, there\n\n__all__ = [{}]\n",
        names.join(", ")
    );
    for value in values {
        let (name, noun) = (value.named.python, value.noun);
        let about = format!(
            "{} Times are Unix times in seconds, and `None` where there is none.",
            value.about
        );
        let about = spoken_lines(&about, interface, WIDTH - 7).join("\n    ");
        let end = if about.contains('\n') { "\n    " } else { "" };
        text += &format!(
            "\n\n@dataclass(frozen=True)\nclass {name}:\n    \"\"\"{about}{end}\"\"\"\n\n"
        );
        for field in &value.fields {
            for line in spoken_lines(&field.about, interface, WIDTH - 7) {
                text += &format!("    #: {line}\n");
            }
            text += &format!("    {}: {}\n", field.name, python_type(field));
        }
        let (index, arguments) = if value.is_entry {
            (", index: int", format!("{noun}, index"))
        } else {
            ("", noun.to_owned())
        };
        text += &format!(
            "\n    @classmethod\n    def _of(cls, {noun}: CData{index}) -> {name}:\n        return cls(\n"
        );
        for field in &value.fields {
            let call = format!("lib.{}({arguments})", field.c_name);
            let read = match (field.unit, field.may_be_none) {
                (None, true) => format!("string({call})"),
                (None, false) => format!("there({call})"),
                (Some(Unit::Flag), _) => format!("bool({call})"),
                (Some(Unit::UnixTime), true) => format!("{call} or None"),
                _ => call,
            };
            text += &format!("            {}={read},\n", field.name);
        }
        text += "        )\n";
    }
    Made::new("bindings/python/src/omnifund/_told.py", text)
}

fn python_type(field: &Field) -> &'static str {
    match (field.unit, field.may_be_none) {
        (None, true) => "Optional[str]",
        (None, false) => "str",
        (Some(Unit::Flag), _) => "bool",
        (Some(Unit::UnixTime), true) => "Optional[int]",
        (Some(_), _) => "int",
    }
}
