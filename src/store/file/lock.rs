//! Leases over files: locks of the kernel, which end with their process however it ends.
//!
//! One file carries the locks of all records: each record has a stretch of it for itself, so that no
//! two records wait for each other. Nothing is ever written there.
//!
//! The first place of a stretch is the lease. The others are a line: who comes takes the first place
//! behind the last that is taken, and moves up whenever the one in front becomes free, until it has the
//! first. So nobody is passed, and whoever is killed in the line leaves a gap that closes by itself.

use std::ffi::OsStr;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use super::failure::failed;
use super::folders::Folders;
use super::made::make_once;
use super::stretch::{self, NAME, PLACES, stretch};
use crate::clock::{self, Deadline, monotonic};
use crate::error::{Error, ErrorKind, Result};
use crate::platform::disk::{Directory, LockFile, unless_missing};
use crate::platform::fork;
use crate::steps::Step;

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(25);
/// Who stands next looks far more often than this, so that he is stopped.
const STOPPED_AFTER: Duration = Duration::from_secs(1);
/// One alone asks so often, and it costs microseconds.
const LONGEST_OF_THE_NEXT: Duration = Duration::from_millis(4);
/// How often a fork in another thread is waited for, before the lease is more worth than the doubt.
const TRIES_AT_FORKS: u32 = 50;

/// Makes the lock file where there is none, and tries whether it can be locked here.
pub(super) fn prepare(store: &dyn Directory, folders: &Folders) -> Result<()> {
    let path = folders.place().join(NAME);
    match unless_missing(open(store)) {
        Ok(Some(file)) => {
            let Some(file) = file else { return Ok(()) };
            match file.taken(0..PLACES) {
                Ok(_) => Ok(()),
                Err(error) => {
                    let problem = format!(
                        "{} can't be locked as the store needs it (open-file-description locks): {error}",
                        path.display()
                    );
                    Err(Error::new(ErrorKind::StoreFailed, problem))
                }
            }
        }
        Ok(None) => {
            make_once(store, OsStr::new(NAME), b"", folders.permissions())
                .map_err(|error| failed("making", &path, &error))?;
            prepare(store, folders)
        }
        // Who may only read takes no lease.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(())
        }
        Err(error) => Err(failed("opening", &path, &error)),
    }
}

fn open(store: &dyn Directory) -> io::Result<Option<LockFile>> {
    store.lock_file(OsStr::new(NAME))
}

/// A record's lease, or a place in the line for it, given up when dropped.
pub(super) struct Lock {
    fork_count: u64,
    start: i64,
    place: i64,
    /// `None` only while it is being dropped.
    opened: Option<LockFile>,
}

/// What came of waiting for a lease.
pub(super) enum Turn {
    Came(Lock),
    /// There is nothing to lock.
    Free,
    /// It is not wanted any more.
    InVain,
}

impl Turn {
    pub(super) fn lock(self) -> Option<Lock> {
        match self {
            Self::Came(lock) => Some(lock),
            Self::Free | Self::InVain => None,
        }
    }
}

/// Opens the lock file so that no child keeps it, whenever another thread forks. `None` where there is
/// nothing to lock.
fn open_alone(
    mut open: impl FnMut() -> io::Result<Option<LockFile>>,
) -> io::Result<Option<LockFile>> {
    let mut tries = 0;
    loop {
        let forks = fork::forks();
        let Some(opened) = open()? else {
            return Ok(None);
        };
        tries += 1;
        if (forks.is_some() && fork::forks() == forks) || tries == TRIES_AT_FORKS {
            return Ok(Some(opened));
        }
        // A child that was made in between has the file too, and nobody told it. Nothing is locked yet.
        drop(opened);
        clock::sleep(FIRST_PAUSE);
    }
}

