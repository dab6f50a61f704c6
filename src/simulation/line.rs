//! A connection to the server, and what becomes of what is said over it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::hosts::{Mail, Wire};
use super::judge::{Answer, Exchange};
use super::plan::{Fate, Moment, Time};
use super::scheduler::{Point, Shared};
use super::wire;
use super::world::place_of_line;
use crate::platform::simulated::Line;

/// From a client to the server.
pub(super) struct Connected {
    shared: Arc<Shared>,
    me: usize,
    fate: Fate,
    began_at: Time,
    request: Vec<u8>,
    /// Once its request has left.
    line: Option<usize>,
}

fn ended() -> io::Error {
    io::Error::other("the process has ended")
}

impl Connected {
    pub(super) fn open(shared: &Arc<Shared>, me: usize) -> io::Result<Box<dyn Line>> {
        let (fate, began_at) = {
            let mut world = shared.world();
            let number = world.requests;
            world.requests += 1;
            world.is_at(Moment::Connects);
            world.actors[me].doing.has_connected = true;
            world.begins_under_lease(me);
            // The first one is the sign-in that each history begins with.
            let fate = number
                .checked_sub(1)
                .and_then(|number| world.plan.fates.get(number));
            (fate.copied().unwrap_or(Fate::Answered(0)), world.now)
        };
        if !shared.point(me, Point::Takes(20_000)) {
            return Err(ended());
        }
        if fate == Fate::NotConnected {
            shared.world().tell(|| "no connection".into());
            return Err(io::ErrorKind::ConnectionRefused.into());
        }
        Ok(Box::new(Self {
            shared: Arc::clone(shared),
            me,
            fate,
            began_at,
            request: Vec::new(),
            line: None,
        }))
    }

    /// The request leaves.
    fn leaves(&mut self) {
        let mut world = self.shared.world();
        let presents = wire::field(&self.request, "refresh_token");
        let pair = presents.and_then(|token| world.server.pair_of_refresh_token(&token));
        let process = world.actors[self.me].process;
        let line = world.wires.len();
        let (me, fate) = (self.me, self.fate);
        world.tell(|| match pair {
            Some(pair) => {
                format!("thread {me} of process {process} presents refresh token {pair}: {fate:?}")
            }
            None => format!("thread {me} of process {process} signs in: {fate:?}"),
        });
        let exchange = Exchange {
            process,
            fate,
            presents: pair,
            is_open: true,
            // The time that it may take was counted before.
            stood_still: world.plan.shared && world.actors[self.me].doing.stood_still,
            is_out_of_time: world.hosts[world.host_of(self.me)].knows_no_time(),
            answer: Answer::Unknown,
            host: world.processes[process].host,
            is_written: false,
            may_be_kept: false,
            is_told: false,
            store_failed: false,
            boots: world.hosts[world.host_of(self.me)].boots,
            wall: world.clocks(world.host_of(self.me)).1,
            began_at: self.began_at,
            sent_at: world.now,
            closed_at: None,
            has_read_in_vain: world.actors[self.me].doing.failures > 0,
            is_forced: world.actors[self.me].is_forced,
        };
        let world = &mut *world;
        let exchange = world.judge.sent(exchange, &world.server);
        world.is_at(Moment::Sent);
        world.actors[self.me].exchange = Some(exchange);
        world.actors[self.me].last_exchange = Some(exchange);
        world.actors[self.me].doing.exchange = Some(exchange);
        world.wires.push(Wire {
            inbox: Vec::new(),
            is_closed: false,
            exchange,
            answer: Answer::Unknown,
            missing: usize::MAX,
        });
        self.line = Some(line);
        let takes = world.chance.between(1000, 60_000);
        let (to_server, after) = match self.fate {
            Fate::Lost => (false, takes),
            Fate::Late => (true, 16_000_000),
            _ => (true, takes),
        };
        let at = world.now + after;
        let bytes = match to_server {
            true => std::mem::take(&mut self.request),
            false => Vec::new(),
        };
        world.mail.push(Mail {
            at,
            line,
            bytes,
            to_server,
            is_last: true,
        });
    }
}

impl Line for Connected {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.request.extend(bytes);
        if self.line.is_none() && wire::is_whole(&self.request) {
            self.leaves();
        }
        match self.shared.point(self.me, Point::Takes(50)) {
            true => Ok(()),
            false => Err(ended()),
        }
    }

    fn receive(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize> {
        let Some(line) = self.line else {
            return Err(ended());
        };
        let patience = super::scheduler::micros(patience);
        let end = self.shared.world().now.saturating_add(patience);
        loop {
            {
                let mut world = self.shared.world();
                let now = world.now;
                let wire = &mut world.wires[line];
                if !wire.inbox.is_empty() {
                    let amount = wire.inbox.len().min(into.len());
                    into[..amount].copy_from_slice(&wire.inbox[..amount]);
                    wire.inbox.drain(..amount);
                    wire.missing -= amount;
                    if wire.missing == 0 {
                        let (answer, exchange) = (wire.answer, wire.exchange);
                        world.judge.exchanges[exchange].answer = answer;
                        world.tell(|| format!("the answer has come: {answer:?}"));
                    }
                    return Ok(amount);
                }
                if wire.is_closed {
                    return Ok(0);
                }
                if now >= end {
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
            let wait = Point::Waits {
                until: end.min(Time::MAX - 1),
                place: place_of_line(line),
            };
            if !self.shared.point(self.me, wait) {
                return Err(ended());
            }
        }
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        if let Some(line) = self.line {
            let mut world = self.shared.world();
            let exchange = world.wires[line].exchange;
            let now = world.now;
            world.judge.closed(exchange, now);
            world.actors[self.me].exchange = None;
        }
    }
}
