//! Connections that are being made: begun without waiting, so that several can be under way at a time
//! without a thread for each. By the C library's calls, where whoever puts a library of his own in front of
//! them (a SOCKS wrapper, a tracer) finds them.

use std::io;
use std::mem::{size_of_val, zeroed};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::time::Duration;

use super::descriptors::above_standard;

/// One that has begun, and is given up when dropped.
pub(crate) struct Connecting(TcpStream);

impl Connecting {
    pub(crate) fn begin(address: SocketAddr) -> io::Result<Self> {
        let socket = TcpStream::from(above_standard(socket(address)?)?);
        socket.set_nonblocking(true)?;
        match connect(&socket, address) {
            // An interrupted one goes on by itself.
            Err(error)
                if !matches!(error.raw_os_error(), Some(libc::EINPROGRESS | libc::EINTR)) =>
            {
                Err(error)
            }
            _ => Ok(Self(socket)),
        }
    }

    /// The connection, or why there is none. For one that has ended.
    pub(crate) fn finish(self) -> io::Result<TcpStream> {
        if let Some(error) = self.0.take_error()? {
            return Err(error);
        }
        self.0.set_nonblocking(false)?;
        Ok(self.0)
    }
}

/// Waits until one of them has ended, well or not, and says which; `None` where `patience` has, or somewhat
/// sooner.
pub(crate) fn first_ended<'a>(
    all: impl Iterator<Item = &'a Connecting>,
    patience: Duration,
) -> io::Result<Option<usize>> {
    let mut polled: Vec<_> = all
        .map(|one| libc::pollfd {
            fd: one.0.as_raw_fd(),
            events: libc::POLLOUT,
            revents: 0,
        })
        .collect();
    // Up, or the last millisecond would be spent in asking.
    let patience = patience.as_nanos().div_ceil(1_000_000);
    let patience = libc::c_int::try_from(patience).unwrap_or(libc::c_int::MAX);
    // SAFETY: the list lives through the call, and has so many.
    let ended = unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as _, patience) };
    match if_not_negative(ended) {
        Ok(_) => Ok(polled.iter().position(|one| one.revents != 0)),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
        Err(error) => Err(error),
    }
}

fn if_not_negative(returned: libc::c_int) -> io::Result<libc::c_int> {
    if returned < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(returned)
}

fn socket(address: SocketAddr) -> io::Result<OwnedFd> {
    let family = if address.is_ipv4() {
        libc::AF_INET
    } else {
        libc::AF_INET6
    };
    #[cfg(not(target_vendor = "apple"))]
    let kind = libc::SOCK_STREAM | libc::SOCK_CLOEXEC;
    #[cfg(target_vendor = "apple")]
    let kind = libc::SOCK_STREAM;
    // SAFETY: what it gives is nobody else's.
    let socket = unsafe { OwnedFd::from_raw_fd(if_not_negative(libc::socket(family, kind, 0))?) };
    #[cfg(target_vendor = "apple")]
    {
        let on: libc::c_int = 1;
        // SAFETY: the descriptor is open, and the number lives through the call.
        unsafe {
            if_not_negative(libc::fcntl(
                socket.as_raw_fd(),
                libc::F_SETFD,
                libc::FD_CLOEXEC,
            ))?;
            if_not_negative(libc::setsockopt(
                socket.as_raw_fd(),
                libc::SOL_SOCKET,
                libc::SO_NOSIGPIPE,
                (&raw const on).cast(),
                size_of_val(&on) as _,
            ))?;
        }
    }
    Ok(socket)
}

fn connect(socket: &TcpStream, address: SocketAddr) -> io::Result<libc::c_int> {
    // SAFETY: zeros are an address of either family.
    let (mut v4, mut v6): (libc::sockaddr_in, libc::sockaddr_in6) = unsafe { zeroed() };
    let (pointer, length): (*const libc::sockaddr, _) = match address {
        SocketAddr::V4(address) => {
            v4.sin_family = libc::AF_INET as _;
            v4.sin_port = address.port().to_be();
            v4.sin_addr.s_addr = u32::from_ne_bytes(address.ip().octets());
            ((&raw const v4).cast(), size_of_val(&v4))
        }
        SocketAddr::V6(address) => {
            v6.sin6_family = libc::AF_INET6 as _;
            v6.sin6_port = address.port().to_be();
            v6.sin6_addr.s6_addr = address.ip().octets();
            v6.sin6_flowinfo = address.flowinfo();
            v6.sin6_scope_id = address.scope_id();
            ((&raw const v6).cast(), size_of_val(&v6))
        }
    };
    // SAFETY: the address lives through the call, and is as long as that.
    if_not_negative(unsafe { libc::connect(socket.as_raw_fd(), pointer, length as _) })
}
