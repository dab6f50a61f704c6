//! Pascal: a class for each noun, a record for what is read whole.

use super::Made;
use super::comments::{Names, lines, of_field, of_method, said};
use super::objects::{self, Argument, Class, Gives, Method, Of};
use super::pascal::{Pascal, class, unit, wrapped_call};
use super::values::{self, Field, Value};
use super::words::camel;
use crate::model::{Interface, Kind, Parameter, Unit};

const NAMES: Names = Names {
    no_object: "nil",
    no_text: "\'\'",
    no_number: "0",
    parameter: named,
};

/// The unit `Omnifund`: what it declares, and how each method calls its function.
pub fn file(interface: &Interface) -> Made {
    let classes = objects::classes(interface);
    let values = values::all(interface);
    let library = objects::of_the_library(interface);
    let mut text = "uses\n  OmnifundRaw, OmnifundBase;\n\ntype\n".to_owned();
    for name in [
        "EOmnifund",
        "EOmnifundTryLater",
        "EOmnifundSignInRequired",
        "EOmnifundConfigurationError",
        "EOmnifundStoreError",
        "EOmnifundRefused",
        "EOmnifundBug",
        "TOmnifundBytes",
    ] {
        text += &format!("  {name} = OmnifundBase.{name};\n");
    }
    for value in &values {
        text += &record(value, interface);
    }
    for one in &classes {
        text += &format!("  {} = class;\n", class(&one.noun.name));
    }
    for one in &classes {
        text += &declared(one, interface);
    }
    text.push('\n');
    for method in &library {
        text += &comment(method, "", interface);
        text += &format!(
            "{}\n",
            head(
                method,
                &format!("Omnifund{}", camel(method.name, &[])),
                "",
                true
            )
        );
    }
    text += "\nimplementation\n";
    for value in &values {
        text += &reader(value, interface);
    }
    for one in &classes {
        text += &ended(one);
        let name = class(&one.noun.name);
        for method in &one.methods {
            let word = format!("{name}.{}", word(method));
            text += &format!("\n{}\n{}", head(method, &word, "", false), body(method));
        }
    }
    for method in &library {
        let word = format!("Omnifund{}", camel(method.name, &[]));
        text += &format!("\n{}\n{}", head(method, &word, "", false), body(method));
    }
    unit(
        "Omnifund",
        "A valid OmniFund OAuth2 access token, every time. What fails raises an EOmnifund of the advice's class. Each \
         object is freed once, in any order, when no thread uses it any more. Texts are in UTF-8; '' where there is \
         none, and 0 for a number. Times are Unix times in seconds.",
        &text,
    )
}

/// `base_url` gives `ABaseUrl`.
fn named(parameter: &str) -> String {
    format!("A{}", camel(parameter, &[]))
}

fn word(method: &Method<'_>) -> String {
    match method.name {
        "new" => "Create".to_owned(),
        name => camel(name, &[]),
    }
}

fn comment(method: &Method<'_>, indent: &str, interface: &Interface) -> String {
    lines(&of_method(method, NAMES, interface, &Pascal), indent, "//")
}

fn declared(one: &Class<'_>, interface: &Interface) -> String {
    let mut text = format!(
        "\n{}  {} = class(TOmnifundHandle)\n  protected\n    procedure EndHandle; override;\n  public\n",
        lines(&said(&one.noun.doc, interface, &Pascal), "  ", "//"),
        class(&one.noun.name)
    );
    for method in &one.methods {
        text += &comment(method, "    ", interface);
        text += &format!("{}\n", head(method, &word(method), "    ", true));
    }
    text + "  end;\n"
}

/// With defaults only where it is declared, as Delphi wants it.
fn head(method: &Method<'_>, name: &str, indent: &str, declares: bool) -> String {
    let listed: Vec<String> = method
        .said
        .iter()
        .enumerate()
        .map(|(position, one)| {
            let default = match one.kind {
                _ if !(declares && method.may_end_before(position)) => "",
                Kind::Handle | Kind::Bytes => " = nil",
                _ => " = ''",
            };
            parameter(one) + default
        })
        .collect();
    let of_class = if method.of == Of::Nothing && method.function.noun.is_some() {
        "class "
    } else {
        ""
    };
    let given = gives(method);
    let (kind, end) = match (method.of, given) {
        (Of::Maker, _) => ("constructor", ";".to_owned()),
        (_, None) => ("procedure", ";".to_owned()),
        (_, Some(of)) => ("function", format!(": {of};")),
    };
    wrapped_call(
        &format!("{indent}{of_class}{kind} {name}"),
        &listed,
        &end,
        "; ",
    )
}

