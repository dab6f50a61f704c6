//! Something on loopback that answers each request at once: with tokens, pages, refusals and nonsense in turn.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

const PAIR: &str = r#"{"access_token":"A","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"R"}"#;
const PAGE: &str = r#"{"hydra:member":[],"hydra:view":{"hydra:next":"/api/customers?page=3"}}"#;
const REFUSED: &str = r#"{"error":"invalid_grant","error_description":"no"}"#;

/// Answers as long as the process lives, on the port that it returns.
pub fn start() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for (turn, stream) in listener.incoming().flatten().enumerate() {
            answer(stream, turn);
        }
    });
    port
}

fn answer(mut stream: TcpStream, turn: usize) {
    let mut request = [0; 4096];
    let length = stream.read(&mut request).unwrap_or(0);
    let is_exchange = request[..length].starts_with(b"POST /oauth/v2/token");
    let (status, body) = match (turn % 8, is_exchange) {
        (5, _) => ("400 Bad Request", REFUSED),
        (6, _) => ("503 Service Unavailable\r\nRetry-After: 1", ""),
        (7, _) => ("200 OK", "<html>"),
        (_, true) => ("200 OK", PAIR),
        (0, false) => ("302 Found\r\nLocation: /dashboard\r\nSet-Cookie: a=b", ""),
        (1, false) => (
            "401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"invalid_token\"",
            "",
        ),
        _ => ("200 OK", PAGE),
    };
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}
