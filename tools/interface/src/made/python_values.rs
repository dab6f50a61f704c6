//! Python: a frozen dataclass for each value.

use super::Made;
use super::python::{MADE, WIDTH, spoken_lines};
use super::values::Value;
use super::words::camel;
use crate::model::{Interface, Unit};

pub fn file(interface: &Interface, values: &[Value]) -> Made {
    let names: Vec<String> = values
        .iter()
        .map(|value| format!("\"{}\"", camel(&value.noun, &[])))
        .collect();
    let mut text = format!(
        "{MADE}\"\"\"What the library tells, field by field.\"\"\"\n\nfrom __future__ import annotations\n\n\
         from dataclasses import dataclass\nfrom typing import Optional\n\n\
         from omnifund._raw.calls import CData, lib\n\n__all__ = [{}]\n",
        names.join(", ")
    );
    for value in values {
        let (name, noun) = (camel(&value.noun, &[]), &value.noun);
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
            let python_type = match field.unit {
                Unit::Flag => "bool",
                Unit::UnixTime => "Optional[int]",
                _ => "int",
            };
            text += &format!("    {}: {python_type}\n", field.name);
        }
        text += &format!(
            "\n    @classmethod\n    def _of(cls, {noun}: CData) -> {name}:\n        return cls(\n"
        );
        for field in &value.fields {
            let read = format!("lib.{}({noun})", field.c_name);
            let read = match field.unit {
                Unit::Flag => format!("bool({read})"),
                Unit::UnixTime => format!("{read} or None"),
                _ => read,
            };
            text += &format!("            {}={read},\n", field.name);
        }
        text += "        )\n";
    }
    Made::new("bindings/python/src/omnifund/_told.py", text)
}
