//! What the library itself, the documentation and the bindings have of the description. Their makers differ in the language alone: what is said, in which
//! order, comes from here.

mod c;
mod codes;
mod comments;
mod csharp;
mod csharp_calls;
mod csharp_raw;
mod csharp_setters;
mod csharp_values;
mod go;
mod go_calls;
mod go_names;
mod go_options;
mod go_raw_values;
mod go_values;
mod java;
mod java_classes;
pub mod manual;
mod node;
mod node_classes;
mod objects;
mod pascal;
mod pascal_classes;
mod php;
mod php_calls;
mod php_fields;
mod php_setters;
mod php_values;
mod python;
mod python_settings;
mod python_values;
mod ruby;
mod ruby_classes;
mod rust;
mod setters;
mod settings;
mod telling;
mod values;
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
    let bases = values::bases(interface);
    let all: Vec<values::Value> = values::all(interface)
        .into_iter()
        .chain(values::bases(interface))
        .collect();
    made.push(go_raw_values::file(&all));
    made.push(go_values::file(interface, &values, &bases));
    made.extend(php_values::files(interface, &values, &bases));
    made.extend(php_fields::files(interface, &bases));
    made.push(python_values::file(interface, &values, &bases));
    made.push(pascal::file(interface));
    made.push(pascal_classes::file(interface));
    made.extend(java::files(interface));
    made.extend(java_classes::files(interface));
    made.extend(node::files(interface));
    made.push(node_classes::file(interface));
    made.extend(ruby::files(interface));
    made.push(ruby_classes::file(interface));
    made.push(csharp::enums(interface));
    made.extend(csharp_raw::files(interface));
    made.push(csharp_calls::file(interface));
    made.extend(csharp_values::files(interface, &all));
    made.push(csharp_setters::settings(interface));
    made.extend(csharp_setters::files(interface));
    made.push(codes::table(interface));
    made.push(rust::codes(interface));
    made.extend(settings::lists(interface));
    made.extend(go_options::files(interface));
    made.extend(php_setters::files(interface));
    made.push(python_settings::file(interface));
    made
}
