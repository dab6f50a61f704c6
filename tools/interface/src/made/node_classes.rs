//! Node: a class for each noun, and one for what is read whole. What may wait gives a promise.

use super::Made;
use super::comments::{block, of_field, of_method};
use super::node::{NAMES, Node, comment, module, spelled, wrapped_call};
use super::objects::{self, Argument, Class, Gives, Method, Of};
use super::values::{self, Value};
use super::words::camel;
use crate::model::{Interface, Parameter, Unit};

pub fn file(interface: &Interface) -> Made {
    let mut text = "\nconst raw = require('./raw.js');\nconst {\n  Handle, Owned, bytes, later, now, read, wholeLater,\n} = require('./calls.js');\n"
        .to_owned();
    let values = values::all(interface);
    for one in &values {
        text += &value(one, interface);
    }
    let classes = objects::classes(interface);
    for one in &classes {
        text += &class(one, interface);
    }
    for method in objects::of_the_library(interface) {
        let listed: Vec<String> = method.said.iter().map(|one| name_of(one)).collect();
        text += &format!(
            "\n{}function {}({}) {{\n{}}}\n",
            about(&method, "", interface),
            word(&method),
            listed.join(", "),
            body(&method, "  ")
        );
    }
    let mut names: Vec<String> = values.iter().map(class_of_value).collect();
    names.extend(classes.iter().map(|one| camel(&one.noun.name, &[])));
    let library = objects::of_the_library(interface);
    names.extend(library.iter().map(word));
    let names: String = names.iter().map(|one| format!("  {one},\n")).collect();
    text += &format!("\nmodule.exports = {{\n{names}}};\n");
    module(
        "classes",
        "The library's nouns as classes. A method that may wait for a server, a file system or another thread gives a \
         promise; what fails throws an OmnifundError of the advice's class.",
        &text,
    )
}

fn about(method: &Method<'_>, indent: &str, interface: &Interface) -> String {
    block(&of_method(method, NAMES, interface, &Node), indent)
}

fn word(method: &Method<'_>) -> String {
    spelled(method.name)
}

fn name_of(parameter: &Parameter) -> String {
    spelled(&parameter.name)
}

fn class(one: &Class<'_>, interface: &Interface) -> String {
    let methods: Vec<String> = one
        .methods
        .iter()
        .map(|method| {
            let mut listed: Vec<String> = method.said.iter().map(|one| name_of(one)).collect();
            for (position, name) in listed.iter_mut().enumerate() {
                if method.may_end_before(position) {
                    *name += " = null";
                }
            }
            let (begin, body) = match (method.name, method.of) {
                ("new", _) => ("constructor".to_owned(), constructor(method)),
                (_, Of::Handle) => (word(method), body(method, "    ")),
                _ => (format!("static {}", word(method)), body(method, "    ")),
            };
            format!(
                "{}{}\n{body}  }}\n",
                about(method, "  ", interface),
                wrapped_call(&begin, &listed, " {", "  ")
            )
        })
        .collect();
    let name = camel(&one.noun.name, &[]);
    format!(
        "\n{}class {name} extends Handle {{\n  static free = raw.{}_free;\n\n{}}}\n",
        comment(&one.noun.doc, "", interface),
        one.noun.c_name,
        methods.join("\n")
    )
}

/// An object is made of what its caller says, or of a pointer that the library gave.
fn constructor(method: &Method<'_>) -> String {
    let first = method.said.first().map(|one| name_of(one));
    let call = if method.function.fallible {
        called(method, "now", Some("Owned"))
    } else {
        format!("new Owned({})", called(method, "read", None))
    };
    match first {
        Some(first) => format!("    super({first} instanceof Owned ? {first} : {call});\n"),
        None => format!("    super(arguments[0] instanceof Owned ? arguments[0] : {call});\n"),
    }
}

fn argument(argument: &Argument<'_>) -> Option<String> {
    Some(match argument {
        Argument::Itself => "this".to_owned(),
        Argument::Null => "null".to_owned(),
        Argument::Out | Argument::Error => return None,
        Argument::LengthOf(bytes) => {
            format!("{}?.length ?? 0", name_of(bytes))
        }
        Argument::Said(one) => name_of(one),
    })
}

