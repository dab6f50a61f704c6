//! The system's log.

use std::os::unix::net::UnixDatagram;

use super::descriptors::above_standard;

/// RFC 3164, as the C library's own `syslog` writes it to the local socket; `priority` is of its §4.1.1.
pub(crate) fn write(priority: u8, line: &str) -> std::io::Result<()> {
    let process = std::process::id();
    let datagram = format!("<{priority}>omnifund[{process}]: {line}");
    let socket = above_standard(UnixDatagram::unbound()?)?;
    // A stuck log daemon must not hold up a till.
    socket.set_nonblocking(true)?;
    socket.send_to(datagram.as_bytes(), "/dev/log").map(drop)
}
