//! What ends a server: SIGTERM, SIGINT, SIGHUP, and where asked for, the end of standard input.

use std::io;
use std::thread;

use tokio::sync::oneshot;

use crate::failure::{Failure, Result};
use crate::system::{self, HangUp, Interruption, Termination};

/// Waits for the end. From the moment this exists, a signal no longer kills the process.
pub struct Stop {
    terminate: Termination,
    interrupt: Interruption,
    /// Of a terminal that goes away; none where `nohup` asked that it be ignored.
    hang_up: Option<HangUp>,
    input: Option<oneshot::Receiver<()>>,
}

impl Stop {
    /// Watches for signals, and with `with_parent` for the end of standard input: the pipe to a
    /// parent that was killed ends, although the parent could no longer send a signal.
    ///
    /// # Errors
    /// When the system does not let this process handle signals.
    pub fn watch(with_parent: bool) -> Result<Self> {
        let problem = "could not handle signals";
        Ok(Self {
            terminate: system::terminations().map_err(Failure::system(problem))?,
            interrupt: system::interruptions().map_err(Failure::system(problem))?,
            hang_up: match system::ignores_hang_up() {
                true => None,
                false => Some(system::hang_ups().map_err(Failure::system(problem))?),
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
