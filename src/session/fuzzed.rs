//! What is tried with any bytes in the place of a session's record.

use std::time::SystemTime;

use super::failing::{Failing, back_off};
use super::intent::Intent;
use super::outcome::Verdict;
use super::record::Record;
use super::status::SessionStatus;
use crate::clock::{Clocks, Moment};
use crate::config::SessionSettings;
use crate::error::{Error, ErrorKind};
use crate::secret::Secret;
use crate::store::Content;
use crate::token::TokenSet;

/// A record that is read is written and read the same, shows no secret, and whatever numbers stand in it all that is
/// asked of it has an answer.
pub(crate) fn record(bytes: &[u8]) {
    let Ok(mut record) = serde_json::from_slice::<Record>(bytes) else {
        return;
    };
    // Nobody counts that far, and what is sealed nobody else writes.
    if record.generation.max(record.counters.failures) > u64::MAX / 2 {
        return;
    }
    let written = serde_json::to_vec(&record).expect("JSON");
    let again: Record = serde_json::from_slice(&written).expect("what was written");
    assert!(serde_json::to_vec(&again).expect("JSON") == written);
    shows_no_secret(&record);
    let now = Moment::now();
    let _ = (record.pair(), record.is_at_another(Some("a host")));
    let _ = SessionStatus::of(&record, &SessionSettings::default());
    drop(record.blocked(&now));
    let _ = record.pause(&now);
    if let Some(access) = &record.access {
        let thresholds = access.thresholds(&now);
        let clocks = Clocks::now();
        let left = thresholds.seconds_left(clocks);
        assert!(left >= 0 && thresholds.fresh_for(clocks).is_none_or(|fresh| fresh > 0));
        let _ = (
            thresholds.stage(clocks),
            thresholds.good_and_fresh_for(clocks),
        );
        let token = access.token_set();
        assert!(token.expires_in().is_none_or(|seconds| seconds >= 0));
    }
    if let Some(kept) = &record.kept_answer {
        let _ = (kept.understood(), kept.names_a_token(), kept.unix_seconds());
    }
    // What happens to it next.
    let before = record.intent.take();
    record.intent = Some(Intent::new(
        before.as_ref(),
        record.generation,
        &Secret::from("a"),
        &now,
    ));
    let failing = Failing::again(
        record.failing.as_ref(),
        std::time::Duration::MAX,
        String::new(),
        false,
        &now,
    );
    let _ = (
        failing.remaining(&now),
        back_off(failing.in_a_row, super::failing::AN_HOUR),
    );
    record.fail(
        &Error::new(ErrorKind::ServerError, "no"),
        Verdict::Untouched,
        &now,
    );
    record.reject(&now);
    let token = TokenSet::of_session(
        "next".into(),
        None,
        None,
        Some(i64::MAX),
        SystemTime::UNIX_EPOCH,
    );
    record.refreshed(&token, "1_a", now.clone());
    assert_eq!(
        record.access.as_ref().map(|access| access.token.expose()),
        Some("next")
    );
    record.signed_in(&token, "1_a", now);
    assert!(record.refresh.is_none());
}

fn shows_no_secret(record: &Record) {
    let access = record.access.as_ref().map(|access| &access.token);
    let refresh = record.refresh.as_ref().map(|refresh| &refresh.token);
    let password = record.password.as_ref().map(|password| &password.password);
    let shown = format!("{record:?}");
    let written = serde_json::to_string(record).expect("JSON");
    for secret in [access, refresh, password].into_iter().flatten() {
        let secret = secret.expose();
        // One that stands elsewhere in the record, too, is shown from there.
        if secret.len() >= 12 && written.matches(secret).count() == 1 {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

/// A pair that came is in the record that is written, and comes out of it as it was.
pub(crate) fn kept(token: &TokenSet) {
    let mut record = Record::default();
    record.signed_in(token, "1_a", Moment::now());
    let written = serde_json::to_vec(&record).expect("JSON");
    let again: Record = serde_json::from_slice(&written).expect("what was written");
    let access = again.access.expect("an access token").token_set();
    assert_eq!(
        access.access_token().expose(),
        token.access_token().expose()
    );
    assert_eq!(
        (access.token_type(), access.scope()),
        (token.token_type(), token.scope())
    );
    let refresh = again.refresh.as_ref().map(|refresh| refresh.token.expose());
    assert_eq!(refresh, token.refresh_token().map(Secret::expose));
}
