//! Which thread runs: one at a time, by the seed. At each point where a thread asks something of its machine another one
//! may go on in its place, and its process may end.

use std::collections::HashMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::hosts::{Actor, Doing, Process, State};
use super::judge::Known;
use super::plan::Time;
use super::threads::{Baton, Pool};
use super::world::World;
use crate::platform::simulated::{self, Memory};
use crate::session::Session;

/// A history that takes more steps has no end. Who waits for a lease in vain, a hundred times, takes half of them.
const MOST_STEPS: u64 = 5_000_000;

thread_local! {
    /// Which thread of its history this one is.
    pub(super) static ME: std::cell::Cell<usize> = const { std::cell::Cell::new(usize::MAX) };
}

/// In microseconds.
pub(super) fn micros(time: Duration) -> Time {
    Time::try_from(time.as_micros()).unwrap_or(Time::MAX)
}

/// What unwinds a thread whose process has ended.
pub(super) struct Ended;

/// Why a thread comes to a point where others may go on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Point {
    /// What it does takes so long.
    Takes(Time),
    Waits {
        until: Time,
        place: usize,
    },
    GivesWay,
}

/// What a thread does.
pub(super) type Life = fn(&Arc<Shared>, usize, Option<Arc<Session>>);

/// One history, for all its threads.
pub(super) struct Shared {
    world: Mutex<World>,
    pool: Pool,
    /// Who set it going.
    pub(super) outside: Baton,
    pub(super) began: Instant,
    memories: Mutex<HashMap<usize, Arc<Memory>>>,
    pub(super) left_out: u64,
    /// Makes a machine of a thread.
    enter: fn(&Arc<Shared>, usize, Arc<Memory>),
    /// Of a program that is started again.
    restart: Life,
}

impl Shared {
    pub(super) fn new(
        world: World,
        pool: Pool,
        left_out: u64,
        enter: fn(&Arc<Self>, usize, Arc<Memory>),
        restart: Life,
    ) -> Arc<Self> {
        Arc::new(Self {
            world: Mutex::new(world),
            pool,
            outside: Baton::default(),
            began: Instant::now(),
            memories: Mutex::default(),
            left_out,
            enter,
            restart,
        })
    }

    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new process, with no thread yet.
    pub(super) fn start(&self, program: Option<usize>, host: usize) -> usize {
        let mut world = self.world();
        let process = world.processes.len();
        world.processes.push(Process {
            program,
            host,
            is_dead: false,
            threads: 0,
        });
        world.judge.processes.push(Known::default());
        drop(world);
        self.memories().insert(process, Arc::new(Memory::new()));
        process
    }

    fn memories(&self) -> MutexGuard<'_, HashMap<usize, Arc<Memory>>> {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new thread of a process, which goes on when its turn comes.
    pub(super) fn thread(
        self: &Arc<Self>,
        process: usize,
        life: Life,
        session: Option<Arc<Session>>,
    ) {
        let baton = Arc::new(Baton::default());
        let mut world = self.world();
        let me = world.actors.len();
        world.actors.push(Actor {
            process,
            state: State::Ready,
            baton: Arc::clone(&baton),
            is_inert: false,
            exchange: None,
            last_exchange: None,
            is_forced: false,
            doing: Doing::default(),
        });
        world.processes[process].threads += 1;
        drop(world);
        let memory = Arc::clone(&self.memories()[&process]);
        let shared = Arc::clone(self);
        self.pool.run(Box::new(move || {
            baton.take();
            ME.set(me);
            (shared.enter)(&shared, me, Arc::clone(&memory));
            let is_dying = shared.world().is_dying(me);
            let lived = panic::catch_unwind(AssertUnwindSafe(|| {
                if is_dying {
                    shared.world().actors[me].is_inert = true;
                    drop(session);
                } else {
                    life(&shared, me, session);
                }
            }));
            if let Err(payload) = lived {
                if !payload.is::<Ended>() {
                    let said = payload.downcast_ref::<String>().cloned();
                    let said = said.or_else(|| {
                        payload
                            .downcast_ref::<&str>()
                            .map(|said| (*said).to_owned())
                    });
                    let said = said.unwrap_or_default();
                    shared
                        .world()
                        .judge
                        .violated(format!("the library panicked: {said}"));
                }
            }
            shared.ends(me, process, &memory);
        }));
    }