fn parameter(parameter: &Parameter) -> String {
    let name = named(&parameter.name);
    let of = parameter.of.as_deref().unwrap_or_default();
    match (parameter.kind, parameter.unit) {
        (Kind::Handle, _) => format!("{name}: {}", class(of)),
        (Kind::Text, _) => format!("const {name}: UTF8String"),
        (Kind::Bytes, _) => format!("const {name}: TOmnifundBytes"),
        (_, Some(Unit::Flag)) => format!("{name}: Boolean"),
        (Kind::Int32, _) => format!("{name}: Integer"),
        _ => format!("{name}: Int64"),
    }
}

fn gives(method: &Method<'_>) -> Option<String> {
    let returns = &method.function.returns;
    match method.gives {
        // A procedure: with classes that are freed by hand nobody writes chains.
        Gives::Nothing | Gives::Itself => None,
        Gives::Handle(noun, _) => Some(class(noun)),
        Gives::Value(noun) => Some(class(noun)),
        Gives::List(noun) => Some(entries(noun)),
        Gives::Text => Some("UTF8String".to_owned()),
        Gives::Bytes(_) => Some("TOmnifundBytes".to_owned()),
        Gives::Flag => Some("Boolean".to_owned()),
        Gives::Enum(..) => Some("Integer".to_owned()),
        Gives::Plain(_) if returns.kind == Kind::Int32 => Some("Integer".to_owned()),
        Gives::Plain(_) | Gives::Number => Some("Int64".to_owned()),
    }
}

fn argument(argument: &Argument<'_>) -> String {
    match argument {
        Argument::Itself => "Handle".to_owned(),
        Argument::Null => "nil".to_owned(),
        Argument::Out => "@Given".to_owned(),
        Argument::Error => "@Failed".to_owned(),
        Argument::LengthOf(bytes) => format!("Length({})", named(&bytes.name)),
        Argument::Said(one) => {
            let name = named(&one.name);
            match (one.kind, one.unit) {
                (Kind::Handle, _) => format!("PointerOf({name})"),
                (Kind::Text, _) if one.nullable => format!("TextOrNil({name})"),
                (Kind::Text, _) => format!("Text({name})"),
                (Kind::Bytes, _) => format!("Pointer({name})"),
                (_, Some(Unit::Flag)) => format!("Ord({name})"),
                _ => name,
            }
        }
    }
}

fn body(method: &Method<'_>) -> String {
    let listed: Vec<String> = method.arguments().iter().map(argument).collect();
    let call = wrapped_call(&method.function.c_name, &listed, "", ", ").replace("\n  ", "\n    ");
    let fallible = method.function.fallible;
    let mut locals = Vec::new();
    let statement = match method.gives {
        Gives::Nothing | Gives::Itself if fallible => format!("Check({call}, Failed);"),
        Gives::Nothing | Gives::Itself => format!("{call};"),
        Gives::Handle(noun, optional) => {
            locals.push(format!("Given: Pomnifund_{noun};"));
            let called = if fallible {
                format!("Check({call}, Failed);")
            } else {
                format!("Given := {call};")
            };
            let kept = match (method.of, optional) {
                (Of::Maker, _) => "Own(Given);".to_owned(),
                (_, false) => format!("Result := {}.Own(Given);", class(noun)),
                (_, true) => format!(
                    "Result := nil;\n  if Given <> nil then\n    Result := {}.Own(Given);",
                    class(noun)
                ),
            };
            format!("{called}\n  {kept}")
        }
        Gives::Value(noun) | Gives::List(noun) => {
            locals.push(format!("Given: Pomnifund_{noun};"));
            format!(
                "Check({call}, Failed);\n  try\n    Result := {}(Given);\n  finally\n    omnifund_{noun}_free(Given);\n  end;",
                reads(noun)
            )
        }
        Gives::Number => {
            locals.push("Given: Int64;".to_owned());
            format!("Check({call}, Failed);\n  Result := Given;")
        }
        Gives::Text => format!("Result := TextOf({call});"),
        Gives::Bytes(length) => format!("Result := BytesOf({call}, {length}(Handle));"),
        Gives::Flag => format!("Result := {call} <> 0;"),
        Gives::Enum(..) | Gives::Plain(_) => format!("Result := {call};"),
    };
    if fallible {
        locals.push("Failed: Pomnifund_error;".to_owned());
    }
    let locals = if locals.is_empty() {
        String::new()
    } else {
        format!("var\n  {}\n", locals.join("\n  "))
    };
    format!("{locals}begin\n  {statement}\nend;\n")
}

