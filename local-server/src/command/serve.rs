//! `omnifund-local serve`: puts a server together and runs it to its end.

use std::ffi::OsString;
use std::future::Future;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustls::ServerConfig;
use tempfile::TempDir;
use tokio::runtime;

use crate::clock::Clock;
use crate::command::child::ChildCommand;
use crate::command::cli::ServeOptions;
use crate::command::seeds::Seeds;
use crate::control;
use crate::failure::{Failure, Result};
use crate::faults::{Faults, Subject};
use crate::parameters::Bodies;
use crate::server::authority::Authority;
use crate::server::listen::{Listener, Serving};
use crate::server::ready::Ready;
use crate::server::router::router;
use crate::server::stop::Stop;
use crate::service::{Config, Reach, Rotation, Service};
use crate::state::database::{Database, Missing};
use crate::state::fixtures::Fixtures;
use crate::state::live_settings::LiveSettings;
use crate::state::passwords::{Cost, Passwords};
use crate::state::purge::{self, Purge};
use crate::state::races::Races;
use crate::state::scope::{Scope, ScopeName};
use crate::system;
use crate::traffic::log::say;
use crate::traffic::record::Record;

/// Threads for work that blocks: more than there are password checks that wait for one another, so that refreshes go on
/// beside them.
const WORKERS: usize = 64;
/// How long abandoned work may hold up the end of the process.
const LEFTOVERS: Duration = Duration::from_secs(1);

/// Runs a server until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub fn run(options: ServeOptions) -> Result<()> {
    started(serve(options, None)).map(drop)
}

/// Runs a server for as long as a command runs; gives the command's exit status.
///
/// # Errors
/// When it cannot start.
pub fn run_beside(mut options: ServeOptions, command: &[OsString]) -> Result<ExitCode> {
    if options.exit_with_parent {
        return Err(Failure::Refused(
            "--exit-with-parent reads standard input, which is the command's".to_owned(),
        ));
    }
    options.fast_passwords = true;
    options.control = options.control.or(Some((Ipv4Addr::LOCALHOST, 0).into()));
    options.example |=
        options.client.is_empty() && options.user.is_empty() && options.seed.is_empty();
    let status = started(serve(options, Some(command)))?;
    Ok(status.unwrap_or(ExitCode::SUCCESS))
}

fn started<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .enable_all()
        .build()
        .map_err(Failure::system("could not start threads"))?;
    let outcome = runtime.block_on(work);
    runtime.shutdown_timeout(LEFTOVERS);
    outcome
}

async fn serve(options: ServeOptions, command: Option<&[OsString]>) -> Result<Option<ExitCode>> {
    permitted(&options)?;
    let clock = Clock::default();
    // Before the temporary directory is made, so that no signal can leave it behind.
    let stop = Stop::watch(options.exit_with_parent)?;
    let listener = Listener::bind(options.listen).await?;
    let control = match options.control {
        Some(address) => Some(Listener::bind(address).await?),
        None => None,
    };
    let seeds = Seeds::of(&options)?;
    let service = Arc::new(service(&options, clock.clone())?);
    seeds.plant(&service.database, &service.passwords, clock.now())?;
    purge::now(&service.database, &service.clock)?;
    let tls = match options.plain_http {
        true => None,
        false => Some(Tls::prepare(&options, &listener, &clock)?),
    };
    let ready = Ready {
        base_url: listener.base_url(if tls.is_some() { "https" } else { "http" }),
        authority_file: tls.as_ref().map(|tls| tls.authority_file.as_path()),
        control: control.as_ref().map(|control| control.base_url("http")),
    };
    let child = match command {
        None => {
            ready.announce()?;
            None
        }
        Some(command) => match ChildCommand::start(command, &ready, &seeds)? {
            Ok(child) => Some(child),
            Err(status) => return Ok(Some(status)),
        },
    };
    // After the command was started, which has limits of its own.
    system::allow_many_connections();
    let (config, _temporary) = match tls {
        Some(tls) => (Some(tls.config), tls.temporary),
        None => (None, None),
    };
    let control = control.map(|control| tokio::spawn(steer(control, Arc::clone(&service))));
    let serving = Serving {
        tls: config,
        router: router(Arc::clone(&service)),
        clock,
        stall: service.config.stall,
        admits: || {
            service.connections.fetch_add(1, Ordering::Relaxed);
            service.faults.take(Subject::Connection).is_none()
        },
    };
    let mut status = None;
    let end = async {
        match child {
            None => stop.wait().await,
            Some(child) => status = Some(child.wait().await),
        }
    };
    listener.serve(serving, end).await;
    if let Some(control) = control {
        // Only now: it may still tell a test how the last requests ended.
        control.abort();
    }
    say("stopped");
    Ok(status)
}

