use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use super::race::tests::BlackHole;
use super::*;

fn http() -> Http {
    let mut config = Config::new();
    // Were an address that swallows packets waited for, it would be for half of this at least.
    config
        .set_connect_timeout(Duration::from_secs(120))
        .unwrap();
    config
        .set_exchange_timeout(Duration::from_secs(120))
        .unwrap();
    Http::new(&config, None)
}

/// Answers so many requests, each on a connection of its own.
fn answering(times: usize) -> (SocketAddr, std::thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answers = std::thread::spawn(move || {
        for _ in 0..times {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n");
        }
    });
    (address, answers)
}

fn post<'a>(url: &'a str, body: &'a [u8]) -> Post<'a> {
    Post {
        url,
        accept: "*/*",
        bearer: None,
        content_type: None,
        body,
        time: Duration::from_secs(120),
        not_after: None,
    }
}

fn status(http: &Http, url: &str) -> u16 {
    match http.post(&post(url, b""), &Whole::ByFrame) {
        Ok((answer, _)) => answer.status,
        Err(not) => panic!("{}", not.error),
    }
}

#[test]
fn a_dead_address_costs_a_quarter_of_a_second_once_and_nothing_from_then_on() {
    let (live, answers) = answering(3);
    let hole = BlackHole::new();
    resolve::pretend("half-dead.invalid:80", &[hole.address, live]);
    let http = http();
    let start = clock::monotonic();
    assert_eq!(status(&http, "http://half-dead.invalid/"), 204);
    assert!(start.elapsed() >= Duration::from_millis(250));
    assert!(start.elapsed() < Duration::from_secs(60));
    let uri = "http://half-dead.invalid".parse().unwrap();
    let end = clock::monotonic() + Duration::from_secs(60);
    let order = || resolve::find(&uri, end).unwrap();
    assert_eq!(order(), [live, hole.address], "what worked is tried first");
    for _ in 0..2 {
        assert_eq!(status(&http, "http://half-dead.invalid/"), 204);
    }
    answers.join().unwrap();
}

#[test]
fn where_no_address_answers_the_error_says_how_many_were_tried_and_whether_time_was_up() {
    let refused = || {
        TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
    };
    let hole = BlackHole::new();
    let mut config = Config::new();
    config
        .set_connect_timeout(Duration::from_millis(600))
        .unwrap();
    let http = Http::new(&config, None);
    for (name, addresses, kind, told) in [
        (
            "dead.invalid",
            [refused(), refused()],
            ErrorKind::ConnectFailed,
            "no connection: tried 2 addresses, and 127",
        ),
        (
            "silent.invalid",
            [hole.address, refused()],
            ErrorKind::ConnectTimeout,
            "no connection within 600 ms: tried 2 addresses, and 127",
        ),
    ] {
        resolve::pretend(&format!("{name}:80"), &addresses);
        let url = format!("http://{name}/");
        let Err(not) = http.post(&post(&url, b""), &Whole::ByFrame) else {
            panic!("connected");
        };
        assert_eq!(not.error.kind(), kind, "{}", not.error);
        assert!(not.error.to_string().starts_with(told), "{}", not.error);
    }
}

#[test]
fn an_address_that_takes_connections_and_says_nothing_is_tried_last_next_time() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let live = TcpListener::bind("127.0.0.1:0").unwrap();
    let addresses = [silent.local_addr().unwrap(), live.local_addr().unwrap()];
    let answers = std::thread::spawn(move || {
        let (mut stream, _) = live.accept().unwrap();
        for answer in ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"] {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    resolve::pretend("mute-proxy.invalid:3128", &addresses);
    let mut config = Config::new();
    let patience = Duration::from_millis(500);
    config.set_connect_timeout(patience).unwrap();
    let proxy = Proxy::parse("mute-proxy.invalid:3128").unwrap();
    let mute = Http::new(&config, Some(proxy.clone()));
    let Err(not) = mute.post(&post("http://server.invalid/", b""), &Whole::ByFrame) else {
        panic!("connected");
    };
    assert_eq!(not.error.kind(), ErrorKind::ConnectTimeout, "{}", not.error);
    config.set_connect_timeout(Duration::from_secs(60)).unwrap();
    let patient = Http::new(&config, Some(proxy));
    assert_eq!(status(&patient, "http://server.invalid/"), 204);
    answers.join().unwrap();
}
