//! Secrets come from the terminal without echo, or from standard input; never from an argument, which
//! every user of the machine can read.

use std::io::{self, IsTerminal, Read};

use omnifund::Secret;

use crate::failure::Failure;
use crate::show;
use crate::system::{standard, terminal};

/// Nobody's secret is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Asks for a secret, or takes it from standard input where that was told, by `option`.
pub fn ask(what: &str, from_stdin: bool, option: &str) -> Result<Secret, Failure> {
    let secret = if from_stdin {
        let text = stdin()?;
        Secret::from(text.expose().trim_end_matches(['\r', '\n']))
    } else if io::stdin().is_terminal() {
        terminal::ask(&show::escaped(what))
            .map_err(|error| Failure::usage(format!("the terminal: {error}")))?
    } else {
        let problem = match standard::input_can_hold_something() {
            true => format!(
                "it is not read from standard input unless that is told: add {option}, or type it at a terminal"
            ),
            false => format!(
                "there is no terminal to ask at; hand it over on standard input, with {option}"
            ),
        };
        return Err(Failure::usage(format!("{what}: {problem}")));
    };
    if secret.expose().is_empty() {
        return Err(Failure::usage(format!("{what}: nothing was given")));
    }
    Ok(secret)
}

/// All of standard input.
pub fn stdin() -> Result<Secret, Failure> {
    let mut text = String::with_capacity(4096);
    let read = io::stdin().take(LONGEST).read_to_string(&mut text);
    let text = Secret::from(text);
    read.map_err(|error| Failure::usage(format!("standard input: {error}")))?;
    Ok(text)
}
