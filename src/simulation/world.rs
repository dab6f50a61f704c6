//! All that there is beside the library: hosts, the network, the server, and the one time that all of it goes by.

use super::hosts::{Actor, Host, Mail, Process, State, Wire};
use super::judge::{Answer, Judge};
use super::kept::{Nonce, Sealed};
use super::plan::{Fate, Moment, Plan, Time, Trouble};
use super::random::Chance;
use super::server::{Did, Server, USERNAME};
use super::table::Database;
use crate::platform::simulated::disk::Simulated;
use std::collections::{HashMap, HashSet};
use std::path::Path;

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
    /// What was sealed by each nonce.
    pub(super) sealed: HashMap<Nonce, Sealed>,
    pub(super) signed_out: HashSet<Nonce>,
    /// How often that was written where all find it.
    pub(super) sign_outs: usize,
    /// How many requests were made, and at which step each reached the server.
    pub(super) requests: usize,
    pub(super) arrived: Vec<u64>,
    /// Who is at something at this point, and for the how many-th time.
    pub(super) moment: Option<(Moment, usize)>,
    moments: [usize; 3],
    /// What becomes of the next change of a database: whether it arrives, and for how long its host stands still.
    pub(super) unheard: Option<(bool, Time)>,
    /// Until then the database takes no change, and gives leases.
    pub(super) full_until: Time,
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
            sealed: HashMap::new(),
            signed_out: HashSet::new(),
            sign_outs: 0,
            requests: 0,
            arrived: Vec::new(),
            moment: None,
            moments: [0; 3],
            unheard: None,
            full_until: 0,
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

    /// Somebody is at this; what is to happen then happens at the next point that he comes to.
    pub(super) fn is_at(&mut self, moment: Moment) {
        let count = &mut self.moments[moment as usize];
        self.moment = Some((moment, *count));
        *count += 1;
    }

    /// From the beginning on.
    pub(super) fn moments_begin(&mut self) {
        self.moments = [0; 3];
    }

    pub(super) fn host_of(&self, actor: usize) -> usize {
        self.processes[self.actors[actor].process].host
    }

    /// The disk, or the database, fails for a thread. Where it fails once, what was announced can be taken back.
    pub(super) fn fails(&mut self, actor: usize) {
        let it = &mut self.actors[actor];
        it.doing.failures += 1;
        let judge = &mut self.judge;
        judge.processes[it.process].store_failed = true;
        judge.may_be_announced |= it.doing.failures > 1 || it.doing.has_connected;
    }

    /// What came of its last request may not be where others find it. What an exchange brings needs no more room, but for
    /// a refusal of the OAuth client, which stands in another record.
    pub(super) fn fails_for_an_exchange(&mut self, actor: usize, is_full: bool) {
        if let Some(exchange) = self.actors[actor].last_exchange {
            let one = &mut self.judge.exchanges[exchange];
            one.store_failed |= !one.is_told && (!is_full || one.fate == Fate::ClientRefused);
        }
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
        for actor in &mut self.actors {
            if matches!(actor.state, State::Waits { until, .. } if until <= self.now) {
                actor.state = State::Ready;
            }
        }
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
        true
    }

    /// By how much the token of a pair may seem younger than it is on a host, to a call that began then: between two
    /// starts of a machine the wall clock alone tells its age.
    pub(super) fn lag(&self, host: usize, pair: Option<usize>, began: Time) -> Time {
        let boots = self.hosts[host].boots;
        let by_wall = self.plan.knows_no_boots || self.judge.boots_of(pair) != Some(boots);
        let lags = self.hosts.iter().map(|host| match by_wall {
            true => host.lag + host.set_back,
            false => host.lag + host.set_back.min(host.frozen),
        });
        let stood_still = self.hosts[host].stands_still_until.saturating_sub(began);
        lags.sum::<Time>() + stood_still + self.judge.late(host, pair)
    }

    pub(super) fn user(&self) -> &'static str {
        USERNAME
    }
}
