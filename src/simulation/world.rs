//! All that there is beside the library: hosts with their clocks and disks, processes and their threads, the network, the
//! server, and the one time that all of it goes by.

use std::path::Path;
use std::sync::Arc;

use super::judge::{Answer, Judge};
use super::plan::{Failing, Fate, Plan, Trouble};
use super::random::Chance;
use super::server::{Did, Server, USERNAME};
use super::table::Database;
use super::threads::Baton;
use crate::platform::simulated::disk::Simulated;

/// In microseconds, from the beginning of the history.
pub(super) type Time = u64;

/// A thread of a process.
pub(super) struct Actor {
    pub(super) process: usize,
    pub(super) state: State,
    pub(super) baton: Arc<Baton>,
    /// What it asks of the machine has no effect any more, and is not refused either.
    pub(super) is_inert: bool,
    /// The request whose answer it waits for, or has not saved.
    pub(super) exchange: Option<usize>,
    /// Whether its program asked for a new pair though there may be a good one.
    pub(super) is_forced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Ready,
    Waits {
        until: Time,
        place: usize,
    },
    /// Until another one has gone on.
    GivesWay,
    Over,
}

pub(super) struct Process {
    /// Of which program of the plan; `None` of those that the history itself needs.
    pub(super) program: Option<usize>,
    pub(super) host: usize,
    pub(super) is_dead: bool,
    pub(super) threads: usize,
}

/// A range of a lock file that an open file of a process has.
pub(super) struct Taken {
    pub(super) start: i64,
    pub(super) opened: u64,
    pub(super) process: usize,
}

pub(super) struct Host {
    pub(super) disk: Simulated,
    pub(super) locks: Vec<Taken>,
    pub(super) started: Time,
    pub(super) boots: u64,
    /// Of the wall clock, in milliseconds.
    pub(super) wall_off: i64,
    /// For how long the clocks of this boot stood still.
    pub(super) frozen: Time,
    pub(super) stands_still_until: Time,
    /// By how much its clocks may take a token for younger than it is.
    pub(super) lag: Time,
    pub(super) set_back: Time,
    pub(super) failing: Option<(Failing, u64)>,
    pub(super) cut_off_until: Time,
}

/// A request or an answer on its way.
pub(super) struct Mail {
    pub(super) at: Time,
    pub(super) line: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) to_server: bool,
    pub(super) is_last: bool,
}

/// A connection, at its client's end.
pub(super) struct Wire {
    pub(super) inbox: Vec<u8>,
    pub(super) is_closed: bool,
    pub(super) exchange: usize,
    pub(super) answer: Answer,
    /// Of the answer: how many bytes are still to be received.
    pub(super) missing: usize,
}

pub(super) struct World {
    pub(super) plan: Plan,
    pub(super) chance: Chance,
    pub(super) now: Time,
    pub(super) steps: u64,
    pub(super) actors: Vec<Actor>,
    pub(super) processes: Vec<Process>,
    pub(super) hosts: Vec<Host>,
    pub(super) wires: Vec<Wire>,
    pub(super) mail: Vec<Mail>,
    pub(super) server: Server,
    pub(super) judge: Judge,
    pub(super) database: Database,
    /// How many requests were made, and at which step each reached the server.
    pub(super) requests: usize,
    pub(super) arrived: Vec<u64>,
    /// The order is that of the plan; none before the history has begun.
    pub(super) troubles: Vec<Trouble>,
    /// Programs to be started again, and how far their threads came.
    pub(super) restarts: Vec<(Time, usize)>,
    pub(super) done: Vec<Vec<usize>>,
    /// Told of a history that failed.
    pub(super) story: Option<Vec<String>>,
    pub(super) is_over: bool,
    /// Whether the record has what a later version wrote.
    pub(super) later_version_wrote: bool,
}

/// A place that nobody else waits for.
pub(super) fn place_of_line(line: usize) -> usize {
    usize::MAX - line
}

