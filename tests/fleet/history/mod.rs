//! What happened in a fleet, as the server, the hosts and their store tell it, and whether it could be so.

mod asked;
mod tokens;
mod written;

pub use self::asked::{Asked, read};
pub use self::tokens::{Exchange, Handed};

use std::ops::Range;

/// All that was told of one session; times in milliseconds since 1970, all of one machine's clock.
#[derive(Debug, Default)]
pub struct History {
    /// How long an access token lives.
    pub life_ms: i64,
    /// What reached the token endpoint.
    pub exchanges: Vec<Exchange>,
    /// Each access token that a thread of a host was handed, in its order.
    pub handed: Vec<Vec<Handed>>,
    /// What hosts asked their store.
    pub asked: Vec<Asked>,
    /// How often the hosts say that they presented a refresh token again, by the intent's rule: its answer was lost.
    pub replays: u64,
    /// When something was broken on purpose: an answer that was under way may be lost, and must be nowhere else.
    pub troubles: Vec<Range<i64>>,
}

/// What a history had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub refreshes: usize,
    pub handed: usize,
    pub asked: usize,
}

impl History {
    /// What can't be, a sentence each.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = tokens::problems(self);
        problems.extend(written::problems(&self.asked));
        problems
    }

    /// Fails where there is a problem.
    #[track_caller]
    pub fn must_hold(&self) -> Told {
        let problems = self.problems();
        assert!(problems.is_empty(), "{problems:#?}");
        Told {
            refreshes: self.refreshes().count(),
            handed: self.handed.iter().map(Vec::len).sum(),
            asked: self.asked.len(),
        }
    }

    pub fn refreshes(&self) -> impl Iterator<Item = &Exchange> {
        let is_refresh = |exchange: &&Exchange| exchange.is_refresh;
        self.exchanges.iter().filter(is_refresh)
    }

    fn is_troubled(&self, time: Range<i64>) -> bool {
        let meets = |trouble: &Range<i64>| trouble.start <= time.end && time.start <= trouble.end;
        self.troubles.iter().any(meets)
    }
}
