//! Go: the values, as programs have them.

use super::Made;
use super::go::{MADE, comment, told_by};
use super::go_names::{lower_first, lower_name, name};
use super::go_raw_values::{field_name as raw_name, list_name};
use super::values::{Field, Value};
use super::words::wrapped;
use crate::model::{Interface, Unit};

/// Of a comment, without its slashes.
const WIDTH: usize = 104;

/// Of a function in one line, about.
const LONGEST_LINE: usize = 100;

/// How Go programs have a value that manners stand on.
enum Shape {
    /// By its fields.
    Open,
    /// By methods, since nothing may print what is in it.
    Hidden,
}

const SHAPES: [(&str, Shape); 5] = [
    ("token", Shape::Hidden),
    ("login", Shape::Hidden),
    ("kept_answer", Shape::Hidden),
    ("response", Shape::Open),
    ("log_entry", Shape::Open),
];

/// As Go programs have them.
pub fn file(interface: &Interface, whole: &[Value], bases: &[Value]) -> Made {
    let mut text = format!(
        "{MADE}package omnifund\n\nimport (\n\t\"net/http\"\n\t\"time\"\n\n\
         \t\"github.com/omnifund/libomnifund/bindings/go/internal/abi\"\n)\n"
    );
    for value in whole {
        text += &open(interface, value);
    }
    for (noun, shape) in SHAPES {
        let Some(value) = bases.iter().find(|value| value.noun == noun) else {
            continue;
        };
        text += &match shape {
            Shape::Open => open(interface, value),
            Shape::Hidden => hidden(interface, value),
        };
    }
    Made::new("bindings/go/values.go", text)
}

/// A length of time is not told in a unit, since its type has one.
fn about(field: &Field, interface: &Interface) -> String {
    let nothing = match go_type(field).as_str() {
        "string" | "[]byte" => "empty",
        "time.Time" => "the zero time",
        _ => "0",
    };
    let about = told_by(&field.doc, &field.parameters, nothing, interface);
    let about = about.replacen("How many seconds", "How long", 1);
    let about = about.replacen("How many milliseconds", "How long", 1);
    about.replacen("or how many milliseconds", "or how long", 1)
}

/// Nor is it named by it; and what is a number in C has the name of net/http.
fn field_name(field: &Field) -> String {
    let plain = field.spoken_name();
    match (plain, field.unit) {
        ("milliseconds", _) => "Duration".to_owned(),
        ("status", Some(Unit::HttpStatus)) => "StatusCode".to_owned(),
        _ => name(plain.strip_prefix("seconds_").unwrap_or(plain)),
    }
}

/// A field, or all of a list, as programs have it.
struct Shown {
    name: String,
    go_type: String,
    about: String,
    made: String,
}

fn shown(interface: &Interface, value: &Value, raw: &str) -> Vec<Shown> {
    let fields = value.fields.iter().map(|field| Shown {
        name: field_name(field),
        go_type: go_type(field),
        about: about(field, interface),
        made: made(field, &format!("{raw}.{}", raw_name(field))),
    });
    let lists = value.lists.iter().map(|list| {
        let raw = format!("{raw}.{}", list_name(list));
        match list.name.as_str() {
            "header" => Shown {
                name: "Header".to_owned(),
                go_type: "http.Header".to_owned(),
                about: "The answer's header.".to_owned(),
                made: format!("httpHeader({raw})"),
            },
            _ => Shown {
                name: list_name(list),
                go_type: "[]*http.Cookie".to_owned(),
                about: "Those that the answer sets. Raw is the whole Set-Cookie value: what a web application \
                        sends on to its user's browser."
                    .to_owned(),
                made: format!("httpCookies({raw})"),
            },
        }
    });
    let given = value.given.iter().map(|field| Shown {
        name: field_name(field),
        go_type: go_type(field),
        about: about(field, interface),
        made: lower_name(&field.name),
    });
    fields.chain(lists).chain(given).collect()
}

