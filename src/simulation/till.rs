//! What programs do: they open a store and a session, ask for tokens, and do as they are told by an error's advice.

use std::sync::Arc;
use std::time::Duration;

use super::database::Link;
use super::disks::HostDisk;
use super::hosts::Doing;
use super::plan::{Call, Policy};
use super::scheduler::Shared;
use super::server::SECRETS;
use super::world::World;
use crate::client::Client;
use crate::config::{Config, Replay};
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;
use crate::session::{SavePassword, Session};
use crate::store::{FileOptions, SealingKey, Store};

/// Somebody who is called again and again does not give up before.
pub(super) const PATIENCE: u32 = 30;
/// In microseconds: a call's budget, and what its last look at a store may take longer.
const LONGEST_CALL: u64 = 25_000_000 + 12_000_000;

/// Opens what a program needs.
fn open(shared: &Arc<Shared>, me: usize) -> Result<Session> {
    let (host, plan, user) = {
        let world = shared.world();
        (world.host_of(me), world.plan.clone(), world.user())
    };
    let mut config = Config::new();
    config.set_base_url("https://omnifund.simulated")?;
    config.set_credentials("1_simulated", Secret::from(SECRETS[0]))?;
    config.set_replay(match plan.policy {
        Policy::Always => Replay::UntilAnswered,
        Policy::Once => Replay::Once,
        Policy::Never => Replay::Never,
    });
    let key = SealingKey::from_bytes(&[7; 32])?;
    let disk = Arc::new(HostDisk::of(shared, host));
    let options = FileOptions::default()
        .machine(format!("host {host}"))
        .on(disk);
    let store = match plan.shared {
        true => {
            let options = options.journal("/home/journal");
            Store::shared(
                Arc::new(Link::of(shared, host)),
                "simulated",
                Some(key),
                &options,
            )?
        }
        false => Store::open_file_with("/home/store", Some(key), &options)?,
    };
    Session::open(&Client::new(&config)?, &store, user)
}

/// Opens it in the end: what stands in the way is over some time.
pub(super) fn opened(shared: &Arc<Shared>, me: usize) -> Option<Arc<Session>> {
    in_the_end(shared, me, "a store could not be opened", || {
        open(shared, me).map(Arc::new)
    })
}

/// What a call gives, in one of many tries; where all are in vain, that breaks the history.
pub(super) fn in_the_end<T>(
    shared: &Arc<Shared>,
    me: usize,
    in_vain: &str,
    call: impl Fn() -> Result<T>,
) -> Option<T> {
    for _ in 0..PATIENCE {
        match call() {
            Ok(given) => return Some(given),
            Err(error) => shocked(shared, me, &error),
        }
        crate::clock::sleep(Duration::from_secs(20));
    }
    shared.world().judge.violated(in_vain.into());
    None
}

/// The user signs in, before anything goes wrong.
pub(super) fn begins(shared: &Arc<Shared>, me: usize, _: Option<Arc<Session>>) {
    if let Some(session) = opened(shared, me) {
        make(shared, me, &session, Call::SignIn);
    }
}

/// The first thread of a program, which starts the others.
pub(super) fn program(shared: &Arc<Shared>, me: usize, _: Option<Arc<Session>>) {
    let Some(session) = opened(shared, me) else {
        return;
    };
    let (process, program) = {
        let world = shared.world();
        let process = world.actors[me].process;
        (process, world.processes[process].program.unwrap_or(0))
    };
    let threads = shared.world().plan.processes[program].threads.len();
    for _ in 1..threads {
        shared.thread(process, thread, Some(Arc::clone(&session)));
    }
    goes_on(shared, me, program, 0, &session);
    leaves(shared, me, session);
}

/// The last thread of a program ends it as programs do.
fn leaves(shared: &Arc<Shared>, me: usize, session: Arc<Session>) {
    let is_last = {
        let world = shared.world();
        world.processes[world.actors[me].process].threads == 1
    };
    drop(session);
    if is_last {
        crate::inflight::end_exchanges(Duration::from_secs(5));
    }
}

fn thread(shared: &Arc<Shared>, me: usize, session: Option<Arc<Session>>) {
    let (program, number) = {
        let world = shared.world();
        let process = world.actors[me].process;
        let before = world.actors[..me]
            .iter()
            .filter(|one| one.process == process);
        (
            world.processes[process].program.unwrap_or(0),
            before.count(),
        )
    };
    if let Some(session) = session {
        goes_on(shared, me, program, number, &session);
        leaves(shared, me, session);
    }
}

/// Does what its program has not done yet.
fn goes_on(shared: &Arc<Shared>, me: usize, program: usize, number: usize, session: &Arc<Session>) {
    loop {
        let call = {
            let mut world = shared.world();
            let Some(calls) = world.plan.processes[program].threads.get(number) else {
                return;
            };
            let Some(call) = calls.get(world.done[program][number]).copied() else {
                return;
            };
            world.done[program][number] += 1;
            call
        };
        make(shared, me, session, call);
    }
}

/// A forked child, with its parent's handle.
fn child(shared: &Arc<Shared>, me: usize, session: Option<Arc<Session>>) {
    if let Some(session) = session {
        make(shared, me, &session, Call::Token);
    }
}

