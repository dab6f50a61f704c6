//! Go: the options of a config.

use super::Made;
use super::go::{MADE, comment, lower_first, lower_name, name};
use super::setters::Setter;
use super::words::{behind_noun, wrapped};
use crate::model::{Interface, Parameter, Unit};
use crate::settings::rows;

const WIDTH: usize = 104;

pub fn file(interface: &Interface, setters: &[Setter<'_>]) -> Made {
    let rows = rows(&interface.settings);
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let list: String = rows
        .iter()
        .map(|(name, says)| format!("//\t{name:width$}  {says}\n"))
        .collect();
    let mut text = format!(
        "{MADE}package omnifund\n\nimport \"time\"\n\n// Option is a setting of a [Config]. By name, for [LoadConfig]:\n//\n\
         {list}//\n// Seconds may have a fraction: 0.5.\ntype Option func(*Config) error\n"
    );
    for setter in setters {
        text += &option(interface, setter);
    }
    Made::new("bindings/go/options.go", text)
}

fn option(interface: &Interface, setter: &Setter<'_>) -> String {
    let mut option = name(setter.name);
    if setter.is_none {
        option.insert_str(0, "No");
    } else if interface.enums.iter().any(|one| one.name == setter.name) {
        option.insert_str(0, "With");
    }
    let parameters: Vec<String> = setter
        .parameters
        .iter()
        .filter_map(|one| taken(one))
        .collect();
    let arguments: Vec<String> = setter.parameters.iter().map(|one| passed(one)).collect();
    // What is a verb in the header goes on behind the name.
    let says = match (
        setter.name == behind_noun(setter.function),
        setter.parameters.len(),
    ) {
        _ if setter.is_none => "says: ",
        (true, _) => "",
        _ if setter
            .parameters
            .iter()
            .any(|one| one.unit == Some(Unit::Flag)) =>
        {
            "says "
        }
        (false, 2) => "are ",
        (false, _) => "is ",
    };
    let about = format!("{option} {says}{}", lower_first(&setter.function.summary));
    format!(
        "\n{}func {option}({}) Option {{\n\treturn func(c *Config) error {{ return failed(c.raw.{}({})) }}\n}}\n",
        comment(&wrapped(&about, WIDTH).join("\n"), "", interface),
        parameters.join(", "),
        name(behind_noun(setter.function)),
        arguments.join(", ")
    )
}

/// A flag is yes where the option is given.
fn taken(parameter: &Parameter) -> Option<String> {
    let go_type = match parameter.unit {
        Some(Unit::Flag) => return None,
        Some(Unit::Milliseconds | Unit::Seconds) => "time.Duration".to_owned(),
        Some(Unit::Enum) => name(parameter.of.as_deref()?),
        Some(_) => "int64".to_owned(),
        None => "string".to_owned(),
    };
    Some(format!("{} {go_type}", variable(parameter)))
}

fn passed(parameter: &Parameter) -> String {
    let variable = variable(parameter);
    match parameter.unit {
        Some(Unit::Flag) => "true".to_owned(),
        Some(Unit::Milliseconds) => format!("{variable}.Milliseconds()"),
        Some(Unit::Seconds) => format!("int64({variable} / time.Second)"),
        Some(Unit::Enum) => format!("int32({variable})"),
        _ => variable,
    }
}

/// A unit is no name for what has a type.
fn variable(parameter: &Parameter) -> String {
    match parameter.unit {
        Some(Unit::Milliseconds | Unit::Seconds) => "duration".to_owned(),
        _ => lower_name(&parameter.name),
    }
}
