//! Manual pages of section 3: one for each noun, and a link to it for each of its functions.

use super::Made;
use super::c::declaration;
use crate::model::{Function, Interface};

/// The page of what belongs to no noun.
const REST: &str = "omnifund";
const SECTION: u32 = 3;

/// Below `directory`.
pub fn pages(interface: &Interface, directory: &str) -> Vec<Made> {
    let mut made = Vec::new();
    let file = |name: &str, text: String| Made::new(format!("{directory}/{name}.{SECTION}"), text);
    let of = |noun: Option<&str>| -> Vec<&Function> {
        let functions = interface.functions.iter();
        functions
            .filter(|one| one.noun.as_deref() == noun)
            .collect()
    };
    let about = "A valid OmniFund OAuth2 access token, every time.";
    made.push(file(REST, page(interface, REST, about, &of(None))));
    for noun in &interface.nouns {
        let functions = of(Some(&noun.name));
        made.push(file(
            &noun.c_name,
            page(interface, &noun.c_name, &noun.doc, &functions),
        ));
    }
    for function in &interface.functions {
        let noun = function.noun.as_ref();
        let page = noun.map_or_else(|| REST.to_owned(), |noun| format!("{REST}_{noun}"));
        made.push(file(
            &function.c_name,
            format!(".so man{SECTION}/{page}.{SECTION}\n"),
        ));
    }
    made
}

fn page(interface: &Interface, name: &str, about: &str, functions: &[&Function]) -> String {
    let (first, rest) = about.split_once('.').unwrap_or((about, ""));
    let title = name.to_uppercase();
    let mut text = format!(
        ".\\\" Made by tools/interface from omnifund-api.json.\n\
         .TH {title} {SECTION} \"\" \"libomnifund {}\" \"libomnifund\"\n.SH NAME\n{name} \\- {}\n\
         .SH SYNOPSIS\n.nf\n#include <omnifund.h>\n",
        interface.library,
        roff(&first.split_whitespace().collect::<Vec<_>>().join(" ")),
    );
    for function in functions {
        text += &format!("{}\n", roff(&declaration(function)));
    }
    text += ".fi\n.SH DESCRIPTION\n";
    text += &lines(if rest.trim().is_empty() {
        about
    } else {
        rest.trim_start()
    });
    for function in functions {
        text += &format!(".SS {}\n{}", function.c_name, lines(&function.doc));
    }
    let others = interface.nouns.iter().map(|noun| noun.c_name.as_str());
    let others: Vec<String> = std::iter::once(REST)
        .chain(others)
        .filter(|other| *other != name)
        .map(|other| format!(".BR {other} ({SECTION})"))
        .collect();
    text + ".SH SEE ALSO\n" + &others.join(" ,\n") + "\n"
}

/// A comment; what is indented in it stays as it is.
fn lines(doc: &str) -> String {
    let (mut text, mut is_verbatim) = (String::new(), false);
    for line in doc.lines() {
        let verbatim = line.strip_prefix("    ");
        match (is_verbatim, verbatim.is_some()) {
            (false, true) => text += ".RS\n.nf\n",
            (true, false) => text += ".fi\n.RE\n",
            _ => {}
        }
        is_verbatim = verbatim.is_some();
        match roff(verbatim.unwrap_or(line)) {
            empty if empty.is_empty() => text += ".PP\n",
            line => text += &format!("{line}\n"),
        }
    }
    if is_verbatim {
        text += ".fi\n.RE\n";
    }
    text
}

/// Nothing in it has a meaning to roff.
fn roff(words: &str) -> String {
    let escaped = words.replace('\\', "\\e").replace('-', "\\-");
    match escaped.chars().next() {
        Some('.' | '\'') => format!("\\&{escaped}"),
        _ => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_comment_has_a_meaning_to_the_formatter() {
        assert_eq!(
            lines("a-b\n.so x\n    in\\dented\nout"),
            "a\\-b\n\\&.so x\n.RS\n.nf\nin\\edented\n.fi\n.RE\nout\n"
        );
    }
}
