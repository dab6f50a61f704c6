//! C#: the setters of a config, which give it back, so that one can stand behind the other.

use super::Made;
use super::csharp::{DIRECTORY, MADE, lower_name, name, summary};
use super::csharp_calls;
use super::setters::Setter;
use super::words::behind_noun;
use crate::model::{Interface, Parameter, Unit};

pub fn file(interface: &Interface, setters: &[Setter<'_>]) -> Made {
    let methods: Vec<String> = setters.iter().map(|one| method(interface, one)).collect();
    let text = format!(
        "{MADE}using System;\nusing Omnifund.Raw;\n\nnamespace Omnifund\n{{\n    public sealed partial class Config\n    {{\n{}    }}\n}}\n",
        methods.join("\n")
    );
    Made::new(format!("{DIRECTORY}/Setters.cs"), text)
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

fn method(interface: &Interface, setter: &Setter<'_>) -> String {
    let parameters: Vec<String> = setter
        .parameters
        .iter()
        .filter_map(|one| taken(one))
        .collect();
    let arguments: Vec<String> = std::iter::once("Held".to_owned())
        .chain(setter.parameters.iter().map(|one| given(one)))
        .collect();
    format!(
        "{}        public Config {}({})\n        {{\n            Calls.{}({});\n            return this;\n        }}\n",
        summary(&setter.function.summary, 8, interface),
        name(behind_noun(setter.function)),
        parameters.join(", "),
        name(&setter.function.name),
        arguments.join(", ")
    )
}

fn taken(parameter: &Parameter) -> Option<String> {
    match parameter.unit {
        Some(Unit::Milliseconds | Unit::Seconds) => Some(format!("TimeSpan {}", called(parameter))),
        // Who says that it is to be means yes.
        Some(Unit::Flag) => Some(csharp_calls::parameter(parameter)? + " = true"),
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
    match parameter.unit {
        Some(Unit::Milliseconds) => format!("Time.Milliseconds({name})"),
        Some(Unit::Seconds) => format!("Time.Seconds({name})"),
        _ => name,
    }
}
