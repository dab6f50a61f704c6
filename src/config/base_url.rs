//! The base URL: scheme, host, port and a path that the endpoints are put behind.

use std::net::Ipv6Addr;

use http::Uri;

/// A checked base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    https: bool,
    /// Host, and the port where it is not the scheme's own: two ways to write one OmniFund must not be two
    /// sessions of one user.
    authority: String,
    host: String,
    port: u16,
    /// Empty, or a path that begins with a slash and does not end with one.
    path: String,
}

impl BaseUrl {
    pub(crate) fn parse(url: &str) -> Result<Self, String> {
        if url.contains('@') {
            return Err("no user name or password may stand in it".into());
        }
        if url.contains(['?', '#']) {
            return Err("no query and no fragment may stand in it".into());
        }
        let wanted = || format!("{url:?} is no URL like https://host[:port][/path]");
        // In a path `http` takes any bytes outside ASCII, which would be sent as they are.
        if !url.is_ascii() {
            return Err(wanted());
        }
        let uri: Uri = url.parse().map_err(|_| wanted())?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wanted()),
        };
        let authority = uri.authority().ok_or_else(wanted)?;
        let host = authority.host().to_ascii_lowercase();
        let port_is_written = authority.as_str().len() > host.len();
        // A root's dot, and the many ways to write an address.
        let host = host.trim_end_matches('.');
        let address = host.trim_start_matches('[').trim_end_matches(']');
        let host = match address.parse::<Ipv6Addr>() {
            Ok(address) => format!("[{address}]"),
            Err(_) if is_name(host) => host.to_owned(),
            Err(_) => return Err(wanted()),
        };
        let usual = if https { 443 } else { 80 };
        let port = match authority.port_u16() {
            Some(port) if port > 0 => port,
            None if !port_is_written => usual,
            _ => return Err(format!("{url:?} has no port between 1 and 65535")),
        };
        Ok(Self {
            https,
            authority: match port {
                port if port == usual => host.clone(),
                port => format!("{host}:{port}"),
            },
            host,
            port,
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    pub(crate) fn is_https(&self) -> bool {
        self.https
    }

    /// In lower case; an IPv6 address in brackets.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Empty, or one that begins with a slash and does not end with one.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn has_same_origin(&self, other: &Self) -> bool {
        self.https == other.https && self.authority == other.authority
    }

    /// By name or address only: nothing is looked up.
    pub(crate) fn is_loopback(&self) -> bool {
        if self.host == "localhost" {
            return true;
        }
        let address = self.host.trim_start_matches('[').trim_end_matches(']');
        address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
    }

    /// The URL of an endpoint; `path` begins with a slash.
    pub(crate) fn endpoint(&self, path: &str) -> String {
        let scheme = if self.https { "https" } else { "http" };
        format!("{scheme}://{}{}{path}", self.authority, self.path)
    }
}

/// What a name server knows, or an address of version 4. `http` takes more, such as a bracket in the midst.
fn is_name(host: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    !host.is_empty() && host.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_stand_behind_the_base_urls_path() {
        for (base, endpoint) in [
            ("https://host", "https://host/login"),
            ("https://host/", "https://host/login"),
            ("https://host:8443/a/b/", "https://host:8443/a/b/login"),
            ("http://[::1]:80", "http://[::1]/login"),
        ] {
            assert_eq!(BaseUrl::parse(base).unwrap().endpoint("/login"), endpoint);
        }
    }

    #[test]
    fn one_omnifund_is_one_however_it_is_written() {
        for (url, one) in [
            ("https://LOCALHOST:443/", "https://localhost"),
            ("HTTPS://Api.Example.COM./a/", "https://api.example.com/a"),
            ("http://h:80", "http://h"),
            ("https://h../a", "https://h/a"),
            ("http://h:443", "http://h:443"),
            ("https://[2001:DB8:0::1]:443", "https://[2001:db8::1]"),
        ] {
            assert_eq!(BaseUrl::parse(url).unwrap().endpoint(""), one);
        }
    }

    #[test]
    fn what_is_no_base_url_is_refused() {
        for url in [
            "",
            "host",
            "/path",
            "ftp://host",
            "https://",
            "https:///path",
            "https://host?query",
            "https://host/#fragment",
            "https://host:0",
            "https://host:65536",
            "https://host:port",
            "https://ho st",
            "https://hôte",
            "https://host\r\nX: y",
            "https://host/ü",
            "https://..",
            "https://h=[2:0::1]:443",
            "https://[h]",
            "https://*$",
        ] {
            assert!(BaseUrl::parse(url).is_err(), "{url:?} was taken");
        }
    }

    #[test]
    fn a_password_in_the_url_is_refused_and_not_repeated() {
        let problem = BaseUrl::parse("https://user:hunter2@host").unwrap_err();
        assert!(!problem.contains("hunter2"));
    }

    #[test]
    fn loopback_is_known_by_name_and_by_address() {
        for (url, loopback) in [
            ("http://localhost:80", true),
            ("http://127.3.2.1", true),
            ("http://[::1]:1", true),
            ("http://api.localhost", false),
            ("http://127.0.0.1.example.com", false),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(
                BaseUrl::parse(url).unwrap().is_loopback(),
                loopback,
                "{url}"
            );
        }
    }
}
