//! Python: the settings of a config by keyword.

use super::Made;
use super::python::{MADE, WIDTH, spoken_lines};
use super::setters::Setter;
use super::words::camel;
use crate::model::{Interface, Parameter, Unit};

pub fn file(interface: &Interface, setters: &[Setter<'_>]) -> Made {
    let (mut keywords, mut table) = (String::new(), String::new());
    for setter in setters.iter().filter(|one| !one.is_none) {
        let comment: String = spoken_lines(&setter.function.summary, interface, WIDTH - 7)
            .iter()
            .map(|line| format!("    #: {line}\n"))
            .collect();
        keywords += &comment;
        let names = names(setter);
        let types = setter.parameters.iter().map(|one| python_type(one));
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
        table += &format!(
            "    Setter(\n        {},\n        lib.{},\n        {},\n    ),\n",
            tuple(&quoted),
            setter.function.c_name,
            tuple(&converted)
        );
    }
    let none: String = setters
        .iter()
        .filter(|one| one.is_none)
        .map(|one| format!("    \"{}\": lib.{},\n", one.name, one.function.c_name))
        .collect();
    let text = format!(
        "{MADE}\"\"\"What can be set of a config.\"\"\"\n\nfrom __future__ import annotations\n\n\
         from collections.abc import Callable\nfrom typing import Any, NamedTuple, Optional, TypedDict, Union\n\n\
         from omnifund._raw._constants import Replay\n\
         from omnifund._raw.calls import Path, lib, milliseconds, path, text\n\n\
         __all__ = [\"NONE\", \"SETTERS\", \"Setter\", \"Settings\"]\n\n\n\
         class Settings(TypedDict, total=False):\n    \"\"\"What can be set. `None` leaves a setting as it is.\"\"\"\n\n{keywords}\n\n\
         class Setter(NamedTuple):\n    \"\"\"Keywords that go together, and how the library takes them.\"\"\"\n\n    \
         keywords: tuple[str, ...]\n    function: Callable[..., int]\n    converters: tuple[Callable[[Any], Any], ...]\n\n\n\
         SETTERS = (\n{table})\n\n#: What is done where a keyword is \"none\".\nNONE: dict[str, Callable[..., int]] = {{\n{none}}}\n"
    );
    Made::new("bindings/python/src/omnifund/_settings.py", text)
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
        [] | [_] => vec![setter.name.to_owned()],
        several => several.iter().map(|one| one.name.clone()).collect(),
    }
}

fn is_path(parameter: &Parameter) -> bool {
    parameter.name == "path"
}

fn python_type(parameter: &Parameter) -> String {
    match parameter.unit {
        None if is_path(parameter) => "Path".to_owned(),
        None => "str".to_owned(),
        Some(Unit::Flag) => "bool".to_owned(),
        Some(Unit::Milliseconds) => "float".to_owned(),
        Some(Unit::Enum) => {
            let of = parameter.of.as_deref().unwrap_or_default();
            format!("Union[{}, int]", camel(of, &[]))
        }
        Some(_) => "int".to_owned(),
    }
}

/// Lengths of time are seconds in Python.
fn converter(parameter: &Parameter) -> &'static str {
    match parameter.unit {
        None if is_path(parameter) => "path",
        None => "text",
        Some(Unit::Milliseconds) => "milliseconds",
        Some(_) => "int",
    }
}
