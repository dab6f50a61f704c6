//! What `call` can be told.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::values::{duration, pair};

/// Options of `call`.
#[derive(Args)]
#[command(after_help = "\
The path stands behind the base URL, such as /api/customers, and may have a query. A refused access token is replaced, \
and the request made once more; nothing else is sent twice, unless --retry asks for it, and a POST whose outcome is \
unknown never is. An answer that is no success has its body on standard output, too, and the exit status says what \
to do: 11 wait, 12 sign in, 13 it has moved, 15 it is refused. Where there is no answer, standard error says whether the request was \
sent.")]
pub struct Call {
    /// GET, POST, PUT, PATCH, DELETE or another method
    pub method: String,
    /// What to ask for, behind the base URL
    pub path: String,
    /// The user name at OmniFund
    #[arg(env = "OMNIFUND_USERNAME", hide_env_values = true)]
    pub user: String,
    /// Ask for all pages of a collection, and print their members as one array
    #[arg(long, conflicts_with_all = ["json", "data"])]
    pub all: bool,
    /// Add a parameter to the query
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub query: Vec<(String, String)>,
    /// Add a header
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub header: Vec<(String, String)>,
    /// Send this JSON, or that of a file: @FILE; @- is standard input
    #[arg(long, value_name = "JSON", conflicts_with = "data")]
    pub json: Option<String>,
    /// Send this text, or a file as it is: @FILE; @- is standard input
    #[arg(long, value_name = "TEXT")]
    pub data: Option<String>,
    /// What --data is
    #[arg(
        long,
        value_name = "TYPE",
        default_value = "application/octet-stream",
        requires = "data"
    )]
    pub content_type: String,
    /// Put the answer's body into this file, which gets its name when it is whole
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How long it may take, all tries included: 90s, 10m
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub time_limit: Option<Duration>,
    /// Try again within that time what was not sent, and a GET, HEAD or OPTIONS after a 429, a 503 or a lost answer
    #[arg(long)]
    pub retry: bool,
    /// By which the server knows a request that it has seen before
    #[arg(long, value_name = "KEY")]
    pub idempotency_key: Option<String>,
}
