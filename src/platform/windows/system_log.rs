//! The system's log: the Event Log's part *Application*.

use std::io;
use std::ptr;

use windows_sys::Win32::System::EventLog::{
    DeregisterEventSource, EVENTLOG_ERROR_TYPE, EVENTLOG_INFORMATION_TYPE, EVENTLOG_WARNING_TYPE,
    RegisterEventSourceW, ReportEventW,
};

use super::paths::wide_text;

/// Of RFC 3164 §4.1.1.
const SEVERITIES: u8 = 8;
const ERROR: u8 = 3;
const WARNING: u8 = 4;

/// `priority` is of RFC 3164 §4.1.1.
pub(crate) fn write(priority: u8, line: &str) -> io::Result<()> {
    let kind = match priority % SEVERITIES {
        0..=ERROR => EVENTLOG_ERROR_TYPE,
        WARNING => EVENTLOG_WARNING_TYPE,
        _ => EVENTLOG_INFORMATION_TYPE,
    };
    let line = wide_text(&line.replace('\0', " "));
    // SAFETY: the texts end with a zero and live through the calls; the source is closed once.
    unsafe {
        let source = RegisterEventSourceW(ptr::null(), wide_text("omnifund").as_ptr());
        if source.is_null() {
            return Err(io::Error::last_os_error());
        }
        let texts = [line.as_ptr()];
        let none = (ptr::null_mut(), ptr::null());
        let said = ReportEventW(source, kind, 0, 0, none.0, 1, 0, texts.as_ptr(), none.1);
        let said = match said {
            0 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        };
        DeregisterEventSource(source);
        said
    }
}
