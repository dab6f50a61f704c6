//! C#: an enum for each enumeration, and how names and comments are written.

use super::Made;
use super::words::{Language, behind_noun, camel, spoken, wrapped};
use crate::model::{Enum, Function, Interface, Value};

pub(super) const MADE: &str =
    "// Made by tools/interface from omnifund-api.json; edits here are lost.\n\n";
pub(super) const DIRECTORY: &str = "bindings/csharp/src/Made";
const WIDTH: usize = 116;
const SPELLING: [(&str, &str); 1] = [("oauth", "OAuth")];
/// What no variable may be called.
const KEYWORDS: [&str; 14] = [
    "base", "checked", "default", "event", "fixed", "in", "lock", "object", "operator", "out",
    "params", "ref", "sealed", "string",
];

struct CSharp;

impl Language for CSharp {
    fn value(&self, of: &Enum, value: &Value) -> String {
        format!("{}.{}", name(&of.name), name(&value.name))
    }

    fn function(&self, function: &Function) -> String {
        let word = name(behind_noun(function));
        match function.noun.as_deref() {
            Some("error") => format!("OmnifundException.{word}"),
            Some(noun) => format!("{}.{word}", name(noun)),
            None => word,
        }
    }
}

pub fn enums(interface: &Interface) -> Made {
    let mut text = format!("{MADE}namespace Omnifund\n{{\n");
    let all: Vec<String> = interface
        .enums
        .iter()
        .map(|of| one_enum(of, interface))
        .collect();
    text += &all.join("\n");
    Made::new(format!("{DIRECTORY}/Enums.cs"), text + "}\n")
}

fn one_enum(of: &Enum, interface: &Interface) -> String {
    let values: Vec<String> = of
        .values
        .iter()
        .map(|value| {
            let about = summary(&value.doc, 8, interface);
            format!("{about}        {} = {},\n", name(&value.name), value.number)
        })
        .collect();
    format!(
        "{}    public enum {}\n    {{\n{}    }}\n",
        summary(&of.doc, 4, interface),
        name(&of.name),
        values.join("\n")
    )
}

/// `sign_in` and `SIGN_IN` give `SignIn`: as a type, a method or a value.
pub(super) fn name(name: &str) -> String {
    camel(name, &SPELLING)
}

/// `sign_in` gives `signIn`: as a parameter.
pub(super) fn lower_name(plain: &str) -> String {
    let name = name(plain);
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    let lower: String = first.into_iter().chain(letters).collect();
    if KEYWORDS.contains(&lower.as_str()) {
        format!("@{lower}")
    } else {
        lower
    }
}

/// A comment in the language's own markup.
pub(super) fn summary(doc: &str, indent: usize, interface: &Interface) -> String {
    let spoken = spoken(doc, interface, &CSharp);
    let escaped = spoken
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let indent = " ".repeat(indent);
    let width = WIDTH - indent.len() - 4;
    let whole = format!("<summary>{}</summary>", escaped.trim());
    let lines = wrapped(&whole, width);
    let lines = lines.iter().map(|line| format!("{indent}/// {line}"));
    lines
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}
