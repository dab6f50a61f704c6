//! Structures whose members stand open, and functions that are members.

use syn::{GenericArgument, Item, ItemStruct, PathArguments, ReturnType, Type, TypeBareFn};

use crate::doc;
use crate::model::{Kind, Member, Parameter, Struct};
use crate::signature::{self, Known, Spelled};

const PREFIX: &str = "omnifund_";

/// Whether it is laid out as C has it; all others are what handles are of.
pub fn stands_open(one: &ItemStruct) -> bool {
    one.attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("repr"))
}

/// Such as `store_functions`, of a structure whose members stand open.
pub fn name_of(item: &Item) -> Option<String> {
    let Item::Struct(one) = item else { return None };
    let name = one.ident.to_string().strip_prefix(PREFIX)?.to_owned();
    stands_open(one).then_some(name)
}

/// Describes it.
pub fn of(item: &Item, known: &Known) -> Option<Struct> {
    let name = name_of(item)?;
    let Item::Struct(one) = item else { return None };
    let c_name = one.ident.to_string();
    let member = |field: &syn::Field| {
        let name = field.ident.as_ref().expect("a name").to_string();
        member(name, field, &c_name, known)
    };
    Some(Struct {
        name,
        doc: commented(doc::of(&one.attrs), &c_name),
        members: one.fields.iter().map(member).collect(),
        c_name,
    })
}

fn member(name: String, field: &syn::Field, of: &str, known: &Known) -> Member {
    let place = format!("{name} of {of}");
    let doc = commented(doc::of(&field.attrs), &place);
    let mut made = Member {
        kind: Kind::Userdata,
        c_type: "void".to_owned(),
        nullable: doc.contains("NULL where"),
        of: None,
        parameters: Vec::new(),
        name,
        doc,
    };
    if let Some(function) = function_in(&field.ty) {
        made.kind = Kind::Function;
        made.parameters = parameters(function, &place, &made.doc, known);
        if let ReturnType::Type(_, returned) = &function.output {
            let spelled = Spelled::of(returned);
            made.c_type = spelled.in_c();
            made.of = signature::enumeration(&spelled.name, known);
        }
    } else {
        let spelled = Spelled::of(&field.ty);
        made.c_type = spelled.in_c();
        if let Some((kind, _)) = signature::number(&spelled.name) {
            made.kind = kind;
        }
    }
    made
}

/// The function in an `Option` of one.
pub fn function_in(option: &Type) -> Option<&TypeBareFn> {
    let Type::Path(option) = option else {
        return None;
    };
    let PathArguments::AngleBracketed(inside) = &option.path.segments.last()?.arguments else {
        return None;
    };
    match inside.args.first() {
        Some(GenericArgument::Type(Type::BareFn(function))) => Some(function),
        _ => None,
    }
}

/// What it is given.
pub fn parameters(function: &TypeBareFn, of: &str, doc: &str, known: &Known) -> Vec<Parameter> {
    let one = |input: &syn::BareFnArg| {
        let (name, _) = input.name.as_ref().expect("its name");
        signature::parameter(&name.to_string(), &input.ty, of, doc, known)
    };
    function.inputs.iter().map(one).collect()
}

fn commented(doc: String, name: &str) -> String {
    assert!(!doc.trim().is_empty(), "{name} has no comment");
    doc
}
