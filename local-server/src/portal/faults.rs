//! Faults: how the server misbehaves, and the switches for it. Everything here is what the control
//! endpoint does.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Frame, Page, Trouble, go_to, page, with_status};
use super::page_request::PageRequest;
use super::session::Session;
use crate::clock::Clock;
use crate::faults::rule::Rule;
use crate::state::tokens::{self, Kind};

/// A fault that one button adds.
struct Ready {
    name: &'static str,
    text: &'static str,
    rule: &'static str,
}

const READY: [Ready; 6] = [
    Ready {
        name: "lost-reply",
        text: "Lose the reply to the next refresh",
        rule: r#"{"grant":"refresh_token","times":1,"drop_reply":true}"#,
    },
    Ready {
        name: "unavailable",
        text: "Answer 503 to the next three token requests",
        rule: r#"{"at":"token","times":3,"status":503,"retry_after":"5"}"#,
    },
    Ready {
        name: "captive-portal",
        text: "Show a captive portal’s page once",
        rule: r#"{"times":1,"garbage":true}"#,
    },
    Ready {
        name: "slow",
        text: "Wait 10 seconds with the next token request",
        rule: r#"{"at":"token","times":1,"delay_ms":10000}"#,
    },
    Ready {
        name: "cut",
        text: "Cut the next request off",
        rule: r#"{"times":1,"cut_request":true}"#,
    },
    Ready {
        name: "down",
        text: "Be down: cut every request off",
        rule: r#"{"cut_request":true}"#,
    },
];

struct Shown {
    number: u64,
    rule: String,
    used: u64,
}

#[derive(Template)]
#[template(path = "faults.html")]
struct Faults {
    frame: Frame,
    rules: Vec<Shown>,
    ready: &'static [Ready],
    refuse_all: bool,
    access: u64,
    refresh: u64,
    offset: i64,
    live_access: i64,
    live_refresh: i64,
    typed: String,
    said: Option<String>,
    wrong: Option<String>,
}

/// `GET /faults`.
pub(super) async fn show(request: PageRequest) -> Response {
    request
        .administrator(|request, session| page(&state(request, session)?))
        .await
}

fn state(request: &PageRequest, session: &Session) -> Result<Faults, Trouble> {
    let service = request.service();
    let shown = service.faults.shown().into_iter().map(|shown| Shown {
        number: shown.number,
        rule: serde_json::Value::Object(shown.rule).to_string(),
        used: shown.used,
    });
    let lifetimes = service.live.lifetimes();
    let now = service.clock.now();
    let connection = service.database.connection();
    Ok(Faults {
        frame: Frame::of(session, "faults"),
        rules: shown.collect(),
        ready: &READY,
        refuse_all: service.live.refuses_bearers(),
        access: lifetimes.access.as_secs(),
        refresh: lifetimes.refresh.as_secs(),
        offset: service.clock.offset(),
        live_access: tokens::live(&connection, Kind::Access, now)?,
        live_refresh: tokens::live(&connection, Kind::Refresh, now)?,
        typed: String::new(),
        said: request
            .query
            .get("said")
            .and_then(|done| sentence(request, done)),
        wrong: None,
    })
}

/// What a switch did, as a sentence.
fn sentence(request: &PageRequest, switch: &str) -> Option<String> {
    let service = request.service();
    let lifetimes = service.live.lifetimes();
    let fixed = match switch {
        "clear" => "All rules are removed.",
        "remove" => "The rule is removed.",
        "rule" => "The rule is added, behind the others.",
        "refuse-all" => "Every access token is refused from now on.",
        "refuse-none" => "Access tokens are taken again.",
        "expire" => "All access tokens have expired; refresh tokens are as they were.",
        "lifetimes" => {
            let (access, refresh) = (lifetimes.access.as_secs(), lifetimes.refresh.as_secs());
            return Some(format!(
                "New access tokens live {access} seconds, new refresh tokens {refresh}."
            ));
        }
        "clock" => {
            return Some(match service.clock.offset() {
                0 => "The clock is this machine’s.".to_owned(),
                ahead @ 1.. => format!("The clock is {ahead} seconds ahead of this machine’s."),
                behind => {
                    let behind = behind.unsigned_abs();
                    format!("The clock is {behind} seconds behind this machine’s.")
                }
            });
        }
        named => {
            let ready = READY.iter().find(|ready| ready.name == named)?;
            return Some(format!("Added: {}.", ready.text));
        }
    };
    Some(fixed.to_owned())
}

/// `POST /faults`: one switch, named by the button.
pub(super) async fn change(request: PageRequest) -> Response {
    request
        .administrator(|request, session| match carry_out(request) {
            Ok(()) => {
                let switch = request.form.get("switch").unwrap_or("remove");
                go_to(&format!("/faults?said={switch}"))
            }
            Err(Trouble::Wrong(wrong)) => again(request, session, wrong),
            Err(other) => Err(other),
        })
        .await
}

fn again(request: &PageRequest, session: &Session, wrong: String) -> Page {
    let faults = Faults {
        typed: request.form.get("rule").unwrap_or_default().to_owned(),
        wrong: Some(wrong),
        ..state(request, session)?
    };
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &faults)
}

fn carry_out(request: &PageRequest) -> Result<(), Trouble> {
    let service = request.service();
    let field = |name| request.form.get(name).unwrap_or_default();
    match field("switch") {
        "" => {
            let number = field("remove").parse().ok();
            if !number.is_some_and(|number| service.faults.remove(number)) {
                let gone = "That rule is gone already.";
                return Err(Trouble::Wrong(gone.to_owned()));
            }
        }
        "clear" => service.faults.replace(Vec::new()),
        "refuse-all" => service.live.set_refuses_bearers(true),
        "refuse-none" => service.live.set_refuses_bearers(false),
        "expire" => {
            let now = service.clock.now();
            service
                .database
                .transact(|transaction| tokens::expire(transaction, Kind::Access, None, now))?;
        }
        "lifetimes" => {
            let (access, refresh) = (seconds(field("access"))?, seconds(field("refresh"))?);
            service.live.set_access_lifetime(access);
            service.live.set_refresh_lifetime(refresh);
        }
        "clock" => {
            let furthest = -Clock::FURTHEST..=Clock::FURTHEST;
            let offset = field("offset").trim().parse::<i64>().ok();
            let offset = offset.filter(|offset| furthest.contains(offset));
            let wrong = || {
                let years = Duration::from_secs(Clock::FURTHEST.unsigned_abs()).as_secs();
                Trouble::Wrong(format!(
                    "The clock moves by whole seconds, {years} at most."
                ))
            };
            service.clock.set_offset(offset.ok_or_else(wrong)?);
        }
        "rule" => service.faults.add(rule(field("rule"))?),
        named => {
            let ready = READY.iter().find(|ready| ready.name == named);
            let ready = ready.ok_or(Trouble::Wrong("There is no such switch.".to_owned()))?;
            service.faults.add(rule(ready.rule)?);
        }
    }
    Ok(())
}

fn rule(text: &str) -> Result<Rule, Trouble> {
    text.parse()
        .map_err(|problem| Trouble::Wrong(format!("That is no rule: {problem}")))
}

fn seconds(text: &str) -> Result<u32, Trouble> {
    let wrong = || Trouble::Wrong(format!("A lifetime is 0 to {} whole seconds.", u32::MAX));
    text.trim().parse().map_err(|_| wrong())
}