impl Lock {
    /// Waits until `deadline` by trying again and again: a thread that sleeps in the kernel for a
    /// lock can't be woken by a time-out. Between two tries `is_in_vain` is asked.
    pub(super) fn acquire(
        folders: &Folders,
        hash: &[u8; 32],
        deadline: Deadline,
        is_in_vain: &mut dyn FnMut() -> Result<bool>,
    ) -> Result<Turn> {
        if !Step::KernelLock.is_taken() {
            return Ok(Turn::Free);
        }
        let path = folders.place().join(NAME);
        let locking = |error: io::Error| failed("locking", &path, &error);
        let store = folders
            .store()
            .map_err(|error| failed("opening the store", folders.place(), &error))?;
        let Some(opened) = open_alone(|| open(&*store)).map_err(locking)? else {
            return Ok(Turn::Free);
        };
        drop(store);
        let patient = !deadline.remaining().is_zero();
        let mut lock = Self {
            fork_count: fork::count(),
            start: stretch(hash),
            place: PLACES,
            opened: Some(opened),
        };
        let (mut stands_since, mut free_since) = (monotonic(), None);
        while lock.place != 0 {
            if lock.moves_up(patient).map_err(locking)? {
                (stands_since, free_since) = (monotonic(), None);
                continue;
            }
            if lock.passes_by(&mut free_since).map_err(locking)? {
                break;
            }
            if is_in_vain()? {
                return Ok(Turn::InVain);
            }
            let left = deadline.remaining();
            if left.is_zero() {
                return Err(busy(folders.place(), hash, patient));
            }
            // A part of what was waited here already, so that nobody waits for much longer than he must.
            let longest = match lock.place {
                1 => LONGEST_OF_THE_NEXT,
                _ => LONGEST_PAUSE,
            };
            let pause = (monotonic().duration_since(stands_since) / 4).clamp(FIRST_PAUSE, longest);
            // Jitter, so that those who wait do not knock together.
            let jitter = 0.5 + f64::from(crate::clock::jitter()) / f64::from(u16::MAX) / 2.0;
            clock::sleep(pause.mul_f64(jitter).min(left));
        }
        Ok(Turn::Came(lock))
    }

    fn file(&self) -> &LockFile {
        // It is there until it is dropped.
        match &self.opened {
            Some(opened) => opened,
            None => unreachable!(),
        }
    }

    fn place(&self, place: i64) -> Range<i64> {
        self.start + place..self.start + place + 1
    }

    /// Whether it came nearer to the lease.
    fn moves_up(&mut self, patient: bool) -> io::Result<bool> {
        let before = self.place;
        let next = match before {
            PLACES => self.end_of_line()?,
            _ => before - 1,
        };
        // Who does not wait does not stand in the line either.
        if next == PLACES || (next > 0 && !patient) || !self.file().try_lock(self.place(next))? {
            return Ok(false);
        }
        self.place = next;
        if before != PLACES {
            self.file().unlock(self.place(before))?;
        }
        Ok(true)
    }

    /// Whether it got the lease past a place in front that does not move: its process is stopped, by a
    /// debugger or a frozen container, and the lease was free at every look for long.
    fn passes_by(&mut self, free_since: &mut Option<Instant>) -> io::Result<bool> {
        if self.file().taken(self.place(0))?.is_some() {
            *free_since = None;
            return Ok(false);
        }
        let since = *free_since.get_or_insert_with(monotonic);
        let is_short = monotonic().duration_since(since) < STOPPED_AFTER;
        if is_short || !self.file().try_lock(self.place(0))? {
            return Ok(false);
        }
        if self.place != PLACES {
            self.file().unlock(self.place(self.place))?;
        }
        self.place = 0;
        Ok(true)
    }

    /// The first place behind the last that is taken.
    fn end_of_line(&self) -> io::Result<i64> {
        let end = self.start + PLACES;
        let mut from = self.start;
        while from < end {
            let Some(taken) = self.file().taken(from..end)? else {
                break;
            };
            from = taken.end;
        }
        Ok(from - self.start)
    }
}

/// Somebody else has it. Who it is takes a look at all processes, which is worth it for who waited.
fn busy(store: &Path, hash: &[u8; 32], look: bool) -> Error {
    let holder = look
        .then(|| stretch::held(store))
        .and_then(|holders| holders.into_iter().find(|one| one.start == stretch(hash)))
        .map_or("another process or thread".to_owned(), |holder| {
            format!("process {}", holder.process)
        });
    let record = crate::hex::hex(&hash[..8]);
    let problem = format!(
        "{holder} holds the lease of {record} in {}",
        store.display()
    );
    Error::new(ErrorKind::StoreBusy, problem)
}

