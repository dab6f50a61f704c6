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

/// What a language calls nothing, and a parameter.
#[derive(Clone, Copy)]
pub struct Names {
    pub no_object: &'static str,
    pub no_text: &'static str,
    pub no_number: &'static str,
    pub parameter: fn(&str) -> String,
}

/// A method's words.
pub fn of_method(
    method: &Method<'_>,
    names: Names,
    interface: &Interface,
    language: &dyn Language,
) -> String {
    let function = method.function;
    let word = match method.gives {
        Gives::Text => names.no_text,
        Gives::Plain(_) | Gives::Enum(..) | Gives::Number => names.no_number,
        _ => names.no_object,
    };
    let said = told(
        &function.doc,
        &function.parameters,
        word,
        interface,
        language,
    );
    let parameters = function.parameters.iter();
    parameters.fold(said.replace("NULL", names.no_object), |said, one| {
        let spelled = (names.parameter)(&one.name);
        said.replace(&format!("`{}`", one.name), &format!("`{spelled}`"))
    })
}

/// The words of what is read whole.
pub fn of_field(
    field: &Field,
    names: Names,
    interface: &Interface,
    language: &dyn Language,
) -> String {
    let nothing = match field.unit {
        None => names.no_text,
        Some(_) if field.may_be_none => names.no_number,
        Some(_) => "0",
    };
    told(&field.doc, &field.parameters, nothing, interface, language)
}

/// The words of an enumeration, a value of one, or a noun.
pub fn said(text: &str, interface: &Interface, language: &dyn Language) -> String {
    told(text, &[], "nothing", interface, language)
}
