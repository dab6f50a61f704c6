//! Redirect URIs (RFC 6749 §3.1.2): where a user goes with an authorization code. An OAuth client has
//! those that it may use, and a request names one of them to the letter.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::http::Uri;

/// The longest one, in bytes.
const LONGEST: usize = 2000;

/// A URI that a user may be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUri(String);

impl RedirectUri {
    /// As it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// With these parameters behind its own query.
    #[must_use]
    pub fn with(&self, parameters: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters)
            .finish();
        let between = if self.0.contains('?') { '&' } else { '?' };
        format!("{}{between}{query}", self.0)
    }

    /// What a content security policy calls the place: its origin, or an application's own scheme.
    #[must_use]
    pub fn source(&self) -> String {
        let (scheme, rest) = self.0.split_once(':').unwrap_or((&self.0, ""));
        match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find(['/', '?']).unwrap_or(rest.len());
                // It would end there, and another directive begin.
                let host = rest[..end].replace([';', ','], "");
                format!("{scheme}://{host}")
            }
            None => format!("{scheme}:"),
        }
    }

    /// Those in a text, separated by blanks or line ends.
    ///
    /// # Errors
    /// Where one is none, with the reason.
    pub fn list(text: &str) -> Result<Vec<Self>, String> {
        text.split_ascii_whitespace().map(str::parse).collect()
    }

    /// The text of them, separated by blanks, which no URI has in it.
    #[must_use]
    pub fn joined(list: &[Self]) -> String {
        let texts: Vec<&str> = list.iter().map(Self::as_str).collect();
        texts.join(" ")
    }
}

impl fmt::Display for RedirectUri {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for RedirectUri {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = |why: &str| Err(format!("{:.100?} is no redirect URI: {why}", text));
        if text.is_empty() || text.len() > LONGEST {
            return refuse("it is empty or longer than 2000 bytes");
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse("it has a blank or a character in it that a URI writes with %");
        }
        if text.contains(|character| "\"<>\\^`{|}".contains(character)) || has_a_broken_escape(text)
        {
            return refuse(
                "it has a character in it that a URI writes with %, or a % that writes none",
            );
        }
        if text.contains('*') {
            return refuse(
                "it is compared to the letter, so that * stands for nothing; write each one out",
            );
        }
        if text.contains('#') {
            return refuse("it has a fragment (RFC 6749 section 3.1.2)");
        }
        let Some((scheme, _)) = text.split_once(':') else {
            return refuse("it has to be absolute, such as https://pos.example.com/callback");
        };
        match scheme.to_ascii_lowercase().as_str() {
            web @ ("http" | "https") => {
                let Ok(uri) = text.parse::<Uri>() else {
                    return refuse("it can't be read");
                };
                if uri
                    .authority()
                    .is_none_or(|authority| authority.as_str().contains('@'))
                {
                    return refuse("it needs a host, and may not have a user name");
                }
                let has_port = uri.authority().is_some_and(|authority| {
                    let host = authority.host();
                    authority.as_str().len() > host.len()
                });
                if has_port && uri.port_u16().is_none_or(|port| port == 0) {
                    return refuse("its port is to be from 1 to 65535");
                }
                if web == "http" && !uri.host().is_some_and(is_loopback) {
                    return refuse(
                        "it has to be https, but for a program on the user's own machine",
                    );
                }
            }
            // An application's own scheme (RFC 8252 §7.1) is a domain name turned round: neither
            // "javascript" nor "data" is one.
            own if own.contains('.') => {}
            _ => {
                return refuse("its scheme is neither https nor an application's, com.example.app");
            }
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether a `%` is not followed by two hex digits (RFC 3986 §2.1).
fn has_a_broken_escape(text: &str) -> bool {
    let after_each = text.split('%').skip(1);
    let is_escape = |rest: &str| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    !after_each.into_iter().all(is_escape)
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_browser_is_sent_to_https_its_own_machine_or_an_application() {
        for good in [
            "https://pos.example.com/callback?till=1",
            "http://127.0.0.1:8400/callback",
            "http://[::1]:8400/",
            "http://localhost/callback",
            "com.example.app:/callback",
            "https://pos.example.com:65535/a%20b",
        ] {
            assert_eq!(good.parse::<RedirectUri>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "/callback",
            "//pos.example.com",
            "http://pos.example.com/callback",
            "https://",
            "https://user@pos.example.com/",
            "https://pos.example.com/#fragment",
            "https://pos.example.com/a b",
            "https://pos.example.com/\r\nX: y",
            "javascript:alert(1)",
            "data:text/html,x",
            "http://127.0.0.1.example.com/",
            "https://*.example.com/callback",
            "https://pos.example.com/*",
            "com.example.app:/*",
            "https://pos.example.com:99999/callback",
            "http://localhost:65536/callback",
            "http://127.0.0.1:0/callback",
            "https://pos.example.com:/callback",
            "https://pos.example.com/%zz",
            "https://pos.example.com/%4",
            "https://pos.example.com\\@evil.example/",
        ] {
            assert!(bad.parse::<RedirectUri>().is_err(), "{bad:?}");
        }
        assert!(
            format!("https://h/{}", "a".repeat(LONGEST))
                .parse::<RedirectUri>()
                .is_err()
        );
    }

    #[test]
    fn a_policy_names_its_origin_or_scheme() {
        for (uri, source) in [
            (
                "https://pos.example.com:8443/c?x",
                "https://pos.example.com:8443",
            ),
            ("https://pos.example.com?x", "https://pos.example.com"),
            ("com.example.app:/c", "com.example.app:"),
        ] {
            assert_eq!(uri.parse::<RedirectUri>().unwrap().source(), source);
        }
    }

    #[test]
    fn parameters_are_added_to_its_own() {
        let plain: RedirectUri = "https://h/c".parse().unwrap();
        let own: RedirectUri = "https://h/c?till=1".parse().unwrap();
        let parameters = [("code", "a b"), ("state", "&x=")];
        assert_eq!(
            plain.with(&parameters),
            "https://h/c?code=a+b&state=%26x%3D"
        );
        assert_eq!(
            own.with(&parameters),
            "https://h/c?till=1&code=a+b&state=%26x%3D"
        );
    }
}
