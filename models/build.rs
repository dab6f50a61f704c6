//! Makes modules of the library's own source: once as it is, and once for each step that can be left out. In them the
//! scheduler's primitives stand in the place of the standard library's; nothing else is changed.

use std::fmt::Write;
use std::path::{Path, PathBuf};

#[path = "src/removals.rs"]
mod removals;

/// The sources, and what they are called here.
const SOURCES: [&str; 5] = [
    "changes",
    "platform/fork",
    "platform/lock",
    "session/handed_out",
    "session/refresh_lock",
];

/// The primitives. A static belongs to one run of a model, and not to all that the process tries.
const PRIMITIVES: [(&str, &str); 7] = [
    // Neither its own tests nor its simulator.
    ("any(test, feature = \"simulation\")", "any()"),
    ("#[cfg(all(test, unix))]", "#[cfg(any())]"),
    ("use std::sync::atomic::", "use crate::primitives::"),
    ("use std::sync::{Condvar", "use crate::primitives::{Condvar"),
    ("use arc_swap::", "use crate::primitives::"),
    (
        "static COUNT: AtomicI64 = AtomicI64::new(0);",
        "shuttle::lazy_static! { static ref COUNT: AtomicI64 = AtomicI64::new(0); }",
    ),
    ("#[cfg(test)]\npub(crate) fn count", "pub(crate) fn count"),
];

/// As the library has it, without tests, and without what stands only at the head of a file.
fn source(library: &Path, name: &str) -> String {
    let path = library.join(name).with_extension("rs");
    println!("cargo::rerun-if-changed={}", path.display());
    let text = std::fs::read_to_string(&path).expect("the library's source lies beside this crate");
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let is_head = |line: &&str| line.starts_with("//!") || line.starts_with("#![");
    text.lines()
        .filter(|line| !is_head(line))
        .fold(String::new(), |text, line| text + line + "\n")
}

/// Puts one text in another's place, which must stand there once: else the model would no longer be of the library.
fn replaced(text: &str, old: &str, new: &str, name: &str) -> String {
    let found = text.matches(old).count();
    assert_eq!(found, 1, "{name} has {found} times: {old}");
    text.replace(old, new)
}

fn main() {
    let library = PathBuf::from("../src");
    let mut made = String::new();
    let as_it_is = ("as_it_is", "", "", "");
    let variants = removals::REMOVALS.iter().copied();
    for (variant, file, step, instead) in std::iter::once(as_it_is).chain(variants) {
        writeln!(made, "pub mod {variant} {{").unwrap();
        writeln!(made, "pub mod clock {{ pub use crate::clock::Deadline; }}\npub mod steps {{ pub use crate::steps::Step; }}").unwrap();
        let mut folder = "";
        for name in SOURCES {
            let mut text = source(&library, name);
            if name == file {
                text = replaced(&text, step, instead, name);
            }
            for (old, new) in PRIMITIVES {
                text = text.replace(old, new);
            }
            // The crate of the source is this variant here.
            text = text
                .replace("use crate::primitives", "use PRIMITIVES")
                .replace("crate::", &format!("crate::{variant}::"))
                .replace("use PRIMITIVES", "use crate::primitives")
                .replace("pub(super)", "pub(crate)");
            let (its_folder, module) = name.rsplit_once('/').unwrap_or(("", name));
            if its_folder != folder {
                if !folder.is_empty() {
                    made.push_str("}\n");
                }
                writeln!(made, "pub mod {its_folder} {{").unwrap();
                if its_folder == "platform" {
                    made.push_str("mod system { pub(crate) use crate::forks; }\n");
                }
                folder = its_folder;
            }
            writeln!(made, "pub mod {module} {{\n{text}}}").unwrap();
        }
        made.push_str("}\n}\n");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join("library.rs"), made).unwrap();
}
