//! Which of a name's addresses is connected to: the first that answers (RFC 8305, "Happy Eyeballs"). An
//! IPv6 that swallows packets costs a quarter of a second, and no thread.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::clock;
#[cfg(unix)]
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
#[cfg(unix)]
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

/// Where several can't be under way: each address but the last has half of the time that is left, since one
/// that swallows packets must not take it all.
#[cfg(not(unix))]
pub(super) fn first_that_answers(
    addresses: &[SocketAddr],
    end: Instant,
) -> Result<(TcpStream, SocketAddr), NotConnected> {
    let mut not = NotConnected {
        is_time_up: false,
        tried: 0,
        last: None,
    };
    for address in addresses {
        let left = end.saturating_duration_since(clock::monotonic());
        if left.is_zero() {
            break;
        }
        not.tried += 1;
        let is_last = not.tried == addresses.len();
        let share = if is_last { left } else { (left / 2).max(AHEAD) };
        match TcpStream::connect_timeout(address, share) {
            Ok(stream) => return Ok((stream, *address)),
            Err(error) => not.last = Some((*address, error)),
        }
    }
    not.is_time_up = clock::monotonic() >= end;
    Err(not)
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
pub(super) mod tests {
    use std::net::TcpListener;
    use std::os::fd::AsRawFd;

    use super::*;

    /// Longer than anything here takes, and far longer than a quarter of a second.
    const LONG: Duration = Duration::from_secs(120);

    /// An address that answers nothing, as one behind a dead router: a listener whose queue is full.
    pub(in crate::http) struct BlackHole {
        pub(in crate::http) address: SocketAddr,
        _listener: TcpListener,
        _queued: Vec<Connecting>,
    }

    impl BlackHole {
        pub(in crate::http) fn new() -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            // SAFETY: it is this listener's own descriptor.
            #[allow(unsafe_code)]
            let listens = unsafe { libc::listen(listener.as_raw_fd(), 0) };
            assert_eq!(listens, 0);
            let address = listener.local_addr().unwrap();
            let mut queued = Vec::new();
            loop {
                let one = Connecting::begin(address).unwrap();
                let ended = first_ended(std::iter::once(&one), AHEAD).unwrap();
                queued.push(one);
                if ended.is_none() {
                    break;
                }
            }
            Self {
                address,
                _listener: listener,
                _queued: queued,
            }
        }
    }

    fn refused() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    }

    fn connect(addresses: &[SocketAddr], time: Duration) -> Result<SocketAddr, NotConnected> {
        first_that_answers(addresses, clock::monotonic() + time).map(|(_, address)| address)
    }

    #[test]
    fn an_address_that_swallows_packets_holds_nobody_up() {
        let live = TcpListener::bind("127.0.0.1:0").unwrap();
        let holes = [BlackHole::new(), BlackHole::new()];
        let live = live.local_addr().unwrap();
        let start = clock::monotonic();
        let addresses = [holes[0].address, holes[1].address, live, refused()];
        assert_eq!(connect(&addresses, LONG).unwrap(), live);
        assert!(
            start.elapsed() >= 2 * AHEAD,
            "each has its quarter of a second"
        );
        assert!(start.elapsed() < LONG / 4);
    }

    #[test]
    fn an_address_that_refuses_is_passed_at_once() {
        let live = TcpListener::bind("127.0.0.1:0").unwrap();
        let hole = BlackHole::new();
        let live = live.local_addr().unwrap();
        // Nothing can be sent there: it fails where it begins.
        let unreachable: SocketAddr = "255.255.255.255:9".parse().unwrap();
        let addresses = [unreachable, refused(), live, hole.address];
        assert_eq!(connect(&addresses, LONG).unwrap(), live);
    }

    #[test]
    fn what_may_still_answer_is_waited_for_to_the_end_although_others_refused() {
        let hole = BlackHole::new();
        let start = clock::monotonic();
        let error = connect(&[hole.address, refused(), refused()], 3 * AHEAD).unwrap_err();
        assert!(error.is_time_up, "the first may still answer");
        assert!(start.elapsed() >= 3 * AHEAD);
        let told = error.to_string();
        assert!(
            told.starts_with(": tried 3 addresses, and 127.0.0.1:"),
            "{told}"
        );
        assert!(told.contains("refused"), "{told}");
    }

    #[test]
    fn where_all_refuse_no_time_is_up_and_the_last_is_told() {
        let [first, last] = [refused(), refused()];
        let error = connect(&[first, last], LONG).unwrap_err();
        assert!(!error.is_time_up);
        let told = error.to_string();
        assert!(told.starts_with(": tried 2 addresses, and "), "{told}");
        assert!(told.contains(&last.to_string()), "{told}");
        let told = connect(&[first], LONG).unwrap_err().to_string();
        assert!(told.starts_with(&format!(": {first} said: ")), "{told}");
    }

    #[test]
    fn a_connection_is_one_that_blocks_and_has_no_standard_descriptors_number() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let end = clock::monotonic() + LONG;
        let (stream, _) = first_that_answers(&[address], end).unwrap();
        assert!(stream.as_raw_fd() > 2);
        // SAFETY: it only looks.
        #[allow(unsafe_code)]
        let flags = unsafe { libc::fcntl(stream.as_raw_fd(), libc::F_GETFL) };
        assert_eq!(flags & libc::O_NONBLOCK, 0);
    }

    #[test]
    fn families_take_turns_beginning_with_the_first_ones() {
        let parsed = |addresses: &[&str]| -> Vec<SocketAddr> {
            addresses.iter().map(|one| one.parse().unwrap()).collect()
        };
        for (found, ordered) in [
            (
                &["[::1]:1", "[::2]:1", "1.1.1.1:1", "2.2.2.2:1", "3.3.3.3:1"][..],
                &["[::1]:1", "1.1.1.1:1", "[::2]:1", "2.2.2.2:1", "3.3.3.3:1"][..],
            ),
            (&["1.1.1.1:1", "[::1]:1"], &["1.1.1.1:1", "[::1]:1"]),
            (&["1.1.1.1:1"], &["1.1.1.1:1"]),
            (&[], &[]),
        ] {
            assert_eq!(interleaved(&parsed(found)), parsed(ordered));
        }
    }
}
