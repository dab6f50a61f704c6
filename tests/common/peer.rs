//! Peers that no sane server is: they read or don't, answer by halves, or close.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A listener on loopback that treats each connection as it is told. Its thread ends with the test.
pub struct Peer {
    pub port: u16,
    connections: Arc<AtomicUsize>,
    received: Arc<Mutex<Vec<u8>>>,
}

impl Peer {
    pub fn new(treat: impl Fn(TcpStream, &mut Vec<u8>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let received = Arc::new(Mutex::new(Vec::new()));
        let (count, heard) = (Arc::clone(&connections), Arc::clone(&received));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                count.fetch_add(1, Ordering::SeqCst);
                let mut bytes = Vec::new();
                treat(stream, &mut bytes);
                heard.lock().unwrap().extend(bytes);
            }
        });
        Self {
            port,
            connections,
            received,
        }
    }

    /// Reads a request and answers with `answer`, then closes.
    pub fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |mut stream, received| {
            read_request(&mut stream, received);
            let _ = stream.write_all(&answer);
        })
    }

    /// Takes connections and says nothing, until the other side gives up.
    pub fn silent() -> Self {
        Self::new(|mut stream, received| {
            let _ = stream.read_to_end(received);
        })
    }

    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// All that was received on connections that have ended.
    pub fn received(&self) -> String {
        String::from_utf8_lossy(&self.received.lock().unwrap()).into_owned()
    }
}

/// Reads up to the end of a request with a `Content-Length`, or of its headers without.
pub fn read_request(stream: &mut impl Read, received: &mut Vec<u8>) {
    let mut buffer = [0; 4096];
    loop {
        if let Some(end) = received.windows(4).position(|four| four == b"\r\n\r\n") {
            let headers = String::from_utf8_lossy(&received[..end]).to_ascii_lowercase();
            let length = headers
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
                .unwrap_or(0);
            if received.len() >= end + 4 + length {
                return;
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(amount) => received.extend(&buffer[..amount]),
        }
    }
}

/// Writes a byte now and then, until the other side gives up.
pub fn trickle(mut stream: TcpStream, bytes: &[u8]) {
    for byte in bytes.iter().cycle() {
        if stream.write_all(&[*byte]).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
