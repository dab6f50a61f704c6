//! Answers without end, or that become so when they are unpacked: each ends in time, and takes little memory.

use std::sync::LazyLock;
use std::time::Duration;

use crate::client::{LIMIT, Part, Told};
use crate::server::{Hostile, Treat, Wire, answer, gzip};

/// In bytes: what an exchange reads at most, decoded and not, with the copies that a growing buffer makes of it.
const OF_AN_EXCHANGE: u64 = 16 << 20;
/// The largest answer that is held in memory is one of 16 MiB, and a buffer grows by doubling.
const OF_A_REQUEST: u64 = 48 << 20;
const OF_A_STREAM: u64 = 4 << 20;

const TOO_LARGE: &str = "AnswerTooLarge Unknown Wait";
const TOO_LATE: &str = "ResponseTimeout Unknown Wait";
/// How far it comes is the machine's to say.
const EITHER: &str = "AnswerTooLarge Unknown Wait, ResponseTimeout Unknown Wait";
const NO_HTTP: &str = "UnexpectedAnswer Unknown Wait";

const OK: &[u8] = b"HTTP/1.1 200 OK\r\n";
const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const SLOWLY: Duration = Duration::from_millis(20);

/// No time is up then, on the slowest machine.
const ENDS_BY_ITSELF: Duration = Duration::from_secs(600);

