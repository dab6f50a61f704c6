//! OmniFund's token endpoint, as it behaves: each refresh token works once, a spent one is refused, and of two that come
//! at the same moment both may win.

use super::plan::{Fate, Plan};
use super::random::Chance;
use super::wire;

pub(super) const USERNAME: &str = "alice";
/// Found in no message.
pub(super) const SECRETS: [&str; 2] = ["s3cr3t-of-the-client", "s3cr3t-of-alice"];
/// What every token begins with, so that it is found in a message.
pub(super) const TOKEN: &str = "s3cr3t-t0ken-";

/// Two of one refresh token that come within so many microseconds race.
const MOMENT: u64 = 20_000;

/// A pair that the server gave.
pub(super) struct Pair {
    pub(super) access: String,
    pub(super) refresh: String,
    pub(super) ends: u64,
    /// When its refresh token was presented with success.
    pub(super) spent: Option<u64>,
    pub(super) revoked: bool,
    pub(super) successors: Vec<usize>,
}

pub(super) struct Server {
    pub(super) pairs: Vec<Pair>,
    life: u64,
    revoking: bool,
    racing: bool,
}

/// What the server did.
pub(super) enum Did {
    Gave(usize),
    /// The refresh token of this pair is spent, or none at all.
    Refused(Option<usize>),
    Nothing,
}

impl Server {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            pairs: Vec::new(),
            life: plan.life,
            revoking: plan.revoking,
            racing: plan.racing,
        }
    }

    pub(super) fn pair_of_refresh_token(&self, token: &str) -> Option<usize> {
        self.pairs.iter().position(|pair| pair.refresh == token)
    }

    pub(super) fn pair_of_access_token(&self, token: &str) -> Option<usize> {
        self.pairs.iter().position(|pair| pair.access == token)
    }

    /// Whether the newest pair that came of this one, over all its successors, is another.
    fn revoke_what_came_of(&mut self, pair: usize) {
        let mut all = vec![pair];
        while let Some(next) = all.pop() {
            self.pairs[next].revoked = true;
            all.extend(self.pairs[next].successors.iter().copied());
        }
    }

    /// A request has arrived. Gives what became of it, and the answer.
    pub(super) fn answer(
        &mut self,
        request: &[u8],
        fate: Fate,
        now: u64,
        chance: &mut Chance,
    ) -> (Did, Vec<u8>) {
        match fate {
            Fate::ClientRefused => {
                let answer = wire::refusal("invalid_client", "The client credentials are invalid");
                return (Did::Nothing, answer);
            }
            Fate::TooMany(seconds) => {
                let more = format!("Retry-After: {seconds}\r\n");
                return (Did::Nothing, wire::page(429, &more));
            }
            Fate::Gateway {
                status,
                did_its_work: false,
            } => return (Did::Nothing, wire::page(status, "Location: /portal\r\n")),
            _ => {}
        }
        let did = self.grant(request, now, chance);
        let answer = match (&did, fate) {
            (_, Fate::Gateway { status, .. }) => wire::page(status, "Location: /portal\r\n"),
            (Did::Gave(_), Fate::Garbage) => {
                b"HTTP/1.1 200 OK\r\n\r\n<b>the cat sat on it</b>".to_vec()
            }
            (Did::Gave(pair), Fate::Answered(dress)) => wire::success(&self.body(*pair), dress),
            (Did::Gave(pair), _) => wire::success(&self.body(*pair), 0),
            (Did::Refused(Some(_)), _) => wire::refusal("invalid_grant", "Invalid refresh token"),
            _ => wire::refusal("invalid_grant", "Invalid username and password combination"),
        };
        (did, answer)
    }

    fn grant(&mut self, request: &[u8], now: u64, chance: &mut Chance) -> Did {
        let Some(token) = wire::field(request, "refresh_token") else {
            let is_right = wire::field(request, "password").as_deref() == Some(SECRETS[1]);
            return match is_right {
                true => Did::Gave(self.give(now, chance)),
                false => Did::Refused(None),
            };
        };
        let Some(found) = self.pair_of_refresh_token(&token) else {
            return Did::Refused(None);
        };
        let pair = &self.pairs[found];
        let races = self.racing && pair.spent.is_some_and(|spent| now - spent < MOMENT);
        if pair.revoked || (pair.spent.is_some() && !races) {
            if self.revoking {
                self.revoke_what_came_of(found);
            }
            return Did::Refused(Some(found));
        }
        let next = self.give(now, chance);
        let pair = &mut self.pairs[found];
        pair.spent.get_or_insert(now);
        pair.successors.push(next);
        Did::Gave(next)
    }

    fn give(&mut self, now: u64, chance: &mut Chance) -> usize {
        let number = self.pairs.len();
        let mut token = |kind| format!("{TOKEN}{kind}{number}-{:016x}", chance.next());
        self.pairs.push(Pair {
            access: token("a"),
            refresh: token("r"),
            ends: now + self.life * 1_000_000,
            spent: None,
            revoked: false,
            successors: Vec::new(),
        });
        number
    }

    fn body(&self, pair: usize) -> String {
        let Pair {
            access, refresh, ..
        } = &self.pairs[pair];
        format!(
            r#"{{"access_token":"{access}","expires_in":{},"token_type":"bearer","scope":null,"refresh_token":"{refresh}"}}"#,
            self.life
        )
    }
}
