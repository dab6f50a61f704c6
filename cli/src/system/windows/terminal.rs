//! A secret typed at the console: asked for, and not echoed. However the program ends meanwhile, the console is left
//! as it was found.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::windows::io::AsRawHandle as _;
use std::ptr;

use omnifund::Secret;
use windows_sys::Win32::System::Console::{
    CONSOLE_MODE, ENABLE_ECHO_INPUT, ENABLE_LINE_INPUT, ENABLE_PROCESSED_INPUT, GetConsoleMode,
    ReadConsoleW, SetConsoleMode,
};

use super::signals::{self, Held};

/// Nobody types a longer line, in units of UTF-16.
const LONGEST: usize = 4096;

/// What somebody types behind the question, without the end of the line. What the question says is shown as it is.
pub fn ask(question: &str) -> io::Result<Secret> {
    let open = |name| File::options().read(true).write(true).open(name);
    let (input, mut output) = (open("CONIN$")?, open("CONOUT$")?);
    let held = signals::hold(signals::ENDING_OR_STOPPING);
    let quiet = Quiet::make(&input)?;
    write!(output, "{question}: ")?;
    let typed = line(&input, &held);
    writeln!(output)?;
    drop(quiet);
    // Where Ctrl+C came the program ends here.
    drop(held);
    typed
}

fn line(input: &File, held: &Held) -> io::Result<Secret> {
    let mut units = Wiped(vec![0_u16; LONGEST]);
    let mut length = 0;
    // SAFETY: the handle is open, and no more is written than there is room for.
    let is_read = unsafe {
        let (place, room) = (units.0.as_mut_ptr().cast(), LONGEST as u32);
        ReadConsoleW(input.as_raw_handle(), place, room, &mut length, ptr::null())
    };
    if is_read == 0 || held.one_waits() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    let typed = units.0.get(..length as usize).unwrap_or_default();
    let text = String::from_utf16(typed).map_err(|_| io::Error::other("it is no text"))?;
    let text = Secret::from(text);
    Ok(Secret::from(text.expose().trim_end_matches(['\r', '\n'])))
}

/// Zeros in its place in the end.
struct Wiped(Vec<u16>);

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.fill(0);
        std::hint::black_box(&self.0);
    }
}

/// While it lives, nothing that is typed is seen.
struct Quiet<'a> {
    input: &'a File,
    before: CONSOLE_MODE,
}

impl<'a> Quiet<'a> {
    fn make(input: &'a File) -> io::Result<Self> {
        let mut before = 0;
        // SAFETY: the handle is open, and a number is written to this stack.
        if unsafe { GetConsoleMode(input.as_raw_handle(), &mut before) } == 0 {
            return Err(io::Error::last_os_error());
        }
        let quiet = Self { input, before };
        quiet.set(before & !ENABLE_ECHO_INPUT | ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT);
        Ok(quiet)
    }

    fn set(&self, mode: CONSOLE_MODE) {
        // SAFETY: the handle is open.
        unsafe { SetConsoleMode(self.input.as_raw_handle(), mode) };
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        self.set(self.before);
    }
}
