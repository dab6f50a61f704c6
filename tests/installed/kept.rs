//! What is installed already, and what is no whole library, decides what `make install` does.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::common::{Scratch, building, c, root};
use super::{VERSION, make, run};

/// What a release's folder has, so that a test may spoil it; it says no version.
fn release(scratch: &Scratch) -> PathBuf {
    let release = scratch.path("release");
    fs::create_dir(&release).unwrap();
    for file in ["libomnifund.so", "libomnifund.a"] {
        fs::copy(c::library_directory().join(file), release.join(file)).unwrap();
    }
    release
}

/// Has ldconfig set the links as the loader will follow them.
fn loaders_view(lib: &Path) {
    let mut ldconfig = Command::new("ldconfig");
    ldconfig.env("PATH", "/usr/sbin:/sbin:/usr/bin:/bin");
    run(ldconfig.arg("-n").arg(lib));
}

#[track_caller]
fn is_refused(make: &mut Command, words: &str) {
    let output = make.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(words), "{said}");
}

#[test]
fn the_version_that_was_installed_last_is_loaded_also_where_it_is_an_older_one() {
    let scratch = Scratch::new("installed-back");
    let release = release(&scratch);
    let prefix = scratch.path("usr");
    let lib = prefix.join("lib");
    for version in ["0.9.0", "0.10.0", "0.9.0"] {
        run(make("install", &prefix)
            .arg(format!("VERSION={version}"))
            .arg(format!("RELEASE={}", release.display())));
        // What a run that was broken off leaves.
        fs::copy(release.join("libomnifund.so"), lib.join(".omnifund.new")).unwrap();
        let expected = format!("libomnifund.so.{version}");
        loaders_view(&lib);
        let link = fs::read_link(lib.join("libomnifund.so.1")).unwrap();
        assert_eq!(link, Path::new(&expected));
    }
    fs::write(lib.join("libomnifund.so.7.0.0"), "of another ABI").unwrap();
    run(make("install", &prefix).arg(format!("RELEASE={}", release.display())));
    assert!(lib.join("libomnifund.so.7.0.0").exists());
    assert!(!lib.join("libomnifund.so.0.9.0").exists());
}

#[test]
fn what_is_no_whole_library_of_this_version_is_refused_before_the_first_copy() {
    let scratch = Scratch::new("installed-refused");
    let whole = release(&scratch);
    let prefix = scratch.path("usr");
    let release = scratch.path("spoilt");
    let install = || {
        let mut make = make("install", &prefix);
        make.arg(format!("RELEASE={}", release.display()));
        make
    };
    fs::create_dir(&release).unwrap();
    let library = release.join("libomnifund.so");
    fs::write(&library, [0; 100]).unwrap();
    is_refused(&mut install(), "is no library of ABI 1");
    // An ELF file that is something else.
    fs::copy("/proc/self/exe", &library).unwrap();
    is_refused(&mut install(), "is no library of ABI 1");
    fs::copy(whole.join("libomnifund.so"), &library).unwrap();
    is_refused(&mut install(), "libomnifund.a is no archive");
    fs::copy(whole.join("libomnifund.a"), release.join("libomnifund.a")).unwrap();
    fs::write(release.join("libomnifund.version"), "0.0.1\n").unwrap();
    is_refused(&mut install(), "has libomnifund 0.0.1");
    assert!(!prefix.exists());
    fs::write(release.join("libomnifund.version"), VERSION).unwrap();
    run(&mut install());
}

#[test]
fn what_was_built_elsewhere_last_is_not_taken_for_what_lies_here() {
    let scratch = Scratch::new("installed-elsewhere");
    for folder in ["scripts", "target/release", "elsewhere"] {
        fs::create_dir_all(scratch.path(folder)).unwrap();
    }
    let script = scratch.path("scripts/install");
    fs::copy(root().join("scripts/install"), &script).unwrap();
    let elsewhere = scratch.path("elsewhere");
    fs::write(elsewhere.join("libomnifund.so"), "").unwrap();
    let built_last = |folder: &Path| {
        let said = format!("{}\n", folder.display());
        fs::write(scratch.path("target/library-is-in"), said).unwrap();
    };
    // As sudo has it, which hands on no CARGO_TARGET_DIR.
    let install = || {
        let mut install = Command::new(&script);
        install.args(["where", "target/release"]).env_clear();
        for name in ["bindir", "libdir", "includedir", "mandir", "docdir"] {
            install.env(name, "/somewhere");
        }
        let install = install.env("prefix", "/").env("completionsdir", "/");
        install.env("PATH", "/usr/bin:/bin").output().unwrap()
    };
    assert!(install().status.success(), "nothing was built yet");
    built_last(&elsewhere);
    let refused = install();
    let said = String::from_utf8_lossy(&refused.stderr);
    let named = format!("RELEASE={}", elsewhere.display());
    assert!(!refused.status.success() && said.contains(&named), "{said}");
    fs::write(scratch.path("target/release/libomnifund.so"), "").unwrap();
    built_last(&fs::canonicalize(scratch.path("target/release")).unwrap());
    assert!(install().status.success());
}