impl World {
    pub(super) fn new(plan: &Plan, tells: bool) -> Self {
        let host = |off: &i64| Host {
            disk: Simulated::with(Path::new("/home")),
            locks: Vec::new(),
            started: 0,
            boots: 1,
            wall_off: *off,
            frozen: 0,
            stands_still_until: 0,
            lag: 0,
            set_back: 0,
            failing: None,
            cut_off_until: 0,
        };
        Self {
            chance: Chance::of(plan.seed),
            now: 1_000_000_000,
            steps: 0,
            actors: Vec::new(),
            processes: Vec::new(),
            hosts: plan.hosts.iter().map(host).collect(),
            wires: Vec::new(),
            mail: Vec::new(),
            server: Server::new(plan),
            judge: Judge::new(plan),
            database: Database::default(),
            requests: 0,
            arrived: Vec::new(),
            troubles: Vec::new(),
            restarts: Vec::new(),
            done: plan
                .processes
                .iter()
                .map(|program| vec![0; program.threads.len()])
                .collect(),
            story: tells.then(Vec::new),
            is_over: false,
            later_version_wrote: false,
            plan: plan.clone(),
        }
    }

    pub(super) fn tell(&mut self, what: impl FnOnce() -> String) {
        if let Some(story) = &mut self.story {
            let (now, steps) = (self.now, self.steps);
            let seconds = (now - 1_000_000_000) as f64 / 1_000_000.0;
            story.push(format!("{seconds:>12.6} s  step {steps:>4}  {}", what()));
        }
    }

    pub(super) fn host_of(&self, actor: usize) -> usize {
        self.processes[self.actors[actor].process].host
    }

    pub(super) fn is_dying(&self, actor: usize) -> bool {
        self.is_over || self.processes[self.actors[actor].process].is_dead
    }

    /// Boot clock and wall clock of a host, in microseconds; the wall clock since 1970.
    pub(super) fn clocks(&self, host: usize) -> (u64, i64) {
        let host = &self.hosts[host];
        let running = self
            .now
            .saturating_sub(host.started)
            .saturating_sub(host.frozen);
        let true_wall = 1_800_000_000_000_000 + i64::try_from(self.now).unwrap_or(i64::MAX);
        (running, true_wall + host.wall_off * 1000)
    }

    /// What somebody does takes so long, and what is due meanwhile happens.
    pub(super) fn pass(&mut self, time: Time) {
        let until = self.now + time;
        while let Some(next) = self.next_mail().filter(|next| self.mail[*next].at <= until) {
            let mail = self.mail.swap_remove(next);
            self.now = self.now.max(mail.at);
            self.deliver(mail);
        }
        self.now = until;
    }

    fn next_mail(&self) -> Option<usize> {
        (0..self.mail.len()).min_by_key(|one| (self.mail[*one].at, self.mail[*one].line))
    }

    fn deliver(&mut self, mail: Mail) {
        let Mail {
            line,
            bytes,
            to_server,
            is_last,
            ..
        } = mail;
        if to_server {
            return self.serve(line, &bytes);
        }
        let wire = &mut self.wires[line];
        wire.inbox.extend(bytes);
        wire.is_closed |= is_last;
        self.wake(place_of_line(line));
    }

    fn serve(&mut self, line: usize, request: &[u8]) {
        let exchange = self.wires[line].exchange;
        let fate = self.judge.exchanges[exchange].fate;
        let (did, mut answer) = self
            .server
            .answer(request, fate, self.now, &mut self.chance);
        self.arrived.push(self.steps);
        if let Did::Gave(pair) = did {
            self.tell(|| format!("the server gives pair {pair}"));
        }
        if let Did::Refused(Some(pair)) = did {
            self.tell(|| format!("the server refuses refresh token {pair}"));
            self.judge.refused();
        }
        let is_plain = matches!(fate, Fate::Answered(_) | Fate::Slow(_) | Fate::Late);
        self.wires[line].answer = match (did, fate) {
            (Did::Gave(pair), _) if is_plain => Answer::Pair(pair),
            (Did::Refused(_), _) if is_plain => Answer::Refused,
            (_, Fate::ClientRefused) => Answer::Untouched,
            (_, Fate::TooMany(_)) => Answer::Postponed,
            _ => Answer::Unknown,
        };
        let whole = answer.len();
        match fate {
            Fate::ReplyLost => answer.clear(),
            Fate::ReplyCut(percent) => answer.truncate(whole * usize::from(percent) / 100),
            _ => {}
        }
        self.wires[line].missing = whole;
        let slow = match fate {
            Fate::Slow(milliseconds) => milliseconds * 1000,
            _ => 0,
        };
        let at = self.now + slow + self.chance.between(1000, 60_000);
        self.mail.push(Mail {
            at,
            line,
            bytes: answer,
            to_server: false,
            is_last: true,
        });
    }

