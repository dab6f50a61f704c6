//! The README keeps its word: each of its commands and snippets is run.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use common::c::{command_for, compile};
use omnifund::{Secret, Session, Store};

use common::{LocalServer, PASSWORD, Scratch, USERNAME, local_server_binary, outside_cargo, root};

/// The fenced blocks of one language, in their order.
fn blocks(language: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    readme
        .split(&format!("```{language}\n"))
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

#[track_caller]
fn stdout_of(output: Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{stdout}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    stdout
}

#[test]
fn all_of_its_blocks_are_run_here_or_by_the_two_commands() {
    // The third is at a terminal, and the fourth on a machine of its own, among the tests of the command.
    assert_eq!(blocks("sh").len(), 5);
    assert_eq!(blocks("sh")[0], "make demo\nmake test\n");
    assert_eq!(blocks("c").len(), 1);
}

#[test]
fn its_ten_lines_of_each_language_are_those_that_the_bindings_test() {
    for language in ["python", "go", "php", "csharp"] {
        let readme = format!("bindings/{language}/README.md");
        let readme = std::fs::read_to_string(root().join(readme)).unwrap();
        let [ten_lines] = blocks(language).try_into().unwrap();
        assert!(
            readme.contains(&format!("```{language}\n{ten_lines}```")),
            "{language}"
        );
    }
}

#[test]
fn its_ten_lines_of_c_ask_for_the_password_and_print_a_token_once_somebody_signed_in() {
    let server = LocalServer::start();
    let scratch = Scratch::new("ten-lines");
    let source = scratch.path("ten_lines.c");
    let program = format!(
        "#include <stdio.h>\n#include <stdlib.h>\n#include <omnifund.h>\n\
         int main(void) {{\n\
         const char *base_url = getenv(\"OMNIFUND_BASE_URL\");\n\
         const char *client_id = getenv(\"OMNIFUND_CLIENT_ID\");\n\
         const char *client_secret = getenv(\"OMNIFUND_CLIENT_SECRET\");\n\
         const char *username = getenv(\"OMNIFUND_USERNAME\");\n\
         const char *directory = getenv(\"OMNIFUND_STORE\");\n\
         omnifund_error *err = NULL;\nomnifund_client *client = NULL;\n\
         omnifund_store *store = NULL;\nomnifund_session *session = NULL;\n\
         omnifund_token *token = NULL;\n{}\nreturn 0;\n}}\n",
        blocks("c")[0]
    );
    std::fs::write(&source, program).unwrap();
    let program = compile(&source);
    let store = scratch.path("store");
    let run = || {
        let mut command = command_for(&program, &server);
        command
            .env("SSL_CERT_FILE", server.ca_file.as_ref().unwrap())
            .env("OMNIFUND_USERNAME", USERNAME)
            .env("OMNIFUND_STORE", &store);
        stdout_of(command.output().unwrap())
    };
    assert!(run().starts_with("Your password, please"));
    let store = Store::open_file(&store, None).unwrap();
    let session = Session::open(&server.client(), &store, USERNAME).unwrap();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    assert!(run().starts_with("Authorization: Bearer "));
}

#[test]
fn its_commands_build_and_run_the_example() {
    let server = LocalServer::start();
    let scratch = Scratch::new("example");
    let mut shell = command_for("sh", &server);
    shell
        .args(["-euc", &blocks("sh")[1]])
        .current_dir(root())
        .env("OMNIFUND_USERNAME", USERNAME)
        .env("OMNIFUND_PASSWORD", PASSWORD)
        .env("OMNIFUND_STORE", scratch.path("store"));
    let shown = stdout_of(outside_cargo(&mut shell).output().unwrap());
    assert!(shown.contains("token login 200"), "{shown}");
}

#[test]
fn its_command_starts_a_local_server() {
    local_server_binary();
    let command = &blocks("sh")[4];
    let mut shell = Command::new("sh");
    shell
        // In the shell's place, so that ending the child ends the server.
        .args(["-euc", &format!("exec {command}")])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut server = outside_cargo(&mut shell).spawn().unwrap();
    let ready = BufReader::new(server.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .any(|line| line == "OMNIFUND_LOCAL_READY=1");
    // The shell's own `kill`: the program is not everywhere.
    let kill = format!("kill {}", server.id());
    assert!(
        Command::new("sh")
            .args(["-c", &kill])
            .status()
            .unwrap()
            .success()
    );
    assert!(ready);
    assert!(server.wait().unwrap().success(), "SIGTERM is a clean stop");
}

#[test]
fn make_install_gives_what_pkg_config_needs() {
    let scratch = Scratch::new("install");
    let mut make = Command::new("make");
    make.args(["--silent", "install", "PREFIX=/usr"])
        .arg(format!("DESTDIR={}", scratch.path("").display()))
        .current_dir(root());
    stdout_of(outside_cargo(&mut make).output().unwrap());
    for file in [
        "include/omnifund.h",
        "include/omnifund-api.json",
        "lib/libomnifund.so",
        "lib/libomnifund.so.1",
        "lib/libomnifund.a",
    ] {
        assert!(scratch.path("usr").join(file).exists(), "{file}");
    }
    let described = std::fs::read_to_string(scratch.path("usr/lib/pkgconfig/omnifund.pc")).unwrap();
    assert!(described.contains("prefix=/usr\n"), "{described}");
    assert!(described.contains(concat!("Version: ", env!("CARGO_PKG_VERSION"))));
}
