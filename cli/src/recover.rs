//! `recover`: an answer of OmniFund that the library could not understand, looked at once more.

use omnifund::Advice;

use crate::arguments::Recover;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;

/// `omnifund recover`
pub fn run(opened: &Opened, options: &Recover) -> Result<(), Failure> {
    let user = &options.user.user;
    let session = opened.session(user)?;
    if !options.show {
        session.recover()?;
        return show::line(format!(
            "{user} is signed in with the tokens that the answer held."
        ));
    }
    let Some(answer) = session.kept_answer()? else {
        // As the library says of it, where it is asked to recover.
        show::complain(format!("no answer is kept for {user}"));
        return Err(Failure::Told(Advice::Refused));
    };
    show::complain(format!(
        "asked for {}, and shown as it came: it can hold tokens.",
        show::moment(answer.asked_at())
    ));
    show::as_it_is(answer.expose())
}
