//! A secret typed at the terminal: asked for, and not echoed. However the program ends or is stopped meanwhile, the
//! terminal is left as it was found.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;

use omnifund::Secret;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::signals::{self, Held};

/// A terminal hands over no longer line, in bytes.
const LONGEST: usize = 4096;
/// Between two looks at signals that wait.
const TICK: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 50_000_000,
};

/// What somebody types behind the question, without the end of the line. What the question says is shown as it is.
pub fn ask(question: &str) -> io::Result<Secret> {
    // What is asked must be seen where standard output and standard error go elsewhere.
    let terminal = File::options().read(true).write(true).open("/dev/tty");
    let terminal = match terminal {
        Ok(terminal) => terminal,
        Err(_) => File::from(io::stdin().as_fd().try_clone_to_owned()?),
    };
    loop {
        let held = signals::hold(signals::ENDING_OR_STOPPING);
        let quiet = Quiet::make(&terminal)?;
        write!(&terminal, "{question}: ")?;
        let typed = line(&terminal, &held);
        if matches!(typed, Ok(None)) {
            writeln!(&terminal)?;
        }
        drop(quiet);
        // Here a signal that came ends the program, or stops it. Where it has gone on it asks anew.
        drop(held);
        if let Some(typed) = typed? {
            return Ok(typed);
        }
    }
}

/// `None` where a signal came first.
fn line(mut terminal: &File, held: &Held) -> io::Result<Option<Secret>> {
    // It grows no further, and leaves no copy behind.
    let mut bytes = Vec::with_capacity(2 * LONGEST);
    loop {
        let mut polled = [PollFd::new(terminal, PollFlags::IN)];
        let ready = match poll(&mut polled, Some(&TICK)) {
            Ok(ready) => ready,
            Err(rustix::io::Errno::INTR) => 0,
            Err(error) => return Err(error.into()),
        };
        if held.one_waits() {
            return Ok(None);
        }
        if ready == 0 {
            continue;
        }
        let had = bytes.len();
        bytes.resize(had + LONGEST, 0);
        let length = terminal.read(&mut bytes[had..]);
        bytes.truncate(had + length.as_ref().copied().unwrap_or(0));
        if length? == 0 || bytes.ends_with(b"\n") || bytes.len() > LONGEST {
            break;
        }
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::other("what was typed is not UTF-8"))
        .map(Secret::from)?;
    let typed = text.expose().trim_end_matches(['\r', '\n']);
    Ok(Some(Secret::from(typed)))
}

/// While it lives, nothing that is typed is seen, but for the end of the line.
struct Quiet<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> Quiet<'a> {
    fn make(terminal: &'a File) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        quiet.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(terminal, OptionalActions::Now, &quiet)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, OptionalActions::Now, &self.before);
    }
}
