//! C#: a class for each value, which never changes. What a person adds stands beside it, in another part of the class.

use super::Made;
use super::csharp::{DIRECTORY, MADE, lower_first, name, summary, told_by};
use super::values::{Field, List, Value};
use crate::model::{Interface, Unit};

pub fn files(interface: &Interface, values: &[Value]) -> Vec<Made> {
    // What is one text is no class.
    let values = values.iter().filter(|value| value.noun != "metrics");
    values.map(|value| file(interface, value)).collect()
}

/// A property, and how it comes to its value.
struct Property {
    about: String,
    csharp_type: String,
    name: String,
    /// What stands for nothing, in a constructor.
    nothing: &'static str,
    /// What it holds where it is given `nothing` and must not be null.
    otherwise: Option<String>,
    /// What reads it; of what another noun tells it is given.
    read: Option<String>,
    /// A person gives it, in another way.
    is_hidden: bool,
}

fn file(interface: &Interface, value: &Value) -> Made {
    let class = value.named.csharp;
    let fields = value
        .fields
        .iter()
        .map(|one| of_field(value, one, interface));
    let lists = value.lists.iter().map(of_list);
    let given = value.given.iter().map(|one| Property {
        read: None,
        ..of_field(value, one, interface)
    });
    let properties: Vec<Property> = fields.chain(lists).chain(given).collect();
    let about = told_by(&value.doc, &[], "null", interface);
    let mut text = format!(
        "{MADE}using System;\nusing System.Collections.Generic;\nusing Omnifund.Raw;\n\nnamespace Omnifund\n{{\n{}    \
         public sealed partial class {class}\n    {{\n",
        summary(&format!("{about} What is not there is null."), 4, interface)
    );
    for one in &properties {
        if one.is_hidden {
            text += &format!(
                "        private readonly {} {};\n\n",
                one.csharp_type,
                hidden(&one.name)
            );
        } else {
            text += &summary(&one.about, 8, interface);
            text += &format!(
                "        public {} {} {{ get; }}\n\n",
                one.csharp_type, one.name
            );
        }
    }
    text += &constructor(class, &properties);
    text += &reader(value, &properties);
    Made::new(format!("{DIRECTORY}/{class}.cs"), text + "    }\n}\n")
}

fn parameter(property: &Property) -> String {
    lower_first(&property.name)
}

/// A field is told from a parameter by what it is.
fn hidden(name: &str) -> String {
    format!("{}AsRead", lower_first(name))
}

/// Each with what stands for nothing, so that a test makes one of the few that it is about.
fn constructor(class: &str, properties: &[Property]) -> String {
    let taken: Vec<String> = properties
        .iter()
        .map(|one| {
            format!(
                "            {} {} = {}",
                one.csharp_type,
                parameter(one),
                one.nothing
            )
        })
        .collect();
    let mut text = format!(
        "        /// <summary>For tests of your own.</summary>\n        public {class}(\n{})\n        {{\n",
        taken.join(",\n")
    );
    for one in properties {
        let name = if one.is_hidden {
            hidden(&one.name)
        } else {
            one.name.clone()
        };
        let value = parameter(one);
        let value = match &one.otherwise {
            Some(otherwise) => format!("{value} ?? {otherwise}"),
            None => value,
        };
        text += &format!("            {name} = {value};\n");
    }
    text + "        }\n"
}

/// What is read is ended; a list is its reader's to end.
fn reader(value: &Value, properties: &[Property]) -> String {
    let class = value.named.csharp;
    let handle = format!("{}Handle", name(value.noun));
    let (index, ended) = if value.is_entry {
        (", long index", "new Held(held)")
    } else {
        ("", "held")
    };
    let given: String = properties
        .iter()
        .filter(|one| one.read.is_none())
        .map(|one| format!(", {} {}", one.csharp_type, parameter(one)))
        .collect();
    let arguments: Vec<String> = properties
        .iter()
        .map(|one| {
            let name = parameter(one);
            let read = one.read.clone().unwrap_or_else(|| name.clone());
            format!("                    {name}: {read}")
        })
        .collect();
    format!(
        "\n        internal static {class} Of({handle} held{index}{given})\n        {{\n            using ({ended})\n            \
         {{\n                return new {class}(\n{});\n            }}\n        }}\n",
        arguments.join(",\n")
    )
}

