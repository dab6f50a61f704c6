//! Whether a refresh token may be presented: by whom, how often, and when.

use super::judge::{Answer, Exchange, Judge};
use super::plan::Policy;
use super::server::Server;

/// In microseconds.
const SHORTEST_PAUSE: u64 = 700_000;

impl Judge {
    pub(super) fn presented(&mut self, pair: usize, host: usize, now: u64, server: &Server) {
        let mut unknown = 0;
        let mut found = None;
        for before in self
            .exchanges
            .iter()
            .filter(|one| one.presents == Some(pair))
        {
            let process = &self.processes[before.process];
            // What a host could not tell the others, they can't know.
            let is_untold = (before.store_failed || before.stood_still) && before.host != host;
            match before.answer {
                _ if before.is_open && !process.is_dead && !before.stood_still => {
                    found = Some("while another process or thread waits for the answer to it");
                }
                Answer::Pair(next) if self.is_safe_for(next, host) => {
                    found = Some("though the next pair was durable");
                }
                // What died with its process before it was written no host has.
                Answer::Pair(_)
                    if before.host != host
                        && (before.is_written || !process.is_dead)
                        && now < self.lease_ends[before.host] =>
                {
                    found = Some("while the lease lasts of a host that has the next pair");
                }
                Answer::Pair(_) if !process.is_dead && !before.stood_still && !is_untold => {
                    found = Some("though its process has the next pair");
                }
                Answer::Refused
                    if !self.is_forgotten
                        && !process.is_dead
                        && !before.store_failed
                        && !is_untold =>
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
        if self.is_lenient {
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
        let process = &self.processes[before.process];
        let is_excused =
            process.is_dead || process.store_failed || before.store_failed || before.stood_still;
        let pause = before.closed_at.map(|closed| now.saturating_sub(closed));
        if !is_excused && pause.is_some_and(|pause| pause < SHORTEST_PAUSE) {
            self.violated(format!(
                "refresh token {pair} was presented again without a pause"
            ));
        }
    }
}
