//! What must hold after every step.

use std::collections::BTreeMap;

use super::kept::Kept;
use super::plan::{Fate, Plan, Policy};
use super::server::{SECRETS, Server, TOKEN};

/// So far two wall clocks, or two moments of one, may be apart and are believed.
const SAME_TIME: i64 = 31_000_000;

/// A request to the token endpoint, as somebody sees it who sees everything.
pub(super) struct Exchange {
    pub(super) process: usize,
    pub(super) fate: Fate,
    /// The pair whose refresh token it presents; a sign-in presents none.
    pub(super) presents: Option<usize>,
    /// Whether its sender waits for the answer, or has not saved it yet.
    pub(super) is_open: bool,
    /// Its sender stood still meanwhile.
    pub(super) stood_still: bool,
    /// No clock of its host tells for how long that stood still.
    pub(super) is_out_of_time: bool,
    pub(super) answer: Answer,
    /// In microseconds: when its sender began to connect, when it left, and when its sender was done with it.
    pub(super) began_at: u64,
    pub(super) sent_at: u64,
    pub(super) closed_at: Option<u64>,
    /// The disk, or the database, failed in its call before it left.
    pub(super) has_read_in_vain: bool,
    /// Whether its program asked for a new pair though there may be a good one.
    pub(super) is_forced: bool,
    /// On which host, and whether its answer was written to the disk there.
    pub(super) host: usize,
    pub(super) is_written: bool,
    /// It was written and not synced when the power went: it may be there.
    pub(super) may_be_kept: bool,
    /// Whether what came of it stands where all that should know find it.
    pub(super) is_told: bool,
    /// Whether the disk, or the database, failed for it before that.
    pub(super) store_failed: bool,
    /// Which start of its machine it was, and by which wall clock it was sent.
    pub(super) boots: u64,
    pub(super) wall: i64,
}

/// What its sender has of an answer, once he has all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Unknown,
    Pair(usize),
    Refused,
    /// Most likely nobody looked at the token.
    Postponed,
    /// It was never sent, or the OAuth client was refused.
    Untouched,
}

/// What is known of a process.
#[derive(Default, Clone)]
pub(super) struct Known {
    pub(super) is_dead: bool,
    pub(super) store_failed: bool,
    /// Calls of it that end the session, and have not said so.
    pub(super) ending: usize,
    /// The access token that it handed out last, by its pair, unless something ended that.
    pub(super) live: Option<usize>,
}

#[derive(Default)]
pub(super) struct Judge {
    pub(super) exchanges: Vec<Exchange>,
    pub(super) processes: Vec<Known>,
    /// What became of pairs that were written down somewhere.
    pub(super) kept: BTreeMap<usize, Kept>,
    pub(super) policy: Option<Policy>,
    /// Whether the session's end is owed to its user: signed out, or the server refused it; and until when it was.
    may_be_over: bool,
    was_over: u64,
    pub(super) clocks_moved: bool,
    /// Somebody has set a wall clock, and not only a battery lost its time.
    pub(super) wall_was_set: bool,
    /// Of the pairs before this one none is good any more, since a sign-out has said so.
    pub(super) signed_out_up_to: usize,
    has_signed_in: bool,
    /// Of a request that was never sent there may be an announcement: who was at it was killed, or his store failed, and
    /// failed again when he took it back.
    pub(super) may_be_announced: bool,
    /// What became of the exchanges before this one does not matter any more: a later pair is where all find it.
    pub(super) matter_from: usize,
    pub(super) shares: bool,
    /// By host: of the last lease that the database gave it, by the database's clock.
    pub(super) lease_ends: Vec<u64>,
    /// A database forgot what it had, or clocks told nothing: pairs may be gone.
    pub(super) is_lenient: bool,
    /// A database forgot its last changes.
    pub(super) is_forgotten: bool,
    pub(super) life: u64,
    /// Of all pairs before this one the program saw a 401, or the session was ended.
    ended_up_to: usize,
    pub(super) violation: Option<String>,
}

