//! What goes with a release is whole: notices of all whose work is inside, and papers that tell when a file is not the one
//! that was released. `make check-release` has the long forms.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;
#[path = "release/set_up.rs"]
mod set_up;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{Scratch, outside_cargo, root};

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text + &String::from_utf8_lossy(&output.stderr)
}

fn tool(name: &str, step: &str) -> Command {
    let mut tool = Command::new(root().join("tools/release").join(name));
    outside_cargo(&mut tool).arg(step);
    tool
}

/// A folder that is to be released, with a package in it.
struct Dist {
    scratch: Scratch,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
const PACKAGE: &str = concat!(
    "libomnifund-",
    env!("CARGO_PKG_VERSION"),
    "-linux-x64.tar.gz"
);

impl Dist {
    /// With its papers made.
    fn new(name: &str, within: &[&str]) -> Self {
        let dist = Self {
            scratch: Scratch::new(name),
        };
        let package = dist.scratch.path("package");
        fs::create_dir(&package).unwrap();
        fs::create_dir(dist.scratch.path("dist")).unwrap();
        for name in within {
            fs::write(package.join(name), name).unwrap();
        }
        let mut tar = Command::new("tar");
        tar.arg("-czf").arg(dist.path(PACKAGE)).args(["-C"]);
        assert!(tar.arg(&package).arg(".").status().unwrap().success());
        let made = dist.papers("make");
        assert!(made.status.success(), "{}", said(&made));
        dist
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.scratch.path("dist").join(name)
    }

    /// As if this had been built, and tried, for the package's platform.
    fn built(&self, library: &str) {
        let platform = self.scratch.path("platforms/linux-x64");
        fs::create_dir_all(&platform).unwrap();
        fs::write(platform.join("libomnifund.so"), library).unwrap();
    }

    fn papers(&self, step: &str) -> Output {
        let mut papers = tool("papers", step);
        papers.env("OMNIFUND_DIST", self.scratch.path("dist"));
        papers.env("OMNIFUND_PLATFORMS", self.scratch.path("platforms"));
        papers.env("SOURCE_DATE_EPOCH", "1700000000");
        papers.output().unwrap()
    }

    #[track_caller]
    fn is_refused_with(&self, words: &str) {
        let refused = self.papers("compare");
        assert!(!refused.status.success());
        assert!(said(&refused).contains(words), "{}", said(&refused));
    }
}

#[test]
fn a_package_without_libraries_is_not_made() {
    let scratch = Scratch::new("part-of-nothing");
    let node = |whole: &str| {
        let mut node = tool("node", "make");
        node.env("OMNIFUND_DIST", scratch.path("dist"));
        node.env("OMNIFUND_PLATFORMS", scratch.path("platforms"));
        node.env("OMNIFUND_WHOLE", whole).output().unwrap()
    };
    let refused = node("");
    assert!(!refused.status.success());
    let words = said(&refused);
    assert!(words.contains("node: nothing is built in"), "{words}");

    fs::create_dir_all(scratch.path("platforms/linux-x64")).unwrap();
    fs::write(scratch.path("platforms/linux-x64/libomnifund.so"), "").unwrap();
    let refused = node("yes");
    assert!(!refused.status.success(), "a release has all platforms");
    let words = said(&refused);
    assert!(words.contains("left out: linux-arm64"), "{words}");
    assert_eq!(fs::read_dir(scratch.path("dist")).unwrap().count(), 0);
}

const WHOLE: [&str; 2] = ["libomnifund.so", "THIRD-PARTY-libomnifund.txt"];

#[test]
fn notices_are_those_of_the_lock_file() {
    let checked = tool("notices", "--check").output().unwrap();
    assert!(checked.status.success(), "{}", said(&checked));
}

#[test]
fn notices_name_each_crate_that_cargo_links() {
    let text = fs::read_to_string(root().join("notices/THIRD-PARTY-libomnifund.txt")).unwrap();
    let mut cargo = Command::new("cargo");
    outside_cargo(&mut cargo).current_dir(root());
    cargo.args(["tree", "--locked", "--package", "omnifund"]);
    cargo.args(["--features", "capi", "--edges", "normal,no-proc-macro"]);
    let output = cargo.args(["--prefix", "none"]).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let tree = String::from_utf8(output.stdout).unwrap();
    let mut crates = 0;
    for line in tree.lines().filter(|line| !line.starts_with("omnifund ")) {
        let mut words = line.split(' ');
        let name = words.next().unwrap();
        let version = words.next().unwrap().trim_start_matches('v');
        assert!(text.contains(&format!("\n{name} {version}\n")), "{line}");
        crates += 1;
    }
    assert!(crates > 30, "{tree}");
}

#[test]
fn papers_that_were_just_made_are_in_order_and_each_time_the_same() {
    let dist = Dist::new("papers-whole", &WHOLE);
    let compared = dist.papers("compare");
    assert!(compared.status.success(), "{}", said(&compared));
    let first = fs::read(dist.path("SHA256SUMS")).unwrap();
    assert!(dist.papers("make").status.success());
    assert_eq!(fs::read(dist.path("SHA256SUMS")).unwrap(), first);
    let sums = Command::new("sha256sum")
        .args(["--check", "--strict", "SHA256SUMS"])
        .current_dir(dist.scratch.path("dist"))
        .output()
        .unwrap();
    assert!(sums.status.success(), "{}", said(&sums));
}

#[test]
fn a_file_that_was_changed_added_or_taken_away_is_told() {
    let dist = Dist::new("papers-changed", &WHOLE);
    let append = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        bytes.push(0);
        fs::write(path, bytes).unwrap();
    };
    append(&dist.path(PACKAGE));
    dist.is_refused_with(&format!("{PACKAGE} has another sum"));
    assert!(dist.papers("make").status.success());
    let another = format!("libomnifund-{VERSION}-linux-arm64.tar.gz");
    fs::copy(dist.path(PACKAGE), dist.path(&another)).unwrap();
    dist.is_refused_with("linux-arm64.tar.gz has no bill of materials");
    assert!(dist.papers("make").status.success());
    fs::remove_file(dist.path(PACKAGE)).unwrap();
    dist.is_refused_with(&format!("{PACKAGE} is in SHA256SUMS or in dist/"));
}

