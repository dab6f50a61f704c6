//! C#: the setters of a config and of a store's options, which give it back, so that one can stand behind the other.

use super::Made;
use super::csharp::{DIRECTORY, MADE, lower_name, name, summary, told_by};
use super::csharp_calls;
use super::setters::{self, Setter};
use super::words::behind_noun;
use crate::model::{Interface, Kind, Parameter, Unit};

pub fn files(interface: &Interface) -> Vec<Made> {
    vec![
        file(interface, "Config", &setters::all(interface)),
        file(
            interface,
            "StoreOptions",
            &setters::store_options(interface),
        ),
    ]
}

fn file(interface: &Interface, class: &str, setters: &[Setter<'_>]) -> Made {
    let methods: Vec<String> = setters
        .iter()
        .map(|one| method(interface, class, one))
        .collect();
    let text = format!(
        "{MADE}using System;\nusing Omnifund.Raw;\n\nnamespace Omnifund\n{{\n    public sealed partial class {class}\n    {{\n{}    }}\n}}\n",
        methods.join("\n")
    );
    Made::new(format!("{DIRECTORY}/{class}Setters.cs"), text)
}

/// The names by which it is set elsewhere.
pub fn settings(interface: &Interface) -> Made {
    let mut text = format!(
        "{MADE}namespace Omnifund\n{{\n    /// <summary>What can be set by name: in a file for <see cref=\"Config.Load\"/>, or in the \
         environment.</summary>\n    public static class Settings\n    {{\n"
    );
    let constants: Vec<String> = interface
        .settings
        .iter()
        .map(|setting| {
            let plain = setting.name.trim_start_matches("OMNIFUND_");
            let about = format!("Such as \"{}\": {}.", setting.example, setting.says);
            format!(
                "{}        public const string {} = \"{}\";\n",
                summary(&about, 8, interface),
                name(plain),
                setting.name
            )
        })
        .collect();
    text += &constants.join("\n");
    Made::new(format!("{DIRECTORY}/Settings.cs"), text + "    }\n}\n")
}

fn method(interface: &Interface, class: &str, setter: &Setter<'_>) -> String {
    let parameters: Vec<String> = setter
        .parameters
        .iter()
        .filter_map(|one| taken(one))
        .collect();
    let arguments: Vec<String> = std::iter::once("Held".to_owned())
        .chain(setter.parameters.iter().map(|one| given(one)))
        .collect();
    let about = told_by(
        &setter.function.doc,
        &setter.function.parameters,
        "nothing",
        interface,
    );
    format!(
        "{}        public {class} {}({})\n        {{\n            Calls.{}({});\n            return this;\n        }}\n",
        summary(&about, 8, interface),
        name(behind_noun(setter.function)),
        parameters.join(", "),
        name(&setter.function.name),
        arguments.join(", ")
    )
}

fn taken(parameter: &Parameter) -> Option<String> {
    match (parameter.kind, parameter.unit) {
        (Kind::Handle, _) => Some(format!(
            "{} {}",
            name(parameter.of.as_deref()?),
            called(parameter)
        )),
        (_, Some(Unit::Milliseconds | Unit::Seconds)) => {
            Some(format!("TimeSpan {}", called(parameter)))
        }
        // Who says that it is to be means yes.
        (_, Some(Unit::Flag)) => Some(csharp_calls::parameter(parameter)? + " = true"),
        _ => csharp_calls::parameter(parameter),
    }
}

/// A length of time is no number of anything.
fn called(parameter: &Parameter) -> String {
    match parameter.unit {
        Some(Unit::Milliseconds | Unit::Seconds) => "time".to_owned(),
        _ => lower_name(&parameter.name),
    }
}

fn given(parameter: &Parameter) -> String {
    let name = called(parameter);
    match (parameter.kind, parameter.unit) {
        (Kind::Handle, _) => format!("{name}.Held"),
        (_, Some(Unit::Milliseconds)) => format!("CTime.Milliseconds({name})"),
        (_, Some(Unit::Seconds)) => format!("CTime.Seconds({name})"),
        _ => name,
    }
}
