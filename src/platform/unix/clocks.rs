//! Clocks that the standard library does not read.

use super::descriptors::above_standard;

#[cfg(any(target_os = "linux", target_os = "android"))]
use libc::{CLOCK_BOOTTIME as BOOT, CLOCK_REALTIME_COARSE as COARSE};
#[cfg(not(any(target_os = "linux", target_os = "android")))]
use libc::{CLOCK_MONOTONIC as BOOT, CLOCK_REALTIME as COARSE};

/// Milliseconds since this machine started, suspended time included.
#[inline(always)]
pub(crate) fn boot_milliseconds() -> i64 {
    milliseconds(BOOT)
}

/// The wall clock in milliseconds since 1970: behind by a second at most, and several times as cheap as the
/// standard library's.
#[inline(always)]
pub(crate) fn coarse_wall_milliseconds() -> i64 {
    milliseconds(COARSE)
}

/// It is asked for with every token, and the crate is optimised for size: hence the attribute.
#[inline(always)]
fn milliseconds(clock: libc::clockid_t) -> i64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes to this stack. A clock that the kernel does not know stays at 0.
    unsafe { libc::clock_gettime(clock, &mut time) };
    // On some machines they are narrower.
    #[allow(clippy::useless_conversion)]
    let milliseconds = i64::from(time.tv_sec) * 1000 + i64::from(time.tv_nsec) / 1_000_000;
    milliseconds
}

/// Which start of which machine, and which namespace of time: `unshare --time` gives its children a boot
/// clock of their own. Empty where the system does not say.
pub(crate) fn boot_id() -> String {
    let mut id = read("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    id.truncate(id.trim_end().len());
    if !id.is_empty() {
        let namespace = std::fs::read_link("/proc/self/ns/time").unwrap_or_default();
        id.push(' ');
        id.push_str(&namespace.to_string_lossy());
    }
    id
}

fn read(path: &str) -> std::io::Result<String> {
    std::io::read_to_string(above_standard(std::fs::File::open(path)?)?)
}
