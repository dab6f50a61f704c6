//! Ctrl+C, and the closing of a console: held back while something must be put in order first.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use windows_sys::Win32::Foundation::STATUS_CONTROL_C_EXIT;
use windows_sys::Win32::System::Console::{SetConsoleCtrlHandler, SetConsoleOutputCP};

/// By which a console ends a program.
pub const ENDING: &[()] = &[];
/// There is nothing that stops it.
pub const ENDING_OR_STOPPING: &[()] = &[];

static HELD: AtomicUsize = AtomicUsize::new(0);
static CAME: AtomicBool = AtomicBool::new(false);

/// While it lives, these wait. Afterwards the program ends, where one came.
pub struct Held(());

/// Holds them back.
#[must_use]
pub fn hold(_: &[()]) -> Held {
    if HELD.fetch_add(1, Ordering::SeqCst) == 0 {
        // SAFETY: the handler touches nothing but a flag.
        unsafe { SetConsoleCtrlHandler(Some(remember), 1) };
    }
    Held(())
}

/// Runs on a thread of its own. Who closes the window waits some seconds for this program.
unsafe extern "system" fn remember(_: u32) -> i32 {
    CAME.store(true, Ordering::SeqCst);
    1
}

impl Held {
    /// Whether one came, and waits.
    pub fn one_waits(&self) -> bool {
        CAME.load(Ordering::SeqCst)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if HELD.fetch_sub(1, Ordering::SeqCst) > 1 {
            return;
        }
        // SAFETY: it was set above.
        unsafe { SetConsoleCtrlHandler(Some(remember), 0) };
        if CAME.load(Ordering::SeqCst) {
            std::process::exit(STATUS_CONTROL_C_EXIT);
        }
    }
}

/// What the program says is UTF-8. That a file is full is an error here anyway.
pub fn make_file_limit_an_error() {
    // SAFETY: it concerns the console of this program.
    unsafe { SetConsoleOutputCP(65001) };
}
