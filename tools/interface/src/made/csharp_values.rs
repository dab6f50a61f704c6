//! C#: a class for each value, which never changes.

use super::Made;
use super::csharp::{DIRECTORY, MADE, lower_name, name, summary};
use super::values::{Field, Value};
use crate::model::{Interface, Unit};

pub fn file(interface: &Interface, values: &[Value]) -> Made {
    let classes: Vec<String> = values.iter().map(|one| class(interface, one)).collect();
    let text = format!(
        "{MADE}using System;\nusing Omnifund.Raw;\n\nnamespace Omnifund\n{{\n{}}}\n",
        classes.join("\n")
    );
    Made::new(format!("{DIRECTORY}/Values.cs"), text)
}

fn class(interface: &Interface, value: &Value) -> String {
    let class = value.named.csharp;
    let about = format!("{} What is not there is null.", value.about);
    let mut text = format!(
        "{}    public sealed class {class}\n    {{\n",
        summary(&about, 4, interface)
    );
    for field in &value.fields {
        text += &summary(&field.about, 8, interface);
        text += &format!(
            "        public {} {} {{ get; }}\n\n",
            csharp_type(field),
            name(&field.name)
        );
    }
    // Each with what stands for nothing, so that a test makes one of the few that it is about.
    let taken: Vec<String> = value
        .fields
        .iter()
        .map(|field| {
            let (the_type, name) = (csharp_type(field), lower_name(&field.name));
            format!("            {the_type} {name} = {}", nothing(field))
        })
        .collect();
    text += "        /// <summary>For tests of your own.</summary>\n";
    text += &format!(
        "        public {class}(\n{})\n        {{\n",
        taken.join(",\n")
    );
    for field in &value.fields {
        text += &format!(
            "            {} = {};\n",
            name(&field.name),
            lower_name(&field.name)
        );
    }
    let handle = format!("{}Handle", name(value.noun));
    let (index, arguments) = if value.is_entry {
        (", long index", "held, index")
    } else {
        ("", "held")
    };
    text += &format!(
        "        }}\n\n        internal static {class} Of({handle} held{index})\n        {{\n            return new {class}(\n"
    );
    let read: Vec<String> = value
        .fields
        .iter()
        .map(|field| {
            let call = format!("Calls.{}({arguments})", name(&field.function));
            let read = match (field.unit, field.may_be_none) {
                (Some(Unit::UnixTime), true) => format!("Time.OfOptional({call})"),
                (Some(Unit::UnixTime), false) => format!("Time.Of({call})"),
                (Some(Unit::Seconds), _) => format!("TimeSpan.FromSeconds({call})"),
                (Some(Unit::Milliseconds), _) => format!("TimeSpan.FromMilliseconds({call})"),
                _ => call,
            };
            format!("                {}: {read}", lower_name(&field.name))
        })
        .collect();
    text + &read.join(",\n") + ");\n        }\n    }\n"
}

fn csharp_type(field: &Field) -> &'static str {
    match (field.unit, field.may_be_none) {
        (None, _) => "string",
        (Some(Unit::Flag), _) => "bool",
        (Some(Unit::UnixTime), true) => "DateTimeOffset?",
        (Some(Unit::UnixTime), false) => "DateTimeOffset",
        (Some(Unit::Seconds | Unit::Milliseconds), _) => "TimeSpan",
        (Some(Unit::HttpStatus), _) => "int",
        (Some(_), _) => "long",
    }
}

fn nothing(field: &Field) -> &'static str {
    match (csharp_type(field), field.may_be_none) {
        ("string", false) => "\"\"",
        ("string", true) => "null",
        ("bool", _) => "false",
        ("int" | "long", _) => "0",
        (_, _) => "default",
    }
}
