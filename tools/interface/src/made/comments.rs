//! Comments of languages that write them line by line, or as a block with a star at each line.

use super::words::{Language, spoken, wrapped};
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

/// In the language's names.
pub fn said(text: &str, interface: &Interface, language: &dyn Language) -> String {
    spoken(text, interface, language)
}
