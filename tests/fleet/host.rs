//! A host of a fleet: a network of its own, in which the database and the server are at the end of a cable each; a
//! journal and a machine's name of its own. Where no network namespace may be made it has an address of loopback.

use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use omnifund_databases::Lossy;

use crate::cluster::Database;

/// What leads to a host.
pub struct Host {
    pub name: String,
    namespace: Option<File>,
    pub address: Ipv4Addr,
    pub database: Lossy,
    /// Only a network of its own has another way to the server than everybody's.
    pub server: Option<Lossy>,
}

impl Host {
    /// The host of this number.
    pub fn new(number: u8, database: u16, server: u16) -> Self {
        let made = std::thread::spawn(move || network(number, server))
            .join()
            .unwrap();
        let (namespace, address, to_database, to_server) = match made {
            Ok((namespace, address, to_database, to_server)) => {
                (Some(namespace), address, to_database, Some(to_server))
            }
            Err(error) => {
                eprintln!(
                    "host {number} is an address of loopback: no network namespace ({error})"
                );
                let address = Ipv4Addr::new(127, 0, 0, 10 + number);
                let listener = TcpListener::bind((address, 0)).unwrap();
                (None, address, listener, None)
            }
        };
        Self {
            name: format!("host-{number}"),
            namespace,
            address,
            database: Lossy::over(to_database, database),
            server: to_server.map(|listener| Lossy::over(listener, server)),
        }
    }

    /// The address of the database as it is seen from here.
    pub fn url(&self, database: &Database) -> String {
        database.url(self.address, self.database.port())
    }

    /// A program that runs here.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some(namespace) = &self.namespace {
            let namespace = namespace.as_raw_fd();
            // SAFETY: a system call, and the descriptor lives as long as the host, which starts the program.
            unsafe {
                command.pre_exec(move || match libc::setns(namespace, libc::CLONE_NEWNET) {
                    0 => Ok(()),
                    _ => Err(io::Error::last_os_error()),
                });
            }
        }
        command
    }
}

/// Makes this thread's network, which stays as long as the file is open, and what listens in it.
fn network(number: u8, server: u16) -> io::Result<(File, Ipv4Addr, TcpListener, TcpListener)> {
    // SAFETY: it changes this thread alone.
    if unsafe { libc::unshare(libc::CLONE_NEWNET) } != 0 {
        return Err(io::Error::last_os_error());
    }
    let address = Ipv4Addr::new(10, 77, 0, number);
    let own = format!("{address}/32");
    for arguments in [
        ["link", "set", "lo", "up"].as_slice(),
        &["address", "add", &own, "dev", "lo"],
    ] {
        let status = Command::new("ip").args(arguments).status()?;
        if !status.success() {
            return Err(io::Error::other(format!("ip {arguments:?}: {status}")));
        }
    }
    let to_database = TcpListener::bind((address, 0))?;
    let to_server = TcpListener::bind((Ipv4Addr::LOCALHOST, server))?;
    let namespace = File::open("/proc/thread-self/ns/net")?;
    Ok((namespace, address, to_database, to_server))
}
