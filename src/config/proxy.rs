//! Which proxy, if any, stands between here and OmniFund.

use std::fmt;

use http::Uri;

use super::BaseUrl;
use crate::error::{Error, Result};
use crate::secret::Secret;

/// What a config says of a proxy.
#[derive(Debug, Clone)]
pub(super) enum ProxyChoice {
    FromEnvironment,
    Off,
    Given(Proxy),
}

/// A proxy that is asked to CONNECT.
#[derive(Clone)]
pub(crate) struct Proxy {
    /// The whole URL: user name and password may stand in it.
    pub(crate) url: Secret,
    /// Host and port, for messages.
    pub(crate) shown: String,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Proxy {
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        let form = "it is no URL like http://[user:password@]host[:port]";
        // The usual variables often leave out the scheme.
        let url = if url.contains("://") {
            url.to_owned()
        } else {
            format!("http://{url}")
        };
        let uri: Uri = url.parse().map_err(|_| form)?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err("only http:// and https:// proxies are supported".into());
        }
        let authority = uri.authority().ok_or(form)?;
        let host = authority.host();
        if host.is_empty() {
            return Err(form.into());
        }
        let shown = match authority.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        Ok(Self {
            url: url.into(),
            shown,
        })
    }
}

impl ProxyChoice {
    pub(super) fn resolve(&self, target: &BaseUrl) -> Result<Option<Proxy>> {
        match self {
            Self::Off => Ok(None),
            Self::Given(proxy) => Ok(Some(proxy.clone())),
            Self::FromEnvironment => from_variables(target, |name| std::env::var(name).ok()),
        }
    }
}

/// As curl and Go read them: the lower-case name first, and loopback never by a proxy.
/// `HTTP_PROXY` is not read, since a CGI program finds a request's `Proxy:` header there.
fn from_variables(
    target: &BaseUrl,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>> {
    let first_set = |names: &[&'static str]| {
        names.iter().find_map(|name| {
            let value = variable(name)?;
            (!value.trim().is_empty()).then(|| (*name, value.trim().to_owned()))
        })
    };
    let by_scheme: &[&str] = if target.is_https() {
        &["https_proxy", "HTTPS_PROXY"]
    } else {
        &["http_proxy"]
    };
    let Some((name, url)) = first_set(by_scheme).or_else(|| first_set(&["all_proxy", "ALL_PROXY"]))
    else {
        return Ok(None);
    };
    let exempt = first_set(&["no_proxy", "NO_PROXY"]);
    if target.is_loopback() || exempt.is_some_and(|(_, list)| is_exempt(target, &list)) {
        return Ok(None);
    }
    let proxy = Proxy::parse(&url)
        .map_err(|why| Error::setting("proxy", format!("from the variable {name}: {why}")))?;
    Ok(Some(proxy))
}

/// Entries are host names, which stand for their subdomains too, with or without a port; `*` is
/// everything.
fn is_exempt(target: &BaseUrl, list: &str) -> bool {
    let with_port = format!("{}:{}", target.host(), target.port());
    list.split([',', ' ']).any(|entry| {
        let entry = entry.trim().to_ascii_lowercase();
        let name = entry.trim_start_matches('*').trim_start_matches('.');
        if name.is_empty() {
            return entry == "*";
        }
        [target.host(), with_port.as_str()].iter().any(|host| {
            host.strip_suffix(name)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(target: &str, variables: &[(&str, &str)]) -> Option<String> {
        let target = BaseUrl::parse(target).unwrap();
        let variable = |wanted: &str| {
            variables
                .iter()
                .find(|(name, _)| *name == wanted)
                .map(|(_, value)| value.to_string())
        };
        from_variables(&target, variable)
            .unwrap()
            .map(|proxy| proxy.shown)
    }

    #[test]
    fn the_usual_variables_choose_the_proxy() {
        let https = "https://api.example.com";
        let one = |variables: &[(&str, &str)]| chosen(https, variables);
        assert_eq!(one(&[]), None);
        assert_eq!(one(&[("HTTPS_PROXY", "p:3128")]).unwrap(), "p:3128");
        assert_eq!(
            one(&[
                ("HTTPS_PROXY", "http://big"),
                ("https_proxy", "http://small")
            ])
            .unwrap(),
            "small"
        );
        assert_eq!(one(&[("ALL_PROXY", "http://all:1")]).unwrap(), "all:1");
        assert_eq!(one(&[("https_proxy", " ")]), None);
    }

    #[test]
    fn a_requests_proxy_header_chooses_no_proxy() {
        assert_eq!(chosen("http://h", &[("HTTP_PROXY", "http://evil")]), None);
        assert_eq!(chosen("https://h", &[("HTTP_PROXY", "http://evil")]), None);
        assert!(chosen("http://h", &[("http_proxy", "http://good")]).is_some());
    }

    #[test]
    fn exempt_hosts_and_loopback_are_reached_directly() {
        for (target, list, direct) in [
            ("https://api.example.com", "example.com", true),
            ("https://api.example.com", ".example.com", true),
            ("https://api.example.com", "*.example.com", true),
            ("https://api.example.com", "other.com, example.com", true),
            ("https://api.example.com", "example.com:443", true),
            ("https://api.example.com", "example.com:8443", false),
            ("https://badexample.com", "example.com", false),
            ("https://api.example.com", "*", true),
            ("https://api.example.com", ",", false),
            ("https://127.0.0.1:8443", "nothing", true),
        ] {
            let variables = [("https_proxy", "http://p"), ("no_proxy", list)];
            assert_eq!(
                chosen(target, &variables).is_none(),
                direct,
                "{target} {list}"
            );
        }
    }

    #[test]
    fn a_proxys_password_is_not_shown() {
        let proxy = Proxy::parse("http://user:hunter2@proxy:3128").unwrap();
        assert_eq!(format!("{proxy:?}"), "proxy:3128");
        let refused = Proxy::parse("socks5://user:hunter2@proxy").unwrap_err();
        assert!(!refused.contains("hunter2"));
    }
}
