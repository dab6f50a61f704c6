//! What is to happen in a history: who does what, and what goes wrong. All of it follows from a seed; a plan that was
//! shrunk is written down.

use serde::{Deserialize, Serialize};

use super::random::Chance;

/// In microseconds, from the beginning of the history.
pub(super) type Time = u64;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// Of the order in which threads run, and of all that is drawn meanwhile.
    pub(super) seed: u64,
    /// Of an access token, in seconds.
    pub(super) life: u64,
    pub(super) policy: Policy,
    /// Whether a spent refresh token that comes again ends all that came of it.
    pub(super) revoking: bool,
    /// Whether a second refresh with one token succeeds that comes at the same moment, as the vendor's does.
    pub(super) racing: bool,
    pub(super) saves_password: bool,
    /// Whether the hosts share a database, or is there one with a directory.
    pub(super) shared: bool,
    /// Whether the systems of the hosts do not say which start of the machine this is.
    #[serde(default)]
    pub(super) knows_no_boots: bool,
    /// By how many milliseconds the wall clock of each host is off.
    pub(super) hosts: Vec<i64>,
    pub(super) processes: Vec<Program>,
    /// What becomes of the requests, in their order; all others are answered.
    pub(super) fates: Vec<Fate>,
    pub(super) troubles: Vec<Trouble>,
}

/// Whether a refresh token is presented again after an unknown outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Policy {
    Always,
    Once,
    Never,
}

