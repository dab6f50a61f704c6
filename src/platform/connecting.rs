//! Connections that are being made: begun without waiting, so that several can be under way at a time
//! without a thread for each.

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::os::fd::OwnedFd;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketType};

use super::descriptors::above_standard;

/// One that has begun, and is given up when dropped.
pub(crate) struct Connecting(OwnedFd);

impl Connecting {
    pub(crate) fn begin(address: SocketAddr) -> io::Result<Self> {
        let socket = above_standard(socket(address)?)?;
        match rustix::net::connect(&socket, &address) {
            // An interrupted one goes on by itself.
            Ok(()) | Err(Errno::INPROGRESS | Errno::INTR) => Ok(Self(socket)),
            Err(error) => Err(error.into()),
        }
    }

    /// The connection, or why there is none. For one that has ended.
    pub(crate) fn finish(self) -> io::Result<TcpStream> {
        rustix::net::sockopt::socket_error(&self.0)??;
        let stream = TcpStream::from(self.0);
        stream.set_nonblocking(false)?;
        Ok(stream)
    }
}

/// Waits until one of them has ended, well or not, and says which; `None` where `patience` has.
pub(crate) fn first_ended<'a>(
    all: impl Iterator<Item = &'a Connecting>,
    patience: Duration,
) -> io::Result<Option<usize>> {
    let mut polled: Vec<_> = all.map(|one| PollFd::new(&one.0, PollFlags::OUT)).collect();
    let patience = Timespec::try_from(patience).map_err(io::Error::other)?;
    match poll(&mut polled, Some(&patience)) {
        Ok(_) => Ok(polled.iter().position(|one| !one.revents().is_empty())),
        Err(Errno::INTR) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn socket(address: SocketAddr) -> io::Result<OwnedFd> {
    let family = if address.is_ipv4() {
        AddressFamily::INET
    } else {
        AddressFamily::INET6
    };
    #[cfg(not(target_vendor = "apple"))]
    {
        use rustix::net::SocketFlags;
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        Ok(rustix::net::socket_with(
            family,
            SocketType::STREAM,
            flags,
            None,
        )?)
    }
    #[cfg(target_vendor = "apple")]
    {
        let socket = rustix::net::socket(family, SocketType::STREAM, None)?;
        rustix::io::fcntl_setfd(&socket, rustix::io::FdFlags::CLOEXEC)?;
        rustix::io::ioctl_fionbio(&socket, true)?;
        rustix::net::sockopt::set_socket_nosigpipe(&socket, true)?;
        Ok(socket)
    }
}
