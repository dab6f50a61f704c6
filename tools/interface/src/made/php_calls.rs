//! PHP's raw calls: a method for each function, with types, so that an analyser sees a mistyped name.

use super::Made;
use super::php::{MADE_OF, lower_camel};
use super::words::{Language, spoken, wrapped};
use crate::model::{Enum, Function, Interface, Kind, Parameter, Unit, Value};

const WIDTH: usize = 116;
/// PSR-12 splits what is longer.
const LONGEST_LINE: usize = 120;

/// In the comments of these methods functions are called as the methods are.
struct Raw;

impl Language for Raw {
    fn value(&self, of: &Enum, value: &Value) -> String {
        super::php::Php.value(of, value)
    }

    fn function(&self, function: &Function) -> String {
        format!("{}()", lower_camel(&function.name))
    }
}

pub fn file(interface: &Interface) -> Made {
    let methods: Vec<String> = interface
        .functions
        .iter()
        .filter(|function| can_be_called(function))
        .map(|function| method(function, interface))
        .collect();
    let enums = interface
        .enums
        .iter()
        .map(|one| super::php::class(&one.name));
    let mut used: Vec<String> = enums
        .filter(|name| methods.iter().any(|one| one.contains(&format!("{name} $"))))
        .collect();
    used.sort();
    let used: String = used
        .iter()
        .map(|name| format!("use Omnifund\\{name};\n"))
        .collect();
    let text = format!(
        "<?php\n\n// {MADE_OF}\n\ndeclare(strict_types=1);\n\nnamespace Omnifund\\Raw;\n\nuse FFI\\CData;\n{used}\n\
         /**\n * The library's functions, each as a method: handles, texts and numbers in, the same out. What fails \
         throws.\n *\n * Functions that must be given a function of the program's are left out: C would keep a closure \
         longer than\n * its request lives.\n *\n * @internal\n */\nabstract class Calls extends Machinery\n{{\n{}}}\n",
        methods.join("\n")
    );
    Made::new("bindings/php/src/Raw/Calls.php", text)
}

fn can_be_called(function: &Function) -> bool {
    function
        .parameters
        .iter()
        .all(|one| one.kind != Kind::Callback || one.nullable)
}

fn method(function: &Function, interface: &Interface) -> String {
    let about = wrapped(&spoken(&function.summary, interface, &Raw), WIDTH - 4);
    let about = match about.as_slice() {
        [only] => format!("    /** {only} */\n"),
        lines => {
            let lines: String = lines
                .iter()
                .map(|line| format!("     * {line}\n"))
                .collect();
            format!("    /**\n{lines}     */\n")
        }
    };
    let name = lower_camel(&function.name);
    let parameters: Vec<String> = said(function).filter_map(parameter).collect();
    let (returned, body) = body(function);
    let line = format!(
        "    public function {name}({}): {returned}",
        parameters.join(", ")
    );
    let head = if line.len() <= LONGEST_LINE {
        format!("{line}\n    {{\n")
    } else {
        let parameters: String = parameters
            .iter()
            .map(|one| format!("        {one},\n"))
            .collect();
        format!("    public function {name}(\n{parameters}    ): {returned} {{\n")
    };
    format!("{about}{head}        {body};\n    }}\n")
}

/// Without the length of bytes, which PHP's know themselves.
fn said(function: &Function) -> impl Iterator<Item = &Parameter> {
    let all = &function.parameters;
    let has_bytes = all.iter().any(|one| one.kind == Kind::Bytes);
    all.iter()
        .filter(move |one| !(has_bytes && one.unit == Some(Unit::Length)))
}