fn of_field(value: &Value, field: &Field, interface: &Interface) -> Property {
    let csharp_type = csharp_type(field);
    let arguments = if value.is_entry {
        "held, index"
    } else {
        "held"
    };
    let call = format!("Calls.{}({arguments})", name(&field.function));
    let nothing = if is_nullable(field) { "null" } else { "zero" };
    let about = told_by(&field.doc, &field.parameters, nothing, interface);
    let about = about
        .replacen("how many milliseconds", "how long", 1)
        .replacen("How many milliseconds", "How long", 1)
        .replacen("How many seconds", "How long", 1);
    Property {
        about,
        nothing: nothing_of(field),
        otherwise: field.length.as_ref().map(|_| "new byte[0]".to_owned()),
        read: Some(read(field, &call)),
        name: property_name(field),
        csharp_type,
        // What goes on with the clock, and what is shown on purpose.
        is_hidden: field.function == "token_fresh_for" || field.spoken_name() != field.name,
    }
}

/// A unit is no name for a length of time.
fn property_name(field: &Field) -> String {
    match field.function.as_str() {
        "log_entry_milliseconds" => "Duration".to_owned(),
        "status_seconds_left" => "TimeLeft".to_owned(),
        _ => name(&field.name),
    }
}

/// What is name and value alone is a pair of them; else it has a class of its own, which a person wrote.
fn of_list(list: &List) -> Property {
    let of = if list.fields.len() == 2 {
        "KeyValuePair<string, string>".to_owned()
    } else {
        name(&list.name)
    };
    let about = if list.fields.len() == 2 {
        "Names in lower case, and values, in the server's order."
    } else {
        "Those that the answer sets."
    };
    let calls: Vec<String> = list
        .fields
        .iter()
        .map(|field| format!("Calls.{}(held, index)", name(&field.function)))
        .collect();
    let count = name(list.count.trim_start_matches("omnifund_"));
    Property {
        about: about.to_owned(),
        csharp_type: format!("IReadOnlyList<{of}>"),
        name: format!("{}s", name(&list.name)),
        nothing: "null",
        otherwise: Some(format!("new {of}[0]")),
        read: Some(format!(
            "Listed.Of(Calls.{count}(held), index => new {of}({}))",
            calls.join(", ")
        )),
        is_hidden: false,
    }
}

fn read(field: &Field, call: &str) -> String {
    let none = field.may_be_none;
    match (field.unit, &field.of) {
        (Some(Unit::UnixTime), _) if none => format!("CTime.OfOptional({call})"),
        (Some(Unit::UnixTime), _) => format!("CTime.Of({call})"),
        (Some(Unit::Seconds), _) if none => format!("CTime.SecondsOrNone({call})"),
        (Some(Unit::Seconds), _) => format!("TimeSpan.FromSeconds({call})"),
        (Some(Unit::Milliseconds), _) => format!("TimeSpan.FromMilliseconds({call})"),
        (Some(Unit::Enum), Some(of)) if none => {
            let of = name(of);
            format!("{call} == 0 ? ({of}?)null : {call}")
        }
        _ => call.to_owned(),
    }
}

fn is_nullable(field: &Field) -> bool {
    field.may_be_none
        && matches!(
            field.unit,
            None | Some(Unit::UnixTime | Unit::Seconds | Unit::Enum)
        )
}

fn csharp_type(field: &Field) -> String {
    let plain = match (field.unit, &field.of) {
        (None, _) if field.length.is_some() => return "byte[]".to_owned(),
        (None, _) => return "string".to_owned(),
        (Some(Unit::Flag), _) => "bool".to_owned(),
        (Some(Unit::UnixTime), _) => "DateTimeOffset".to_owned(),
        (Some(Unit::Seconds | Unit::Milliseconds), _) => "TimeSpan".to_owned(),
        (Some(Unit::HttpStatus), _) => "int".to_owned(),
        (Some(Unit::Enum), Some(of)) => name(of),
        (Some(_), _) => "long".to_owned(),
    };
    if is_nullable(field) {
        plain + "?"
    } else {
        plain
    }
}

fn nothing_of(field: &Field) -> &'static str {
    match csharp_type(field).as_str() {
        "string" if !field.may_be_none => "\"\"",
        "bool" => "false",
        "int" | "long" => "0",
        nullable if is_nullable(field) || nullable == "byte[]" => "null",
        _ => "default",
    }
}
