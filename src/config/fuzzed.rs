//! What is tried with any text in the place of settings and URLs.

use std::ffi::OsString;
use std::path::Path;

use super::proxy::{from_variables, is_exempt};
use super::{BaseUrl, Config, Proxy};

/// What no error and no `Debug` may show: seeds have it in the settings that are secrets.
const SECRET: &str = "s3cr3t";
/// The settings that are.
const SECRETS: [&str; 3] = [
    "OMNIFUND_CLIENT_SECRET",
    "OMNIFUND_STORE_KEY",
    "OMNIFUND_STORE_OLDER_KEY",
];

/// A file of settings is taken or told what is wrong with it, in a line, and without the secrets of it.
pub(crate) fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let is_secret = |line: &str| {
        let name = line.split('=').next().unwrap_or_default().trim();
        !line.contains(SECRET) || !line.contains('=') || SECRETS.contains(&name)
    };
    // No file is read: whose it is would decide.
    if text.contains("_FILE") {
        return;
    }
    let shown = match Config::of_lines(&text, Path::new("/nowhere/omnifund.conf")) {
        Ok(config) => format!("{config:?} {:?}", config.target()),
        Err(error) => {
            let told = error.to_string();
            assert!(told.contains("omnifund.conf"), "{told}");
            assert!(!told.contains(crate::is_deceptive), "{told:?}");
            format!("{told} {error:?}")
        }
    };
    assert!(
        !text.lines().all(is_secret) || !shown.contains(SECRET),
        "{shown}"
    );
}

/// A base URL that is taken is written in one way, leads where it says, and is no proxy's with a password.
pub(crate) fn url(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(base) = BaseUrl::parse(text) {
        let written = base.endpoint("");
        let again = BaseUrl::parse(&written).expect("what was written");
        assert_eq!(again, base, "{written}");
        assert!(again.has_same_origin(&base) && base.port() > 0);
        let uri: http::Uri = base.endpoint("/login?a=b").parse().expect("a URL");
        assert_eq!(
            uri.scheme_str(),
            Some(if base.is_https() { "https" } else { "http" })
        );
        let host = uri.host().expect("a host");
        assert!(
            host == base.host() && !host.bytes().any(|byte| byte.is_ascii_uppercase()),
            "{host}"
        );
        assert_eq!(uri.path(), format!("{}/login", base.path()));
        assert!(
            written
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'@'),
            "{written:?}"
        );
    }
    match Proxy::parse(text) {
        Ok(proxy) => {
            assert!(!proxy.shown.contains('@') && format!("{proxy:?}") == proxy.shown);
            let authority = proxy.uri.authority().expect("a host").as_str();
            assert_eq!(authority, proxy.shown);
        }
        Err(problem) => assert!(!problem.contains(SECRET), "{problem}"),
    }
}

/// A URL in the first line, a proxy's in the second, a list of exempt hosts behind them: the list exempts whom one of its
/// entries does, whatever their order, and one more never takes that back.
pub(crate) fn no_proxy(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(3, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let (url, proxy, list) = (part(), part(), part());
    let Ok(target) = BaseUrl::parse(url) else {
        return;
    };
    let parted = |one: char| one.is_whitespace() || matches!(one, ',' | ';');
    let entries: Vec<_> = list.split(parted).collect();
    let by_one = entries.iter().any(|entry| is_exempt(&target, entry));
    assert_eq!(is_exempt(&target, list), by_one, "{url} {list:?}");
    assert!(is_exempt(&target, &format!("{list},*")));
    // Its own name exempts each host that has one.
    let is_name = !target.host().contains(parted);
    assert!(
        !is_name || is_exempt(&target, target.host()),
        "{}",
        target.host()
    );
    let variable = |name: &str| match name {
        "https_proxy" | "http_proxy" => Some(OsString::from(proxy)),
        "no_proxy" => Some(OsString::from(list)),
        _ => None,
    };
    match from_variables(&target, variable) {
        Ok(Some(_)) => assert!(!by_one && !target.is_loopback()),
        Ok(None) => assert!(by_one || target.is_loopback() || proxy.trim().is_empty()),
        Err(error) => {
            let told = format!("{error} {error:?}");
            assert!(!told.contains(SECRET), "{told}");
        }
    }
}
