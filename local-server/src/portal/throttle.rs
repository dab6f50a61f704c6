//! Slows down whoever tries passwords: after some failures a browser has to wait before it can log in as that user again.
//!
//! It is the browser that waits, and not the user: else anybody could keep an administrator out by typing wrong
//! passwords. A browser is known by a cookie, which is easily thrown away. So all browsers together have a bound, too,
//! but for those in which the user has logged in before.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Moment;
use crate::digest::Digest;

/// So many failures in a row are a person's.
const FREE: u32 = 5;
/// So many of all browsers together are no person's any more.
const FREE_FOR_ALL: u32 = 50;
/// After more, this is how long the wait is.
const WAIT: Duration = Duration::from_secs(30);
/// How many names with their browsers are remembered.
const MOST: usize = 10_000;

/// Who tries to log in: as whom, from which browser.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The user name.
    pub name: &'a str,
    /// The browser's cookie.
    pub browser: &'a str,
}

/// The failures of each user name, by browser and of all.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<Tries>);

#[derive(Debug, Default)]
struct Tries {
    failures: HashMap<Key, Failures>,
    /// Where a user has logged in before.
    known: HashSet<Key>,
}

/// The digest of a name with its browser, or of a name alone.
type Key = [u8; 32];

#[derive(Debug)]
struct Failures {
    count: u32,
    last: Moment,
}

impl Attempt<'_> {
    /// Of this browser alone, and of all.
    fn keys(self) -> [(Key, u32); 2] {
        [(self.own(), FREE), (key(self.name, ""), FREE_FOR_ALL)]
    }

    fn own(self) -> Key {
        key(self.name, self.browser)
    }
}

fn key(name: &str, browser: &str) -> Key {
    *Digest::of(&format!("{browser}\n{name}")).bytes()
}

impl Throttle {
    /// For how many seconds this attempt has still to wait.
    #[must_use]
    pub fn wait(&self, attempt: Attempt<'_>, now: Moment) -> Option<u64> {
        let tries = self.tries();
        let is_known = tries.known.contains(&attempt.own());
        let [own, all] = attempt.keys().map(|(key, free)| {
            let failures = tries.failures.get(&key).filter(|own| own.count >= free)?;
            let end = failures.last.after(WAIT);
            // A clock that was moved back must not shut anybody out.
            (failures.last <= now && now < end).then(|| {
                let left = end.as_millis().saturating_sub(now.as_millis());
                u64::try_from(left).unwrap_or(0).div_ceil(1000)
            })
        });
        own.or(all.filter(|_| !is_known))
    }

    /// Notes a failure.
    pub fn failed(&self, attempt: Attempt<'_>, now: Moment) {
        let mut tries = self.tries();
        if tries.failures.len() >= MOST {
            tries.failures.retain(|_, own| now < own.last.after(WAIT));
            if tries.failures.len() >= MOST {
                tries.failures.clear();
            }
        }
        for (key, _) in attempt.keys() {
            let own = tries.failures.entry(key).or_insert(Failures {
                count: 0,
                last: now,
            });
            own.count = own.count.saturating_add(1);
            own.last = now;
        }
    }

    /// Forgets the failures of a name in this browser: its user has logged in.
    pub fn succeeded(&self, attempt: Attempt<'_>) {
        let mut tries = self.tries();
        if tries.known.len() >= MOST {
            tries.known.clear();
        }
        tries.known.insert(attempt.own());
        let [(own, _), (all, _)] = attempt.keys();
        let mine = tries.failures.remove(&own).map_or(0, |mine| mine.count);
        // Others' failures go on to count.
        if let Some(all) = tries.failures.get_mut(&all) {
            all.count = all.count.saturating_sub(mine);
        }
    }

    fn tries(&self) -> MutexGuard<'_, Tries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt<'a>(name: &'a str, browser: &'a str) -> Attempt<'a> {
        Attempt { name, browser }
    }

    #[test]
    fn after_some_failures_a_browser_has_to_wait_and_no_other() {
        let throttle = Throttle::default();
        let now = Moment::from_millis(1_000_000);
        let mine = attempt("till_1", "mine");
        for _ in 0..FREE {
            assert_eq!(throttle.wait(mine, now), None);
            throttle.failed(mine, now);
        }
        assert_eq!(throttle.wait(mine, now), Some(30));
        assert_eq!(throttle.wait(attempt("till_2", "mine"), now), None);
        assert_eq!(throttle.wait(attempt("till_1", "yours"), now), None);
        assert_eq!(throttle.wait(mine, now.after(WAIT)), None);
        // One more failure, and the wait begins again.
        throttle.failed(mine, now.after(WAIT));
        assert_eq!(throttle.wait(mine, now.after(WAIT)), Some(30));
        throttle.succeeded(mine);
        assert_eq!(throttle.wait(mine, now.after(WAIT)), None);
    }

    #[test]
    fn many_browsers_are_bounded_together_and_shut_nobody_out_who_was_there_before() {
        let throttle = Throttle::default();
        let now = Moment::from_millis(1_000_000);
        let boss = attempt("boss", "her own");
        throttle.succeeded(boss);
        for number in 0..FREE_FOR_ALL {
            throttle.failed(attempt("boss", &number.to_string()), now);
        }
        assert_eq!(throttle.wait(attempt("boss", "another"), now), Some(30));
        assert_eq!(throttle.wait(boss, now), None);
        assert_eq!(throttle.wait(attempt("till_1", "another"), now), None);
    }

    #[test]
    fn its_memory_is_bounded() {
        let throttle = Throttle::default();
        for number in 0..=MOST {
            let name = number.to_string();
            throttle.failed(attempt(&name, "x"), Moment::from_millis(0));
            throttle.succeeded(attempt(&name, "y"));
        }
        let tries = throttle.tries();
        assert!(tries.failures.len() <= MOST + 2 && tries.known.len() <= MOST);
    }
}
