//! What ends a server: SIGTERM, SIGINT, SIGHUP, and where asked for, the end of standard input.

use std::io;
use std::thread;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;

use crate::failure::{Failure, Result};

/// Waits for the end. From the moment this exists, a signal no longer kills the process.
pub struct Stop {
    terminate: Signal,
    interrupt: Signal,
    /// Of a terminal that goes away; none where `nohup` asked that it be ignored.
    hang_up: Option<Signal>,
    input: Option<oneshot::Receiver<()>>,
}

impl Stop {
    /// Watches for signals, and with `with_parent` for the end of standard input: the pipe to a
    /// parent that was killed ends, although the parent could no longer send a signal.
    ///
    /// # Errors
    /// When the system does not let this process handle signals.
    pub fn watch(with_parent: bool) -> Result<Self> {
        let handle = |kind| signal(kind).map_err(Failure::system("could not handle signals"));
        Ok(Self {
            terminate: handle(SignalKind::terminate())?,
            interrupt: handle(SignalKind::interrupt())?,
            hang_up: match ignores_hang_up() {
                true => None,
                false => Some(handle(SignalKind::hangup())?),
            },
            input: with_parent.then(end_of_input),
        })
    }

    /// Returns when the server is to stop.
    pub async fn wait(mut self) {
        let input = async {
            match self.input {
                // The sender is dropped at the end of the input: an error is the end as well.
                Some(end) => drop(end.await),
                None => std::future::pending().await,
            }
        };
        let hang_up = async {
            match &mut self.hang_up {
                Some(hang_up) => drop(hang_up.recv().await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = hang_up => {}
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            () = input => {}
        }
    }
}

/// Whether whoever started this process had SIGHUP ignored, as Linux tells it.
fn ignores_hang_up() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // The lowest bit is signal 1, SIGHUP.
    ignored.is_some_and(|mask| mask & 1 != 0)
}

fn end_of_input() -> oneshot::Receiver<()> {
    let (sender, receiver) = oneshot::channel();
    // A thread of its own: a blocked read could not be cancelled, and the runtime would wait for
    // it at its end.
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        drop(sender);
    });
    receiver
}
