//! The sources of the boundary, read into a description.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Expr, Fields, FnArg, Item, ItemFn, Lit, Pat, Visibility};

use crate::case::constant_case;
use crate::doc;
use crate::errors::Errors;
use crate::model::{
    ABOUT, Callback, Enum, FORMAT, Function, Interface, Kind, Noun, Parameter, Setting, Unit,
    Value, cdecl,
};
use crate::settings;
use crate::signature;
use crate::signature::Known;
use crate::structure;

const PREFIX: &str = "omnifund_";
const CODE: &str = "code";

/// How C calls the enumerations, by their names in Rust: as cbindgen.toml has it.
pub type Names = BTreeMap<String, String>;

/// Describes the interface that the `sources` below `root` make, in their order.
///
/// # Panics
/// Where a source says less than a binding must know, or says it in a way that is not understood: the message
/// names it. The library's build ends there.
pub fn described<'a>(
    root: &Path,
    sources: impl IntoIterator<Item = &'a str>,
    enums: &Names,
    settings: Vec<Setting>,
    library: &str,
) -> Interface {
    let files: Vec<syn::File> = sources
        .into_iter()
        .map(|source| {
            let text = std::fs::read_to_string(root.join(source)).expect(source);
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{source}: {error}"))
        })
        .collect();
    let items = || files.iter().flat_map(|file| &file.items);
    let made_enums: Vec<Enum> = files
        .iter()
        .flat_map(|file| enums_of(file, enums))
        .collect();
    assert_eq!(made_enums.len(), enums.len(), "an enumeration is missing");
    let mut nouns: Vec<Noun> = items().filter_map(noun_of).collect();
    nouns.sort_by(|left, right| left.name.cmp(&right.name));
    let known = Known {
        enums: made_enums.iter().map(|one| one.name.clone()).collect(),
        nouns: nouns.iter().map(|one| one.name.clone()).collect(),
        structs: items().filter_map(structure::name_of).collect(),
    };
    let mut functions: Vec<Function> = items()
        .filter_map(|item| function_of(item, &known))
        .collect();
    name_lengths(&mut functions);
    let mut interface = Interface {
        about: ABOUT.to_owned(),
        format: FORMAT,
        library: library.to_owned(),
        convention: cdecl(),
        abi: items().find_map(abi_of).expect("the ABI number"),
        nouns,
        enums: made_enums,
        callbacks: items()
            .filter_map(|item| callback_of(item, &known))
            .collect(),
        structs: items()
            .filter_map(|item| structure::of(item, &known))
            .collect(),
        settings,
        functions,
    };
    settings::told_everywhere(&mut interface);
    interface
}

fn noun_of(item: &Item) -> Option<Noun> {
    let Item::Struct(one) = item else { return None };
    if structure::stands_open(one) {
        return None;
    }
    let c_name = one.ident.to_string();
    let name = c_name.strip_prefix(PREFIX)?.to_owned();
    let doc = documented(doc::of(&one.attrs), &c_name);
    Some(Noun { name, c_name, doc })
}

fn abi_of(item: &Item) -> Option<u32> {
    match item {
        Item::Const(one) if one.ident == "ABI_VERSION" => u32::try_from(number(&one.expr)).ok(),
        _ => None,
    }
}

fn enums_of(file: &syn::File, names: &Names) -> Vec<Enum> {
    let in_it = file.items.iter().filter_map(|item| {
        let Item::Enum(one) = item else { return None };
        let in_rust = one.ident.to_string();
        let c_name = names.get(&in_rust)?.clone();
        let name = c_name.strip_prefix(PREFIX)?.to_owned();
        let errors = (name == CODE).then(|| Errors::of(file, &in_rust));
        let value = |variant: &syn::Variant| {
            let in_rust = variant.ident.to_string();
            assert!(
                matches!(variant.fields, Fields::Unit),
                "{in_rust} is more than a number"
            );
            let (_, expression) = variant.discriminant.as_ref().expect("its number");
            let number = number(expression);
            let name_in_c = constant_case(&in_rust);
            Value {
                c_name: format!("{}_{name_in_c}", c_name.to_uppercase()),
                name: name_in_c,
                number,
                doc: documented(doc::of(&variant.attrs), &in_rust),
                verdict: errors
                    .as_ref()
                    .map(|errors| errors.verdict(&in_rust, number)),
            }
        };
        let values = one.variants.iter().map(value).collect();
        let doc = documented(doc::of(&one.attrs), &c_name);
        Some(Enum {
            name,
            c_name,
            doc,
            values,
        })
    });
    in_it.collect()
}

