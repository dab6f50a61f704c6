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
