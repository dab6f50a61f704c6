//! What `make install` puts into a system is what its users' tools look for: C and C++ programs are built against it by
//! pkg-config, by CMake and by hand, shared and static, and run from there.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;
#[path = "installed/kept.rs"]
mod kept;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::{Scratch, building, c, outside_cargo, root};

const VERSION: &str = env!("CARGO_PKG_VERSION");

const PROGRAM: &str = "\
#include <stdio.h>
#include <omnifund.h>

int main(void)
{
    omnifund_store *store = NULL;
    omnifund_error *error = NULL;
    /* Memory alone: it needs nothing but the library. */
    int32_t code = omnifund_store_open_memory(&store, &error);
    printf(\"%s %d\\n\", omnifund_version(), (int)code);
    omnifund_store_free(store);
    return 0;
}
";

const CMAKE: &str = "\
cmake_minimum_required(VERSION 3.13)
project(till C CXX)
find_package(omnifund 0.1 REQUIRED)
add_executable(shared till.c)
target_link_libraries(shared omnifund::omnifund)
add_executable(static till.c)
target_link_libraries(static omnifund::static)
add_executable(sharedxx till.cc)
target_link_libraries(sharedxx omnifund::omnifund)
";

fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// `make`, with this prefix.
fn make(target: &str, prefix: &Path) -> Command {
    let mut make = Command::new("make");
    make.args(["--silent", target])
        .arg(format!("PREFIX={}", prefix.display()))
        // As the environment of a make that runs another has it: what stands there does not count.
        .env("prefix", "/dev/null")
        .env("libdir", "/dev/null/lib")
        .current_dir(root());
    building(&mut make);
    make
}

/// A tree with everything in it, in a directory whose name a careless script would take for two; and programs to build.
struct Installed {
    _scratch: Scratch,
    prefix: PathBuf,
    sources: PathBuf,
}

impl Installed {
    fn new(name: &str) -> Self {
        static MANUAL: OnceLock<()> = OnceLock::new();
        c::library_directory();
        let scratch = Scratch::new(name);
        let prefix = scratch.path("opt/pos & till");
        MANUAL.get_or_init(|| {
            run(&mut make("manual", &prefix));
        });
        run(&mut make("install", &prefix));
        let sources = scratch.path("till");
        fs::create_dir(&sources).unwrap();
        for name in ["till.c", "till.cc"] {
            fs::write(sources.join(name), PROGRAM).unwrap();
        }
        fs::write(sources.join("CMakeLists.txt"), CMAKE).unwrap();
        Self {
            _scratch: scratch,
            prefix,
            sources,
        }
    }

    /// A program that was built says the version, and makes a store.
    fn says_its_version(&self, program: &Path) {
        let said = run(Command::new(program).env("LD_LIBRARY_PATH", self.prefix.join("lib")));
        assert_eq!(said, format!("{VERSION} 0\n"), "{}", program.display());
    }

    /// Builds a program by a line for the shell, in the sources' directory.
    fn built(&self, name: &str, line: &str) -> PathBuf {
        let program = self.sources.join(name);
        run(outside_cargo(&mut Command::new("sh"))
            .args(["-c", line])
            .env("PKG_CONFIG_PATH", self.prefix.join("lib/pkgconfig"))
            .env("PREFIX", &self.prefix)
            .env("PROGRAM", &program)
            .current_dir(&self.sources));
        program
    }
}

#[test]
fn c_and_cpp_programs_are_built_by_pkg_config() {
    let installed = Installed::new("installed-pkg-config");
    for (name, compiler) in [("pc", "cc till.c"), ("pcxx", "c++ till.cc")] {
        for (how, flags) in [("", ""), ("-static", "--static")] {
            let flags = format!("$(pkg-config {flags} --cflags --libs omnifund)");
            let statically = match how {
                // The archive, and of the system's libraries what they are.
                "-static" => "sed s/-lomnifund/-l:libomnifund.a/",
                _ => "cat",
            };
            let line = format!(
                "flags=$(echo \"{flags}\" | {statically}) && eval \"{compiler} -o \\\"$PROGRAM\\\" $flags\""
            );
            let program = installed.built(&format!("{name}{how}"), &line);
            installed.says_its_version(&program);
        }
    }
    let version = installed.built("version", "pkg-config --modversion omnifund > \"$PROGRAM\"");
    assert_eq!(fs::read_to_string(version).unwrap().trim(), VERSION);
}

#[test]
fn c_and_cpp_programs_are_built_by_cmake() {
    let installed = Installed::new("installed-cmake");
    let line = "cmake -S . -B build -DCMAKE_PREFIX_PATH=\"$PREFIX\" >/dev/null && cmake --build build >/dev/null";
    installed.built("cmake", line);
    for program in ["shared", "static", "sharedxx"] {
        installed.says_its_version(&installed.sources.join("build").join(program));
    }
    let refused = line.replace("-B build", "-B refused");
    let wanted = CMAKE.replace("find_package(omnifund 0.1", "find_package(omnifund 7.0");
    let sources = installed.sources.join("later");
    fs::create_dir(&sources).unwrap();
    fs::write(sources.join("CMakeLists.txt"), wanted).unwrap();
    let output = Command::new("sh")
        .args(["-c", &refused])
        .env("PREFIX", &installed.prefix)
        .current_dir(&sources)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("7.0"), "{said}");
}

