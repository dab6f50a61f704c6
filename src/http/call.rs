//! An API call: a request with its body, and an answer that is read as it comes, over a connection that is kept
//! for the next call.

use std::io::{self, Read};
use std::time::{Duration, SystemTime};

use zeroize::Zeroizing;

use super::answer::{Answer, LARGEST_HEADERS, no_http};
use super::coding;
use super::connection::Connection;
use super::frame::{Frame, Piece};
use super::head::{self, Found, Head};
use super::request::{USER_AGENT, place};
use crate::error::{Error, ErrorKind, Result, ServerAnswer};
use crate::secret::Secret;

/// Of a body, at a time.
const PIECE: usize = 16 * 1024;

/// What takes an answer's body.
pub(crate) type Taking<'a> = dyn FnMut(&[u8]) -> io::Result<()> + 'a;

/// A request and where its answer goes.
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    /// Fit to be sent.
    pub(crate) headers: &'a [(String, String)],
    pub(crate) bearer: &'a Secret,
    pub(crate) body: Option<Sending<'a>>,
    /// Where the body of a success goes, in pieces, the first of them empty; else it is in the answer.
    pub(crate) into: Option<&'a mut Taking<'a>>,
    /// Of the answer's body, in bytes.
    pub(crate) largest: u64,
    /// Whether it may be sent twice.
    pub(crate) is_safe: bool,
    /// How long it may take, its answer included.
    pub(crate) time: Duration,
}

/// A body on its way out.
pub(crate) struct Sending<'a> {
    /// In bytes; unknown, it goes in chunks.
    pub(crate) length: Option<u64>,
    pub(crate) from: &'a mut dyn Read,
}

/// Why a request or its answer broke off.
pub(super) enum Why {
    Way(ureq::Error),
    Told(Error),
}

impl From<ureq::Error> for Why {
    fn from(error: ureq::Error) -> Self {
        Self::Way(error)
    }
}

impl From<Error> for Why {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}

impl Why {
    /// `way` knows what an error of the connection means.
    pub(super) fn told(self, way: impl FnOnce(ureq::Error) -> Error) -> Error {
        match self {
            Self::Way(error) => way(error),
            Self::Told(error) => error,
        }
    }

    /// Whether the connection has ended, and not the time.
    pub(super) fn is_cut(&self) -> bool {
        matches!(self, Self::Way(error) if !matches!(error, ureq::Error::Timeout(_)))
    }
}

fn cut() -> Why {
    Why::Way(ureq::Error::Io(io::ErrorKind::UnexpectedEof.into()))
}

/// Sends all of it.
pub(super) fn send(
    connection: &mut Connection,
    uri: &http::Uri,
    call: &mut Call<'_>,
) -> std::result::Result<(), Why> {
    let mut bytes = written(uri, call);
    let Some(body) = &mut call.body else {
        return Ok(connection.send(&bytes)?);
    };
    let mut left = body.length.unwrap_or(u64::MAX);
    let mut piece = Zeroizing::new(vec![0; PIECE]);
    loop {
        let most = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
        let amount = read_some(body.from, &mut piece[..most]).map_err(unread_body)?;
        left -= amount as u64;
        if amount == 0 && left > 0 && body.length.is_some() {
            let problem = format!("it ended {left} bytes before its length");
            return Err(unread_body(io::Error::other(problem)).into());
        }
        if body.length.is_none() {
            bytes.extend(format!("{amount:x}\r\n").as_bytes());
            bytes.extend(&piece[..amount]);
            bytes.extend(b"\r\n");
        } else {
            bytes.extend(&piece[..amount]);
        }
        // The head goes with the first of it.
        connection.send(&bytes)?;
        bytes.clear();
        if amount == 0 || left == 0 {
            return Ok(());
        }
    }
}