fn ended(one: &Class<'_>) -> String {
    format!(
        "\nprocedure {}.EndHandle;\nbegin\n  {}_free(Handle);\nend;\n",
        class(&one.noun.name),
        one.noun.c_name
    )
}

fn value_class(value: &Value) -> String {
    class(&objects::value_named(value.noun))
}

fn entries(noun: &str) -> String {
    format!(
        "TOmnifund{}Entries",
        camel(noun.trim_end_matches("_list"), &[])
    )
}

fn reads(noun: &str) -> String {
    match noun.strip_suffix("_list") {
        Some(entry) => format!("Read{}Entries", camel(entry, &[])),
        None => format!("Read{}", camel(noun, &[])),
    }
}

fn record(value: &Value, interface: &Interface) -> String {
    let name = value_class(value);
    let mut text = format!(
        "\n{}  {name} = record\n",
        lines(&said(&value.doc, interface, &Pascal), "  ", "//")
    );
    for field in &value.fields {
        text += &lines(&of_field(field, NAMES, interface, &Pascal), "    ", "//");
        text += &format!("    {}: {};\n", camel(&field.name, &[]), field_type(field));
    }
    text += "  end;\n";
    if value.is_entry {
        text += &format!("  {} = array of {name};\n", entries(value.noun));
    }
    text
}

fn field_type(field: &Field) -> &'static str {
    match field.unit {
        None => "UTF8String",
        Some(Unit::Flag) => "Boolean",
        Some(_) => "Int64",
    }
}

fn reader(value: &Value, interface: &Interface) -> String {
    let noun = value.noun;
    let name = value_class(value);
    let (taken, index) = if value.is_entry {
        (
            format!("AFrom: Pomnifund_{noun}; AIndex: Int64"),
            ", AIndex",
        )
    } else {
        (format!("AFrom: Pomnifund_{noun}"), "")
    };
    let one = format!("Read{}", camel(&objects::value_named(noun), &[]));
    let mut text = format!("\nfunction {one}({taken}): {name};\nbegin\n");
    for field in &value.fields {
        let call = format!("{}(AFrom{index})", field.c_name);
        let read = match field.unit {
            None => format!("TextOf({call})"),
            Some(Unit::Flag) => format!("{call} <> 0"),
            Some(_) => call,
        };
        text += &format!("  Result.{} := {read};\n", camel(&field.name, &[]));
    }
    text += "end;\n";
    if !value.is_entry {
        return text;
    }
    let of = entries(noun);
    let in_pages = objects::comes_in_pages(noun, interface);
    let counted = format!(
        "Count := omnifund_{noun}_count(AFrom);\n    First := Length(Result);\n    \
         SetLength(Result, First + Count);\n    for Index := 0 to Count - 1 do\n      \
         Result[First + Index] := {one}(AFrom, Index);\n"
    );
    let (locals, body) = if in_pages {
        (
            "\n  Failed: Pomnifund_error;",
            format!(
                "  repeat\n    Check(omnifund_{noun}_next(AFrom, @Failed), Failed);\n    {counted}  until Count = 0;\n"
            ),
        )
    } else {
        ("", format!("  {}", counted.replace("\n  ", "\n")))
    };
    text + &format!(
        "\nfunction {}(AFrom: Pomnifund_{noun}): {of};\nvar\n  First, Count, Index: Integer;{locals}\nbegin\n  \
         Result := nil;\n{body}end;\n",
        reads(noun)
    )
}
