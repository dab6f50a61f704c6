//! Whether a form came from a page of this server: browsers say so (Fetch Metadata; the Fetch standard's
//! `Origin`). A program that says nothing is no browser, and has no cookie of somebody else's.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Whether another site's page sent this request.
pub(super) fn is_other_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(ORIGIN.as_str()) else {
        return false;
    };
    let host = text(HOST.as_str()).unwrap_or("");
    origin.split_once("://").is_none_or(|(_, of)| of != host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_other(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, axum::http::HeaderValue::from_static(value));
        }
        is_other_site(&map)
    }

    #[test]
    fn a_browser_says_where_a_form_came_from() {
        let host = ("host", "127.0.0.1:8443");
        assert!(!is_other(&[host]));
        assert!(!is_other(&[host, ("origin", "https://127.0.0.1:8443")]));
        assert!(is_other(&[host, ("origin", "https://127.0.0.1:9000")]));
        assert!(is_other(&[host, ("origin", "null")]));
        assert!(!is_other(&[host, ("sec-fetch-site", "same-origin")]));
        for site in ["same-site", "cross-site", ""] {
            let own = ("origin", "https://127.0.0.1:8443");
            let headers = [host, own, ("sec-fetch-site", site)];
            assert!(is_other(&headers), "{site}");
        }
    }
}