#[test]
fn a_bill_of_materials_that_lacks_a_crate_is_told() {
    let dist = Dist::new("papers-lacking", &WHOLE);
    let path = dist.path(&format!("{PACKAGE}.cdx.json"));
    let mut bill: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let components = bill["components"].as_array_mut().unwrap();
    components.retain(|one| one["name"] != "rustls");
    fs::write(&path, bill.to_string()).unwrap();
    dist.is_refused_with("does not name rustls");
}

#[test]
fn the_libc_in_a_static_command_is_in_its_bill_and_in_no_other() {
    let dist = Dist::new("papers-musl", &WHOLE);
    let musl = &format!("libomnifund-{VERSION}-linux-musl-x64.tar.gz");
    let library = &format!("libomnifund_{VERSION}-r0_x86_64.apk");
    for name in [musl, library] {
        fs::copy(dist.path(PACKAGE), dist.path(name)).unwrap();
    }
    let made = dist.papers("make");
    assert!(made.status.success(), "{}", said(&made));
    for (name, inside) in [(&**musl, true), (library, false), (PACKAGE, false)] {
        let bill = fs::read_to_string(dist.path(&format!("{name}.cdx.json"))).unwrap();
        assert_eq!(bill.contains("\"name\": \"musl\""), inside, "{name}");
    }
}

#[test]
fn a_package_without_the_notices_is_told() {
    let dist = Dist::new("papers-bare", &["libomnifund.so"]);
    dist.is_refused_with("has no notices of third parties");
}

#[test]
fn a_package_with_a_library_that_was_not_tried_is_told() {
    let library = "\u{7f}ELF and so on";
    let dist = Dist::new("papers-tried", &[library]);
    dist.built(library);
    let tried = dist.papers("programs");
    assert!(tried.status.success(), "{}", said(&tried));
    dist.built("another one");
    let other = dist.papers("programs");
    assert!(!other.status.success());
    let told = "is none of what was built and tried for its platform";
    assert!(said(&other).contains(told), "{}", said(&other));
}

#[test]
fn what_another_version_has_left_is_not_released() {
    let dist = Dist::new("papers-older", &WHOLE);
    let older = "libomnifund-0.0.9-linux-x64.tar.gz";
    fs::copy(dist.path(PACKAGE), dist.path(older)).unwrap();
    let made = dist.papers("make");
    assert!(!made.status.success());
    assert!(said(&made).contains(older), "{}", said(&made));
}

#[test]
fn a_file_of_which_nobody_says_what_is_in_it_is_told() {
    let dist = Dist::new("papers-unknown", &WHOLE);
    let unknown = format!("something-{VERSION}.bin");
    fs::write(dist.path(&unknown), "").unwrap();
    let made = dist.papers("make");
    assert!(!made.status.success());
    assert!(
        said(&made).contains(&format!("{unknown}: nobody says")),
        "{}",
        said(&made)
    );
}
