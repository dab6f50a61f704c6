//! Descriptors 0, 1 and 2 are the program's, open or not: an old daemon starts with them closed, and what
//! it then writes to its standard error would go into whatever had got that number.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

use rustix::io::fcntl_dupfd_cloexec;

const FIRST_OF_OURS: i32 = 3;

/// The same open file under a number above 2. Every descriptor that the library opens passes here.
pub(crate) fn above_standard<T: Into<OwnedFd> + From<OwnedFd>>(opened: T) -> io::Result<T> {
    let descriptor: OwnedFd = opened.into();
    if descriptor.as_raw_fd() >= FIRST_OF_OURS {
        return Ok(descriptor.into());
    }
    Ok(fcntl_dupfd_cloexec(&descriptor, FIRST_OF_OURS)?.into())
}

const STANDARD_ERROR: i32 = 2;

/// Whether the program has a standard error at all. One that is closed may become any file or socket.
pub(crate) fn standard_error_is_open() -> bool {
    // SAFETY: it only looks.
    unsafe { libc::fcntl(STANDARD_ERROR, libc::F_GETFD) != -1 }
}

/// Writes past the lock that the standard library has for it: a thread that waits for a stuck reader would
/// leave that lock to a forked child for ever.
pub(crate) fn write_to_standard_error(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        // SAFETY: it is the program's to write to, and nobody closes it here.
        let written = unsafe { libc::write(STANDARD_ERROR, bytes.as_ptr().cast(), bytes.len()) };
        match usize::try_from(written) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(_) => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
    Ok(())
}

/// Which socket a number was given to.
pub(crate) struct Socket {
    number: i32,
    inode: libc::ino_t,
}

impl Socket {
    /// `None` where the system does not tell.
    pub(crate) fn of(socket: &impl AsRawFd) -> Option<Self> {
        let number = socket.as_raw_fd();
        Some(Self {
            number,
            inode: inode(number)?,
        })
    }

    /// Whether the number is its still, and no other file's.
    pub(crate) fn is_the_same(&self) -> bool {
        inode(self.number) == Some(self.inode)
    }
}

/// Of a socket; no two that are open share one.
fn inode(number: i32) -> Option<libc::ino_t> {
    // SAFETY: it is plain numbers, which the call writes.
    let mut found: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: it only looks.
    let told = unsafe { libc::fstat(number, &raw mut found) } == 0;
    let is_socket = found.st_mode & libc::S_IFMT == libc::S_IFSOCK;
    (told && is_socket).then_some(found.st_ino)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    #[test]
    fn a_descriptor_above_two_stays_as_it_is() {
        let file = File::open("/dev/null").unwrap();
        let number = file.as_raw_fd();
        assert_eq!(above_standard(file).unwrap().as_raw_fd(), number);
    }

    #[test]
    fn a_socket_whose_number_became_another_files_is_another() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = Socket::of(&listener).unwrap();
        assert!(socket.is_the_same());
        let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        // SAFETY: both are this test's own.
        unsafe { libc::dup2(other.as_raw_fd(), listener.as_raw_fd()) };
        assert!(!socket.is_the_same());
        assert!(Socket::of(&File::open("/dev/null").unwrap()).is_none());
    }
}
