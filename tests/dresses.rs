//! One reply, whole, dressed as the world has been seen to dress it. The server has spent the refresh token by
//! then, so each pair must be taken; and a page that only quotes one has none to give. A new dress is a row.

#![allow(missing_docs)]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::config_for;
use common::peer::{Peer, read_request};
use omnifund::{Client, ErrorKind, Outcome, Secret, Session, Store, TokenSet};

const PAIR: &str = r#"{"access_token":"A2","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"R2"}"#;
const JSON: &str = "Content-Type: application/json\r\n";

/// A reply as it goes over the wire.
struct Dress {
    name: &'static str,
    bytes: Vec<u8>,
    /// The connection stays open behind it.
    stays_open: bool,
}

fn dress(name: &'static str, bytes: impl AsRef<[u8]>) -> Dress {
    Dress {
        name,
        bytes: bytes.as_ref().to_vec(),
        stays_open: false,
    }
}

fn open(name: &'static str, bytes: impl AsRef<[u8]>) -> Dress {
    Dress {
        stays_open: true,
        ..dress(name, bytes)
    }
}

fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "{status}\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn ok(headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("HTTP/1.1 200 OK", headers, body)
}

fn without_length(headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\n");
    [head.as_bytes(), body.as_ref()].concat()
}

fn chunks(parts: &[&str], end: &str) -> Vec<u8> {
    let mut body = String::new();
    for part in parts {
        body += &format!("{:x}\r\n{part}\r\n", part.len());
    }
    without_length(&format!("{JSON}Transfer-Encoding: chunked\r\n"), body + end)
}

