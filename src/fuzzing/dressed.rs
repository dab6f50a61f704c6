//! A pair in a dress that is made of an input's bytes: whatever servers, proxies and their mishaps put around it, it is
//! taken, and of what was cut it is taken whole or not at all.

use super::answers::{answer, is_sound, read};
use crate::secret::Secret;

/// Bytes that choose, one after the other; behind their end each choice is the first one.
struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[usize::from(self.byte()) % all.len()]
    }

    fn some(&mut self, most: usize) -> &'a [u8] {
        let length = usize::from(self.byte()) % (most + 1);
        let (some, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        some
    }
}

const STATUS_LINES: [&str; 8] = [
    "HTTP/1.1 200 OK",
    "HTTP/1.0 201",
    "http/2 299  fine",
    "HTTP/1.1 204 No Content",
    "\r\n\nHTTP/1.1 203 x",
    "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK",
    "HTTP/1.1 100 Continue\n\nHTTP/1.1 206 Partial Content",
    "HTTP/1.1  200  OK",
];
const LINES: [&str; 10] = [
    "Content-Type: application/json",
    "Content-Type : text/html; charset=utf-16",
    "garbage from a proxy",
    ": x",
    "X-Node: a\u{1}b",
    "Set-Cookie: a=b\r\n  c: d; path=/",
    "X\0Node: Z\u{fc}rich",
    "Retry-After: soon",
    "Content-Encoding: gzip",
    "Location: /elsewhere",
];
const BEFORE: [&str; 9] = [
    "",
    "<br />\n<b>Deprecated</b>:  x() in <b>/srv/y.php</b> on line <b>1</b><br />\n",
    ")]}',\n",
    "while(1);",
    "\n\r\n ",
    "<!-- { -->\n",
    "Warning: in line 7 of <module>\n",
    "{}\n",
    "\0\0",
];
const BEHIND: [&str; 7] = [
    "",
    "\n<!-- served -->",
    "\n0\r\n\r\n",
    "{\"a\":1}",
    "}",
    "\0\0\0",
    "\n<script>{",
];
const MORE_FIELDS: [&str; 10] = [
    "\"error\":null",
    "\"error\":\"\"",
    "\"ratio\":NaN",
    "\"x\":tru",
    "\"y\":\"\\x\"",
    "\"z\":[{\"access_token\":\"other\"},[\"]\"]]",
    "\"a\":{\"refresh_token\":\"other\"}",
    "\"access_token\":\"first\"",
    "\"expires_in\":\"3600.5\"",
    "\"line\":\"a\nb\"",
];
const WRAPPERS: [&str; 4] = ["data", "result", "response", "token"];

/// As a string of JSON, some of its letters by their numbers.
fn quoted(text: &str, numbered: bool) -> String {
    if !numbered {
        return serde_json::to_string(text).unwrap_or_default();
    }
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
    format!("\"{}\"", units.collect::<String>())
}

fn body(choices: &mut Choices<'_>, access: &str, refresh: &str) -> Vec<u8> {
    let before = choices.one_of(&BEFORE);
    let behind = choices.one_of(&BEHIND);
    let numbered = choices.byte() % 2 == 1;
    let mut fields: Vec<String> = (0..choices.byte() % 4)
        .map(|_| choices.one_of(&MORE_FIELDS).to_owned())
        .collect();
    let at = usize::from(choices.byte()) % (fields.len() + 1);
    let text = String::from_utf8_lossy(choices.some(16));
    fields.insert(at, format!("\"user\" : {}", quoted(&text, !numbered)));
    fields.push(format!("\"access_token\":{}", quoted(access, numbered)));
    let at = usize::from(choices.byte()) % (fields.len() + 1);
    fields.insert(
        at,
        format!("\"refresh_token\":{}", quoted(refresh, numbered)),
    );
    let mut object = format!(
        "{{{}}}",
        fields.join(choices.one_of(&[",", " ,\r\n", "\t, "]))
    );
    if choices.byte() % 4 == 3 {
        object = format!(
            "{{\"{}\":{object},\"status\":\"ok\"}}",
            choices.one_of(&WRAPPERS)
        );
    }
    let plain = format!("{object}{behind}");
    let text = format!("{before}{plain}");
    let utf16 = |mark: bool, bytes: fn(u16) -> [u8; 2]| {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{text}")
            .encode_utf16()
            .flat_map(bytes)
            .collect()
    };
    match choices.byte() % 6 {
        1 => format!("\u{feff}{text}").into_bytes(),
        2 => utf16(true, u16::to_le_bytes),
        3 => utf16(true, u16::to_be_bytes),
        4 if before.is_empty() => utf16(false, u16::to_le_bytes),
        5 => format!("{before}{}", quoted(&plain, false)).into_bytes(),
        _ => text.into_bytes(),
    }
}

