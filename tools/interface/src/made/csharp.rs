//! C#: an enum for each enumeration, and how names and comments are written.

use super::Made;
use super::telling::told;
use super::words::{Language, behind_noun, camel, exception, spoken, wrapped};
use crate::model::{Enum, Function, Interface, Parameter, Unit, Value};

pub(super) const MADE: &str =
    "// Made by tools/interface from omnifund-api.json; edits here are lost.\n\n";
pub(super) const DIRECTORY: &str = "bindings/csharp/src/Made";
const WIDTH: usize = 116;
const SPELLING: [(&str, &str); 1] = [("oauth", "OAuth")];
/// What no variable may be called.
const KEYWORDS: [&str; 14] = [
    "base", "checked", "default", "event", "fixed", "in", "lock", "object", "operator", "out",
    "params", "ref", "sealed", "string",
];

/// What C# programs call otherwise.
const OTHERWISE: [(&str, &str); 22] = [
    ("client_new", "Client"),
    ("config_log_to_callback", "Config.LogTo"),
    ("config_log_to_callback_with", "Config.LogTo"),
    ("config_log_entries_to_callback", "Config.LogTo"),
    ("end_exchanges", "Exchanges.End"),
    ("metrics_text", "Store.GetMetrics"),
    ("request_idempotency_key", "Response.IdempotencyKey"),
    ("request_new", "Request"),
    ("request_set_idempotency_key", "Request.IdempotencyKey"),
    ("session_keep_alive", "Store.KeepAlive"),
    ("session_kept_answer", "Session.GetKeptAnswer"),
    ("session_sign_in_saving", "Session.SignIn"),
    ("session_status", "Session.GetStatus"),
    ("session_token", "Session.GetToken"),
    ("session_token_lasting", "Session.GetTokenLasting"),
    ("session_token_within", "Session.GetToken"),
    ("status_seconds_left", "Status.TimeLeft"),
    ("store_clients", "Store.GetClients"),
    ("store_metrics", "Store.GetMetrics"),
    ("store_open_file_with", "Store.OpenFile"),
    ("store_sessions", "Store.GetSessions"),
    ("version", "LibraryVersion.Current"),
];

struct CSharp;

impl Language for CSharp {
    fn value(&self, of: &Enum, value: &Value) -> String {
        format!("{}.{}", name(&of.name), name(&value.name))
    }

    fn function(&self, function: &Function) -> String {
        let otherwise = OTHERWISE.iter().find(|(name, _)| *name == function.name);
        if let Some((_, here)) = otherwise {
            return (*here).to_owned();
        }
        let word = name(behind_noun(function));
        match function.noun.as_deref() {
            Some("error") => format!("OmnifundException.{word}"),
            Some(noun) => format!("{}.{word}", name(noun)),
            None => word,
        }
    }

    fn fails(&self) -> &'static str {
        "Throws"
    }

    fn error(&self, _: &Enum, code: &Value) -> String {
        let plain = exception(code);
        format!("{}Exception", plain.trim_end_matches("Error"))
    }

    fn range(&self, unit: Unit, (smallest, largest): (i64, i64)) -> String {
        match unit {
            Unit::Milliseconds => format!("{smallest} ms to {} s", largest / 1000),
            _ => format!("{smallest} s to {largest} s"),
        }
    }
}

/// A comment of the header's, whole. `nothing` is what stands where there is none.
pub(super) fn told_by(
    doc: &str,
    parameters: &[Parameter],
    nothing: &str,
    interface: &Interface,
) -> String {
    told(doc, parameters, nothing, interface, &CSharp)
}

pub fn enums(interface: &Interface) -> Made {
    let mut text = format!("{MADE}namespace Omnifund\n{{\n");
    let all: Vec<String> = interface
        .enums
        .iter()
        .map(|of| one_enum(of, interface))
        .collect();
    text += &all.join("\n");
    Made::new(format!("{DIRECTORY}/Enums.cs"), text + "}\n")
}

fn one_enum(of: &Enum, interface: &Interface) -> String {
    let values: Vec<String> = of
        .values
        .iter()
        .map(|value| {
            let about = summary(&value.doc, 8, interface);
            format!("{about}        {} = {},\n", name(&value.name), value.number)
        })
        .collect();
    format!(
        "{}    public enum {}\n    {{\n{}    }}\n",
        summary(&of.doc, 4, interface),
        name(&of.name),
        values.join("\n")
    )
}

/// `sign_in` and `SIGN_IN` give `SignIn`: as a type, a method or a value.
pub(super) fn name(name: &str) -> String {
    camel(name, &SPELLING)
}

/// `sign_in` gives `signIn`: as a parameter.
pub(super) fn lower_name(plain: &str) -> String {
    lower_first(&name(plain))
}

/// `SignIn` gives `signIn`.
pub(super) fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    let lower: String = first.into_iter().chain(letters).collect();
    if KEYWORDS.contains(&lower.as_str()) {
        format!("@{lower}")
    } else {
        lower
    }
}

/// A comment in the language's own markup.
pub(super) fn summary(doc: &str, indent: usize, interface: &Interface) -> String {
    let spoken = spoken(doc, interface, &CSharp);
    let escaped = spoken
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let indent = " ".repeat(indent);
    let width = WIDTH - indent.len() - 4;
    let whole = format!("<summary>{}</summary>", escaped.trim());
    let lines = wrapped(&whole, width);
    let lines = lines.iter().map(|line| format!("{indent}/// {line}"));
    lines
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}
