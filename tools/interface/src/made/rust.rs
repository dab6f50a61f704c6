//! What the library itself has of the description.

use super::Made;
use crate::doc;
use crate::model::Interface;

/// The function by which the library knows its codes' names and sentences.
pub fn codes(interface: &Interface) -> Made {
    let codes = interface.enums.iter().find(|one| one.name == "code");
    let codes = codes.expect("the codes").values.iter();
    let arm = |number: i32, name: &str, text: &str| {
        format!("        {number} => (c\"{name}\", c{text:?}),\n")
    };
    let arms: String = codes
        .map(|value| arm(value.number, &value.c_name, &doc::summary(&value.doc)))
        .collect();
    let text = format!(
        "\
//! What each code is called, and its sentence, as the header has them.
//!
//! Made of include/omnifund-api.json by tools/interface; edits here are lost: `make header`.

use std::ffi::CStr;

#[rustfmt::skip]
pub(super) fn described(code: i32) -> Option<(&'static CStr, &'static CStr)> {{
    Some(match code {{
{}{arms}        _ => return None,
    }})
}}
",
        arm(0, "OMNIFUND_OK", "There was no error.")
    );
    Made::new("src/ffi/code_words.rs", text)
}
