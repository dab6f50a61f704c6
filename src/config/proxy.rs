//! Which proxy, if any, stands between here and OmniFund.

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

use http::Uri;

use super::BaseUrl;
use crate::error::{Error, Result};
use crate::platform::privilege;
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
    /// Without user name and password.
    pub(crate) uri: Uri,
    /// `user:password`, as the URL writes them.
    pub(crate) credentials: Option<Secret>,
    /// Host and port, for messages.
    pub(crate) shown: String,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Proxy {
    pub(crate) fn parse(url: &str) -> Result<Self, String> {
        let form = "it is no URL like http://[user:password@]host[:port]";
        // The usual variables often leave out the scheme.
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let scheme = scheme.to_ascii_lowercase();
        // With a path it is something else, such as `ftp//host` or the address of a PAC file.
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '?', '#', '\\']) {
            return Err(form.into());
        }
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err("only http:// and https:// proxies are supported".into());
        }
        let (credentials, shown) = match authority.rsplit_once('@') {
            Some(("", shown)) => (None, shown),
            Some((credentials, shown)) => (Some(Secret::from(credentials)), shown),
            None => (None, authority),
        };
        let uri: Uri = format!("{scheme}://{shown}").parse().map_err(|_| form)?;
        // Host and port as written: a port that is none would silently become another.
        let host = uri.host().unwrap_or_default();
        let port_is_right = shown.len() == host.len() || uri.port_u16().is_some_and(|p| p > 0);
        if host.is_empty() || !port_is_right {
            return Err(form.into());
        }
        let shown = shown.to_owned();
        Ok(Self {
            uri,
            credentials,
            shown,
        })
    }
}

impl ProxyChoice {
    pub(super) fn resolve(&self, target: &BaseUrl) -> Result<Option<Proxy>> {
        match self {
            Self::Off => Ok(None),
            Self::Given(proxy) => Ok(Some(proxy.clone())),
            Self::FromEnvironment => from_variables(target, privilege::variable),
        }
    }
}

/// The lower-case name first, as curl does; loopback never by a proxy, as Go does.
/// `HTTP_PROXY` is not read, since a CGI program finds a request's `Proxy:` header there.
pub(super) fn from_variables(
    target: &BaseUrl,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Option<Proxy>> {
    let first_set = |names: &[&'static str]| {
        names.iter().find_map(|name| {
            // What is no UTF-8 is no URL either, and refused as such.
            let value = variable(name)?.to_string_lossy().trim().to_owned();
            (!value.is_empty()).then_some((*name, value))
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

/// Entries are host names, which stand for their subdomains too, addresses, or networks such as
/// `10.0.0.0/8`; with or without a port, and with or without the dot that ends a name; `*` is everything.
/// Commas, semicolons and blanks of any kind part them.
pub(super) fn is_exempt(target: &BaseUrl, list: &str) -> bool {
    let host = target.host().trim_end_matches('.');
    let address: Option<IpAddr> = without_brackets(host).parse().ok();
    let parts = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    list.split(parts).any(|entry| {
        let entry = entry.to_ascii_lowercase();
        if let Some(network) = address.and_then(|address| contains(&entry, address)) {
            return network;
        }
        let port = format!(":{}", target.port());
        let entry = entry.strip_suffix(&port).unwrap_or(&entry);
        let entry = entry.trim_end_matches('.');
        if entry == "*" {
            return true;
        }
        if let Some(address) = address {
            return without_brackets(entry).parse() == Ok(address);
        }
        let name = entry.trim_start_matches('*').trim_start_matches('.');
        let before = host.strip_suffix(name);
        !name.is_empty() && before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

fn without_brackets(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether a network in CIDR notation contains an address; `None` where it is no such network.
fn contains(network: &str, address: IpAddr) -> Option<bool> {
    let (network, length) = network.split_once('/')?;
    let length: u32 = length.parse().ok()?;
    match (without_brackets(network).parse().ok()?, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) if length <= 32 => {
            let differing = u32::from(network) ^ u32::from(address);
            Some(differing.checked_shr(32 - length).unwrap_or(0) == 0)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) if length <= 128 => {
            let differing = u128::from(network) ^ u128::from(address);
            Some(differing.checked_shr(128 - length).unwrap_or(0) == 0)
        }
        _ => Some(false),
    }
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
                .map(|(_, value)| OsString::from(value))
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
            ("https://[2001:db8::1]", "2001:db8::1", true),
            ("https://[2001:db8::1]", "[2001:db8::1]:443", true),
            ("https://[2001:db8::1]", "2001:db8::/32", true),
            ("https://[2001:db9::1]", "2001:db8::/32", false),
            ("https://10.1.2.3", "10.0.0.0/8", true),
            ("https://10.1.2.3", "0.0.0.0/0", true),
            ("https://11.1.2.3", "10.0.0.0/8", false),
            ("https://10.1.2.3", "10.1.2.3:443", true),
            ("https://10.1.2.3", "2.3", false),
            ("https://[2001:db8::1]", "[2001:db8::]/32", true),
            ("https://api.example.com", "Example.COM.", true),
            ("https://api.example.com.", "example.com", true),
            ("https://API.example.com.", ".example.com.", true),
            ("https://api.example.com.", "api.example.com.:443", true),
            ("https://api.example.com", "other.com example.com", true),
            ("https://api.example.com", "other.com\texample.com", true),
            ("https://api.example.com", "other.com,\n  example.com", true),
            ("https://api.example.com", "other.com;example.com", true),
            ("https://api.example.com", ".", false),
            ("https://api.example.com", "..example.com..", true),
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
