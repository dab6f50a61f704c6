//! What may stand in a request, so that it goes where it is meant to and nothing is smuggled into it.

pub(super) fn method(method: &str) -> Result<(), String> {
    let is_word =
        (1..=20).contains(&method.len()) && method.bytes().all(|b| b.is_ascii_uppercase());
    match method {
        "CONNECT" | "TRACE" => Err(format!("{method} is no method of an API")),
        _ if is_word => Ok(()),
        _ => Err(format!("{method:?} is no method, such as GET or POST")),
    }
}

/// Behind the base URL. No dots that go up: a base URL can have a path, and what stands beside that is not meant.
pub(super) fn path(path: &str) -> Result<(), String> {
    let problem = if path.contains("://") && !path.starts_with('/') {
        "is a whole URL; the base URL is set in the configuration, and only what stands behind it here"
    } else if !path.starts_with('/') {
        "does not begin with a slash"
    } else if path.starts_with("//") || path.starts_with("/\\") {
        "begins with two slashes, and would name another host"
    } else if path.contains('#') {
        "has a fragment, which is never sent"
    } else if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
        "has a blank, a control or a letter outside ASCII, which must be percent-encoded"
    } else if path.contains(['\\', '"', '<', '>', '^', '`', '{', '|', '}']) {
        "has a character that must be percent-encoded"
    } else if path
        .split('?')
        .next()
        .unwrap_or_default()
        .split('/')
        .any(is_dots)
    {
        "has a segment of dots"
    } else {
        return Ok(());
    };
    let shown: String = path.chars().take(100).collect();
    Err(format!("the path {shown:?} {problem}"))
}

fn is_dots(segment: &str) -> bool {
    matches!(
        segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
        "." | ".."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_behind_the_base_url_and_nowhere_else() {
        for good in [
            "/",
            "/api/customers",
            "/api/customers?page=2&id[]=1&url=https://h/../x",
            "/api/a..b/.hidden/%C3%BC;v=1",
        ] {
            assert_eq!(path(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "api/customers",
            "https://elsewhere/api",
            "//elsewhere/api",
            "/\\elsewhere",
            "@elsewhere/api",
            ".elsewhere/api",
            ":8443/api",
            "/api/../login",
            "/api/%2E%2e/login",
            "/./api",
            "/api/customers#top",
            "/api/a b",
            "/api\r\nHost: elsewhere",
            "/api/\u{fc}",
            "/api/\t",
            "/api/{id}",
        ] {
            assert!(path(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_method_is_a_word_in_capitals() {
        for good in ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] {
            assert_eq!(method(good), Ok(()));
        }
        for bad in ["", "get", "GET /", "GET\r\n", "CONNECT", "TRACE"] {
            assert!(method(bad).is_err(), "{bad:?}");
        }
    }
}