/// What a process does, in each of its threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Program {
    pub(super) host: usize,
    pub(super) threads: Vec<Vec<Call>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Call {
    Token,
    /// Again and again, with a millisecond in between, as a program that has much to ask.
    Tokens(u16),
    Refresh,
    /// The program saw a 401 with the last token.
    Reject,
    SignIn,
    SignOut,
    Status,
    /// A child is forked, which asks for a token by its parent's handle.
    Fork,
    /// A program of a later version of the library changes the record.
    LaterVersion,
    /// For so many milliseconds nothing is asked.
    Wait(u64),
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Fate {
    /// In one of the dresses that answers come in; 0 is the server's own.
    Answered(u8),
    NotConnected,
    /// It never arrives, and the connection is cut.
    Lost,
    /// It arrives when nobody waits any more.
    Late,
    ReplyLost,
    /// After so many hundredths of it.
    ReplyCut(u8),
    /// The answer takes so many milliseconds.
    Slow(u64),
    /// A gateway answers in the server's place, before or after it did its work.
    Gateway {
        status: u16,
        did_its_work: bool,
    },
    /// The server asks to wait for so many seconds.
    TooMany(u16),
    /// The answer to a success can't be understood by anybody.
    Garbage,
    ClientRefused,
}

/// Something goes wrong on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Trouble {
    pub(super) at: At,
    pub(super) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum At {
    Step(u64),
    /// So many steps after this request reached the server.
    Request(usize, u64),
    /// Where somebody is at this for the so many-th time.
    Doing(Moment, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Moment {
    /// He connects to the server.
    Connects,
    /// His request has left.
    Sent,
    /// He has asked the database for a change, and has no answer.
    Changes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    Kill {
        process: usize,
    },
    /// The wall clock is off by so much more when it is back.
    PowerCut {
        host: usize,
        clock: i64,
    },
    /// It stands still, and its clocks with it or not.
    Pause {
        host: usize,
        milliseconds: u64,
        clocks_too: bool,
    },
    /// The same of the host of whoever is at something.
    Stall {
        milliseconds: u64,
        clocks_too: bool,
    },
    Clock {
        host: usize,
        milliseconds: i64,
    },
    /// Operations fail for so many of them.
    Disk {
        host: usize,
        how: Failing,
        operations: u64,
    },
    CutOff {
        host: usize,
        milliseconds: u64,
    },
    /// The next change of a database is lost, on its way there or on its way back, and its host stands still meanwhile.
    Unheard {
        arrives: bool,
        milliseconds: u64,
    },
    /// A database has no room for a change for so long, and gives leases.
    NoRoom {
        milliseconds: u64,
    },
    /// A replica takes over that lags by so many changes.
    FailOver {
        behind: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Failing {
    Full,
    ReadOnly,
    Broken,
}

impl Trouble {
    /// So many steps later.
    pub(super) fn behind(&self, steps: u64) -> Self {
        let at = match self.at {
            At::Step(step) => At::Step(steps + step),
            other => other,
        };
        Self { at, ..*self }
    }
}

impl Plan {
    /// The first one of a seed that is as is wanted.
    pub(super) fn such(seed: u64, wanted: fn(&Self) -> bool) -> Self {
        let mut chance = Chance::of(seed);
        loop {
            let plan = Self::by(&mut chance);
            if wanted(&plan) {
                return plan;
            }
        }
    }

    fn by(chance: &mut Chance) -> Self {
        let shared = chance.in_hundred(35);
        let hosts = if shared { chance.between(1, 3) } else { 1 };
        let hosts: Vec<i64> = (0..hosts)
            .map(|_| chance.pick(&[0, 0, -3_600_000, 86_400_000]))
            .collect();
        let life = chance.pick(&[60, 60, 600, 3600]);
        let processes: Vec<_> = (0..chance.between(1, 3))
            .map(|number| Program {
                host: usize::try_from(number).unwrap_or(0) % hosts.len(),
                threads: (0..chance.pick(&[1, 1, 2, 3]))
                    .map(|_| calls(chance, life))
                    .collect(),
            })
            .collect();
        let fates = (0..chance.between(0, 6)).map(|_| fate(chance)).collect();
        let troubles = (0..chance.pick(&[0, 1, 1, 1, 2, 2, 3]))
            .map(|_| trouble(chance, hosts.len(), processes.len(), shared))
            .collect();
        Self {
            seed: chance.next(),
            life,
            policy: chance.pick(&[Policy::Always, Policy::Always, Policy::Once, Policy::Never]),
            revoking: chance.in_hundred(20),
            racing: chance.in_hundred(50),
            saves_password: chance.in_hundred(20),
            shared,
            knows_no_boots: chance.in_hundred(8),
            hosts,
            processes,
            fates,
            troubles,
        }
    }

    /// Of how many parts it is made that could be left out.
    pub(super) fn size(&self) -> usize {
        let calls = |program: &Program| -> usize {
            program.threads.iter().map(|calls| 1 + calls.len()).sum()
        };
        let calls: usize = self.processes.iter().map(calls).sum();
        calls + self.processes.len() + self.fates.len() + self.troubles.len()
    }
}

fn calls(chance: &mut Chance, life: u64) -> Vec<Call> {
    (0..chance.between(1, 6))
        .map(|_| match chance.below(20) {
            0..5 => Call::Token,
            5 => Call::Tokens(chance.pick(&[30, 100])),
            6..11 => {
                Call::Wait(chance.pick(&[300, 3000, 20_000, life * 850, life * 970, life * 1050]))
            }
            11..14 => Call::Refresh,
            14..16 => Call::Reject,
            16 => Call::SignIn,
            17 => Call::Status,
            18 => chance.pick(&[Call::SignOut, Call::LaterVersion]),
            _ => Call::Fork,
        })
        .collect()
}

fn fate(chance: &mut Chance) -> Fate {
    match chance.below(20) {
        0..8 => Fate::Answered(u8::try_from(chance.below(10)).unwrap_or(0)),
        8 => Fate::NotConnected,
        9 => Fate::Lost,
        10 => Fate::Late,
        11..14 => Fate::ReplyLost,
        14 => Fate::ReplyCut(u8::try_from(chance.below(100)).unwrap_or(0)),
        15 => Fate::Slow(chance.pick(&[2000, 12_000, 20_000])),
        16 => Fate::Gateway {
            status: chance.pick(&[500, 502, 503, 302, 404]),
            did_its_work: chance.in_hundred(40),
        },
        17 => Fate::TooMany(chance.pick(&[1, 40])),
        18 => Fate::Garbage,
        _ => Fate::ClientRefused,
    }
}

fn trouble(chance: &mut Chance, hosts: usize, processes: usize, shared: bool) -> Trouble {
    let at = match chance.below(6) {
        0 => At::Step(chance.between(1, 600)),
        1 | 2 => at_a_moment(chance, shared),
        _ => At::Request(chance.below(4), chance.between(0, 40)),
    };
    let host = chance.below(hosts);
    let process = chance.below(processes);
    if matches!(at, At::Doing(..)) && chance.in_hundred(40) {
        let what = stall(chance);
        return Trouble { at, what };
    }
    let what = match chance.below(if shared { 17 } else { 11 }) {
        0..4 => What::Kill { process },
        4..6 => What::PowerCut {
            host,
            clock: chance.pick(&[0, 0, 20_000, -10_000, -3_600_000, -1_500_000_000_000]),
        },
        6 => What::Pause {
            host,
            milliseconds: chance.pick(&[3000, 30_000, 90_000, 4_000_000]),
            clocks_too: chance.in_hundred(50),
        },
        7 => What::Clock {
            host,
            milliseconds: chance.pick(&[-3_600_000, -60_000, 60_000, 100_000_000]),
        },
        8 | 9 => What::Disk {
            host,
            how: chance.pick(&[Failing::Full, Failing::ReadOnly, Failing::Broken]),
            operations: chance.pick(&[1, 2, 5, 15]),
        },
        10 => stall(chance),
        11 | 12 => What::CutOff {
            host,
            milliseconds: chance.pick(&[3000, 20_000, 120_000]),
        },
        13 => What::Unheard {
            arrives: chance.in_hundred(50),
            // Or until another host has the lease.
            milliseconds: chance.pick(&[0, 90_000, 90_000]),
        },
        14 => What::NoRoom {
            milliseconds: chance.pick(&[100, 3000, 20_000]),
        },
        _ => What::FailOver {
            behind: chance.below(4),
        },
    };
    Trouble { at, what }
}

fn stall(chance: &mut Chance) -> What {
    What::Stall {
        milliseconds: chance.pick(&[3000, 30_000, 90_000, 90_000]),
        clocks_too: chance.in_hundred(50),
    }
}

fn at_a_moment(chance: &mut Chance, shared: bool) -> At {
    let (moment, most) = match chance.below(if shared { 3 } else { 2 }) {
        0 => (Moment::Connects, 6),
        1 => (Moment::Sent, 6),
        _ => (Moment::Changes, 14),
    };
    At::Doing(moment, chance.below(most))
}
