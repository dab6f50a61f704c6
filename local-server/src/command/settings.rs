//! A settings file: the options of `serve` by their long names, in TOML. What the command line says wins.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Args as _, Command, CommandFactory as _, FromArgMatches as _};
use toml::{Table, Value};

use crate::command::cli::{Cli, ServeOptions};
use crate::failure::{Failure, Result};

/// Reads the command line, and the settings file that it names.
///
/// # Errors
/// When that file can't be read or makes no sense. What is wrong on the command line ends the process.
pub fn read(arguments: Vec<OsString>) -> Result<Cli> {
    let matches = Cli::command().get_matches_from(&arguments);
    let (skipped, options) = match matches.subcommand() {
        Some((name @ ("serve" | "run"), options)) => {
            let at = arguments.iter().position(|argument| argument == name);
            (at.map_or(1, |at| at + 1), options)
        }
        Some(_) => return parsed(&matches),
        None => (1, &matches),
    };
    let Some(file) = options.get_one::<std::path::PathBuf>("config") else {
        return parsed(&matches);
    };
    let mut all = arguments[..skipped].to_vec();
    all.extend(of_file(file, options)?);
    all.extend_from_slice(&arguments[skipped..]);
    parsed(&Cli::command().get_matches_from(all))
}

fn parsed(matches: &ArgMatches) -> Result<Cli> {
    Cli::from_arg_matches(matches).map_err(|error| error.exit())
}

/// What a file says, as arguments; without what the command line says too.
fn of_file(file: &Path, command_line: &ArgMatches) -> Result<Vec<OsString>> {
    let text = fs::read_to_string(file).map_err(Failure::file("could not read settings", file))?;
    let refuse = |line: usize, why: &str| {
        Failure::Refused(format!("settings {}, line {line}: {why}", file.display()))
    };
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().map_or(0, |span| span.start);
        let line = text[..before.min(text.len())].matches('\n').count() + 1;
        refuse(line, error.message())
    })?;
    let known = ServeOptions::augment_args(Command::new("settings"));
    let mut kept = Vec::new();
    for (name, value) in &table {
        let line = line_of(&text, name);
        let refuse = |why: &str| refuse(line, why);
        let option = known
            .get_arguments()
            .find(|option| option.get_long() == Some(name) && name != "config")
            .ok_or_else(|| {
                refuse(&format!(
                    "there is no setting {name:?}; they are the options of `omnifund-local serve --help`"
                ))
            })?;
        let is_flag = matches!(option.get_action(), ArgAction::SetTrue);
        let own = arguments(name, value, is_flag)
            .ok_or_else(|| refuse(&format!("{name:?} can't be {}", value.type_str())))?;
        // Each by itself, so that a mistake is told with its line.
        let alone = [OsString::from("settings")].into_iter().chain(own.clone());
        if let Err(error) = known.clone().try_get_matches_from(alone) {
            let text = error.to_string();
            let reason = text.lines().next().unwrap_or_default();
            // Which others it needs or excludes is looked at when all is together.
            if !matches!(
                error.kind(),
                clap::error::ErrorKind::MissingRequiredArgument
                    | clap::error::ErrorKind::ArgumentConflict
            ) {
                return Err(refuse(reason.trim_start_matches("error: ")));
            }
        }
        let id = option.get_id().as_str();
        if command_line.value_source(id) != Some(ValueSource::CommandLine) {
            kept.extend(own);
        }
    }
    Ok(kept)
}

/// A setting as arguments; nothing where its type has no meaning there.
fn arguments(name: &str, value: &Value, is_flag: bool) -> Option<Vec<OsString>> {
    let option = |text: String| OsString::from(format!("--{name}={text}"));
    match value {
        Value::Boolean(true) if is_flag => Some(vec![format!("--{name}").into()]),
        Value::Boolean(false) if is_flag => Some(Vec::new()),
        _ if is_flag => None,
        Value::String(text) => Some(vec![option(text.clone())]),
        Value::Integer(number) => Some(vec![option(number.to_string())]),
        // A fault's rule, in TOML's words.
        Value::Table(_) => serde_json::to_string(value)
            .ok()
            .map(|text| vec![option(text)]),
        Value::Array(values) => {
            let each = values.iter().map(|value| match value {
                Value::Array(_) => None,
                value => arguments(name, value, false),
            });
            Some(each.collect::<Option<Vec<_>>>()?.concat())
        }
        _ => None,
    }
}

/// Where a name stands, counted from 1.
fn line_of(text: &str, name: &str) -> usize {
    let stands_in = |line: &str| {
        let line = line
            .trim_start()
            .trim_start_matches('[')
            .trim_start_matches(['"', '\'']);
        line.strip_prefix(name).is_some_and(|rest| {
            rest.trim_start_matches(['"', '\''])
                .trim_start()
                .starts_with(['=', ']', '.'])
        })
    };
    text.lines().position(stands_in).map_or(1, |at| at + 1)
}