/// All rows at once: most of them wait.
#[track_caller]
fn assert_each(rows: &[(&str, Part, Treat, &str)]) {
    std::thread::scope(|scope| {
        let run = |row: &(&str, Part, Treat, &str)| {
            let (name, part, treat, said) = *row;
            let server = Hostile::new(treat);
            let limit = if said.contains("Timeout") {
                LIMIT
            } else {
                ENDS_BY_ITSELF
            };
            let told = Told::by(part, &server.base_url, limit);
            println!("  {name}: {} bytes taken", server.sent());
            let memory = match part {
                Part::Exchange | Part::Login => OF_AN_EXCHANGE,
                Part::Request => OF_A_REQUEST,
                Part::Stream | Part::Refusing => OF_A_STREAM,
            };
            if !said.split(", ").any(|one| one == told.said) {
                return Some(format!("{name}: {told:?}, and not {said}"));
            }
            told.assert_bounded(name, limit, memory);
            None
        };
        let threads: Vec<_> = rows
            .iter()
            .map(|row| scope.spawn(move || run(row)))
            .collect();
        let wrong = threads.into_iter().filter_map(|one| one.join().unwrap());
        let wrong: Vec<_> = wrong.collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn an_answer_that_drips_ends_with_its_time() {
    let head: Treat = |wire| wire.drip(OK, b"X: y\r\n", SLOWLY);
    let line: Treat = |wire| wire.drip(OK, b"x", SLOWLY);
    let body: Treat = |wire| wire.drip(&[OK, b"\r\n{\"access_token\":\""].concat(), b"a", SLOWLY);
    let chunks: Treat = |wire| wire.drip(CHUNKED, b"1\r\n \r\n", SLOWLY);
    let interim: Treat = |wire| wire.drip(b"", b"HTTP/1.1 102 Processing\r\n\r\n", SLOWLY);
    let nothing: Treat = Wire::wait;
    let mut rows = Vec::new();
    for part in [Part::Exchange, Part::Login, Part::Request, Part::Stream] {
        rows.extend([
            ("a head", part, head, TOO_LATE),
            ("a line of a head", part, line, TOO_LATE),
            ("a body", part, body, TOO_LATE),
            ("chunks", part, chunks, TOO_LATE),
            ("interim answers", part, interim, TOO_LATE),
            ("nothing", part, nothing, TOO_LATE),
        ]);
    }
    assert_each(&rows);
}

#[test]
fn an_answer_that_comes_byte_by_byte_as_fast_as_it_can_ends_too() {
    let body: Treat = |wire| {
        let begin = [OK, b"\r\n{\"access_token\":\""].concat();
        wire.drip(&begin, b"a", Duration::ZERO);
    };
    let head: Treat = |wire| wire.drip(OK, b"X: y\r\n", Duration::ZERO);
    let bomb: Treat = |wire| {
        let bomb = gzip(&b" ".repeat((1 << 20) - 1));
        wire.drip(&[OK, b"\r\n", &bomb].concat(), b" ", Duration::ZERO);
    };
    let braces: Treat = |wire| wire.drip(&[OK, b"\r\n"].concat(), b"{\"", Duration::ZERO);
    let rows = [
        ("a body", Part::Exchange, body, EITHER),
        ("a head", Part::Exchange, head, EITHER),
        ("a bomb", Part::Exchange, bomb, EITHER),
        ("braces", Part::Exchange, braces, EITHER),
        ("a body", Part::Request, body, EITHER),
        ("a head", Part::Request, head, EITHER),
    ];
    assert_each(&rows);
}

#[test]
fn a_flood_is_given_up_and_takes_little_memory() {
    let head: Treat = |wire| wire.flood(OK, b"X: y\r\n");
    let line: Treat = |wire| wire.flood(OK, b"x");
    let folded: Treat = |wire| wire.flood(&[OK, b"X: y\r\n"].concat(), b" y\r\n");
    let interim: Treat = |wire| wire.flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n");
    let blank: Treat = |wire| wire.flood(b"", b"\r\n");
    let body: Treat = |wire| wire.flood(&[OK, b"\r\n{\"access_token\":\""].concat(), b"a");
    let chunks: Treat = |wire| wire.flood(CHUNKED, b"1\r\na\r\n");
    let chunk: Treat = |wire| wire.flood(&[CHUNKED, b"ffffffffffffffff\r\n"].concat(), b"a");
    let extension: Treat = |wire| wire.flood(&[CHUNKED, b"1;"].concat(), b"x");
    let mut rows = Vec::new();
    for part in [Part::Exchange, Part::Login, Part::Request] {
        rows.extend([
            ("a head", part, head, TOO_LARGE),
            ("a line of a head", part, line, TOO_LARGE),
            ("a folded line", part, folded, TOO_LARGE),
            ("interim answers", part, interim, TOO_LARGE),
            ("blank lines", part, blank, TOO_LARGE),
            ("a body", part, body, TOO_LARGE),
            ("chunks", part, chunks, EITHER),
            ("a chunk", part, chunk, TOO_LARGE),
        ]);
    }
    rows.push(("a chunk's line", Part::Exchange, extension, TOO_LARGE));
    rows.push(("a chunk's line", Part::Request, extension, NO_HTTP));
    // Of what goes elsewhere there is no largest; the time is its bound.
    let trailers: Treat = |wire| wire.flood(&[CHUNKED, b"0\r\n"].concat(), b"X: y\r\n");
    rows.push(("trailers", Part::Request, trailers, TOO_LATE));
    rows.push(("a body", Part::Stream, body, TOO_LATE));
    assert_each(&rows);
}

#[test]
fn a_bomb_is_not_unpacked_beyond_its_bound() {
    static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| gzip(&vec![b' '; 48 << 20]));
    let bomb: Treat = |wire| {
        wire.send(&answer("Content-Encoding: gzip\r\n", &BOMB));
        wire.wait();
    };
    let twice: Treat = |wire| {
        wire.send(&answer("Content-Encoding: gzip, gzip\r\n", &gzip(&BOMB)));
        wire.wait();
    };
    let members: Treat = |wire| {
        let body = gzip(&vec![b' '; 1 << 19]).repeat(100);
        wire.send(&answer("", &body));
        wire.wait();
    };
    let mut rows = Vec::new();
    for part in [Part::Exchange, Part::Login, Part::Request] {
        rows.extend([
            ("a bomb", part, bomb, TOO_LARGE),
            ("a bomb in a bomb", part, twice, TOO_LARGE),
            ("many small ones", part, members, TOO_LARGE),
        ]);
    }
    assert_each(&rows);
}

#[test]
fn of_ten_gigabytes_no_more_are_taken_than_are_wanted() {
    const ALL: u64 = 10_000_000_000;
    let treat: Treat = |wire| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {ALL}\r\n\r\n");
        wire.flood_of(head.as_bytes(), b"0123456789", ALL);
    };
    for (part, said, wanted) in [
        (Part::Request, TOO_LARGE, 16 << 20),
        (Part::Refusing, "AnswerNotTaken Unknown FixStorage", 1 << 20),
    ] {
        let server = Hostile::new(treat);
        let told = Told::by(part, &server.base_url, ENDS_BY_ITSELF);
        assert_eq!(told.said, said);
        told.assert_bounded("ten gigabytes", ENDS_BY_ITSELF, OF_A_REQUEST);
        // What lies in the systems' own buffers was sent, too.
        let sent = server.sent();
        assert!((wanted..wanted + (32 << 20)).contains(&sent), "{sent}");
    }
}