fn make(shared: &Arc<Shared>, me: usize, session: &Arc<Session>, call: Call) {
    shared.world().tell(|| format!("thread {me}: {call:?}"));
    let (began, still) = {
        let world = shared.world();
        (world.now, world.troubles.len())
    };
    {
        let actor = &mut shared.world().actors[me];
        actor.is_forced = !matches!(call, Call::Token | Call::Tokens(_));
        actor.doing = Doing {
            began,
            signs_in: call == Call::SignIn,
            ..Doing::default()
        };
    }
    match call {
        Call::Token => {
            let _token = token(shared, me, session);
        }
        Call::Tokens(times) => {
            for _ in 0..times {
                let _token = token(shared, me, session);
                crate::clock::sleep(Duration::from_millis(1));
            }
        }
        Call::Refresh => {
            if let Err(error) = session.refresh() {
                shocked(shared, me, &error);
            }
        }
        Call::Reject => {
            if let Some(token) = session.peek() {
                let mut world = shared.world();
                let pair = world
                    .server
                    .pair_of_access_token(token.access_token().expose());
                if let Some(pair) = pair {
                    world.judge.ends_pair(pair);
                }
                drop(world);
                if let Err(error) = session.reject(token.access_token()) {
                    shocked(shared, me, &error);
                }
            }
        }
        Call::SignIn => {
            let save = match shared.world().plan.saves_password {
                true => SavePassword::Sealed,
                false => SavePassword::No,
            };
            if let Err(error) = session.sign_in_saving(&Secret::from(SECRETS[1]), save) {
                shocked(shared, me, &error);
            }
        }
        Call::SignOut => {
            // It is over from the moment on when the record says so.
            ends_session(shared);
            let process = shared.world().actors[me].process;
            shared.world().judge.processes[process].ending += 1;
            let (pairs, sign_outs) = {
                let world = shared.world();
                (world.server.pairs.len(), world.sign_outs)
            };
            match session.sign_out() {
                Ok(()) => shared.world().is_signed_out(pairs, sign_outs),
                Err(error) => shocked(shared, me, &error),
            }
            shared.world().judge.processes[process].ending -= 1;
            ends_session(shared);
        }
        Call::Status => {
            if let Err(error) = session.status() {
                shocked(shared, me, &error);
            }
        }
        Call::Fork => {
            let (process, host) = {
                let world = shared.world();
                let process = world.actors[me].process;
                (process, world.processes[process].host)
            };
            let _parent = process;
            let its = shared.start(None, host);
            shared.thread(its, child, Some(Arc::new(session.forked())));
        }
        Call::LaterVersion => match session.write_as_a_later_version() {
            Ok(wrote) => shared.world().later_version_wrote |= wrote,
            Err(error) => shocked(shared, me, &error),
        },
        Call::Wait(milliseconds) => {
            return crate::clock::sleep(Duration::from_millis(milliseconds));
        }
    }
    let mut world = shared.world();
    let took = world.now - began;
    if took > LONGEST_CALL && still == 0 && world.plan.troubles.is_empty() {
        world
            .judge
            .violated(format!("{call:?} took {} ms", took / 1000));
    }
}

fn ends_session(shared: &Arc<Shared>) {
    let mut world = shared.world();
    let world = &mut *world;
    world.judge.signed_out(&world.server);
}

pub(super) fn token(shared: &Arc<Shared>, me: usize, session: &Session) -> Result<()> {
    let began = {
        let mut world = shared.world();
        let began = world.now;
        world.actors[me].doing = Doing {
            began,
            ..Doing::default()
        };
        began
    };
    let got = session.token();
    let mut world = shared.world();
    let world = &mut *world;
    let process = world.actors[me].process;
    match &got {
        Ok(token) => {
            let host = world.processes[process].host;
            let (boots, wall) = (world.hosts[host].boots, world.clocks(host).1);
            let text = token.access_token().expose();
            let pair = world.server.pair_of_access_token(text);
            let lag = world.lag(host, pair, began);
            world.tell(|| format!("thread {me} has access token {pair:?}"));
            world
                .judge
                .handed(text, process, world.now, lag, &world.server);
            if !world.plan.shared {
                world.judge.has_an_age(pair, boots, wall);
            }
        }
        Err(error) => {
            let life = world.plan.life;
            world
                .judge
                .failed(&error.to_string(), process, world.now, life, &world.server);
            let waited = world.now - began;
            let is_in_vain = error.kind() == ErrorKind::StoreBusy && waited < 18_000_000;
            if is_in_vain
                && world.plan.troubles.is_empty()
                && !error.to_string().contains("no time")
            {
                world.judge.violated(format!(
                    "who waits gave up after {} ms: {error}",
                    waited / 1000
                ));
            }
        }
    }
    got.map(drop).inspect_err(|error| told(world, me, error))
}

/// An error came; it is judged.
pub(super) fn shocked(shared: &Arc<Shared>, me: usize, error: &Error) {
    told(&mut shared.world(), me, error);
}

fn told(world: &mut World, me: usize, error: &Error) {
    let words = error.to_string();
    world.tell(|| format!("thread {me} is told: {words}"));
    world.judge.read(&words);
    world.judge.read(&format!("{error:?}"));
    if words.contains("no connection within 0 ms") {
        world
            .judge
            .violated(format!("an exchange was begun with no time left: {words}"));
    }
    match error.kind() {
        ErrorKind::SignInRequired => {
            let host = world.host_of(me);
            world
                .judge
                .sign_in_wanted(&words, host, world.actors[me].doing.began);
        }
        ErrorKind::Internal
        | ErrorKind::InvalidArgument
        | ErrorKind::RecordCorrupt
        | ErrorKind::KeyMissing
        | ErrorKind::KeyWrong
        | ErrorKind::Panic
        | ErrorKind::StoreMoved
        | ErrorKind::InvalidConfiguration => world
            .judge
            .violated(format!("an error that can't be: {words}")),
        ErrorKind::StoreFull | ErrorKind::StoreFailed => {
            let process = world.actors[me].process;
            if !world.judge.processes[process].store_failed {
                world
                    .judge
                    .violated(format!("the disk did not fail: {words}"));
            }
        }
        _ => {}
    }
}