impl Drop for Lock {
    /// A forked child shares the lock's open file: unlocking it there would free the parent's lock,
    /// and an idle child would keep a killed parent's lock alive. So the holder unlocks explicitly,
    /// and in a child the descriptor was closed at the fork, and its number may be another file's.
    fn drop(&mut self) {
        let opened = self.opened.take();
        if self.fork_count != fork::count() {
            std::mem::forget(opened);
        } else if let Some(opened) = opened {
            if self.place != PLACES {
                let _ = opened.unlock(self.place(self.place));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::{FileBackend, FileOptions};

    /// A place for a test's store, gone with it.
    struct Scratch(std::path::PathBuf);

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn scratch(name: &str) -> (Scratch, Folders) {
        let name = format!("omnifund-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&path);
        let (backend, _) = FileBackend::open(&path, &FileOptions::default()).unwrap();
        (Scratch(path), backend.folders)
    }

    fn acquire(folders: &Folders, hash: [u8; 32], patience: Duration) -> Result<Lock> {
        let turn = Lock::acquire(folders, &hash, Deadline::after(patience), &mut || Ok(false))?;
        Ok(turn.lock().expect("a real disk has locks"))
    }

    #[test]
    fn no_record_waits_for_another() {
        let (_scratch, folders) = scratch("lock-records");
        let held = acquire(&folders, [7; 32], Duration::ZERO).unwrap();
        for number in 0..4000u16 {
            let mut hash = [7; 32];
            hash[5..7].copy_from_slice(&number.to_be_bytes());
            match acquire(&folders, hash, Duration::ZERO) {
                Ok(_) => assert_ne!(hash, [7; 32]),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::StoreBusy);
                    assert_eq!(hash, [7; 32], "{number}");
                }
            }
        }
        drop(held);
        acquire(&folders, [7; 32], Duration::ZERO).unwrap();
    }

    #[test]
    fn who_waits_in_vain_is_told_who_holds_it_and_leaves_no_trace() {
        let (_scratch, folders) = scratch("lock-busy");
        let held = acquire(&folders, [1; 32], Duration::ZERO).unwrap();
        let error = acquire(&folders, [1; 32], Duration::from_millis(20)).err();
        let told = error.unwrap().to_string();
        let holder = format!("process {} holds the lease", std::process::id());
        #[cfg(target_os = "linux")]
        assert!(told.contains(&holder), "{told}");
        assert!(held.end_of_line().unwrap() == 0, "others' places only");
        drop(held);
        acquire(&folders, [1; 32], Duration::ZERO).unwrap();
    }

    #[test]
    fn a_lock_file_that_a_child_may_have_got_is_opened_anew_before_anything_is_locked() {
        use std::os::unix::process::CommandExt;
        let (_scratch, folders) = scratch("lock-fork");
        let store = folders.store().unwrap();
        let mut times = 0;
        let opened = open_alone(|| {
            times += 1;
            if times <= 2 {
                let mut child = std::process::Command::new("true");
                // So that it is forked, and not spawned in one step, which tells nobody.
                child.uid(rustix::process::geteuid().as_raw());
                child.status().unwrap();
            }
            open(&*store)
        });
        assert!(opened.unwrap().is_some());
        assert_eq!(times, 3);
    }

    #[test]
    fn more_than_stand_in_the_line_get_their_turn_too() {
        let (_scratch, folders) = scratch("lock-crowd");
        let held = acquire(&folders, [2; 32], Duration::ZERO).unwrap();
        let start = Instant::now();
        std::thread::scope(|threads| {
            let crowd: Vec<_> = (0..PLACES + 16)
                .map(|_| {
                    threads.spawn(|| acquire(&folders, [2; 32], Duration::from_secs(60)).map(drop))
                })
                .collect();
            // Until the line is full.
            while held.end_of_line().unwrap() != PLACES {
                assert!(start.elapsed() < Duration::from_secs(60));
                std::thread::sleep(FIRST_PAUSE);
            }
            drop(held);
            for one in crowd {
                one.join().unwrap().unwrap();
            }
        });
    }
}
