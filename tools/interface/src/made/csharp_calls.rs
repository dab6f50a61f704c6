//! C#: the raw calls with the language's types: what fails throws, and texts are strings.

use super::Made;
use super::csharp::{DIRECTORY, MADE, lower_name, name, summary};
use crate::model::{Function, Interface, Kind, Parameter, Unit};

pub fn file(interface: &Interface) -> Made {
    let calls: Vec<String> = interface
        .functions
        .iter()
        .filter(|one| one.parameters.iter().all(|it| it.kind != Kind::EndedHandle))
        .map(|one| call(one, interface))
        .collect();
    let text = format!(
        "{MADE}using System;\nusing System.Runtime.CompilerServices;\n\nnamespace Omnifund.Raw\n{{\n    \
         /// <summary>The library's functions: handles, texts and numbers in, the like out. What fails throws.\n    ///\n    \
         /// None is inlined: Mono looks a function up when it compiles what calls it, and that may be before\n    \
         /// <see cref=\"Library\"/> has said where the library is.</summary>\n    \
         internal static class Calls\n    {{\n{}    }}\n}}\n",
        calls.join("\n")
    );
    Made::new(format!("{DIRECTORY}/Calls.cs"), text)
}

fn call(function: &Function, interface: &Interface) -> String {
    let about = summary(&function.summary, 8, interface);
    let parameters: Vec<String> = said(function).filter_map(parameter).collect();
    let (returned, body) = body(function);
    let lent: Vec<String> = said(function).filter_map(lent).collect();
    let mut lines = lent.clone();
    if lent.is_empty() {
        lines.extend(body);
    } else {
        lines.push("{".to_owned());
        lines.extend(body.iter().map(|line| format!("    {line}")));
        lines.push("}".to_owned());
    }
    // Where everything begins: the library must be there before what calls it is compiled.
    let needs_a_handle = |one: &Parameter| one.kind == Kind::Handle && !one.nullable;
    if !function.parameters.iter().any(needs_a_handle) {
        let inner = lines.iter().map(|line| format!("    {line}"));
        lines = std::iter::once("return Library.Loaded(() =>".to_owned())
            .chain(std::iter::once("{".to_owned()))
            .chain(inner)
            .chain(std::iter::once("});".to_owned()))
            .collect();
    }
    let lines: String = lines
        .iter()
        .map(|line| format!("            {line}\n"))
        .collect();
    format!(
        "{about}        [MethodImpl(MethodImplOptions.NoInlining)]\n        internal static {returned} {}({})\n        {{\n{lines}        }}\n",
        name(&function.name),
        parameters.join(", ")
    )
}

/// Without the length of bytes, which an array knows itself.
fn said(function: &Function) -> impl Iterator<Item = &Parameter> {
    let has_bytes = function
        .parameters
        .iter()
        .any(|one| one.kind == Kind::Bytes);
    function
        .parameters
        .iter()
        .filter(move |one| !(has_bytes && one.unit == Some(Unit::Length)))
}

/// `None` for what is given back.
pub(super) fn parameter(parameter: &Parameter) -> Option<String> {
    let of = || name(parameter.of.as_deref().unwrap_or_default());
    let the_type = match (parameter.kind, parameter.unit) {
        (Kind::OutHandle | Kind::OutNumber | Kind::OutError, _) => return None,
        (Kind::Handle, _) => format!("{}Handle", of()),
        (Kind::Text, _) => "string".to_owned(),
        (Kind::Bytes, _) => "byte[]".to_owned(),
        (Kind::Int32 | Kind::Int64, Some(Unit::Flag)) => "bool".to_owned(),
        (Kind::Int32 | Kind::Int64, Some(Unit::Enum)) => of(),
        (Kind::Int32, _) => "int".to_owned(),
        (Kind::Int64, _) => "long".to_owned(),
        (Kind::Callback, _) => format!("Native.{}", of()),
        (Kind::Struct, _) => format!("Native.{}", of()),
        _ => "IntPtr".to_owned(),
    };
    Some(format!("{the_type} {}", lower_name(&parameter.name)))
}

/// The copy of a text or of bytes that C is lent, and which is wiped.
fn lent(parameter: &Parameter) -> Option<String> {
    let name = lower_name(&parameter.name);
    let made = match (parameter.kind, parameter.nullable) {
        (Kind::Text, false) => format!("Text.Of({name}, nameof({name}))"),
        (Kind::Text, true) => format!("Text.OfOptional({name}, nameof({name}))"),
        (Kind::Bytes, _) => format!("Bytes.Of({name}, nameof({name}))"),
        _ => return None,
    };
    Some(format!("using (var {} = {made})", copy(&name)))
}

