//! `omnifund`: a valid OmniFund access token from a shell, and what those need who run it.

mod arguments;
mod browser;
mod clients;
mod doctor;
mod failure;
mod keep_alive;
mod keys;
mod opened;
mod pair;
mod recover;
mod secrets;
mod session;
mod show;
mod status;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::arguments::{Arguments, Command};
use self::failure::Failure;
use self::opened::Opened;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.end(),
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    let place = arguments.place;
    match arguments.command {
        Command::SignIn(options) => session::sign_in(&Opened::at(&place)?, &options),
        Command::Token(options) => session::token(&Opened::at(&place)?, &options),
        Command::Login(options) => session::login(&Opened::at(&place)?, &options),
        Command::SignOut(options) => session::sign_out(&Opened::at(&place)?, &options),
        Command::Adopt(options) => pair::adopt(&Opened::at(&place)?, &options),
        Command::Export(options) => pair::export(&Opened::at(&place)?, &options),
        Command::Recover(options) => recover::run(&Opened::at(&place)?, &options),
        Command::List(options) => status::list(&Opened::at(&place)?, options.json),
        Command::Status(options) => status::status(&Opened::at(&place)?, &options),
        Command::KeepAlive(options) => keep_alive::run(&Opened::at(&place)?, &options),
        Command::Client(command) => clients::run(&Opened::at(&place)?, command),
        Command::Key(command) => keys::run(&Opened::at(&place)?, command),
        Command::Doctor(options) => doctor::run(&place, &options),
        Command::Completions { shell } => {
            let mut command = Arguments::command();
            clap_complete::generate(shell, &mut command, "omnifund", &mut std::io::stdout());
            Ok(())
        }
        Command::Manual => {
            let manual = clap_mangen::Man::new(Arguments::command());
            manual
                .render(&mut std::io::stdout())
                .map_err(Failure::output)
        }
    }
}