impl Judge {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            policy: Some(plan.policy),
            life: plan.life * 1_000_000,
            shares: plan.shared,
            lease_ends: vec![0; plan.hosts.len()],
            ..Self::default()
        }
    }

    /// Something is as it must never be. The first is told.
    pub(super) fn violated(&mut self, what: String) {
        self.violation.get_or_insert(what);
    }

    /// A request's first byte leaves.
    pub(super) fn sent(&mut self, exchange: Exchange, server: &Server) -> usize {
        let number = self.exchanges.len();
        if let Some(pair) = exchange.presents {
            self.presented(pair, &exchange, server);
            self.was_due(pair, &exchange, server);
        }
        self.exchanges.push(exchange);
        number
    }

    pub(super) fn is_ended(&self, pair: usize) -> bool {
        pair < self.ended_up_to
    }

    /// Neither is its access token good any more, nor is it to be taken for one.
    pub(super) fn ends_pair(&mut self, pair: usize) {
        // Nor are those before it.
        self.ended_up_to = self.ended_up_to.max(pair + 1);
    }

    /// The server refused a refresh token that is spent.
    pub(super) fn refused(&mut self) {
        self.may_be_over = true;
    }

    /// Its sender is done with it.
    pub(super) fn closed(&mut self, exchange: usize, now: u64) {
        let one = &mut self.exchanges[exchange];
        one.closed_at = Some(now);
        one.is_open = false;
        let (answer, process) = (one.answer, one.process);
        let failed = one.store_failed;
        if let Answer::Pair(pair) = answer {
            let is_dead = self.processes[process].is_dead;
            if !self.is_safe(pair) && !is_dead && !failed {
                self.violated(format!(
                    "pair {pair} came in a whole answer, and was not saved"
                ));
            }
        }
    }

    /// An access token was handed to the program.
    pub(super) fn handed(
        &mut self,
        token: &str,
        process: usize,
        now: u64,
        lag: u64,
        server: &Server,
    ) {
        let Some(pair) = server.pair_of_access_token(token) else {
            return self.violated("a token was handed out that the server never gave".into());
        };
        let ends = server.pairs[pair].ends.saturating_add(lag);
        if now >= ends {
            let late = (now - ends) / 1000;
            self.violated(format!(
                "access token {pair} was handed out {late} ms after its end"
            ));
        }
        let excused = |one: &Exchange| {
            // What its reader can't make durable either he has all the same.
            let died = self.processes[one.process].is_dead
                && (one.may_be_kept || self.processes[process].store_failed);
            one.answer == Answer::Pair(pair) && (one.store_failed || died)
        };
        let is_excused = self.exchanges.iter().any(excused);
        if !self.is_safe(pair) && !is_excused && !self.is_lenient {
            self.violated(format!(
                "access token {pair} was handed out before its pair was durable"
            ));
        }
        self.processes[process].live = Some(pair);
    }

    /// A call found no token for a program that has a live one.
    pub(super) fn failed(
        &mut self,
        why: &str,
        process: usize,
        now: u64,
        life: u64,
        server: &Server,
    ) {
        let Some(pair) = self.processes[process].live else {
            return;
        };
        let left = self.known_end(pair, server).saturating_sub(now);
        let last_moments = (life * 1_000_000 / 20).min(10_000_000) + 1_000_000;
        if left > last_moments
            && !self.is_ending()
            && !self.is_lenient
            && !self.clocks_moved
            && !self.is_ended(pair)
        {
            self.violated(format!("a live token was not handed out: {why}"));
        }
    }

    /// What no clock of a host can tell the age of is over: the machine was started anew, and its wall clock went back.
    pub(super) fn has_an_age(&mut self, pair: Option<usize>, boots: u64, wall: i64) {
        let brought = self.brought(pair);
        let is_unknown = |one: &Exchange| one.boots != boots && one.wall - wall > SAME_TIME;
        if brought.is_some_and(is_unknown) && !self.wall_was_set {
            self.violated("an access token was handed out whose age nobody can tell".into());
        }
    }

    pub(super) fn brought(&self, pair: Option<usize>) -> Option<&Exchange> {
        let pair = pair?;
        let mut exchanges = self.exchanges.iter();
        exchanges.find(|one| one.answer == Answer::Pair(pair))
    }

    /// When a pair ends for who sent the request for it: its age is counted from before that left.
    pub(super) fn known_end(&self, pair: usize, server: &Server) -> u64 {
        let brought = self.brought(Some(pair));
        brought.map_or(server.pairs[pair].ends, |one| one.began_at + self.life)
    }

    /// In which start of its machine a pair came.
    pub(super) fn boots_of(&self, pair: Option<usize>) -> Option<u64> {
        self.brought(pair).map(|one| one.boots)
    }

    /// A sign-out has said that it is done: there were so many pairs when it began.
    pub(super) fn is_signed_out(&mut self, pairs: usize) {
        self.signed_out_up_to = self.signed_out_up_to.max(pairs);
    }

    pub(super) fn signed_in(&mut self, now: u64) {
        if std::mem::take(&mut self.may_be_over) {
            self.was_over = now;
        }
        self.has_signed_in = true;
    }

    /// Somebody is about to end it, and has not said that he has.
    fn is_ending(&self) -> bool {
        let is_ending = |one: &Known| !one.is_dead && one.ending > 0;
        self.processes.iter().any(is_ending)
    }

    /// Somebody ended it, or may have.
    pub(super) fn signed_out(&mut self, server: &Server) {
        self.may_be_over = true;
        self.ended_up_to = server.pairs.len();
    }

    /// A call that began then says on a host that a human must sign in.
    pub(super) fn sign_in_wanted(&mut self, why: &str, host: usize, began: u64) {
        // Who looked before may say so now, however long his machine stood still since.
        let was_over = began <= self.was_over;
        // What came of it, its sender alone knew, or knows; nor could he always say so.
        let is_unknown = |one: &Exchange| match one.answer {
            _ if one.store_failed => true,
            Answer::Pair(pair) => !self.is_safe_for(pair, host),
            answer => answer == Answer::Unknown,
        };
        let unknown =
            self.may_be_announced || self.exchanges[self.matter_from..].iter().any(is_unknown);
        let forbidden = self.policy != Some(Policy::Always) && unknown;
        if self.has_signed_in
            && !self.may_be_over
            && !self.is_ending()
            && !was_over
            && !forbidden
            && !self.is_lenient
        {
            self.violated(format!("the session was lost without a reason: {why}"));
        }
    }

    /// A message or a line of the log.
    pub(super) fn read(&mut self, message: &str) {
        let secrets = SECRETS.iter().chain([&TOKEN]);
        for secret in secrets {
            if message.contains(secret) {
                self.violated(format!("a message holds a secret: {message}"));
            }
        }
    }
}
