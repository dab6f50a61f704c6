//! Ruby: a class for each noun, and one for what is read whole.

use super::Made;
use super::comments::{lines, of_field, of_method};
use super::objects::{self, Argument, Class, Gives, Method, Of};
use super::ruby::{NAMES, Ruby, comment, named, source};
use super::values::{self, Value};
use super::words::camel;
use crate::model::{Interface, Kind, Parameter, Unit};

pub fn file(interface: &Interface) -> Made {
    let mut text = "require 'omnifund/calls'\n\nmodule Omnifund\n".to_owned();
    let values = values::all(interface);
    let mut parts: Vec<String> = values.iter().map(|one| value(one, interface)).collect();
    let classes = objects::classes(interface);
    parts.extend(classes.iter().map(|one| class(one, interface)));
    let library = objects::of_the_library(interface);
    parts.extend(library.iter().map(|method| {
        format!(
            "{}  def self.{}\n{}  end\n",
            about(method, "  ", interface),
            head(method),
            body(method, "    ")
        )
    }));
    text += &parts.join("\n");
    source("classes", &(text + "end\n"))
}

fn about(method: &Method<'_>, indent: &str, interface: &Interface) -> String {
    lines(&of_method(method, NAMES, interface, &Ruby), indent, "#")
}

/// The name and what it takes.
fn head(method: &Method<'_>) -> String {
    let word = match method.name {
        "new" => "initialize".to_owned(),
        name if matches!(method.gives, Gives::Flag) => format!("{name}?"),
        name => name.to_owned(),
    };
    let listed: Vec<String> = method
        .said
        .iter()
        .enumerate()
        .map(|(position, one)| {
            let default = if method.may_end_before(position) {
                " = nil"
            } else {
                ""
            };
            format!("{}{default}", named(&one.name))
        })
        .collect();
    if listed.is_empty() {
        word
    } else {
        format!("{word}({})", listed.join(", "))
    }
}

fn class(one: &Class<'_>, interface: &Interface) -> String {
    let methods: Vec<String> = one
        .methods
        .iter()
        .map(|method| {
            let of_class = if method.of != Of::Handle && method.name != "new" {
                "self."
            } else {
                ""
            };
            format!(
                "{}    def {of_class}{}\n{}    end\n",
                about(method, "    ", interface),
                head(method),
                body(method, "      ")
            )
        })
        .collect();
    format!(
        "{}  class {} < Handle\n    ends_with :{}_free\n\n{}  end\n",
        comment(&one.noun.doc, "  ", interface),
        camel(&one.noun.name, &[]),
        one.noun.c_name,
        methods.join("\n")
    )
}

fn said(parameter: &Parameter) -> String {
    match (parameter.kind, parameter.unit) {
        (Kind::Bytes, _) => format!("Calls.bytes({})", named(&parameter.name)),
        (_, Some(Unit::Flag)) => format!("{} ? 1 : 0", named(&parameter.name)),
        _ => named(&parameter.name),
    }
}

fn argument(argument: &Argument<'_>) -> Option<String> {
    Some(match argument {
        Argument::Itself => "self".to_owned(),
        Argument::Null => "nil".to_owned(),
        Argument::Out | Argument::Error => return None,
        Argument::LengthOf(bytes) => format!("Calls.length({})", named(&bytes.name)),
        Argument::Said(one) => said(one),
    })
}

fn body(method: &Method<'_>, indent: &str) -> String {
    let name = &method.function.c_name;
    let listed: Vec<String> = method.arguments().iter().filter_map(argument).collect();
    let call = |machine: &str, before: &[&str]| {
        let before = before.iter().map(|one| (*one).to_owned());
        let name = std::iter::once(format!(":{name}"));
        let all: Vec<String> = before.chain(name).chain(listed.iter().cloned()).collect();
        format!("Calls.{machine}({})", all.join(", "))
    };
    let fallible = method.function.fallible;
    let statement = match method.gives {
        Gives::Nothing if fallible => call("check", &[]),
        Gives::Nothing => call("plain", &[]),
        Gives::Itself => format!("{}\n{indent}self", call("check", &[])),
        Gives::Handle(_, _) if method.name == "new" && fallible => {
            format!("keep_pointer({})", call("pointer", &[]))
        }
        Gives::Handle(_, _) if method.name == "new" => {
            format!("keep_pointer({})", call("plain", &[]))
        }
        Gives::Handle(noun, _) if fallible => {
            format!("{}.own({})", camel(noun, &[]), call("pointer", &[]))
        }
        Gives::Handle(noun, _) => format!("{}.own({})", camel(noun, &[]), call("plain", &[])),
        Gives::Value(noun) | Gives::List(noun) => {
            let class = camel(&objects::value_named(noun), &[]);
            let read = match method.gives {
                Gives::List(_) => format!("{class}.all(from)"),
                _ => format!("{class}.new(from)"),
            };
            let free = format!(":omnifund_{noun}_free");
            format!("{} {{ |from| {read} }}", call("whole", &[&free]))
        }
        Gives::Number => call("number", &[]),
        Gives::Text => call("text", &[]),
        Gives::Bytes(length) => format!(
            "Calls.bytes_of({}, Calls.plain(:{length}, self))",
            call("plain", &[])
        ),
        Gives::Flag => format!("{} != 0", call("plain", &[])),
        Gives::Enum(_, true) | Gives::Plain(true) => call("number_or_none", &[]),
        Gives::Enum(..) | Gives::Plain(_) => call("plain", &[]),
    };
    format!("{indent}{statement}\n")
}

fn value(value: &Value, interface: &Interface) -> String {
    let noun = value.noun;
    let name = camel(&objects::value_named(noun), &[]);
    let (taken, arguments) = if value.is_entry {
        ("from, index", "from, index")
    } else {
        ("from", "from")
    };
    let (mut readers, mut read) = (String::new(), String::new());
    for field in &value.fields {
        let is_flag = field.unit == Some(Unit::Flag);
        readers += &lines(&of_field(field, NAMES, interface, &Ruby), "    ", "#");
        readers += &if is_flag {
            format!("    def {0}? = @{0}\n\n", field.name)
        } else {
            format!("    attr_reader :{}\n\n", field.name)
        };
        let machine = match (field.unit, field.may_be_none) {
            (None, _) => "text",
            (Some(Unit::Flag), _) => "flag",
            (Some(_), true) => "number_or_none",
            (Some(_), false) => "plain",
        };
        read += &format!(
            "      @{} = Calls.{machine}(:{}, {arguments})\n",
            field.name, field.c_name
        );
    }
    let about = format!(
        "{} Times are Unix times in seconds; what is not there is nil.",
        value.doc
    );
    let next = format!("{noun}_next");
    let in_pages = objects::comes_in_pages(noun, interface);
    let all = if !value.is_entry {
        String::new()
    } else if in_pages {
        format!(
            "\n    def self.all(from)\n      all = []\n      loop do\n        Calls.check(:omnifund_{next}, from)\n        \
             count = Calls.plain(:omnifund_{noun}_count, from)\n        return all if count.zero?\n\n        \
             count.times {{ |index| all << new(from, index) }}\n      end\n    end\n"
        )
    } else {
        format!(
            "\n    def self.all(from)\n      Array.new(Calls.plain(:omnifund_{noun}_count, from)) {{ |index| new(from, index) }}\n    end\n"
        )
    };
    format!(
        "{}  class {name}\n{readers}    def initialize({taken})\n{read}      freeze\n    end\n{all}  end\n",
        comment(&about, "  ", interface)
    )
}
