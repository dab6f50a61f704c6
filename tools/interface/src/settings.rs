//! What can be set by name, read from the table in `src/config/settings.rs`, and told wherever it is listed.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{BinOp, Expr, Item, Lit};

use crate::model::{Interface, Setting};

const TABLE: &str = "SETTINGS";
/// A line of a comment in whose place the list stands.
const LIST: &str = "{settings}";

/// The table of the file `table`; its defaults may be constants of any of the files beside it.
///
/// # Panics
/// Where a row is not understood.
pub fn described<'a>(
    root: &Path,
    table: &str,
    beside: impl IntoIterator<Item = &'a str>,
) -> Vec<Setting> {
    let read = |source: &str| {
        let text = std::fs::read_to_string(root.join(source)).expect(source);
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{source}: {error}"))
    };
    let mut constants = BTreeMap::new();
    for source in beside {
        for item in read(source).items {
            if let Item::Const(one) = item {
                constants.insert(one.ident.to_string(), *one.expr);
            }
        }
    }
    let rows = read(table).items.into_iter().find_map(|item| match item {
        Item::Const(one) if one.ident == TABLE => Some(*one.expr),
        _ => None,
    });
    let Some(Expr::Array(rows)) = rows else {
        panic!("{table} has no array {TABLE}");
    };
    rows.elems
        .iter()
        .map(|row| setting(row, &constants))
        .collect()
}

fn setting(row: &Expr, constants: &BTreeMap<String, Expr>) -> Setting {
    let Expr::Call(row) = row else {
        panic!("a row of {TABLE} is no call");
    };
    let arguments: Vec<&Expr> = row.args.iter().collect();
    let [name, example, says, unless_set, _] = arguments.as_slice() else {
        panic!("a row of {TABLE} has not five arguments");
    };
    let name = text(name).expect("a setting's name");
    let wanted = |expression: &Expr| text(expression).unwrap_or_else(|| panic!("{name}: no text"));
    let (mut default, mut default_seconds) = (None, None);
    match unless_set {
        Expr::Tuple(_) => {}
        Expr::Path(path) => {
            let constant = path.path.segments.last().expect("a name").ident.to_string();
            let value = constants.get(&constant);
            let value = value.unwrap_or_else(|| panic!("{name}: there is no {constant}"));
            let seconds = seconds(value).unwrap_or_else(|| panic!("{constant} is no duration"));
            default = Some(seconds.to_string());
            default_seconds = Some(seconds);
        }
        other => default = Some(wanted(other)),
    }
    Setting {
        example: wanted(example),
        says: wanted(says),
        name,
        default,
        default_seconds,
    }
}

fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Of `Duration::from_secs(14 * 24 * 3600)`.
fn seconds(expression: &Expr) -> Option<i64> {
    match expression {
        Expr::Call(call) => seconds(call.args.first()?),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Binary(product) if matches!(product.op, BinOp::Mul(_)) => {
            Some(seconds(&product.left)? * seconds(&product.right)?)
        }
        _ => None,
    }
}

/// A length of time in words.
pub fn in_words(seconds: i64) -> String {
    const DAY: i64 = 24 * 3600;
    if seconds % DAY == 0 {
        format!("{} days", seconds / DAY)
    } else {
        format!("{seconds} s")
    }
}

/// `NAME=value`, what it says, and what holds unless it is set.
pub fn rows(settings: &[Setting]) -> Vec<(String, String)> {
    let row = |setting: &Setting| {
        let default = setting.default.as_ref();
        let default = default.map_or_else(String::new, |default| format!("; {default} unless set"));
        (
            format!("{}={}", setting.name, setting.example),
            setting.says.clone() + &default,
        )
    };
    settings.iter().map(row).collect()
}

/// The text with the defaults in it, for which `{OMNIFUND_CALL_BUDGET}` stands, and with the list.
pub fn told(text: &str, settings: &[Setting]) -> String {
    let mut text = text.to_owned();
    for setting in settings {
        if let Some(seconds) = setting.default_seconds {
            text = text.replace(&format!("{{{}}}", setting.name), &in_words(seconds));
        }
    }
    if !text.contains(LIST) {
        return text;
    }
    let rows = rows(settings);
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines = text
        .split('\n')
        .flat_map(|line| match line.split_once(LIST) {
            None => vec![line.to_owned()],
            Some((before, _)) => rows
                .iter()
                .map(|(name, says)| format!("{before}{name:width$}  {says}"))
                .collect(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// In each comment of the description.
pub(crate) fn told_everywhere(interface: &mut Interface) {
    let settings = std::mem::take(&mut interface.settings);
    let tell = |text: &mut String| *text = told(text, &settings);
    interface
        .nouns
        .iter_mut()
        .for_each(|one| tell(&mut one.doc));
    for one in &mut interface.enums {
        tell(&mut one.doc);
        one.values.iter_mut().for_each(|value| tell(&mut value.doc));
    }
    interface
        .callbacks
        .iter_mut()
        .for_each(|one| tell(&mut one.doc));
    for one in &mut interface.functions {
        tell(&mut one.doc);
        tell(&mut one.summary);
    }
    interface.settings = settings;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(name: &str, default_seconds: Option<i64>) -> Setting {
        Setting {
            name: name.to_owned(),
            example: "1".to_owned(),
            says: "how long".to_owned(),
            default: default_seconds.map(|seconds| seconds.to_string()),
            default_seconds,
        }
    }

    #[test]
    fn a_default_stands_in_a_comment_by_its_name() {
        let settings = [
            setting("OMNIFUND_BUDGET", Some(25)),
            setting("OMNIFUND_LIFETIME", Some(14 * 24 * 3600)),
        ];
        assert_eq!(
            told(
                "{OMNIFUND_BUDGET}, {OMNIFUND_LIFETIME} unless set",
                &settings
            ),
            "25 s, 14 days unless set"
        );
    }

    #[test]
    fn the_list_stands_in_its_line_with_what_stands_before_it() {
        let settings = [setting("ONE", None), setting("THREE", Some(3))];
        assert_eq!(
            told("// All:\n//     {settings}\n// End.", &settings),
            "// All:\n//     ONE=1    how long\n//     THREE=1  how long; 3 unless set\n// End."
        );
    }

    #[test]
    fn a_duration_may_be_a_product() {
        let seconds_of = |text| seconds(&syn::parse_str(text).unwrap());
        assert_eq!(
            seconds_of("Duration::from_secs(14 * 24 * 3600)"),
            Some(1_209_600)
        );
        assert_eq!(seconds_of("\"a week\""), None);
    }
}
