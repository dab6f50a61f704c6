//! `doctor`: looks at everything that a session needs, and says of each finding what to do. Its report
//! holds no secret and may be mailed.

mod certificates;
mod findings;
mod network;
mod sessions;
mod store;

use omnifund::Client;

use self::findings::{Findings, Sign};
use crate::arguments::{Doctor, Settings};
use crate::failure::Failure;
use crate::opened::load;
use crate::show;

/// `omnifund doctor`
pub fn run(settings: &Settings, options: &Doctor) -> Result<(), Failure> {
    let mut findings = Findings::default();
    look(settings, &options.users, &mut findings);
    if options.output.json {
        show::json(&findings.json())?;
    } else {
        findings.show()?;
    }
    match findings.worst() {
        None => Ok(()),
        Some(advice) => Err(Failure::Told(advice)),
    }
}

fn look(settings: &Settings, users: &[String], findings: &mut Findings) {
    let from = match &settings.config {
        Some(path) => format!("the file {}", path.display()),
        None => "the environment".to_owned(),
    };
    let config = match load(settings) {
        Ok(config) => {
            findings.good("settings", format!("read from {from}"));
            config
        }
        Err(failure) => return findings.failure("settings", failure),
    };
    let store = store::look(&config, findings);
    let client = match &store {
        Some(store) => Client::configured(&config, store),
        None => Client::new(&config),
    };
    match client {
        Ok(client) => {
            network::look(&client, findings);
            if let Some(store) = &store {
                sessions::look(&client, store, users, findings);
            }
        }
        Err(error) => findings.error("OAuth client", &error),
    }
    user(findings);
}

/// What root may read, the program that uses the store may not.
fn user(findings: &mut Findings) {
    if std::env::var_os("SUDO_USER").is_some() {
        findings.add(
            Sign::Note,
            "user",
            "this was run by sudo; the program that uses the store may see it otherwise",
            "run the doctor as that program's user too: sudo -u USER omnifund doctor",
        );
    }
}
