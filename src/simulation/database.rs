//! The way from a host to the database: it takes its time, and can be cut at any moment, also behind a change.

use std::sync::Arc;
use std::time::Duration;

use super::plan::Moment;
use super::scheduler::{ME, Point, Shared, micros};
use super::table::{Arriving, Changed};
use super::world::World;
use crate::error::{Error, ErrorKind, Result};
use crate::foreign::{Change, Lent, Row, Swap, Table};
use crate::steps::Step;

/// What the key of a session's record begins with.
const SESSION: &str = "1-";
const ID: &str = "0123456789abcdef0123456789abcdef";

/// From one host.
pub(super) struct Link {
    shared: Arc<Shared>,
    host: usize,
}

fn unreachable() -> Error {
    Error::new(
        ErrorKind::StoreUnreachable,
        "the simulated database can't be reached",
    )
}

impl Link {
    pub(super) fn of(shared: &Arc<Shared>, host: usize) -> Self {
        Self {
            shared: Arc::clone(shared),
            host,
        }
    }

    /// A message goes one way, in either direction.
    fn passes(&self) -> Result<()> {
        let takes = self.shared.world().chance.between(200, 3000);
        if !self.shared.point(ME.get(), Point::Takes(takes)) {
            return Err(unreachable());
        }
        let mut world = self.shared.world();
        if world.hosts[self.host].cut_off_until <= world.now {
            return Ok(());
        }
        self.fails(&mut world);
        Err(unreachable())
    }
}

impl Link {
    /// Whether a change is lost here, on its way there or on its way back, while its host stands still.
    fn is_unheard(&self, is_back: bool) -> bool {
        let mut world = self.shared.world();
        let Some((_, time)) = world.unheard.take_if(|(arrives, _)| *arrives == is_back) else {
            return false;
        };
        let host = self.host;
        world.tell(|| format!("host {host} hears nothing of its change"));
        self.fails(&mut world);
        world.stand_still(host, time, false);
        drop(world);
        self.shared.point(ME.get(), Point::Takes(1000));
        true
    }

    fn fails(&self, world: &mut World) {
        let me = ME.get();
        world.fails(me);
        world.fails_for_an_exchange(me, false);
    }
}

impl Table for Link {
    fn identify(&self, _: Duration) -> Result<String> {
        self.passes().map(|()| ID.to_owned())
    }

    fn expect(&self, _: &str) {}

    fn load(&self, key: &str, _: Duration) -> Result<Option<Row>> {
        self.passes()?;
        let mut world = self.shared.world();
        let row = world
            .database
            .records
            .get(key)
            .map(|(version, write_id, since, bytes)| Row {
                version: *version,
                write_id: write_id.clone(),
                age: Some(Duration::from_micros(world.now - since)),
                bytes: bytes.clone(),
            });
        if let Some(row) = row.as_ref().filter(|_| key.starts_with(SESSION)) {
            world.is_read(self.host, &row.bytes);
        }
        drop(world);
        self.passes().map(|()| row)
    }

    fn lease(&self, key: &str, owner: &str, lasting: Duration, _: Duration) -> Result<Lent> {
        self.passes()?;
        let mut world = self.shared.world();
        let now = world.now;
        let lent = world.database.lease(key, owner, micros(lasting), now);
        let host = self.host;
        world.tell(|| format!("host {host} asks for the lease: {lent:?}"));
        if lent.is_ok() && key.starts_with(SESSION) {
            world.judge.lease_ends[host] = now + micros(lasting);
        }
        drop(world);
        self.passes()?;
        Ok(match lent {
            Ok(fence) => Lent::Mine {
                fence,
                remaining: lasting,
            },
            Err(left) => Lent::Busy(Duration::from_micros(left)),
        })
    }

    fn swap(&self, change: &Change<'_>, _: Duration) -> Result<Swap> {
        self.shared.world().actors[ME.get()].doing.has_written = true;
        self.passes()?;
        let arriving = Arriving {
            key: change.key,
            owner: change.owner,
            fence: change.fence,
            expected: change.expected,
            write_id: change.write_id,
            bytes: change.bytes,
        };
        if self.is_unheard(false) {
            return Ok(Swap::Unknown);
        }
        let mut world = self.shared.world();
        world.is_at(Moment::Changes);
        let now = world.now;
        if world.full_until > now {
            self.fails(&mut world);
            drop(world);
            self.passes()?;
            let problem = "the simulated database has no room";
            return Err(Error::new(ErrorKind::StoreFailed, problem));
        }
        let changed = world
            .database
            .change(&arriving, now, Step::Fence.is_taken());
        let (host, expected) = (self.host, change.expected);
        world.tell(|| {
            format!("host {host} changes version {expected} in the database: {changed:?}")
        });
        if changed == Changed::Done && change.key.starts_with(SESSION) {
            world.is_changed(ME.get(), change.bytes.unwrap_or_default());
        }
        drop(world);
        if self.is_unheard(true) {
            return Ok(Swap::Unknown);
        }
        Ok(match (self.passes(), changed) {
            (Err(_), _) => Swap::Unknown,
            (_, Changed::Done) => Swap::Done,
            (_, Changed::Conflict) => Swap::Conflict,
            (_, Changed::Lost) => Swap::Lost,
        })
    }

    fn release(&self, key: &str, owner: &str, fence: u64, _: Duration) -> Result<()> {
        self.passes()?;
        self.shared.world().database.release(key, owner, fence);
        self.passes()
    }

    fn list(&self, after: &str, up_to: &str, limit: usize, _: Duration) -> Result<Vec<String>> {
        self.passes()?;
        let world = self.shared.world();
        let keys = world.database.records.keys();
        let keys = keys.filter(|key| key.as_str() > after && key.as_str() < up_to);
        Ok(keys.take(limit).cloned().collect())
    }

    fn wait(&self, _: &str, _: Duration) -> bool {
        false
    }

    fn attend(&self) -> bool {
        true
    }

    fn leave(&self) {}

    fn rest(&self) {}

    fn detach(&self) {}
}
