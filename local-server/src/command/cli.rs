//! The command line.

use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};

use crate::command::help;
use crate::faults::rule::Rule;
use crate::server::authority::Handout;
use crate::state::fixtures::ResourceFile;
use crate::state::grant_type::GrantType;
use crate::state::name;
use crate::state::redirect_uri::RedirectUri;
use crate::state::scope::ScopeName;

/// A local server that stands in for OmniFund: token endpoint (POST /oauth/v2/token), token login (POST
/// /login), REST API (/api/customers and others), authorization page (/oauth/v2/auth) and portal (open its
/// address in a browser), over TLS, on loopback.
#[derive(Parser)]
#[command(name = "omnifund-local", version, after_help = help::EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without it, serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The options of `serve`, which need no subcommand.
    #[command(flatten)]
    pub serve: Box<ServeOptions>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Run the server (what happens without a command, too)
    #[command(after_help = help::EXAMPLES)]
    Serve(Box<ServeOptions>),
    /// Run a command beside a server of its own, and pass its exit status on
    #[command(after_help = help::RUN)]
    Run(Box<RunOptions>),
    /// Make and list OAuth clients in a state file, also while a server runs on it
    Client {
        /// What to do.
        #[command(subcommand)]
        command: ClientCommand,
    },
    /// Make, list, disable and enable users in a state file, also while a server runs on it
    User {
        /// What to do.
        #[command(subcommand)]
        command: UserCommand,
    },
}

/// How to run a server.
#[derive(Args)]
pub struct ServeOptions {
    /// Where to listen; port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:0", value_parser = address)]
    pub listen: SocketAddr,
    /// Allow --listen with an address that other machines can reach
    #[arg(long)]
    pub listen_anywhere: bool,
    /// Keep the state in this file, made on first use [default: in memory, gone at the end]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// Keep the certificate authority (ca.pem) in this directory, made on first use
    /// [default: FILE.tls beside --db FILE, else a temporary directory that is removed at the end]
    #[arg(long, value_name = "DIR")]
    pub tls_dir: Option<PathBuf>,
    /// Speak HTTP without TLS; on loopback only
    #[arg(long, conflicts_with_all = ["tls_dir", "certificate"])]
    pub plain_http: bool,
    /// Which certificate to hand out, to test what a client makes of a bad one
    #[arg(long, value_enum, default_value = "good")]
    pub certificate: Handout,
    /// Start with the client and the user of OmniFund's own documentation
    #[arg(long)]
    pub example: bool,
    /// Make sure that this OAuth client exists (repeatable)
    #[arg(long, value_name = "ID:SECRET[:NAME]")]
    pub client: Vec<ClientSpec>,
    /// Make sure that this user exists and has this password (repeatable)
    #[arg(long, value_name = "NAME:PASSWORD")]
    pub user: Vec<UserSpec>,
    /// Make sure that the OAuth clients and users of this file exist (repeatable; .toml or .json, see
    /// the README)
    #[arg(long, value_name = "FILE")]
    pub seed: Vec<PathBuf>,
    /// Serve these documents at /api/NAME, beside or in the place of the example's (repeatable; .json, see the README)
    #[arg(long, value_name = "NAME=FILE")]
    pub resource: Vec<ResourceFile>,
    /// Read options from this file, in TOML, by their long names; the command line wins
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How long an access token lives; with 0 it has expired when it is issued
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    pub access_lifetime: u32,
    /// How long a refresh token lives
    #[arg(long, value_name = "SECONDS", default_value_t = 1_209_600)]
    pub refresh_lifetime: u32,
    /// Hash passwords at the lowest cost, for test suites
    #[arg(long)]
    pub fast_passwords: bool,
    /// Refuse JSON bodies at the token endpoint, as a stock server of OmniFund's kind does
    #[arg(long)]
    pub form_only: bool,
    /// Let several of racing refreshes win, as OmniFund does, instead of exactly one
    #[arg(long)]
    pub vendor_race: bool,
    /// Want this scope of an access token at token login
    #[arg(long, value_name = "NAME")]
    pub login_scope: Option<ScopeName>,
    /// Open a control endpoint on this loopback address (see below); port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT", value_parser = address)]
    pub control: Option<SocketAddr>,
    /// Misbehave by this rule (repeatable, in order; see below)
    #[arg(long, value_name = "JSON")]
    pub fault: Vec<Rule>,
    /// How long a client may take for a TLS handshake, a header or a body
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    pub stall_timeout: u32,
    /// End when standard input ends, so that a killed test runner leaves no server behind
    #[arg(long)]
    pub exit_with_parent: bool,
}

