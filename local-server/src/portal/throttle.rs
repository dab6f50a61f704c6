//! Slows down whoever tries passwords: after some failures a user name has to wait.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Moment;

/// So many failures in a row are a person's.
const FREE: u32 = 5;
/// After more, this is how long nobody can log in as this user.
const WAIT: Duration = Duration::from_secs(30);
/// How many names are remembered.
const MOST: usize = 10_000;

/// The failures of each user name.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<HashMap<String, Failures>>);

#[derive(Debug)]
struct Failures {
    count: u32,
    last: Moment,
}

impl Throttle {
    /// For how many seconds this name has still to wait.
    #[must_use]
    pub fn wait(&self, name: &str, now: Moment) -> Option<u64> {
        let failures = self.failures();
        let own = failures.get(name).filter(|own| own.count >= FREE)?;
        let end = own.last.after(WAIT);
        // A clock that was moved back must not shut anybody out.
        (own.last <= now && now < end).then(|| {
            let left = end.as_millis().saturating_sub(now.as_millis());
            u64::try_from(left).unwrap_or(0).div_ceil(1000)
        })
    }

    /// LogFields a failure.
    pub fn failed(&self, name: &str, now: Moment) {
        let mut failures = self.failures();
        if failures.len() >= MOST && !failures.contains_key(name) {
            failures.retain(|_, own| now < own.last.after(WAIT));
            if failures.len() >= MOST {
                failures.clear();
            }
        }
        let own = failures.entry(name.to_owned()).or_insert(Failures {
            count: 0,
            last: now,
        });
        own.count = own.count.saturating_add(1);
        own.last = now;
    }

    /// Forgets the failures of a name: its user has logged in.
    pub fn succeeded(&self, name: &str) {
        self.failures().remove(name);
    }

    fn failures(&self) -> MutexGuard<'_, HashMap<String, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_some_failures_a_name_has_to_wait_and_no_other() {
        let throttle = Throttle::default();
        let now = Moment::from_millis(1_000_000);
        for _ in 0..FREE {
            assert_eq!(throttle.wait("till_1", now), None);
            throttle.failed("till_1", now);
        }
        assert_eq!(throttle.wait("till_1", now), Some(30));
        assert_eq!(throttle.wait("till_2", now), None);
        assert_eq!(throttle.wait("till_1", now.after(WAIT)), None);
        // One more failure, and the wait begins again.
        throttle.failed("till_1", now.after(WAIT));
        assert_eq!(throttle.wait("till_1", now.after(WAIT)), Some(30));
        throttle.succeeded("till_1");
        assert_eq!(throttle.wait("till_1", now.after(WAIT)), None);
    }

    #[test]
    fn its_memory_is_bounded() {
        let throttle = Throttle::default();
        for number in 0..=MOST {
            throttle.failed(&number.to_string(), Moment::from_millis(0));
        }
        assert!(throttle.failures().len() <= MOST);
    }
}
