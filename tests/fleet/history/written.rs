//! The store: one lease at a time, fences that only grow, no change under an older one or over another's, and lists
//! that leave nothing out.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Asked, Became, Did};

/// Granted, until it was given up or ended.
struct Granted<'a> {
    owner: &'a str,
    fence: i64,
    at: i64,
    ends: i64,
}

/// When a record was there: from its first change until it was taken away.
#[derive(Default)]
struct Life {
    saved: Option<i64>,
    taken_away: Option<i64>,
}

pub(super) fn problems(all: &[Asked]) -> Vec<String> {
    let mut problems = Vec::new();
    let leases = leases(all, &mut problems);
    changed_in_order(all, &leases, &mut problems);
    listed_whole(all, &lives(all), &mut problems);
    problems
}

/// What was granted of each record, in the order of the answers.
fn leases<'a>(all: &'a [Asked], problems: &mut Vec<String>) -> BTreeMap<&'a str, Vec<Granted<'a>>> {
    let given_up: BTreeMap<(&str, &str, i64), i64> = all
        .iter()
        .filter_map(|asked| match &asked.did {
            Did::Release { key, owner, fence } => {
                Some(((key.as_str(), owner.as_str(), *fence), asked.asked))
            }
            _ => None,
        })
        .collect();
    let mut leases: BTreeMap<&str, Vec<Granted<'_>>> = BTreeMap::new();
    for asked in all {
        let Did::Lease {
            key,
            owner,
            fence: Some(fence),
            remaining,
        } = &asked.did
        else {
            continue;
        };
        // It ends by a clock that looked between question and answer.
        let ends = asked.asked + remaining;
        let given_up = given_up.get(&(key, owner, *fence));
        let granted = Granted {
            owner,
            fence: *fence,
            at: asked.answered,
            ends: given_up.map_or(ends, |given_up| ends.min(*given_up)),
        };
        let before = leases.entry(key).or_default();
        granted_alone(key, before, &granted, asked.asked, problems);
        before.push(granted);
    }
    leases
}

fn granted_alone(
    key: &str,
    granted_before: &[Granted<'_>],
    granted: &Granted<'_>,
    asked: i64,
    problems: &mut Vec<String>,
) {
    for before in granted_before {
        // Of two whose answers were under way at once nobody knows which came first.
        if before.at < asked && before.fence >= granted.fence {
            problems.push(format!(
                "the fence of {key} was {} and is {} at {}: it must grow",
                before.fence, granted.fence, granted.at
            ));
        }
        if before.at < asked && before.owner != granted.owner && granted.at < before.ends {
            problems.push(format!(
                "{key} was lent to {} at {} while {} had it for {} ms more",
                granted.owner,
                granted.at,
                before.owner,
                before.ends - granted.at
            ));
        }
    }
}

/// Changes of a record are made in the order of the fences, each in the place of the one before.
fn changed_in_order(
    all: &[Asked],
    leases: &BTreeMap<&str, Vec<Granted<'_>>>,
    problems: &mut Vec<String>,
) {
    let mut changes: Vec<_> = all
        .iter()
        .filter_map(|asked| match &asked.did {
            Did::Swap(change) => Some((asked, change)),
            _ => None,
        })
        .collect();
    changes.sort_by_key(|(asked, change)| (&change.key, change.fence, asked.asked));
    // Version and write id; behind a change whose outcome is unknown there is none.
    let mut known: BTreeMap<&str, Option<(i64, &str)>> = BTreeMap::new();
    for (asked, change) in changes {
        let key = change.key.as_str();
        let before = known.get(key).copied().flatten();
        match change.became {
            Became::Refused => continue,
            Became::Unknown => {
                known.insert(key, None);
                continue;
            }
            Became::Saved => {}
        }
        let is_newer = |lease: &&Granted<'_>| lease.fence > change.fence && lease.at < asked.asked;
        if let Some(newer) = leases.get(key).and_then(|all| all.iter().find(is_newer)) {
            problems.push(format!(
                "{key} was changed at {} under fence {}, when {} had been given out: a late holder's",
                asked.answered, change.fence, newer.fence
            ));
        }
        if let Some((version, last)) = before {
            // The same change may arrive twice, and is made once.
            if version != change.expected && last != change.write_id {
                problems.push(format!(
                    "{key} was changed at {} in the place of version {}, and was {version}",
                    asked.answered, change.expected
                ));
            }
        }
        let version = if change.removes {
            0
        } else {
            change.expected + 1
        };
        known.insert(key, Some((version, &change.write_id)));
    }
}

fn lives(all: &[Asked]) -> BTreeMap<&str, Life> {
    let mut lives: BTreeMap<&str, Life> = BTreeMap::new();
    for asked in all {
        let Did::Swap(change) = &asked.did else {
            continue;
        };
        let life = lives.entry(&change.key).or_default();
        match (change.became, change.removes) {
            (Became::Saved, false) => {
                life.saved.get_or_insert(asked.answered);
            }
            (Became::Saved | Became::Unknown, true) => {
                life.taken_away.get_or_insert(asked.asked);
            }
            _ => {}
        }
    }
    lives
}

/// A page holds each key between its bounds that was there all the time, up to its last one where it is full.
fn listed_whole(all: &[Asked], lives: &BTreeMap<&str, Life>, problems: &mut Vec<String>) {
    for page in all {
        let Did::List {
            after,
            up_to,
            limit,
            keys,
        } = &page.did
        else {
            continue;
        };
        let listed: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let to = match keys.last() {
            Some(last) if keys.len() >= *limit => last,
            _ => up_to,
        };
        for (key, life) in lives {
            let was_there = life.saved.is_some_and(|saved| saved < page.asked)
                && life.taken_away.is_none_or(|taken| taken > page.answered);
            let is_between = *key > after.as_str() && *key < to.as_str();
            if was_there && is_between && !listed.contains(key) {
                problems.push(format!(
                    "the page behind {after} at {} leaves {key} out",
                    page.asked
                ));
            }
        }
    }
}