fn callback_of(item: &Item, known: &Known) -> Option<Callback> {
    let Item::Type(alias) = item else { return None };
    let c_name = alias.ident.to_string();
    let name = c_name.strip_prefix(PREFIX)?.to_owned();
    let doc = documented(doc::of(&alias.attrs), &c_name);
    let function = structure::function_in(&alias.ty)
        .unwrap_or_else(|| panic!("{c_name} is no Option of a function"));
    let parameters = structure::parameters(function, &c_name, &doc, known);
    let returns = signature::returned(&function.output, &c_name, false, &doc, known);
    Some(Callback {
        name,
        c_name,
        doc,
        returns,
        parameters,
    })
}

fn function_of(item: &Item, known: &Known) -> Option<Function> {
    let Item::Fn(function) = item else {
        return None;
    };
    let c_name = function.sig.ident.to_string();
    let name = c_name.strip_prefix(PREFIX)?.to_owned();
    if function.sig.abi.is_none() || !matches!(function.vis, Visibility::Public(_)) {
        return None;
    }
    let doc = documented(doc::of(&function.attrs), &c_name);
    let parameters = parameters_of(function, &c_name, &doc, known);
    let fallible = parameters
        .last()
        .is_some_and(|last| last.kind == Kind::OutError);
    let blocks =
        doc::blocks(&doc).unwrap_or_else(|| panic!("{c_name} does not say whether it blocks"));
    assert_eq!(
        names_of_nulls(&doc, &parameters),
        Vec::<String>::new(),
        "{c_name} has none of these"
    );
    Some(Function {
        noun: noun_in(&name, known),
        summary: doc::summary(&doc),
        fallible,
        blocks,
        returns: signature::returned(&function.sig.output, &c_name, fallible, &doc, known),
        parameters,
        c_name,
        name,
        doc,
    })
}

fn parameters_of(function: &ItemFn, c_name: &str, doc: &str, known: &Known) -> Vec<Parameter> {
    let one = |input: &FnArg| {
        let FnArg::Typed(typed) = input else {
            panic!("{c_name}")
        };
        let Pat::Ident(name) = &*typed.pat else {
            panic!("{c_name}")
        };
        signature::parameter(&name.ident.to_string(), &typed.ty, c_name, doc, known)
    };
    function.sig.inputs.iter().map(one).collect()
}

/// What may be NULL by the comment's words, and is no parameter.
fn names_of_nulls(doc: &str, parameters: &[Parameter]) -> Vec<String> {
    let doc = doc::flowing(doc);
    let mut said: Vec<&str> = doc.split("` may be NULL").collect();
    said.pop();
    let names = said.iter().filter_map(|before| before.rsplit('`').next());
    let unknown = names.filter(|name| parameters.iter().all(|one| one.name != *name));
    unknown.map(str::to_owned).collect()
}

fn noun_in(name: &str, known: &Known) -> Option<String> {
    let begins = |noun: &&String| {
        name.strip_prefix(noun.as_str())
            .is_some_and(|rest| rest.starts_with('_'))
    };
    known
        .nouns
        .iter()
        .filter(begins)
        .max_by_key(|noun| noun.len())
        .cloned()
}

/// Bytes have a length, which another function of their noun tells.
fn name_lengths(functions: &mut [Function]) {
    let lengths: BTreeMap<String, String> = functions
        .iter()
        .filter(|function| function.returns.unit == Some(Unit::Length))
        .map(|function| {
            (
                function.noun.clone().expect("a noun"),
                function.c_name.clone(),
            )
        })
        .collect();
    for function in functions {
        if function.returns.kind == Kind::Bytes {
            let length = function.noun.as_ref().and_then(|noun| lengths.get(noun));
            let none = || panic!("nobody tells how long {} is", function.c_name);
            function.returns.of = Some(length.cloned().unwrap_or_else(none));
        }
    }
}

fn documented(doc: String, name: &str) -> String {
    assert!(!doc.trim().is_empty(), "{name} has no comment");
    doc
}

fn number(expression: &Expr) -> i32 {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().expect("a number of 32 bits"),
            _ => panic!("no number"),
        },
        _ => panic!("no number"),
    }
}
