//! Forms as `multipart/form-data` (RFC 7578): what `curl -F` sends, and PHP reads like any other form.

use std::collections::HashMap;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

/// The fields of a body; files are left out. A body that can't be read has none.
#[must_use]
pub fn fields(headers: &HeaderMap, body: &[u8]) -> HashMap<String, String> {
    let boundary = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| parameter(value, "boundary"));
    let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) else {
        return HashMap::new();
    };
    let between = format!("\r\n--{boundary}");
    // The first boundary has no line end before it.
    let body = [b"\r\n", body].concat();
    let mut parts = split(&body, between.as_bytes()).into_iter().skip(1);
    let mut fields = HashMap::new();
    // The last one is what follows the end.
    while let Some(part) = parts.next().filter(|part| !part.starts_with(b"--")) {
        fields.extend(field(part));
    }
    fields
}

/// Name and value of one part, which begins with the end of the boundary's line.
fn field(part: &[u8]) -> Option<(String, String)> {
    let end = position(part, b"\r\n\r\n")?;
    let (head, value) = (std::str::from_utf8(&part[..end]).ok()?, &part[end + 4..]);
    let disposition = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition")
            .then_some(value)
    })?;
    let is_file = parameter(disposition, "filename").is_some();
    let name = parameter(disposition, "name").filter(|_| !is_file)?;
    Some((name, String::from_utf8_lossy(value).into_owned()))
}

/// The parameter of a header's value, with its quotes taken off.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (own, text) = part.split_once('=')?;
        let is_it = own.trim().eq_ignore_ascii_case(name);
        is_it.then(|| text.trim().trim_matches('"').to_owned())
    })
}

fn split<'a>(bytes: &'a [u8], between: &[u8]) -> Vec<&'a [u8]> {
    let mut rest = bytes;
    let mut parts = Vec::new();
    while let Some(at) = position(rest, between) {
        parts.push(&rest[..at]);
        rest = &rest[at + between.len()..];
    }
    parts.push(rest);
    parts
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(media_type: &'static str, body: &str) -> HashMap<String, String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        fields(&headers, body.as_bytes())
    }

    const BODY: &str = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb&c\r\nd\r\n--x\r\n\
                        content-disposition: form-data; name=e\r\nContent-Type: text/plain\r\n\r\n\r\n--x\r\n\
                        Content-Disposition: form-data; name=\"f\"; filename=\"g\"\r\n\r\nh\r\n--x--\r\n";

    #[test]
    fn fields_are_read_and_files_are_not() {
        for media_type in [
            "multipart/form-data; boundary=x",
            "multipart/form-data; Boundary=\"x\"",
        ] {
            let mut read: Vec<_> = read(media_type, BODY).into_iter().collect();
            read.sort();
            let wanted = [("a", "b&c\r\nd"), ("e", "")];
            assert_eq!(
                read,
                wanted.map(|(name, value)| (name.to_owned(), value.to_owned()))
            );
        }
    }

    #[test]
    fn what_breaks_off_or_has_no_boundary_has_no_fields_of_its_own() {
        assert!(read("multipart/form-data", BODY).is_empty());
        assert!(read("multipart/form-data; boundary=", BODY).is_empty());
        assert!(read("multipart/form-data; boundary=y", BODY).is_empty());
        assert!(read("multipart/form-data; boundary=x", "--x\r\nContent-Disp").is_empty());
    }
}
