//! `omnifund-local client …` and `user …`: change a state file, also while a server runs on it.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use crate::clock::Clock;
use crate::command::cli::{ClientCommand, UserCommand, UserName};
use crate::failure::{Failure, Result};
use crate::state::clients::{self, Description};
use crate::state::database::{Database, Missing};
use crate::state::name;
use crate::state::passwords::{Cost, Passwords};
use crate::state::scope::Scope;
use crate::state::users::{self, MERCHANT, Position};
use crate::traffic::log::say;

/// Carries out a command on OAuth clients.
///
/// # Errors
/// When the state file cannot be used.
pub fn client(command: ClientCommand) -> Result<()> {
    match command {
        ClientCommand::Add {
            db,
            name,
            grants,
            scopes,
            redirect_uris,
            merchant,
        } => {
            named("the name", &name)?;
            named("the merchant", merchant.as_deref().unwrap_or_default())?;
            let mut description = Description {
                name,
                scopes: Scope::of(&scopes),
                redirect_uris,
                ..Description::default()
            };
            if !grants.is_empty() {
                description.grants = grants;
            }
            if let Some(merchant) = merchant {
                description.merchant = merchant;
            }
            let now = Clock::default().now();
            let made = Database::open(&db, Missing::Create)?
                .transact(|transaction| clients::add(transaction, &description, now))?;
            print(&format!(
                "OMNIFUND_CLIENT_ID={}\nOMNIFUND_CLIENT_SECRET={}\n",
                made.id, made.secret
            ))
        }
        ClientCommand::List { db } => {
            let database = Database::open(&db, Missing::Refuse)?;
            let lines = clients::list(&database.connection())?.into_iter();
            let lines = lines.map(|client| {
                format!(
                    "{}\t{}\t{}\t{}\n",
                    cell(&client.id),
                    cell(&client.name),
                    client.grants(),
                    client.scopes.text().unwrap_or_default(),
                )
            });
            print(&lines.collect::<String>())
        }
    }
}

/// Carries out a command on users.
///
/// # Errors
/// When the state file cannot be used, the user is missing or is there already.
pub fn user(command: UserCommand) -> Result<()> {
    match command {
        UserCommand::Add {
            user,
            merchant,
            employee,
        } => {
            named("the merchant", merchant.as_deref().unwrap_or_default())?;
            let position = Position {
                merchant: merchant.unwrap_or_else(|| MERCHANT.to_owned()),
                administrator: !employee,
            };
            add(&user, &position)
        }
        UserCommand::Disable(user) => set_disabled(&user, true),
        UserCommand::Enable(user) => set_disabled(&user, false),
        UserCommand::List { db } => {
            let database = Database::open(&db, Missing::Refuse)?;
            let lines = users::list(&database.connection())?.into_iter();
            let lines = lines.map(|user| {
                let state = match user.disabled {
                    true => "disabled",
                    false => "enabled",
                };
                format!("{}\t{state}\n", cell(&user.name))
            });
            print(&lines.collect::<String>())
        }
    }
}

fn add(user: &UserName, position: &Position) -> Result<()> {
    if user.name.is_empty() {
        return Err(Failure::Refused("a user needs a name".to_owned()));
    }
    named("the user's name", &user.name)?;
    let password = password(&user.name)?;
    let hash = Passwords::new(Cost::Normal)?.hash(&password)?;
    let added = Database::open(&user.db, Missing::Create)?
        .transact(|transaction| users::add(transaction, &user.name, &hash, position))?;
    if added {
        Ok(())
    } else {
        Err(Failure::Refused(format!(
            "there is a user {:?} already; to give it another password, start the server with \
             --user NAME:PASSWORD",
            user.name
        )))
    }
}

fn named(what: &str, name: &str) -> Result<()> {
    name::check(name).map_err(|wrong| Failure::Refused(format!("{what} {wrong}")))
}

fn set_disabled(user: &UserName, disabled: bool) -> Result<()> {
    let found = Database::open(&user.db, Missing::Refuse)?
        .transact(|transaction| users::set_disabled(transaction, &user.name, disabled))?;
    if found {
        Ok(())
    } else {
        Err(Failure::Refused(format!(
            "there is no user {:?} in {}; `omnifund-local user list` shows who is there",
            user.name,
            user.db.display()
        )))
    }
}

/// The first line of standard input: a password on the command line would be seen by every
/// process on the machine.
fn password(name: &str) -> Result<String> {
    let mut input = std::io::stdin().lock();
    if input.is_terminal() {
        say(&format!(
            "type the password for {name:?} (it will show), then Enter"
        ));
    }
    let mut line = String::new();
    input.read_line(&mut line).map_err(Failure::system(
        "could not read the password from standard input",
    ))?;
    let line = line.strip_suffix('\n').unwrap_or(&line);
    let password = line.strip_suffix('\r').unwrap_or(line);
    if password.is_empty() {
        return Err(Failure::Refused(
            "the first line of standard input is to be the password, and it is empty".to_owned(),
        ));
    }
    Ok(password.to_owned())
}

/// A text that somebody chose, so that it cannot break out of its cell or speak to a terminal.
fn cell(text: &str) -> String {
    let escape = |character: char| match character {
        '"' | '\'' => vec![character],
        other => other.escape_debug().collect(),
    };
    text.chars().flat_map(escape).collect()
}

fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(Failure::system("could not write to standard output"))
}
