//! Java: a class for each noun, and one for what is read whole.

use super::Made;
use super::java::{javadoc, javadoc_of, javadoc_of_field, source, spelled, wrapped_call};
use super::objects::{self, Argument, Class, Gives, Method, Of, is_open};
use super::values::{self, Field, Value};
use super::words::camel;
use crate::model::{Interface, Kind, Parameter, Unit};

/// Of a statement in the block that ends a call.
const INDENT: &str = "            ";

pub fn files(interface: &Interface) -> Vec<Made> {
    let classes = objects::classes(interface);
    let mut files: Vec<Made> = classes.iter().map(|one| class(one, interface)).collect();
    files.extend(
        values::all(interface)
            .iter()
            .map(|one| value(one, interface)),
    );
    files.push(library(interface));
    files
}

fn library(interface: &Interface) -> Made {
    let methods = objects::of_the_library(interface);
    let methods: Vec<String> = methods
        .iter()
        .map(|one| methods_of(one, interface))
        .collect();
    let text = format!(
        "{}/** What belongs to no object. */\npublic final class Omnifund {{\n    private Omnifund() {{\n    }}\n\n{}}}\n",
        imports(&methods.concat()),
        methods.join("\n")
    );
    source("", "Omnifund", &text)
}

/// Of what stands in it.
fn imports(text: &str) -> String {
    let mut imports = String::new();
    for (word, from) in [
        ("Pointer ", "import com.sun.jna.Pointer;\n"),
        ("List<", "import java.util.List;\n"),
        ("new ArrayList<", "import java.util.ArrayList;\n"),
        ("RAW", "import static omnifund.Loader.RAW;\n"),
    ] {
        if text.contains(word) {
            imports += from;
        }
    }
    if imports.is_empty() {
        imports
    } else {
        imports + "\n"
    }
}

fn class(one: &Class<'_>, interface: &Interface) -> Made {
    let name = camel(&one.noun.name, &[]);
    let mut methods: Vec<String> = vec![format!(
        "    {name}(Pointer pointer) {{\n        super(pointer, RAW::{}_free);\n    }}\n",
        one.noun.c_name
    )];
    methods.extend(one.methods.iter().map(|one| methods_of(one, interface)));
    let text = methods.join("\n");
    let text = format!(
        "{}{}public final class {name} extends Handle {{\n{text}}}\n",
        imports(&text),
        javadoc(&one.noun.doc, "", interface)
    );
    source("", &name, &text)
}

/// The method, and before it one for each argument at the end that may be missing.
fn methods_of(method: &Method<'_>, interface: &Interface) -> String {
    let shorter = (0..method.said.len())
        .filter(|position| method.may_end_before(*position))
        .map(|position| {
            let given = method.said[..position].iter().map(|one| name_of(one));
            let given: Vec<String> = given.chain(["null".to_owned()]).collect();
            let call = match method.name {
                "new" => "this".to_owned(),
                _ => word(method),
            };
            let returns = if gives(method) == "void" {
                ""
            } else {
                "return "
            };
            let body = format!("        {returns}{call}({});\n", given.join(", "));
            whole(method, &method.said[..position], &body, interface)
        });
    let mut text: Vec<String> = shorter.collect();
    text.push(if method.name == "new" {
        constructor(method, interface)
    } else {
        whole(method, &method.said, &body(method, interface), interface)
    });
    text.join("\n")
}

fn constructor(method: &Method<'_>, interface: &Interface) -> String {
    let listed: Vec<String> = method.said.iter().map(|one| parameter(one)).collect();
    let given: Vec<String> = method.said.iter().map(|one| name_of(one)).collect();
    let name = camel(method.function.noun.as_deref().unwrap_or_default(), &[]);
    let call = called(method);
    format!(
        "{}    public {name}({}) {{\n        this(made({}));\n    }}\n\n    private static Pointer made({}) {{\n        \
         {}    }}\n",
        javadoc_of(method, interface),
        listed.join(", "),
        given.join(", "),
        listed.join(", "),
        if method.function.fallible {
            format!(
                "try (Call call = new Call()) {{\n            call.check({call});\n            \
                 return call.given();\n        }}\n"
            )
        } else {
            format!("return {call};\n")
        }
    )
}

