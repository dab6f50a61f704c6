//! C programs against the built library, as they are and under valgrind.

#![cfg(feature = "capi")]
#![allow(missing_docs)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use common::c::{command_for, compile, program};
use common::{LocalServer, PASSWORD, Scratch, USERNAME, root};

#[track_caller]
fn assert_succeeded(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{}\n{stdout}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    stdout
}

/// Under valgrind: no leak, no error. What the process keeps for ever is held by pointers into the
/// midst of its blocks, which valgrind calls possibly lost. A program that has a sanitizer in it is watched as it is.
fn under_valgrind(program: &Path, server: &LocalServer) -> Command {
    if common::c::sanitizer().is_some() {
        return command_for(program, server);
    }
    let mut command = command_for("valgrind", server);
    command
        .args(["--quiet", "--error-exitcode=99", "--leak-check=full"])
        .args(["--show-leak-kinds=definite,indirect"])
        .args(["--errors-for-leak-kinds=definite,indirect"])
        .arg(format!(
            "--suppressions={}",
            root().join("tests/c/valgrind.supp").display()
        ))
        .arg(program);
    command
}

#[test]
fn the_program_that_the_interface_was_designed_by_works() {
    let server = LocalServer::start();
    let scratch = Scratch::new("target");
    let target = program("target");
    for mut command in [
        command_for(&target, &server),
        under_valgrind(&target, &server),
    ] {
        command.env("OMNIFUND_STORE", scratch.path("store"));
        assert_eq!(assert_succeeded(&command.output().unwrap()), "200\n1\n");
    }
}

/// What together calls every function of the header.
const EVERYTHING: [&str; 7] = [
    "authorizations",
    "calls",
    "configured",
    "kept_answers",
    "stores",
    "sessions",
    "requests",
];
/// The first refresh is carried out, and its reply lost.
const LOST_REPLY: [&str; 2] = [
    "--fault",
    r#"{"grant":"refresh_token","times":1,"drop_reply":true}"#,
];

/// Both stores' first refresh is carried out, and answered by what nobody can read.
const UNREADABLE: [&str; 2] = [
    "--fault",
    r#"{"grant":"refresh_token","times":2,"garbage_after_commit":true}"#,
];

/// Runs a program of `tests/c/everything` as it is and under valgrind, each with a server of its own.
fn every_function_works(name: &str, server_options: &[&str]) {
    every_function_works_where(name, server_options, |_, _| {});
}

/// Runs a program of `tests/c/everything` in both ways, where its command is given more.
fn every_function_works_where(
    name: &str,
    server_options: &[&str],
    prepare: impl Fn(&LocalServer, &mut Command),
) {
    let program = program(&format!("everything/{name}"));
    let scratch = Scratch::new(name);
    for way in ["as-it-is", "under-valgrind"] {
        let server = LocalServer::with(server_options);
        let mut command = match way {
            "as-it-is" => command_for(&program, &server),
            _ => under_valgrind(&program, &server),
        };
        let directory = scratch.path(way);
        std::fs::create_dir(&directory).unwrap();
        prepare(&server, &mut command);
        let output = command.arg(directory).output().unwrap();
        assert_succeeded(&output);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said, "", "{name} says nothing where all is well");
    }
}

#[test]
fn every_function_of_a_config_a_client_a_token_and_a_login_works_and_leaks_nothing() {
    every_function_works("calls", &[]);
}

#[test]
fn every_function_of_an_authorization_works_and_leaks_nothing() {
    let control = ["--control", "127.0.0.1:0"];
    every_function_works_where("authorizations", &control, |server, command| {
        for name in ["CODE_OF_A_GRANT", "CODE_OF_A_SESSION"] {
            command.env(name, server.allow("http://127.0.0.1:8400/callback"));
        }
    });
}

#[test]
fn every_function_of_a_configuration_works_and_leaks_nothing() {
    every_function_works("configured", &[]);
}

#[test]
fn every_function_of_a_request_and_a_response_works_and_leaks_nothing() {
    every_function_works("requests", &[]);
}

#[test]
fn every_function_of_a_store_and_its_oauth_clients_works_and_leaks_nothing() {
    every_function_works("stores", &[]);
}

#[test]
fn every_function_of_a_session_works_and_leaks_nothing() {
    every_function_works("sessions", &LOST_REPLY);
}

#[test]
fn every_function_of_a_kept_answer_works_and_leaks_nothing() {
    every_function_works("kept_answers", &UNREADABLE);
}

#[test]
fn no_function_of_the_header_is_left_out_of_the_programs_that_valgrind_watches() {
    let sources = ["check.h".to_owned()]
        .into_iter()
        .chain(EVERYTHING.map(|name| format!("{name}.c")))
        .map(|file| std::fs::read_to_string(root().join("tests/c/everything").join(file)).unwrap())
        .collect::<String>();
    let called: BTreeSet<&str> = sources
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .collect();
    let mut left_out = common::c::declared_functions();
    left_out.retain(|function| !called.contains(function.as_str()));
    assert!(left_out.is_empty(), "{left_out:?}");
}

#[test]
fn the_quickstart_works_and_shows_no_secret() {
    let server = LocalServer::start();
    let quickstart = compile(&root().join("examples/c/quickstart.c"));
    for mut command in [
        command_for(&quickstart, &server),
        under_valgrind(&quickstart, &server),
    ] {
        command
            .env("OMNIFUND_USERNAME", USERNAME)
            .env("OMNIFUND_PASSWORD", PASSWORD);
        let shown = assert_succeeded(&command.output().unwrap());
        assert!(shown.contains("Invalid refresh token"), "{shown}");
        assert!(!shown.contains(PASSWORD), "{shown}");
        assert!(
            shown.split_whitespace().all(|word| word.len() < 80),
            "a token stands in\n{shown}"
        );
    }
}

