//! Name look-ups on the caller's thread.
//!
//! ureq's own resolver starts a thread for each look-up that has a timeout; a thread has no place
//! inside somebody's prefork till.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::{Duration, Instant};

use http::Uri;
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::clock;
use crate::platform::lock::Lock;

/// ureq's own limit for one name.
const MOST_ADDRESSES: usize = 16;
/// Names are those of configurations, so this is never reached but by a program that makes them up.
const MOST_NAMES: usize = 1000;
/// A look-up that takes longer than this is a name server in trouble.
const SLOW: Duration = Duration::from_secs(1);
/// So long it is spared, where addresses are known.
const SPARED: Duration = Duration::from_secs(60);

/// What is known of a name from before.
struct Known {
    addresses: Vec<SocketAddr>,
    /// The name server was in trouble: until then the addresses serve without asking it.
    spare_until: Option<Instant>,
}

static NAMES: Lock<BTreeMap<String, Known>> = Lock::new();

/// Asks the system's resolver, and waits for it. The addresses that a name had when it was last found
/// serve when that fails.
#[derive(Debug)]
pub(super) struct CallerResolver;

impl Resolver for CallerResolver {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let name = host_and_port(uri).ok_or(Error::HostNotFound)?;
        let found =
            find(&name, *timeout.after).map_err(|failure| Error::Other(Box::new(failure)))?;
        let mut addresses = self.empty();
        for address in found {
            addresses.push(address);
        }
        Ok(addresses)
    }
}

/// What a URI's name stands for, asked anew.
pub(super) fn addresses(uri: &Uri) -> crate::error::Result<Vec<SocketAddr>> {
    let name = host_and_port(uri).unwrap_or_default();
    look_up(&name).map_err(|failure| {
        crate::error::Error::new(
            crate::error::ErrorKind::NameNotResolved,
            failure.to_string(),
        )
    })
}

fn host_and_port(uri: &Uri) -> Option<String> {
    let port = match (uri.port_u16(), uri.scheme_str()) {
        (Some(port), _) => port,
        (None, Some("https")) => 443,
        (None, _) => 80,
    };
    Some(format!("{}:{port}", uri.host()?))
}

fn find(name: &str, time: Duration) -> Result<Vec<SocketAddr>, NotResolved> {
    let start = clock::monotonic();
    let spared = NAMES.lock().get(name).and_then(|known| {
        let spared = known.spare_until.is_some_and(|until| start < until);
        spared.then(|| known.addresses.clone())
    });
    if let Some(addresses) = spared {
        return Ok(addresses);
    }
    // Without the lock: it can take many seconds.
    let looked_up = look_up(name);
    let took = start.elapsed();
    let mut names = NAMES.lock();
    let known = names.get_mut(name);
    if let Some(known) = known.filter(|_| looked_up.is_err() || took > SLOW) {
        known.spare_until = Some(clock::monotonic() + SPARED);
    }
    let addresses = match looked_up {
        Ok(addresses) => {
            remember(&mut names, name, &addresses);
            addresses
        }
        Err(failure) => match names.get(name) {
            Some(known) => known.addresses.clone(),
            None => return Err(failure),
        },
    };
    if took >= time {
        // The next call has the addresses; this one has no time left to use them.
        return Err(NotResolved {
            name: name.to_owned(),
            why: format!("the name server took {} s", took.as_secs()),
        });
    }
    Ok(addresses)
}

fn remember(names: &mut BTreeMap<String, Known>, name: &str, addresses: &[SocketAddr]) {
    let addresses = addresses.to_vec();
    if let Some(known) = names.get_mut(name) {
        known.addresses = addresses;
    } else if names.len() < MOST_NAMES {
        let known = Known {
            addresses,
            spare_until: None,
        };
        names.insert(name.to_owned(), known);
    }
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
    Ok(addresses)
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

    const TIME: Duration = Duration::from_secs(60);

    #[test]
    fn a_name_that_was_found_before_serves_when_the_name_server_fails_and_spares_it() {
        let name = "once-known.invalid:443";
        let address = SocketAddr::from(([127, 0, 0, 1], 443));
        remember(&mut NAMES.lock(), name, &[address]);

        assert_eq!(find(name, TIME).unwrap(), [address]);
        assert!(NAMES.lock()[name].spare_until.is_some());
        assert_eq!(find(name, TIME).unwrap(), [address]);
    }

    #[test]
    fn a_name_that_was_never_found_is_not_found() {
        let problem = find("never-known.invalid:443", TIME).unwrap_err();
        assert!(problem.to_string().contains("never-known.invalid"));
    }

    #[test]
    fn a_look_up_that_takes_all_the_time_is_told_as_one() {
        let problem = find("127.0.0.1:443", Duration::ZERO).unwrap_err();
        assert!(problem.to_string().contains("the name server took"));
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
