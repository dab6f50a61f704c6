//! Dresses in which a pair is taken.

use miniz_oxide::deflate::compress_to_vec;

use crate::reply::*;

/// Each is taken.
pub const TAKEN: &[(&str, Dress)] = &[
    ("plain", |b| ok(b).into()),
    ("201", |b| answer("HTTP/1.1 201 Created", b).into()),
    ("203", |b| {
        answer("HTTP/1.1 203 Non-Authoritative Information", b).into()
    }),
    ("206", |b| answer("HTTP/1.1 206 Partial Content", b).into()),
    ("299", |b| answer("HTTP/1.1 299 Fine", b).into()),
    ("204 with a body", |b| {
        answer("HTTP/1.1 204 No Content", b).into()
    }),
    ("204 in chunks", |b| {
        let head = "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked";
        without_length(head, chunks(b, "", "0\r\n\r\n")).into()
    }),
    // The status line.
    ("no reason", |b| answer("HTTP/1.1 200", b).into()),
    ("HTTP/1.0", |b| without_length("HTTP/1.0 200 OK", b).into()),
    ("lower case", |b| answer("http/1.1 200 ok", b).into()),
    ("an odd version", |b| answer("HTTP/1.2 200 OK", b).into()),
    ("a version of one digit", |b| answer("HTTP/2 200", b).into()),
    ("two spaces", |b| answer("HTTP/1.1  200  OK", b).into()),
    ("blank lines first", |b| {
        answer("\r\n\r\nHTTP/1.1 200 OK", b).into()
    }),
    ("103 first", |b| {
        answer(
            "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK",
            b,
        )
        .into()
    }),
    ("100 twice first", |b| {
        let first = "HTTP/1.1 100 Continue\r\n\r\n".repeat(2);
        answer(&format!("{first}HTTP/1.1 200 OK"), b).into()
    }),
    // Lines of the head.
    ("folded", |b| {
        with("Set-Cookie: a=b\r\n  c: d; path=/", b).into()
    }),
    ("a blank before the colon", |b| {
        with("Content-Type : text/plain", b).into()
    }),
    ("no colon", |b| with("garbage from a proxy", b).into()),
    ("no name", |b| with(": x", b).into()),
    ("a control byte", |b| with("X-Node: a\x01b", b).into()),
    ("a NUL in a name", |b| with("X\0Node: a", b).into()),
    ("letters in the head", |b| with("X-Node: Zürich", b).into()),
    ("Latin-1 in the head", |b| {
        let head = [
            OK.as_bytes(),
            b"\r\nX-N\xf6de: Z\xfcrich\r\n\r\n",
            b.as_bytes(),
        ]
        .concat();
        head.into()
    }),
    ("hundreds of headers", |b| {
        let many: Vec<_> = (0..900).map(|one| format!("X-{one}: {one}")).collect();
        with(&many.join("\r\n"), b).into()
    }),
    ("bare line feeds", |b| {
        String::from_utf8(ok(b))
            .unwrap()
            .replace("\r\n", "\n")
            .into()
    }),
    ("two carriage returns", |b| {
        String::from_utf8(ok(b))
            .unwrap()
            .replace("\r\n", "\r\r\n")
            .into()
    }),
    ("no blank line", |b| format!("{OK}\r\n{b}").into()),
    ("two heads", |b| ok([OK, "\r\n\r\n", b].concat()).into()),
    // Where it ends.
    ("no length", |b| without_length(OK, b).into()),
    ("no length, and open", |b| {
        Reply::from(without_length(OK, b)).then(Then::StayOpen)
    }),
    ("no length, and reset", |b| {
        Reply::from(without_length(OK, b)).then(Then::Reset)
    }),
    ("too long a length", |b| promised(b.len() + 2, b).into()),
    ("too long, and open", |b| {
        Reply::from(promised(b.len() + 2, b)).then(Then::StayOpen)
    }),
    ("too long, and reset", |b| {
        Reply::from(promised(b.len() + 2, b)).then(Then::Reset)
    }),
    ("too short a length", |b| promised(b.len() - 1, b).into()),
    ("too short, the rest later", |b| {
        let bytes = promised(b.len() - 1, b);
        let (first, rest) = bytes.split_at(bytes.len() - 1);
        let pieces = vec![first.to_vec(), rest.to_vec()];
        Reply {
            pieces,
            then: Then::StayOpen,
        }
    }),
    ("no length at all", |b| promised(0, b).into()),
    ("a length that is none", |b| {
        without_length(&format!("{OK}\r\nContent-Length: ?"), b).into()
    }),
    ("two lengths", |b| with("Content-Length: 7", b).into()),
    ("an endless length", |b| {
        with("Content-Length: 99999999999999999999999", b).into()
    }),
    ("chunks", |b| chunked(b, "", "0\r\n\r\n").into()),
    ("chunks and extensions", |b| {
        chunked(b, " ;a=\"b\"", "0;c\r\n\r\n").into()
    }),
    ("chunks and trailers", |b| {
        chunked(b, "", "0\r\nX: y\r\n\r\n").into()
    }),
    ("no last chunk", |b| chunked(b, "", "").into()),
    ("no last chunk, and open", |b| {
        Reply::from(chunked(b, "", "")).then(Then::StayOpen)
    }),
    ("no last chunk, and reset", |b| {
        Reply::from(chunked(b, "", "")).then(Then::Reset)
    }),
    ("a last chunk that is none", |b| {
        chunked(b, "", "what\r\n").into()
    }),
    ("chunks and a length", |b| {
        let head = format!("{OK}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked");
        without_length(&head, chunks(b, "", "0\r\n\r\n")).into()
    }),
    ("chunks that are none", |b| {
        with("Transfer-Encoding: chunked", b).into()
    }),
    ("chunks that nobody names", |b| {
        without_length(OK, chunks(b, "", "0\r\n\r\n")).into()
    }),
    ("a byte at a time", |b| pieces(&ok(b), 1)),
    ("chunks in pieces", |b| {
        pieces(&chunked(b, "", "0\r\n\r\n"), 7)
    }),
    // Compressed.
    ("gzip", |b| with("Content-Encoding: gzip", gzip(b)).into()),
    ("gzip that nobody names", |b| ok(gzip(b)).into()),
    ("gzip named in the wrong place", |b| {
        with("Transfer-Encoding: gzip", gzip(b)).into()
    }),
    ("gzip twice", |b| {
        with("Content-Encoding: gzip, gzip", gzip(gzip(b))).into()
    }),
    ("gzip of two members", |b| {
        let (one, two) = b.split_at(b.len() / 2);
        with("Content-Encoding: gzip", [gzip(one), gzip(two)].concat()).into()
    }),
    ("gzip in pieces", |b| {
        pieces(&with("Content-Encoding: gzip", gzip(b)), 50)
    }),
    ("gzip without its end", |b| {
        let packed = gzip(b);
        with("Content-Encoding: gzip", &packed[..packed.len() - 8]).into()
    }),
    ("gzip that is none", |b| {
        with("Content-Encoding: gzip", b).into()
    }),
    ("deflate with its head", |b| {
        with("Content-Encoding: deflate", zlib(b)).into()
    }),
    ("deflate that nobody names", |b| ok(zlib(b)).into()),
    ("deflate without its head", |b| {
        with(
            "Content-Encoding: deflate",
            compress_to_vec(b.as_bytes(), 9),
        )
        .into()
    }),
    ("deflate that is none", |b| {
        with("Content-Encoding: deflate", b).into()
    }),
    // Letters.
    ("a byte order mark", |b| ok(format!("\u{feff}{b}")).into()),
    ("UTF-16, little end first", |b| {
        ok(utf16(&format!("\u{feff}{b}"), u16::to_le_bytes)).into()
    }),
    ("UTF-16, big end first", |b| {
        ok(utf16(&format!("\u{feff}{b}"), u16::to_be_bytes)).into()
    }),
    ("UTF-16 without a mark", |b| {
        ok(utf16(b, u16::to_le_bytes)).into()
    }),
    ("NULs around it", |b| ok(format!("\0\0{b}\0\0\0")).into()),
    ("Latin-1 in a field", |b| {
        ok(with_field(b, b"\"user\":\"Jos\xe9\"")).into()
    }),
    ("a line break in a field", |b| {
        ok(with_field(b, b"\"user\":\"a\nb\"")).into()
    }),
    ("a field that is no JSON", |b| {
        ok(with_field(b, b"\"ratio\":NaN")).into()
    }),
    ("a comma too many", |b| ok(b.replace('}', ",}")).into()),
    ("an error that is none", |b| {
        ok(with_field(b, b"\"error\":null")).into()
    }),
    ("an empty error", |b| {
        ok(with_field(b, b"\"error\":\"\"")).into()
    }),
    ("escaped letters", |b| ok(b.replace('_', "\\u005f")).into()),
    // Around it.
    ("text/html", |b| {
        answer("HTTP/1.1 200 OK\r\nContent-Type: text/html", b).into()
    }),
    ("a notice", |b| ok([NOTICE, b].concat()).into()),
    ("two notices", |b| ok([NOTICE, NOTICE, b].concat()).into()),
    ("a notice in plain text", |b| {
        ok(["\nWarning: {closure}() in /x.php on line 1\n", b].concat()).into()
    }),
    ("a notice compressed", |b| {
        ok(gzip([NOTICE, b].concat())).into()
    }),
    ("a notice in chunks", |b| {
        chunked(&[NOTICE, b].concat(), "", "0\r\n\r\n").into()
    }),
    ("a comment before", |b| {
        ok(["<!-- node 3 -->\n", b].concat()).into()
    }),
    ("a comment behind", |b| {
        ok([b, "\n<!-- 0.2 s -->"].concat()).into()
    }),
    ("a page behind", |b| {
        ok([b, "<html><body>gateway</body></html>"].concat()).into()
    }),
    ("a notice behind", |b| ok([b, NOTICE].concat()).into()),
    ("another object behind", |b| {
        ok([b, "{\"took\":3}"].concat()).into()
    }),
    ("a list of one", |b| ok(format!("[{b}]")).into()),
    ("a string of JSON", |b| {
        ok(format!("\"{}\"", b.replace('"', "\\\""))).into()
    }),
    ("a guard", |b| ok([")]}',\n", b].concat()).into()),
    ("a loop as guard", |b| ok(["for(;;);", b].concat()).into()),
    ("JSONP", |b| ok(format!("callback({b});")).into()),
    ("an envelope", |b| {
        ok(format!("{{\"status\":\"success\",\"data\":{b}}}")).into()
    }),
    ("a form", |b| {
        answer(
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-www-form-urlencoded",
            form(b),
        )
        .into()
    }),
];
