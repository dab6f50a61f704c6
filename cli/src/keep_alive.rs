//! `keep-alive`: an unused refresh token dies after 14 days, and a till that was closed for a fortnight
//! must open.

use omnifund::{Advice, Session};
use serde_json::json;

use crate::arguments::KeepAlive;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;

/// `omnifund keep-alive`
pub fn run(opened: &Opened, options: &KeepAlive) -> Result<(), Failure> {
    let client = opened.client()?;
    let (mut told, mut worst) = (Vec::new(), Advice::None);
    let (mut refreshed, mut failed) = (0, 0);
    Session::keep_alive(
        &client,
        &opened.store,
        options.age,
        options.budget,
        |kept| {
            let problem = kept.outcome.as_ref().err().map(ToString::to_string);
            match kept.outcome {
                Ok(()) => refreshed += 1,
                Err(error) => {
                    failed += 1;
                    worst = worse(worst, error.advice());
                }
            }
            if options.output.json {
                told.push(json!({"user": kept.username, "refreshed": problem.is_none(), "problem": problem}));
            } else if problem.is_some() || !options.quiet {
                // As it goes: a thousand of them take minutes.
                let said = problem.unwrap_or_else(|| "refreshed".into());
                let user = match kept.username.as_str() {
                    // Whose it is stands in what can't be read.
                    "" => String::new(),
                    user => format!("{user}: "),
                };
                show::complain(format!("{user}{said}"));
            }
        },
    )?;
    if options.output.json {
        show::json(&json!({"refreshed": refreshed, "failed": failed, "sessions": told}))?;
    } else if failed > 0 || !options.quiet {
        show::line(format!("{refreshed} refreshed, {failed} failed."))?;
    }
    match worst {
        Advice::None => Ok(()),
        worst => Err(Failure::Told(worst)),
    }
}

/// What waits mends itself; of the rest the greater number.
fn worse(one: Advice, other: Advice) -> Advice {
    if (one as i32) < (other as i32) {
        other
    } else {
        one
    }
}
