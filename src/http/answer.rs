//! An answer, understood in layers: head, frame, coding. What it means is for others.

use std::time::{Duration, SystemTime};

use zeroize::Zeroizing;

use super::head::{self, Found, Head, Headers};
use super::unread::Unread;
use super::{coding, framing};
use crate::clock;
use crate::error::{Error, ErrorKind};

/// The largest answer that is read, behind its head.
pub(crate) const LARGEST_ANSWER: usize = 1024 * 1024;
pub(super) const LARGEST_HEADERS: usize = 64 * 1024;

/// An answer, as far as it came.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Zeroizing<Vec<u8>>,
    /// When the request left.
    pub(crate) sent_at: SystemTime,
    /// Why it is not all that was promised.
    pub(crate) cut: Option<Error>,
    raw: Zeroizing<Vec<u8>>,
}

/// What bytes are that may become an answer.
pub(super) enum Sofar {
    Answer {
        answer: Box<Answer>,
        /// Its frame has nothing more.
        ended: bool,
    },
    /// Its head has not come yet.
    Unended,
    NoHttp,
    TooLarge,
}

impl Answer {
    /// Reads what has come; `closed` says that no more will.
    pub(super) fn so_far(raw: &[u8], sent_at: SystemTime, closed: bool) -> Sofar {
        // A byte a chunk is six on the wire.
        if raw.len() > 2 * LARGEST_ANSWER {
            return Sofar::TooLarge;
        }
        let (head, begins) = match head::read(raw) {
            Found::Head(_, begins) if begins > LARGEST_HEADERS => return Sofar::TooLarge,
            Found::Head(head, begins) => (head, begins),
            Found::Unended if raw.len() > LARGEST_HEADERS => return Sofar::TooLarge,
            Found::Unended => return Sofar::Unended,
            Found::NoHttp => return Sofar::NoHttp,
        };
        let framed = framing::unframe(&head, &raw[begins..], closed);
        if framed.body.len() > LARGEST_ANSWER {
            return Sofar::TooLarge;
        }
        let Head {
            status, headers, ..
        } = head;
        let Ok(body) = coding::decode(&headers.coding(), framed.body, LARGEST_ANSWER) else {
            return Sofar::TooLarge;
        };
        Sofar::Answer {
            answer: Box::new(Self {
                status,
                headers,
                body,
                sent_at,
                cut: None,
                raw: Zeroizing::new(raw.to_vec()),
            }),
            ended: framed.ended,
        }
    }

    /// A header's value, where it is there and text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.first(name)
    }

    /// What `Retry-After` asks for (RFC 9110 §10.2.3). A date in it is one of the server's clock, which the
    /// answer's own `Date` shows; ours may be wrong.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let date = self.header("date");
        let now = date.and_then(|date| httpdate::parse_http_date(date).ok());
        clock::retry_after(self.header("retry-after")?, now.unwrap_or_else(clock::wall))
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// One that was not kept as it came.
    pub(super) fn of_call(head: Head, body: Zeroizing<Vec<u8>>, sent_at: SystemTime) -> Self {
        Self {
            status: head.status,
            headers: head.headers,
            body,
            sent_at,
            cut: None,
            raw: Zeroizing::default(),
        }
    }

    /// As it came, to be kept.
    pub(crate) fn unread(&self) -> Unread {
        Unread::from_bytes(&self.raw)
    }
}

impl Unread {
    /// The answer that it was.
    pub(crate) fn answer(&self, sent_at: SystemTime) -> Option<Answer> {
        match Answer::so_far(self.bytes(), sent_at, true) {
            Sofar::Answer { mut answer, ended } => {
                let cut = || Error::new(ErrorKind::ConnectionLost, "the answer was cut");
                answer.cut = (!ended).then(cut);
                Some(*answer)
            }
            _ => None,
        }
    }
}

pub(super) fn no_http() -> Error {
    Error::new(ErrorKind::UnexpectedAnswer, "the answer is not HTTP/1.1")
}

pub(super) fn too_large() -> Error {
    Error::new(
        ErrorKind::AnswerTooLarge,
        format!(
            "the answer is longer than {LARGEST_ANSWER} bytes, or its headers than {LARGEST_HEADERS}"
        ),
    )
}
