//! PHP: what a handle tells by methods: an interface with the words, and a class that has them. Manners stand on it.

use super::Made;
use super::php::{MADE_OF, class, comment, lower_camel, told_by};
use super::values::{Field, List, Value};
use super::words::camel;
use crate::model::{Interface, Unit};

/// Those that are handles in PHP.
const NOUNS: [&str; 4] = ["token", "login", "response", "kept_answer"];
/// What the description takes for none though PHP has it as an empty text.
const NEVER_NULL: &str = "token_access_token";

pub fn files(interface: &Interface, bases: &[Value]) -> Vec<Made> {
    let handles = bases.iter().filter(|value| NOUNS.contains(&value.noun));
    handles
        .flat_map(|value| [words(interface, value), fields(value)])
        .collect()
}

/// A method: its comment, its head and its one statement or more.
struct Method {
    about: String,
    head: String,
    body: Vec<String>,
    /// Of a list, which PHP's own types do not tell.
    returns: Option<&'static str>,
}

impl Method {
    fn comment(&self, interface: &Interface) -> String {
        let comment = comment(&self.about, "    ", interface);
        let Some(returns) = self.returns else {
            return comment;
        };
        let lines = comment.trim_end().trim_end_matches("*/").trim_end();
        let lines = match lines.strip_prefix("    /** ") {
            Some(only) => format!("    /**\n     * {only}"),
            None => lines.to_owned(),
        };
        format!("{lines}\n     *\n     * @return {returns}\n     */\n")
    }
}

fn words(interface: &Interface, value: &Value) -> Made {
    let name = value.named.php;
    let given = value.given.iter().map(|field| getter(field, interface));
    let methods: Vec<String> = methods(value, Some(interface))
        .into_iter()
        .chain(given)
        .map(|one| {
            format!(
                "{}    public function {};\n",
                one.comment(interface),
                one.head
            )
        })
        .collect();
    let uses = if value.fields.iter().any(is_time) {
        "use DateTimeImmutable;\n\n"
    } else {
        ""
    };
    let about = comment(
        &told_by(&value.doc, &[], "nothing", interface),
        "",
        interface,
    );
    let text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund;\n\n{uses}{about}interface {name}FieldsInterface extends HandleInterface\n{{\n{}}}\n",
        methods.join("\n")
    );
    Made::new(format!("bindings/php/src/{name}FieldsInterface.php"), text)
}

fn fields(value: &Value) -> Made {
    let name = value.named.php;
    let methods: Vec<String> = methods(value, None)
        .iter()
        .map(|one| {
            let body = one.body.join("\n        ");
            format!(
                "    public function {}\n    {{\n        {body}\n    }}\n",
                one.head
            )
        })
        .collect();
    let mut used = vec![format!("Omnifund\\{name}FieldsInterface")];
    used.push("FFI\\CData".to_owned());
    if value.fields.iter().any(is_time) {
        used.push("DateTimeImmutable".to_owned());
    }
    if value
        .fields
        .iter()
        .any(|field| is_time(field) && field.may_be_none)
    {
        used.push("Omnifund\\Moment".to_owned());
    }
    let enums = value.fields.iter().filter_map(|field| field.of.as_deref());
    used.extend(enums.map(|of| format!("Omnifund\\{}", class(of))));
    used.sort();
    let used: String = used.iter().map(|one| format!("use {one};\n")).collect();
    let text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund\\Raw;\n\n{used}\n\
         /** @internal */\nabstract class {name}Fields extends Handle implements {name}FieldsInterface\n{{\n{}\n    \
         protected function end(CData $pointer): void\n    {{\n        Library::get()->{}($pointer);\n    }}\n}}\n",
        methods.join("\n"),
        lower_camel(&format!("{}_free", value.noun))
    );
    Made::new(format!("bindings/php/src/Raw/{name}Fields.php"), text)
}

