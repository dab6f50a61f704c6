//! What a thread of the library is told by its machine.

use std::io;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use super::line::Connected;
use super::scheduler::{Point, Shared, micros};
use crate::platform::simulated::{self, Line, Machine, Memory, Readings};

/// The machine of one thread.
pub(super) struct Seen {
    shared: Arc<Shared>,
    me: usize,
    memory: Arc<Memory>,
}

/// From here on this thread is one of a simulated machine's.
pub(super) fn enter(shared: &Arc<Shared>, me: usize, memory: Arc<Memory>) {
    simulated::enter(Arc::new(Seen {
        shared: Arc::clone(shared),
        me,
        memory,
    }));
}

impl Machine for Seen {
    fn memory(&self) -> &Memory {
        &self.memory
    }

    fn now(&self) -> Readings {
        let world = self.shared.world();
        let (running, wall) = world.clocks(world.host_of(self.me));
        let wall = u64::try_from(wall).unwrap_or(0);
        Readings {
            wall: UNIX_EPOCH + Duration::from_micros(wall),
            boot: i64::try_from(running / 1000).unwrap_or(i64::MAX),
            monotonic: self.shared.began + Duration::from_micros(running),
        }
    }

    fn boot_id(&self) -> String {
        let world = self.shared.world();
        let host = world.host_of(self.me);
        if world.plan.knows_no_boots {
            return String::new();
        }
        format!("boot {} of host {host}", world.hosts[host].boots)
    }

    fn identity(&self) -> (u64, u64) {
        let world = self.shared.world();
        (1, world.host_of(self.me) as u64)
    }

    fn sleep(&self, time: Duration) {
        self.wait(0, time);
    }

    fn wait(&self, place: usize, patience: Duration) -> Duration {
        let began = self.shared.world().now;
        let until = began.saturating_add(micros(patience).max(1));
        if !self.shared.point(self.me, Point::Waits { until, place }) {
            return Duration::ZERO;
        }
        let left = until.saturating_sub(self.shared.world().now);
        Duration::from_micros(left)
    }

    fn wake(&self, place: usize) {
        self.shared.world().wake(place);
    }

    fn give_way(&self) {
        self.shared.point(self.me, Point::GivesWay);
    }

    fn random(&self, bytes: &mut [u8]) {
        self.shared.world().chance.fill(bytes);
    }

    fn sealed(&self, nonce: &[u8; 24], plain: &[u8]) {
        self.shared.world().is_sealed(self.me, *nonce, plain);
    }

    fn connect(&self) -> io::Result<Box<dyn Line>> {
        Connected::open(&self.shared, self.me)
    }

    fn left_out(&self) -> u64 {
        self.shared.left_out
    }
}
