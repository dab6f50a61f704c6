//! Programs for Windows, under Wine. They share loopback and the disk with this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{CLIENT_ID, CLIENT_SECRET, LocalServer, building, root, target_directory};

const WINE: &str = "/usr/lib/wine/wine64";
const COMPILER: &str = "x86_64-w64-mingw32-gcc";

/// The folder with `omnifund.dll` and the programs, built when first asked for.
pub fn artefacts() -> &'static Path {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        let mut make = Command::new("make");
        make.args(["--silent", "windows-x64"]).current_dir(root());
        let status = building(&mut make).status().expect("make runs");
        assert!(status.success(), "`make windows-x64` failed");
        target_directory().join("windows/x64")
    })
}

/// Where this machine's files are for programs under Wine.
pub fn path(path: &Path) -> String {
    format!("Z:{}", path.to_str().unwrap().replace('/', "\\"))
}

/// Compiles a program of `tests/c` against the DLL.
pub fn compiled(name: &str) -> PathBuf {
    static COMPILED: AtomicUsize = AtomicUsize::new(0);
    let one = COMPILED.fetch_add(1, Ordering::SeqCst);
    let programs = target_directory().join("windows/c");
    std::fs::create_dir_all(&programs).unwrap();
    let file = name.replace('/', "-");
    let program = programs.join(format!("{file}-{}-{one}.exe", std::process::id()));
    let output = Command::new(COMPILER)
        .args(["-std=gnu99", "-Wall", "-Wextra", "-Werror"])
        .arg("-D__USE_MINGW_ANSI_STDIO=1")
        .arg(root().join("tests/c").join(name).with_extension("c"))
        .arg("-I")
        .arg(root().join("include"))
        .arg("-L")
        .arg(artefacts())
        .args(["-lomnifund", "-o"])
        .arg(&program)
        .output()
        .expect("mingw runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} does not compile:\n{said}");
    program
}

/// A command that runs a program under Wine. What it makes is its user's alone, as in a user's folders on Windows.
pub fn run(program: &Path) -> Command {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    let prefix = PREFIX.get_or_init(|| {
        let prefix = target_directory().join("windows/wine");
        std::fs::create_dir_all(&prefix).unwrap();
        // Made by the first program that runs there, which is to be alone then.
        let mut first = under_wine(&prefix);
        let status = first.args(["cmd", "/c", "exit"]).status();
        assert!(status.expect("Wine runs").success());
        prefix
    });
    let mut wine = under_wine(prefix);
    wine.arg(program);
    wine
}

fn under_wine(prefix: &Path) -> Command {
    let mut wine = Command::new("sh");
    wine.args(["-c", "umask 077; exec \"$@\"", "sh", WINE])
        .env("WINEPREFIX", prefix)
        .env("WINEDEBUG", "-all")
        .env("WINEPATH", path(artefacts()))
        // No window, no menus, and nothing to be fetched.
        .env("WINEDLLOVERRIDES", "mscoree=;mshtml=;winemenubuilder.exe=")
        .env_remove("DISPLAY");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("OMNIFUND_") {
            wine.env_remove(name);
        }
    }
    wine
}

/// The same, whose environment names a server and the example client.
pub fn run_for(program: &Path, server: &LocalServer) -> Command {
    let mut command = run(program);
    command
        .env("OMNIFUND_BASE_URL", &server.base_url)
        .env("OMNIFUND_CLIENT_ID", CLIENT_ID)
        .env("OMNIFUND_CLIENT_SECRET", CLIENT_SECRET);
    if let Some(ca_file) = &server.ca_file {
        command.env("OMNIFUND_CA_FILE", path(ca_file));
    }
    command
}
