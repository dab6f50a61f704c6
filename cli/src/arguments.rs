//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::call_options::Call;
use crate::settings;
use crate::stores::StoreCommand;
use crate::values::{duration, interval};

/// A valid OmniFund access token from a shell, and what those need who run it.
#[derive(Parser)]
#[command(name = "omnifund", version, after_help = settings::help())]
pub struct Arguments {
    /// Where the settings are.
    #[command(flatten)]
    pub settings: Settings,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the settings are.
#[derive(Args)]
pub struct Settings {
    /// Read the settings from this file, and not from the environment
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "OMNIFUND_CONFIG",
        hide_env_values = true
    )]
    pub config: Option<PathBuf>,
    /// Take over a store that another machine made: it was moved here, and that machine uses it no more.
    /// Once is enough
    #[arg(long, global = true)]
    pub take_over: bool,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Sign a user in by password, which is asked for without echo
    SignIn(SignIn),
    /// Print a valid access token; it is refreshed where it must be
    Token(Token),
    /// Log the user in to OmniFund with a valid access token
    Login(OfUser),
    /// Make a request of OmniFund's API with a valid access token, and print the answer's body
    Call(Call),
    /// Show how sessions stand, without the network
    Status(Status),
    /// List the sessions of the store
    List(Output),
    /// Take over tokens that another program got; they are read from standard input
    Adopt(Adopt),
    /// Give a session's tokens away, as JSON on standard output; here it is signed out
    Export(User),
    /// Look once more at an answer of OmniFund that could not be understood and is kept, and go on with the
    /// tokens in it
    Recover(Recover),
    /// Forget a session's tokens; at OmniFund they stay good until they end
    SignOut(User),
    /// Take a session out of the store, with all that is kept of it: for an employee who left, and for a record
    /// that is damaged
    Forget(User),
    /// Refresh all sessions that were not for a while: an unused one dies after 14 days
    KeepAlive(KeepAlive),
    /// Keep OAuth clients in the store under names, their secrets sealed
    #[command(subcommand)]
    Client(ClientCommand),
    /// Change the store's sealing key
    #[command(subcommand)]
    Key(KeyCommand),
    /// Move what a store keeps
    #[command(subcommand)]
    Store(StoreCommand),
    /// Look at everything that a session needs, and say what is wrong and what to do; safe to mail
    Doctor(Doctor),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page
    Manual,
}

/// Whose session.
#[derive(Args)]
pub struct User {
    /// The user name at OmniFund
    #[arg(env = "OMNIFUND_USERNAME", hide_env_values = true)]
    pub user: String,
}

/// How to say it.
#[derive(Args)]
pub struct Output {
    /// Say it as JSON
    #[arg(long)]
    pub json: bool,
}

/// A user, and how to say it.
#[derive(Args)]
pub struct OfUser {
    /// Whose session.
    #[command(flatten)]
    pub user: User,
    /// How to say it.
    #[command(flatten)]
    pub output: Output,
}

/// Options of `sign-in`.
#[derive(Args)]
pub struct SignIn {
    /// Whose session.
    #[command(flatten)]
    pub user: User,
    /// Read the password from standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// Save the password in the store, sealed: the library then signs in anew by itself where the
    /// server's reply to a refresh was lost
    #[arg(long)]
    pub save_password: bool,
    /// Through the browser, and without the password.
    #[command(flatten)]
    pub browser: Browser,
}

/// Options of `sign-in --browser`.
#[derive(Args)]
pub struct Browser {
    /// Let the user log in and allow it on OmniFund's own page (authorization_code): no program sees the
    /// password. The OAuth client has to have http://127.0.0.1:PORT/callback among its redirect URIs. Until
    /// the user has come back, the page's address is a secret: who knows it can sign in here as himself. The
    /// browser gets it by a file that only this user can read; one that can't read that file (a snap, a
    /// flatpak) needs the address that is printed
    #[arg(long, conflicts_with_all = ["password_stdin", "save_password"])]
    pub browser: bool,
    /// Where the browser comes back to, on this machine
    #[arg(long, value_name = "PORT", default_value_t = 8400, requires = "browser", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: u16,
    /// Print the page's address, and leave it to the user to open it
    #[arg(long, requires = "browser")]
    pub no_open: bool,
    /// Read the address that the browser ended at from standard input: for a browser elsewhere
    #[arg(long, requires = "browser")]
    pub paste: bool,
    /// How long to wait for the user, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 300,
        requires = "browser"
    )]
    pub wait: u32,
}

/// Options of `token`.
#[derive(Args)]
pub struct Token {
    /// Whose session.
    #[command(flatten)]
    pub user: User,
    /// How to say it.
    #[command(flatten)]
    pub output: Output,
    /// Refresh first, whether it must be or not
    #[arg(long)]
    pub refresh: bool,
    /// First hand back the access token on standard input: the server answered 401 to it
    #[arg(long)]
    pub reject_stdin: bool,
}