fn whole(method: &Method<'_>, said: &[&Parameter], body: &str, interface: &Interface) -> String {
    let listed: Vec<String> = said.iter().map(|one| parameter(one)).collect();
    let of = if method.of == Of::Handle {
        ""
    } else {
        "static "
    };
    let begin = format!("    public {of}{} {}", gives(method), word(method));
    format!(
        "{}{}\n{body}    }}\n",
        javadoc_of(method, interface),
        wrapped_call(&begin, &listed, " {")
    )
}

fn word(method: &Method<'_>) -> String {
    spelled(method.name)
}

fn name_of(parameter: &Parameter) -> String {
    spelled(&parameter.name)
}

fn parameter(parameter: &Parameter) -> String {
    let of = camel(parameter.of.as_deref().unwrap_or_default(), &[]);
    let the_type = match (parameter.kind, parameter.unit) {
        (Kind::Handle, _) => of,
        (Kind::Text, _) => "String".to_owned(),
        (Kind::Bytes, _) => "byte[]".to_owned(),
        (_, Some(Unit::Flag)) => "boolean".to_owned(),
        (_, Some(Unit::Enum)) if of != "Code" => of,
        (Kind::Int32, _) => "int".to_owned(),
        _ => "long".to_owned(),
    };
    format!("{the_type} {}", name_of(parameter))
}

fn gives(method: &Method<'_>) -> String {
    match method.gives {
        Gives::Nothing => "void".to_owned(),
        Gives::Itself => camel(method.function.noun.as_deref().unwrap_or_default(), &[]),
        Gives::Handle(noun, _) | Gives::Value(noun) => camel(noun, &[]),
        Gives::List(noun) => format!("List<{}>", camel(&objects::value_named(noun), &[])),
        Gives::Text => "String".to_owned(),
        Gives::Bytes(_) => "byte[]".to_owned(),
        Gives::Flag => "boolean".to_owned(),
        Gives::Enum("code", _) => "int".to_owned(),
        Gives::Enum(of, _) => camel(of, &[]),
        Gives::Plain(_) if method.function.returns.kind == Kind::Int32 => "int".to_owned(),
        Gives::Plain(_) | Gives::Number => "long".to_owned(),
    }
}

fn argument(argument: &Argument<'_>) -> String {
    match argument {
        Argument::Itself => "call.of(this)".to_owned(),
        Argument::Null => "null".to_owned(),
        Argument::Out => "call.out()".to_owned(),
        Argument::Error => "call.error()".to_owned(),
        Argument::LengthOf(bytes) => format!("Call.length({})", name_of(bytes)),
        Argument::Said(one) => {
            let name = name_of(one);
            match (one.kind, one.unit) {
                (Kind::Handle, _) => format!("call.of({name})"),
                (Kind::Text, _) => format!("Call.text({name})"),
                (_, Some(Unit::Flag)) => format!("{name} ? 1 : 0"),
                (_, Some(Unit::Enum)) if one.of.as_deref() != Some("code") => {
                    format!("{name}.number")
                }
                _ => name,
            }
        }
    }
}

fn called(method: &Method<'_>) -> String {
    let mut listed: Vec<String> = method.arguments().iter().map(argument).collect();
    if matches!(method.gives, Gives::Number) {
        for one in listed.iter_mut().filter(|one| *one == "call.out()") {
            "call.number()".clone_into(one);
        }
    }
    let begin = format!("{INDENT}call.check(RAW.{}", method.function.c_name);
    // As long as where it is checked.
    let call = wrapped_call(&begin, &listed, ");");
    let call = call.trim_start().trim_start_matches("call.check(");
    call.strip_suffix(");").unwrap_or(call).to_owned()
}

