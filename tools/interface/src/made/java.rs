//! Java: the enumerations, and the C interface as it is, as JNA takes it.

use super::Made;
use super::comments::{MADE, Names, block, of_field, of_method, said};
use super::objects::{Method, is_open};
use super::values::Field;
use super::words::{Language, behind_noun, camel, lower_first};
use crate::model::{
    Callback, Enum, Function, Interface, Kind, Member, Noun, Parameter, Returned, Struct, Value,
};

const DIRECTORY: &str = "bindings/java/src/omnifund";
const LONGEST_LINE: usize = 120;

/// In comments: `Session.tokenLogin`.
pub(super) struct Java;

impl Language for Java {
    fn value(&self, of: &Enum, value: &Value) -> String {
        format!("{}.{}", camel(&of.name, &[]), value.name)
    }

    fn noun(&self, noun: &Noun) -> Option<String> {
        Some(camel(&noun.name, &[]))
    }

    fn fails(&self) -> &'static str {
        "Throws an exception with"
    }

    fn function(&self, function: &Function) -> String {
        let word = match behind_noun(function) {
            "free" => "close".to_owned(),
            word => lower_first(&camel(word, &[])),
        };
        match function.noun.as_deref() {
            Some("error") => format!("OmnifundException.{word}"),
            Some(noun) => format!("{}.{word}", camel(noun, &[])),
            None => format!("Omnifund.{word}"),
        }
    }
}

/// A file of the package, or of the one in it that `package` names.
pub(super) fn source(package: &str, name: &str, text: &str) -> Made {
    let (directory, package) = match package {
        "" => (DIRECTORY.to_owned(), "omnifund".to_owned()),
        within => (
            format!("{DIRECTORY}/{within}"),
            format!("omnifund.{within}"),
        ),
    };
    Made::new(
        format!("{directory}/{name}.java"),
        format!("// {MADE}\npackage {package};\n\n{text}"),
    )
}

/// `base_url` gives `baseUrl`.
pub(super) fn spelled(name: &str) -> String {
    lower_first(&camel(name, &[]))
}

const NAMES: Names = Names {
    no_object: "null",
    no_text: "null",
    no_number: "0",
    parameter: spelled,
};

/// A method's words.
pub(super) fn javadoc_of(method: &Method<'_>, interface: &Interface) -> String {
    html(&of_method(method, NAMES, interface, &Java), "    ")
}

/// The words of a field.
pub(super) fn javadoc_of_field(field: &Field, interface: &Interface) -> String {
    html(&of_field(field, NAMES, interface, &Java), "    ")
}

/// For javadoc, in the language's names.
pub(super) fn javadoc(text: &str, indent: &str, interface: &Interface) -> String {
    html(&said(text, interface, &Java), indent)
}

fn html(text: &str, indent: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    block(&text.replace('>', "&gt;").replace('@', "&#64;"), indent)
}

pub fn files(interface: &Interface) -> Vec<Made> {
    let mut files: Vec<Made> = interface
        .enums
        .iter()
        .map(|of| enumeration(of, interface))
        .collect();
    files.push(settings(interface));
    files.push(raw(interface));
    files
}

/// As an `enum`; where later libraries may have more values, as constants.
fn enumeration(of: &Enum, interface: &Interface) -> Made {
    let name = camel(&of.name, &[]);
    let about = javadoc(&of.doc, "", interface);
    let values = |line: &dyn Fn(&Value) -> String| -> Vec<String> {
        let one = |value: &Value| javadoc(&value.doc, "    ", interface) + &line(value);
        of.values.iter().map(one).collect()
    };
    let text = if is_open(of) {
        let constants = values(&|value| {
            format!(
                "    public static final int {} = {};\n",
                value.name, value.number
            )
        });
        format!(
            "{about}public final class {name} {{\n    private {name}() {{\n    }}\n\n{}}}\n",
            constants.join("\n")
        )
    } else {
        let constants = values(&|value| format!("    {}({})", value.name, value.number));
        format!(
            "{about}public enum {name} {{\n{};\n\n    /** As C has it. */\n    public final int number;\n\n    \
             {name}(int number) {{\n        this.number = number;\n    }}\n\n    \
             /** The one of that number; null where a later library has more. */\n    \
             public static {name} of(int number) {{\n        for (final {name} one : values()) {{\n            \
             if (one.number == number) {{\n                return one;\n            }}\n        }}\n        \
             return null;\n    }}\n}}\n",
            constants.join(",\n\n")
        )
    };
    source("", &name, &text)
}

fn settings(interface: &Interface) -> Made {
    let mut text = "/** The settings by name, as they stand in a file or in the environment. */\n\
                    public final class Setting {\n    private Setting() {\n    }\n"
        .to_owned();
    for setting in &interface.settings {
        let about = format!("For example {}: {}.", setting.example, setting.says);
        let name = setting.name.trim_start_matches("OMNIFUND_");
        text += &format!(
            "\n{}    public static final String {name} = \"{}\";\n",
            html(&about, "    "),
            setting.name
        );
    }
    source("", "Setting", &(text + "}\n"))
}

