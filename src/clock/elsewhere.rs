//! Moments that another machine wrote down, as this machine's clocks would have shown them.
//!
//! How long ago something was when a record was written, its writer's clocks tell; how long ago that is, the
//! store's. Clocks of two machines are never compared, so that it does not matter by how much they differ.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

use super::Moment;
use crate::steps::Step;

/// Of what is read at the time.
struct Frame {
    written: Moment,
    passed: Duration,
    now: Moment,
}

thread_local! {
    /// Without a destructor: a thread that is ending reads records, too.
    static FRAME: RefCell<ManuallyDrop<Option<Frame>>> =
        const { RefCell::new(ManuallyDrop::new(None)) };
}

/// What is read while it is there is read in its frame.
struct Framed;

impl Framed {
    fn by(frame: Frame) -> Self {
        put(Some(frame));
        Self
    }
}

impl Drop for Framed {
    fn drop(&mut self) {
        put(None);
    }
}

fn put(frame: Option<Frame>) {
    drop(ManuallyDrop::into_inner(
        FRAME.replace(ManuallyDrop::new(frame)),
    ));
}

/// Reads what another machine wrote at `written`, by its own clocks, and `passed` ago by the store's: each moment in
/// it comes out by this machine's clocks. What this machine wrote since it started comes out as it is.
pub(crate) fn reading<T>(written: &Moment, passed: Duration, read: impl FnOnce() -> T) -> T {
    let now = Moment::now();
    if !Step::OtherClocks.is_taken() {
        return read();
    }
    if !now.boot_id.is_empty() && now.boot_id == written.boot_id {
        return read();
    }
    let written = written.clone();
    let _framed = Framed::by(Frame {
        written,
        passed,
        now,
    });
    read()
}

/// As it was written down.
#[derive(Deserialize)]
struct Written {
    wall: i64,
    boot: i64,
    boot_id: String,
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written {
            wall,
            boot,
            boot_id,
        } = Written::deserialize(deserializer)?;
        let moment = Self {
            wall,
            boot,
            boot_id,
        };
        Ok(FRAME.with_borrow(|frame| match &**frame {
            Some(frame) => frame.here(&moment),
            None => moment,
        }))
    }
}

impl Frame {
    fn here(&self, moment: &Moment) -> Moment {
        let before = moment.elapsed(&self.written).unwrap_or_default();
        let ago = i64::try_from((before + self.passed).as_millis()).unwrap_or(i64::MAX / 4);
        Moment {
            wall: self.now.wall.saturating_sub(ago),
            boot: self.now.boot.saturating_sub(ago),
            boot_id: self.now.boot_id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn how_long_ago_it_was_does_not_depend_on_two_machines_agreeing_on_the_time() {
        for off in [-DAY, 0, DAY, 40 * 365 * DAY] {
            let theirs = |boot| Moment::at("theirs", boot, Moment::now().wall + off + boot);
            let json = serde_json::to_string(&theirs(1000)).unwrap();
            let read = reading(&theirs(4000), Duration::from_secs(60), || {
                serde_json::from_str::<Moment>(&json)
            });
            let elapsed = read.unwrap().elapsed(&Moment::now()).unwrap();
            assert!((63..65).contains(&elapsed.as_secs()), "{off}: {elapsed:?}");
        }
    }

    #[test]
    fn what_this_machine_wrote_comes_out_as_it_is() {
        let now = Moment::now();
        let json = serde_json::to_string(&now).unwrap();
        let read = reading(&now, Duration::from_secs(60), || {
            serde_json::from_str(&json)
        });
        assert_eq!(read.ok(), Some(now));
    }
}
