//! The stores' libraries and the conformance programme, as the build left them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::process::output;
use crate::scratch;

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).expect("stores/databases").to_owned()
}

/// A directory as `make install-stores` makes it, for `OMNIFUND_STORE_LIBRARIES`; of the library `name`, what was built
/// for the test that asks.
///
/// # Panics
/// Where none was built.
#[must_use]
pub fn installed(name: &str) -> PathBuf {
    let directory = scratch::directory("libraries");
    let test = env::current_exe().expect("a test");
    let built = fs::read_dir(test.parent().expect("its directory")).expect("what was built");
    let file = format!("libomnifund_{name}");
    let newest = built
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_one = path.extension()? == "so" && path.to_str()?.contains(&file);
            is_one.then(|| Some((path.metadata().ok()?.modified().ok()?, path)))?
        })
        .max();
    let (_, library) = newest.unwrap_or_else(|| panic!("no {file}.so was built"));
    fs::copy(library, directory.join(format!("{file}.so.1"))).expect("a copy");
    directory
}

/// What the conformance programme says of the store at `url`; it must keep every rule.
///
/// # Panics
/// Where it does not.
#[must_use]
pub fn conformance(name: &str, url: &str) -> String {
    let directory = installed(name);
    let program = directory.join("conformance");
    let root = root();
    let mut compile = Command::new("cc");
    compile.arg("-I").arg(root.join("include"));
    compile.arg(root.join("conformance/conformance.c"));
    compile.arg(root.join("conformance/main.c"));
    compile.args(["-ldl", "-o"]).arg(&program);
    output(&mut compile);
    let mut run = Command::new(&program);
    run.arg(directory.join(format!("libomnifund_{name}.so.1")))
        .arg(url);
    let said = output(&mut run);
    let _ = fs::remove_dir_all(directory);
    said
}
