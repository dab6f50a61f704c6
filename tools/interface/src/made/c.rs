//! The declarations alone, in C, for a foreign function interface that reads C.

use crate::model::{Function, Interface, Kind, Parameter};

/// The words of a compiler's own that stand in a declaration.
#[derive(Clone, Copy, Default)]
struct Words {
    /// Before a function: where it is from.
    origin: &'static str,
    /// Before the name of a function, or of a pointer to one: by which convention it is called.
    convention: &'static str,
}

/// Without a comment, a preprocessor line or an attribute; a function a line.
pub fn declarations(interface: &Interface) -> String {
    declared_with(interface, Words::default())
}

/// As a C compiler of Windows wants them: with the macros `OMNIFUND_API` and `OMNIFUND_CALL`.
pub fn declarations_of_windows(interface: &Interface) -> String {
    let words = Words {
        origin: "OMNIFUND_API ",
        convention: "OMNIFUND_CALL ",
    };
    declared_with(interface, words)
}

fn declared_with(interface: &Interface, words: Words) -> String {
    let Words { origin, convention } = words;
    let mut lines = vec![
        "enum { OMNIFUND_OK = 0 };".to_owned(),
        format!("enum {{ OMNIFUND_ABI_VERSION = {} }};", interface.abi),
    ];
    for one in &interface.enums {
        lines.push("typedef enum {".to_owned());
        let values = one.values.iter();
        lines.extend(values.map(|value| format!("    {} = {},", value.c_name, value.number)));
        lines.push(format!("}} {};", one.c_name));
    }
    for noun in &interface.nouns {
        lines.push(format!("typedef struct {0} {0};", noun.c_name));
    }
    for callback in &interface.callbacks {
        let parameters = parameters(&callback.parameters);
        let returned = declared(&callback.returns.c_type, "");
        lines.push(format!(
            "typedef {returned}({convention}*{})({parameters});",
            callback.c_name
        ));
    }
    for one in &interface.structs {
        lines.push("typedef struct {".to_owned());
        for member in &one.members {
            let name = &member.name;
            let line = match member.kind {
                Kind::Function => {
                    let pointer = declared(&member.c_type, &format!("({convention}*{name})"));
                    format!("{pointer}({})", parameters(&member.parameters))
                }
                _ => declared(&member.c_type, name),
            };
            lines.push(format!("    {line};"));
        }
        lines.push(format!("}} {};", one.c_name));
    }
    for function in &interface.functions {
        let name = format!("{convention}{}", function.c_name);
        lines.push(format!("{origin}{}", called(function, &name)));
    }
    lines.join("\n") + "\n"
}

/// Of one function.
pub fn declaration(function: &Function) -> String {
    called(function, &function.c_name)
}

fn called(function: &Function, name: &str) -> String {
    let returned = declared(&function.returns.c_type, name);
    format!("{returned}({});", parameters(&function.parameters))
}

fn parameters(parameters: &[Parameter]) -> String {
    let all: Vec<String> = parameters
        .iter()
        .map(|one| declared(&one.c_type, &one.name))
        .collect();
    if all.is_empty() {
        "void".to_owned()
    } else {
        all.join(", ")
    }
}

/// `char *name`, `int32_t name`.
fn declared(c_type: &str, name: &str) -> String {
    let space = if c_type.ends_with('*') { "" } else { " " };
    format!("{c_type}{space}{name}")
}