fn raw(interface: &Interface) -> Made {
    let mut text = format!(
        "import com.sun.jna.Callback;\nimport com.sun.jna.Library;\nimport com.sun.jna.Pointer;\n\
         import com.sun.jna.Structure;\nimport com.sun.jna.Structure.FieldOrder;\n\
         import com.sun.jna.ptr.LongByReference;\nimport com.sun.jna.ptr.PointerByReference;\n\n\
         /**\n * The C interface as it is; the package omnifund has classes over it. What functions give is the caller's \
         to\n * end, by the function of its noun that ends in _free; texts are copied.\n */\n\
         public interface OmnifundRaw extends Library {{\n    \
         /** The number of the binary interface that these declarations describe. */\n    int ABI = {};\n",
        interface.abi
    );
    for of in &interface.callbacks {
        text += &format!("\n{}{}", html(&of.doc, "    "), callback(of));
    }
    for of in &interface.structs {
        text += &format!("\n{}{}", html(&of.doc, "    "), structure(of));
    }
    for function in &interface.functions {
        let begin = format!("    {} {}", returned(&function.returns), function.c_name);
        let listed: Vec<String> = function.parameters.iter().map(parameter).collect();
        text += &format!(
            "\n{}{}\n",
            html(&function.doc, "    "),
            wrapped_call(&begin, &listed, ";")
        );
    }
    source("raw", "OmnifundRaw", &(text + "}\n"))
}

/// In one line, or with the arguments in lines of their own.
pub(super) fn wrapped_call(begin: &str, listed: &[String], end: &str) -> String {
    let line = format!("{begin}({}){end}", listed.join(", "));
    if line.chars().count() <= LONGEST_LINE {
        return line;
    }
    let indent = " ".repeat(begin.len() - begin.trim_start().len() + 8);
    let listed: Vec<String> = listed
        .iter()
        .map(|one| format!("\n{indent}{one}"))
        .collect();
    format!("{begin}({}){end}", listed.join(","))
}

fn callback(of: &Callback) -> String {
    let begin = format!("        {} invoke", returned(&of.returns));
    let listed: Vec<String> = of.parameters.iter().map(of_callback).collect();
    format!(
        "    interface {} extends Callback {{\n{}\n    }}\n",
        camel(&of.name, &[]),
        wrapped_call(&begin, &listed, ";")
    )
}

fn structure(of: &Struct) -> String {
    let quoted: Vec<String> = of
        .members
        .iter()
        .map(|one| format!("\"{}\"", one.name))
        .collect();
    let members: Vec<String> = of.members.iter().map(member).collect();
    format!(
        "{}\n    class {} extends Structure {{\n{}    }}\n",
        wrapped_call(
            "    @FieldOrder",
            &[format!("{{{}}}", quoted.join(", "))],
            ""
        ),
        camel(&of.name, &[]),
        members.join("\n")
    )
}

fn member(member: &Member) -> String {
    let about = html(&member.doc, "        ");
    if member.kind != Kind::Function {
        let the_type = plain(member.kind);
        return format!("{about}        public {the_type} {};\n", member.name);
    }
    let the_type = camel(&member.name, &[]);
    let gives = if member.c_type == "void" {
        "void"
    } else {
        "int"
    };
    let listed: Vec<String> = member.parameters.iter().map(of_callback).collect();
    format!(
        "{about}        public {the_type} {};\n\n        /** Its type. */\n        \
         public interface {the_type} extends Callback {{\n{}\n        }}\n",
        member.name,
        wrapped_call(&format!("            {gives} invoke"), &listed, ";")
    )
}

fn parameter(parameter: &Parameter) -> String {
    let of = camel(parameter.of.as_deref().unwrap_or_default(), &[]);
    let the_type = match parameter.kind {
        Kind::Callback | Kind::Struct => of,
        kind => plain(kind).to_owned(),
    };
    format!("{the_type} {}", lower_first(&camel(&parameter.name, &[])))
}

/// Of a function that the library calls, or gives to be called: how long bytes are only another parameter tells.
fn of_callback(one: &Parameter) -> String {
    parameter(one).replace("byte[]", "Pointer")
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Nothing => "void",
        Kind::Text => "String",
        Kind::Bytes => "byte[]",
        Kind::Int32 | Kind::Uint32 | Kind::Code => "int",
        Kind::Int64 => "long",
        Kind::Size => "Size",
        Kind::OutNumber => "LongByReference",
        Kind::OutHandle | Kind::OutError | Kind::OutUserdata => "PointerByReference",
        _ => "Pointer",
    }
}

fn returned(returns: &Returned) -> &'static str {
    match returns.kind {
        Kind::Bytes => "Pointer",
        kind => plain(kind),
    }
}
