//! The program: reads the command line and starts what it asks for.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use omnifund_local::command::cli::{Cli, Command};
use omnifund_local::command::{manage, serve, settings};
use omnifund_local::failure::Result;
use omnifund_local::traffic::log;

fn main() -> ExitCode {
    let outcome = settings::read(std::env::args_os().collect()).and_then(carry_out);
    outcome.unwrap_or_else(|failure| {
        // Whatever became of the log: this is for who started it.
        eprintln!("omnifund-local: {failure}");
        ExitCode::FAILURE
    })
}

fn carry_out(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        None => serve::run(*cli.serve)?,
        Some(Command::Serve(options)) => serve::run(*options)?,
        Some(Command::Run(options)) => {
            log::to(options.log.as_deref(), options.verbose)?;
            return serve::run_beside(options.serve, &options.command);
        }
        Some(Command::Client { command }) => manage::client(command)?,
        Some(Command::User { command }) => manage::user(command)?,
    }
    Ok(ExitCode::SUCCESS)
}
