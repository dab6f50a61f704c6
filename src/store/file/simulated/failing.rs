//! The disk fails, and the process ends.

use std::io;
use std::io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};

use super::life::{self, FIRST_PAIR, HISTORY, SECOND_PAIR, with};
use crate::error::ErrorKind;
use crate::platform::simulated::disk::{Operation, Simulated};
use crate::store::Loaded;

const ANNOUNCED: &str = HISTORY[FIRST_PAIR];
const PAIR: &str = HISTORY[FIRST_PAIR + 1];

#[test]
fn an_operation_that_fails_on_a_full_disk_harms_nothing_and_succeeds_with_room_again() {
    for fails_at in 0.. {
        let disk = with(FIRST_PAIR);
        let store = life::open(&disk).unwrap();
        let operations = disk.world().operations;
        disk.world().fails_at = Some((operations + fails_at, StorageFull));
        let mut failures = 0;
        let mut again = || {
            failures += 1;
            assert_eq!(failures, 1, "operation {fails_at} can't be tried again");
        };
        let mut lease = loop {
            match life::lease(&store) {
                Ok(lease) => break lease,
                Err(error) => assert_eq!(error.kind(), ErrorKind::StoreFull, "{error}"),
            }
            again();
        };
        let version = lease.load::<String>().unwrap().unwrap().version;
        let announced = loop {
            match lease.save_before_exchange(version, &ANNOUNCED) {
                Ok(announced) => break announced,
                Err(error) => assert_eq!(error.kind(), ErrorKind::StoreFull, "{error}"),
            }
            assert_eq!(
                life::read(&store).unwrap_or(0).max(FIRST_PAIR + 1),
                FIRST_PAIR + 1
            );
            again();
        };
        while let Err(error) = lease.save_after_exchange(announced, &PAIR) {
            assert_eq!(error.kind(), ErrorKind::StoreFull, "{error}");
            again();
        }
        while let Err(error) = lease.settle() {
            assert_eq!(error.kind(), ErrorKind::StoreFull, "{error}");
            again();
        }
        drop(lease);
        assert_eq!(life::read_under_lease(&store).unwrap(), SECOND_PAIR);
        if failures == 0 {
            assert!(fails_at > 5);
            return;
        }
    }
}

#[test]
fn a_pair_that_is_durable_outlives_a_disk_that_takes_no_names_and_the_process() {
    let names = vec![Operation::Rename, Operation::SyncDirectory];
    let everything = [
        &names[..],
        &[Operation::Write, Operation::Other, Operation::SyncFile],
    ]
    .concat();
    for failing in [names, vec![Operation::SyncDirectory], everything] {
        for kind in [
            StorageFull,
            QuotaExceeded,
            ReadOnlyFilesystem,
            io::ErrorKind::Other,
        ] {
            let disk = with(FIRST_PAIR);
            let store = life::open(&disk).unwrap();
            let mut lease = life::lease(&store).unwrap();
            let version = lease.load::<String>().unwrap().unwrap().version;
            let version = lease.save_before_exchange(version, &ANNOUNCED).unwrap();
            disk.world().fails = Some((vec![], kind));
            lease.save_after_exchange(version, &PAIR).unwrap();
            disk.world().fails = Some((failing.clone(), kind));
            let _ = lease.settle();
            drop((lease, store));

            // Who only reads has it even while the disk is as it is.
            let next = life::open(&disk).unwrap();
            assert_eq!(
                life::read(&next).unwrap(),
                SECOND_PAIR,
                "{failing:?} {kind}"
            );
            let _ = life::read_under_lease(&next);
            disk.world().fails = None;
            assert_eq!(life::read_under_lease(&next).unwrap(), SECOND_PAIR);
            for world in disk.world().after_power_cut() {
                let (_, read, under_lease) = life::found(&world).unwrap();
                assert_eq!((read, under_lease), (SECOND_PAIR, SECOND_PAIR));
            }
        }
    }
}

/// Of a program that has ended since.
fn with_a_pair_that_is_not_synced() -> Simulated {
    let disk = with(FIRST_PAIR);
    let store = life::open(&disk).unwrap();
    let mut lease = life::lease(&store).unwrap();
    let version = lease.load::<String>().unwrap().unwrap().version;
    let version = lease.save_before_exchange(version, &ANNOUNCED).unwrap();
    disk.world().fails = Some((vec![Operation::SyncFile], io::ErrorKind::Other));
    assert!(lease.save_after_exchange(version, &PAIR).is_err());
    drop((lease, store));
    disk.world().fails = None;
    disk
}

#[test]
fn a_pair_that_was_written_and_could_not_be_synced_is_not_thrown_away() {
    let disk = with_a_pair_that_is_not_synced();
    let next = life::open(&disk).unwrap();
    assert_eq!(life::read_under_lease(&next).unwrap(), SECOND_PAIR);
}

#[test]
fn a_pair_that_somebody_left_unsynced_takes_its_place_only_when_it_is_durable() {
    for fails_at in 0.. {
        let disk = with_a_pair_that_is_not_synced();
        let next = life::open(&disk).unwrap();
        let operations = disk.world().operations;
        disk.world().fails_at = Some((operations + fails_at, io::ErrorKind::Other));
        let is_put_in_place = life::lease(&next).is_ok();
        for world in disk.world().after_power_cut() {
            let found = life::found(&world);
            let found = found.map(|(_, read, under_lease)| (read, under_lease));
            match is_put_in_place {
                true => assert_eq!(found.unwrap(), (SECOND_PAIR, SECOND_PAIR), "{fails_at}"),
                false => drop(found.unwrap()),
            }
        }
        if disk.world().operations <= operations + fails_at {
            assert!(fails_at > 2);
            return;
        }
    }
}

#[test]
fn an_announcement_that_failed_at_any_operation_is_taken_back() {
    for fails_at in 0.. {
        let disk = with(FIRST_PAIR);
        let store = life::open(&disk).unwrap();
        let mut lease = life::lease(&store).unwrap();
        let Loaded { version, record } = lease.load::<String>().unwrap().unwrap();
        let operations = disk.world().operations;
        disk.world().fails_at = Some((operations + fails_at, io::ErrorKind::Other));
        if lease.save_before_exchange(version, &ANNOUNCED).is_ok() {
            assert!(fails_at > 5);
            return;
        }
        lease.take_back(version, &record).unwrap();
        drop((lease, store));
        for world in disk.world().after_power_cut() {
            let (_, read, under_lease) = life::found(&world).unwrap();
            assert_eq!((read, under_lease), (FIRST_PAIR, FIRST_PAIR), "{fails_at}");
        }
        let next = life::open(&disk).unwrap();
        assert_eq!(life::read_under_lease(&next).unwrap(), FIRST_PAIR);
    }
}