/// The words are wanted for the interface alone.
fn methods(value: &Value, interface: Option<&Interface>) -> Vec<Method> {
    let told = |field: &Field| interface.map_or_else(String::new, |it| about(field, it));
    let fields = value.fields.iter().map(|field| method(field, told(field)));
    let lists = value.lists.iter().flat_map(|list| match list.name.as_str() {
        "header" => vec![
            of_list(list, "getHeaders", "$all[{name}][] = {value};",
                "The values by the name in lower case.", "array<string, list<string>>"),
            Method {
                about: "The value of the first header of a name, whatever its case; null where there is none.".to_owned(),
                head: "getHeader(string $name): ?string".to_owned(),
                body: vec![format!(
                    "return Library::get()->{}($this->pointer(), $name);",
                    lower_camel(&format!("{}_{}", value.noun, list.name))
                )],
                returns: None,
            },
        ],
        _ => vec![
            of_list(list, "getCookies", "$all[{name}] = {value};",
                "The values of the cookies that the answer sets by their names, as they go into a Cookie header.",
                "array<string, string>"),
            of_list(list, "getSetCookies", "$all[] = {header};",
                "The whole Set-Cookie values, attributes included: what a web application sends on to its user's browser.",
                "list<string>"),
        ],
    });
    fields.chain(lists).collect()
}

/// Goes through a list; `step` has a field's name where its value is wanted.
fn of_list(list: &List, name: &str, step: &str, about: &str, returns: &'static str) -> Method {
    let count = lower_camel(list.count.trim_start_matches("omnifund_"));
    let step = list.fields.iter().fold(step.to_owned(), |step, field| {
        let call = format!(
            "$library->{}($answer, $index)",
            lower_camel(&field.function)
        );
        step.replace(&format!("{{{}}}", field.name), &call)
    });
    Method {
        about: about.to_owned(),
        head: format!("{name}(): array"),
        body: vec![
            "$library = Library::get();".to_owned(),
            "$answer = $this->pointer();".to_owned(),
            "$all = [];".to_owned(),
            format!("for ($index = 0; $index < $library->{count}($answer); $index++) {{"),
            format!("    {step}"),
            "}".to_owned(),
            "return $all;".to_owned(),
        ],
        returns: Some(returns),
    }
}

fn is_time(field: &Field) -> bool {
    field.unit == Some(Unit::UnixTime)
}

fn about(field: &Field, interface: &Interface) -> String {
    let nothing = match (php_type(field).as_bytes().first(), field.unit) {
        (Some(b'?'), _) => "null",
        (_, None) => "empty",
        _ => "0",
    };
    told_by(&field.doc, &field.parameters, nothing, interface)
}

fn getter(field: &Field, interface: &Interface) -> Method {
    method(field, about(field, interface))
}

fn method(field: &Field, about: String) -> Method {
    let name = match field.spoken_name() {
        plain if plain == field.name => format!("get{}", camel(plain, &[])),
        spoken => lower_camel(spoken),
    };
    let php_type = php_type(field);
    let call = format!(
        "Library::get()->{}($this->pointer())",
        lower_camel(&field.function)
    );
    let read = match (field.unit, field.may_be_none, &field.of) {
        (Some(Unit::UnixTime), true, _) => format!("Moment::of({call})"),
        (Some(Unit::UnixTime), false, _) => format!("new DateTimeImmutable('@' . {call})"),
        (_, _, Some(_)) => format!("{php_type}::from({call})"),
        (None, true, _) if field.function == NEVER_NULL => format!("{call} ?? ''"),
        _ => call,
    };
    Method {
        about,
        head: format!("{name}(): {php_type}"),
        body: vec![format!("return {read};")],
        returns: None,
    }
}

fn php_type(field: &Field) -> String {
    match (field.unit, field.may_be_none, &field.of) {
        (None, true, _) if field.function == NEVER_NULL => "string".to_owned(),
        (None, true, _) => "?string".to_owned(),
        (None, false, _) => "string".to_owned(),
        (Some(Unit::UnixTime), true, _) => "?DateTimeImmutable".to_owned(),
        (Some(Unit::UnixTime), false, _) => "DateTimeImmutable".to_owned(),
        (Some(Unit::Flag), _, _) => "bool".to_owned(),
        (Some(_), _, Some(of)) => class(of),
        (Some(_), _, None) => "int".to_owned(),
    }
}
