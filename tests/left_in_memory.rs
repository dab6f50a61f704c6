//! What the library leaves in memory that it has given back: all that the process can write to is searched, by the
//! process itself, when it has signed out and freed everything.

#![cfg(all(feature = "capi", target_os = "linux"))]
#![allow(missing_docs)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::c::{command, program};
use common::peer::{Peer, read_request};
use common::{Scratch, USERNAME};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const ACCESS_TOKEN: &str = "accesstokenaccesstoken";
const REFRESH_TOKEN: &str = "refreshtokenrefreshtoken";
const PASSWORD: &str = "the user's password & more";
const IN_A_FORM: &str = "the+user%27s+password+%26+more";
const CLIENT_SECRET: &str = "theclientssecrettheclientssecret";
const KEY: [u8; 32] = *b"\x9d\x03the sealing key, all of it.\xfe\x81\x02";

static PAIRS: AtomicUsize = AtomicUsize::new(0);

/// Gives a new pair to whoever asks, and everybody the same customers.
fn rotating(stream: &mut (impl Read + Write), received: &mut Vec<u8>) {
    read_request(stream, received);
    let body = if received.starts_with(b"GET ") {
        "[]".to_owned()
    } else {
        let one = PAIRS.fetch_add(1, Ordering::SeqCst);
        format!(
            r#"{{"access_token":"{ACCESS_TOKEN}{one}","refresh_token":"{REFRESH_TOKEN}{one}","expires_in":3600}}"#
        )
    };
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
    let length = body.len();
    let _ = write!(stream, "{head}Content-Length: {length}\r\n\r\n{body}");
    let _ = stream.flush();
}

/// With each bit turned, in hexadecimal digits: no search finds itself.
fn turned(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{:02x}", !byte);
        text
    })
}

/// Where each word was found, by its name.
type Found = Vec<(&'static str, String)>;

/// What was found while a session was in use, and what when all was given back.
fn searched(server: &Peer, ca_file: Option<&str>, scratch: &Scratch) -> [Found; 2] {
    let hexadecimal: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    let key_file = scratch.path("store.key");
    fs::write(&key_file, format!("omnifund-key-1 {hexadecimal}\n")).unwrap();
    fs::set_permissions(&key_file, fs::Permissions::from_mode(0o600)).unwrap();
    let words = [
        ("an access token", ACCESS_TOKEN.as_bytes()),
        ("a refresh token", REFRESH_TOKEN.as_bytes()),
        ("the password", PASSWORD.as_bytes()),
        ("the password as a form has it", IN_A_FORM.as_bytes()),
        ("the client secret", CLIENT_SECRET.as_bytes()),
        ("the key", &KEY[..]),
        ("the key as its file has it", hexadecimal.as_bytes()),
    ];
    let scheme = ca_file.map_or("http", |_| "https");
    let base_url = format!("{scheme}://127.0.0.1:{}", server.port);
    let mut search = command(program("left_in_memory"), &base_url);
    search.env_remove("OMNIFUND_CLIENT_SECRET");
    if let Some(ca_file) = ca_file {
        search.env("OMNIFUND_CA_FILE", ca_file);
    }
    let mut search = search
        .arg(scratch.path("store"))
        .arg(USERNAME)
        .args(words.map(|(_, bytes)| turned(bytes)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let secrets = format!("{CLIENT_SECRET}\n{PASSWORD}\n");
    search
        .stdin
        .take()
        .unwrap()
        .write_all(secrets.as_bytes())
        .unwrap();
    let output = search.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let found = String::from_utf8(output.stdout).unwrap();
    let found: Vec<_> = found.lines().map(str::to_owned).collect();
    assert_eq!(found.len(), 2 * words.len());
    let (before, after) = found.split_at(words.len());
    let named = |found: &[String]| {
        words
            .iter()
            .map(|(name, _)| *name)
            .zip(found.to_vec())
            .collect()
    };
    [named(before), named(after)]
}

#[track_caller]
fn assert_nothing_left([before, after]: [Found; 2]) {
    let is_left = |(_, place): &&(&str, String)| place != "nowhere";
    // A search that finds nothing there proves nothing.
    let in_use: Vec<_> = before
        .iter()
        .filter(is_left)
        .map(|(name, _)| *name)
        .collect();
    for name in ["an access token", "the client secret", "the key"] {
        assert!(in_use.contains(&name), "{before:#?}");
    }
    let left: Vec<_> = after.iter().filter(is_left).collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn after_a_sign_out_no_secret_is_left_in_any_memory_that_can_be_written() {
    let scratch = Scratch::new("left-in-memory");
    let server = Peer::new(|mut stream, received| rotating(&mut stream, received));
    assert_nothing_left(searched(&server, None, &scratch));
}

#[test]
fn nor_is_one_left_of_what_went_through_tls() {
    let scratch = Scratch::new("left-in-memory-tls");
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let ca_file = scratch.path("ca.pem");
    fs::write(&ca_file, certificate.pem()).unwrap();
    let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let config = Arc::new(config);
    let server = Peer::new(move |tcp, received| {
        let mut tls = StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), tcp);
        rotating(&mut tls, received);
        tls.conn.send_close_notify();
        let _ = tls.flush();
        let _ = tls.sock.read_to_end(&mut Vec::new());
    });
    assert_nothing_left(searched(&server, ca_file.to_str(), &scratch));
}
