//! Where a body ends (RFC 9112 §6), and what it is without the frame around it.

use super::head::Head;

/// What bytes behind a head are, as far as they have come.
pub(super) struct Framed {
    pub(super) body: Vec<u8>,
    /// Nothing more was promised.
    pub(super) ended: bool,
}

/// Takes the frame off. `closed` says that no more will come.
pub(super) fn unframe(head: &Head, bytes: &[u8], closed: bool) -> Framed {
    // Then none is promised; but what comes all the same is looked at.
    let is_none = matches!(head.status, 204 | 304);
    if is_chunked(head) {
        if let Some(mut framed) = dechunk(bytes) {
            framed.ended |= is_none;
            return framed;
        }
        // It says chunked, and is not.
    }
    let ended = is_none || length(head).map_or(closed, |length| bytes.len() >= length);
    Framed {
        body: bytes.to_vec(),
        ended,
    }
}

pub(super) fn is_chunked(head: &Head) -> bool {
    let mut codings = head.headers.all("transfer-encoding");
    codings.any(|codings| codings.to_ascii_lowercase().contains("chunked"))
}

/// The length that is promised; lengths that contradict each other promise nothing.
pub(super) fn length(head: &Head) -> Option<usize> {
    let mut lengths = head
        .headers
        .all("content-length")
        .flat_map(|lengths| lengths.split(','))
        .map(|length| number(length.trim()));
    let first = lengths.next()??;
    lengths.all(|other| other == Some(first)).then_some(first)
}

/// Digits alone: what reads a sign elsewhere, as Rust does, does not agree with others about the length.
fn number(text: &str) -> Option<usize> {
    let all_digits = text.bytes().all(|one| one.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

/// `None` where the bytes do not begin with a chunk. Of a chunk that is cut its beginning counts.
fn dechunk(mut bytes: &[u8]) -> Option<Framed> {
    let mut framed = Framed {
        body: Vec::with_capacity(bytes.len()),
        ended: false,
    };
    let mut is_first = true;
    loop {
        let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
            let may_be_size = bytes.first().is_none_or(u8::is_ascii_hexdigit);
            return (!is_first || may_be_size).then_some(framed);
        };
        let (line, rest) = (bytes[..end].trim_ascii(), &bytes[end + 1..]);
        if line.is_empty() && !is_first {
            // Behind a chunk's bytes.
            bytes = rest;
            continue;
        }
        let Some(size) = chunk_size(line) else {
            // What no chunk begins with ends them. It may be the rest of one whose size counted characters.
            if !is_first {
                framed.body.extend(bytes);
            }
            framed.ended = true;
            return (!is_first).then_some(framed);
        };
        is_first = false;
        if size == 0 {
            framed.ended = true;
            return Some(framed);
        }
        let whole = rest.len() >= size;
        framed.body.extend(&rest[..size.min(rest.len())]);
        if !whole {
            return Some(framed);
        }
        bytes = &rest[size..];
    }
}

/// Hexadecimal, before an extension (RFC 9112 §7.1.1).
pub(super) fn chunk_size(line: &[u8]) -> Option<usize> {
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let digits = std::str::from_utf8(digits).ok()?;
    let all_digits = !digits.is_empty() && digits.bytes().all(|one| one.is_ascii_hexdigit());
    all_digits
        .then(|| usize::from_str_radix(digits, 16).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::head::{self, Found};
    use super::*;

    fn unframed(answer: &[u8], closed: bool) -> (Vec<u8>, bool) {
        let Found::Head(head, begins) = head::read(answer) else {
            panic!("no head");
        };
        let framed = unframe(&head, &answer[begins..], closed);
        (framed.body, framed.ended)
    }

    #[test]
    fn a_body_ends_where_its_frame_says_or_where_the_connection_does() {
        for (headers, bytes, closed, body, ended) in [
            ("Content-Length: 4\r\n", "body", false, "body", true),
            ("Content-Length: 5\r\n", "body", false, "body", false),
            ("Content-Length: 5\r\n", "body", true, "body", false),
            ("Content-Length: 4, 4\r\n", "body", false, "body", true),
            (
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "body",
                false,
                "body",
                false,
            ),
            ("Content-Length: many\r\n", "body", false, "body", false),
            ("Content-Length: +4\r\n", "body", false, "body", false),
            ("", "body", false, "body", false),
            ("", "body", true, "body", true),
            (
                "Transfer-Encoding: Chunked\r\nContent-Length: 99\r\n",
                "2\r\nbo\r\n2;x=y\r\ndy\r\n0\r\n\r\n",
                false,
                "body",
                true,
            ),
            (
                "Transfer-Encoding: chunked\r\n",
                "2 \nbo\n2\ndy\n",
                false,
                "body",
                false,
            ),
            (
                "Transfer-Encoding: chunked\r\n",
                "4\r\nbo",
                false,
                "bo",
                false,
            ),
            (
                "Transfer-Encoding: chunked\r\n",
                "{\n}\n",
                true,
                "{\n}\n",
                true,
            ),
            ("Transfer-Encoding: chunked\r\n", "{}", true, "{}", true),
            (
                "Transfer-Encoding: chunked\r\n",
                "4\r\nbody\r\nnonsense\r\n",
                false,
                "bodynonsense\r\n",
                true,
            ),
            (
                "Transfer-Encoding: chunked\r\n",
                "ffffffffffffffffff\r\nx",
                true,
                "ffffffffffffffffff\r\nx",
                true,
            ),
        ] {
            let answer = format!("HTTP/1.1 200 OK\r\n{headers}\r\n{bytes}");
            let found = unframed(answer.as_bytes(), closed);
            assert_eq!(found, (body.as_bytes().to_vec(), ended), "{answer}");
        }
    }

    #[test]
    fn what_has_no_body_by_its_status_ends_with_its_head() {
        let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
        assert_eq!(unframed(answer, false), (vec![], true));
        // And yet one can come, in whatever frame.
        let answer = b"HTTP/1.1 204 x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n";
        assert_eq!(unframed(answer, false), (b"body".to_vec(), true));
    }
}
