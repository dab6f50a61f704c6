//! The manual page, as people see it.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use std::path::Path;
use std::process::Command;

use till::Till;
use till::common::Scratch;

/// Runs a program over the page; `None` where this machine does not have it.
fn over(page: &Path, program: &str, arguments: &[&str], width: &str) -> Option<String> {
    let mut command = Command::new(program);
    command.args(arguments).arg(page);
    command
        .env("MANWIDTH", width)
        .env("LC_ALL", "C.UTF-8")
        .env("MANPAGER", "cat");
    match command.output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            println!("skipped: no {program} here");
            None
        }
    }
}

fn page(scratch: &Scratch) -> std::path::PathBuf {
    let printed = Command::new(env!("CARGO_BIN_EXE_omnifund"))
        .arg("manual")
        .output()
        .unwrap();
    assert!(printed.status.success());
    let path = scratch.path("omnifund.1");
    std::fs::write(&path, printed.stdout).unwrap();
    path
}

#[test]
fn a_linter_finds_nothing_in_it() {
    let scratch = Scratch::new("manual-lint");
    let found = over(&page(&scratch), "mandoc", &["-T", "lint"], "80");
    assert_eq!(found.unwrap_or_default(), "");
}

#[test]
fn no_name_in_it_is_broken_at_any_width_and_each_setting_is_an_entry() {
    let till = Till::new("manual-names");
    let help = till.shows(&["--help"]);
    let settings: Vec<_> = help
        .lines()
        .filter_map(|line| line.strip_prefix("  OMNIFUND_"))
        .map(|line| line.split_once("  ").unwrap())
        .collect();
    assert!(settings.len() >= 15, "{help}");
    let scratch = Scratch::new("manual-widths");
    let page = page(&scratch);
    for width in ["60", "80", "132"] {
        let Some(shown) = over(&page, "man", &["-l"], width) else {
            return;
        };
        let lines: Vec<_> = shown.lines().map(str::trim).collect();
        for (setting, meaning) in &settings {
            let entry = format!("OMNIFUND_{setting}");
            let place = lines.iter().position(|line| *line == entry);
            let place = place.unwrap_or_else(|| panic!("no {entry} of its own in\n{shown}"));
            let first = meaning.split(' ').next().unwrap();
            assert!(
                lines[place + 1].starts_with(first),
                "{entry}: {}",
                lines[place + 1]
            );
        }
        let all = std::fs::read_to_string(&page)
            .unwrap()
            .replace("\\-", "-")
            .replace("\\~", " ");
        for option in all
            .split("\\fB")
            .filter_map(|bold| bold.split("\\fR").next())
        {
            if option.starts_with("--") || option.starts_with("omnifund ") {
                assert!(shown.contains(option), "{option} at {width}:\n{shown}");
            }
        }
        assert!(
            !lines.iter().any(|line| line.ends_with(['\u{2010}', '-'])),
            "{shown}"
        );
    }
}

#[test]
fn it_tells_of_every_command_and_option_and_sends_nobody_to_a_page_that_is_not_there() {
    let till = Till::new("manual-whole");
    let manual = till.shows(&["manual"]).replace("\\-", "-");
    let mut commands: Vec<Vec<String>> = vec![vec![]];
    let mut told = 0;
    while let Some(command) = commands.pop() {
        let asked: Vec<&str> = command
            .iter()
            .map(String::as_str)
            .chain(["--help"])
            .collect();
        let help = till.shows(&asked);
        let listed = help.split("Commands:\n").nth(1).unwrap_or_default();
        let names = listed.lines().take_while(|line| !line.is_empty());
        // What an entry goes on with stands further in.
        let names = names.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
        for name in names.filter(|name| !["", "help"].contains(name)) {
            commands.push([&command[..], &[name.to_owned()]].concat());
        }
        let words = help.split(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
        for option in words.filter(|word| word.starts_with("--") && word.len() > 3) {
            assert!(manual.contains(option), "{command:?} {option}");
            told += 1;
        }
        if listed.is_empty() {
            let called = format!("omnifund {}", command.join(" ")).replace(' ', "\\~");
            assert!(manual.contains(&called), "{called}");
        }
    }
    assert!(told > 30, "{told}");
    assert!(!manual.contains("(1)"), "{manual}");
}