/// `None` for what the machinery gives by itself.
pub(super) fn parameter(parameter: &Parameter) -> Option<String> {
    let null = if parameter.nullable { "?" } else { "" };
    let the_type = match (parameter.kind, parameter.unit) {
        (Kind::Handle, _) => format!("{null}CData"),
        (Kind::EndedHandle | Kind::Struct, _) => "CData".to_owned(),
        (Kind::Text, _) => format!("{null}string"),
        (Kind::Bytes, _) => "string".to_owned(),
        (Kind::Int32 | Kind::Int64, Some(Unit::Flag)) => "bool".to_owned(),
        (Kind::Int32 | Kind::Int64, Some(Unit::Enum)) => super::php::class(parameter.of.as_ref()?),
        (Kind::Int32 | Kind::Int64, _) => "int".to_owned(),
        _ => return None,
    };
    let secret = if parameter.secret {
        "#[\\SensitiveParameter] "
    } else {
        ""
    };
    Some(format!(
        "{secret}{the_type} ${}",
        lower_camel(&parameter.name)
    ))
}

/// As the machinery takes it.
fn argument(parameter: &Parameter) -> Option<String> {
    let name = format!("${}", lower_camel(&parameter.name));
    match (parameter.kind, parameter.unit) {
        (Kind::OutHandle | Kind::OutNumber | Kind::OutError, _) => None,
        (Kind::Callback | Kind::Userdata, _) => Some("null".to_owned()),
        (_, Some(Unit::Flag)) => Some(format!("(int) {name}")),
        (_, Some(Unit::Enum)) => Some(format!("{name}->value")),
        _ => Some(name),
    }
}

/// What a method returns, and its one statement.
fn body(function: &Function) -> (String, String) {
    let name = &function.name;
    let arguments: Vec<String> = said(function).filter_map(argument).collect();
    let call = |machine: &str, before: &[&str]| {
        let before = before.iter().map(|one| format!("'{one}'"));
        let all: Vec<String> = before.chain(arguments.iter().cloned()).collect();
        format!("$this->{machine}({})", all.join(", "))
    };
    let returning = |the_type: &str, what: String| (the_type.to_owned(), format!("return {what}"));
    let has = |kind: Kind| function.parameters.iter().find(|one| one.kind == kind);
    if let Some(out) = has(Kind::OutHandle) {
        let noun = out.of.as_deref().unwrap_or_default();
        return match (has(Kind::Bytes).is_some(), out.may_give_null) {
            (true, _) => returning("CData", call("callWithBytes", &[noun, name])),
            (false, true) => returning("?CData", call("callForOptionalHandle", &[noun, name])),
            (false, false) => returning("CData", call("callForHandle", &[noun, name])),
        };
    }
    if let Some(bytes) = has(Kind::Bytes) {
        // The machinery puts them behind all others.
        let bytes = argument(bytes).unwrap_or_default();
        let others = arguments.iter().filter(|one| **one != bytes).cloned();
        let all: Vec<String> = [bytes.clone(), format!("'{name}'")]
            .into_iter()
            .chain(others)
            .collect();
        return (
            "void".to_owned(),
            format!("$this->callLending({})", all.join(", ")),
        );
    }
    if has(Kind::OutNumber).is_some() {
        return returning("int", call("callForNumber", &[name]));
    }
    if let Some(ended) = has(Kind::EndedHandle) {
        let noun = ended.of.as_deref().unwrap_or_default();
        return ("void".to_owned(), call("free", &[noun]));
    }
    match (function.returns.kind, function.returns.nullable) {
        (Kind::Code, _) => ("void".to_owned(), call("call", &[name])),
        (Kind::Nothing, _) => ("void".to_owned(), call("run", &[name])),
        (Kind::Handle, true) => returning("?CData", call("callOptional", &[name])),
        (Kind::Handle, false) | (Kind::LiveNumber, _) => {
            returning("CData", call("create", &[name]))
        }
        (Kind::Text, true) => returning("?string", call("string", &[name])),
        (Kind::Text, false) => returning("string", call("string", &[name]) + " ?? ''"),
        (Kind::Bytes, _) => {
            let length = function.returns.of.as_deref().unwrap_or_default();
            let length = lower_camel(length.trim_start_matches("omnifund_"));
            let handle = arguments.join(", ");
            let call = format!("$this->bytes('{name}', $this->{length}({handle}), {handle})");
            returning("string", call)
        }
        _ if function.returns.unit == Some(Unit::Flag) => {
            returning("bool", call("int", &[name]) + " === 1")
        }
        _ => returning("int", call("int", &[name])),
    }
}