#[test]
fn errors_leak_nothing_either() {
    let server = LocalServer::start();
    let ask = program("ask");
    for arguments in [
        &["password", USERNAME, "wrong"][..],
        &["refresh", "unknown"],
        &["login", "unknown"],
        &["login", "not a token"],
    ] {
        let output = under_valgrind(&ask, &server)
            .args(arguments)
            .output()
            .unwrap();
        let shown = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{shown} {output:?}");
        assert!(shown.contains("code="), "{shown}");
    }
}

#[test]
fn a_call_starts_no_thread_even_where_it_looks_up_a_name() {
    let server = LocalServer::start();
    let scratch = Scratch::new("threads");
    let trace = scratch.path("trace");
    let port = server.base_url.rsplit(':').next().unwrap();
    let output = command_for("strace", &server)
        .env("OMNIFUND_BASE_URL", format!("https://localhost:{port}"))
        .args(["-f", "-e", "trace=clone,clone3,fork,vfork,connect", "-o"])
        .arg(&trace)
        .arg(program("ask"))
        .args(["password", USERNAME, PASSWORD])
        .output()
        .unwrap();
    assert_succeeded(&output);
    let trace = std::fs::read_to_string(trace).unwrap();
    assert!(trace.contains("connect("), "{trace}");
    for started in ["clone", "fork"] {
        assert!(!trace.contains(started), "{trace}");
    }
}

#[test]
fn five_thousand_clients_read_the_authorities_once() {
    let server = LocalServer::start();
    let scratch = Scratch::new("many-clients");
    let trace = scratch.path("trace");
    let output = command_for("strace", &server)
        .args(["-f", "-e", "trace=openat,open", "-o"])
        .arg(&trace)
        .arg(program("many_clients"))
        .output()
        .unwrap();
    assert_succeeded(&output);
    let trace = std::fs::read_to_string(trace).unwrap();
    let ca_file = server.ca_file.as_ref().unwrap().to_str().unwrap();
    let reads = trace.lines().filter(|line| line.contains(ca_file)).count();
    assert_eq!(reads, 1, "{trace}");
}

#[test]
fn the_static_library_links_and_works() {
    let server = LocalServer::start();
    let scratch = Scratch::new("static");
    let linked = scratch.path("target");
    let output = Command::new("cc")
        .arg(root().join("tests/c/target.c"))
        .arg("-I")
        .arg(root().join("include"))
        .arg(common::c::library_directory().join("libomnifund.a"))
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&linked)
        .output()
        .unwrap();
    assert_succeeded(&output);
    let output = command_for(&linked, &server)
        .env("OMNIFUND_STORE", scratch.path("store"))
        .output()
        .unwrap();
    assert_eq!(assert_succeeded(&output), "200\n1\n");
}

#[test]
fn a_companys_own_authority_is_trusted_by_ssl_cert_file_alone() {
    let server = LocalServer::start();
    let mut ask = command_for(program("ask"), &server);
    ask.env_remove("OMNIFUND_CA_FILE")
        .env_remove("SSL_CERT_DIR")
        .env("SSL_CERT_FILE", server.ca_file.as_ref().unwrap())
        .args(["password", USERNAME, PASSWORD]);
    assert_succeeded(&ask.output().unwrap());

    ask.env("SSL_CERT_FILE", "/nonexistent/authorities.pem");
    let shown = ask.output().unwrap().stdout;
    let shown = String::from_utf8_lossy(&shown);
    assert!(shown.contains("code=151"), "{shown}");
    assert!(
        shown.contains("SSL_CERT_FILE=/nonexistent/authorities.pem"),
        "{shown}"
    );
}

#[test]
fn the_usual_variables_name_the_proxy_and_a_requests_header_does_not() {
    let proxy = common::peer::Peer::answering("HTTP/1.1 403 Forbidden\r\n\r\n");
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let asked = |variable: &str| {
        let before = proxy.connections();
        let mut ask = common::c::command(program("ask"), "https://omnifund.invalid");
        for name in [
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
            "no_proxy",
            "NO_PROXY",
        ] {
            ask.env_remove(name);
        }
        let output = ask
            .env(variable, &address)
            .args(["password", USERNAME, PASSWORD])
            .output()
            .unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        (shown, proxy.connections() - before)
    };
    for variable in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        let (shown, connections) = asked(variable);
        assert!(shown.contains("code=203"), "{variable}: {shown}");
        assert_eq!(connections, 1);
    }
    let (shown, connections) = asked("HTTP_PROXY");
    assert!(shown.contains("code=200"), "{shown}");
    assert_eq!(connections, 0);
}

#[test]
fn a_log_whose_reader_is_gone_does_not_end_the_program() {
    let server = LocalServer::start();
    let mut command = command_for(program("log_to_stderr"), &server);
    let mut child = command
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // The program logs again and again, so that it does after this too.
    drop(child.stderr.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_child_that_is_forked_in_the_midst_of_a_first_exchange_makes_its_own() {
    let server = LocalServer::start();
    let output = command_for(program("fork"), &server).output().unwrap();
    assert_succeeded(&output);
}

#[test]
fn a_failing_quickstart_says_why() {
    let quickstart = compile(&root().join("examples/c/quickstart.c"));
    let output = common::c::command(&quickstart, "https://no-such-host.invalid")
        .env("OMNIFUND_USERNAME", USERNAME)
        .env("OMNIFUND_PASSWORD", PASSWORD)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no-such-host.invalid"), "{said}");
}
