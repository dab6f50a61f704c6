//! `adopt` and `export`: tokens that come in, and tokens that go.

use omnifund::Secret;
use serde_json::{Value, json};

use crate::arguments::{Adopt, User};
use crate::failure::Failure;
use crate::opened::Opened;
use crate::{secrets, show};

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
    let pair = session.export()?;
    let shown = show::json(&json!({
        "access_token": pair.access_token.as_ref().map(Secret::expose),
        "refresh_token": pair.refresh_token.expose(),
        "expires_at": pair.expires_at,
    }));
    if let Err(failure) = shown {
        // Nobody has it, and nobody could come to it any more.
        session.adopt(
            pair.access_token.as_ref(),
            &pair.refresh_token,
            pair.expires_at,
            true,
        )?;
        return Err(failure.nobody_read());
    }
    eprintln!(
        "omnifund: {} is signed out here; these are the only tokens.",
        options.user
    );
    Ok(())
}