/// How to run a command beside a server.
#[derive(Args)]
pub struct RunOptions {
    /// How the server runs.
    #[command(flatten)]
    pub serve: ServeOptions,
    /// Write the server's log to this file [default: nowhere]
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Write the server's log to standard error, between the command's own lines
    #[arg(long, conflicts_with = "log")]
    pub verbose: bool,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}

/// What to do with OAuth clients.
#[derive(Subcommand)]
pub enum ClientCommand {
    /// Make an OAuth client and print its id and secret; the secret is shown only now
    Add {
        /// The state file, made on first use
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// Its descriptive name
        #[arg(long, default_value = "")]
        name: String,
        /// A grant it may use (repeatable) [default: password refresh_token authorization_code]
        #[arg(long = "grant", value_name = "GRANT")]
        grants: Vec<GrantType>,
        /// A scope it may ask for (repeatable) [default: none]
        #[arg(long = "scope", value_name = "SCOPE")]
        scopes: Vec<ScopeName>,
        /// Where it may have users sent with a code (repeatable)
        #[arg(long = "redirect-uri", value_name = "URI")]
        redirect_uris: Vec<RedirectUri>,
        /// The merchant whose administrators see it in the portal
        #[arg(long, value_name = "NAME")]
        merchant: Option<String>,
    },
    /// List id, name, grants and scopes of all OAuth clients, separated by tabs
    List {
        /// The state file
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
    },
}

/// What to do with users.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Make a user; the password is the first line of standard input
    Add {
        /// The user.
        #[command(flatten)]
        user: UserName,
        /// The merchant that it works for
        #[arg(long, value_name = "NAME")]
        merchant: Option<String>,
        /// It may not manage OAuth clients and users in the portal
        #[arg(long)]
        employee: bool,
    },
    /// Shut a user out: password, refresh tokens and access tokens
    Disable(UserName),
    /// Let a disabled user in again
    Enable(UserName),
    /// List all users and whether they are enabled, separated by tabs
    List {
        /// The state file
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
    },
}

/// A user in a state file.
#[derive(Args)]
pub struct UserName {
    /// The user's name
    pub name: String,
    /// The state file
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
}

/// An OAuth client as `--client` names it.
#[derive(Clone)]
pub struct ClientSpec {
    /// The client id.
    pub id: String,
    /// The client secret.
    pub secret: String,
    /// The descriptive name.
    pub name: Option<String>,
}

impl ClientSpec {
    /// A client with these credentials.
    #[must_use]
    pub fn new(id: &str, secret: &str, name: Option<&str>) -> Self {
        Self {
            id: id.to_owned(),
            secret: secret.to_owned(),
            name: name.map(str::to_owned),
        }
    }
}

impl FromStr for ClientSpec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(id), Some(secret), name) if !id.is_empty() && !secret.is_empty() => {
                check("the client id", id)?;
                check("the name", name.unwrap_or_default())?;
                Ok(Self::new(id, secret, name))
            }
            _ => Err("expected client id and client secret with a colon between".to_owned()),
        }
    }
}

/// A user as `--user` names it.
#[derive(Clone)]
pub struct UserSpec {
    /// The user's name.
    pub name: String,
    /// The user's password.
    pub password: String,
}

impl UserSpec {
    /// A user with this password.
    #[must_use]
    pub fn new(name: &str, password: &str) -> Self {
        Self {
            name: name.to_owned(),
            password: password.to_owned(),
        }
    }
}

impl FromStr for UserSpec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some((name, password)) if !name.is_empty() && !password.is_empty() => {
                check("the user's name", name)?;
                Ok(Self::new(name, password))
            }
            _ => Err("expected user name and password with a colon between".to_owned()),
        }
    }
}

fn check(what: &str, name: &str) -> Result<(), String> {
    name::check(name).map_err(|wrong| format!("{what} {wrong}"))
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let port = text.strip_prefix("localhost:").map(str::parse);
    match (text.parse(), port) {
        (Ok(address), _) => Ok(address),
        (Err(_), Some(Ok(port))) => Ok((Ipv4Addr::LOCALHOST, port).into()),
        _ => Err("expected an IP address and a port, such as 127.0.0.1:8443 or [::1]:0".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_password_may_hold_colons() {
        let user: UserSpec = "name:pass:word".parse().unwrap_or_else(|_| panic!());
        assert_eq!(
            (user.name.as_str(), user.password.as_str()),
            ("name", "pass:word")
        );
    }
}