#[test]
fn c_and_cpp_programs_are_built_by_hand() {
    let installed = Installed::new("installed-hand");
    for (name, compiler) in [("by-hand", "cc till.c"), ("by-hand-xx", "c++ till.cc")] {
        for (how, library) in [
            ("", "-lomnifund"),
            ("-static", "-l:libomnifund.a -lpthread -ldl -lm"),
        ] {
            let line = format!(
                "{compiler} -I \"$PREFIX/include\" -L \"$PREFIX/lib\" {library} -o \"$PROGRAM\""
            );
            let program = installed.built(&format!("{name}{how}"), &line);
            installed.says_its_version(&program);
        }
    }
}

#[test]
fn manual_pages_licences_and_links_are_where_they_are_looked_for() {
    let installed = Installed::new("installed-places");
    let prefix = &installed.prefix;
    for file in [
        "lib/libomnifund.so.1",
        "include/omnifund-api.json",
        "share/man/man3/omnifund_session.3",
        "share/man/man3/omnifund_session_token.3",
        "share/doc/libomnifund/LICENSE-MIT",
        "share/doc/libomnifund/LICENSE-APACHE",
        "share/doc/libomnifund/THIRD-PARTY-libomnifund.txt",
    ] {
        assert!(prefix.join(file).exists(), "{file}");
    }
    let link = fs::read_link(prefix.join("lib/libomnifund.so.1")).unwrap();
    assert_eq!(link, Path::new(&format!("libomnifund.so.{VERSION}")));
}

#[test]
fn what_is_built_is_installed_without_cargo_and_taken_away_again() {
    c::library_directory();
    let scratch = Scratch::new("installed-without-cargo");
    let staged = scratch.path("staged");
    let make = |target| {
        let mut make = make(target, Path::new("/usr"));
        run(make
            .arg("libdir=/usr/lib/somewhere")
            .arg(format!("DESTDIR={}", staged.display()))
            .arg("CARGO=false"))
    };
    make("install");
    let described = staged.join("usr/lib/somewhere/pkgconfig/omnifund.pc");
    let described = fs::read_to_string(described).unwrap();
    assert!(
        described.contains("libdir=/usr/lib/somewhere\n"),
        "{described}"
    );
    make("uninstall");
    let left = run(Command::new("find").arg(&staged).args(["!", "-type", "d"]));
    assert_eq!(left, "");
}

#[test]
fn what_is_built_for_another_machine_is_looked_for_where_cargo_puts_it() {
    c::library_directory();
    let scratch = Scratch::new("installed-for-another");
    let mut make = make("install", &scratch.path("usr"));
    let output = make
        .env("CARGO_BUILD_TARGET", "riscv64gc-unknown-linux-gnu")
        .arg("CARGO=false")
        .output()
        .unwrap();
    assert!(
        !output.status.success(),
        "this machine's would be installed there"
    );
    assert!(!scratch.path("usr/lib/libomnifund.so").exists());
}

#[test]
fn a_tree_without_a_prefix_is_found_by_cmake_wherever_it_is_unpacked() {
    let installed = Installed::new("installed-unpacked");
    let tree = installed.sources.join("tree");
    run(make("install", Path::new("")).args([
        &format!("DESTDIR={}", tree.display()),
        // As archives have it; a machine's own /lib may be a link.
        "libdir=/lib",
        "includedir=/include",
    ]));
    let line = "cmake -S . -B build -DCMAKE_PREFIX_PATH=\"$PWD/tree\" >/dev/null && cmake --build build >/dev/null";
    installed.built("cmake", line);
    installed.says_its_version(&installed.sources.join("build/shared"));
}