fn made(field: &Field, raw: &str) -> String {
    match (field.unit, &field.of) {
        (Some(Unit::UnixTime), _) => format!("unixTime({raw})"),
        (Some(Unit::Seconds), _) => format!("time.Duration({raw}) * time.Second"),
        (Some(Unit::Milliseconds), _) => format!("time.Duration({raw}) * time.Millisecond"),
        (_, Some(of)) => format!("{}({raw})", name(of)),
        _ => raw.to_owned(),
    }
}

fn said(name: &str, about: &str, indent: &str, interface: &Interface) -> String {
    let verb = if name == "Cookies" { "are" } else { "is" };
    let about = format!("{name} {verb} {}", lower_first(about));
    comment(&wrapped(&about, WIDTH).join("\n"), indent, interface)
}

fn told_of(value: &Value, interface: &Interface) -> String {
    told_by(&value.doc, &[], "nothing", interface)
}

fn open(interface: &Interface, value: &Value) -> String {
    let type_name = value.named.go;
    let of_times = if value.may_have_no_time() {
        " A time that is not there is the zero time."
    } else {
        ""
    };
    let mut text = format!(
        "\n{}type {type_name} struct {{\n",
        said(
            type_name,
            &(told_of(value, interface) + of_times),
            "",
            interface
        )
    );
    let fields = shown(interface, value, "raw");
    for field in &fields {
        text += &said(&field.name, &field.about, "\t", interface);
        text += &format!("\t{} {}\n", field.name, field.go_type);
    }
    let longest = fields.iter().map(|field| field.name.len()).max();
    let width = longest.unwrap_or(0) + 1;
    let given = value
        .given
        .iter()
        .map(|field| format!(", {} {}", lower_name(&field.name), go_type(field)));
    text += &format!(
        "}}\n\nfunc new{type_name}(raw abi.{type_name}{}) {type_name} {{\n\treturn {type_name}{{\n",
        given.collect::<String>()
    );
    for field in &fields {
        text += &format!("\t\t{:width$} {},\n", field.name.clone() + ":", field.made);
    }
    text + "\t}\n}\n"
}

fn hidden(interface: &Interface, value: &Value) -> String {
    let type_name = value.named.go;
    let receiver = type_name[..1].to_ascii_lowercase();
    let about = told_of(value, interface) + " Printed, it shows none of its secrets.";
    let mut text = format!(
        "\n{}type {type_name} struct {{\n\tcontents hidden[abi.{type_name}]\n}}\n\n\
         func new{type_name}(raw abi.{type_name}, err *abi.Error) (*{type_name}, error) {{\n\
         \tif err != nil {{\n\t\treturn nil, failed(err)\n\t}}\n\treturn &{type_name}{{hide(raw)}}, nil\n}}\n",
        said(type_name, &about, "", interface)
    );
    for field in shown(interface, value, &format!("{receiver}.contents()")) {
        let head = format!(
            "func ({receiver} *{type_name}) {}() {}",
            field.name, field.go_type
        );
        let body = format!("return {}", field.made);
        text += &said(&field.name, &field.about, "", interface).replacen("//", "\n//", 1);
        // As gofmt does with what is long.
        text += &if head.len() + body.len() > LONGEST_LINE {
            format!("{head} {{\n\t{body}\n}}\n")
        } else {
            format!("{head} {{ {body} }}\n")
        };
    }
    for (name, about, body) in [
        (
            "String",
            "hides the secrets",
            format!("\"omnifund.{type_name}{{secret}}\""),
        ),
        (
            "GoString",
            "hides the secrets",
            format!("{receiver}.String()"),
        ),
    ] {
        text += &format!(
            "\n// {name} {about}.\nfunc ({receiver} *{type_name}) {name}() string {{ return {body} }}\n"
        );
    }
    text
}

fn go_type(field: &Field) -> String {
    match (field.unit, &field.of) {
        (None, _) if field.length.is_some() => "[]byte".to_owned(),
        (None, _) => "string".to_owned(),
        (Some(Unit::Flag), _) => "bool".to_owned(),
        (Some(Unit::UnixTime), _) => "time.Time".to_owned(),
        (Some(Unit::Seconds | Unit::Milliseconds), _) => "time.Duration".to_owned(),
        (Some(Unit::HttpStatus), _) => "int".to_owned(),
        (_, Some(of)) => name(of),
        (Some(_), _) => "int64".to_owned(),
    }
}
