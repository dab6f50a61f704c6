//! What an exchange costs beside ureq as anybody would use it, and what a client costs.
//!
//! `make bench`. Both sides talk to the same local server over TLS in turns; what counts is the ratio.

#![allow(missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, USERNAME};
use omnifund::{Client, Secret};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

const ROUNDS: usize = 300;
const CLIENTS: u32 = 5_000;

fn main() {
    let server = LocalServer::start();
    let client = server.client();
    let password = Secret::from(PASSWORD);
    let agent = plain_ureq(&server);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(timed(|| {
            client.password_grant(USERNAME, &password).unwrap();
        }));
        theirs.push(timed(|| ask_with_ureq(&agent, &server)));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "exchange over TLS: {ours:?}, ureq as it comes {theirs:?}, ratio {:.2}",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );

    let config = server.config();
    let made = timed(|| {
        for _ in 0..CLIENTS {
            std::hint::black_box(Client::new(&config).unwrap());
        }
    });
    println!(
        "a client with a known CA file: {:?}, {:.5} of an exchange",
        made / CLIENTS,
        (made / CLIENTS).as_secs_f64() / ours.as_secs_f64()
    );
}

fn plain_ureq(server: &LocalServer) -> ureq::Agent {
    let pem = std::fs::read(server.ca_file.as_ref().unwrap()).unwrap();
    let authority = Certificate::from_pem(&pem).unwrap();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&[authority]))
        .build();
    // With a timeout, as anybody should have one.
    ureq::Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(Duration::from_secs(15)))
        .build()
        .into()
}

fn ask_with_ureq(agent: &ureq::Agent, server: &LocalServer) {
    let form = [
        ("grant_type", "password"),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
        ("username", USERNAME),
        ("password", PASSWORD),
    ];
    let body = agent
        .post(format!("{}/oauth/v2/token", server.base_url))
        .send_form(form)
        .unwrap()
        .body_mut()
        .read_to_string()
        .unwrap();
    let token: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert!(token["access_token"].is_string());
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
