//! What tools/release packs of what was built: the right library for each platform, the licences, one version, and the
//! same bytes each time. Whether what was packed can be installed and used is asked by `make check-release`.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Scratch, building, root};

const VERSION: &str = env!("CARGO_PKG_VERSION");

const LINUX: [&str; 5] = [
    "linux-x64",
    "linux-arm64",
    "linux-armv7",
    "linux-musl-x64",
    "linux-musl-arm64",
];
const WINDOWS: [&str; 2] = ["windows-x64", "windows-x86"];

fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{command:?}\n{said}");
    said
}

/// Files that say of which platform they are, in the place of libraries and commands.
fn built(platforms: &Path, which: &[&str]) {
    for platform in which {
        let folder = platforms.join(platform);
        fs::create_dir_all(&folder).unwrap();
        let files: &[_] = if platform.starts_with("windows") {
            &[
                "omnifund.dll",
                "omnifund.lib",
                "omnifund.def",
                "libomnifund.dll.a",
                "omnifund.exe",
                "omnifund-local.exe",
            ]
        } else {
            &["libomnifund.so", "libomnifund.a", "omnifund-local"]
        };
        for file in files {
            fs::write(folder.join(file), content(platform, file)).unwrap();
        }
    }
}

fn content(platform: &str, file: &str) -> String {
    format!("{file} for {platform}\n")
}

/// A release of its own.
struct Release {
    _scratch: Scratch,
    platforms: PathBuf,
    dist: PathBuf,
}

impl Release {
    fn of(name: &str, which: &[&str]) -> Self {
        let scratch = Scratch::new(name);
        let (platforms, dist) = (scratch.path("platforms"), scratch.path("a dist"));
        built(&platforms, which);
        Self {
            _scratch: scratch,
            platforms,
            dist,
        }
    }

    /// Has a part make its packages, and gives what it said of what is missing.
    fn make(&self, part: &str) -> String {
        let mut command = Command::new(root().join("tools/release").join(part));
        command
            .arg("make")
            .env("OMNIFUND_PLATFORMS", &self.platforms)
            .env("OMNIFUND_DIST", &self.dist)
            .env("SOURCE_DATE_EPOCH", "1700000000");
        building(&mut command);
        run(&mut command)
    }

    /// Unpacks a zip of dist into a folder, and gives that one.
    fn unpacked(&self, archive: &str) -> PathBuf {
        self.unzip(&self.dist.join(archive))
    }

    fn unzip(&self, archive: &Path) -> PathBuf {
        let folder = archive.with_extension("unpacked");
        run(Command::new("python3")
            .args(["-m", "zipfile", "-e"])
            .arg(archive)
            .arg(&folder));
        folder
    }
}

#[track_caller]
fn holds(folder: &Path, file: &str, wanted: &str) {
    let path = folder.join(file);
    let found = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    assert_eq!(found, wanted, "{path:?}");
}

#[track_caller]
fn holds_licences(folder: &Path, ending: &str) {
    for licence in [
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "notices/THIRD-PARTY-libomnifund.txt",
    ] {
        let ours = fs::read_to_string(root().join(licence)).unwrap();
        let name = Path::new(licence).file_stem().unwrap().to_str().unwrap();
        let ending = if licence.ends_with(".txt") {
            ".txt"
        } else {
            ending
        };
        let packed = fs::read_to_string(folder.join(format!("{name}{ending}"))).unwrap();
        assert_eq!(packed.replace('\r', ""), ours, "{licence}");
    }
}

#[test]
fn phps_package_has_the_library_of_each_linux_and_is_the_same_each_time() {
    let release = Release::of("release-php", &LINUX);
    release.make("php");
    let archive = format!("omnifund-php-{VERSION}.zip");
    let folder = release.unpacked(&archive);
    for platform in LINUX {
        let file = format!("lib/{platform}/libomnifund.so.1");
        holds(&folder, &file, &content(platform, "libomnifund.so"));
    }
    holds_licences(&folder, "");
    let composer = fs::read_to_string(folder.join("composer.json")).unwrap();
    assert!(composer.contains(&format!("\"version\": \"{VERSION}\"")));

    let first = fs::read(release.dist.join(&archive)).unwrap();
    release.make("php");
    assert!(first == fs::read(release.dist.join(&archive)).unwrap());
}

