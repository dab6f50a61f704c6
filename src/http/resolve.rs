//! Name look-ups on the caller's thread.
//!
//! A thread for each look-up, which is how others give it a timeout, has no place inside somebody's prefork
//! till.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::{Duration, Instant};

use http::Uri;

use super::race;
use crate::clock;
use crate::platform::lock::Lock;

/// More are of no use to anybody.
const MOST_ADDRESSES: usize = 16;
/// Names are those of configurations, so this is never reached but by a program that makes them up.
const MOST_NAMES: usize = 1000;
/// A look-up that takes longer than this is a name server in trouble.
const SLOW: Duration = Duration::from_secs(1);
/// So long it is spared, where addresses are known.
const SPARED: Duration = Duration::from_secs(60);

/// So many milliseconds addresses serve that can't be looked up anew: after that others may have them.
const SERVE: i64 = 24 * 3600 * 1000;

/// What is known of a name from before.
struct Known {
    addresses: Vec<SocketAddr>,
    /// In milliseconds since the machine's start.
    found: i64,
    /// The one by which there was a connection last, and the one by which there was none.
    works: Option<SocketAddr>,
    fails: Option<SocketAddr>,
    /// The name server was in trouble: until then the addresses serve without asking it.
    spare_until: Option<Instant>,
}

static NAMES: Lock<BTreeMap<String, Known>> = Lock::new();

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

/// `host:port`, with the scheme's port where none is written.
pub(super) fn host_and_port(uri: &Uri) -> Option<String> {
    let port = match (uri.port_u16(), uri.scheme_str()) {
        (Some(port), _) => port,
        (None, Some("https")) => 443,
        (None, _) => 80,
    };
    Some(format!("{}:{port}", uri.host()?))
}

/// What a URI's name stands for, in the order in which it is to be connected to: first what worked last.
/// Asks the system's resolver, and waits for it. The addresses that a name had when it was last found serve
/// for a day when that fails.
pub(super) fn find(uri: &Uri, end: Instant) -> Result<Vec<SocketAddr>, NotResolved> {
    find_by(&host_and_port(uri).unwrap_or_default(), end, look_up)
}

fn find_by(
    name: &str,
    end: Instant,
    look_up: impl FnOnce(&str) -> Result<Vec<SocketAddr>, NotResolved>,
) -> Result<Vec<SocketAddr>, NotResolved> {
    let start = clock::monotonic();
    let spared = NAMES.lock().get(name).and_then(|known| {
        let spared = known.spare_until.is_some_and(|until| start < until);
        (spared && known.serves()).then(|| known.in_order())
    });
    if let Some(addresses) = spared {
        return Ok(addresses);
    }
    // Without the lock: it can take many seconds.
    let looked_up = look_up(name);
    let now = clock::monotonic();
    let took = now.saturating_duration_since(start);
    let mut names = NAMES.lock();
    let known = names.get_mut(name);
    if let Some(known) = known.filter(|_| looked_up.is_err() || took > SLOW) {
        known.spare_until = Some(now + SPARED);
    }
    let addresses = match looked_up {
        Ok(addresses) => {
            keep(&mut names, name, &addresses);
            names.get(name).map_or(addresses, Known::in_order)
        }
        Err(failure) => match names.get(name).filter(|known| known.serves()) {
            Some(known) => known.in_order(),
            None => return Err(failure),
        },
    };
    if now >= end {
        // The next call has the addresses; this one has no time left to use them.
        return Err(NotResolved {
            name: name.to_owned(),
            why: format!(
                "the name server took {} ms, and no time was left",
                took.as_millis()
            ),
        });
    }
    Ok(addresses)
}

impl Known {
    fn serves(&self) -> bool {
        clock::boot_milliseconds() - self.found < SERVE
    }

    fn in_order(&self) -> Vec<SocketAddr> {
        let mut addresses = race::interleaved(&self.addresses);
        // What is neither stays where it is.
        let has = |one: &SocketAddr| addresses.contains(one);
        let (works, fails) = (self.works.filter(has), self.fails.filter(has));
        addresses.retain(|one| Some(*one) != works && Some(*one) != fails);
        addresses.splice(0..0, works);
        addresses.extend(fails.filter(|_| fails != works));
        addresses
    }
}

