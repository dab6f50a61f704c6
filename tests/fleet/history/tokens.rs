//! Tokens: none is presented twice but by the intent's rule, none goes back, none is handed out after its end.

use std::collections::BTreeMap;

use serde_json::Value;

use super::History;

/// A request that reached the token endpoint. Tokens are fingerprints, as the server lists them.
#[derive(Debug, Clone, Default)]
pub struct Exchange {
    pub arrived: i64,
    pub is_refresh: bool,
    pub presented: String,
    pub status: u64,
    pub access: String,
    pub refresh: String,
    pub expires: i64,
}

impl Exchange {
    pub fn of(listed: &Value) -> Self {
        let text = |name: &str| listed[name].as_str().unwrap_or_default().to_owned();
        let number = |name: &str| listed[name].as_i64().unwrap_or_default();
        Self {
            arrived: number("arrived_ms"),
            is_refresh: listed["grant"] == "refresh_token",
            presented: text("presented"),
            status: listed["status"].as_u64().unwrap_or_default(),
            access: text("access"),
            refresh: text("refresh"),
            expires: number("expires_ms"),
        }
    }
}

/// An access token that a thread was handed: when it asked for the last time and got this one.
#[derive(Debug, Clone)]
pub struct Handed {
    pub access: String,
    pub asked: i64,
}

pub(super) fn problems(history: &History) -> Vec<String> {
    let mut problems = Vec::new();
    presented_once(history, &mut problems);
    handed_in_order(history, &mut problems);
    problems
}

/// Each refresh presents the newest token, or once more the one whose answer was lost.
fn presented_once(history: &History, problems: &mut Vec<String>) {
    let mut newest = "";
    let mut last: BTreeMap<&str, &Exchange> = BTreeMap::new();
    let mut again = 0;
    for exchange in &history.exchanges {
        if exchange.is_refresh {
            let presented = exchange.presented.as_str();
            if let Some(before) = last.insert(presented, exchange) {
                again += 1;
                if !history.is_troubled(before.arrived..exchange.arrived) {
                    problems.push(format!(
                        "the refresh token {presented} was presented at {} and again at {}",
                        before.arrived, exchange.arrived
                    ));
                }
            } else if !newest.is_empty() && presented != newest {
                problems.push(format!(
                    "the refresh token {presented} was presented at {} when {newest} was the newest: a \
                     generation went back",
                    exchange.arrived
                ));
            }
        }
        if exchange.status == 200 {
            newest = &exchange.refresh;
        } else if !history.is_troubled(exchange.arrived..exchange.arrived) {
            problems.push(format!("the server refused: {exchange:?}"));
        }
    }
    if again > history.replays {
        problems.push(format!(
            "refresh tokens were presented again {again} times, and the hosts announced {}",
            history.replays
        ));
    }
}

/// Who has had a token gets no older one, and none that has ended.
fn handed_in_order(history: &History, problems: &mut Vec<String>) {
    let issued: BTreeMap<&str, (usize, &Exchange)> = history
        .exchanges
        .iter()
        .enumerate()
        .map(|(number, exchange)| (exchange.access.as_str(), (number, exchange)))
        .collect();
    for thread in &history.handed {
        let mut newest = 0;
        for Handed { access, asked } in thread {
            let Some((number, exchange)) = issued.get(access.as_str()) else {
                problems.push(format!("{access} was handed out, and issued by nobody"));
                continue;
            };
            if *number < newest {
                problems.push(format!(
                    "{access} was handed out at {asked} behind a newer one: a generation went back"
                ));
            }
            newest = *number;
            // The last twentieth of a short life is given to nobody.
            let end = exchange.expires - history.life_ms / 20;
            if *asked > end {
                let late = asked - end;
                problems.push(format!(
                    "{access} was handed out to who asked {late} ms after its end"
                ));
            }
        }
    }
}
