//! What is set up on a machine leaves there what somebody has chosen, and says what stands in its way.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use super::common::{Scratch, outside_cargo, root};
use super::said;

/// A machine on which these programs are others.
struct Machine {
    scratch: Scratch,
}

impl Machine {
    fn new(name: &str, programs: &[(&str, &str)]) -> Self {
        let machine = Self {
            scratch: Scratch::new(name),
        };
        let asked = machine.scratch.path("asked");
        for (name, script) in programs {
            let path = machine.scratch.path(name);
            let script = format!("#!/bin/sh\necho \"$*\" >>'{}'\n{script}\n", asked.display());
            fs::write(&path, script).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        machine
    }

    fn does(&self, script: &str) -> Output {
        let mut shell = Command::new("sh");
        let path = std::env::var("PATH").unwrap();
        outside_cargo(&mut shell)
            .args(["-euc", script])
            .current_dir(root())
            .env(
                "PATH",
                format!("{}:{path}", self.scratch.path("").display()),
            )
            .env("CARGO_TARGET_DIR", self.scratch.path("target"))
            .output()
            .unwrap()
    }

    fn asked(&self) -> String {
        fs::read_to_string(self.scratch.path("asked")).unwrap()
    }
}

/// By whoever runs this.
const SUDO: (&str, &str) = ("sudo", "shift; exec \"$@\"");
const INSTALL: &str = ". scripts/packages.sh; install_packages cargo-web";

#[test]
fn lists_that_cannot_be_had_are_no_reason_to_install_nothing() {
    let apt = "[ \"$1\" != update ] || exit 100";
    let machine = Machine::new("set-up-lists", &[SUDO, ("apt-get", apt)]);
    let done = machine.does(INSTALL);
    assert!(done.status.success(), "{}", said(&done));
    assert!(said(&done).contains("update has failed"), "{}", said(&done));
    assert!(machine.asked().contains("cargo-web"));
}

#[test]
fn what_would_be_removed_for_it_is_told_and_stays() {
    let apt = "case \" $* \" in
        *' --simulate '*) echo 'Remv rustup [1.27.1-3]' ;;
        *' install '*) case \" $* \" in *' --no-remove '*) exit 100 ;; esac ;;
        esac";
    let machine = Machine::new("set-up-removed", &[SUDO, ("apt-get", apt)]);
    let refused = machine.does(INSTALL);
    assert!(!refused.status.success());
    let words = said(&refused);
    assert!(words.contains("would be removed for it: rustup"), "{words}");
}

#[test]
fn a_cargo_that_is_too_old_and_found_first_is_named() {
    let programs = [
        ("cargo", "echo 'cargo 1.70.0'"),
        ("apt-get", "exit 1"),
        SUDO,
    ];
    let machine = Machine::new("set-up-old", &programs);
    let refused = machine.does("scripts/setup test");
    assert!(!refused.status.success());
    let words = said(&refused);
    assert!(
        words.contains("/cargo is cargo 1.70.0: make it newer"),
        "{words}"
    );
    assert!(
        !machine.asked().contains("install"),
        "nothing is installed behind it"
    );
}
