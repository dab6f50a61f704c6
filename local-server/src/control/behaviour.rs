//! How the server behaves from now on: faults, lifetimes, clock, refusal of every bearer.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Map, Value, json as object};

use super::{Answer, Json, NoBody, Wrong};
use crate::clock::Clock;
use crate::faults::rule::Rule;
use crate::fields::{Fields, needed};
use crate::json;
use crate::service::Service;
use crate::state::live_settings::LiveSettings;

/// `PUT /faults`: these rules instead of all.
pub(super) async fn set_faults(
    State(service): State<Arc<Service>>,
    body: Bytes,
) -> Answer<Vec<Map<String, Value>>> {
    let Value::Array(values) = json::value(&body)? else {
        return Err(Wrong::Request("expected a JSON array of rules".to_owned()));
    };
    let rule = |(index, value)| {
        Rule::of(value).map_err(|problem| format!("rule {}: {problem}", index + 1))
    };
    let rules = values.into_iter().enumerate().map(rule);
    service
        .faults
        .replace(rules.collect::<Result<_, String>>()?);
    Ok(Json(service.faults.list()))
}

/// `GET /faults`: the rules and how often each was used.
pub(super) async fn faults(State(service): State<Arc<Service>>) -> Json<Vec<Map<String, Value>>> {
    Json(service.faults.list())
}

/// `DELETE /faults`: no rules.
pub(super) async fn clear_faults(
    State(service): State<Arc<Service>>,
    _: NoBody,
) -> Json<Vec<Map<String, Value>>> {
    service.faults.replace(Vec::new());
    Json(Vec::new())
}

/// `PUT /lifetimes`: how long tokens live that are issued from now on.
pub(super) async fn set_lifetimes(
    State(service): State<Arc<Service>>,
    body: Bytes,
) -> Answer<Value> {
    let mut fields = Fields::of_json(&body)?;
    let access = seconds("access", fields.count("access")?)?;
    let refresh = seconds("refresh", fields.count("refresh")?)?;
    fields.end()?;
    if access.is_none() && refresh.is_none() {
        let sentence =
            "there is nothing to set; the lifetimes are \"access\" and \"refresh\", in seconds";
        return Err(Wrong::Request(sentence.to_owned()));
    }
    if let Some(access) = access {
        service.live.set_access_lifetime(access);
    }
    if let Some(refresh) = refresh {
        service.live.set_refresh_lifetime(refresh);
    }
    Ok(Json(lifetimes(&service.live)))
}

/// The lifetimes as they are shown.
pub(super) fn lifetimes(live: &LiveSettings) -> Value {
    let lifetimes = live.lifetimes();
    object!({
        "access": lifetimes.access.as_secs(),
        "refresh": lifetimes.refresh.as_secs(),
    })
}

/// `PUT /clock`: moves the clock so many seconds ahead of the machine's.
pub(super) async fn set_clock(State(service): State<Arc<Service>>, body: Bytes) -> Answer<Value> {
    let mut fields = Fields::of_json(&body)?;
    let offset = needed("offset", fields.whole("offset")?)?;
    fields.end()?;
    if !(-Clock::FURTHEST..=Clock::FURTHEST).contains(&offset) {
        return Err(Wrong::Request(format!(
            "\"offset\" is to be {} seconds, a hundred years, at most",
            Clock::FURTHEST
        )));
    }
    service.clock.set_offset(offset);
    Ok(Json(object!({ "offset": offset })))
}

/// `PUT /login`: whether every bearer is refused, as a broken gateway would.
pub(super) async fn set_login(State(service): State<Arc<Service>>, body: Bytes) -> Answer<Value> {
    let mut fields = Fields::of_json(&body)?;
    let refuse_all = needed("refuse_all", fields.truth("refuse_all")?)?;
    fields.end()?;
    service.live.set_refuses_bearers(refuse_all);
    Ok(Json(object!({ "refuse_all": refuse_all })))
}

fn seconds(name: &str, value: Option<u64>) -> Result<Option<u32>, String> {
    value
        .map(u32::try_from)
        .transpose()
        .map_err(|_| format!("{name:?} is to be {} seconds at most", u32::MAX))
}
