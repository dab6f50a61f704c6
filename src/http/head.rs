//! The head of an answer, read as it comes: what is not needed is skipped, and nothing in it is a reason to
//! throw a body away. Smuggling is no concern on a connection that carries one answer.

/// The headers of an answer, in their order.
#[derive(Clone, Default)]
pub(crate) struct Headers(Vec<(String, Vec<u8>)>);

impl Headers {
    /// Names in lower case, and values without the blanks around them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
    }

    /// The first value of a name, where it is text.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        let mut headers = self.iter();
        let (_, value) = headers.find(|(known, _)| *known == name)?;
        std::str::from_utf8(value).ok()
    }

    /// How the body is coded, as far as the head says it.
    pub(super) fn coding(&self) -> String {
        self.all("content-encoding").collect::<Vec<_>>().join(",")
    }

    /// All values of a name, where they are text.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter()
            .filter(move |(known, _)| *known == name)
            .filter_map(|(_, value)| std::str::from_utf8(value).ok())
    }
}

/// Status and headers.
pub(super) struct Head {
    pub(super) status: u16,
    /// Of HTTP/1.1, where a connection stays open unless somebody says otherwise.
    pub(super) is_1_1: bool,
    pub(super) headers: Headers,
}

/// What the bytes so far are.
pub(super) enum Found {
    /// A head, and where the body begins.
    Head(Head, usize),
    /// A head that has not ended yet.
    Unended,
    /// Nothing that HTTP begins with.
    NoHttp,
}

/// Reads the head that `bytes` begin with; interim answers before it (RFC 9110 §15.2) are skipped.
pub(super) fn read(bytes: &[u8]) -> Found {
    let mut at = 0;
    loop {
        // RFC 9112 §2.2 lets blank lines be skipped before a request; servers have them before answers.
        let blank = bytes[at..].iter().take_while(|byte| b"\r\n".contains(byte));
        at += blank.count();
        let rest = &bytes[at..];
        if !may_begin_http(rest) {
            return Found::NoHttp;
        }
        let Some(length) = length_of(rest) else {
            return Found::Unended;
        };
        let Some(head) = parse(&rest[..length]) else {
            return Found::NoHttp;
        };
        at += length;
        if !(100..200).contains(&head.status) {
            return Found::Head(head, at);
        }
    }
}

fn may_begin_http(bytes: &[u8]) -> bool {
    let begins = b"HTTP/".iter().zip(bytes);
    begins
        .into_iter()
        .all(|(wanted, found)| wanted.eq_ignore_ascii_case(found))
}

/// Up to and with the first empty line, whatever its line ends; or up to a line that is none of a head, since
/// the empty one was forgotten.
fn length_of(bytes: &[u8]) -> Option<usize> {
    let mut line = 0;
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        if bytes[line..at].iter().all(|byte| *byte == b'\r') {
            return Some(at + 1);
        }
        line = at + 1;
        if matches!(bytes.get(line), Some(b'{' | b'[')) {
            return Some(line);
        }
    }
    None
}

fn parse(bytes: &[u8]) -> Option<Head> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let mut lines = lines.map(|line| line.trim_ascii_end());
    let first = lines.next()?;
    let status = status(first)?;
    let mut headers: Vec<(String, Vec<u8>)> = Vec::new();
    for line in lines {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            // Folded: RFC 9112 §5.2 says that a user agent must read it as a blank.
            if let Some((_, value)) = headers.last_mut() {
                value.push(b' ');
                value.extend(line.trim_ascii());
            }
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let name = line[..colon].trim_ascii();
        if let Some(name) = std::str::from_utf8(name).ok().filter(|name| is_name(name)) {
            let value = line[colon + 1..].trim_ascii().to_vec();
            headers.push((name.to_ascii_lowercase(), value));
        }
    }
    Some(Head {
        status,
        is_1_1: first.starts_with(b"HTTP/1.1 "),
        headers: Headers(headers),
    })
}

/// `HTTP/1.1 200 OK`, whatever the version and the reason.
fn status(line: &[u8]) -> Option<u16> {
    let mut words = line
        .split(|byte| byte.is_ascii_whitespace())
        .filter(|word| !word.is_empty());
    let _version = words.next()?;
    let digits = std::str::from_utf8(words.next()?).ok()?;
    let status = digits.parse().ok()?;
    (digits.len() == 3 && (100..1000).contains(&status)).then_some(status)
}

/// A token of RFC 9110 §5.6.2.
fn is_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(bytes: &[u8]) -> (u16, Vec<(String, String)>, usize) {
        let Found::Head(head, length) = read(bytes) else {
            panic!("no head: {:?}", String::from_utf8_lossy(bytes));
        };
        let shown = head.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value).into_owned();
            (name.to_owned(), value)
        });
        (head.status, shown.collect(), length)
    }

    #[test]
    fn every_head_that_the_world_writes_is_read() {
        let one = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        for (bytes, status, headers) in [
            (&b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"[..], 200, one("a", "b")),
            (b"HTTP/1.0 201\nA:b\n\n", 201, one("a", "b")),
            (b"HTTP/1.1 200 OK\r\r\nA: b\r\r\n\r\r\n", 200, one("a", "b")),
            (b"http/2  400  Bad\r\n\r\n", 400, vec![]),
            (b"\r\n\nHTTP/1.1 200 OK\r\n\r\n", 200, vec![]),
            (b"HTTP/1.1 200 OK\r\nA : b\r\n\r\n", 200, one("a", "b")),
            (
                b"HTTP/1.1 200 OK\r\nA: b\r\n  c: d\r\n\te\r\n\r\n",
                200,
                one("a", "b c: d e"),
            ),
            (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", 200, vec![]),
            (b"HTTP/1.1 200 OK\r\n : x\r\nb\xe9: y\r\n\r\n", 200, vec![]),
            (
                b"HTTP/1.1 200 OK\r\nA: \x01\xe9\r\n\r\n",
                200,
                one("a", "\u{1}\u{fffd}"),
            ),
            (
                b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nL: x\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n",
                200,
                one("a", "b"),
            ),
        ] {
            let found = head(&[bytes, b"body"].concat());
            assert_eq!(found, (status, headers, bytes.len()));
        }
    }

    #[test]
    fn where_the_empty_line_was_forgotten_the_body_begins_with_its_bracket() {
        let answer = b"HTTP/1.1 200 OK\r\nA: b\r\n{\"c\":1}";
        let (status, _, length) = head(answer);
        assert_eq!((status, &answer[length..]), (200, &b"{\"c\":1}"[..]));
    }

    #[test]
    fn a_head_that_has_not_ended_is_waited_for_and_what_is_none_is_told_at_once() {
        for unended in [
            &b""[..],
            b"\r\n",
            b"HTT",
            b"HTTP/1.1 200 OK\r\nA: b\r\n",
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 2",
        ] {
            assert!(matches!(read(unended), Found::Unended), "{unended:?}");
        }
        for none in [
            &b"SSH-2.0-x\r\n"[..],
            b"{\"access_token\":\"a\"}",
            b"HTTP/1.1 OK\r\n\r\n",
            b"HTTP/1.1 2000 OK\r\n\r\n",
        ] {
            assert!(matches!(read(none), Found::NoHttp), "{none:?}");
        }
    }
}
