//! Programs that heed signals, whoever runs the tests.

#![allow(unsafe_code)]

use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// The signals that end a program do so, also where the tests are run by nohup or in a shell's background, which have
/// them ignored.
pub fn heeding_signals(command: &mut Command) -> &mut Command {
    // SAFETY: signal is async-signal-safe.
    unsafe {
        command.pre_exec(|| {
            for signal in [libc::SIGINT, libc::SIGQUIT, libc::SIGHUP, libc::SIGTERM] {
                libc::signal(signal, libc::SIG_DFL);
            }
            Ok(())
        })
    }
}
