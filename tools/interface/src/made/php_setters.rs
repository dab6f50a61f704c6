//! PHP: the setters of a config and of a store's options: an interface with the words, and a class that has them.

use super::Made;
use super::php::{MADE_OF, comment, lower_camel, told_comment};
use super::php_calls;
use super::setters::{self, Setter};
use super::words::behind_noun;
use crate::model::{Interface, Kind, Parameter, Unit};

/// A class, its interface and what the interface is about.
struct Pair<'a> {
    class: &'static str,
    interface: &'static str,
    about: String,
    setters: Vec<Setter<'a>>,
}

pub fn files(interface: &Interface) -> Vec<Made> {
    let names: Vec<&str> = interface
        .settings
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let config = Pair {
        class: "Setters",
        interface: "ConfigSettersInterface",
        about: format!(
            "What can be set of a config. By name, for Config::load(), there are {}.",
            names.join(", ")
        ),
        setters: setters::all(interface),
    };
    let options = Pair {
        class: "StoreSetters",
        interface: "StoreOptionsInterface",
        about: "How a store is kept: what StoreOptions is. Unless set: nobody but the owner may read it, no network \
                file system, no other machine's store."
            .to_owned(),
        setters: setters::store_options(interface),
    };
    [config, options]
        .iter()
        .flat_map(|pair| [words(interface, pair), class(pair)])
        .collect()
}

fn words(interface: &Interface, pair: &Pair<'_>) -> Made {
    let name = pair.interface;
    let methods: Vec<String> = pair
        .setters
        .iter()
        .map(|setter| {
            let comment = told_comment(setter.function, "nothing", "    ", interface);
            format!("{comment}    public function {};\n", signature(setter))
        })
        .collect();
    let text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund;\n\n{}interface {name} extends HandleInterface\n{{\n{}}}\n",
        comment(&pair.about, "", interface),
        methods.join("\n")
    );
    Made::new(format!("bindings/php/src/{name}.php"), text)
}

fn class(pair: &Pair<'_>) -> Made {
    let (class, interface) = (pair.class, pair.interface);
    let methods: Vec<String> = pair.setters.iter().map(method).collect();
    let parameters = pair.setters.iter().flat_map(|setter| &setter.parameters);
    let mut used: Vec<String> = parameters.filter_map(|one| used(one)).collect();
    used.push(interface.to_owned());
    used.sort();
    used.dedup();
    let used: String = used
        .iter()
        .map(|name| format!("use Omnifund\\{name};\n"))
        .collect();
    let text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund\\Raw;\n\n{used}\n\
         /** @internal */\nabstract class {class} extends Handle implements {interface}\n{{\n{}}}\n",
        methods.join("\n")
    );
    Made::new(format!("bindings/php/src/Raw/{class}.php"), text)
}

/// The type of a parameter that comes from the package's own names.
fn used(parameter: &Parameter) -> Option<String> {
    match (parameter.kind, parameter.unit) {
        (Kind::Handle, _) => Some(handle(parameter)),
        (_, Some(Unit::Enum)) => Some(super::php::class(parameter.of.as_deref()?)),
        _ => None,
    }
}

fn handle(parameter: &Parameter) -> String {
    super::php::class(parameter.of.as_deref().unwrap_or_default()) + "Interface"
}

fn method(setter: &Setter<'_>) -> String {
    let given = setter.parameters.iter().map(|one| {
        let name = lower_camel(&one.name);
        match one.kind {
            Kind::Handle => format!("self::real(${name})->pointer()"),
            _ => format!("${name}"),
        }
    });
    let arguments: Vec<String> = std::iter::once("$this->pointer()".to_owned())
        .chain(given)
        .collect();
    format!(
        "    public function {}\n    {{\n        Library::get()->{}({});\n        return $this;\n    }}\n",
        signature(setter),
        lower_camel(&setter.function.name),
        arguments.join(", ")
    )
}

/// Who says that it is to be means yes.
fn signature(setter: &Setter<'_>) -> String {
    let taken = setter.parameters.iter().filter_map(|one| {
        if one.kind == Kind::Handle {
            return Some(format!("{} ${}", handle(one), lower_camel(&one.name)));
        }
        let taken = php_calls::parameter(one)?;
        let unless = if taken.starts_with("bool ") {
            " = true"
        } else {
            ""
        };
        Some(taken + unless)
    });
    format!(
        "{}({}): static",
        lower_camel(behind_noun(setter.function)),
        taken.collect::<Vec<_>>().join(", ")
    )
}
