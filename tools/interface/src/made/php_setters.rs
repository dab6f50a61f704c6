//! PHP: the setters of a config, as the class that it extends.

use super::Made;
use super::php::{MADE_OF, comment, lower_camel};
use super::php_calls;
use super::setters::Setter;
use super::words::behind_noun;
use crate::model::Interface;

pub fn file(interface: &Interface, setters: &[Setter<'_>]) -> Made {
    let names: Vec<String> = interface
        .settings
        .iter()
        .map(|one| one.name.clone())
        .collect();
    let about = format!(
        "The setters of a config. By name, for Config::load(), there are {}.",
        names.join(", ")
    );
    let mut text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund\\Raw;\n\nuse Omnifund\\Replay;\n\n{}abstract class Setters extends Handle\n{{\n",
        comment(&about, "", interface).replace(" */", " *\n * @internal\n */")
    );
    let methods: Vec<String> = setters
        .iter()
        .map(|setter| method(interface, setter))
        .collect();
    text += &methods.join("\n");
    Made::new("bindings/php/src/Raw/Setters.php", text + "}\n")
}

fn method(interface: &Interface, setter: &Setter<'_>) -> String {
    let parameters: Vec<String> = setter
        .parameters
        .iter()
        .filter_map(|one| {
            let taken = php_calls::parameter(one)?;
            // Who says that it is to be means yes.
            let unless = if taken.starts_with("bool ") {
                " = true"
            } else {
                ""
            };
            Some(taken + unless)
        })
        .collect();
    let arguments: Vec<String> = std::iter::once("$this->pointer()".to_owned())
        .chain(
            setter
                .parameters
                .iter()
                .map(|one| format!("${}", lower_camel(&one.name))),
        )
        .collect();
    format!(
        "{}    public function {}({}): static\n    {{\n        Library::get()->{}({});\n        return $this;\n    }}\n",
        comment(&setter.function.summary, "    ", interface),
        lower_camel(behind_noun(setter.function)),
        parameters.join(", "),
        lower_camel(&setter.function.name),
        arguments.join(", ")
    )
}
