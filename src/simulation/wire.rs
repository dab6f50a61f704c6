//! A request as the server reads it, and its answer in each dress.

/// What a form says under a name.
pub(super) fn field(request: &[u8], name: &str) -> Option<String> {
    let body = body_of(request)?;
    form_urlencoded::parse(body)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// Whether all of it has come.
pub(super) fn is_whole(request: &[u8]) -> bool {
    let Some(body) = body_of(request) else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..request.len() - body.len()]).to_lowercase();
    let length = head
        .split_once("content-length:")
        .and_then(|(_, rest)| rest.lines().next()?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn body_of(request: &[u8]) -> Option<&[u8]> {
    let at = request.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(&request[at + 4..])
}

/// A success, in one of the dresses that servers, frameworks and proxies put answers into.
pub(super) fn success(body: &str, dress: u8) -> Vec<u8> {
    let length = body.len();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
    match dress {
        1 => {
            format!("{head}\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n")
        }
        2 => format!("HTTP/1.0 200 OK\r\n\r\n{body}"),
        3 => format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", length + 2),
        4 => format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", length - 1),
        5 => format!(
            "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 201 Created\r\n\r\n{body}"
        ),
        6 => format!(
            "{head}\r\nContent-Length: {}\r\n\r\n\u{feff}{body}",
            length + 3
        ),
        7 => format!("HTTP/1.1 200 OK\ncontent-length: {length}\n\n{body}"),
        8 => format!("{head}\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n"),
        9 => format!("{head}\r\nContent-Length : {length}\r\n: x\r\n\r\n{body}"),
        _ => format!("{head}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\n\r\n{body}"),
    }
    .into_bytes()
}

pub(super) fn refusal(error: &str, description: &str) -> Vec<u8> {
    let body = format!(r#"{{"error":"{error}","error_description":"{description}"}}"#);
    let length = body.len();
    format!("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}

/// A page that says no more than its status.
pub(super) fn page(status: u16, more: &str) -> Vec<u8> {
    let body = "<html><body>A gateway, and no token.</body></html>";
    let length = body.len();
    format!(
        "HTTP/1.1 {status} So\r\nContent-Type: text/html\r\n{more}Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
