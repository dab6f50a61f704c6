//! What is said over a transport.

use ureq::Error;
use ureq::unversioned::transport::{NextTimeout, Transport};

/// Hands bytes over, to the last one. Their end is the deadline's.
pub(super) fn transmit(transport: &mut dyn Transport, mut bytes: &[u8]) -> Result<(), Error> {
    while !bytes.is_empty() {
        let output = transport.buffers().output();
        let amount = output.len().min(bytes.len());
        let (now, later) = bytes.split_at(amount);
        output[..amount].copy_from_slice(now);
        transport.transmit_output(amount, NextTimeout::default())?;
        bytes = later;
    }
    Ok(())
}
