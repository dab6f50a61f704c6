//! Go: the options of a config, and those of a store.

use super::Made;
use super::go::{MADE, told_comment};
use super::go_names::{lower_name, name, option_name};
use super::setters::{self, Setter};
use super::words::behind_noun;
use crate::model::{Interface, Kind, Parameter, Unit};
use crate::settings::rows;

pub fn files(interface: &Interface) -> Vec<Made> {
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
    for setter in setters::all(interface) {
        text += &option(interface, &setter, "Option", "c *Config");
    }
    let mut store = format!(
        "{MADE}package omnifund\n\n// StoreOption says how a store is kept. Unless given: nobody but the owner may read it, no network file\n\
         // system, no other machine's store.\ntype StoreOption func(*storeOptions) error\n"
    );
    for setter in setters::store_options(interface) {
        store += &option(interface, &setter, "StoreOption", "o *storeOptions");
    }
    vec![
        Made::new("bindings/go/options.go", text),
        Made::new("bindings/go/storeoptions.go", store),
    ]
}

fn option(interface: &Interface, setter: &Setter<'_>, option_type: &str, receiver: &str) -> String {
    let option = option_name(setter.function).unwrap_or_default();
    let parameters: Vec<String> = setter
        .parameters
        .iter()
        .filter_map(|one| taken(one))
        .collect();
    let arguments: Vec<String> = setter.parameters.iter().map(|one| passed(one)).collect();
    let has_flag = setter
        .parameters
        .iter()
        .any(|one| one.unit == Some(Unit::Flag));
    // What is a verb in the header goes on behind the name.
    let begins_with_verb = |verb: &str| setter.function.doc.starts_with(verb);
    let says = if setter.is_none {
        " says:"
    } else if ["Takes ", "Trusts ", "Lets ", "Keeps ", "Names "]
        .iter()
        .any(|verb| begins_with_verb(verb))
    {
        ""
    } else if has_flag {
        " says"
    } else if setter.parameters.len() == 2 {
        " are"
    } else {
        " is"
    };
    let call = format!(
        "{}.raw.{}",
        &receiver[..1],
        name(behind_noun(setter.function))
    );
    let arguments = arguments.join(", ");
    // A key's handle lives for the call alone.
    let body = if setter.is_added {
        format!("return failed({arguments}.lend({call}))")
    } else {
        format!("return failed({call}({arguments}))")
    };
    format!(
        "\n{}func {option}({}) {option_type} {{\n\treturn func({receiver}) error {{ {body} }}\n}}\n",
        told_comment(
            &format!("{option}{says}"),
            setter.function,
            "nothing",
            "",
            interface
        ),
        parameters.join(", "),
    )
}

/// A flag is yes where the option is given.
fn taken(parameter: &Parameter) -> Option<String> {
    let go_type = match parameter.unit {
        Some(Unit::Flag) => return None,
        Some(Unit::Milliseconds | Unit::Seconds) => "time.Duration".to_owned(),
        Some(Unit::Enum) => name(parameter.of.as_deref()?),
        Some(_) => "int64".to_owned(),
        None if parameter.kind == Kind::Handle => "*".to_owned() + &name(parameter.of.as_deref()?),
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
