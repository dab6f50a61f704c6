//! What the library leaves in memory that it has given back.

#![cfg(all(feature = "capi", target_os = "linux"))]
#![allow(missing_docs)]

mod common;

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::c::{command, program};
use common::peer::{Peer, read_request};
use common::{PASSWORD, Scratch, USERNAME};

const ACCESS_TOKEN: &str = "accesstokenaccesstoken";
const REFRESH_TOKEN: &str = "refreshtokenrefreshtoken";

/// Gives a new pair to whoever asks.
fn rotating() -> Peer {
    let count = AtomicUsize::new(0);
    Peer::new(move |mut stream, received| {
        read_request(&mut stream, received);
        let one = count.fetch_add(1, Ordering::SeqCst);
        let body = format!(
            r#"{{"access_token":"{ACCESS_TOKEN}{one}","refresh_token":"{REFRESH_TOKEN}{one}","expires_in":3600}}"#
        );
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
        let length = body.len();
        let _ = write!(stream, "{head}Content-Length: {length}\r\n\r\n{body}");
    })
}

#[test]
fn after_a_sign_out_no_token_and_no_password_is_left_in_memory() {
    let server = rotating();
    let scratch = Scratch::new("left-in-memory");
    let turned = |word: &str| word.chars().rev().collect::<String>();
    let output = command(program("left_in_memory"), &server.base_url())
        .arg(scratch.path("store"))
        .args([USERNAME, PASSWORD])
        .args([ACCESS_TOKEN, REFRESH_TOKEN].map(turned))
        // As it stands in a form.
        .arg(turned(&format!("password={PASSWORD}")))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n0\n0\n");
}
