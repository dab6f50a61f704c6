//! What an exchange wants of a call's budget.

use std::time::Duration;

/// An exchange that has less time than this is not started: cut in its middle, it costs the session.
const SHORTEST_EXCHANGE: Duration = Duration::from_secs(1);
/// Nor is one in a call that asks for less than this, and whose configuration does not.
const SHORTEST_BUDGET: Duration = Duration::from_secs(1);

/// The shortest budget that can be enough.
pub(super) fn shortest(usual: Duration) -> Duration {
    SHORTEST_BUDGET.min(usual)
}

/// What must be left of a budget when an exchange begins, since what comes before it takes its time, too; nothing where
/// the budget is never enough. The `usual` one is the configuration's.
pub(super) fn needed(budget: Duration, usual: Duration) -> Option<Duration> {
    (budget >= shortest(usual)).then(|| SHORTEST_EXCHANGE.min(budget / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_never_enough_or_half_of_it_is() {
        let needed = |budget, usual| {
            needed(Duration::from_millis(budget), Duration::from_millis(usual))
                .map(|needed| needed.as_millis())
        };
        assert_eq!(needed(999, 20_000), None);
        assert_eq!(needed(1000, 20_000), Some(500));
        assert_eq!(needed(1500, 20_000), Some(750));
        assert_eq!(needed(5000, 20_000), Some(1000));
        assert_eq!(needed(300, 300), Some(150));
        assert_eq!(needed(200, 300), None);
    }
}
