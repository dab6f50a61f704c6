//! What calls cost, in instructions and in system calls: numbers that no busy machine changes. Each may grow by a
//! twentieth; what grows by more is seen in the change that grows it, which then says here what it costs, and why.

#![cfg(all(feature = "capi", target_os = "linux", target_arch = "x86_64"))]
#![allow(missing_docs)]

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::c::{command_for, program};
use common::{LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Secret, Session, Store};

/// Instructions of the library, those aside of what chooses its way by the processor.
const INSTRUCTIONS: [(&str, u64); 3] = [
    ("live token", 452),
    ("exchange", 268_000),
    ("opening", 89_000),
];
const SYSTEM_CALLS: [(&str, u64); 3] = [("cold token", 59), ("refresh", 117), ("opening", 40)];

/// Of every hundred instructions: the numbers are a compiler's, and older ones make more of the same.
fn room() -> u64 {
    let output = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    let minor = version.split('.').nth(1).unwrap();
    if minor.parse::<u32>().unwrap() < 90 {
        20
    } else {
        5
    }
}

struct Costs {
    server: LocalServer,
    scratch: Scratch,
    program: PathBuf,
}

impl Costs {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let server = LocalServer::start();
        let store = Store::open_file(scratch.path("store"), None).unwrap();
        let session = Session::open(&server.client(), &store, USERNAME).unwrap();
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        Self {
            server,
            scratch,
            program: program("costs"),
        }
    }

    /// Runs so many of these calls under a tool, which writes to the file that is given back.
    fn run(&self, tool: &[&str], part: &str, times: u64) -> String {
        let written = self.scratch.path("written");
        let mut command = command_for(tool[0], &self.server);
        command.args(tool[1..].iter().map(|argument| {
            let written = written.display().to_string();
            argument.replace("{written}", &written)
        }));
        command.arg(&self.program).arg(part).arg(times.to_string());
        let output = command.arg(self.scratch.path("store")).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        std::fs::read_to_string(written).unwrap()
    }

    /// Of one call: what the start of the process and its end cost is in both numbers.
    fn instructions(&self, part: &str) -> u64 {
        let (few, many) = match part {
            "live token" => (1_000, 11_000),
            _ => (2, 12),
        };
        let callgrind = [
            "valgrind",
            "--quiet",
            "--tool=callgrind",
            "--compress-strings=no",
            "--compress-pos=no",
            "--demangle=no",
            "--callgrind-out-file={written}",
        ];
        let counted = |times| own_instructions(&self.run(&callgrind, part, times));
        (counted(many) - counted(few)) / (many - few)
    }

    /// Of the one with the fewest: on a busy machine an answer comes in more pieces.
    fn system_calls(&self, part: &str) -> u64 {
        // The first of a process is the cold one.
        let times = if part == "cold token" { 1 } else { 5 };
        let traced = self.run(&["strace", "-f", "-o", "{written}"], part, times);
        let calls = traced.lines().filter_map(|line| line.split_once(' '));
        let calls: Vec<_> = calls.map(|(_, call)| call.trim_start()).collect();
        let parts = calls.split(|call| call.starts_with("write(-1,"));
        // What is between two of them is not asked for.
        let asked = parts.skip(1).step_by(2).take(times as usize);
        let counts = asked.map(|calls| calls.iter().filter(|call| is_counted(call)).count());
        counts.min().unwrap() as u64
    }
}

/// Whether it is asked for everywhere: who gets memory how is the C library's to decide, and by how many steps one
/// comes to a directory depends on where it lies and on who comes.
fn is_counted(call: &str) -> bool {
    let not = [
        "brk(",
        "mmap(",
        "munmap(",
        "mremap(",
        "madvise(",
        "close(",
        "readlink(",
        "geteuid(",
    ];
    let is_step = call.contains("O_PATH") || call.starts_with("openat(AT_FDCWD, \"/\",");
    !is_step && !not.iter().any(|name| call.starts_with(name)) && !call.starts_with("---")
}

/// The sum of what functions of the library cost themselves.
fn own_instructions(profile: &str) -> u64 {
    let (mut is_ours, mut is_counted, mut is_of_a_call) = (false, false, false);
    let mut sum = 0;
    for line in profile.lines() {
        if let Some(object) = line.strip_prefix("ob=") {
            is_ours = object.ends_with("/libomnifund.so") || object.contains("/libomnifund.so.");
        } else if let Some(function) = line.strip_prefix("fn=") {
            is_counted = is_ours && is_the_same_everywhere(function);
        } else if line.starts_with("calls=") {
            is_of_a_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            let cost = line
                .split(' ')
                .nth(1)
                .and_then(|cost| cost.parse::<u64>().ok());
            if is_counted && !is_of_a_call {
                sum += cost.unwrap();
            }
            is_of_a_call = false;
        }
    }
    sum
}

/// Sums and ciphers choose their way by the processor: those of ring, in C and assembler, and those that seal records.
fn is_the_same_everywhere(function: &str) -> bool {
    let is_rust = ["_ZN", "_R", "omnifund_"]
        .iter()
        .any(|begins| function.starts_with(begins));
    let chooses = ["4ring", "chacha20", "poly1305", "memchr"];
    is_rust && !chooses.iter().any(|name| function.contains(name))
}

#[track_caller]
fn assert_held(what: &str, limits: &[(&str, u64)], room: u64, count: impl Fn(&str) -> u64) {
    let mut grown = Vec::new();
    for (part, limit) in limits {
        let counted = count(part);
        println!("{part}: {counted} {what}, {limit} are written down");
        if counted > limit + limit * room / 100 {
            grown.push(format!("{part}: {counted} {what}, and not {limit}"));
        }
    }
    assert!(grown.is_empty(), "{}", grown.join("\n"));
}

#[test]
fn a_live_token_an_exchange_and_an_opening_take_no_more_instructions_than_is_written_down() {
    let costs = Costs::new("instructions");
    assert_held("instructions", &INSTRUCTIONS, room(), |part| {
        costs.instructions(part)
    });
}

#[test]
fn a_cold_token_a_refresh_and_an_opening_ask_no_more_of_the_system_than_is_written_down() {
    let costs = Costs::new("system-calls");
    assert_held("system calls", &SYSTEM_CALLS, 5, |part| {
        costs.system_calls(part)
    });
}

#[test]
fn only_own_instructions_are_counted_and_none_that_depend_on_the_processor() {
    let profile = "ob=/lib/libc.so.6\nfn=memcpy\n0 1\n\nob=/x/libomnifund.so\nfn=_ZN8omnifund5token\n0 20\n\
                   cob=/lib/libc.so.6\ncfn=memcpy\ncalls=1 0\n0 300\n0 4000\n\nfn=ring_core_sha\n0 50000\n\n\
                   fn=_ZN4ring4hmac\n0 600000\n\nfn=omnifund_token_free\n0 7000000\n";
    assert_eq!(own_instructions(profile), 7_004_020);
}
