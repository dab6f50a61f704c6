//! A token endpoint that dresses its replies.

use std::collections::BTreeSet;
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use omnifund::Config;

use crate::common::config_for;
use crate::reply::*;

/// A token endpoint whose refresh tokens work once. One reply at a time is dressed.
pub struct Rotating {
    pub base_url: String,
    pub state: Arc<Mutex<State>>,
}

#[derive(Default)]
pub struct State {
    dress: Option<Dress>,
    /// Whether the dressed pair is the session's, or only shown.
    gives: bool,
    pub live: BTreeSet<String>,
    pairs: usize,
}

impl State {
    fn pair(&mut self) -> String {
        self.pairs += 1;
        let one = self.pairs;
        self.live.insert(format!("R{one}"));
        json(&format!("A{one}"), &format!("R{one}"))
    }

    fn reply(&mut self, request: &str) -> Reply {
        if request.contains("grant_type=password") {
            return ok(self.pair()).into();
        }
        let sent = request.split("refresh_token=").last().unwrap_or_default();
        let sent = sent.split('&').next().unwrap_or_default().to_owned();
        let dress = self.dress.take();
        match dress {
            Some(dress) if !self.gives => dress(&json("SHOWN", "SHOWN")),
            _ if !self.live.remove(&sent) => {
                answer("HTTP/1.1 400 Bad Request", r#"{"error":"invalid_grant"}"#).into()
            }
            Some(dress) => dress(&self.pair()),
            None => ok(self.pair()).into(),
        }
    }
}

pub fn json(access_token: &str, refresh_token: &str) -> String {
    format!(
        r#"{{"access_token":"{access_token}","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"{refresh_token}"}}"#
    )
}

impl Rotating {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let of_server = Arc::clone(&state);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let request = all_but_the_last_byte(&mut stream);
                let reply = of_server.lock().unwrap().reply(&request);
                if !matches!(reply.then, Then::Reset) {
                    let _ = stream.read_exact(&mut [0]);
                }
                reply.send(&mut stream);
            }
        });
        Self { base_url, state }
    }

    /// The next refresh is answered so.
    pub fn dress_next(&self, dress: Dress, gives: bool) {
        let mut state = self.state.lock().unwrap();
        state.dress = Some(dress);
        state.gives = gives;
    }

    pub fn config(&self) -> Config {
        let mut config = config_for(&self.base_url);
        config.set_exchange_timeout(EXCHANGE).unwrap();
        config
    }
}

/// So long nothing here takes, unless it waits for what never comes.
pub const EXCHANGE: Duration = Duration::from_secs(20);

/// What is left unread makes the close a reset.
pub fn all_but_the_last_byte(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read_exact(&mut byte).is_err() {
            break;
        }
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok())
        .unwrap_or(1_usize);
    let mut body = vec![0; length - 1];
    let _ = stream.read_exact(&mut body);
    String::from_utf8(body).unwrap()
}