#[test]
fn places_that_pkg_config_or_cmake_would_misread_are_refused() {
    c::library_directory();
    let scratch = Scratch::new("installed-misread");
    for name in ["a\"b", "a#b", "a$$b", "a;b", "a\\b", "a/../b"] {
        is_refused(&mut make("install", &scratch.path(name)), "is a character");
    }
    is_refused(
        &mut make("install", Path::new("here")),
        "is no absolute path",
    );
    assert_eq!(fs::read_dir(scratch.path("")).unwrap().count(), 0);
}

#[test]
fn all_may_read_what_somebody_installs_who_shows_others_nothing() {
    c::library_directory();
    let scratch = Scratch::new("installed-umask");
    let prefix = scratch.path("usr");
    let install = make("install", &prefix);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "umask 077; exec \"$0\" \"$@\"", "make"])
        .args(install.get_args())
        .current_dir(root());
    run(building(&mut shell));
    let hidden = run(Command::new("find")
        .arg(&prefix)
        .args(["!", "-perm", "-0444"]));
    assert_eq!(hidden, "");
    let closed = run(Command::new("find")
        .arg(&prefix)
        .args(["-type", "d", "!", "-perm", "-0555"]));
    assert_eq!(closed, "");
}

#[test]
fn what_others_have_in_the_same_directories_stays() {
    c::library_directory();
    let scratch = Scratch::new("installed-beside");
    let prefix = scratch.path("usr");
    let documentation = prefix.join("share/doc");
    fs::create_dir_all(&documentation).unwrap();
    let make = |target| {
        let mut make = make(target, &prefix);
        run(make.arg(format!("docdir={}", documentation.display())))
    };
    make("install");
    for theirs in ["share/doc/README", "lib/cmake/omnifund/theirs.cmake"] {
        fs::write(prefix.join(theirs), "").unwrap();
    }
    make("uninstall");
    let left = run(Command::new("find")
        .args([".", "!", "-type", "d"])
        .current_dir(&prefix));
    let mut left: Vec<_> = left.lines().collect();
    left.sort_unstable();
    assert_eq!(
        left,
        ["./lib/cmake/omnifund/theirs.cmake", "./share/doc/README"]
    );
}

/// What an archive for a platform unpacks to: this library as that of a version.
fn unpacked(scratch: &Scratch, version: &str) -> PathBuf {
    let tree = scratch.path(&format!("unpacked-{version}"));
    run(make("install", Path::new("")).args([
        &format!("DESTDIR={}", tree.display()),
        &format!("VERSION={version}"),
        &format!("RELEASE={}", scratch.path("release").display()),
        "libdir=/lib",
        "includedir=/include",
        "mandir=/share/man",
        "docdir=/share/doc/libomnifund",
    ]));
    fs::create_dir(tree.join("bin")).unwrap();
    let script = tree.join("install.sh");
    fs::copy(root().join("tools/release/install.sh"), &script).unwrap();
    script
}

#[test]
fn an_archive_installs_over_a_newer_one_and_takes_itself_away() {
    let scratch = Scratch::new("installed-archive");
    release(&scratch);
    let prefix = scratch.path("for all");
    let lib = prefix.join("lib");
    let scripts = ["0.2.0", "0.1.0"].map(|version| unpacked(&scratch, version));
    for script in &scripts {
        let mut shell = Command::new("sh");
        run(shell
            .args(["-c", "umask 077; exec \"$0\" \"$1\""])
            .args([script, &prefix]));
        fs::copy(
            scratch.path("release/libomnifund.so"),
            lib.join(".omnifund.new"),
        )
        .unwrap();
    }
    loaders_view(&lib);
    let link = fs::read_link(lib.join("libomnifund.so.1")).unwrap();
    assert_eq!(link, Path::new("libomnifund.so.0.1.0"));
    assert_eq!(
        fs::metadata(&lib).unwrap().permissions().mode() & 0o777,
        0o755
    );
    let refused = Command::new(&scripts[1]).arg("here").output().unwrap();
    assert!(!refused.status.success());
    run(Command::new(&scripts[1]).arg("--remove").arg(&prefix));
    fs::remove_file(lib.join(".omnifund.new")).unwrap();
    let left = run(Command::new("find").arg(&prefix).args(["!", "-type", "d"]));
    assert_eq!(left, "");
}
