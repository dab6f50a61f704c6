//! What happens to a session when everything goes wrong: histories of many processes on several hosts, each from a seed.
//!
//! The library is the real one, but for what a machine does: clocks, disks, locks, waiting, the network, random numbers.
//! One thread runs at a time, and at each point where it asks something of its machine another one may go on, its process
//! may be killed, or the power may go. What must hold is looked at after every step (`judge`). A history that breaks it is
//! shrunk (`shrunk`) and told as a story.

mod calm;
mod database;
mod disks;
mod history;
mod hosts;
mod judge;
mod kept;
mod line;
mod machine;
mod plan;
mod presenting;
mod random;
mod removals;
mod scheduler;
mod server;
mod shrunk;
mod table;
#[cfg(test)]
mod tests;
mod threads;
mod till;
mod troubles;
mod wire;
mod world;
mod written;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use self::history::carried_out;
use self::plan::Plan;
use self::removals::{REMOVALS, Wanted};
use self::threads::Pool;
use crate::steps::Step;

/// What came of many histories.
#[derive(Debug, Default, Clone, Copy)]
pub struct Told {
    pub histories: u64,
    pub steps: u64,
    pub requests: u64,
}

/// A history in which something was as it must not be.
#[derive(Debug)]
pub struct Broken {
    pub seed: u64,
    /// Of how many histories it was the first.
    pub after: u64,
    pub what: String,
    plan: Plan,
}

/// Carries out as many histories from `first` on, by so many threads; the first that breaks ends them.
///
/// # Errors
/// That one.
pub fn many(first: u64, histories: u64, workers: usize) -> Result<Told, Box<Broken>> {
    search(first, histories, workers, &[], removals::everywhere)
}

fn search(
    first: u64,
    histories: u64,
    workers: usize,
    left_out: &[Step],
    wanted: Wanted,
) -> Result<Told, Box<Broken>> {
    let (next, is_over) = (AtomicU64::new(0), AtomicBool::new(false));
    let work = || {
        let pool = Pool::default();
        let mut told = Told::default();
        let mut broken = None;
        while !is_over.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= histories {
                break;
            }
            let seed = first.wrapping_add(number);
            let plan = Plan::such(seed, wanted);
            let ended = carried_out(&plan, &pool, left_out, false);
            told.histories += 1;
            told.steps += ended.steps;
            told.requests += ended.requests as u64;
            if let Some(what) = ended.violation {
                is_over.store(true, Ordering::Relaxed);
                let after = number + 1;
                broken = Some(Box::new(Broken {
                    seed,
                    after,
                    what,
                    plan,
                }));
            }
        }
        (told, broken)
    };
    let ended: Vec<_> = thread::scope(|threads| {
        let workers: Vec<_> = (0..workers).map(|_| threads.spawn(work)).collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        joined
            .map(|ended| ended.expect("a worker of the simulation panicked"))
            .collect()
    });
    let mut all = Told::default();
    let mut first_broken: Option<Box<Broken>> = None;
    for (told, broken) in ended {
        all.histories += told.histories;
        all.steps += told.steps;
        all.requests += told.requests;
        if let Some(broken) = broken {
            if first_broken
                .as_ref()
                .is_none_or(|first| broken.after < first.after)
            {
                first_broken = Some(broken);
            }
        }
    }
    match first_broken {
        Some(broken) => Err(broken),
        None => Ok(all),
    }
}

impl Broken {
    /// The smallest history that breaks in the same way, as a story.
    pub fn story(&self) -> String {
        self.story_without(&[])
    }

    fn story_without(&self, left_out: &[Step]) -> String {
        let pool = Pool::default();
        let kind = kind(&self.what);
        let fails = |plan: &Plan| {
            let ended = carried_out(plan, &pool, left_out, false);
            ended
                .violation
                .is_some_and(|what| self::kind(&what) == kind)
        };
        let plan = shrunk::shrunk(self.plan.clone(), fails);
        let ended = carried_out(&plan, &pool, left_out, true);
        let what = ended.violation.unwrap_or_default();
        let written = serde_json::to_string(&plan).unwrap_or_default();
        format!(
            "seed {}: {}\nshrunk from {} parts to {}:\n{}\n=> {what}\nits plan: {written}\n",
            self.seed,
            self.what,
            self.plan.size(),
            plan.size(),
            ended.story.join("\n"),
        )
    }
}

/// What was wrong, whichever number it had.
fn kind(what: &str) -> String {
    what.chars()
        .filter(|letter| !letter.is_ascii_digit())
        .take(70)
        .collect()
}

/// A plan that was written down, without a step of the order where one is named.
///
/// # Errors
/// What was as it must not be, with its story.
pub fn replayed(written: &str, without: Option<&str>) -> Result<(), String> {
    let plan: Plan =
        serde_json::from_str(written).map_err(|error| format!("it is no plan: {error}"))?;
    let named = |steps: &&[Step]| without.is_some_and(|name| removals::name(steps) == name);
    let left_out = REMOVALS.iter().map(|removal| removal.0).find(named);
    let ended = carried_out(&plan, &Pool::default(), left_out.unwrap_or_default(), true);
    match ended.violation {
        Some(what) => Err(format!("{}\n=> {what}", ended.story.join("\n"))),
        None => Ok(()),
    }
}

/// A step of the order, and what happened without it.
pub struct Removal {
    pub step: &'static str,
    pub found: Option<Box<Broken>>,
    number: usize,
}

impl Removal {
    pub fn story(&self) -> Option<String> {
        let steps = REMOVALS[self.number].0;
        self.found
            .as_ref()
            .map(|broken| broken.story_without(steps))
    }

    pub fn name(&self) -> String {
        removals::name(REMOVALS[self.number].0)
    }
}

/// Leaves out each step in its turn, and looks for a history that breaks, in so many at most.
pub fn removed(
    first: u64,
    histories: u64,
    workers: usize,
    wanted: Option<&str>,
) -> impl Iterator<Item = Removal> {
    let named = move |steps: &[Step]| wanted.is_none_or(|wanted| removals::name(steps) == wanted);
    let kept: Vec<_> = (0..REMOVALS.len())
        .filter(|at| named(REMOVALS[*at].0))
        .collect();
    kept.into_iter().map(move |number| {
        let (steps, words, wanted) = REMOVALS[number];
        Removal {
            step: words,
            found: search(first, histories, workers, steps, wanted).err(),
            number,
        }
    })
}
