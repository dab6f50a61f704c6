//! Connections that are being made: begun without waiting, so that several can be under way at a time
//! without a thread for each.

use std::io;
use std::mem::{size_of_val, zeroed};
use std::net::{SocketAddr, TcpStream};
use std::os::windows::io::{AsRawSocket, FromRawSocket, RawSocket};
use std::ptr;
use std::time::Duration;

use windows_sys::Win32::Networking::WinSock::{
    AF_INET, AF_INET6, FD_SET, INVALID_SOCKET, SO_ERROR, SOCK_STREAM, SOCKADDR, SOCKADDR_IN,
    SOCKADDR_IN6, SOL_SOCKET, TIMEVAL, WSA_FLAG_NO_HANDLE_INHERIT, WSA_FLAG_OVERLAPPED, WSADATA,
    WSAEWOULDBLOCK, WSAGetLastError, WSASocketW, WSAStartup, connect, getsockopt, select,
};

/// One that has begun, and is given up when dropped.
pub(crate) struct Connecting(TcpStream);

impl Connecting {
    pub(crate) fn begin(address: SocketAddr) -> io::Result<Self> {
        let socket = socket(address)?;
        socket.set_nonblocking(true)?;
        match begin_to_connect(&socket, address) {
            Err(error) if error.raw_os_error() != Some(WSAEWOULDBLOCK) => Err(error),
            _ => Ok(Self(socket)),
        }
    }

    /// The connection, or why there is none. For one that has ended.
    pub(crate) fn finish(self) -> io::Result<TcpStream> {
        let mut error: i32 = 0;
        let mut length = size_of_val(&error) as i32;
        let place = (&raw mut error).cast();
        // SAFETY: it writes a number to this stack.
        if unsafe { getsockopt(of(&self.0), SOL_SOCKET, SO_ERROR, place, &mut length) } != 0 {
            return Err(last_error());
        }
        if error != 0 {
            return Err(io::Error::from_raw_os_error(error));
        }
        self.0.set_nonblocking(false)?;
        Ok(self.0)
    }
}

/// Waits until one of them has ended, well or not, and says which; `None` where `patience` has, or somewhat
/// sooner. By `select`: before Windows 10 `WSAPoll` said nothing of connections that failed.
pub(crate) fn first_ended<'a>(
    all: impl Iterator<Item = &'a Connecting>,
    patience: Duration,
) -> io::Result<Option<usize>> {
    let sockets: Vec<_> = all.map(|one| of(&one.0)).collect();
    // SAFETY: zeros are an empty set.
    let mut connected: FD_SET = unsafe { zeroed() };
    // Those behind what a set has room for are looked at when these have ended.
    for (place, socket) in connected.fd_array.iter_mut().zip(&sockets) {
        *place = *socket;
        connected.fd_count += 1;
    }
    let mut failed = connected;
    let time = TIMEVAL {
        tv_sec: i32::try_from(patience.as_secs()).unwrap_or(i32::MAX),
        tv_usec: patience.subsec_micros() as i32,
    };
    let none = ptr::null_mut();
    // SAFETY: sets and time live through the call.
    if unsafe { select(0, none, &mut connected, &mut failed, &time) } < 0 {
        return Err(last_error());
    }
    let is_in = |set: &FD_SET, socket| {
        let members = set.fd_array.iter().take(set.fd_count as usize);
        members.into_iter().any(|member| *member == socket)
    };
    let has_ended = |socket: &usize| is_in(&connected, *socket) || is_in(&failed, *socket);
    Ok(sockets.iter().position(has_ended))
}

fn of(stream: &TcpStream) -> usize {
    stream.as_raw_socket() as usize
}

fn last_error() -> io::Error {
    // SAFETY: it only looks.
    io::Error::from_raw_os_error(unsafe { WSAGetLastError() })
}

fn socket(address: SocketAddr) -> io::Result<TcpStream> {
    let family = if address.is_ipv4() { AF_INET } else { AF_INET6 };
    let flags = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT;
    // SAFETY: what they give is nobody else's; to begin more than once is counted.
    unsafe {
        let mut about: WSADATA = zeroed();
        if WSAStartup(0x0202, &mut about) != 0 {
            return Err(last_error());
        }
        let socket = WSASocketW(family.into(), SOCK_STREAM, 0, ptr::null(), 0, flags);
        if socket == INVALID_SOCKET {
            return Err(last_error());
        }
        Ok(TcpStream::from_raw_socket(socket as RawSocket))
    }
}

fn begin_to_connect(socket: &TcpStream, address: SocketAddr) -> io::Result<()> {
    // SAFETY: zeros are an address of either family.
    let (mut v4, mut v6): (SOCKADDR_IN, SOCKADDR_IN6) = unsafe { zeroed() };
    let (pointer, length): (*const SOCKADDR, _) = match address {
        SocketAddr::V4(address) => {
            v4.sin_family = AF_INET;
            v4.sin_port = address.port().to_be();
            v4.sin_addr.S_un.S_addr = u32::from_ne_bytes(address.ip().octets());
            ((&raw const v4).cast(), size_of_val(&v4))
        }
        SocketAddr::V6(address) => {
            v6.sin6_family = AF_INET6;
            v6.sin6_port = address.port().to_be();
            v6.sin6_addr.u.Byte = address.ip().octets();
            v6.sin6_flowinfo = address.flowinfo();
            v6.Anonymous.sin6_scope_id = address.scope_id();
            ((&raw const v6).cast(), size_of_val(&v6))
        }
    };
    // SAFETY: the address lives through the call, and is as long as that.
    match unsafe { connect(of(socket), pointer, length as i32) } {
        0 => Ok(()),
        _ => Err(last_error()),
    }
}
