//! The power goes at any moment of a store's life.

use super::life::{
    self, FIRST_PAIR, NOTHING, Progress, SECOND_PAIR, SIGNED_OUT, THIRD_PAIR, live, with,
};
use crate::platform::simulated::disk::{Simulated, World};

/// Why a disk that the power left is one that a store must never be in; `None` where all is well.
/// `durable` is what was promised.
fn loss(world: &World, durable: Progress) -> Option<String> {
    for after in world.after_power_cut() {
        let found = match life::found(&after) {
            Ok(found) => found,
            Err(error) => return Some(format!("it does not open: {error}")),
        };
        let (disk, read, under_lease) = found;
        if read < durable || under_lease != read {
            return Some(format!("found {read}, and {under_lease} under the lease"));
        }
        // The power goes once more, behind whoever took the lease: what he saw stays.
        let again = disk.world().after_power_cut();
        for again in again {
            match life::found(&again) {
                Ok((_, read_again, _)) if read_again >= read => {}
                Ok((_, read_again, _)) => {
                    return Some(format!("found {read}, and {read_again} later"));
                }
                Err(error) => return Some(format!("it does not open again: {error}")),
            }
        }
    }
    None
}

/// The first moment in a process's life at which a power cut loses something.
fn first_loss(
    start: impl Fn() -> Simulated,
    promised: Progress,
    until: Progress,
) -> Option<String> {
    for ends_at in 0.. {
        let disk = start();
        disk.world().ends_at = Some(ends_at);
        let durable = live(&disk, until).max(promised);
        let world = disk.world().clone();
        if let Some(loss) = loss(&world, durable) {
            return Some(format!(
                "the power goes at {ends_at}, when {durable} was durable: {loss}"
            ));
        }
        if world.operations < ends_at {
            assert_eq!(durable, until);
            break;
        }
    }
    None
}

#[test]
fn no_power_cut_from_the_making_of_a_store_to_the_sign_out_loses_what_was_durable() {
    for (from, to) in [
        (NOTHING, FIRST_PAIR),
        (FIRST_PAIR, THIRD_PAIR),
        (THIRD_PAIR, SIGNED_OUT),
    ] {
        assert_eq!(first_loss(|| with(from), from, to), None, "{from} to {to}");
    }
}

#[test]
fn a_power_cut_while_a_record_is_forgotten_leaves_it_whole_or_none_and_none_once_it_is_forgotten() {
    for ends_at in 0.. {
        let disk = with(THIRD_PAIR);
        let store = life::open(&disk).unwrap();
        let mut world = disk.world();
        (world.operations, world.ends_at) = (0, Some(ends_at));
        drop(world);
        let forgotten = life::lease(&store).and_then(|mut lease| lease.remove());
        let world = disk.world().clone();
        for after in world.after_power_cut() {
            let (_, read, under_lease) = life::found(&after).unwrap();
            assert_eq!(read, under_lease, "{ends_at}");
            let is_whole = read == THIRD_PAIR && forgotten.is_err();
            assert!(is_whole || read == NOTHING, "{ends_at}: {read}");
        }
        if world.operations < ends_at {
            assert!(forgotten.unwrap());
            break;
        }
    }
}

/// A disk on which a process was killed on its way from `from` to `to`: which operation it did not do any
/// more, if any, and what is known to be durable.
struct Killed {
    disk: Simulated,
    durable: Progress,
    ended_before: bool,
}

fn killed(from: Progress, to: Progress, at: Option<usize>) -> Killed {
    let disk = with(from);
    let mut durable = from;
    let mut ended_before = false;
    if at.is_some() {
        disk.world().ends_at = at;
        durable = live(&disk, to).max(from);
        ended_before = at > Some(disk.world().operations);
    }
    let mut world = disk.world();
    (world.operations, world.syncs, world.ends_at) = (0, 0, None);
    drop(world);
    Killed {
        disk,
        durable,
        ended_before,
    }
}

#[test]
fn nor_does_one_after_a_process_was_killed_at_any_moment_and_another_went_on() {
    for (from, to) in [(NOTHING, FIRST_PAIR), (FIRST_PAIR, SECOND_PAIR)] {
        for at in 0.. {
            let start = || killed(from, to, Some(at));
            let Killed {
                durable,
                ended_before,
                ..
            } = start();
            let loss = first_loss(|| start().disk, durable, to + 2);
            assert_eq!(loss, None, "{from} to {to}, killed at {at}");
            if ended_before {
                break;
            }
        }
    }
}

#[test]
fn each_sync_of_a_refresh_is_needed_be_it_after_one_that_was_killed() {
    let refresh = || killed(FIRST_PAIR, SECOND_PAIR, None).disk;
    let disk = refresh();
    live(&disk, SECOND_PAIR);
    let syncs = disk.world().syncs;
    assert_eq!(syncs, 5);
    // The first one is that of the reserve: its contents are zeros, and what it is for is that a
    // full disk fails before the exchange.
    const RESERVE: usize = 0;
    for forgotten in (0..syncs).filter(|sync| *sync != RESERVE) {
        let lost = (0..)
            .map(|at| killed(FIRST_PAIR, SECOND_PAIR, Some(at)))
            .enumerate()
            .take_while(|(_, killed)| !killed.ended_before)
            .map(|(at, killed)| (Some(at), killed.durable))
            .chain([(None, FIRST_PAIR)])
            .any(|(at, durable)| {
                let start = || {
                    let disk = killed(FIRST_PAIR, SECOND_PAIR, at).disk;
                    disk.world().forgotten_sync = Some(forgotten);
                    disk
                };
                first_loss(start, durable, THIRD_PAIR).is_some()
            });
        assert!(lost, "sync {forgotten} can be left out unnoticed");
    }
}
