//! A server that signs everybody in, and then does as a test says with the bytes of its answers.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::common::peer::read_request;

/// The way to a client that has asked for something.
pub struct Wire {
    stream: TcpStream,
    sent: Arc<AtomicU64>,
}

/// What becomes of a request.
pub type Treat = fn(&mut Wire);

pub struct Hostile {
    pub base_url: String,
    sent: Arc<AtomicU64>,
}

const GRANTED: &str = r#"{"access_token":"A0","refresh_token":"R0","expires_in":3600}"#;

impl Hostile {
    pub fn new(treat: Treat) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let sent = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&sent);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                stream.set_nodelay(true).unwrap();
                let mut request = Vec::new();
                read_request(&mut stream, &mut request);
                if String::from_utf8_lossy(&request).contains("grant_type=password") {
                    let length = GRANTED.len();
                    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length";
                    let _ = write!(stream, "{head}: {length}\r\n\r\n{GRANTED}");
                    continue;
                }
                let sent = Arc::clone(&count);
                treat(&mut Wire { stream, sent });
            }
        });
        Self { base_url, sent }
    }

    /// How many bytes the client's system has taken.
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::SeqCst)
    }
}

impl Wire {
    /// `false` where the client has hung up.
    pub fn send(&mut self, bytes: &[u8]) -> bool {
        let is_sent = self.stream.write_all(bytes).is_ok();
        if is_sent {
            let length = bytes.len() as u64;
            self.sent.fetch_add(length, Ordering::SeqCst);
        }
        is_sent
    }

    /// `begin`, and `more` again and again, in large pieces.
    pub fn flood(&mut self, begin: &[u8], more: &[u8]) {
        self.flood_of(begin, more, u64::MAX);
    }

    /// `most` bytes of it at most.
    pub fn flood_of(&mut self, begin: &[u8], more: &[u8], most: u64) {
        let piece = more.repeat((64 * 1024 / more.len()).max(1));
        let mut goes_on = self.send(begin);
        let mut left = most;
        while goes_on && left > 0 {
            let length = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
            goes_on = self.send(&piece[..length]);
            left -= length as u64;
        }
        self.wait();
    }

    /// `begin`, and `more` byte by byte with a `pause` between them, again and again.
    pub fn drip(&mut self, begin: &[u8], more: &[u8], pause: Duration) {
        let mut goes_on = self.send(begin);
        let mut bytes = more.iter().cycle();
        while goes_on {
            std::thread::sleep(pause);
            goes_on = self.send(&[*bytes.next().unwrap()]);
        }
    }

    /// Until the client hangs up.
    pub fn wait(&mut self) {
        let _ = self.stream.read(&mut [0; 1]);
    }
}

/// As a gateway packs it; miles of the same in little.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(bytes, 9);
    let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    [&header[..], &packed, &[0; 8]].concat()
}

/// An answer with its length.
pub fn answer(lines: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}
