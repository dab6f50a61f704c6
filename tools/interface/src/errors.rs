//! What follows from each code: the `match`es of `src/error/kind.rs`, read as they stand.

use std::collections::BTreeMap;

use syn::{Expr, ImplItem, Item, Lit, Pat, RangeLimits, Stmt};

use crate::case::constant_case;
use crate::model::Verdict;

/// The methods of `ErrorKind` that are one `match`.
pub struct Errors<'a>(BTreeMap<String, &'a syn::ExprMatch>);

impl<'a> Errors<'a> {
    /// Of the source that has the enumeration.
    pub fn of(file: &'a syn::File, kind: &str) -> Self {
        let mut methods = BTreeMap::new();
        for item in &file.items {
            let Item::Impl(block) = item else { continue };
            if block.trait_.is_some() || !is_named(&block.self_ty, kind) {
                continue;
            }
            for item in &block.items {
                let ImplItem::Fn(method) = item else { continue };
                if let Some(Stmt::Expr(Expr::Match(found), None)) = method.block.stmts.last() {
                    methods.insert(method.sig.ident.to_string(), found);
                }
            }
        }
        Self(methods)
    }

    /// What follows from a code, by its name in the source and its number.
    pub fn verdict(&self, name: &str, number: i32) -> Verdict {
        Verdict {
            advice: constant_case(&self.answer("advice", name, number)),
            outcome: constant_case(&self.answer("outcome", name, number)),
            remedy: self.answer("remedy", name, number),
        }
    }

    fn answer(&self, method: &str, name: &str, number: i32) -> String {
        let found = self
            .0
            .get(method)
            .unwrap_or_else(|| panic!("{method} is no match"));
        let arm = found.arms.iter().find(|arm| covers(&arm.pat, name, number));
        let arm = arm.unwrap_or_else(|| panic!("{method} has no arm for {name}"));
        said(&arm.body).unwrap_or_else(|| panic!("what {method} says to {name} is not understood"))
    }
}

fn is_named(the_type: &syn::Type, name: &str) -> bool {
    matches!(the_type, syn::Type::Path(path) if path.path.is_ident(name))
}

fn covers(pattern: &Pat, name: &str, number: i32) -> bool {
    match pattern {
        Pat::Or(or) => or.cases.iter().any(|case| covers(case, name, number)),
        Pat::Ident(ident) => ident.ident == name,
        Pat::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == name),
        Pat::Lit(literal) => integer(&literal.lit) == Some(number),
        Pat::Range(range) => {
            assert!(
                matches!(range.limits, RangeLimits::Closed(_)),
                "an open range"
            );
            let end = |end: &Option<Box<Expr>>| match end.as_deref() {
                Some(Expr::Lit(literal)) => integer(&literal.lit).expect("a number"),
                _ => panic!("a range without a number"),
            };
            (end(&range.start)..=end(&range.end)).contains(&number)
        }
        Pat::Wild(_) => true,
        _ => panic!("a pattern of a kind that is not understood, before {name}"),
    }
}

/// A text, or the last name of a path.
fn said(body: &Expr) -> Option<String> {
    match body {
        Expr::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Block(block) => match block.block.stmts.as_slice() {
            [Stmt::Expr(only, None)] => said(only),
            _ => None,
        },
        _ => None,
    }
}

fn integer(literal: &Lit) -> Option<i32> {
    match literal {
        Lit::Int(number) => number.base10_parse().ok(),
        _ => None,
    }
}