    pub(super) fn wake(&mut self, wanted: usize) {
        for actor in &mut self.actors {
            if matches!(actor.state, State::Waits { place, .. } if place == wanted) {
                actor.state = State::Ready;
            }
        }
    }

    /// Who goes on; nobody where all is over.
    pub(super) fn next(&mut self, me: usize) -> Option<usize> {
        loop {
            let dying = |one: &usize| self.actors[*one].state != State::Over && self.is_dying(*one);
            let dying = (0..self.actors.len()).filter(dying);
            let (giving, going): (Vec<_>, Vec<_>) =
                dying.partition(|one| self.actors[*one].state == State::GivesWay);
            if let Some(next) = going
                .first()
                .or(giving.iter().find(|one| **one != me))
                .or(giving.first())
            {
                return Some(self.goes_on(*next));
            }
            let is_ready = |one: &usize| {
                let actor = &self.actors[*one];
                actor.state == State::Ready
                    && self.hosts[self.processes[actor.process].host].stands_still_until <= self.now
            };
            let ready: Vec<_> = (0..self.actors.len()).filter(is_ready).collect();
            if ready.contains(&me) && self.chance.in_hundred(70) {
                return Some(me);
            }
            if !ready.is_empty() {
                let next = self.chance.pick(&ready);
                return Some(self.goes_on(next));
            }
            if self.restarts.iter().any(|(at, _)| *at <= self.now) {
                // First that is started again.
                return None;
            }
            let nobody_waits = !self.time_goes_on();
            if nobody_waits {
                let next = (0..self.actors.len())
                    .find(|one| self.actors[*one].state == State::GivesWay)?;
                return Some(self.goes_on(next));
            }
        }
    }

    fn goes_on(&mut self, next: usize) -> usize {
        for actor in &mut self.actors {
            if actor.state == State::GivesWay {
                actor.state = State::Ready;
            }
        }
        self.actors[next].state = State::Ready;
        next
    }

    /// To the next moment at which something happens; `false` where nothing will.
    fn time_goes_on(&mut self) -> bool {
        let waits = self.actors.iter().filter_map(|actor| match actor.state {
            State::Waits { until, .. } if until != Time::MAX => Some(until),
            _ => None,
        });
        let mail = self.mail.iter().map(|mail| mail.at);
        let now = self.now;
        let still = self.hosts.iter().map(|host| host.stands_still_until);
        let still = still.filter(|until| *until > now);
        let restarts = self.restarts.iter().map(|(at, _)| *at);
        let Some(until) = waits.chain(mail).chain(still).chain(restarts).min() else {
            return false;
        };
        self.pass(until.saturating_sub(self.now));
        for actor in &mut self.actors {
            if matches!(actor.state, State::Waits { until, .. } if until <= self.now) {
                actor.state = State::Ready;
            }
        }
        true
    }

    /// By how much a token may seem younger than it is on a host, to a call that began then.
    pub(super) fn lag(&self, host: usize, began: Time) -> Time {
        let lags = self
            .hosts
            .iter()
            .map(|host| host.lag + host.set_back.min(host.frozen));
        let stood_still = self.hosts[host].stands_still_until.saturating_sub(began);
        lags.sum::<Time>() + stood_still
    }

    pub(super) fn user(&self) -> &'static str {
        USERNAME
    }
}
