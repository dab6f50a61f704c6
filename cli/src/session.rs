//! `sign-in`, `token`, `login`, `sign-out`, `forget`.

use omnifund::{SavePassword, Secret};
use serde_json::json;

use crate::arguments::{OfUser, SignIn, Token, User};
use crate::failure::Failure;
use crate::opened::Opened;
use crate::{browser, secrets, show};

/// `omnifund sign-in`
pub fn sign_in(opened: &Opened, options: &SignIn) -> Result<(), Failure> {
    let user = &options.user.user;
    if options.browser.browser {
        return browser::sign_in(opened, user, &options.browser);
    }
    // Before anybody types a password for nothing.
    let session = opened.session(user)?;
    let password = secrets::ask(
        &format!("Password of {user}"),
        options.password_stdin,
        "--password-stdin",
    )?;
    let save = if options.save_password {
        SavePassword::Sealed
    } else {
        SavePassword::No
    };
    session.sign_in_saving(&password, save)?;
    show::line(format!("{user} is signed in."))
}

/// `omnifund token`
pub fn token(opened: &Opened, options: &Token) -> Result<(), Failure> {
    let session = opened.session(&options.user.user)?;
    if options.reject_stdin {
        let rejected = secrets::stdin()?;
        session.reject(&Secret::from(rejected.expose().trim()))?;
    }
    if options.refresh {
        session.refresh()?;
    }
    let token = session.token()?;
    if !options.output.json {
        return show::as_it_is(format!("{}\n", token.access_token().expose()).as_bytes());
    }
    show::json(&json!({
        "access_token": token.access_token().expose(),
        "token_type": token.token_type(),
        "scope": token.scope(),
        "expires_in": token.expires_in(),
        "expires_at": token.expires_at(),
    }))
}

/// `omnifund login`
pub fn login(opened: &Opened, options: &OfUser) -> Result<(), Failure> {
    let user = &options.user.user;
    let login = opened.session(user)?.token_login()?;
    if options.output.json {
        let headers: Vec<_> = login
            .headers()
            .map(|(name, value)| json!({"name": name, "value": String::from_utf8_lossy(value.as_ref())}))
            .collect();
        let cookies: Vec<_> = login
            .cookies()
            .iter()
            .map(|cookie| json!({"name": cookie.name, "value": cookie.value.expose()}))
            .collect();
        return show::json(&json!({
            "status": login.status(),
            "headers": headers,
            "cookies": cookies,
        }));
    }
    // Cookies let somebody in as that user: only who asks for JSON sees them.
    show::line(format!(
        "{user} is logged in to OmniFund: HTTP {}, {} cookie(s).",
        login.status(),
        login.cookies().len()
    ))
}

/// `omnifund sign-out`
pub fn sign_out(opened: &Opened, options: &User) -> Result<(), Failure> {
    opened.session(&options.user)?.sign_out()?;
    show::line(format!(
        "{} is signed out here. At OmniFund the tokens stay good until they end.",
        options.user
    ))
}

/// `omnifund forget`
pub fn forget(opened: &Opened, options: &User) -> Result<(), Failure> {
    opened.session(&options.user)?.forget()?;
    show::line(format!(
        "{} is forgotten here. At OmniFund the tokens stay good until they end.",
        options.user
    ))
}