fn read_some(from: &mut dyn Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match from.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

fn unread_body(error: io::Error) -> Error {
    Error::new(
        ErrorKind::BodyUnreadable,
        format!("the request's body could not be read to its end: {error}"),
    )
}

/// Request line and headers.
fn written(uri: &http::Uri, call: &Call<'_>) -> Zeroizing<Vec<u8>> {
    let (path, host) = place(uri);
    let length = match &call.body {
        Some(Sending {
            length: Some(length),
            ..
        }) => format!("Content-Length: {length}\r\n"),
        Some(_) => "Transfer-Encoding: chunked\r\n".into(),
        // RFC 9110 §8.6: by its method a server may expect one.
        None if matches!(call.method, "POST" | "PUT" | "PATCH") => "Content-Length: 0\r\n".into(),
        None => String::new(),
    };
    let mut parts = vec![call.method, " ", path, " HTTP/1.1\r\nHost: ", host, "\r\n"];
    let is_given = |name: &str| {
        let mut names = call.headers.iter();
        names.any(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    if !is_given("user-agent") {
        parts.extend(["User-Agent: ", USER_AGENT, "\r\n"]);
    }
    if !is_given("accept") {
        parts.push("Accept: application/ld+json, application/json;q=0.9, */*;q=0.8\r\n");
    }
    if !is_given("accept-encoding") {
        parts.push("Accept-Encoding: identity\r\n");
    }
    parts.push(&length);
    for (name, value) in call.headers {
        parts.extend([name.as_str(), ": ", value.as_str(), "\r\n"]);
    }
    parts.extend(["Authorization: Bearer ", call.bearer.expose(), "\r\n\r\n"]);
    let size = parts.iter().map(|part| part.len()).sum::<usize>();
    let mut written = Zeroizing::new(Vec::with_capacity(size + PIECE + 16));
    for part in parts {
        written.extend(part.as_bytes());
    }
    written
}

/// An answer, as far as it has come and is not looked at.
pub(super) struct Incoming<'a> {
    connection: &'a mut Connection,
    bytes: Zeroizing<Vec<u8>>,
    at: usize,
}

impl<'a> Incoming<'a> {
    pub(super) fn of(connection: &'a mut Connection) -> Self {
        Self {
            connection,
            bytes: Zeroizing::new(Vec::with_capacity(PIECE)),
            at: 0,
        }
    }

    /// Whether the connection has said nothing yet.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn head(&mut self) -> std::result::Result<Head, Why> {
        loop {
            match head::read(&self.bytes) {
                Found::Head(head, begins) if begins <= LARGEST_HEADERS => {
                    self.at = begins;
                    return Ok(head);
                }
                Found::Unended if self.bytes.len() <= LARGEST_HEADERS => {}
                Found::NoHttp => return Err(no_http().into()),
                _ => return Err(too_large(LARGEST_HEADERS as u64, "its headers are").into()),
            }
            if !self.connection.receive(&mut self.bytes, None)? {
                return Err(cut());
            }
        }
    }

    /// Hands the body on; what is left in memory of it, and whether the connection has nothing more.
    pub(super) fn body(
        &mut self,
        head: &Head,
        call: &mut Call<'_>,
    ) -> std::result::Result<(Vec<u8>, bool), Why> {
        let mut frame = Frame::of(head, call.method);
        let with_connection = frame.ends_with_connection();
        let mut kept = Vec::new();
        let mut into = call
            .into
            .as_mut()
            .filter(|_| (200..300).contains(&head.status));
        let (mut amount, largest) = (0, call.largest);
        let mut take = |piece: &[u8]| -> Result<()> {
            amount += piece.len() as u64;
            if amount > largest {
                return Err(too_large(largest, "it is"));
            }
            match &mut into {
                Some(into) => into(piece).map_err(not_taken),
                None => {
                    kept.extend_from_slice(piece);
                    Ok(())
                }
            }
        };
        take(&[])?;
        while !frame.has_ended() {
            match frame.next(&self.bytes[self.at..]) {
                Piece::Body(own) => {
                    take(&self.bytes[self.at..self.at + own])?;
                    self.at += own;
                }
                Piece::Frame(others) => self.at += others,
                Piece::Broken => {
                    let problem = "the answer's chunks are none";
                    return Err(Error::new(ErrorKind::UnexpectedAnswer, problem).into());
                }
                Piece::Unended => {
                    self.bytes.drain(..self.at);
                    self.at = 0;
                    match self.connection.receive(&mut self.bytes, None) {
                        Ok(true) => {}
                        // That TLS is not ended first is usual.
                        Ok(false) if with_connection => break,
                        Err(ureq::Error::Io(error))
                            if with_connection && error.kind() == io::ErrorKind::UnexpectedEof =>
                        {
                            break;
                        }
                        Ok(false) => return Err(cut()),
                        Err(error) => return Err(error.into()),
                    }
                }
            }
        }
        let nothing_more = self.at == self.bytes.len() && !self.connection.has_input();
        Ok((kept, nothing_more && !with_connection))
    }
}

pub(super) fn answer(
    head: Head,
    body: Vec<u8>,
    call: &Call<'_>,
    sent_at: SystemTime,
) -> Result<Answer> {
    let most = usize::try_from(call.largest).unwrap_or(usize::MAX);
    let Ok(body) = coding::decode(&head.headers.coding(), body, most) else {
        let error = too_large(call.largest, "unpacked, it is");
        return Err(with_status(error, head.status));
    };
    Ok(Answer::of_call(head, body, sent_at))
}

pub(super) fn with_status(error: Error, http_status: u16) -> Error {
    error.answered(ServerAnswer {
        http_status,
        ..ServerAnswer::default()
    })
}

fn too_large(largest: u64, which: &str) -> Error {
    Error::new(
        ErrorKind::AnswerTooLarge,
        format!("the answer is too large: {which} longer than {largest} bytes"),
    )
}

fn not_taken(error: io::Error) -> Error {
    Error::new(
        ErrorKind::AnswerNotTaken,
        format!("the answer's body could not be put where it goes: {error}"),
    )
}

pub(super) fn stays_open(head: &Head) -> bool {
    let mut connection = head.headers.all("connection");
    let is_closed = connection.any(|options| options.to_ascii_lowercase().contains("close"));
    let has_length = head.headers.all("content-length").next().is_some();
    let mut codings = head.headers.all("transfer-encoding");
    // A server that says two ends of its answer may mean the other one, and who forwards a coding that is not known may
    // have taken it for none.
    let is_odd = codings.any(|coding| has_length || !coding.eq_ignore_ascii_case("chunked"));
    head.is_1_1 && !is_closed && !is_odd
}

/// What `Keep-Alive: timeout=5` says.
pub(super) fn server_keeps(head: &Head) -> Option<Duration> {
    let mut parameters = head.headers.all("keep-alive").flat_map(|it| it.split(','));
    let seconds = parameters.find_map(|one| one.trim().strip_prefix("timeout="))?;
    seconds.trim().parse().ok().map(Duration::from_secs)
}
