//! C programs against the built library.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{CLIENT_ID, CLIENT_SECRET, LocalServer, building, root, target_directory};

/// The sanitizer that `scripts/sanitize` has the library built with, where it runs the tests.
pub fn sanitizer() -> Option<String> {
    std::env::var("OMNIFUND_SANITIZER").ok()
}

/// The folder with `libomnifund.so`, built when first asked for, unless a variable names another.
pub fn library_directory() -> &'static Path {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        if let Some(other) = std::env::var_os("OMNIFUND_LIBRARY_DIRECTORY") {
            return other.into();
        }
        let mut make = Command::new("make");
        make.args(["--silent", "lib"]).current_dir(root());
        let status = building(&mut make).status().expect("make runs");
        assert!(status.success(), "`make lib` failed");
        target_directory().join("release")
    })
}

/// Compiles a program in strict C99, with all warnings as errors.
pub fn compile(source: &Path) -> PathBuf {
    compile_as("c99", source)
}

/// Compiles a program in a standard of C, strictly, with all warnings as errors.
pub fn compile_as(standard: &str, source: &Path) -> PathBuf {
    let name = source.file_stem().unwrap();
    let programs = target_directory().join("c");
    std::fs::create_dir_all(&programs).unwrap();
    // A name of its own for each test: they run at the same time.
    static COMPILED: AtomicUsize = AtomicUsize::new(0);
    let one = COMPILED.fetch_add(1, Ordering::SeqCst);
    let name = format!("{}-{}-{one}", name.to_string_lossy(), std::process::id());
    let program = programs.join(name);
    let library = library_directory();
    let output = Command::new("cc")
        .arg(format!("-std={standard}"))
        .args(["-pedantic", "-Wall", "-Wextra", "-Werror", "-g"])
        .args(sanitizer().map(|kind| format!("-fsanitize={kind}")))
        .arg(source)
        .arg("-I")
        .arg(root().join("include"))
        .arg("-L")
        .arg(library)
        // Before what cargo has in LD_LIBRARY_PATH: another build's may lie there.
        .arg(format!(
            "-Wl,--disable-new-dtags,-rpath,{}",
            library.display()
        ))
        .args(["-lomnifund", "-lpthread", "-o"])
        .arg(&program)
        .output()
        .expect("cc runs");
    assert!(
        output.status.success(),
        "{} does not compile:\n{}",
        source.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    program
}

/// One of `tests/c`, compiled.
pub fn program(name: &str) -> PathBuf {
    compile(&root().join("tests/c").join(name).with_extension("c"))
}

/// A command whose environment names a server and the example client.
pub fn command(program: impl AsRef<std::ffi::OsStr>, base_url: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("OMNIFUND_BASE_URL", base_url)
        .env("OMNIFUND_CLIENT_ID", CLIENT_ID)
        .env("OMNIFUND_CLIENT_SECRET", CLIENT_SECRET)
        .env_remove("OMNIFUND_CA_FILE");
    command
}

/// A command whose environment names the local server with its authority, and the example client.
pub fn command_for(program: impl AsRef<std::ffi::OsStr>, server: &LocalServer) -> Command {
    let mut command = command(program, &server.base_url);
    if let Some(ca_file) = &server.ca_file {
        command.env("OMNIFUND_CA_FILE", ca_file);
    }
    command
}

/// What `ask` printed.
#[derive(Debug)]
pub struct Answer(String);

impl Answer {
    pub fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        let stdout = String::from_utf8(stdout).unwrap();
        assert!(
            matches!(status.code(), Some(0 | 1)),
            "{status}\n{stdout}\n{}",
            String::from_utf8_lossy(&stderr)
        );
        Self(stdout)
    }

    /// The value of a line; `(null)` as C saw it.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
            .unwrap_or_else(|| panic!("no {name} in\n{}", self.0))
    }

    pub fn number(&self, name: &str) -> i64 {
        self.get(name).parse().unwrap()
    }
}

/// The part of the header that bindings take as it is.
pub fn plain_region() -> String {
    let header = std::fs::read_to_string(root().join("include/omnifund.h")).unwrap();
    let (_, from) = header.split_once("omnifund: plain region begins.").unwrap();
    let (_, from) = from.split_once("*/\n").unwrap();
    let (region, _) = from
        .split_once("/* omnifund: plain region ends. */")
        .unwrap();
    region.to_owned()
}

/// What the header declares, for programs.
pub fn description() -> serde_json::Value {
    let json = std::fs::read(root().join("include/omnifund-api.json")).unwrap();
    serde_json::from_slice(&json).unwrap()
}

/// The functions that the header declares.
pub fn declared_functions() -> BTreeSet<String> {
    description()["functions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|function| function["c_name"].as_str().unwrap().to_owned())
        .collect()
}
