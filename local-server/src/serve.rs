//! `omnifund-local serve`: puts a server together and runs it to its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustls::ServerConfig;
use tempfile::TempDir;
use tokio::runtime;

use crate::authority::Authority;
use crate::cli::{ClientSpec, ServeOptions, UserSpec};
use crate::clock::{Clock, Moment};
use crate::database::{Database, Missing};
use crate::dials::Dials;
use crate::failure::{Failure, Result};
use crate::faults::{Faults, Subject};
use crate::listen::{Listener, Serving};
use crate::parameters::Bodies;
use crate::passwords::{Cost, Passwords};
use crate::portal::{SecretsOnce, Throttle};
use crate::purge::{self, Purge};
use crate::ready::Ready;
use crate::record::Record;
use crate::request_log::say;
use crate::router::router;
use crate::scope::{Scope, ScopeName};
use crate::service::{Rotation, Rules, Service};
use crate::stop::Stop;
use crate::{clients, control, users};

/// Threads for work that blocks. Each may hold 19 MiB for a password check.
const WORKERS: usize = 16;
/// How long abandoned work may hold up the end of the process.
const LEFTOVERS: Duration = Duration::from_secs(1);

/// The client of the vendor's specification.
const EXAMPLE_CLIENT: (&str, &str) = (
    "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4",
    "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k",
);
/// Where that client may have users sent: to a program on the user's own machine.
const EXAMPLE_REDIRECT_URI: &str = "http://127.0.0.1:8400/callback";
/// The user of the vendor's specification.
const EXAMPLE_USER: (&str, &str) = ("omnifund_user", "omnifund_password");

/// Runs a server until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub fn run(options: ServeOptions) -> Result<()> {
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .enable_all()
        .build()
        .map_err(Failure::system("could not start threads"))?;
    let outcome = runtime.block_on(serve(options));
    runtime.shutdown_timeout(LEFTOVERS);
    outcome
}

async fn serve(options: ServeOptions) -> Result<()> {
    permitted(&options)?;
    let clock = Clock::default();
    // Before the temporary directory is made, so that no signal can leave it behind.
    let stop = Stop::watch(options.exit_with_parent)?;
    let listener = Listener::bind(options.listen).await?;
    let control = match options.control {
        Some(address) => Some(Listener::bind(address).await?),
        None => None,
    };
    let service = Arc::new(service(&options, clock.clone())?);
    purge::now(&service)?;
    let tls = match options.plain_http {
        true => None,
        false => Some(Tls::prepare(&options, &listener, &clock)?),
    };
    let ready = Ready {
        base_url: listener.base_url(if tls.is_some() { "https" } else { "http" }),
        authority_file: tls.as_ref().map(|tls| tls.authority_file.as_path()),
        control: control.as_ref().map(|control| control.base_url("http")),
    };
    ready.announce()?;
    let (config, _temporary) = match tls {
        Some(tls) => (Some(tls.config), tls.temporary),
        None => (None, None),
    };
    let control = control.map(|control| tokio::spawn(steer(control, Arc::clone(&service))));
    let serving = Serving {
        tls: config,
        router: router(Arc::clone(&service)),
        clock,
        stall: service.rules.stall,
        admits: || {
            service.connections.fetch_add(1, Ordering::Relaxed);
            service.faults.take(Subject::Connection).is_none()
        },
    };
    listener.serve(serving, stop.wait()).await;
    if let Some(control) = control {
        // Only now: it may still tell a test how the last requests ended.
        control.abort();
    }
    say("stopped");
    Ok(())
}

/// Serves the control endpoint, for ever. No fault is for it.
async fn steer(listener: Listener, service: Arc<Service>) {
    let serving = Serving {
        tls: None,
        clock: service.clock.clone(),
        stall: service.rules.stall,
        router: control::router(service),
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
    people(options, &database, &passwords, clock.now())?;
    let rules = Rules {
        stall: Duration::from_secs(options.stall_timeout.into()),
        bodies: match options.form_only {
            true => Bodies::FormOnly,
            false => Bodies::FormAndJson,
        },
        rotation: match options.vendor_race {
            true => Rotation::VendorRace,
            false => Rotation::SingleUse,
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
        rules,
        dials: Dials::new(options.access_lifetime, options.refresh_lifetime),
        faults: Faults::new(options.fault.clone()),
        exchanges: Record::new(options.control.is_some()),
        logins: Record::new(options.control.is_some()),
        connections: AtomicU64::new(0),
        purge: Purge::default(),
        throttle: Throttle::default(),
        secrets: SecretsOnce::default(),
    })
}

/// Makes the clients and users of the command line.
fn people(
    options: &ServeOptions,
    database: &Database,
    passwords: &Passwords,
    now: Moment,
) -> Result<()> {
    let mut new_clients = options.client.clone();
    let mut new_users = options.user.clone();
    if options.example {
        let (id, secret) = EXAMPLE_CLIENT;
        new_clients.insert(0, ClientSpec::new(id, secret, Some("Example")));
        let (name, password) = EXAMPLE_USER;
        new_users.insert(0, UserSpec::new(name, password));
    }
    // Hashed before the transaction: other processes may be waiting to write.
    let new_users = new_users
        .into_iter()
        .map(|user| Ok((passwords.hash(&user.password)?, user.name)))
        .collect::<Result<Vec<_>>>()?;
    database.transact(|transaction| {
        for client in &new_clients {
            let name = client.name.as_deref();
            clients::ensure(transaction, &client.id, &client.secret, name, now)?;
        }
        if let (true, Ok(uri)) = (options.example, EXAMPLE_REDIRECT_URI.parse()) {
            clients::allow(transaction, EXAMPLE_CLIENT.0, &uri)?;
        }
        for (hash, name) in &new_users {
            users::ensure(transaction, name, hash)?;
        }
        Ok(())
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
        let (directory, temporary) = match (&options.tls_dir, &options.db) {
            (Some(directory), _) => (directory.clone(), None),
            (None, Some(db)) => (beside(db), None),
            (None, None) => {
                let temporary = tempfile::Builder::new()
                    .prefix("omnifund-local-")
                    .tempdir()
                    .map_err(Failure::system("could not make a temporary directory"))?;
                (temporary.path().to_owned(), Some(temporary))
            }
        };
        let authority = Authority::open(&directory, clock)?;
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
