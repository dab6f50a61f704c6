//! `sign-in --browser`: the user allows it on OmniFund's page, and comes back to a listener here.

mod listener;
mod opening;

use std::io::{self, BufRead as _, Read as _};
use std::time::{Duration, Instant};

use omnifund::{Advice, Authorization, ErrorKind, Session};

use self::listener::{Listener, Waited};
use self::opening::Redirect;
use crate::arguments::Browser;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;
use crate::system::signals::{self, Held};

/// Where the user comes back to.
const PATH: &str = "/callback";
/// No address is longer, in bytes.
const LONGEST: u64 = 32 * 1024;

/// Signs the user's session in, by way of the browser.
pub fn sign_in(opened: &Opened, user: &str, options: &Browser) -> Result<(), Failure> {
    let session = opened.session(user)?;
    // Before the user is sent anywhere: nobody else may stand at that door.
    let listener = match options.paste {
        true => None,
        false => Some(listen(options.port)?),
    };
    let redirect_uri = format!("http://127.0.0.1:{}{PATH}", options.port);
    let authorization = opened.client()?.authorization(&redirect_uri)?;
    show::line(format!(
        "Open this page, log in to OmniFund as {user}, and allow it:"
    ))?;
    show::line(authorization.url())?;
    match listener {
        Some(mut listener) => {
            // The file goes first, and then what a signal does is done.
            let held = signals::hold(signals::ENDING);
            let _file = match options.no_open {
                true => None,
                false => opened_in_browser(&authorization),
            };
            let wait = Duration::from_secs(options.wait.into());
            come_back(&mut listener, &session, &authorization, wait, &held)?;
        }
        None => pasted(&session, &authorization)?,
    }
    show::line(format!("{user} is signed in."))
}

fn listen(port: u16) -> Result<Listener, Failure> {
    Listener::on(port).map_err(|error| {
        Failure::usage(format!(
            "port {port} of this machine: {error}; give another with --port, and allow its redirect URI \
             under Profile, API Access"
        ))
    })
}

/// Where that does not work the user finds the page by the line that was printed.
fn opened_in_browser(authorization: &Authorization) -> Option<Redirect> {
    match Redirect::to(authorization.url()) {
        Ok(file) => {
            file.open();
            Some(file)
        }
        Err(error) => {
            show::complain(format!(
                "no browser was opened, since no file could be made for it ({error}): open the page yourself"
            ));
            None
        }
    }
}

/// The user copies the address out of a browser on another machine.
fn pasted(session: &Session, authorization: &Authorization) -> Result<(), Failure> {
    show::line("Then paste the address here that the browser ends at (it shows no page):")?;
    let mut line = String::new();
    let mut input = io::stdin().lock().take(LONGEST);
    input
        .read_line(&mut line)
        .map_err(|error| Failure::usage(format!("standard input: {error}")))?;
    Ok(session.sign_in_with_code(authorization, line.trim())?)
}

/// Waits for the user. Whoever else knocks is answered, and changes nothing.
fn come_back(
    listener: &mut Listener,
    session: &Session,
    authorization: &Authorization,
    wait: Duration,
    held: &Held,
) -> Result<(), Failure> {
    let end = Instant::now() + wait;
    loop {
        let waited = listener.wait(end, held);
        let waited = waited
            .map_err(|error| Failure::usage(format!("the listener for the browser: {error}")))?;
        let request = match waited {
            Waited::For(request) => request,
            Waited::UntilSignal => return Err(Failure::Told(Advice::SignIn)),
            Waited::TooLong => {
                show::complain(format!(
                    "nobody came back within {} s; begin again, or wait longer with --wait",
                    wait.as_secs()
                ));
                return Err(Failure::Told(Advice::SignIn));
            }
        };
        if request.path() != PATH {
            request.answer("404 Not Found", "Nothing is here.");
            continue;
        }
        match session.sign_in_with_code(authorization, &request.target) {
            Ok(()) => {
                let done = "You are signed in. You can close this window.";
                request.answer("200 OK", done);
                return Ok(());
            }
            // An old page, or somebody's trick: the user may still be on the way.
            Err(error) if error.kind() == ErrorKind::ForeignRedirect => {
                let foreign = "This is not the answer that is waited for. Nothing was changed.";
                request.answer("400 Bad Request", foreign);
            }
            Err(error) => {
                let failed = "That did not work; the terminal says why. You can close this window.";
                request.answer("400 Bad Request", failed);
                return Err(error.into());
            }
        }
    }
}
