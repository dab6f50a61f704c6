//! Says on standard output, for a program to read, that the server is ready and where.

use std::io::Write as _;
use std::path::Path;

use crate::failure::{Failure, Result};

/// Where a server can be reached.
#[derive(Debug)]
pub struct Ready<'a> {
    /// The base URL of its endpoints.
    pub base_url: String,
    /// The authority that its clients are to trust.
    pub authority_file: Option<&'a Path>,
    /// The URL of the control endpoint.
    pub control: Option<String>,
}

impl Ready<'_> {
    /// Says it, one line each, the last line last.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn announce(&self) -> Result<()> {
        let mut lines = format!("OMNIFUND_BASE_URL={}\n", self.base_url);
        if let Some(file) = self.authority_file {
            lines.push_str(&format!("OMNIFUND_CA_FILE={}\n", file.display()));
        }
        if let Some(url) = &self.control {
            lines.push_str(&format!("OMNIFUND_LOCAL_CONTROL={url}\n"));
        }
        lines.push_str("OMNIFUND_LOCAL_READY=1\n");
        let mut out = std::io::stdout().lock();
        out.write_all(lines.as_bytes())
            .and_then(|()| out.flush())
            .map_err(Failure::system("could not write to standard output"))
    }
}
