//! Connections that stall. The test waits the limits out side by side.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use crate::support::Server;

/// Sends `bytes` and nothing more; gives what comes back until the server closes.
fn stall(server: &Server, bytes: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let patience = Duration::from_secs(30);
    stream.set_read_timeout(Some(patience)).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn whoever_stalls_is_dropped() {
    let tls = Server::start(&["--stall-timeout", "1"]);
    let plain = Server::start(&["--plain-http", "--stall-timeout", "1"]);
    let head = "POST /login HTTP/1.1\r\nHost: localhost\r\n";
    let body = format!("{head}Content-Length: 100\r\n\r\nabc");
    thread::scope(|scope| {
        let no_handshake = scope.spawn(|| stall(&tls, ""));
        let idle = scope.spawn(|| stall(&plain, ""));
        let half_a_header = scope.spawn(|| stall(&plain, head));
        let half_a_body = scope.spawn(|| stall(&plain, &body));
        assert_eq!(no_handshake.join().unwrap(), "");
        assert_eq!(idle.join().unwrap(), "");
        assert_eq!(half_a_header.join().unwrap(), "");
        let answer = half_a_body.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    });
    tls.log_line(" in 1 s");
    plain.log_line("408 reason=\"the body did not arrive within 1 s\"");
}

#[test]
fn a_client_that_hangs_up_leaves_a_line() {
    let server = Server::start(&["--plain-http"]);
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let head = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc";
    stream.write_all(head.as_bytes()).unwrap();
    drop(stream);
    server.log_line("POST /login ");
}

#[test]
fn who_only_looks_whether_it_listens_leaves_no_line() {
    let server = Server::start(&[]);
    let mut looks = TcpStream::connect(server.address()).unwrap();
    let looker = looks.local_addr().unwrap().to_string();
    looks.shutdown(Shutdown::Write).unwrap();
    let _ = looks.read_to_end(&mut Vec::new());
    stall(&server, "no TLS at all\n");
    let log = server.log_line("no TLS handshake");
    assert!(!log.contains(&looker), "{log}");
}
