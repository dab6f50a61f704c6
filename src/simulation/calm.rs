//! What programs do when all is well again, and what the store tells then.

use std::sync::Arc;
use std::time::Duration;

use super::judge::{Answer, Exchange};
use super::scheduler::{Point, Shared};
use super::server::SECRETS;
use super::till::{PATIENCE, in_the_end, opened, shocked, token};
use crate::error::ErrorKind;
use crate::secret::Secret;
use crate::session::Session;

/// When all is well again there is a token, or a human signs in.
pub(super) fn ends(shared: &Arc<Shared>, me: usize, _: Option<Arc<Session>>) {
    let Some(session) = opened(shared, me) else {
        return;
    };
    for _ in 0..PATIENCE {
        match token(shared, me, &session) {
            Ok(()) => return adds_up(shared, me, &session),
            Err(error) if error.kind() == ErrorKind::SignInRequired => {
                return signs_in_again(shared, me, &session);
            }
            Err(error) => {
                let wait = error.retry_after().max(Duration::from_secs(1));
                crate::clock::sleep(wait);
            }
        }
        shared.point(me, Point::Takes(1));
    }
    shared
        .world()
        .judge
        .violated("all is well again, and there is no token".into());
}

/// The record tells what there was.
fn adds_up(shared: &Arc<Shared>, me: usize, session: &Session) {
    let (status, handed_on) = match (session.status(), session.has_what_a_later_version_wrote()) {
        (Ok(status), Ok(handed_on)) => (status, handed_on),
        (Err(error), _) | (_, Err(error)) => return shocked(shared, me, &error),
    };
    let mut world = shared.world();
    // A pair that a host could not put into the database comes with what stood there before.
    let is_certain = !world.plan.shared || world.plan.troubles.is_empty();
    if world.later_version_wrote && !handed_on && is_certain {
        world
            .judge
            .violated("what a later version wrote is gone".into());
    }
    let counted = status.counters;
    let exchanges = world.requests as u64;
    let is_brought = |one: &&Exchange| matches!(one.answer, Answer::Pair(_));
    let brought = world.judge.exchanges.iter().filter(is_brought).count() as u64;
    let is_exact = world.plan.troubles.is_empty();
    if is_exact && (counted.exchanges, counted.failures) != (exchanges, exchanges - brought) {
        world.judge.violated(format!(
            "of {exchanges} exchanges {brought} brought a pair, and {counted:?} were counted"
        ));
    }
}

fn signs_in_again(shared: &Arc<Shared>, me: usize, session: &Session) {
    let password = Secret::from(SECRETS[1]);
    in_the_end(
        shared,
        me,
        "all is well again, and nobody can sign in",
        || {
            session
                .sign_in(&password)
                .and_then(|()| session.token().map(drop))
        },
    );
}
