//! Where the body of an answer ends that comes in pieces (RFC 9112 §6), and which bytes are its own. Of a
//! connection that is kept the next answer begins there, so nothing is forgiven here.

use super::framing::{chunk_size, is_chunked, length};
use super::head::Head;

/// No chunk has a longer line before it, in bytes.
const LONGEST_LINE: usize = 4096;

/// Where in a body its reader is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// So many bytes are still to come.
    Exactly(u64),
    /// At the line before a chunk.
    BeforeChunk,
    /// Within a chunk.
    InChunk(u64),
    /// At the line end behind a chunk.
    BehindChunk,
    /// At the lines behind the last chunk.
    Trailers,
    UntilClosed,
}

/// What the bytes that have come begin with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// So many of the body's.
    Body(usize),
    /// So many that are not.
    Frame(usize),
    /// Too few to tell.
    Unended,
    /// Nothing that may stand there.
    Broken,
}

impl Frame {
    /// That of the answer to a request by `method`.
    pub(super) fn of(head: &Head, method: &str) -> Self {
        if method == "HEAD" || matches!(head.status, 204 | 304) {
            return Self::Exactly(0);
        }
        if is_chunked(head) {
            return Self::BeforeChunk;
        }
        length(head).map_or(Self::UntilClosed, |length| Self::Exactly(length as u64))
    }

    pub(super) fn has_ended(&self) -> bool {
        *self == Self::Exactly(0)
    }

    /// Whether the end of the connection is the body's.
    pub(super) fn ends_with_connection(&self) -> bool {
        *self == Self::UntilClosed
    }

    /// Goes past what `bytes` begin with.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Piece {
        match self {
            _ if bytes.is_empty() => return Piece::Unended,
            Self::UntilClosed => return Piece::Body(bytes.len()),
            Self::Exactly(left) | Self::InChunk(left) => {
                let own = usize::try_from(*left).map_or(bytes.len(), |left| left.min(bytes.len()));
                *left -= own as u64;
                if *self == Self::InChunk(0) {
                    *self = Self::BehindChunk;
                }
                return Piece::Body(own);
            }
            Self::BeforeChunk | Self::BehindChunk | Self::Trailers => {}
        }
        let line = &bytes[..bytes.len().min(LONGEST_LINE)];
        let Some(end) = line.iter().position(|byte| *byte == b'\n') else {
            return if bytes.len() > LONGEST_LINE {
                Piece::Broken
            } else {
                Piece::Unended
            };
        };
        let line = bytes[..end].trim_ascii();
        *self = match self {
            Self::BehindChunk if line.is_empty() => Self::BeforeChunk,
            Self::BehindChunk => return Piece::Broken,
            Self::Trailers if line.is_empty() => Self::Exactly(0),
            Self::Trailers => Self::Trailers,
            _ => match chunk_size(line) {
                Some(0) => Self::Trailers,
                Some(size) => Self::InChunk(size as u64),
                None => return Piece::Broken,
            },
        };
        Piece::Frame(end + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::head::{self, Found};
    use super::*;

    /// The body, and what is left behind it, of an answer that comes `step` bytes at a time.
    fn read(answer: &[u8], method: &str, step: usize) -> Option<(Vec<u8>, Vec<u8>)> {
        let Found::Head(head, begins) = head::read(answer) else {
            panic!("no head");
        };
        let mut frame = Frame::of(&head, method);
        let (mut body, mut come, mut at) = (Vec::new(), begins, begins);
        while !frame.has_ended() {
            match frame.next(&answer[at..come]) {
                Piece::Body(own) => {
                    body.extend(&answer[at..at + own]);
                    at += own;
                }
                Piece::Frame(others) => at += others,
                Piece::Unended if come < answer.len() => come = (come + step).min(answer.len()),
                Piece::Unended if frame.ends_with_connection() => break,
                Piece::Unended | Piece::Broken => return None,
            }
        }
        Some((body, answer[at..].to_vec()))
    }

    #[test]
    fn a_body_ends_where_its_frame_says_and_the_next_answer_begins_there() {
        for (headers, bytes, method, body) in [
            (
                "Content-Length: 4\r\n",
                "bodynext",
                "GET",
                Some(("body", "next")),
            ),
            ("Content-Length: 0\r\n", "next", "GET", Some(("", "next"))),
            ("Content-Length: 4\r\n", "next", "HEAD", Some(("", "next"))),
            ("", "all of it", "GET", Some(("all of it", ""))),
            (
                "Transfer-Encoding: chunked\r\n",
                "2\r\nbo\r\n2;x=y\r\ndy\r\n0\r\nTrailer: x\r\n\r\nnext",
                "GET",
                Some(("body", "next")),
            ),
            ("Content-Length: 5\r\n", "body", "GET", None),
            (
                "Transfer-Encoding: chunked\r\n",
                "4\r\nbodyx\r\n0\r\n\r\n",
                "GET",
                None,
            ),
            ("Transfer-Encoding: chunked\r\n", "{}", "GET", None),
            (
                "Transfer-Encoding: chunked\r\n",
                "4\r\nbody\r\n",
                "GET",
                None,
            ),
        ] {
            let answer = format!("HTTP/1.1 200 OK\r\n{headers}\r\n{bytes}");
            let body =
                body.map(|(body, next)| (body.as_bytes().to_vec(), next.as_bytes().to_vec()));
            for step in [1, 3, 1000] {
                assert_eq!(
                    read(answer.as_bytes(), method, step),
                    body,
                    "{answer} by {step}"
                );
            }
        }
    }

    #[test]
    fn a_line_before_a_chunk_that_does_not_end_is_not_read_for_ever() {
        let mut frame = Frame::BeforeChunk;
        assert_eq!(frame.next(&[b'1'; LONGEST_LINE + 1]), Piece::Broken);
        // Nor where its end has come in the same moment: how bytes arrive decides nothing.
        let line = [&b"1;"[..], &[b'x'; LONGEST_LINE], b"\r\n"].concat();
        assert_eq!(Frame::BeforeChunk.next(&line), Piece::Broken);
    }
}
