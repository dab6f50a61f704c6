//! Python: a class for each value, whose slots have the words that `help` shows.

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
         from typing import Optional\n\n\
         from omnifund._raw.calls import CData, lib, string, there\nfrom omnifund._value import Value\n\n\
         __all__ = [{}]\n",
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
        text += &format!("\n\nclass {name}(Value):\n    \"\"\"{about}{end}\"\"\"\n\n");
        for field in &value.fields {
            text += &format!("    {}: {}\n", field.name, python_type(field));
        }
        text += "\n    __slots__ = {  # noqa: RUF023 # in the order of the fields\n";
        for field in &value.fields {
            text += &slot(field, interface);
        }
        text += "    }\n";
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

/// A field's name and words: in one line, or in as many as they need.
fn slot(field: &Field, interface: &Interface) -> String {
    let words = |line: &str| {
        // As ruff writes it.
        let quote = if line.contains('"') { '\'' } else { '"' };
        format!("{quote}{line}{quote}")
    };
    let about = spoken_lines(&field.about, interface, WIDTH - 16);
    let one_line = format!("        \"{}\": {},\n", field.name, words(&about.join(" ")));
    if about.len() == 1 && one_line.trim_end().len() <= WIDTH {
        return one_line;
    }
    let last = about.len() - 1;
    let lines: String = about
        .iter()
        .enumerate()
        .map(|(number, line)| {
            let end = if number == last { "" } else { " " };
            format!("            {}\n", words(&format!("{line}{end}")))
        })
        .collect();
    format!("        \"{}\": (\n{lines}        ),\n", field.name)
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
