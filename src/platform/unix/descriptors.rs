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
}
