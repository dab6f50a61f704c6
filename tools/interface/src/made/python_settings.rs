//! Python: what can be set by keyword, of a config and of a store.

use super::Made;
use super::python::{MADE, WIDTH, told_lines};
use super::setters::{self, Setter};
use super::words::camel;
use crate::model::{Interface, Kind, Parameter, Unit};

pub fn file(interface: &Interface) -> Made {
    let Tables {
        words: said,
        keywords: settings,
        setters,
    } = tables(interface, &setters::all(interface));
    let Tables {
        words: store_said,
        keywords: store,
        setters: options,
    } = tables(interface, &setters::store_options(interface));
    let text = format!(
        "{MADE}\"\"\"What can be set by keyword.\"\"\"\n\nfrom __future__ import annotations\n\n\
         from typing import TYPE_CHECKING, Optional, TypedDict, Union\n\n\
         from omnifund._raw._constants import Replay\n\
         from omnifund._raw.calls import Path, lib, milliseconds, path, text, whole_number\n\
         from omnifund._setting import Setter, key\n\n\
         if TYPE_CHECKING:\n    from collections.abc import Iterable\n\n    from omnifund._key import Key\n\n\
         __all__ = [\"SETTERS\", \"STORE_OPTIONS\", \"Settings\", \"StoreOptions\"]\n\n\n\
         class Settings(TypedDict, total=False):\n    \"\"\"What can be set of a config. `None` leaves a setting as it is.\n\n{said}    \"\"\"\n\n{settings}\n\n\
         class StoreOptions(TypedDict, total=False):\n    \"\"\"How a store is kept. Unless set: nobody but the owner may read it, no network file system, no\n    other machine's store. `None` leaves it so.\n\n{store_said}    \"\"\"\n\n{store}\n\n\
         SETTERS = (\n{setters})\n\nSTORE_OPTIONS = (\n{options})\n"
    );
    Made::new("bindings/python/src/omnifund/_settings.py", text)
}

/// Of a kind of settings.
struct Tables {
    /// What each keyword is, where `help` shows it.
    words: String,
    /// The keywords with their types.
    keywords: String,
    /// How the library takes them.
    setters: String,
}

fn tables(interface: &Interface, setters: &[Setter<'_>]) -> Tables {
    let (mut words, mut keywords, mut table) = (Vec::new(), String::new(), String::new());
    for setter in setters.iter().filter(|one| !one.is_none) {
        let names = names(setter);
        let said = told_lines(setter.function, "nothing", interface, WIDTH - 8);
        let said: String = said
            .iter()
            .map(|line| format!("        {line}\n"))
            .collect();
        words.push(format!("    {}\n{said}", names.join(", ")));
        let types = setter.parameters.iter().map(|one| python_type(setter, one));
        let types: Vec<String> = if setter.parameters.is_empty() {
            vec!["bool".to_owned()]
        } else {
            types.collect()
        };
        for (name, python_type) in names.iter().zip(types) {
            keywords += &format!("    {name}: Optional[{python_type}]\n");
        }
        let quoted: Vec<String> = names.iter().map(|one| format!("\"{one}\"")).collect();
        let converted: Vec<&str> = setter.parameters.iter().map(|one| converter(one)).collect();
        let none = setters
            .iter()
            .find(|one| one.is_none && one.name == setter.name);
        let none = none.map_or_else(String::new, |one| {
            format!("        none=lib.{},\n", one.function.c_name)
        });
        let each = if setter.is_added {
            "        each=True,\n"
        } else {
            ""
        };
        table += &format!(
            "    Setter(\n        {},\n        lib.{},\n        {},\n{none}{each}    ),\n",
            tuple(&quoted),
            setter.function.c_name,
            tuple(&converted)
        );
    }
    Tables {
        words: words.join("\n"),
        keywords,
        setters: table,
    }
}

fn tuple<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [only] => format!("({only},)"),
        items => format!("({})", items.join(", ")),
    }
}

/// One parameter is called as what is set, several by their own names.
fn names(setter: &Setter<'_>) -> Vec<String> {
    match setter.parameters.as_slice() {
        [_] if setter.is_added => vec![format!("{}s", setter.name)],
        [] | [_] => vec![setter.name.to_owned()],
        several => several.iter().map(|one| one.name.clone()).collect(),
    }
}

fn is_path(parameter: &Parameter) -> bool {
    ["path", "directory"].contains(&parameter.name.as_str())
}

fn python_type(setter: &Setter<'_>, parameter: &Parameter) -> String {
    let of = || camel(parameter.of.as_deref().unwrap_or_default(), &[]);
    let one = match parameter.unit {
        None if parameter.kind == Kind::Handle => of(),
        None if is_path(parameter) => "Path".to_owned(),
        None => "str".to_owned(),
        Some(Unit::Flag) => "bool".to_owned(),
        Some(Unit::Milliseconds) => "float".to_owned(),
        Some(Unit::Enum) => format!("Union[{}, int]", of()),
        Some(_) => "int".to_owned(),
    };
    if setter.is_added {
        format!("Iterable[{one}]")
    } else {
        one
    }
}

/// Lengths of time are seconds in Python.
fn converter(parameter: &Parameter) -> &'static str {
    match parameter.unit {
        None if parameter.kind == Kind::Handle => "key",
        None if is_path(parameter) => "path",
        None => "text",
        Some(Unit::Milliseconds) => "milliseconds",
        Some(_) => "whole_number",
    }
}
