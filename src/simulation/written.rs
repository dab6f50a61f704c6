//! What records say: the judge is told as they are sealed, and knows them again by their nonces.

use super::judge::{Answer, Exchange, Judge};
use super::kept::{Nonce, Sealed};
use super::plan::{Fate, Time};
use super::server::TOKEN;
use super::world::World;

/// What each envelope begins with; behind it stand its version, the key's name and the nonce.
const MAGIC: &[u8] = b"OFND";
const NONCE: std::ops::Range<usize> = 14..38;

/// Of a file's bytes, or of a row's.
fn nonce_of(bytes: &[u8]) -> Option<Nonce> {
    let begins = bytes
        .windows(MAGIC.len())
        .take(32)
        .position(|four| four == MAGIC)?;
    bytes[begins..].get(NONCE)?.try_into().ok()
}

impl World {
    pub(super) fn is_sealed(&mut self, actor: usize, nonce: Nonce, plain: &[u8]) {
        let plain = String::from_utf8_lossy(plain);
        if plain.contains(r#""signed_out":true"#) {
            self.signed_out.insert(nonce);
            return;
        }
        let Some((_, rest)) = plain.split_once(&format!("{TOKEN}r")) else {
            return;
        };
        let digits = rest.split('-').next().unwrap_or_default();
        let says = |(_, rest): (&str, &str)| rest.starts_with("true");
        let pair = digits.parse().unwrap_or(usize::MAX);
        let host = self.host_of(actor);
        let sealed = Sealed {
            pair,
            is_refused: rest.split_once(r#""refused":"#).is_some_and(says),
            at: self.now,
            by: (host, self.hosts[host].boots),
            late: self.judge.late(host, Some(pair)),
        };
        self.sealed.insert(nonce, sealed);
    }

    /// A file of a host is synced. It may have been `made_ready` before, its name with it.
    pub(super) fn is_synced(&mut self, actor: usize, bytes: &[u8], made_ready: bool) {
        if !self.plan.shared {
            self.may_be_sign_out(bytes);
        }
        let sealed = nonce_of(bytes).and_then(|nonce| self.sealed.get(&nonce).copied());
        let Some(sealed) = sealed else { return };
        self.judge.is_durable(sealed.pair, self.now);
        if made_ready && !self.plan.shared {
            self.is_told(actor, sealed);
        }
    }

    /// The database has what a thread of some host wrote.
    pub(super) fn is_changed(&mut self, actor: usize, bytes: &[u8]) {
        self.may_be_sign_out(bytes);
        let sealed = nonce_of(bytes).and_then(|nonce| self.sealed.get(&nonce).copied());
        let Some(sealed) = sealed else { return };
        self.is_told(actor, sealed);
        let late = sealed.late + self.now - sealed.at;
        self.judge.taken_by_database(sealed.pair, late, self.now);
    }

    fn may_be_sign_out(&mut self, bytes: &[u8]) {
        let is_one = |nonce| self.signed_out.contains(&nonce);
        self.sign_outs += usize::from(nonce_of(bytes).is_some_and(is_one));
    }

    /// A sign-out has said that it is done: there were so many pairs when it began, and so many had been written.
    pub(super) fn is_signed_out(&mut self, pairs: usize, sign_outs: usize) {
        if self.sign_outs == sign_outs {
            let problem = "a sign-out says that it is done, and stands nowhere";
            self.judge.violated(problem.into());
        }
        self.judge.is_signed_out(pairs);
    }

    /// A host reads what the database has.
    pub(super) fn is_read(&mut self, host: usize, bytes: &[u8]) {
        let sealed = nonce_of(bytes).and_then(|nonce| self.sealed.get(&nonce).copied());
        let Some(sealed) = sealed else { return };
        let here = (host, self.hosts[host].boots);
        if let Some(kept) = self.judge.kept.get_mut(&sealed.pair) {
            // What this start of the machine wrote has its moments by the same clocks.
            let is_its_own = sealed.by == here && !self.plan.knows_no_boots;
            let late = if is_its_own { sealed.late } else { kept.late };
            let seen = kept.seen.entry(host).or_default();
            *seen = late.max(*seen);
        }
    }

    /// What came of this call's request stands where others look, and who refused whom.
    fn is_told(&mut self, actor: usize, sealed: Sealed) {
        if let Some(exchange) = self.actors[actor].doing.exchange {
            let one = &mut self.judge.exchanges[exchange];
            // What an OAuth client is refused for stands in another record.
            one.is_told |= one.fate != Fate::ClientRefused;
        }
        for one in &mut self.judge.exchanges {
            let is_it = one.presents == Some(sealed.pair) && one.answer == Answer::Refused;
            one.is_told |= is_it && sealed.is_refused;
        }
    }
}

impl Judge {
    pub(super) fn is_safe(&self, pair: usize) -> bool {
        self.kept.get(&pair).is_some_and(|kept| kept.is_durable)
    }

    /// Whether it is where a host finds it: in the database, or in that host's own journal.
    pub(super) fn is_safe_for(&self, pair: usize, host: usize) -> bool {
        let is_shared = self.kept.get(&pair).is_some_and(|kept| kept.is_shared);
        let is_its = |one: &Exchange| one.answer == Answer::Pair(pair) && one.host == host;
        self.is_safe(pair) && (is_shared || self.exchanges.iter().any(is_its))
    }

    /// By how much a pair may seem younger to a host than it is.
    pub(super) fn late(&self, host: usize, pair: Option<usize>) -> Time {
        let kept = pair.and_then(|pair| self.kept.get(&pair));
        kept.and_then(|kept| kept.seen.get(&host).copied())
            .unwrap_or(0)
    }

    fn is_durable(&mut self, pair: usize, now: Time) {
        let known = self.kept.entry(pair).or_default();
        if !std::mem::replace(&mut known.is_durable, true) && !self.shares {
            self.is_settled(pair, now);
        }
    }

    /// A record of a shared store is as old as it is there: how long it took its writer to put it there, nobody else can
    /// know.
    fn taken_by_database(&mut self, pair: usize, late: Time, now: Time) {
        self.is_durable(pair, now);
        let known = self.kept.entry(pair).or_default();
        known.late = late;
        if !std::mem::replace(&mut known.is_shared, true) {
            self.is_settled(pair, now);
        }
    }

    /// It is where all find it.
    fn is_settled(&mut self, pair: usize, now: Time) {
        if self
            .brought(Some(pair))
            .is_some_and(|one| one.presents.is_none())
        {
            self.signed_in(now);
        }
        self.matter_from = self.exchanges.len();
        self.may_be_announced = false;
    }
}
