//! The certificates that the server showed: whose authority, and until when.

use omnifund::{Advice, ErrorKind, Probe};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::findings::{Findings, Sign};
use crate::show;

/// Seconds before its end from which a certificate is worth a note.
const SOON: i64 = 14 * 86_400;

/// Tells of the server's certificate.
pub fn look(probe: &Probe, findings: &mut Findings) {
    let Some(server) = probe.certificates.first() else {
        return;
    };
    let Ok((_, server)) = X509Certificate::from_der(server) else {
        findings.add(
            Sign::Bad(Advice::FixConfiguration),
            "certificate",
            "the server showed what is no certificate",
            "something else than OmniFund may answer there",
        );
        return;
    };
    // The last one names the authority that should be trusted.
    let last = probe.certificates.last();
    let last = last.and_then(|last| X509Certificate::from_der(last).ok());
    let authority = last.map_or_else(
        || server.issuer().to_string(),
        |(_, last)| last.issuer().to_string(),
    );
    let (from, until) = (
        server.validity().not_before.timestamp(),
        server.validity().not_after.timestamp(),
    );
    let ends = show::moment(until);
    let what = format!("the authority is {authority}; it ends {ends}");
    match probe.stranger.kind() {
        ErrorKind::CertificateUntrusted => findings.add(
            Sign::Bad(Advice::FixConfiguration),
            "certificate",
            format!("{what}; nobody here trusts that authority"),
            "if it is your company's, or the local server's, name its file: OMNIFUND_CA_FILE",
        ),
        ErrorKind::CertificateDates if from > probe.own_time => findings.add(
            Sign::Bad(Advice::FixConfiguration),
            "certificate",
            format!("it begins {}", show::moment(from)),
            "this machine's clock is behind, or the server's certificate is new: compare the clocks",
        ),
        ErrorKind::CertificateDates => findings.add(
            Sign::Bad(Advice::FixConfiguration),
            "certificate",
            what,
            "this machine's clock is ahead, or the server's certificate was not renewed",
        ),
        ErrorKind::CertificateName => findings.add(
            Sign::Bad(Advice::FixConfiguration),
            "certificate",
            format!("{what}; it is for {}", server.subject()),
            "the name in the settings leads to another server",
        ),
        _ if until - probe.own_time < SOON => {
            findings.add(Sign::Note, "certificate", what, "OmniFund must renew it");
        }
        _ => findings.good("certificate", what),
    }
}
