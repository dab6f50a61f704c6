//! `adopt` and `export`: tokens that come in, and tokens that go.

use std::thread;
use std::time::Duration;

use omnifund::{Advice, ErrorKind, Exported, Secret, Session};
use serde_json::{Value, json};

use crate::arguments::{Adopt, User};
use crate::failure::Failure;
use crate::opened::Opened;
use crate::system::handed_over;
use crate::system::signals::{self, Held};
use crate::{secrets, show};

/// Between two tries to put a pair back.
const BETWEEN_TRIES: Duration = Duration::from_secs(1);

/// `omnifund adopt`
pub fn adopt(opened: &Opened, options: &Adopt) -> Result<(), Failure> {
    let session = opened.session(&options.user.user)?;
    let text = secrets::stdin()?;
    let pair: Value = serde_json::from_str(text.expose()).map_err(|error| {
        // Its position alone: the message could repeat a token.
        let (line, column) = (error.line(), error.column());
        Failure::usage(format!(
            "standard input is no JSON, at line {line}, column {column}"
        ))
    })?;
    let token = |name: &str| match &pair[name] {
        Value::Null => Ok(None),
        Value::String(token) => Ok(Some(Secret::from(token.as_str()))),
        _ => Err(Failure::usage(format!(
            "{name} on standard input is no string"
        ))),
    };
    let expires_at = match &pair["expires_at"] {
        Value::Null => None,
        number => Some(number.as_i64().ok_or_else(|| {
            Failure::usage("expires_at on standard input is no Unix time in seconds")
        })?),
    };
    let refresh_token = token("refresh_token")?
        .ok_or_else(|| Failure::usage("there is no refresh_token on standard input"))?;
    session.adopt(
        token("access_token")?.as_ref(),
        &refresh_token,
        expires_at,
        options.replace,
    )?;
    show::line(format!(
        "The session of {} has these tokens from here on; no other program may refresh with them.",
        options.user.user
    ))
}

/// `omnifund export`
pub fn export(opened: &Opened, options: &User) -> Result<(), Failure> {
    let session = opened.session(&options.user)?;
    // Before the session gives them away.
    handed_over::is_possible().map_err(|error| {
        Failure::NobodyRead(
            error,
            "nobody would have the tokens, and they stay in the session",
        )
    })?;
    let held = signals::hold(signals::ENDING);
    let pair = session.export()?;
    let text = Secret::from(show::json_text(&json!({
        "access_token": pair.access_token.as_ref().map(Secret::expose),
        "refresh_token": pair.refresh_token.expose(),
        "expires_at": pair.expires_at,
    })));
    if let Err(error) = handed_over::write(text.expose().as_bytes(), &held) {
        take_back(&session, &pair, &held)?;
        let back = "the tokens were taken back into the session";
        return Err(Failure::NobodyRead(error, back));
    }
    show::complain(format!(
        "{} is signed out here; these are the only tokens.",
        options.user
    ));
    Ok(())
}

/// Puts a pair back that nobody has, and nobody could come to any more: it is tried until the store takes it.
fn take_back(session: &Session, pair: &Exported, held: &Held) -> Result<(), Failure> {
    let mut told = false;
    loop {
        let access_token = pair.access_token.as_ref();
        match session.adopt(access_token, &pair.refresh_token, pair.expires_at, false) {
            Ok(()) => return Ok(()),
            // Somebody has signed in meanwhile: the session has newer ones.
            Err(error) if error.kind() == ErrorKind::AlreadySignedIn => return Ok(()),
            Err(error) => {
                let mends_itself = matches!(error.advice(), Advice::Wait | Advice::FixStorage);
                if held.one_waits() || !mends_itself {
                    return Err(error.into());
                }
                if !told {
                    show::complain(format!(
                        "the tokens could not be written, and are not back in the session yet; this goes on \
                         trying, and to end it loses them: {error}"
                    ));
                    told = true;
                }
                thread::sleep(BETWEEN_TRIES);
            }
        }
    }
}