fn stored_deflate(plain: &[u8]) -> Vec<u8> {
    let length = u16::try_from(plain.len()).unwrap();
    let mut bytes = vec![1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(plain);
    bytes
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    [&header[..], &stored_deflate(plain), &[0; 8]].concat()
}

fn zlib(plain: &[u8]) -> Vec<u8> {
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in plain {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    let check = (b << 16 | a).to_be_bytes();
    [&[0x78, 0x9c][..], &stored_deflate(plain), &check].concat()
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn whole_pairs() -> Vec<Dress> {
    let pair = PAIR.as_bytes();
    let (half, rest) = PAIR.split_at(PAIR.len() / 2);
    let but_for_the_end = &PAIR[..PAIR.len() - 1];
    let many = "X-Node: value of a header\r\n".repeat(1500);
    vec![
        dress("plain", ok(JSON, pair)),
        dress("201", answer("HTTP/1.1 201 Created", JSON, pair)),
        dress("203", answer("HTTP/1.1 203 Non-Authoritative", JSON, pair)),
        dress("no reason", answer("HTTP/1.1 200", JSON, pair)),
        dress("another version", answer("HTTP/2 200 OK", JSON, pair)),
        dress("a small version", answer("http/1.1 200 ok", JSON, pair)),
        dress(
            "HTTP/1.0 without a length",
            [b"HTTP/1.0 200 OK\r\n\r\n", pair].concat(),
        ),
        dress("without a length", without_length(JSON, pair)),
        dress(
            "blank lines first",
            [b"\r\n\r\n", &ok(JSON, pair)[..]].concat(),
        ),
        dress(
            "bare line feeds",
            [b"HTTP/1.1 200 OK\nA: b\n\n", pair].concat(),
        ),
        dress(
            "100 first",
            [b"HTTP/1.1 100 Continue\r\n\r\n", &ok(JSON, pair)[..]].concat(),
        ),
        dress(
            "103 first",
            [
                b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
                &ok(JSON, pair)[..],
            ]
            .concat(),
        ),
        dress(
            "html as type",
            ok("Content-Type: text/html; charset=UTF-8\r\n", pair),
        ),
        dress("no type", ok("", pair)),
        dress(
            "folded header",
            ok("Set-Cookie: a=b\r\n  c: d; path=/\r\n", pair),
        ),
        dress(
            "blank before the colon",
            ok("Content-Type : application/json\r\n", pair),
        ),
        dress("line without a colon", ok("garbage from a proxy\r\n", pair)),
        dress("nameless header", ok(": x\r\n", pair)),
        dress("control byte in a header", ok("X-Node: a\x01b\r\n", pair)),
        dress(
            "no ASCII in a header",
            [b"HTTP/1.1 200 OK\r\nX-N\xf6de: \xe9\r\n\r\n", pair].concat(),
        ),
        dress("many headers", ok(&many, pair)),
        dress(
            "a long header",
            ok(&format!("X-Long: {}\r\n", "x".repeat(50_000)), pair),
        ),
        dress("two lengths", ok("Content-Length: 7\r\n", pair)),
        dress(
            "length of nonsense",
            without_length("Content-Length: many\r\n", pair),
        ),
        dress(
            "length too small",
            without_length("Content-Length: 40\r\n", pair),
        ),
        dress("length 0", without_length("Content-Length: 0\r\n", pair)),
        dress(
            "length 2 too large",
            without_length(&format!("Content-Length: {}\r\n", pair.len() + 2), pair),
        ),
        open(
            "length too large, and open",
            without_length(&format!("Content-Length: {}\r\n", pair.len() + 2), pair),
        ),
        open("no length, and open", without_length("", pair)),
        open("keep-alive", ok("Connection: keep-alive\r\n", pair)),
        dress("chunked", chunks(&[half, rest], "0\r\n\r\n")),
        dress("a byte a chunk", {
            let bytes: Vec<String> = PAIR.chars().map(String::from).collect();
            chunks(
                &bytes.iter().map(String::as_str).collect::<Vec<_>>(),
                "0\r\n\r\n",
            )
        }),
        dress("last chunk missing", chunks(&[half, rest], "")),
        open("last chunk missing, and open", chunks(&[half, rest], "")),
        dress("trailers", chunks(&[PAIR], "0\r\nA: b\r\n\r\n")),
        dress("nonsense for the last chunk", chunks(&[PAIR], "end\r\n")),
        dress(
            "says chunked, and is not",
            without_length("Transfer-Encoding: chunked\r\n", pair),
        ),
        dress(
            "chunked with a length",
            without_length(
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                format!("{:X};x=y\r\n{PAIR}\r\n0\r\n\r\n", PAIR.len()),
            ),
        ),
        dress("gzip", ok("Content-Encoding: gzip\r\n", gzip(pair))),
        dress("gzip that nobody told of", ok(JSON, gzip(pair))),
        dress(
            "told of gzip that is none",
            ok("Content-Encoding: gzip\r\n", pair),
        ),
        dress("zlib", ok("Content-Encoding: deflate\r\n", zlib(pair))),
        dress(
            "raw deflate",
            ok("Content-Encoding: deflate\r\n", stored_deflate(pair)),
        ),
        dress("brotli that is none", ok("Content-Encoding: br\r\n", pair)),
        dress("byte order mark", ok(JSON, format!("\u{feff}{PAIR}"))),
        dress(
            "UTF-16",
            ok(JSON, utf_16(&format!("\u{feff}{PAIR}"), u16::to_le_bytes)),
        ),
        dress(
            "UTF-16, the other way round",
            ok(JSON, utf_16(&format!("\u{feff}{PAIR}"), u16::to_be_bytes)),
        ),
        dress(
            "UTF-16 without a mark",
            ok(JSON, utf_16(PAIR, u16::to_le_bytes)),
        ),
        dress("NULs around", ok(JSON, format!("\0\0{PAIR}\0\0\0"))),
        dress("blanks around", ok(JSON, format!("\r\n\t {PAIR} \r\n\r\n"))),
        dress(
            "PHP's notice before",
            ok(
                "Content-Type: text/html\r\n",
                format!(
                    "<br />\n<b>Deprecated</b>: x in <b>y.php</b> on line <b>1</b><br />\n{PAIR}"
                ),
            ),
        ),
        dress(
            "a plain notice before",
            ok(JSON, format!("\nNotice: x{{}} in y.php\n{PAIR}")),
        ),
        dress(
            "comment behind",
            ok(JSON, format!("{PAIR}\n<!-- cached page, 0.2 s -->")),
        ),
        dress("a word behind", ok(JSON, format!("{PAIR}0"))),
        dress("in a list of one", ok(JSON, format!("[{PAIR}]"))),
        dress("JSONP", ok(JSON, format!("callback({PAIR});"))),
        dress("a guard before", ok(JSON, format!(")]}}',\n{PAIR}"))),
        dress("coded twice", ok(JSON, format!("{PAIR:?}"))),
        dress(
            "a comma at the end",
            ok(JSON, format!("{but_for_the_end},}}")),
        ),
        dress(
            "latin-1 in another field",
            ok(
                JSON,
                [but_for_the_end.as_bytes(), b",\"user\":\"Jos\xe9\"}"].concat(),
            ),
        ),
        dress(
            "a line end in another field",
            ok(JSON, format!("{but_for_the_end},\"note\":\"a\nb\t\0\"}}")),
        ),
        dress(
            "an escape that does not exist",
            ok(JSON, format!(r#"{but_for_the_end},"path":"C:\x\yz"}}"#)),
        ),
        dress(
            "no number",
            ok(JSON, format!("{but_for_the_end},\"n\":NaN}}")),
        ),
        dress(
            "deep in another field",
            ok(
                JSON,
                format!(
                    "{but_for_the_end},\"x\":{}{}}}",
                    "[".repeat(10_000),
                    "]".repeat(10_000)
                ),
            ),
        ),
        dress(
            "a field that stands twice",
            ok(JSON, format!("{{\"access_token\":\"old\",{}", &PAIR[1..])),
        ),
        dress(
            "a form",
            ok(
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "access_token=A2&refresh_token=R2&expires_in=3600",
            ),
        ),
    ]
}

/// None of these has a token to give; what they are is unknown, and the refresh token may be spent.
fn no_pairs() -> Vec<Dress> {
    vec![
        dress("cut within", ok(JSON, &PAIR[..PAIR.len() - 1])),
        dress("cut within a chunk", chunks(&[&PAIR[..40]], "")),
        dress("nothing", ok(JSON, "")),
        dress(
            "quoted by a page",
            ok("", format!("<html><body><pre>{PAIR}</pre></body></html>")),
        ),
        dress(
            "quoted in a field",
            ok("", format!("<form>\n<textarea>\n{PAIR}\n")),
        ),
        dress(
            "quoted in words",
            ok("", format!("could not parse the answer: {PAIR}")),
        ),
        dress(
            "quoted in a message",
            ok(JSON, format!("{{\"message\":{PAIR:?}}}")),
        ),
        dress(
            "beside an error",
            ok(
                JSON,
                format!("{{\"error\":\"invalid_grant\",{}", &PAIR[1..]),
            ),
        ),
        dress(
            "within another object",
            ok(JSON, format!("{{\"error_of\":{PAIR}}}")),
        ),
        dress("one of two", ok(JSON, format!("[{PAIR},{PAIR}]"))),
        dress(
            "with a blank in it",
            ok(JSON, r#"{"access_token":"A 2","refresh_token":"R2"}"#),
        ),
        dress(
            "in an answer of 500",
            answer("HTTP/1.1 500 Oops", JSON, PAIR),
        ),
        dress(
            "in an answer of 302",
            answer("HTTP/1.1 302 Found", "Location: /x\r\n", PAIR),
        ),
        dress("no HTTP", PAIR),
        dress("a head that never ends", "HTTP/1.1 200 OK\r\nA: b\r\n"),
        dress("a bomb", {
            // A stored block a time, to far over what is read.
            let block = vec![b' '; 65_000];
            let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
            for _ in 0..17 {
                let mut stored = stored_deflate(&block);
                stored[0] = 0;
                bytes.extend(stored);
            }
            ok("Content-Encoding: gzip\r\n", bytes)
        }),
        dress(
            "endless headers",
            format!("HTTP/1.1 200 OK\r\n{}", "A: b\r\n".repeat(20_000)),
        ),
        dress(
            "endless interim answers",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(5000),
        ),
        dress("an endless line", "x".repeat(100_000)),
    ]
}

/// Signs in whoever comes, and answers to the first refresh in a dress.
struct Wardrobe {
    peer: Peer,
    refreshes: Arc<AtomicUsize>,
}

impl Wardrobe {
    fn new(dress: Dress) -> Self {
        let refreshes = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&refreshes);
        let peer = Peer::new(move |mut stream, received| {
            read_request(&mut stream, received);
            let request = String::from_utf8_lossy(received);
            if request.contains("grant_type=password") {
                let first = PAIR.replace("A2", "A1").replace("R2", "R1");
                return reply(&mut stream, &ok(JSON, first), false);
            }
            match seen.fetch_add(1, Ordering::SeqCst) {
                0 if request.contains("refresh_token=R1") => {
                    reply(&mut stream, &dress.bytes, dress.stays_open);
                }
                _ if request.contains("refresh_token=R2") => {
                    let next = PAIR.replace("A2", "A3").replace("R2", "R3");
                    reply(&mut stream, &ok(JSON, next), false);
                }
                _ => {
                    let spent = r#"{"error":"invalid_grant"}"#;
                    reply(&mut stream, &answer("HTTP/1.1 400 Bad", JSON, spent), false);
                }
            }
        });
        Self { peer, refreshes }
    }

    fn client(&self) -> Client {
        let mut config = config_for(&self.peer.base_url());
        config
            .set_exchange_timeout(Duration::from_secs(20))
            .unwrap();
        Client::new(&config).unwrap()
    }

    fn session(&self) -> Session {
        let store = Store::in_memory().unwrap();
        let session = Session::open(&self.client(), &store, "alice").unwrap();
        session.sign_in(&Secret::from("password")).unwrap();
        session
    }
}

fn reply(stream: &mut TcpStream, bytes: &[u8], stays_open: bool) {
    let _ = stream.write_all(bytes);
    if stays_open {
        // Until the other side has had enough.
        let _ = stream.read(&mut [0]);
    }
}

fn tokens(token: &TokenSet) -> (&str, Option<&str>) {
    let refresh_token = token.refresh_token().map(|token| token.expose());
    (token.access_token().expose(), refresh_token)
}

#[test]
fn a_whole_pair_is_taken_in_every_dress_and_goes_on_from_there() {
    for dress in whole_pairs() {
        let name = dress.name;
        let server = Wardrobe::new(dress);
        let session = server.session();
        session
            .refresh()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let token = session.token().unwrap();
        assert_eq!(tokens(&token), ("A2", None), "{name}");
        assert_eq!(token.expires_in(), Some(3600), "{name}");
        // The new refresh token was taken, too.
        session.refresh().unwrap();
        assert_eq!(tokens(&session.token().unwrap()), ("A3", None), "{name}");
        assert_eq!(server.refreshes.load(Ordering::SeqCst), 2, "{name}");
        assert!(session.kept_answer().unwrap().is_none(), "{name}");
    }
}

#[test]
fn the_grants_by_themselves_take_every_dress_too() {
    for dress in whole_pairs() {
        let name = dress.name;
        let server = Wardrobe::new(dress);
        let token = server
            .client()
            .refresh_grant(&Secret::from("R1"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(tokens(&token), ("A2", Some("R2")), "{name}");
    }
}

#[test]
fn what_only_looks_like_a_pair_is_none_and_its_outcome_is_unknown() {
    for dress in no_pairs() {
        let name = dress.name;
        let server = Wardrobe::new(dress);
        let error = server
            .client()
            .refresh_grant(&Secret::from("R1"))
            .map(|token| panic!("{name}: {token:?}"))
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{name}: {error}");
        assert!(!error.to_string().contains("R2"), "{name}: {error}");
    }
}

#[test]
fn an_answer_that_may_hold_a_pair_and_can_not_be_understood_is_kept_and_shown_to_who_asks() {
    for dress in no_pairs() {
        let name = dress.name;
        let sent = dress.bytes.clone();
        let is_understood = name.starts_with("in an answer of");
        let server = Wardrobe::new(dress);
        let session = server.session();
        session.refresh().unwrap_err();
        let kept = session.kept_answer().unwrap();
        assert_eq!(kept.is_some(), !is_understood, "{name}");
        let Some(kept) = kept else { continue };
        let shown = &sent[..sent.len().min(16 * 1024)];
        assert!(shown.starts_with(kept.expose()), "{name}");
        assert!(kept.expose().len() >= shown.len().min(1000), "{name}");
        assert!(!format!("{kept:?}").contains("R2"), "{name}");
        let status = session.status().unwrap();
        assert_eq!(status.kept_answer, Some(kept.asked_at()), "{name}");
        // It is understood no better the second time, and stays.
        let error = session.recover().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StillUnreadable, "{name}");
        assert!(session.kept_answer().unwrap().is_some(), "{name}");
        // Until the next success.
        session.sign_in(&Secret::from("password")).unwrap();
        assert!(session.kept_answer().unwrap().is_none(), "{name}");
        let error = session.recover().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NothingKept, "{name}");
    }
}
