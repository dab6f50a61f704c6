//! The lists of what can be set by name.

use super::Made;
use crate::model::Interface;
use crate::settings::{in_words, rows};

pub fn lists(interface: &Interface) -> Vec<Made> {
    vec![table(interface), command(interface)]
}

/// For people; the Rust documentation includes it.
fn table(interface: &Interface) -> Made {
    let mut text = "<!-- Made of include/omnifund-api.json by tools/interface; edits here are lost: make header. -->\n\
                    | name | for example | says | unless set |\n|---|---|---|---|\n"
        .to_owned();
    for setting in &interface.settings {
        let default = match (setting.default_seconds, &setting.default) {
            (Some(seconds), _) => in_words(seconds),
            (None, Some(default)) => format!("`{default}`"),
            (None, None) => String::new(),
        };
        text += &format!(
            "| `{}` | `{}` | {} | {default} |\n",
            setting.name, setting.example, setting.says
        );
    }
    Made::new("docs/settings.md", text)
}

/// For the help and the manual page of the command.
fn command(interface: &Interface) -> Made {
    let mut text = "//! Each setting as it may stand in a file or in the environment, and what it means.\n\
                    //!\n//! Made by tools/interface from omnifund-api.json; edits here are lost.\n\n\
                    /// In the order in which they take effect.\n#[rustfmt::skip]\npub const SETTINGS: &[(&str, &str)] = &[\n"
        .to_owned();
    for (name, says) in rows(&interface.settings) {
        text += &format!("    ({name:?}, {says:?}),\n");
    }
    Made::new("cli/src/settings/names.rs", text + "];\n")
}
