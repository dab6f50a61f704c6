//! Which of a name's addresses is connected to: the first that answers (RFC 8305, "Happy Eyeballs"). An
//! IPv6 that swallows packets costs a quarter of a second, and no thread.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::clock;
use crate::platform::connecting::{Connecting, first_ended};

/// So long an address has before the next one is tried beside it (RFC 8305 §5).
const AHEAD: Duration = Duration::from_millis(250);

/// No address answered.
#[derive(Debug)]
pub(super) struct NotConnected {
    pub(super) is_time_up: bool,
    tried: usize,
    /// The last one that said why not.
    last: Option<(SocketAddr, io::Error)>,
}

impl fmt::Display for NotConnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tried > 1 {
            write!(f, ": tried {} addresses", self.tried)?;
        }
        if let Some((address, error)) = &self.last {
            let lead = if self.tried > 1 { ", and" } else { ":" };
            write!(f, "{lead} {address} said: {error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for NotConnected {}

/// Connects to the first of the addresses that answers before `end`, and says which. They are begun in their
/// order, the next one as soon as one has failed, or is late; those that come too late are closed.
pub(super) fn first_that_answers(
    addresses: &[SocketAddr],
    end: Instant,
) -> Result<(TcpStream, SocketAddr), NotConnected> {
    let mut not = NotConnected {
        is_time_up: false,
        tried: 0,
        last: None,
    };
    let mut under_way: Vec<(SocketAddr, Connecting)> = Vec::with_capacity(addresses.len());
    let mut next = clock::monotonic();
    loop {
        let now = clock::monotonic();
        if now >= end {
            not.is_time_up = true;
            return Err(not);
        }
        if next <= now || under_way.is_empty() {
            if let Some(address) = addresses.get(not.tried) {
                not.tried += 1;
                match Connecting::begin(*address) {
                    Ok(connecting) => under_way.push((*address, connecting)),
                    Err(error) => {
                        not.last = Some((*address, error));
                        continue;
                    }
                }
                next = now + AHEAD;
            } else if under_way.is_empty() {
                return Err(not);
            } else {
                next = end;
            }
        }
        let patience = next.min(end).saturating_duration_since(now);
        let ended = first_ended(under_way.iter().map(|(_, one)| one), patience);
        let finished = match ended {
            Ok(None) => continue,
            Ok(Some(at)) => {
                let (address, connecting) = under_way.swap_remove(at);
                (address, connecting.finish())
            }
            // Nothing can be waited for here, so all are given up.
            Err(error) => {
                let (address, _) = under_way.swap_remove(0);
                under_way.clear();
                (address, Err(error))
            }
        };
        match finished {
            (address, Ok(stream)) => return Ok((stream, address)),
            (address, Err(error)) => not.last = Some((address, error)),
        }
        next = clock::monotonic();
    }
}

/// The families in turn, beginning with the first one's, each in its own order (RFC 8305 §4).
pub(super) fn interleaved(addresses: &[SocketAddr]) -> Vec<SocketAddr> {
    let of_first = |one: &&SocketAddr| {
        addresses
            .first()
            .is_some_and(|first| first.is_ipv4() == one.is_ipv4())
    };
    let mut first = addresses.iter().filter(of_first);
    let mut other = addresses.iter().filter(|one| !of_first(one));
    let mut ordered = Vec::with_capacity(addresses.len());
    while ordered.len() < addresses.len() {
        ordered.extend(first.next());
        ordered.extend(other.next());
    }
    ordered
}

#[cfg(all(test, target_os = "linux"))]
pub(super) mod tests;
