//! How a server starts and ends.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::support::{BINARY, Server, command, raw};

#[test]
fn the_ready_lines_are_exactly_these() {
    let server = Server::start(&[]);
    let [base_url, ca_file, ready] = server.ready.as_slice() else {
        panic!("{:?}", server.ready);
    };
    let port = base_url
        .strip_prefix("OMNIFUND_BASE_URL=https://127.0.0.1:")
        .unwrap();
    assert_ne!(port.parse::<u16>().unwrap(), 0);
    let file = ca_file.strip_prefix("OMNIFUND_CA_FILE=").unwrap();
    assert!(Path::new(file).is_absolute() && file.ends_with("/ca.pem"));
    assert_eq!(ready, "OMNIFUND_LOCAL_READY=1");
}

#[test]
fn without_tls_there_is_no_authority() {
    let server = Server::example(&["--plain-http"]);
    assert_eq!(server.ready.len(), 2);
    assert!(server.base_url().starts_with("http://127.0.0.1:"));
    assert_eq!(server.sign_in().status, 200);
}

#[test]
fn the_subcommand_serve_is_the_same() {
    let server = Server::start_as(&["serve", "--example"]);
    assert_eq!(server.sign_in().status, 200);
}

#[test]
fn a_signal_ends_the_server_cleanly_and_removes_its_temporary_directory() {
    for signal in ["TERM", "INT", "HUP"] {
        let mut server = Server::start(&[]);
        let directory = Path::new(server.ca_file().unwrap())
            .parent()
            .unwrap()
            .to_owned();
        assert!(directory.exists());
        server.signal(signal);
        assert_eq!(server.wait().code(), Some(0), "{signal}");
        assert!(!directory.exists(), "{}", directory.display());
    }
}

#[test]
fn who_was_started_by_nohup_survives_a_terminal_that_goes_away() {
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' HUP; exec \"$0\" \"$@\"", BINARY]);
    let server = Server::start_by(command.args(["--example"]));
    server.signal("HUP");
    assert_eq!(server.sign_in().status, 200);
    assert!(Path::new(server.ca_file().unwrap()).exists());
}

#[test]
fn nobody_else_can_write_where_the_authority_lies_whatever_the_umask() {
    let directory = tempfile::tempdir().unwrap();
    let new = directory.path().join("a/b");
    for options in [&[][..], &["--tls-dir", new.to_str().unwrap()]] {
        let mut command = Command::new("sh");
        command.args(["-c", "umask 0; exec \"$0\" \"$@\"", BINARY]);
        let server = Server::start_by(command.args(options));
        let file = Path::new(server.ca_file().unwrap());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
        for path in file.ancestors().take(2) {
            assert_eq!(mode(path) & 0o022, 0, "{}", path.display());
        }
    }
    let parent = std::fs::metadata(new.parent().unwrap()).unwrap();
    assert_eq!(parent.permissions().mode() & 0o022, 0);
}

#[test]
fn a_server_that_is_killed_leaves_no_key_in_its_temporary_directory() {
    let mut server = Server::start(&[]);
    let directory = Path::new(server.ca_file().unwrap()).parent().unwrap();
    let directory = directory.to_owned();
    server.signal("KILL");
    server.wait();
    let files = std::fs::read_dir(&directory).unwrap();
    let names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["ca.pem"]);
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn a_request_names_one_host() {
    let server = Server::example(&["--plain-http"]);
    for (head, status) in [
        ("GET /healthz HTTP/1.1\r\n\r\n", "400"),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", "200"),
        ("GET /healthz HTTP/1.0\r\n\r\n", "200"),
    ] {
        let answer = raw(&server, head);
        assert_eq!(answer.split(' ').nth(1), Some(status), "{head:?}: {answer}");
    }
    server.log_line("no Host header");
}

#[test]
fn the_end_of_its_input_ends_the_server_where_asked_for() {
    let mut server = Server::start(&[]);
    let directory = Path::new(server.ca_file().unwrap())
        .parent()
        .unwrap()
        .to_owned();
    server.end_input();
    assert_eq!(server.wait().code(), Some(0));
    assert!(!directory.exists());
}

#[test]
fn a_running_request_may_finish_but_no_other_begins() {
    let mut server = Server::example(&["--plain-http"]);
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let head = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\
                Expect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100");
    server.signal("TERM");
    while TcpStream::connect(server.address()).is_ok() {
        thread::yield_now();
    }
    stream.write_all(b"a=b").unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("HTTP/1.1 401 "), "{rest}");
    assert_eq!(server.wait().code(), Some(0));
}

#[test]
fn idle_connections_do_not_hold_up_the_end() {
    for options in [&["--plain-http"][..], &[]] {
        let mut server = Server::start(options);
        let idle: Vec<_> = (0..200)
            .map(|_| TcpStream::connect(server.address()).unwrap())
            .collect();
        assert_eq!(server.get("/healthz").unwrap().status, 200);
        server.signal("TERM");
        assert_eq!(server.wait().code(), Some(0));
        for mut stream in idle {
            assert_eq!(stream.read(&mut [0; 1]).unwrap_or(0), 0);
        }
        assert!(!server.log().contains("cut off"), "{}", server.log());
    }
}

#[test]
fn what_would_reach_the_network_is_refused_unless_it_is_meant() {
    for (options, part) in [
        (&["--listen", "0.0.0.0:0"][..], "--listen-anywhere"),
        (&["--listen", "[::]:0"], "--listen-anywhere"),
        (
            &["--listen", "0.0.0.0:0", "--plain-http", "--listen-anywhere"],
            "in the clear",
        ),
        (
            &["--listen", "localhost"],
            "expected an IP address and a port",
        ),
        (
            &["--plain-http", "--certificate", "expired"],
            "cannot be used with",
        ),
        (
            &["--client", "only-an-id"],
            "expected client id and client secret",
        ),
        (
            &["--user", "only-a-name"],
            "expected user name and password",
        ),
        (&["--login-scope", "two words"], "a scope is one word"),
    ] {
        let (done, out, errors) = command(options, "");
        assert!(!done && out.is_empty(), "{options:?}");
        assert!(errors.contains(part), "{options:?}: {errors}");
    }
}

#[test]
fn a_taken_port_is_named() {
    let server = Server::start(&[]);
    let (done, _, errors) = command(&["--listen", server.address()], "");
    assert!(!done && errors.contains(server.address()), "{errors}");
}

#[test]
fn the_help_teaches_with_an_example() {
    let (done, help, _) = command(&["--help"], "");
    assert!(done);
    for part in [
        "curl --cacert",
        "OMNIFUND_LOCAL_READY=1",
        "client add",
        "--vendor-race",
        "drop_reply",
        "PUT /clock",
        "OMNIFUND_LOCAL_CONTROL=",
    ] {
        assert!(help.contains(part), "{part}");
    }
}
