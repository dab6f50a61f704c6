//! What holds lines, and which.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::*;

/// A log to a file and to a callback.
struct Said {
    log: Log,
    file: PathBuf,
    called: Arc<Mutex<String>>,
}

impl Said {
    fn new(name: &str) -> Self {
        let file = std::env::temp_dir().join(format!("omnifund-log-{name}-{}", std::process::id()));
        let _ = std::fs::remove_file(&file);
        let called = Arc::new(Mutex::new(String::new()));
        let shown = Arc::clone(&called);
        let mut log = Log::default();
        log.add(LogLevel::Debug, LogSink::File(file.clone()));
        log.add(
            LogLevel::Debug,
            LogSink::Callback(Arc::new(move |_, line| *shown.lock().unwrap() += line)),
        );
        Self { log, file, called }
    }

    fn line(&self, text: &str) {
        let about = About::event("test");
        self.log
            .line(LogLevel::Info, &about, format_args!("{text}"));
    }

    /// What stands in the file, a word a line, and what the callback was given.
    fn so_far(&self) -> (String, String) {
        let words = |text: String| {
            let last = |line: &str| line.rsplit(' ').next().unwrap_or_default().to_owned();
            text.lines().map(last).collect::<String>()
        };
        let file = std::fs::read_to_string(&self.file).unwrap_or_default();
        (words(file), self.called.lock().unwrap().clone())
    }

    #[track_caller]
    fn assert_so_far(&self, file: &str, called: &str) {
        assert_eq!(self.so_far(), (file.to_owned(), called.to_owned()));
    }
}

impl Drop for Said {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

#[test]
fn between_reply_and_save_no_line_is_written_and_all_come_later_in_their_order() {
    let said = Said::new("all");
    {
        let _outer = hold();
        said.line("a");
        said.assert_so_far("a", "");
        {
            let _all = hold_all();
            said.line("b");
            {
                let _inner = hold_all();
                let _waits = hold();
                said.line("c");
            }
            said.assert_so_far("a", "");
        }
        said.assert_so_far("abc", "");
        said.line("d");
    }
    said.assert_so_far("abcd", "abcd");
}

#[test]
fn without_an_outer_hold_all_that_was_held_is_said_at_once() {
    let said = Said::new("alone");
    {
        let _all = hold_all();
        said.line("a");
        said.assert_so_far("", "");
    }
    said.assert_so_far("a", "a");
}

#[test]
fn a_line_ahead_of_an_exchange_is_seen_at_once_and_what_was_said_before_it_too() {
    let said = Said::new("ahead");
    {
        let _all = hold_all();
        said.line("a");
        let about = About::event("test");
        said.log
            .line_ahead(LogLevel::Debug, &about, format_args!("b"));
        said.assert_so_far("ab", "");
        said.line("c");
        said.assert_so_far("ab", "");
    }
    // For the callback it comes too late.
    said.assert_so_far("abc", "ac");
}

#[test]
#[cfg(unix)]
fn a_file_that_is_a_pipe_is_written_after_the_locks_and_takes_only_what_it_has_room_for() {
    use std::io::Read;
    use std::os::unix::fs::OpenOptionsExt;

    let said = Said::new("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&said.file)
        .status();
    assert!(made.unwrap().success());
    let open = |path: &Path| {
        let mut options = std::fs::OpenOptions::new();
        options.read(true).custom_flags(libc::O_NONBLOCK).open(path)
    };
    let mut reader = open(&said.file).unwrap();
    let mut read = || {
        let mut bytes = vec![0; 1 << 20];
        // Nothing there is an error, and nobody who writes is an end.
        reader.read(&mut bytes).unwrap_or(0)
    };
    {
        let _outer = hold();
        said.line("a");
        assert_eq!(read(), 0);
    }
    assert!(read() > 0);
    for _ in 0..10_000 {
        said.line("more than a pipe takes");
    }
    assert!(read() > 0);
}
