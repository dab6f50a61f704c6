//! Where passwords are hashed. One hash takes 19 MiB. An allocator that gets and gives those back in turn from many
//! threads keeps ever more of them, so each processor has its own for good, and who finds none free waits: more hashes
//! at once than processors would only be slower.

use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use argon2::Block;

/// Memory for as many hashes at once as there are processors.
pub struct HashingMemory {
    free: Mutex<Vec<Vec<Block>>>,
    came_back: Condvar,
}

impl HashingMemory {
    /// Nothing is taken before it is needed.
    #[must_use]
    pub fn for_each_processor() -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            free: Mutex::new(vec![Vec::new(); processors]),
            came_back: Condvar::new(),
        }
    }

    /// Works with so many blocks; waits until they are free.
    pub fn lend<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let mut lent = Lent {
            memory: self.take(),
            owner: self,
        };
        if lent.memory.len() < blocks {
            lent.memory.resize(blocks, Block::default());
        }
        work(&mut lent.memory[..blocks])
    }

    fn take(&self) -> Vec<Block> {
        let free = self.free();
        let mut free = self
            .came_back
            .wait_while(free, |free| free.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        free.pop().unwrap_or_default()
    }

    fn free(&self) -> MutexGuard<'_, Vec<Vec<Block>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Memory that goes back when dropped, also where the work panics.
struct Lent<'a> {
    memory: Vec<Block>,
    owner: &'a HashingMemory,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.owner.free().push(std::mem::take(&mut self.memory));
        self.owner.came_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn no_more_work_at_once_than_there_are_processors() {
        let memory = HashingMemory::for_each_processor();
        let processors = memory.free().len();
        let (working, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..processors * 8 {
                scope.spawn(|| {
                    memory.lend(8, |blocks| {
                        assert_eq!(blocks.len(), 8);
                        most.fetch_max(
                            working.fetch_add(1, Ordering::SeqCst) + 1,
                            Ordering::SeqCst,
                        );
                        thread::yield_now();
                        working.fetch_sub(1, Ordering::SeqCst);
                    });
                });
            }
        });
        assert!(most.into_inner() <= processors);
        assert_eq!(memory.free().len(), processors);
    }

    #[test]
    fn work_that_panics_gives_its_memory_back() {
        let memory = HashingMemory::for_each_processor();
        let processors = memory.free().len();
        for _ in 0..=processors {
            let work = || memory.lend(8, |_| panic!("on purpose"));
            let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            assert!(panicked.is_err());
        }
        assert_eq!(memory.free().len(), processors);
    }
}