fn copy(name: &str) -> String {
    format!("{}Lent", name.trim_start_matches('@'))
}

/// What C gets.
fn argument(parameter: &Parameter, function: &Function) -> String {
    let name = lower_name(&parameter.name);
    match (parameter.kind, parameter.unit) {
        (Kind::OutHandle | Kind::OutNumber | Kind::OutError, _) => format!("out var {name}"),
        (Kind::Handle, _) if parameter.nullable => {
            let of = super::csharp::name(parameter.of.as_deref().unwrap_or_default());
            format!("{name} ?? {of}Handle.None")
        }
        (Kind::Text | Kind::Bytes, _) => copy(&name),
        (Kind::Int32 | Kind::Int64, Some(Unit::Flag)) => format!("{name} ? 1 : 0"),
        (Kind::Int32 | Kind::Int64, Some(Unit::Enum)) => format!("(int){name}"),
        (Kind::Int64, Some(Unit::Length)) => {
            let bytes = function
                .parameters
                .iter()
                .find(|one| one.kind == Kind::Bytes);
            bytes.map_or(name, |bytes| {
                format!("{}.Length", copy(&lower_name(&bytes.name)))
            })
        }
        (Kind::Struct, _) => format!("ref {name}"),
        _ => name,
    }
}

/// What a method returns, and its statements.
fn body(function: &Function) -> (String, Vec<String>) {
    let arguments: Vec<String> = function
        .parameters
        .iter()
        .map(|one| argument(one, function))
        .collect();
    let called = format!("Native.{}({})", function.c_name, arguments.join(", "));
    if function.fallible {
        let out = function
            .parameters
            .iter()
            .find(|one| matches!(one.kind, Kind::OutHandle | Kind::OutNumber));
        let error = function.parameters.last().map(|one| lower_name(&one.name));
        let mut body = vec![format!(
            "Failure.Check({called}, {});",
            error.unwrap_or_default()
        )];
        let Some(out) = out else {
            return ("void".to_owned(), body);
        };
        let given = lower_name(&out.name);
        let Some(of) = &out.of else {
            body.push(format!("return {given};"));
            return ("long".to_owned(), body);
        };
        body.push(if out.may_give_null {
            format!("return {given}.IsInvalid ? null : {given};")
        } else {
            format!("return {given};")
        });
        return (format!("{}Handle", name(of)), body);
    }
    infallible(function, &called)
}

fn infallible(function: &Function, called: &str) -> (String, Vec<String>) {
    let one = |the_type: &str, statement: String| (the_type.to_owned(), vec![statement]);
    let handle = function
        .parameters
        .first()
        .filter(|one| one.kind == Kind::Handle)
        .map(|one| lower_name(&one.name));
    // A text is its handle's: nobody may end that while it is read.
    let reading = |the_type: &str, read: String| {
        let lines = match &handle {
            Some(handle) => vec![
                format!("using (new Held({handle}))"),
                "{".to_owned(),
                format!("    return {read};"),
                "}".to_owned(),
            ],
            None => vec![format!("return {read};")],
        };
        (the_type.to_owned(), lines)
    };
    let of = function.returns.of.as_deref().unwrap_or_default();
    match (function.returns.kind, function.returns.unit) {
        (Kind::Nothing, _) => one("void", format!("{called};")),
        (Kind::Text, _) => reading("string", format!("Text.Read({called})")),
        (Kind::Bytes, _) => {
            let handle = handle.clone().unwrap_or_default();
            reading(
                "byte[]",
                format!("Bytes.Read({called}, Native.{of}({handle}))"),
            )
        }
        (Kind::Handle, _) => {
            let class = format!("{}Handle", name(of));
            if !function.returns.nullable {
                return one(&class, format!("return new {class}({called}, false);"));
            }
            let lines = vec![
                format!("var given = new {class}({called}, false);"),
                "return given.IsInvalid ? null : given;".to_owned(),
            ];
            (class, lines)
        }
        (Kind::LiveNumber, _) => one("IntPtr", format!("return {called};")),
        (_, Some(Unit::Flag)) => one("bool", format!("return {called} != 0;")),
        (_, Some(Unit::Enum)) => {
            let of = name(of);
            one(&of, format!("return ({of}){called};"))
        }
        (Kind::Int64, _) => one("long", format!("return {called};")),
        _ => one("int", format!("return {called};")),
    }
}
