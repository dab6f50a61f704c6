//! Replies, and how they are put together.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

/// What a server does with a pair's JSON.
pub type Dress = fn(&str) -> Reply;

/// Bytes in the pieces in which they are sent, and what becomes of the connection.
pub struct Reply {
    pub pieces: Vec<Vec<u8>>,
    pub then: Then,
}

#[derive(Clone, Copy)]
pub enum Then {
    Close,
    /// As a process that is killed does it.
    Reset,
    /// Until the other side closes it.
    StayOpen,
}

impl<T: Into<Vec<u8>>> From<T> for Reply {
    fn from(bytes: T) -> Self {
        Self {
            pieces: vec![bytes.into()],
            then: Then::Close,
        }
    }
}

impl Reply {
    pub fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }

    pub fn send(&self, stream: &mut TcpStream) {
        for (at, piece) in self.pieces.iter().enumerate() {
            if at > 0 {
                // No condition shows that the piece before was read by itself.
                std::thread::sleep(Duration::from_millis(3));
            }
            let _ = stream.write_all(piece);
        }
        match self.then {
            Then::Close => {}
            Then::Reset => std::thread::sleep(Duration::from_millis(20)),
            Then::StayOpen => {
                let _ = stream.read_to_end(&mut Vec::new());
            }
        }
    }
}

/// An answer of these head lines, as a sane server would write it.
pub fn answer(head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("{head}\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend(body);
    bytes
}

pub const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";

pub fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer(OK, body)
}

/// With one more line, or some, in the head.
pub fn with(lines: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    answer(&format!("{OK}\r\n{lines}"), body)
}

pub fn without_length(head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let mut bytes = format!("{head}\r\n\r\n").into_bytes();
    bytes.extend(body.as_ref());
    bytes
}

pub fn promised(length: usize, body: &str) -> Vec<u8> {
    without_length(&format!("{OK}\r\nContent-Length: {length}"), body)
}

pub fn chunks(body: &str, sizes: &str, end: &str) -> Vec<u8> {
    let (one, two) = body.split_at(body.len() / 2);
    let chunk = |part: &str| format!("{:x}{sizes}\r\n{part}\r\n", part.len());
    (chunk(one) + &chunk(two) + end).into_bytes()
}

pub fn chunked(body: &str, sizes: &str, end: &str) -> Vec<u8> {
    let head = format!("{OK}\r\nTransfer-Encoding: chunked");
    without_length(&head, chunks(body, sizes, end))
}

pub fn gzip(body: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec();
    packed.extend(compress_to_vec(body.as_ref(), 9));
    packed.extend([0; 8]);
    packed
}

pub fn zlib(body: &str) -> Vec<u8> {
    compress_to_vec_zlib(body.as_bytes(), 9)
}

pub fn utf16(body: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    body.encode_utf16().flat_map(unit).collect()
}

/// The object with one more field at its end.
pub fn with_field(json: &str, field: &[u8]) -> Vec<u8> {
    [&json.as_bytes()[..json.len() - 1], b",", field, b"}"].concat()
}

pub fn pieces(bytes: &[u8], size: usize) -> Reply {
    Reply {
        pieces: bytes.chunks(size).map(<[u8]>::to_vec).collect(),
        then: Then::Close,
    }
}

pub fn form(json: &str) -> String {
    let field = |name: &str| {
        let begin = json.find(&format!("\"{name}\":\"")).unwrap() + name.len() + 4;
        json[begin..].split('"').next().unwrap().to_owned()
    };
    let (access, refresh) = (field("access_token"), field("refresh_token"));
    format!("access_token={access}&expires_in=3600&token_type=bearer&refresh_token={refresh}")
}

pub const NOTICE: &str =
    "<br />\n<b>Deprecated</b>:  x() in <b>/srv/y.php</b> on line <b>1</b><br />\n";
