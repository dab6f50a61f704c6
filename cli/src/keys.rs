//! `key`: changing the store's sealing key.

use crate::arguments::KeyCommand;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;

/// `omnifund key`
pub fn run(opened: &Opened, command: KeyCommand) -> Result<(), Failure> {
    opened.store.prepare_key()?;
    match command {
        KeyCommand::Prepare => show::line(
            "A new key waits in the key file. Give that file to all who use the store, then run \
             `omnifund key rotate`.",
        ),
        KeyCommand::Rotate => {
            let sealed = opened.store.rotate_key()?;
            show::line(format!(
                "The new key seals from here on; {sealed} record(s) were sealed anew. The older key stays \
                 in the key file for backups."
            ))
        }
    }
}