/// As the machinery calls it: `now(raw.omnifund_..., [...], what)`.
fn called(method: &Method<'_>, how: &str, what: Option<&str>) -> String {
    let listed: Vec<String> = method.arguments().iter().filter_map(argument).collect();
    let what = what.map_or_else(String::new, |what| format!(", {what}"));
    format!(
        "{how}(raw.{}, [{}]{what})",
        method.function.c_name,
        listed.join(", ")
    )
}

fn body(method: &Method<'_>, indent: &str) -> String {
    let waits = method.function.blocks;
    let fallible = method.function.fallible;
    let how = if waits { "later" } else { "now" };
    let plain = || {
        let listed: Vec<String> = method.arguments().iter().filter_map(argument).collect();
        let name = if waits { "read.later" } else { "read" };
        format!(
            "{name}(raw.{}, [{}])",
            method.function.c_name,
            listed.join(", ")
        )
    };
    let statement = match method.gives {
        Gives::Nothing if fallible => format!("return {};", called(method, how, None)),
        Gives::Nothing => format!("return {};", plain()),
        Gives::Itself if waits => format!("return {}.then(() => this);", called(method, how, None)),
        Gives::Itself => format!("{};\n{indent}return this;", called(method, how, None)),
        Gives::Handle(noun, _) if fallible => {
            format!("return {};", called(method, how, Some(&camel(noun, &[]))))
        }
        Gives::Handle(noun, _) => format!("return {}.own({});", camel(noun, &[]), plain()),
        Gives::Value(noun) | Gives::List(noun) => {
            let class = camel(&objects::value_named(noun), &[]);
            let read = match method.gives {
                Gives::List(_) => format!("{class}.all"),
                _ => format!("{class}.of"),
            };
            let what = format!("raw.omnifund_{noun}_free, {read}");
            format!("return {};", called(method, "wholeLater", Some(&what)))
        }
        Gives::Number => format!("return {};", called(method, how, Some("Number"))),
        Gives::Bytes(length) => format!("return bytes({}, {});", plain(), read_of(length)),
        Gives::Flag => format!("return {} !== 0;", plain()),
        Gives::Enum(_, true) | Gives::Plain(true) => format!("return {} || null;", plain()),
        Gives::Text | Gives::Enum(..) | Gives::Plain(_) => format!("return {};", plain()),
    };
    format!("{indent}{statement}\n")
}

fn read_of(length: &str) -> String {
    format!("read(raw.{length}, [this])")
}

fn class_of_value(value: &Value) -> String {
    camel(&objects::value_named(value.noun), &[])
}

fn value(value: &Value, interface: &Interface) -> String {
    let noun = value.noun;
    let name = class_of_value(value);
    let (taken, arguments) = if value.is_entry {
        ("from, index", "from, index")
    } else {
        ("from", "from")
    };
    let mut fields = String::new();
    for field in &value.fields {
        let word = spelled(&field.name);
        let call = format!("raw.{}({arguments})", field.c_name);
        let read = match (field.unit, field.may_be_none) {
            (None, _) => call,
            (Some(Unit::Flag), _) => format!("{call} !== 0"),
            (Some(_), true) => format!("{call} || null"),
            (Some(_), false) => call,
        };
        fields += &block(&of_field(field, NAMES, interface, &Node), "    ");
        fields += &format!("    this.{word} = {read};\n");
    }
    let about = format!(
        "{} Times are Unix times in seconds; what is not there is null.",
        value.doc
    );
    let next = format!("{noun}_next");
    let in_pages = objects::comes_in_pages(noun, interface);
    let reads = if !value.is_entry {
        format!("  static of(from) {{\n    return new {name}(from);\n  }}\n")
    } else if in_pages {
        format!(
            "  static async all(from) {{\n    const all = [];\n    for (;;) {{\n      \
             await later(raw.omnifund_{next}, [from]);\n      const count = raw.omnifund_{noun}_count(from);\n      \
             if (count === 0) return all;\n      for (let index = 0; index < count; index += 1) all.push(new {name}(from, index));\n    }}\n  }}\n"
        )
    } else {
        format!(
            "  static all(from) {{\n    const all = [];\n    const count = raw.omnifund_{noun}_count(from);\n    \
             for (let index = 0; index < count; index += 1) all.push(new {name}(from, index));\n    return all;\n  }}\n"
        )
    };
    format!(
        "\n{}class {name} {{\n  constructor({taken}) {{\n{fields}    Object.freeze(this);\n  }}\n\n{reads}}}\n",
        comment(&about, "", interface)
    )
}
