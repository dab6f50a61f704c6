//! The certificates that the server showed: whose, by which authority, until when, and who trusts it.

use std::net::{Ipv4Addr, Ipv6Addr};

use omnifund::{Advice, ErrorKind, Probe};
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

use super::findings::{Findings, Sign};
use crate::show;

/// Seconds before its end from which a certificate is worth a note.
const SOON: i64 = 14 * 86_400;

/// Of the hosts that it is for, so many are told.
const MOST_NAMES: usize = 10;

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
    let what = format!(
        "it is for {}; the authority is {authority}; it ends {ends}",
        names(&server)
    );
    let trusted = &probe.trusted;
    match probe.stranger.kind() {
        ErrorKind::CertificateUntrusted => findings.add(
            Sign::Bad(Advice::FixConfiguration),
            "certificate",
            format!("{what}; nobody here trusts it (asked: {trusted}){}", unknown(probe)),
            "if it is your company's, or the local server's, name the authority's file, or the certificate's \
             own: OMNIFUND_CA_FILE. If it is nobody's that you know, somebody intercepts the connection",
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
            what,
            "the name in the settings leads to another server",
        ),
        _ if until - probe.own_time < SOON => {
            findings.add(Sign::Note, "certificate", what, "OmniFund must renew it");
        }
        ErrorKind::InvalidClient => {
            findings.good("certificate", format!("{what}; trusted by {trusted}"));
        }
        _ => findings.good("certificate", what),
    }
}

/// The hosts that it counts for, or its subject where it names none.
fn names(certificate: &X509Certificate<'_>) -> String {
    let names = certificate.subject_alternative_name().ok().flatten();
    let names = names
        .into_iter()
        .flat_map(|names| &names.value.general_names);
    let hosts = names.filter_map(|name| match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(octets) => match octets.len() {
            4 => <[u8; 4]>::try_from(*octets)
                .ok()
                .map(|four| Ipv4Addr::from(four).to_string()),
            _ => <[u8; 16]>::try_from(*octets)
                .ok()
                .map(|all| Ipv6Addr::from(all).to_string()),
        },
        _ => None,
    });
    let hosts: Vec<_> = hosts.take(MOST_NAMES).collect();
    match hosts.len() {
        0 => certificate.subject().to_string(),
        _ => hosts.join(", "),
    }
}

/// Critical extensions that the library does not know, in any of the certificates.
fn unknown(probe: &Probe) -> String {
    /// Key usage, names, basic constraints, name constraints, revocation lists, policies and their
    /// mappings, extended key usage, inhibited policies.
    const KNOWN: [u8; 9] = [15, 17, 19, 30, 31, 32, 33, 37, 54];
    let known = |id: &[u8]| matches!(id, [0x55, 0x1d, last] if KNOWN.contains(last));
    let certificates = probe.certificates.iter();
    let certificates = certificates.filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1));
    let unknown: Vec<_> = certificates
        .flat_map(|certificate| certificate.extensions().to_vec())
        .filter(|extension| extension.critical && !known(extension.oid.as_bytes()))
        .map(|extension| extension.oid.to_id_string())
        .collect();
    match unknown.len() {
        0 => String::new(),
        _ => format!("; critical, and not known here: {}", unknown.join(", ")),
    }
}
