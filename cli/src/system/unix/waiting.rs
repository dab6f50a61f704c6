//! Waiting for several sockets.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// Until somebody knocks, or one who has says something, or `longest` has passed, or somewhat sooner.
pub fn until_one_speaks<'a>(
    door: &TcpListener,
    callers: impl Iterator<Item = &'a TcpStream>,
    longest: Duration,
) -> io::Result<()> {
    let mut polled = vec![PollFd::new(door, PollFlags::IN)];
    polled.extend(callers.map(|caller| PollFd::new(caller, PollFlags::IN)));
    let longest = Timespec::try_from(longest).map_err(io::Error::other)?;
    match poll(&mut polled, Some(&longest)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
