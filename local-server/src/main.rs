//! The program: reads the command line and starts what it asks for.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;
use omnifund_local::cli::{Cli, Command};
use omnifund_local::{manage, serve};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        None => serve::run(*cli.serve),
        Some(Command::Serve(options)) => serve::run(*options),
        Some(Command::Client { command }) => manage::client(command),
        Some(Command::User { command }) => manage::user(command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            omnifund_local::request_log::say(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}
