//! Comments of languages that write them line by line, or as a block with a star at each line.

use super::objects::{Gives, Method};
use super::telling::told;
use super::values::Field;
use super::words::{Language, wrapped};
use crate::model::Interface;

pub const MADE: &str = "Made by tools/interface from omnifund-api.json; edits here are lost.";
const WIDTH: usize = 112;

/// With the mark before each line.
pub fn lines(text: &str, indent: &str, mark: &str) -> String {
    let lines = wrapped(text, WIDTH - indent.len());
    let line = |line: &String| format!("{indent}{mark} {line}").trim_end().to_owned() + "\n";
    lines.iter().map(line).collect()
}

/// `/** ... */`, in one line where it fits.
pub fn block(text: &str, indent: &str) -> String {
    let text = text.replace("*/", "* /");
    match wrapped(&text, WIDTH - indent.len()).as_slice() {
        [only] => format!("{indent}/** {only} */\n"),
        _ => format!("{indent}/**\n{}{indent} */\n", lines(&text, indent, " *")),
    }
}

/// What a language calls nothing.
#[derive(Clone, Copy)]
pub struct Nothing {
    pub object: &'static str,
    pub text: &'static str,
    pub number: &'static str,
}

/// A method's words.
pub fn of_method(
    method: &Method<'_>,
    nothing: Nothing,
    interface: &Interface,
    language: &dyn Language,
) -> String {
    let function = method.function;
    let word = match method.gives {
        Gives::Text => nothing.text,
        Gives::Plain(_) | Gives::Enum(..) | Gives::Number => nothing.number,
        _ => nothing.object,
    };
    let said = told(
        &function.doc,
        &function.parameters,
        word,
        interface,
        language,
    );
    said.replace("NULL", nothing.object)
}

/// The words of what is read whole.
pub fn of_field(
    field: &Field,
    nothing: Nothing,
    interface: &Interface,
    language: &dyn Language,
) -> String {
    let nothing = match field.unit {
        None => nothing.text,
        Some(_) if field.may_be_none => nothing.number,
        Some(_) => "0",
    };
    told(&field.doc, &field.parameters, nothing, interface, language)
}

/// The words of an enumeration, a value of one, or a noun.
pub fn said(text: &str, interface: &Interface, language: &dyn Language) -> String {
    told(text, &[], "nothing", interface, language)
}
