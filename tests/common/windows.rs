//! Programs for Windows, under Wine. They share loopback and the disk with this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{CLIENT_ID, CLIENT_SECRET, LocalServer, building, root, target_directory};

/// Windows of 64 bits, or of 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bits {
    X64,
    X86,
}

/// As Debian has it; another one that runs programs of 32 bits is named by the environment.
const WINE: &str = "/usr/lib/wine/wine64";
const WINE32: &str = "/usr/lib/wine/wine";
const WINE32_NAMED_BY: &str = "OMNIFUND_WINE32";

impl Bits {
    /// What runs its programs, where this machine has it.
    fn wine(self) -> Option<PathBuf> {
        let wine = match self {
            Self::X64 => WINE.into(),
            Self::X86 => {
                std::env::var_os(WINE32_NAMED_BY).map_or_else(|| WINE32.into(), PathBuf::from)
            }
        };
        (self == Self::X64 || wine.exists()).then_some(wine)
    }

    /// Those whose programs can run here: 32 bits need parts of Wine that few machines have.
    pub fn at_hand() -> impl Iterator<Item = Self> {
        let all = [Self::X64, Self::X86].into_iter();
        all.filter(|bits| bits.wine().is_some())
    }

    fn name(self) -> &'static str {
        match self {
            Self::X64 => "x64",
            Self::X86 => "x86",
        }
    }

    /// Of mingw, such as `gcc`.
    pub fn tool(self, name: &str) -> Command {
        let machine = match self {
            Self::X64 => "x86_64",
            Self::X86 => "i686",
        };
        Command::new(format!("{machine}-w64-mingw32-{name}"))
    }

    /// The folder with `omnifund.dll` and the programs, built when first asked for.
    pub fn artefacts(self) -> &'static Path {
        static DIRECTORIES: [OnceLock<PathBuf>; 2] = [const { OnceLock::new() }; 2];
        DIRECTORIES[self as usize].get_or_init(|| {
            let target = format!("windows-{}", self.name());
            let mut make = Command::new("make");
            make.args(["--silent", &target]).current_dir(root());
            let status = building(&mut make).status().expect("make runs");
            assert!(status.success(), "`make {target}` failed");
            target_directory().join("windows").join(self.name())
        })
    }

    /// Compiles a program of `tests/c`, and links it with these.
    pub fn compiled_with(self, name: &str, libraries: &[&str]) -> PathBuf {
        static COMPILED: AtomicUsize = AtomicUsize::new(0);
        let one = COMPILED.fetch_add(1, Ordering::SeqCst);
        let programs = target_directory().join("windows/c");
        std::fs::create_dir_all(&programs).unwrap();
        let file = name.replace('/', "-");
        let program = programs.join(format!("{file}-{}-{one}.exe", std::process::id()));
        let output = self
            .tool("gcc")
            .args(["-std=gnu99", "-Wall", "-Wextra", "-Werror"])
            .arg("-D__USE_MINGW_ANSI_STDIO=1")
            .arg(root().join("tests/c").join(name).with_extension("c"))
            .arg("-I")
            .arg(root().join("include"))
            .arg("-L")
            .arg(self.artefacts())
            .args(libraries)
            .arg("-o")
            .arg(&program)
            .output()
            .expect("mingw runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} does not compile:\n{said}");
        program
    }

    /// Compiles a program of `tests/c` against the DLL.
    pub fn compiled(self, name: &str) -> PathBuf {
        self.compiled_with(name, &["-lomnifund"])
    }

    /// A command that runs a program under Wine. What it makes is its user's alone, as in a user's folders on Windows.
    pub fn run(self, program: &Path) -> Command {
        static PREFIXES: [OnceLock<PathBuf>; 2] = [const { OnceLock::new() }; 2];
        let prefix = PREFIXES[self as usize].get_or_init(|| {
            let name = match self {
                Self::X64 => "windows/wine",
                Self::X86 => "windows/wine32",
            };
            let prefix = target_directory().join(name);
            std::fs::create_dir_all(&prefix).unwrap();
            // Made by the first program that runs there, which is to be alone then.
            let mut first = self.under_wine(&prefix);
            let status = first.args(["cmd", "/c", "exit"]).status();
            assert!(status.expect("Wine runs").success());
            prefix
        });
        let mut wine = self.under_wine(prefix);
        wine.arg(program);
        wine
    }

    fn under_wine(self, prefix: &Path) -> Command {
        let mut wine = Command::new("sh");
        wine.args(["-c", "umask 077; exec \"$@\"", "sh"])
            .arg(self.wine().expect("Wine for 32 bits"))
            .env("WINEPREFIX", prefix)
            .env("WINEDEBUG", "-all")
            .env("WINEPATH", path(self.artefacts()))
            // No window, no menus, and nothing to be fetched.
            .env("WINEDLLOVERRIDES", "mscoree=;mshtml=;winemenubuilder.exe=")
            .env_remove("DISPLAY");
        if self == Self::X86 {
            wine.env("WINEARCH", "win32");
        }
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("OMNIFUND_") {
                wine.env_remove(name);
            }
        }
        wine
    }

    /// A command under Wine whose environment names a server and the example client.
    pub fn run_for(self, program: &Path, server: &LocalServer) -> Command {
        let mut command = self.run(program);
        command
            .env("OMNIFUND_BASE_URL", &server.base_url)
            .env("OMNIFUND_CLIENT_ID", CLIENT_ID)
            .env("OMNIFUND_CLIENT_SECRET", CLIENT_SECRET);
        if let Some(ca_file) = &server.ca_file {
            command.env("OMNIFUND_CA_FILE", path(ca_file));
        }
        command
    }
}

/// The folder with `omnifund.dll` of 64 bits and the programs, built when first asked for.
pub fn artefacts() -> &'static Path {
    Bits::X64.artefacts()
}

/// Where this machine's files are for programs under Wine.
pub fn path(path: &Path) -> String {
    format!("Z:{}", path.to_str().unwrap().replace('/', "\\"))
}

/// Compiles a program of `tests/c` against the DLL of 64 bits.
pub fn compiled(name: &str) -> PathBuf {
    Bits::X64.compiled(name)
}

/// A command that runs a program of 64 bits under Wine.
pub fn run(program: &Path) -> Command {
    Bits::X64.run(program)
}

/// A command of 64 bits whose environment names a server and the example client.
pub fn run_for(program: &Path, server: &LocalServer) -> Command {
    Bits::X64.run_for(program, server)
}