fn keep(names: &mut BTreeMap<String, Known>, name: &str, addresses: &[SocketAddr]) {
    let found = clock::boot_milliseconds();
    let addresses = addresses.to_vec();
    if let Some(known) = names.get_mut(name) {
        known.addresses = addresses;
        known.found = found;
    } else if names.len() < MOST_NAMES {
        let known = Known {
            addresses,
            found,
            works: None,
            fails: None,
            spare_until: None,
        };
        names.insert(name.to_owned(), known);
    }
}

/// How it went with an address of a URI's name that was connected to: the next connection tries it first, or
/// last. One that takes connections and swallows the handshake is as dead as one that takes none.
pub(super) fn remember(uri: &Uri, address: SocketAddr, went_well: bool) {
    let name = host_and_port(uri).unwrap_or_default();
    if let Some(known) = NAMES.lock().get_mut(&name) {
        let (to_set, other) = if went_well {
            (&mut known.works, &mut known.fails)
        } else {
            (&mut known.fails, &mut known.works)
        };
        *to_set = Some(address);
        *other = other.filter(|other| *other != address);
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

/// Has a name that no name server knows stand for these.
#[cfg(test)]
pub(super) fn pretend(name: &str, addresses: &[SocketAddr]) {
    keep(&mut NAMES.lock(), name, addresses);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::tests::ADVANCED;

    fn later() -> Instant {
        clock::monotonic() + Duration::from_secs(60)
    }

    fn not_found(name: &str) -> Result<Vec<SocketAddr>, NotResolved> {
        Err(NotResolved {
            name: name.to_owned(),
            why: "the name server is down".into(),
        })
    }

    fn address(last: u8) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, last], 443))
    }

    #[test]
    fn a_name_that_was_found_before_serves_when_the_name_server_fails_and_spares_it() {
        let name = "once-known.invalid:443";
        keep(&mut NAMES.lock(), name, &[address(1)]);

        assert_eq!(find_by(name, later(), not_found).unwrap(), [address(1)]);
        let asked = |_: &str| panic!("the name server is spared");
        assert_eq!(find_by(name, later(), asked).unwrap(), [address(1)]);
    }

    #[test]
    fn a_name_that_was_found_a_day_ago_serves_no_more() {
        let name = "known-long-ago.invalid:443";
        keep(&mut NAMES.lock(), name, &[address(1)]);
        ADVANCED.set(SERVE - 60_000);
        assert_eq!(find_by(name, later(), not_found).unwrap(), [address(1)]);
        ADVANCED.set(SERVE);
        find_by(name, later(), not_found).unwrap_err();
        // The name server is not spared either, or its return would not be noticed.
        let found = find_by(name, later(), |_| Ok(vec![address(2)])).unwrap();
        assert_eq!(found, [address(2)]);
    }

    #[test]
    fn what_worked_is_tried_first_and_what_did_not_last() {
        let uri: Uri = "https://worked.invalid".parse().unwrap();
        let name = host_and_port(&uri).unwrap();
        let all = [address(1), address(2), address(3)];
        let found = |all: &[SocketAddr]| find_by(&name, later(), |_| Ok(all.to_vec())).unwrap();
        assert_eq!(found(&all), all);
        remember(&uri, address(3), true);
        assert_eq!(found(&all), [address(3), address(1), address(2)]);
        remember(&uri, address(1), false);
        assert_eq!(found(&all), [address(3), address(2), address(1)]);
        remember(&uri, address(3), false);
        assert_eq!(found(&all), all);
        remember(&uri, address(3), true);
        assert_eq!(found(&all[..2]), all[..2], "it stands for it no more");
    }

    #[test]
    fn a_name_that_was_never_found_is_not_found() {
        let uri: Uri = "https://never-known.invalid".parse().unwrap();
        let problem = find(&uri, later()).unwrap_err();
        assert!(problem.to_string().contains("never-known.invalid:443"));
    }

    #[test]
    fn a_look_up_that_takes_all_the_time_is_told_as_one() {
        let uri: Uri = "https://127.0.0.1".parse().unwrap();
        let problem = find(&uri, clock::monotonic()).unwrap_err();
        let told = problem.to_string();
        assert!(told.contains(" ms, and no time was left"), "{told}");
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