/// Options of `status`.
#[derive(Args)]
#[command(after_help = "\
Without a user name it shows every session of the store, whatever its OAuth client and its OmniFund; with one, \
the session of the OAuth client that the settings name, as all other commands mean it.")]
pub struct Status {
    /// The user name at OmniFund; all sessions of the store unless given
    pub user: Option<String>,
    /// Only the sessions of this OAuth client, by its name or the client id it was first used with
    #[arg(long, value_name = "NAME", conflicts_with = "user")]
    pub client: Option<String>,
    /// Say it as JSON
    #[arg(long, conflicts_with = "prometheus")]
    pub json: bool,
    /// Say it in Prometheus' text format
    #[arg(long, conflicts_with = "watch")]
    pub prometheus: bool,
    /// Say it again and again, until Ctrl-C; with --json a line each time
    #[arg(long)]
    pub watch: bool,
    /// How often: 2s, 1m
    #[arg(long, default_value = "2s", requires = "watch", value_parser = interval)]
    pub interval: Duration,
}

/// Options of `doctor`.
#[derive(Args)]
pub struct Doctor {
    /// Users to look at by name: whose a damaged record is can only be told for names that are given
    pub users: Vec<String>,
    /// How to say it.
    #[command(flatten)]
    pub output: Output,
}

/// Options of `adopt`.
#[derive(Args)]
#[command(after_help = "\
Standard input holds JSON as `omnifund export` writes it:
  {\"refresh_token\": \"...\", \"access_token\": \"...\",
   \"expires_at\": 1795530545}
access_token and expires_at may be left out: then the session begins with a refresh. From here on no other \
program may refresh with these tokens.")]
pub struct Adopt {
    /// Whose session.
    #[command(flatten)]
    pub user: User,
    /// Replace the tokens of a user who is signed in
    #[arg(long)]
    pub replace: bool,
}

/// Options of `recover`.
#[derive(Args)]
#[command(after_help = "\
OmniFund gives each pair of tokens once. Where an answer could not be understood, it is kept in the store, sealed, \
until the next success: `omnifund status` says so. A later version of this program may understand it. A human who \
finds tokens in what --show prints gives them to `omnifund adopt --replace`; else the user must sign in.")]
pub struct Recover {
    /// Whose session.
    #[command(flatten)]
    pub user: User,
    /// Print the answer as it came, and change nothing; it can hold tokens
    #[arg(long)]
    pub show: bool,
}

/// Options of `keep-alive`.
#[derive(Args)]
pub struct KeepAlive {
    /// Refresh sessions whose last rotation is older than this: 3d, 36h, 90m, 10s
    #[arg(long, default_value = "3d", value_parser = duration)]
    pub age: Duration,
    /// Begin no refresh after this long; what is left over is for the next run
    #[arg(long, default_value = "10m", value_parser = duration)]
    pub budget: Duration,
    /// Say nothing of sessions that were refreshed
    #[arg(long, conflicts_with = "json")]
    pub quiet: bool,
    /// How to say it.
    #[command(flatten)]
    pub output: Output,
}

/// What to do with OAuth clients.
#[derive(Subcommand)]
pub enum ClientCommand {
    /// Keep an OAuth client; its secret is asked for without echo
    Add(ClientCredentials),
    /// List names and client ids; never a secret
    List(Output),
    /// Give one another name; its sessions stay its sessions
    Rename {
        /// Its name
        name: String,
        /// Its new name
        new_name: String,
    },
    /// Put a new client id and secret in the place of lost ones; the new secret is asked for
    Replace(ClientCredentials),
    /// Forget one
    Remove {
        /// Its name
        name: String,
    },
}

/// An OAuth client, but for its secret.
#[derive(Args)]
pub struct ClientCredentials {
    /// Its descriptive name, 1 to 200 characters
    pub name: String,
    /// Its client id, as the portal shows it
    pub client_id: String,
    /// Read the client secret from standard input
    #[arg(long)]
    pub secret_stdin: bool,
}

/// What to do with the sealing key.
#[derive(Subcommand)]
pub enum KeyCommand {
    /// Put a new key into the key file, which opens records and seals none yet: the first step where
    /// several machines or containers are given the key file by hand
    Prepare,
    /// Seal with the new key from here on, and seal every record anew; prepares one where none waits
    Rotate,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn no_secret_can_be_an_argument() {
        let mut help = Arguments::command().render_long_help().to_string();
        for command in Arguments::command().get_subcommands_mut() {
            help += &command.render_long_help().to_string();
        }
        for option in [
            "--password ",
            "--password=",
            "--secret ",
            "--secret=",
            "--refresh-token",
        ] {
            assert!(!help.contains(option), "{option}");
        }
    }
}
