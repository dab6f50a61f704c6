//! Name look-ups on the caller's thread.
//!
//! ureq's own resolver starts a thread for each look-up that has a timeout; a thread has no place
//! inside somebody's prefork till.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Mutex;

use http::Uri;
use once_cell::sync::Lazy;
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// ureq's own limit for one name.
const MOST_ADDRESSES: usize = 16;
/// Names are those of configurations, so this is never reached but by a program that makes them up.
const MOST_NAMES: usize = 1000;

/// The addresses that a name had when it was last found. They serve when the name server fails.
static LAST_GOOD: Lazy<Mutex<BTreeMap<String, Vec<SocketAddr>>>> = Lazy::new(Mutex::default);

/// Asks the system's resolver, and waits for it.
#[derive(Debug)]
pub(super) struct CallerResolver;

impl Resolver for CallerResolver {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let name = host_and_port(uri).ok_or(Error::HostNotFound)?;
        let found = look_up(&name).or_else(|failure| last_good(&name).ok_or(failure));
        let mut addresses = self.empty();
        for address in found.map_err(|failure| Error::Other(Box::new(failure)))? {
            addresses.push(address);
        }
        Ok(addresses)
    }
}

fn host_and_port(uri: &Uri) -> Option<String> {
    let port = match (uri.port_u16(), uri.scheme_str()) {
        (Some(port), _) => port,
        (None, Some("https")) => 443,
        (None, _) => 80,
    };
    Some(format!("{}:{port}", uri.host()?))
}

fn look_up(name: &str) -> Result<Vec<SocketAddr>, NotResolved> {
    let not_resolved = |why: String| NotResolved {
        name: name.to_owned(),
        why,
    };
    let addresses: Vec<_> = name
        .to_socket_addrs()
        .map_err(|error| not_resolved(error.to_string()))?
        .take(MOST_ADDRESSES)
        .collect();
    if addresses.is_empty() {
        return Err(not_resolved("no address".into()));
    }
    if let Ok(mut known) = LAST_GOOD.lock() {
        if known.len() < MOST_NAMES || known.contains_key(name) {
            known.insert(name.to_owned(), addresses.clone());
        }
    }
    Ok(addresses)
}

fn last_good(name: &str) -> Option<Vec<SocketAddr>> {
    LAST_GOOD.lock().ok()?.get(name).cloned()
}

/// No address was found.
#[derive(Debug)]
pub(super) struct NotResolved {
    name: String,
    why: String,
}

impl fmt::Display for NotResolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not found: {}", self.name, self.why)
    }
}

impl std::error::Error for NotResolved {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_found_before_serves_when_the_name_server_fails() {
        let name = "once-known.invalid:443";
        let address = SocketAddr::from(([127, 0, 0, 1], 443));
        LAST_GOOD.lock().unwrap().insert(name.into(), vec![address]);

        let uri = Uri::from_static("https://once-known.invalid");
        let found = CallerResolver
            .resolve(&uri, &Config::default(), NextTimeout::default())
            .unwrap();
        assert_eq!(&found[..], [address]);
    }

    #[test]
    fn the_port_follows_from_the_scheme() {
        for (uri, name) in [
            ("https://h", "h:443"),
            ("http://h", "h:80"),
            ("https://[::1]:8443/login", "[::1]:8443"),
        ] {
            assert_eq!(host_and_port(&uri.parse().unwrap()).unwrap(), name);
        }
    }
}
