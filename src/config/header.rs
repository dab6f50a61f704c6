//! Which headers a program may set, so that nothing is smuggled into a request.

/// What is not the caller's to say.
const NOT_THE_CALLERS: [&str; 11] = [
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "upgrade",
    "expect",
];

pub(crate) fn name(name: &str) -> Result<(), String> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || name.len() > 200 || !name.bytes().all(is_part) {
        let shown: String = name.chars().take(100).collect();
        return Err(format!("{shown:?} is no header's name"));
    }
    if NOT_THE_CALLERS.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(format!("the header {name} is not the caller's to set"));
    }
    Ok(())
}

/// The value is never shown: it may be a secret.
pub(crate) fn value(name: &str, value: &str) -> Result<(), String> {
    if value.chars().any(|one| one.is_control() && one != '\t') {
        return Err(format!(
            "the header {name} has a control character in its value, such as a line break"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(header: &str, text: &str) -> Result<(), String> {
        name(header).and_then(|()| value(header, text))
    }

    #[test]
    fn a_header_is_one_line_and_not_the_connections_own() {
        for (name, value) in [
            ("X-Till", "7"),
            ("Accept", "a/b, c/d"),
            ("If-Match", "\"\u{fc}\""),
        ] {
            assert_eq!(header(name, value), Ok(()));
        }
        for (name, value) in [
            ("", "x"),
            ("X Till", "x"),
            ("X-Till:", "x"),
            ("X-Till\r\nHost", "x"),
            ("X-Till", "a\r\nHost: elsewhere"),
            ("X-Till", "a\nb"),
            ("X-Till", "a\0b"),
            ("aUTHORIZATION", "Bearer x"),
            ("Host", "elsewhere"),
            ("Content-Length", "0"),
            ("Transfer-Encoding", "chunked"),
        ] {
            let problem = header(name, value).unwrap_err();
            assert!(!problem.contains("elsewhere"), "{problem}");
        }
    }
}
