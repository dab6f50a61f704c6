//! `omnifund`: a valid OmniFund access token from a shell, and what those need who run it.

#![deny(clippy::disallowed_macros, clippy::disallowed_methods)]
// The fuzzer brings a `main` of its own.
#![cfg_attr(fuzzing, no_main, allow(dead_code))]

mod arguments;
mod browser;
mod call;
mod call_options;
mod clients;
mod doctor;
mod document;
mod exit;
mod failure;
#[cfg(any(test, fuzzing))]
mod fuzzed;
mod keep_alive;
mod keys;
mod manual;
mod opened;
mod pair;
mod recover;
mod secrets;
mod session;
mod settings;
mod shell;
mod show;
mod status;
mod stores;
mod system;
mod values;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::arguments::{Arguments, ClientCommand, Command};
use self::failure::Failure;
use self::opened::Opened;

fn main() -> ExitCode {
    system::signals::make_file_limit_an_error();
    match Arguments::try_parse().map_err(Failure::from).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.end(),
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    let settings = arguments.settings;
    match arguments.command {
        Command::SignIn(options) => session::sign_in(&Opened::or_made(&settings)?, &options),
        Command::Token(options) => session::token(&Opened::at(&settings)?, &options),
        Command::Login(options) => session::login(&Opened::at(&settings)?, &options),
        Command::Call(options) => call::run(&Opened::at(&settings)?, &options),
        Command::SignOut(options) => session::sign_out(&Opened::at(&settings)?, &options),
        Command::Forget(options) => session::forget(&Opened::at(&settings)?, &options),
        Command::Adopt(options) => pair::adopt(&Opened::or_made(&settings)?, &options),
        Command::Export(options) => pair::export(&Opened::at(&settings)?, &options),
        Command::Recover(options) => recover::run(&Opened::at(&settings)?, &options),
        Command::List(options) => status::list(&Opened::at(&settings)?, options.json),
        Command::Status(options) if options.watch => watch::run(&Opened::at(&settings)?, &options),
        Command::Status(options) => status::status(&Opened::at(&settings)?, &options),
        Command::KeepAlive(options) => keep_alive::run(&Opened::at(&settings)?, &options),
        Command::Client(command) => {
            let opened = match command {
                ClientCommand::Add(_) => Opened::or_made(&settings),
                _ => Opened::at(&settings),
            };
            clients::run(&opened?, command)
        }
        Command::Key(command) => keys::run(&Opened::at(&settings)?, command),
        Command::Store(command) => stores::run(&command),
        Command::Doctor(options) => doctor::run(&settings, &options),
        Command::Completions { shell } => {
            let mut completions = Vec::new();
            clap_complete::generate(
                shell,
                &mut Arguments::command(),
                "omnifund",
                &mut completions,
            );
            show::as_it_is(&completions)
        }
        Command::Manual => show::as_it_is(manual::page().as_bytes()),
    }
}