#[test]
fn gos_module_links_the_archive_of_each_linux_and_lies_as_a_proxy_has_it() {
    let release = Release::of("release-go", &LINUX);
    release.make("go");
    let proxy = release.unpacked(&format!("omnifund-go-{VERSION}.zip"));
    let module = "github.com/omnifund/libomnifund/bindings/go";
    let versions = proxy.join(module).join("@v");
    holds(&versions, "list", &format!("v{VERSION}\n"));
    let packed = release.unzip(&versions.join(format!("v{VERSION}.zip")));
    let folder = packed.join(format!("{module}@v{VERSION}"));
    holds_licences(&folder, "");
    let link = fs::read_to_string(folder.join("internal/abi/link.go")).unwrap();
    for platform in LINUX {
        let archive = format!("libomnifund-{platform}.a");
        let file = format!("internal/abi/{archive}");
        holds(&folder, &file, &content(platform, "libomnifund.a"));
        let linked = link.lines().filter(|line| line.ends_with(&archive));
        assert_eq!(linked.count(), 1, "{archive}\n{link}");
    }
    let header = fs::read_to_string(root().join("include/omnifund.h")).unwrap();
    holds(&folder, "internal/abi/omnifund.h", &header);
}

#[test]
fn the_zip_for_windows_has_both_widths_and_text_as_windows_reads_it() {
    let release = Release::of("release-windows", &WINDOWS);
    release.make("windows");
    let name = format!("omnifund-windows-{VERSION}");
    let folder = release.unpacked(&format!("{name}.zip")).join(name);
    for (width, platform) in [("x64", "windows-x64"), ("x86", "windows-x86")] {
        for file in ["omnifund.dll", "omnifund.lib", "omnifund-local.exe"] {
            let packed = format!("{width}/{file}");
            holds(&folder, &packed, &content(platform, file));
        }
    }
    holds_licences(&folder.join("licences"), ".txt");
    for file in [
        "README.txt",
        "include/omnifund.h",
        "c/session.c",
        "delphi/Omnifund.pas",
        "delphi/OmnifundBase.pas",
        "delphi/OmnifundRaw.pas",
        "vb6/Omnifund.bas",
    ] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let (lines, ends) = (text.matches('\n').count(), text.matches("\r\n").count());
        assert!(lines > 10 && lines == ends, "{file}");
        assert!(!text.contains("\r\r"), "{file}");
    }
    let readme = fs::read_to_string(folder.join("README.txt")).unwrap();
    assert!(readme.starts_with(&format!("libomnifund {VERSION} for Windows")));
}

#[test]
fn what_was_not_built_is_named_and_the_rest_is_packed() {
    let release = Release::of("release-missing", &["linux-musl-arm64", "windows-x86"]);
    let said = release.make("windows");
    assert!(said.contains("left out: windows-x64"), "{said}");
    let folder = release.unpacked(&format!("omnifund-windows-{VERSION}.zip"));
    let folder = folder.join(format!("omnifund-windows-{VERSION}"));
    assert!(folder.join("x86/omnifund.dll").exists() && !folder.join("x64").exists());
}

/// Some files can't ask Cargo.toml.
#[test]
fn what_has_a_version_of_its_own_has_this_one() {
    for (file, written) in [
        (
            "bindings/python/src/omnifund/__init__.py",
            "__version__ = \"@\"",
        ),
        ("bindings/python/pyproject.toml", "\"omnifund-local==@\""),
        ("bindings/node/package.json", "\"version\": \"@\""),
        ("bindings/ruby/omnifund.gemspec", "gem.version = '@'"),
        (
            "bindings/csharp/src/AssemblyInfo.cs",
            "AssemblyVersion(\"@.0\")",
        ),
        (
            "bindings/csharp/src/AssemblyInfo.cs",
            "AssemblyFileVersion(\"@.0\")",
        ),
        (
            "bindings/csharp/src/AssemblyInfo.cs",
            "AssemblyInformationalVersion(\"@\")",
        ),
        ("bindings/csharp/README.md", "Omnifund.Net.@.nupkg"),
        ("include/omnifund.h", "OMNIFUND_VERSION_STRING \"@\""),
        ("include/omnifund-api.json", "\"library\": \"@\""),
        ("Cargo.toml", "omnifund-interface = { version = \"@\""),
    ] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let wanted = written.replace('@', VERSION);
        assert!(text.contains(&wanted), "{file} has no {wanted}");
    }
}
