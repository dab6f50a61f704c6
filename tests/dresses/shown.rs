//! Pairs that an answer only shows, and answers that are no success.

use omnifund::ErrorKind::{self, *};

use crate::reply::*;

/// A pair, and the server has not given it: none is taken.
pub const SHOWN: &[(&str, Dress, ErrorKind)] = &[
    (
        "a page",
        |b| ok(format!("<html><body><pre>{b}</pre></body></html>")).into(),
        UnreadableToken,
    ),
    (
        "a page without <html>",
        |b| ok(format!("<pre>{b}</pre>")).into(),
        UnreadableToken,
    ),
    (
        "a page behind a notice",
        |b| ok(format!("{NOTICE}<!DOCTYPE html>{b}")).into(),
        UnreadableToken,
    ),
    (
        "a script",
        |b| ok(format!("<script>\n{b}\n</script>")).into(),
        UnreadableToken,
    ),
    (
        "an attribute",
        |b| ok(format!("<p data-x='{b}'></p>")).into(),
        UnreadableToken,
    ),
    (
        "a comment",
        |b| ok(format!("<!-- {b} -->")).into(),
        UnreadableToken,
    ),
    (
        "a sentence",
        |b| ok(format!("the server said: {b}")).into(),
        UnreadableToken,
    ),
    (
        "a sentence before it",
        |b| ok(format!("the server said:\n\n{b}")).into(),
        UnreadableToken,
    ),
    (
        "a line of a log",
        |b| ok(format!("12:00 INFO answer {b}")).into(),
        UnreadableToken,
    ),
    (
        "quotes",
        |b| ok(format!("could not save '{b}'")).into(),
        UnreadableToken,
    ),
    (
        "a string",
        |b| ok(format!("{{\"message\":\"{}\"}}", b.replace('"', "\\\""))).into(),
        UnreadableToken,
    ),
    (
        "a field",
        |b| ok(format!("{{\"request\":{b}}}")).into(),
        UnreadableToken,
    ),
    (
        "a field beside an error",
        |b| ok(format!("{{\"error\":\"x\",\"data\":{b}}}")).into(),
        UnreadableToken,
    ),
    (
        "an error",
        |b| ok(with_field(b, b"\"error\":\"invalid_grant\"")).into(),
        UnreadableToken,
    ),
    (
        "a comment compressed",
        |b| ok(gzip(format!("<!-- {b} -->"))).into(),
        UnreadableToken,
    ),
    (
        "a form that nobody names",
        |b| ok(form(b)).into(),
        UnreadableToken,
    ),
    (
        "a form that is cut",
        |b| {
            let form = form(b);
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-www-form-urlencoded";
            without_length(
                &format!("{head}\r\nContent-Length: {}", form.len() + 1),
                form,
            )
            .into()
        },
        ConnectionLost,
    ),
    (
        "a redirect",
        |b| answer("HTTP/1.1 302 Found\r\nLocation: /", b).into(),
        UnexpectedRedirect,
    ),
    (
        "a 404",
        |b| answer("HTTP/1.1 404 Not Found", b).into(),
        NoTokenEndpoint,
    ),
    (
        "a 400",
        |b| answer("HTTP/1.1 400 Bad Request", b).into(),
        UnexpectedAnswer,
    ),
    (
        "a 500",
        |b| answer("HTTP/1.1 500 No", b).into(),
        ServerError,
    ),
    (
        "no head",
        |b| b.as_bytes().to_vec().into(),
        UnexpectedAnswer,
    ),
    (
        "no HTTP",
        |b| format!("220 ready\r\n{b}").into(),
        UnexpectedAnswer,
    ),
    (
        "cut in the object",
        |b| promised(b.len(), &b[..b.len() - 1]).into(),
        ConnectionLost,
    ),
    (
        "cut in the object without a length",
        |b| without_length(OK, &b[..b.len() - 1]).into(),
        UnreadableToken,
    ),
    (
        "cut in the compressed object",
        |b| {
            let packed = gzip(b);
            without_length(OK, &packed[..packed.len() / 2]).into()
        },
        UnreadableToken,
    ),
];
