//! The README keeps its word: each of its commands and snippets is run.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use common::c::{command_for, compile};
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
    assert_eq!(blocks("c").len(), 3);
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
fn each_line_of_its_table_of_installations_is_typed_when_a_release_is_checked() {
    let listed = Command::new("tools/release/lines")
        .arg("list")
        .current_dir(root())
        .output()
        .unwrap();
    // It fails where a line is typed nowhere.
    let listed = stdout_of(listed);
    assert!(listed.lines().count() > 10, "{listed}");
    for line in listed.lines() {
        let (place, line) = line.split_once('\t').unwrap();
        let Some(language) = place.strip_prefix("part ") else {
            continue;
        };
        let page = format!("bindings/{language}/README.md");
        let page = std::fs::read_to_string(root().join(page)).unwrap();
        // That part types what stands there.
        for command in line.split(" && ") {
            assert!(
                page.contains(&format!("\n{command}\n")),
                "{language}: {command}"
            );
        }
    }
}

/// What each language's developer looks for, in this order.
const ORDER: [&str; 5] = [
    "Install",
    "Sign in",
    "Call the API",
    "Test your own code",
    "Deploy",
];

#[test]
fn each_language_is_told_in_one_order() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    let readme = read("README.md");
    let (_, c) = readme.split_once("\n## In C\n").unwrap();
    let c = c.split("\n## ").next().unwrap().replace("\n### ", "\n## ");
    let bindings =
        ["python", "go", "php", "csharp"].map(|one| read(&format!("bindings/{one}/README.md")));
    for text in bindings.into_iter().chain([c]) {
        let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
        let found: Vec<_> = headings.take(ORDER.len()).collect();
        assert_eq!(found, ORDER);
    }
}

#[test]
fn its_lines_of_c_sign_in_and_call_the_api_and_say_what_became_of_it() {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("ten-lines");
    let store = scratch.path("store");
    let run = |block: usize| {
        let source = scratch.path(&format!("block-{block}.c"));
        std::fs::write(&source, program_of(&blocks("c")[block])).unwrap();
        let mut command = command_for(compile(&source), &server);
        command
            .env("SSL_CERT_FILE", server.ca_file.as_ref().unwrap())
            .env("OMNIFUND_USERNAME", USERNAME)
            .env("OMNIFUND_PASSWORD", PASSWORD)
            .env("OMNIFUND_STORE", &store);
        stdout_of(command.output().unwrap())
    };
    let [ten_lines, sign_in, call] = [0, 1, 2];
    assert!(run(ten_lines).starts_with("Your password, please"));
    assert_eq!(run(sign_in), "");
    assert!(run(ten_lines).starts_with("Authorization: Bearer "));
    assert!(run(call).starts_with("200 {"));
    server.faults(serde_json::json!([{"at": "api", "times": 1, "drop_reply": true}]));
    assert_eq!(run(call), "It may have been carried out.\n");
}

/// A program around a block. What does not open its session itself has one that is open.
fn program_of(block: &str) -> String {
    let opened = match block.contains("omnifund_session_open") {
        true => "",
        false => {
            "if (omnifund_session_open_configured(NULL, username, &session, &err) != OMNIFUND_OK)\n\
             return 1;\n"
        }
    };
    format!(
        "#include <stdio.h>\n#include <stdlib.h>\n#include <omnifund.h>\n\
         int main(void) {{\n\
         const char *base_url = getenv(\"OMNIFUND_BASE_URL\");\n\
         const char *client_id = getenv(\"OMNIFUND_CLIENT_ID\");\n\
         const char *client_secret = getenv(\"OMNIFUND_CLIENT_SECRET\");\n\
         const char *username = getenv(\"OMNIFUND_USERNAME\");\n\
         const char *password = getenv(\"OMNIFUND_PASSWORD\");\n\
         const char *directory = getenv(\"OMNIFUND_STORE\");\n\
         omnifund_error *err = NULL;\nomnifund_client *client = NULL;\n\
         omnifund_store *store = NULL;\nomnifund_session *session = NULL;\n\
         omnifund_token *token = NULL;\nomnifund_request *request = NULL;\n\
         omnifund_response *answer = NULL;\n\
         (void)base_url, (void)client_id, (void)client_secret, (void)password, (void)directory;\n\
         (void)client, (void)store, (void)token, (void)request, (void)answer;\n\
         {opened}{block}\nreturn 0;\n}}\n"
    )
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
