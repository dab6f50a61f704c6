//! Debian's packages are what apt, the linker and PHP look for. Here some of them are made of what is built; all are
//! installed, in roots of their own, by `tools/release/packages check`.

#![cfg(all(feature = "capi", target_os = "linux"))]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Scratch, building, c, outside_cargo, root};

const VERSION: &str = "7.8.9";

/// What Debian calls this machine, and what a release calls it.
fn machine() -> Option<(&'static str, &'static str, &'static str)> {
    match std::env::consts::ARCH {
        "x86_64" => Some(("linux-x64", "amd64", "x86_64-linux-gnu")),
        "aarch64" => Some(("linux-arm64", "arm64", "aarch64-linux-gnu")),
        other => {
            println!("SKIPPED: no packages are made for {other}");
            None
        }
    }
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Makes packages of what a directory has for each platform.
fn made(platforms: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("tools/release/linux/deb");
    command
        .args(arguments)
        .current_dir(root())
        .env("OMNIFUND_PLATFORMS", platforms)
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .env("MAINTAINER", "Somebody <somebody@example.invalid>");
    building(&mut command);
    command.output().unwrap()
}

fn packages(platforms: &Path, arguments: &[&str]) {
    let output = made(platforms, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}

/// A package, taken apart.
struct Package {
    file: PathBuf,
    control: PathBuf,
    files: PathBuf,
}

impl Package {
    fn open(scratch: &Scratch, name: &str) -> Self {
        let file = scratch.path("out").join(name);
        let package = Self {
            control: scratch.path(&format!("{name}.control")),
            files: scratch.path(&format!("{name}.files")),
            file,
        };
        for (how, into) in [("-e", &package.control), ("-x", &package.files)] {
            said(
                Command::new("dpkg-deb")
                    .arg(how)
                    .arg(&package.file)
                    .arg(into),
            );
        }
        package
    }

    fn field(&self, name: &str) -> String {
        let said = said(Command::new("dpkg-deb").arg("-f").arg(&self.file).arg(name));
        said.trim_end().to_owned()
    }

    fn says(&self, control_file: &str) -> String {
        fs::read_to_string(self.control.join(control_file)).unwrap()
    }

    fn has(&self, path: &str) -> bool {
        fs::symlink_metadata(self.files.join(path)).is_ok()
    }
}

#[test]
fn a_library_and_what_programs_are_built_with_are_two_packages() {
    let Some((platform, architecture, multiarch)) = machine() else {
        return;
    };
    let scratch = Scratch::new("packages-library");
    let platforms = scratch.path("platforms");
    let built = platforms.join(platform);
    fs::create_dir_all(&built).unwrap();
    for file in ["libomnifund.so", "libomnifund.a"] {
        symlink(c::library_directory().join(file), built.join(file)).unwrap();
    }
    let out = scratch.path("out");
    packages(
        &platforms,
        &[platform, VERSION, out.to_str().unwrap(), "library"],
    );

    let library = Package::open(
        &scratch,
        &format!("libomnifund1_{VERSION}_{architecture}.deb"),
    );
    assert_eq!(library.field("Architecture"), architecture);
    assert_eq!(library.field("Multi-Arch"), "same");
    assert!(
        library.field("Depends").contains("libc6 (>= 2."),
        "{}",
        library.field("Depends")
    );
    assert_eq!(
        library.says("shlibs"),
        format!("libomnifund 1 libomnifund1 (>= {VERSION})\n")
    );
    assert_eq!(library.says("triggers"), "activate-noawait ldconfig\n");
    let real = format!("libomnifund.so.{VERSION}");
    assert!(library.has(&format!("usr/lib/{multiarch}/{real}")));
    let link = library
        .files
        .join(format!("usr/lib/{multiarch}/libomnifund.so.1"));
    assert_eq!(fs::read_link(link).unwrap(), Path::new(&real));
    assert!(!library.has("usr/include"));

    let development = Package::open(
        &scratch,
        &format!("libomnifund-dev_{VERSION}_{architecture}.deb"),
    );
    assert_eq!(
        development.field("Depends"),
        format!("libomnifund1 (= {VERSION})")
    );
    for file in ["libomnifund.so", "libomnifund.a", "pkgconfig/omnifund.pc"] {
        assert!(
            development.has(&format!("usr/lib/{multiarch}/{file}")),
            "{file}"
        );
    }
    assert!(development.has("usr/include/omnifund.h"));
    for paper in ["copyright", "THIRD-PARTY-libomnifund.txt.gz"] {
        assert!(
            development.has(&format!("usr/share/doc/libomnifund-dev/{paper}")),
            "{paper}"
        );
    }
}

#[test]
fn a_library_that_needs_what_no_package_has_makes_none() {
    let Some((platform, ..)) = machine() else {
        return;
    };
    let scratch = Scratch::new("packages-strange");
    let built = scratch.path("platforms").join(platform);
    fs::create_dir_all(&built).unwrap();
    let compiled = |name: &str, arguments: &[&str]| {
        let mut compiler = Command::new("cc");
        outside_cargo(&mut compiler)
            .args(["-shared", "-x", "c", "/dev/null", "-x", "none", "-o"])
            .arg(built.join(name))
            .args(arguments)
            .current_dir(&built);
        said(&mut compiler);
    };
    compiled("libstrange.so", &["-Wl,-soname,libstrange.so.7"]);
    let named = "-Wl,-soname,libomnifund.so.1";
    compiled(
        "libomnifund.so",
        &[named, "-Wl,--no-as-needed", "./libstrange.so"],
    );
    fs::write(built.join("libomnifund.a"), "!<arch>\n").unwrap();
    let out = scratch.path("out");
    let output = made(
        &scratch.path("platforms"),
        &[platform, VERSION, out.to_str().unwrap(), "library"],
    );
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "a package was made");
    assert!(errors.contains("libstrange.so.7"), "{errors}");
}

#[test]
fn phps_package_preloads_what_it_has_and_is_the_same_each_time() {
    let scratch = Scratch::new("packages-php");
    let mut bytes = Vec::new();
    for folder in ["first", "out"] {
        let out = scratch.path(folder);
        packages(
            &scratch.path("none"),
            &["all", VERSION, out.to_str().unwrap()],
        );
        bytes.push(fs::read(out.join(format!("php-omnifund_{VERSION}_all.deb"))).unwrap());
    }
    assert!(bytes[0] == bytes[1], "two runs made two packages");

    let php = Package::open(&scratch, &format!("php-omnifund_{VERSION}_all.deb"));
    assert_eq!(php.field("Architecture"), "all");
    let ini = "/etc/omnifund/php-preload.ini";
    assert_eq!(php.says("conffiles"), format!("{ini}\n"));
    let lines = fs::read_to_string(php.files.join(&ini[1..])).unwrap();
    for name in ["ffi.preload", "opcache.preload"] {
        let path = lines
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}=")))
            .unwrap_or_else(|| panic!("no {name} in {lines}"));
        assert!(php.has(&path[1..]), "{path}");
        let content = fs::read_to_string(php.files.join(&path[1..])).unwrap();
        assert!(
            !content.contains("/tmp"),
            "{path} leads to where it was made"
        );
    }
    assert!(php.has("usr/share/php/omnifund/preload.php"));
    assert!(!php.has("usr/share/php/omnifund/lib/libomnifund.so.1"));
}