/// Serves the control endpoint, for ever. No fault is for it.
async fn steer(listener: Listener, service: Arc<Service>) {
    let port = listener.address().port();
    let serving = Serving {
        tls: None,
        clock: service.clock.clone(),
        stall: service.config.stall,
        router: control::router(service, port),
        admits: || true,
    };
    listener.serve(serving, std::future::pending()).await;
}

/// Keeps a server for developers away from the network unless somebody means it.
fn permitted(options: &ServeOptions) -> Result<()> {
    if let Some(control) = options.control {
        if !control.ip().is_loopback() {
            return Err(Failure::Refused(format!(
                "the control endpoint asks nobody for a password, and {control} is not a loopback \
                 address; give --control one"
            )));
        }
    }
    let address = options.listen;
    if address.ip().is_loopback() {
        return Ok(());
    }
    if options.plain_http {
        return Err(Failure::Refused(format!(
            "--plain-http would send passwords over the network in the clear, and {address} is \
             not a loopback address; leave out one of the two"
        )));
    }
    if !options.listen_anywhere {
        return Err(Failure::Refused(format!(
            "{address} is not a loopback address; add --listen-anywhere if other machines \
             are to reach this server"
        )));
    }
    Ok(())
}

fn service(options: &ServeOptions, clock: Clock) -> Result<Service> {
    let database = match &options.db {
        Some(file) => Database::open(file, Missing::Create)?,
        None => Database::in_memory()?,
    };
    let passwords = Passwords::new(match options.fast_passwords {
        true => Cost::Lowest,
        false => Cost::Normal,
    })?;
    let config = Config {
        stall: Duration::from_secs(options.stall_timeout.into()),
        bodies: match options.form_only {
            true => Bodies::FormOnly,
            false => Bodies::FormAndJson,
        },
        rotation: match options.vendor_race {
            true => Rotation::VendorRace,
            false => Rotation::SingleUse,
        },
        reach: match options.listen.ip().is_loopback() {
            true => Reach::ThisMachine,
            false => Reach::Network,
        },
        secure: !options.plain_http,
        login_scope: options
            .login_scope
            .as_ref()
            .map_or_else(Scope::default, ScopeName::alone),
    };
    Ok(Service {
        clock,
        database,
        passwords,
        config,
        live: LiveSettings::new(options.access_lifetime, options.refresh_lifetime),
        faults: Faults::new(options.fault.clone()),
        exchanges: Record::new(options.control.is_some()),
        logins: Record::new(options.control.is_some()),
        calls: Record::new(options.control.is_some()),
        fixtures: Fixtures::read(&options.resource)?,
        connections: AtomicU64::new(0),
        races: Races::default(),
        purge: Purge::default(),
    })
}

/// What TLS needs: a certificate, and where its authority lies.
struct Tls {
    config: ServerConfig,
    authority_file: PathBuf,
    /// Removed when dropped.
    temporary: Option<TempDir>,
}

impl Tls {
    fn prepare(options: &ServeOptions, listener: &Listener, clock: &Clock) -> Result<Self> {
        let (authority, temporary) = match (&options.tls_dir, &options.db) {
            (Some(directory), _) => (Authority::open(directory, clock)?, None),
            (None, Some(db)) => (Authority::open(&beside(db), clock)?, None),
            (None, None) => {
                // Clients of other users read the certificate.
                let temporary = system::temporary_directory("omnifund-local-", true)
                    .map_err(Failure::system("could not make a temporary directory"))?;
                let authority = Authority::passing(temporary.path(), clock)?;
                (authority, Some(temporary))
            }
        };
        let address = listener.address().ip();
        Ok(Self {
            config: authority.server_config(options.certificate, address, clock.now())?,
            authority_file: authority.file().to_owned(),
            temporary,
        })
    }
}

/// The authority's directory for a state file: `state.db.tls` for `state.db`.
fn beside(db: &Path) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push(".tls");
    name.into()
}