fn body(method: &Method<'_>, interface: &Interface) -> String {
    let call = called(method);
    let checked = format!("call.check({call});\n");
    let statement = match method.gives {
        Gives::Nothing if method.function.fallible => checked,
        Gives::Nothing => format!("{call};\n"),
        Gives::Itself => format!("{checked}            return this;\n"),
        Gives::Handle(noun, optional) => {
            let class = camel(noun, &[]);
            let (before, given) = if method.function.fallible {
                (format!("{checked}            "), "call.given()".to_owned())
            } else {
                (String::new(), call)
            };
            if optional {
                format!(
                    "{before}final Pointer given = {given};\n            \
                     return given == null ? null : new {class}(given);\n"
                )
            } else {
                format!("{before}return new {class}({given});\n")
            }
        }
        Gives::Value(noun) | Gives::List(noun) => format!(
            "{checked}            final Pointer given = call.given();\n            try {{\n                \
             return {}(given);\n            }} finally {{\n                RAW.omnifund_{noun}_free(given);\n            }}\n",
            match method.gives {
                Gives::List(_) => format!("{}.all", camel(&objects::value_named(noun), &[])),
                _ => format!("{}.of", camel(noun, &[])),
            }
        ),
        Gives::Number => format!("{checked}            return call.givenNumber();\n"),
        Gives::Text => format!("return {call};\n"),
        Gives::Bytes(length) => {
            format!("return Call.bytes({call}, RAW.{length}(call.of(this)));\n")
        }
        Gives::Flag => format!("return {call} != 0;\n"),
        Gives::Enum(of, _) if is_open_enum(of, interface) => format!("return {call};\n"),
        Gives::Enum(of, _) => format!("return {}.of({call});\n", camel(of, &[])),
        Gives::Plain(_) => format!("return {call};\n"),
    };
    if statement.contains("call.") {
        format!("        try (Call call = new Call()) {{\n            {statement}        }}\n")
    } else {
        format!("        {statement}")
    }
}

fn is_open_enum(name: &str, interface: &Interface) -> bool {
    interface
        .enums
        .iter()
        .any(|of| of.name == name && is_open(of))
}

fn value(value: &Value, interface: &Interface) -> Made {
    let noun = value.noun;
    let name = camel(&objects::value_named(noun), &[]);
    let (taken, index) = if value.is_entry {
        ("Pointer from, long index", ", index")
    } else {
        ("Pointer from", "")
    };
    let (mut fields, mut read) = (Vec::new(), String::new());
    for field in &value.fields {
        let word = spelled(&field.name);
        fields.push(format!(
            "{}    public final {} {word};\n",
            javadoc_of_field(field, interface),
            field_type(field)
        ));
        let flag = if field.unit == Some(Unit::Flag) {
            " != 0"
        } else {
            ""
        };
        read += &format!(
            "        {word} = RAW.{}(from{index}){flag};\n",
            field.c_name
        );
    }
    let mut text = format!("    private {name}({taken}) {{\n{read}    }}\n\n");
    text += &if value.is_entry {
        all(&name, noun, interface)
    } else {
        format!("    static {name} of(Pointer from) {{\n        return new {name}(from);\n    }}\n")
    };
    let text = format!("{}\n{text}", fields.join("\n"));
    let about = format!(
        "{} Texts are null where there is none, and numbers 0; times are Unix times in seconds.",
        value.doc
    );
    let text = format!(
        "{}{}public final class {name} {{\n{text}}}\n",
        imports(&text),
        javadoc(&about, "", interface)
    );
    source("", &name, &text)
}

fn all(name: &str, noun: &str, interface: &Interface) -> String {
    let next = format!("{noun}_next");
    let in_pages = objects::comes_in_pages(noun, interface);
    let read = format!(
        "count = RAW.omnifund_{noun}_count(from);\n            for (long index = 0; index < count; index++) {{\n                \
         all.add(new {name}(from, index));\n            }}\n"
    );
    let body = if in_pages {
        format!(
            "        long count;\n        do {{\n            try (Call call = new Call()) {{\n                \
             call.check(RAW.omnifund_{next}(from, call.error()));\n            }}\n            {read}        }} while (count > 0);\n"
        )
    } else {
        format!("        final long {}", read.replace("\n    ", "\n"))
    };
    format!(
        "    static List<{name}> all(Pointer from) {{\n        final List<{name}> all = new ArrayList<>();\n{body}        \
         return all;\n    }}\n"
    )
}

fn field_type(field: &Field) -> &'static str {
    match field.unit {
        None => "String",
        Some(Unit::Flag) => "boolean",
        Some(Unit::UnixTime | Unit::Seconds | Unit::Milliseconds | Unit::Count) => "long",
        Some(_) => "int",
    }
}
