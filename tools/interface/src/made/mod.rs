//! What the library itself, the documentation and the bindings have of the description. Their makers differ in the language alone: what is said, in which
//! order, comes from here.

pub mod c;
mod codes;
mod go;
mod go_calls;
mod go_options;
mod go_values;
pub mod manual;
mod php;
mod php_calls;
mod php_setters;
mod php_values;
mod python;
mod python_settings;
mod python_values;
mod rust;
mod setters;
mod settings;
mod stdcall;
mod values;
mod vb6;
mod words;

use crate::model::Interface;

/// A file that is made, by its path from the checkout's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Such as `bindings/go/constants.go`.
    pub path: String,
    /// As its language's own formatter leaves it.
    pub text: String,
}

impl Made {
    fn new(path: impl Into<String>, text: String) -> Self {
        Self {
            path: path.into(),
            text,
        }
    }
}

/// All of them.
pub fn all(interface: &Interface) -> Vec<Made> {
    let mut made = go::files(interface);
    made.extend(php::files(interface));
    made.push(php_calls::file(interface));
    made.extend(python::files(interface));
    made.push(go_calls::file(interface));
    let values = values::all(interface);
    made.extend(go_values::files(interface, &values));
    made.extend(php_values::files(interface, &values));
    made.push(python_values::file(interface, &values));
    made.extend(stdcall::files(interface));
    made.push(vb6::file(interface));
    made.push(codes::table(interface));
    made.push(rust::codes(interface));
    made.extend(settings::lists(interface));
    let setters = setters::all(interface);
    made.push(go_options::file(interface, &setters));
    made.push(php_setters::file(interface, &setters));
    made.push(python_settings::file(interface, &setters));
    made
}
