//! Whether this process has rights that its caller has not: setuid, setgid, capabilities. Its environment is
//! then its caller's, and nothing in it may decide whom the program trusts.

use std::ffi::OsString;

/// What the system itself calls secure execution. It does not change while the process runs, also where it
/// gives its rights up.
pub(crate) fn is_raised() -> bool {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        // SAFETY: it only looks at what the kernel handed to the process.
        unsafe { libc::getauxval(libc::AT_SECURE) != 0 }
    }
    #[cfg(any(
        target_vendor = "apple",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd",
        target_os = "dragonfly"
    ))]
    {
        // SAFETY: it only looks.
        unsafe { libc::issetugid() != 0 }
    }
    #[cfg(not(any(
        target_os = "linux",
        target_os = "android",
        target_vendor = "apple",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd",
        target_os = "dragonfly"
    )))]
    {
        false
    }
}

/// A variable of the environment, where that may be believed.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    if is_raised() {
        return None;
    }
    std::env::var_os(name)
}
