//! Whether a refresh token may be presented: by whom, how often, and when.

use super::judge::{Answer, Exchange, Judge};
use super::plan::{Fate, Policy};
use super::server::Server;
use super::world::World;

/// In microseconds.
const SHORTEST_PAUSE: u64 = 700_000;

impl World {
    /// No exchange is begun that can't be sent any more, since the lease has ended. A sign-in looks where its first byte
    /// leaves, and no earlier.
    pub(super) fn begins_under_lease(&mut self, actor: usize) {
        let host = self.host_of(actor);
        let has_ended = self.plan.shared && self.judge.lease_ends[host] < self.now;
        if has_ended && !self.actors[actor].doing.signs_in && !self.judge.clocks_moved {
            let problem = "an exchange was begun though the lease had ended";
            self.judge.violated(problem.into());
        }
    }
}

impl Judge {
    pub(super) fn presented(&mut self, pair: usize, exchange: &Exchange, server: &Server) {
        let (host, now) = (exchange.host, exchange.sent_at);
        let mut unknown = 0;
        let mut found = None;
        for before in self
            .exchanges
            .iter()
            .filter(|one| one.presents == Some(pair))
        {
            let process = &self.processes[before.process];
            let is_elsewhere = before.host != host;
            let is_told = self.could_tell(before);
            match before.answer {
                _ if before.is_open
                    && !process.is_dead
                    && !(is_elsewhere && before.stood_still) =>
                {
                    found = Some("while another process or thread waits for the answer to it");
                }
                Answer::Pair(next) if self.is_safe_for(next, host) => {
                    found = Some("though the next pair was durable");
                }
                // What died with its process before it was written no host has.
                Answer::Pair(_)
                    if is_elsewhere
                        && (before.is_written || !process.is_dead)
                        && now < self.lease_ends[before.host] =>
                {
                    found = Some("while the lease lasts of a host that has the next pair");
                }
                // What a host could not tell the others, they can't know.
                Answer::Pair(_) if !process.is_dead && (is_told || !is_elsewhere) => {
                    found = Some("though its process has the next pair");
                }
                // Who heard it knows it, whatever became of his store.
                Answer::Refused
                    if !self.is_forgotten && (is_told || before.process == exchange.process) =>
                {
                    found = Some("though the server had refused it");
                }
                Answer::Unknown => unknown += 1,
                _ => {}
            }
        }
        let allowed = match self.policy {
            Some(Policy::Never) => 0,
            Some(Policy::Once) => 1,
            _ => usize::MAX,
        };
        if unknown > allowed && !self.is_forgotten {
            found = Some("more often than the configuration allows");
        }
        // Nobody there could know that the lease had ended.
        if self.is_lenient || (self.shares && exchange.is_out_of_time) {
            return;
        }
        if pair < self.signed_out_up_to && !self.is_forgotten {
            found = Some("though a sign-out has ended it");
        }
        if let Some(how) = found {
            self.violated(format!("refresh token {pair} was presented again {how}"));
        } else if let Some(next) = server.pairs[pair]
            .successors
            .iter()
            .find(|next| self.is_safe_for(**next, host))
        {
            self.violated(format!(
                "refresh token {pair} was presented, and pair {next} was durable"
            ));
        }
    }

    /// Whether others can know what came of an exchange: it was written down where they look, or nothing kept its
    /// process from that.
    fn could_tell(&self, one: &Exchange) -> bool {
        let is_kept_from_it = self.processes[one.process].is_dead
            || one.store_failed
            || (self.shares && one.stood_still);
        one.is_told || !is_kept_from_it
    }

    /// Nobody refreshes what is fresh, nor right behind a failure.
    pub(super) fn was_due(&mut self, pair: usize, exchange: &Exchange, server: &Server) {
        let now = exchange.sent_at;
        if self.is_lenient || self.is_forgotten || self.clocks_moved {
            return;
        }
        let is_young = self.known_end(pair, server).saturating_sub(now) > self.life / 2;
        if is_young && self.is_safe(pair) && !exchange.is_forced && !self.is_ended(pair) {
            self.violated(format!(
                "refresh token {pair} was presented, and access token {pair} is fresh"
            ));
        }
        let before = self
            .exchanges
            .iter()
            .rfind(|one| one.presents == Some(pair));
        let Some(before) = before else { return };
        // Who can't read the pause of an OAuth client goes on without it.
        let is_unread = before.fate == Fate::ClientRefused && exchange.has_read_in_vain;
        let is_known = self.could_tell(before) && !is_unread;
        let pause = before.closed_at.map(|closed| now.saturating_sub(closed));
        if is_known && pause.is_some_and(|pause| pause < SHORTEST_PAUSE) {
            self.violated(format!(
                "refresh token {pair} was presented again without a pause"
            ));
        }
    }
}
