//! PHP: a class for each value.

use super::Made;
use super::php::{MADE_OF, class, comment, lower_camel, told_by};
use super::values::{Field, Value};
use crate::model::{Interface, Unit};

pub fn files(interface: &Interface, whole: &[Value], bases: &[Value]) -> Vec<Made> {
    let entry = bases.iter().filter(|value| value.noun == "log_entry");
    let values = whole.iter().chain(entry);
    values.map(|value| file(interface, value)).collect()
}

fn file(interface: &Interface, value: &Value) -> Made {
    let name = value.named.php;
    let mut text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund;\n\nuse DateTimeImmutable;\n\
         use FFI\\CData;\nuse Omnifund\\Raw\\Library;\n\n{}final class {name}\n{{\n",
        comment(
            &(told_by(&value.doc, &[], "nothing", interface) + " What is not there is null."),
            "",
            interface
        )
    );
    // Each with what stands for nothing, so that a test makes one of the few that it is about.
    text += "    public function __construct(\n";
    for field in &value.fields {
        let nothing = if php_type(field).starts_with('?') {
            "null"
        } else {
            "0"
        };
        let about = told_by(&field.doc, &field.parameters, nothing, interface);
        text += &comment(&about, "        ", interface);
        text += &format!(
            "        public readonly {} ${} = {},\n",
            php_type(field),
            lower_camel(&field.name),
            php_nothing(field)
        );
    }
    text += "    ) {\n    }\n\n";
    let (taken, arguments) = if value.is_entry {
        ("CData $list, int $index", "$list, $index")
    } else {
        ("CData $pointer", "$pointer")
    };
    let gives = if value.is_entry {
        "return "
    } else {
        "$value = "
    };
    text += &format!(
        "    /** @internal */\n    public static function of({taken}): self\n    {{\n        \
         $library = Library::get();\n        {gives}new self(\n"
    );
    for field in &value.fields {
        let call = format!("$library->{}({arguments})", lower_camel(&field.function));
        let read = match (field.unit, field.may_be_none) {
            (Some(Unit::UnixTime), true) => format!("Moment::of({call})"),
            (Some(Unit::UnixTime), false) => format!("new DateTimeImmutable(\"@{{{call}}}\")"),
            (Some(Unit::Enum), _) => {
                let of = field.of.as_deref().unwrap_or_default();
                format!("{}::tryFrom({call})", class(of))
            }
            _ => call,
        };
        text += &format!("            {}: {read},\n", lower_camel(&field.name));
    }
    text += "        );\n";
    // A list is its reader's to end.
    if !value.is_entry {
        text += &format!(
            "        $library->{}($pointer);\n        return $value;\n",
            lower_camel(&format!("{}_free", value.noun))
        );
    }
    Made::new(format!("bindings/php/src/{name}.php"), text + "    }\n}\n")
}

fn php_nothing(field: &Field) -> &'static str {
    match php_type(field).as_str() {
        "string" => "''",
        "bool" => "false",
        "int" => "0",
        "DateTimeImmutable" => "new DateTimeImmutable('@0')",
        _ => "null",
    }
}

fn php_type(field: &Field) -> String {
    let plain = match (field.unit, field.may_be_none) {
        (None, true) => "?string",
        (None, false) => "string",
        (Some(Unit::Flag), _) => "bool",
        (Some(Unit::UnixTime), true) => "?DateTimeImmutable",
        (Some(Unit::UnixTime), false) => "DateTimeImmutable",
        // A newer library may have numbers that are not known here.
        (Some(Unit::Enum), _) => {
            return "?".to_owned() + &class(field.of.as_deref().unwrap_or_default());
        }
        (Some(_), _) => "int",
    };
    plain.to_owned()
}
