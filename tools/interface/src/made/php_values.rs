//! PHP: a class for each value.

use super::Made;
use super::php::{MADE_OF, class, comment, lower_camel};
use super::values::Value;
use crate::model::{Interface, Unit};

pub fn files(interface: &Interface, values: &[Value]) -> Vec<Made> {
    values.iter().map(|value| file(interface, value)).collect()
}

fn file(interface: &Interface, value: &Value) -> Made {
    let name = class(&value.noun);
    let about = format!("{} A time that is not there is null.", value.about);
    let mut text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund;\n\nuse DateTimeImmutable;\n\
         use FFI\\CData;\nuse Omnifund\\Raw\\Library;\n\n{}final class {name}\n{{\n",
        comment(&about, "", interface)
    );
    for field in &value.fields {
        let php_type = match field.unit {
            Unit::Flag => "bool",
            Unit::UnixTime => "?DateTimeImmutable",
            _ => "int",
        };
        text += &comment(&field.about, "    ", interface);
        text += &format!(
            "    public readonly {php_type} ${};\n\n",
            lower_camel(&field.name)
        );
    }
    text += "    /** @internal */\n    public function __construct(CData $pointer)\n    {\n";
    text += "        $library = Library::get();\n";
    for field in &value.fields {
        let read = format!("$library->{}($pointer)", lower_camel(&field.function));
        let read = if field.unit == Unit::UnixTime {
            format!("Moment::of({read})")
        } else {
            read
        };
        text += &format!("        $this->{} = {read};\n", lower_camel(&field.name));
    }
    text += &format!(
        "        $library->{}($pointer);\n    }}\n}}\n",
        lower_camel(&format!("{}_free", value.noun))
    );
    Made::new(format!("bindings/php/src/{name}.php"), text)
}
