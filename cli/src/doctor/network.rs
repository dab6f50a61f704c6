//! The way to OmniFund: clock, name, proxy, certificates, and what the token endpoint says.

use omnifund::{Advice, Client, Error, ErrorKind, Probe};

use super::certificates;
use super::findings::{Findings, Sign};
use crate::show;

/// Seconds by which clocks may differ before somebody should look at them.
const TOLERATED: i64 = 30;

/// Asks the token endpoint, and tells what was on the way.
pub fn look(client: &Client, findings: &mut Findings) {
    let probe = client.probe();
    name(&probe, findings);
    certificates::look(&probe, findings);
    endpoint(&probe, findings);
    own_client(&probe, findings);
    clock(&probe, findings);
}

/// Behind a proxy only the proxy's name is looked up here, and OmniFund's by the proxy.
fn name(probe: &Probe, findings: &mut Findings) {
    let about = if probe.proxy.is_some() {
        "proxy"
    } else {
        "name"
    };
    let addresses = match &probe.addresses {
        Ok(addresses) => addresses,
        Err(error) => return findings.error(about, error),
    };
    let addresses: Vec<_> = addresses.iter().map(ToString::to_string).collect();
    let addresses = addresses.join(", ");
    let Some(proxy) = &probe.proxy else {
        return findings.good(about, format!("{} is at {addresses}", probe.base_url));
    };
    findings.add(
        Sign::Note,
        about,
        format!(
            "requests go by the proxy {proxy}, which is at {addresses}; where {} is, it looks up itself",
            probe.base_url
        ),
        "it comes from OMNIFUND_PROXY, https_proxy or all_proxy; OMNIFUND_PROXY=none goes by none",
    );
}

fn endpoint(probe: &Probe, findings: &mut Findings) {
    let error = &probe.stranger;
    if error.kind() == ErrorKind::InvalidClient {
        findings.good(
            "token endpoint",
            "it answers, and refuses an OAuth client that does not exist",
        );
    } else if probe.addresses.is_ok() {
        findings.error("token endpoint", error);
    }
}

fn own_client(probe: &Probe, findings: &mut Findings) {
    match &probe.own {
        None => {}
        Some(error) if error.kind() == ErrorKind::RefreshTokenRefused => {
            findings.good("OAuth client", "OmniFund takes the client id and secret");
        }
        Some(error) if error.kind() == ErrorKind::InvalidClient => findings.add(
            Sign::Bad(Advice::FixConfiguration),
            "OAuth client",
            "OmniFund refuses the client id or the client secret",
            "compare them with the portal (Profile, API Access); a lost secret means a new OAuth client: \
             `omnifund client replace`",
        ),
        Some(error) => findings.error("OAuth client", error),
    }
}

fn clock(probe: &Probe, findings: &mut Findings) {
    let Some(server_time) = probe.server_time else {
        if is_about_dates(&probe.stranger) {
            findings.add(
                Sign::Bad(Advice::FixConfiguration),
                "clock",
                "the server's certificate is outside its dates by this machine's clock",
                "set the clock: timedatectl set-ntp true",
            );
        }
        return;
    };
    let ahead = probe.own_time - server_time;
    if ahead.abs() <= TOLERATED {
        return findings.good("clock", "it agrees with the server's");
    }
    let direction = if ahead > 0 { "ahead of" } else { "behind" };
    findings.add(
        Sign::Bad(Advice::FixConfiguration),
        "clock",
        format!("it is {} {direction} the server's", show::span(ahead.abs())),
        "set it: timedatectl set-ntp true. Sessions go on by the time since the machine's start, but a \
         restart makes their tokens suspect, and a clock that is far off refuses certificates",
    );
}

fn is_about_dates(error: &Error) -> bool {
    error.kind() == ErrorKind::CertificateDates
}
