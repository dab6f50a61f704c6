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
