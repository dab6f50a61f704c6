//! A server with a token endpoint that always grants, and an API that answers as a test says, over connections that
//! stay open.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use omnifund::{Client, Secret, Session, Store};

use super::config_for;

/// A request to the API.
#[derive(Debug, Clone)]
pub struct Asked {
    /// By which connection it came.
    pub connection: usize,
    /// Such as `GET /api/customers HTTP/1.1`.
    pub line: String,
    /// The lines behind that.
    pub headers: String,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.lines();
        lines.find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// What becomes of one.
pub enum Reply {
    /// The connection stays open.
    Answer(Vec<u8>),
    /// The connection is closed behind it.
    Last(Vec<u8>),
    /// The connection is closed without a word.
    Cut,
    /// Something else is done with the connection.
    By(fn(TcpStream)),
}

/// An answer with its length.
pub fn answer(status: &str, headers: &str, body: &str) -> Reply {
    let length = body.len();
    let text = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    Reply::Answer(text.into_bytes())
}

pub struct Api {
    pub port: u16,
    seen: Arc<Mutex<Vec<Asked>>>,
    exchanges: Arc<Mutex<Vec<Asked>>>,
}

impl Api {
    /// `reply` is told how many requests came before this one.
    pub fn new(reply: impl Fn(&Asked, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let api = Self {
            port,
            seen: Arc::default(),
            exchanges: Arc::default(),
        };
        let (seen, exchanges) = (Arc::clone(&api.seen), Arc::clone(&api.exchanges));
        let reply = Arc::new(reply);
        std::thread::spawn(move || {
            for (connection, stream) in listener.incoming().map_while(Result::ok).enumerate() {
                let (seen, exchanges) = (Arc::clone(&seen), Arc::clone(&exchanges));
                let reply = Arc::clone(&reply);
                std::thread::spawn(move || {
                    serve(stream, connection, &seen, &exchanges, &*reply);
                });
            }
        });
        api
    }

    /// One that answers the same to all.
    pub fn answering(status: &'static str, headers: &'static str, body: &'static str) -> Self {
        Self::new(move |_, _| answer(status, headers, body))
    }

    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A session whose user is signed in, in a store of its own.
    pub fn session(&self) -> Session {
        let client = Client::new(&config_for(&self.base_url())).unwrap();
        let session = Session::open(&client, &Store::in_memory().unwrap(), "alice").unwrap();
        session.sign_in(&Secret::from("password")).unwrap();
        session
    }

    /// The requests to the API, in the order in which they came.
    pub fn seen(&self) -> Vec<Asked> {
        self.seen.lock().unwrap().clone()
    }

    /// The requests to the token endpoint.
    pub fn exchanges(&self) -> Vec<Asked> {
        self.exchanges.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    connection: usize,
    seen: &Mutex<Vec<Asked>>,
    exchanges: &Mutex<Vec<Asked>>,
    reply: &(dyn Fn(&Asked, usize) -> Reply + Send + Sync),
) {
    while let Some(asked) = read(&mut stream, connection) {
        let reply = if asked.line.starts_with("POST /oauth/v2/token ") {
            let mut exchanges = exchanges.lock().unwrap();
            exchanges.push(asked);
            let number = exchanges.len();
            let body = format!(
                r#"{{"access_token":"token-{number}","refresh_token":"refresh-{number}","expires_in":3600,"token_type":"bearer"}}"#
            );
            answer("200 OK", "Content-Type: application/json\r\n", &body)
        } else {
            let before = {
                let mut seen = seen.lock().unwrap();
                seen.push(asked.clone());
                seen.len() - 1
            };
            reply(&asked, before)
        };
        match reply {
            Reply::Answer(bytes) => {
                if stream.write_all(&bytes).is_err() {
                    return;
                }
            }
            Reply::Last(bytes) => {
                let _ = stream.write_all(&bytes);
                return;
            }
            Reply::Cut => return,
            Reply::By(treat) => return treat(stream),
        }
    }
}

/// One request, whose body has a length or comes in chunks.
fn read(stream: &mut TcpStream, connection: usize) -> Option<Asked> {
    let mut bytes = Vec::new();
    let until = |stream: &mut TcpStream, bytes: &mut Vec<u8>, end: &[u8]| loop {
        if let Some(at) = bytes.windows(end.len()).position(|some| some == end) {
            return Some(at + end.len());
        }
        let mut one = [0];
        stream.read_exact(&mut one).ok()?;
        bytes.push(one[0]);
    };
    let length = until(stream, &mut bytes, b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..length]).into_owned();
    let (line, headers) = head.split_once("\r\n")?;
    let mut asked = Asked {
        connection,
        line: line.to_owned(),
        headers: headers.to_owned(),
        body: Vec::new(),
    };
    if asked.header("transfer-encoding").is_some() {
        loop {
            let mut line = Vec::new();
            until(stream, &mut line, b"\r\n")?;
            let size = String::from_utf8_lossy(&line);
            let size = usize::from_str_radix(size.trim(), 16).ok()?;
            let mut chunk = vec![0; size + 2];
            stream.read_exact(&mut chunk).ok()?;
            asked.body.extend(&chunk[..size]);
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = asked.header("content-length") {
        asked.body = vec![0; length.parse().ok()?];
        stream.read_exact(&mut asked.body).ok()?;
    }
    Some(asked)
}
