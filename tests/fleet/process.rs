//! A process of a host, seen from the test.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::common::until;

/// It is killed with this value, if it still runs.
pub struct Process {
    child: Child,
    orders: Option<ChildStdin>,
    said: Lines<BufReader<ChildStdout>>,
}

impl Process {
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        Self {
            orders: child.stdin.take(),
            child,
            said,
        }
    }

    /// One that obeys, and has its session open.
    pub fn obeying(command: Command) -> Self {
        let mut process = Self::start(command);
        assert_eq!(process.next().unwrap(), "ready");
        process
    }

    /// What it says next; nothing when it has ended.
    pub fn next(&mut self) -> Option<Value> {
        loop {
            let line = self.said.next()?.unwrap();
            if let Some(said) = line.strip_prefix("said ") {
                return Some(serde_json::from_str(said).unwrap());
            }
        }
    }

    pub fn order(&mut self, order: &str) {
        let orders = self.orders.as_mut().unwrap();
        writeln!(orders, "{order}").unwrap();
    }

    /// Orders, and gives what came of it.
    pub fn asked(&mut self, order: &str) -> Value {
        self.order(order);
        self.next().expect("it says what came of it")
    }

    /// Orders; it must succeed.
    #[track_caller]
    pub fn must(&mut self, order: &str) -> Value {
        let done = self.asked(order);
        assert!(done["failed"].is_null(), "{order}: {done}");
        done
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, signal: i32) {
        let pid = libc::pid_t::try_from(self.pid()).unwrap();
        // SAFETY: it is this test's child, and has not been waited for.
        assert_eq!(unsafe { libc::kill(pid, signal) }, 0);
    }

    /// Waits until it stands still.
    pub fn wait_until_stopped(&self) {
        let path = format!("/proc/{}/stat", self.pid());
        until(|| {
            let shown = std::fs::read_to_string(&path).unwrap();
            let state = shown.rsplit(") ").next().unwrap();
            state.starts_with('T').then_some(())
        });
    }

    /// Waits until it has ended, which it does by itself or was killed.
    pub fn wait(&mut self) -> std::process::ExitStatus {
        drop(self.orders.take());
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
