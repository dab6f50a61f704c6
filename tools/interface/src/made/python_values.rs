//! Python: a class for each value, whose slots have the words that `help` shows.

use super::Made;
use super::python::{MADE, WIDTH, told_by};
use super::values::{Field, List, Value};
use super::words::{camel, wrapped};
use crate::model::{Interface, Unit};

pub fn file(interface: &Interface, whole: &[Value], bases: &[Value]) -> Made {
    // What is one text is no class.
    let bases = bases.iter().filter(|value| value.noun != "metrics");
    let values: Vec<&Value> = whole.iter().chain(bases).collect();
    let mut text = format!(
        "{MADE}\"\"\"What the library tells, field by field. What a person adds stands on it in other files.\"\"\"\n\n\
         from __future__ import annotations\n\n\
         from omnifund._raw.calls import CData, content, lib, string, there\nfrom omnifund._value import Value\n\n\
         TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from typing import Any, Optional\n\n    \
         from typing_extensions import Self\n\n    from omnifund._raw._constants import LogLevel, Outcome\n"
    );
    let mut lists: Vec<&List> = values.iter().flat_map(|value| &value.lists).collect();
    lists.retain(|list| !is_pair(list));
    lists.sort_by(|left, right| left.name.cmp(&right.name));
    lists.dedup_by(|left, right| left.name == right.name);
    for list in lists {
        let name = camel(&list.name, &[]);
        text += &format!(
            "\n\nclass {name}(Value):\n    \"\"\"A {} that an answer sets.\"\"\"\n\n",
            list.name
        );
        text += &slots(
            &list
                .fields
                .iter()
                .map(|field| shown(field, interface))
                .collect::<Vec<_>>(),
        );
    }
    for value in values {
        text += &class(value, interface);
    }
    Made::new("bindings/python/src/omnifund/_told.py", text)
}

/// A slot, with what it holds and its words.
struct Slot {
    name: String,
    python_type: String,
    about: String,
    secret: bool,
}

fn shown(field: &Field, interface: &Interface) -> Slot {
    let nothing = if field.may_be_none { "`None`" } else { "0" };
    let about = told_by(&field.doc, &field.parameters, nothing, interface);
    let about = about.replacen("or how many milliseconds", "or how many seconds", 1);
    let about = about.replacen("How many milliseconds", "How many seconds", 1);
    Slot {
        name: name(field),
        python_type: python_type(field),
        about,
        secret: field.secret,
    }
}

fn shown_list(list: &List) -> Slot {
    let (of, about) = if is_pair(list) {
        (
            "tuple[str, str]".to_owned(),
            "Names in lower case, and values, in the server's order.",
        )
    } else {
        (camel(&list.name, &[]), "Those that the answer sets.")
    };
    Slot {
        name: format!("{}s", list.name),
        python_type: format!("tuple[{of}, ...]"),
        about: about.to_owned(),
        secret: is_pair(list),
    }
}

/// What is name and value alone is a tuple of them.
fn is_pair(list: &List) -> bool {
    list.fields.len() == 2
}

/// A unit is no name for seconds; and what a method gives is no field of its own.
fn name(field: &Field) -> String {
    match field.name.as_str() {
        "milliseconds" => "duration".to_owned(),
        plain if plain != field.spoken_name() => format!("_{plain}"),
        plain => plain.to_owned(),
    }
}

/// What goes on with the clock is no field: a person tells it.
fn fields_of(value: &Value) -> impl Iterator<Item = &Field> {
    let fields = value.fields.iter();
    fields.filter(|field| field.function != "token_fresh_for")
}

fn class(value: &Value, interface: &Interface) -> String {
    let (class, noun) = (value.named.python, value.noun);
    let about = told_by(&value.doc, &[], "nothing", interface);
    let of_times = if value
        .fields
        .iter()
        .any(|one| one.unit == Some(Unit::UnixTime))
    {
        " Times are Unix times in seconds, and `None` where there is none."
    } else {
        ""
    };
    let about = wrapped(&(about + of_times), WIDTH - 7).join("\n    ");
    let end = if about.contains('\n') { "\n    " } else { "" };
    let mut text = format!("\n\nclass {class}(Value):\n    \"\"\"{about}{end}\"\"\"\n\n");
    let fields = fields_of(value).map(|field| shown(field, interface));
    let lists = value.lists.iter().map(shown_list);
    let given = value.given.iter().map(|field| shown(field, interface));
    let all: Vec<Slot> = fields.chain(lists).chain(given).collect();
    text += &slots(&all);
    let (index, arguments) = if value.is_entry {
        (", index: int", format!("{noun}, index"))
    } else {
        ("", noun.to_owned())
    };
    let enums: Vec<String> = value.fields.iter().filter_map(enumeration).collect();
    let import = if enums.is_empty() {
        String::new()
    } else {
        format!(
            "        from omnifund._raw._constants import {}\n\n",
            enums.join(", ")
        )
    };
    text += &format!(
        "\n    @classmethod\n    def _of(cls, {noun}: CData{index}, **more: Any) -> Self:\n{import}        told = {{\n"
    );
    for field in fields_of(value) {
        text += &entry(&name(field), &read(field, &arguments));
    }
    for list in &value.lists {
        text += &format!(
            "            \"{}s\": {},\n",
            list.name,
            read_list(list, noun)
        );
    }
    text += "        }\n        return cls(**{**told, **more})\n";
    for field in &value.fields {
        if name(field).starts_with('_') {
            text += &exposed(field, interface);
        }
    }
    text
}

