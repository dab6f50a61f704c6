//! Waiting for several sockets.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::windows::io::AsRawSocket;
use std::time::Duration;

use windows_sys::Win32::Networking::WinSock::{POLLIN, WSAGetLastError, WSAPOLLFD, WSAPoll};

/// Until somebody knocks, or one who has says something, or `longest` has passed, or somewhat sooner.
pub fn until_one_speaks<'a>(
    door: &TcpListener,
    callers: impl Iterator<Item = &'a TcpStream>,
    longest: Duration,
) -> io::Result<()> {
    let sockets = callers.map(AsRawSocket::as_raw_socket);
    let mut polled: Vec<_> = std::iter::once(door.as_raw_socket())
        .chain(sockets)
        .map(|socket| WSAPOLLFD {
            fd: socket as usize,
            events: POLLIN,
            revents: 0,
        })
        .collect();
    let longest = i32::try_from(longest.as_millis()).unwrap_or(i32::MAX);
    // SAFETY: the list lives through the call, and has so many.
    match unsafe { WSAPoll(polled.as_mut_ptr(), polled.len() as u32, longest) } {
        // SAFETY: it only looks.
        -1 => Err(io::Error::from_raw_os_error(unsafe { WSAGetLastError() })),
        _ => Ok(()),
    }
}
