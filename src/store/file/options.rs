//! How a store's directory is kept.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::machine::machine;
use crate::audit::{Audit, AuditSink};
use crate::config::{Config, KeyProtection};
use crate::error::{Error, ErrorKind, Result};
use crate::log::Log;
use crate::platform::RealDisk;
use crate::platform::access::Permissions;
use crate::platform::disk::Disk;
use crate::platform::protection;
use crate::store::key::SealingKey;

/// How a store's directory is kept.
#[derive(Debug, Clone, Default)]
pub struct FileOptions {
    group: bool,
    network: bool,
    another_machine: bool,
    must_exist: bool,
    machine: Option<String>,
    older_keys: Vec<SealingKey>,
    key_file: Option<PathBuf>,
    key_protection: Option<KeyProtection>,
    journal: Option<PathBuf>,
    audit: Option<AuditSink>,
    log: Log,
    disk: OnDisk,
}

/// The disk that it lies on: the real one, but for tests.
#[derive(Clone)]
struct OnDisk(Arc<dyn Disk>);

impl Default for OnDisk {
    fn default() -> Self {
        Self(Arc::new(RealDisk))
    }
}

impl fmt::Debug for OnDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a disk")
    }
}

impl FileOptions {
    /// Lets the directory's group read and write the store too (directory 2770, files 0660): for a
    /// web server and a cron job under two users. Without it nobody but the owner may.
    pub fn group(mut self) -> Self {
        self.group = true;
        self
    }

    /// Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most
    /// kinds and their like), whose locks somebody has tried.
    pub fn allow_network(mut self) -> Self {
        self.network = true;
        self
    }

    /// Takes a store that another machine made, because it was moved here and that machine uses it
    /// no more. From then on it is this machine's, and the other one is refused. Refresh tokens in two
    /// hands are lost.
    pub fn take_over(mut self) -> Self {
        self.another_machine = true;
        self
    }

    /// Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program
    /// that only reads must say so, and not that nobody is signed in.
    pub fn must_exist(mut self) -> Self {
        self.must_exist = true;
        self
    }

    /// Names this machine, in place of `/etc/machine-id`: for containers, which have none, or all the
    /// same. Any text that no other machine has; a store that was made under another name is refused.
    pub fn machine(mut self, name: impl Into<String>) -> Self {
        self.machine = Some(name.into());
        self
    }

    /// A key that opens records and seals none, beside the one that the application gives: to change
    /// that one, give the new one as older first, everywhere, and only then the other way round.
    pub fn older_key(mut self, key: SealingKey) -> Self {
        self.older_keys.push(key);
        self
    }

    /// Keeps the sealing key in this file, and not in `<path>.key`.
    pub fn key_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.key_file = Some(path.into());
        self
    }

    /// Whom the system lets open the key file, beside the file's permissions: on Windows alone. A key file that is
    /// there is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one is
    /// not sealed. In group mode it can't be one user's.
    pub fn key_protection(mut self, protection: KeyProtection) -> Self {
        self.key_protection = Some(protection);
        self
    }

    /// The directory of this host's own beside a store that several hosts share: there its processes queue, and
    /// what an exchange brought is durable there before the shared store has it. On a local disk, of the
    /// same user as the store's programs, and never copied to another host. A store in a directory has none.
    pub fn journal(mut self, directory: impl Into<PathBuf>) -> Self {
        self.journal = Some(directory.into());
        self
    }

    /// Where the audit lines of the store go, in place of the sink that the environment variable
    /// `OMNIFUND_AUDIT` names: of its OAuth clients, its key and its taking over; and of its sessions, unless
    /// their config names another one ([`Config::set_audit`]).
    pub fn audit(mut self, sink: AuditSink) -> Self {
        self.audit = Some(sink);
        self
    }

    /// As a config says.
    pub(in crate::store) fn audited_as(mut self, config: &Config) -> Self {
        self.audit.clone_from(&config.audit);
        self.log = config.log.clone();
        self
    }

    pub(in crate::store) fn audit_and_log(&self) -> Result<(Audit, Log)> {
        Ok((Audit::into_sink(self.audit.as_ref())?, self.log.clone()))
    }

    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn on(mut self, disk: Arc<dyn Disk>) -> Self {
        self.disk = OnDisk(disk);
        self
    }

    pub(super) fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk.0
    }

    /// The directory that [`FileOptions::journal`] names.
    pub(in crate::store) fn journal_directory(&self) -> Option<&Path> {
        self.journal.as_deref()
    }

    /// As the journal beside a shared store is kept: it is made where there is none.
    pub(in crate::store) fn of_journal(&self) -> Self {
        Self {
            must_exist: false,
            ..self.clone()
        }
    }

    /// Where the sealing key of the store at `directory` lies, unless the application gives it.
    pub(in crate::store) fn key_file_of(&self, directory: &Path) -> PathBuf {
        let given = self.key_file.as_ref();
        // It is read again later, when the program may have gone to another directory.
        let given = given.map(|file| std::path::absolute(file).unwrap_or_else(|_| file.clone()));
        given.unwrap_or_else(|| {
            let mut file = directory.as_os_str().to_owned();
            file.push(".key");
            file.into()
        })
    }

    /// What [`FileOptions::key_protection`] asks for, where that can be.
    pub(in crate::store) fn wanted_protection(&self) -> Result<Option<KeyProtection>> {
        let refused = |problem| Err(Error::new(ErrorKind::InvalidConfiguration, problem));
        match self.key_protection {
            None | Some(KeyProtection::None) => {}
            Some(_) if !protection::IS_THERE => {
                return refused(
                    "this system seals no key file for a user or a machine; Windows does",
                );
            }
            Some(KeyProtection::User) if self.group => {
                return refused(
                    "a key file that one user alone can open serves no group: seal it for the machine",
                );
            }
            Some(_) => {}
        }
        Ok(self.key_protection)
    }

    pub(in crate::store) fn older_keys(&self) -> &[SealingKey] {
        &self.older_keys
    }

    pub(super) fn is_for_group(&self) -> bool {
        self.group
    }

    pub(super) fn allows_network(&self) -> bool {
        self.network
    }

    pub(super) fn takes_over(&self) -> bool {
        self.another_machine
    }

    pub(super) fn makes_none(&self) -> bool {
        self.must_exist
    }

    pub(super) fn machine_is_empty(&self) -> bool {
        self.machine.as_deref() == Some("")
    }

    /// What a store's marker says of this machine.
    pub(super) fn this_machine(&self) -> Option<String> {
        machine(self.machine.as_deref())
    }

    /// Of what is made there, without an owner yet.
    pub(super) fn permissions(&self) -> Permissions {
        Permissions::new(self.group)
    }
}