    /// The last thing that a thread does.
    fn ends(self: &Arc<Self>, me: usize, process: usize, memory: &Memory) {
        let mut world = self.world();
        world.actors[me].is_inert = true;
        world.processes[process].threads -= 1;
        if world.processes[process].threads == 0 {
            if !world.processes[process].is_dead {
                world.processes[process].is_dead = true;
                world.judge.processes[process].is_dead = true;
                let host = world.processes[process].host;
                world.hosts[host]
                    .locks
                    .retain(|taken| taken.process != process);
            }
            drop(world);
            memory.wipe();
            world = self.world();
        }
        world.actors[me].state = State::Over;
        drop(world);
        simulated::leave();
        match self.next(me) {
            Some(next) => next.give(),
            None => self.outside.give(),
        }
    }

    /// Whose turn it is, which may be this thread's; programs whose time has come are started again.
    fn next(self: &Arc<Self>, me: usize) -> Option<Arc<Baton>> {
        loop {
            let mut world = self.world();
            if world.steps > MOST_STEPS && !world.is_over {
                world
                    .judge
                    .violated(format!("it has no end: {MOST_STEPS} steps"));
            }
            world.is_over |= world.judge.violation.is_some();
            let next = world.next(me);
            let now = world.now;
            let is_over = world.is_over;
            let due = world.restarts.iter().position(|(at, _)| *at <= now);
            let due = due
                .filter(|_| !is_over)
                .map(|due| world.restarts.remove(due).1);
            let Some(program) = due else {
                return next.map(|next| Arc::clone(&world.actors[next].baton));
            };
            let host = world.plan.processes[program].host;
            world.tell(|| format!("program {program} is started again"));
            drop(world);
            let process = self.start(Some(program), host);
            self.thread(process, self.restart, None);
        }
    }

    /// Sets going what has been started, and waits until all of it is over.
    pub(super) fn run(self: &Arc<Self>) {
        if let Some(next) = self.next(usize::MAX) {
            next.give();
            self.outside.take();
        }
    }

    /// A thread comes to a point where others may go on. Tells whether what it asks for is to have an effect: it has
    /// none where its process has ended.
    pub(super) fn point(self: &Arc<Self>, me: usize, point: Point) -> bool {
        let own = {
            let mut world = self.world();
            let gives_way = matches!(point, Point::GivesWay);
            if world.is_dying(me) && !gives_way {
                let is_inert = world.actors[me].is_inert;
                drop(world);
                return end(is_inert);
            }
            world.steps += 1;
            world.actors[me].state = match point {
                Point::Takes(time) => {
                    world.pass(time);
                    State::Ready
                }
                Point::Waits { until, place } => State::Waits { until, place },
                Point::GivesWay => State::GivesWay,
            };
            world.trouble(me);
            Arc::clone(&world.actors[me].baton)
        };
        match self.next(me) {
            Some(next) if !Arc::ptr_eq(&next, &own) => {
                next.give();
                own.take();
            }
            Some(_) => {}
            None => {
                // All wait for each other.
                self.world()
                    .judge
                    .violated("all threads wait for each other".into());
                self.world().is_over = true;
            }
        }
        let world = self.world();
        if world.is_dying(me) && !matches!(point, Point::GivesWay) {
            let is_inert = world.actors[me].is_inert;
            drop(world);
            return end(is_inert);
        }
        !world.is_dying(me)
    }
}

/// The process has ended in mid-call; what is dropped meanwhile goes on without an effect.
fn end(is_inert: bool) -> bool {
    if !is_inert && !std::thread::panicking() {
        panic::resume_unwind(Box::new(Ended));
    }
    false
}