/// As deflate with stored blocks.
fn packed(plain: &[u8], head: &[u8], end: &[u8]) -> Vec<u8> {
    let length = u16::try_from(plain.len()).unwrap_or(0);
    [
        head,
        &[1],
        &length.to_le_bytes(),
        &(!length).to_le_bytes(),
        plain,
        end,
    ]
    .concat()
}

fn coded(choices: &mut Choices<'_>, plain: Vec<u8>) -> Vec<u8> {
    let gzip = |plain: &[u8]| packed(plain, &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], &[0; 8]);
    match choices.byte() % 5 {
        1 => gzip(&plain),
        2 => packed(&plain, &[0x78, 0x9c], &[0; 4]),
        3 => gzip(&gzip(&plain)),
        4 => [
            gzip(&plain[..plain.len() / 2]),
            gzip(&plain[plain.len() / 2..]),
        ]
        .concat(),
        _ => plain,
    }
}

fn framed(choices: &mut Choices<'_>, head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let (line, body) = match choices.byte() % 7 {
        1 => (String::new(), body.to_vec()),
        2 => (format!("Content-Length: {}", length + 2), body.to_vec()),
        3 => ("Content-Length: 0".into(), body.to_vec()),
        4 => (
            format!("Content-Length: 7\r\nContent-Length: {length}"),
            body.to_vec(),
        ),
        5 => {
            let size = usize::from(choices.byte()) + 1;
            let end = choices.one_of(&[
                "0\r\n\r\n",
                "",
                "0\n",
                "0;x\r\nTrailer: y\r\n\r\n",
                "what\r\n",
            ]);
            let sizes = choices.one_of(&["", " ;a=b"]);
            let mut chunks = Vec::new();
            for chunk in body.chunks(size) {
                chunks.extend(format!("{:x}{sizes}\r\n", chunk.len()).into_bytes());
                chunks.extend([chunk, b"\r\n"].concat());
            }
            chunks.extend(end.as_bytes());
            ("Transfer-Encoding: chunked".into(), chunks)
        }
        _ => (format!("Content-Length: {length}"), body.to_vec()),
    };
    let ends = choices.one_of(&["\r\n", "\n", "\r\r\n"]);
    let line = if line.is_empty() {
        line
    } else {
        format!("\r\n{line}")
    };
    let head = format!("{head}{line}\r\n\r\n").replace("\r\n", ends);
    [head.as_bytes(), &body].concat()
}

/// Tokens that an input's bytes spell: what can stand in a header, and what can stand in a body.
fn tokens(choices: &mut Choices<'_>) -> (String, String) {
    let graphic = |byte: &u8| char::from(b'!' + byte % 94);
    let access: String = choices.some(24).iter().map(graphic).collect();
    let refresh = String::from_utf8_lossy(choices.some(24)).replace(char::is_control, " ");
    (format!("A{access}"), format!("R{refresh}"))
}

pub(super) fn pair(bytes: &[u8]) {
    let choices = &mut Choices(bytes);
    let (access, refresh) = tokens(choices);
    let mut head = choices.one_of(&STATUS_LINES).to_owned();
    for _ in 0..choices.byte() % 4 {
        head = format!("{head}\r\n{}", choices.one_of(&LINES));
    }
    let plain = body(choices, &access, &refresh);
    let coded = coded(choices, plain);
    let whole = framed(choices, &head, &coded);
    let by = choices.byte();
    let is_given = |bytes: &[u8]| {
        let token = read(&mut answer(bytes)?, by).ok()?;
        is_sound(&token);
        assert_eq!(token.access_token().expose(), access, "another one");
        let given = token.refresh_token().map(Secret::expose);
        assert_eq!(given, Some(refresh.as_str()), "not the whole pair");
        Some(())
    };
    assert!(
        is_given(&whole).is_some(),
        "{}",
        String::from_utf8_lossy(&whole)
    );
    let cut = usize::from(choices.byte()) * whole.len() / 256;
    let _ = is_given(&whole[..cut]);
}