/// A method that gives what no field shows.
fn exposed(field: &Field, interface: &Interface) -> String {
    let about = shown(field, interface).about;
    let about = wrapped(&about, WIDTH - 11).join("\n        ");
    let end = if about.contains('\n') {
        "\n        "
    } else {
        ""
    };
    format!(
        "\n    def {}(self) -> {}:\n        \"\"\"{about}{end}\"\"\"\n        return self.{}\n",
        field.spoken_name(),
        python_type(field),
        name(field)
    )
}

fn slots(fields: &[Slot]) -> String {
    let mut text = String::new();
    for field in fields.iter().filter(|one| !one.name.starts_with('_')) {
        text += &format!("    {}: {}\n", field.name, field.python_type);
    }
    let private: Vec<&Slot> = fields
        .iter()
        .filter(|one| one.name.starts_with('_'))
        .collect();
    if !private.is_empty() {
        text += "    if TYPE_CHECKING:\n";
        for field in private {
            text += &format!("        {}: {}\n", field.name, field.python_type);
        }
    }
    text += "\n    __slots__ = {  # noqa: RUF023 # in the order of the fields\n";
    for field in fields {
        text += &slot(field);
    }
    text += "    }\n";
    let hidden: Vec<String> = fields
        .iter()
        .filter(|one| one.secret)
        .map(|one| format!("\"{}\"", one.name))
        .collect();
    if !hidden.is_empty() {
        text += &format!("    _hidden = frozenset({{{}}})\n", hidden.join(", "));
    }
    text
}

/// A field's name and words: in one line, or in as many as they need.
fn slot(field: &Slot) -> String {
    let words = |line: &str| {
        // As ruff writes it.
        let quote = if line.contains('"') { '\'' } else { '"' };
        let line = if line.contains('"') {
            line.replace('\'', "\\'")
        } else {
            line.to_owned()
        };
        format!("{quote}{line}{quote}")
    };
    let about = wrapped(&field.about, WIDTH - 16);
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

fn read(field: &Field, arguments: &str) -> String {
    let call = format!("lib.{}({arguments})", field.c_name);
    match (field.unit, field.may_be_none) {
        (None, _) if field.length.is_some() => {
            let length = field.length.as_deref().unwrap_or_default();
            format!("content({call}, lib.{length}({arguments}))")
        }
        (None, true) => format!("string({call})"),
        (None, false) => format!("there({call})"),
        (Some(Unit::Flag), _) => format!("bool({call})"),
        (Some(Unit::Milliseconds), _) => format!("{call} / 1000"),
        (Some(Unit::Enum), _) => match enumeration(field) {
            Some(of) => format!("{of}({call})"),
            None => call,
        },
        (Some(_), true) => format!("{call} or None"),
        (Some(_), false) => call,
    }
}

/// One of the fields, as ruff writes it.
fn entry(name: &str, read: &str) -> String {
    let line = format!("            \"{name}\": {read},\n");
    if line.trim_end().len() <= WIDTH {
        return line;
    }
    let (call, arguments) = read.split_once('(').unwrap_or((read, ""));
    let arguments = arguments.strip_suffix(')').unwrap_or(arguments);
    let inner = format!("                {arguments}\n");
    let inner = if inner.trim_end().len() <= WIDTH {
        inner
    } else {
        arguments.replace(", lib.", ",\n                lib.")
    };
    let inner = if inner.starts_with(' ') {
        inner
    } else {
        format!("                {inner},\n")
    };
    format!("            \"{name}\": {call}(\n{inner}            ),\n")
}

/// Of one or two fields a line of its own is enough.
fn read_list(list: &List, noun: &str) -> String {
    let fields: Vec<String> = list
        .fields
        .iter()
        .map(|field| {
            format!(
                "                    {},\n",
                read(field, &format!("{noun}, index"))
            )
        })
        .collect();
    let of = if is_pair(list) {
        String::new()
    } else {
        camel(&list.name, &[])
    };
    format!(
        "tuple(\n                {of}(\n{}                )\n                for index in range(lib.{}({noun}))\n            )",
        fields.concat(),
        list.count
    )
}

/// The class of a number that is always one of it.
fn enumeration(field: &Field) -> Option<String> {
    let of = field.of.as_deref().filter(|_| !field.may_be_none)?;
    Some(camel(of, &[]))
}

fn python_type(field: &Field) -> String {
    match (field.unit, field.may_be_none) {
        (None, _) if field.length.is_some() => "bytes".to_owned(),
        (None, true) => "Optional[str]".to_owned(),
        (None, false) => "str".to_owned(),
        (Some(Unit::Flag), _) => "bool".to_owned(),
        (Some(Unit::Milliseconds), _) => "float".to_owned(),
        (Some(Unit::Enum), _) => enumeration(field).unwrap_or_else(|| "int".to_owned()),
        (Some(_), true) => "Optional[int]".to_owned(),
        (Some(_), false) => "int".to_owned(),
    }
}
