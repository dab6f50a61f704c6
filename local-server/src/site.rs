//! Which site a request is for, and which site's page sent it. A developer's browser shows other people's pages,
//! and each of them can send requests to this machine: what a browser says about them tells them apart (Fetch
//! Metadata; the Fetch standard's `Origin`). A program that says nothing is no browser.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Uri};

/// Whether a request names this machine as its host: a loopback address or `localhost`, with `port` where one is
/// wanted. A page whose own name was made to mean this machine (DNS rebinding) sends that name.
#[must_use]
pub fn is_for_this_machine(uri: &Uri, headers: &HeaderMap, port: Option<u16>) -> bool {
    let named = text(headers, HOST.as_str());
    let target = uri.authority().map(|authority| authority.as_str());
    // The name in the request line wins over the header, where there are both (RFC 9112 section 3.2.2).
    let mut names = [named, target].into_iter().flatten().peekable();
    names.peek().is_some() && names.all(|name| is_this_machine(name, port))
}

fn is_this_machine(authority: &str, port: Option<u16>) -> bool {
    let (host, named) = match authority.rsplit_once(':') {
        Some((host, digits)) if !digits.contains(']') => (host, digits.parse().ok()),
        _ => (authority, Some(80)),
    };
    let is_v6 = |host: &str| {
        let bare = host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        bare.and_then(|bare| bare.parse().ok())
            .is_some_and(|address: Ipv6Addr| address.is_loopback())
    };
    let is_v4 = |host: &str| {
        host.parse()
            .is_ok_and(|address: Ipv4Addr| address.is_loopback())
    };
    let is_host = host.eq_ignore_ascii_case("localhost") || is_v4(host) || is_v6(host);
    is_host && named.is_some() && port.is_none_or(|port| named == Some(port))
}

/// Whether another site's page sent this request.
#[must_use]
pub fn is_of_another(headers: &HeaderMap) -> bool {
    let site = text(headers, "sec-fetch-site");
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return true;
    }
    let host = text(headers, HOST.as_str()).unwrap_or_default();
    let of_host = |origin: &str| origin.split_once("://").is_some_and(|(_, of)| of == host);
    text(headers, ORIGIN.as_str()).is_some_and(|origin| !of_host(origin))
}

/// A header's value; one that is no text is as good as a foreign one.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = axum::http::HeaderName::from_static(name);
            (name, HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    #[test]
    fn only_loopback_names_are_this_machine() {
        let path = Uri::from_static("/faults");
        for (host, name, port) in [
            ("127.0.0.1:9000", true, true),
            ("127.8.7.6:9000", true, true),
            ("localhost:9000", true, true),
            ("LocalHost:9000", true, true),
            ("[::1]:9000", true, true),
            ("localhost", true, false),
            ("localhost:9001", true, false),
            ("[::1]", true, false),
            ("127.0.0.1:9000.evil.example", false, false),
            ("127.0.0.1.evil.example:9000", false, false),
            ("evil.example:9000", false, false),
            ("user@127.0.0.1:9000", false, false),
            ("127.1:9000", false, false),
            ("localhost.:9000", false, false),
            ("192.0.2.1:9000", false, false),
            ("[2001:db8::1]:9000", false, false),
            ("", false, false),
        ] {
            let headers = headers(&[("host", host)]);
            assert_eq!(is_for_this_machine(&path, &headers, None), name, "{host}");
            let own = is_for_this_machine(&path, &headers, Some(9000));
            assert_eq!(own, port, "{host}");
        }
        assert!(!is_for_this_machine(&path, &HeaderMap::new(), None));
    }

    #[test]
    fn a_name_in_the_request_line_counts_too() {
        let own = headers(&[("host", "localhost:9000")]);
        let evil = Uri::from_static("http://evil.example:9000/faults");
        assert!(!is_for_this_machine(&evil, &own, None));
    }

    #[test]
    fn a_browser_says_where_a_form_came_from() {
        let is_other = |pairs: &[_]| is_of_another(&headers(pairs));
        let host = ("host", "127.0.0.1:8443");
        let own = ("origin", "https://127.0.0.1:8443");
        let same = ("sec-fetch-site", "same-origin");
        assert!(!is_other(&[host]));
        assert!(!is_other(&[host, own]));
        assert!(!is_other(&[host, own, same]));
        assert!(is_other(&[host, ("origin", "https://127.0.0.1:9000")]));
        assert!(is_other(&[host, ("origin", "https://evil.example"), same]));
        assert!(is_other(&[host, ("origin", "null")]));
        for site in ["same-site", "cross-site", ""] {
            assert!(is_other(&[host, own, ("sec-fetch-site", site)]), "{site}");
        }
    }
}
