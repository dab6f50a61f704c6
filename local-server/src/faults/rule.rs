//! One fault: which requests it is for, how often, and what it does to them.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};

use crate::fields::Fields;
use crate::json;

/// What the fields of a rule can say that an action does, for the sentence that asks for one.
const ACTIONS: &str = "delay_ms, delay_reply_ms, drop_reply, cut_reply_after, cut_request, \
                       cut_at_accept, status, garbage, garbage_after_commit";

/// The longest delay. A connection does not last any longer.
const LONGEST: u64 = 60_000;

/// Which requests a rule is for, how often, and what it does to them.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The rule as it was given, to be shown again.
    pub said: Map<String, Value>,
    /// The endpoints it is for.
    pub at: At,
    /// The grant it is for; without one, any.
    pub grant: Option<&'static str>,
    /// The method it is for at the REST API; without one, any.
    pub method: Option<Method>,
    /// How often it applies; without a number, for ever.
    pub times: Option<u64>,
    /// How many requests that match it lets through first.
    pub skip: u64,
    /// What it does.
    pub action: Action,
}

/// The endpoints that a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The token endpoint.
    Token,
    /// Token login.
    Login,
    /// The REST API.
    Api,
    /// All of them.
    Any,
}

/// What a rule does.
#[derive(Debug, Clone)]
pub enum Action {
    /// Waits before the request is processed.
    Delay(Duration),
    /// Waits between processing and the reply.
    DelayReply(Duration),
    /// Processes, and closes without a byte of reply.
    DropReply,
    /// Processes, and closes after so many bytes of reply.
    CutReplyAfter(usize),
    /// Closes instead of processing.
    CutRequest,
    /// Closes a connection as soon as it is there.
    CutAtAccept,
    /// Answers something else instead of processing.
    Answer(Arc<Canned>),
    /// Answers a page of HTML instead of processing.
    Garbage,
    /// Processes, and answers what nobody can read.
    GarbageAfterCommit,
}

impl Action {
    /// The name of the field that asks for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Delay(_) => "delay_ms",
            Self::DelayReply(_) => "delay_reply_ms",
            Self::DropReply => "drop_reply",
            Self::CutReplyAfter(_) => "cut_reply_after",
            Self::CutRequest => "cut_request",
            Self::CutAtAccept => "cut_at_accept",
            Self::Answer(_) => "status",
            Self::Garbage => "garbage",
            Self::GarbageAfterCommit => "garbage_after_commit",
        }
    }
}

/// An answer that is given instead of processing.
#[derive(Debug)]
pub struct Canned {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: String,
}

impl Canned {
    /// The answer.
    #[must_use]
    pub fn response(&self) -> Response {
        let mut response = (self.status, self.body.clone()).into_response();
        let headers = response.headers_mut();
        headers.remove(CONTENT_TYPE);
        headers.extend(self.headers.iter().cloned());
        response
    }

    /// The answer that the fields describe, if they do.
    fn of(fields: &mut Fields) -> Result<Option<Self>, String> {
        let status = fields.count("status")?;
        let body = fields.text("body")?;
        let mut headers = Vec::new();
        for (field, name) in [
            ("retry_after", RETRY_AFTER),
            ("location", LOCATION),
            ("content_type", CONTENT_TYPE),
        ] {
            if let Some(text) = fields.text(field)? {
                let value = HeaderValue::try_from(&text)
                    .map_err(|_| format!("{field:?} cannot be a header's value: {text:?}"))?;
                headers.push((name, value));
            }
        }
        let Some(number) = status else {
            return match body.is_some() || !headers.is_empty() {
                true => Err(
                    "\"retry_after\", \"body\", \"location\" and \"content_type\" go with \
                     \"status\" only"
                        .to_owned(),
                ),
                false => Ok(None),
            };
        };
        let status = u16::try_from(number)
            .ok()
            .and_then(|status| StatusCode::from_u16(status).ok())
            .filter(|status| (200..=599).contains(&status.as_u16()))
            .ok_or_else(|| format!("\"status\" is to be from 200 to 599, not {number}"))?;
        Ok(Some(Self {
            status,
            headers,
            body: body.unwrap_or_default(),
        }))
    }
}

impl Rule {
    /// Whether this rule is about requests and not about connections.
    #[must_use]
    pub fn is_for_requests(&self) -> bool {
        !matches!(self.action, Action::CutAtAccept)
    }

    /// The rule that a JSON value describes.
    ///
    /// # Errors
    /// When it describes none; the text says why.
    pub fn of(value: Value) -> Result<Self, String> {
        let said = value.as_object().cloned().unwrap_or_default();
        let mut fields = Fields::of(value)?;
        let ats = [
            ("token", At::Token),
            ("login", At::Login),
            ("api", At::Api),
            ("any", At::Any),
        ];
        let at = fields.one_of("at", &ats)?;
        let grants = ["password", "refresh_token"].map(|name| (name, name));
        let grant = fields.one_of("grant", &grants)?;
        let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].map(|name| (name, name));
        let method = fields.one_of("method", &methods)?;
        let method = method.and_then(|name| name.parse().ok());
        let times = fields.count("times")?;
        if times == Some(0) {
            return Err(
                "\"times\" is to be 1 or more: with 0 the rule would never apply".to_owned(),
            );
        }
        let skip = fields.count("skip")?.unwrap_or_default();
        let action = action(&mut fields)?;
        fields.end()?;
        if matches!(at, Some(At::Login | At::Api)) && grant.is_some() {
            return Err("\"grant\" goes with the token endpoint alone".to_owned());
        }
        if method.is_some() && at != Some(At::Api) {
            return Err("\"method\" goes with \"at\":\"api\" only".to_owned());
        }
        let rule = Self {
            said,
            at: at.unwrap_or(At::Any),
            grant,
            method,
            times,
            skip,
            action: action.ok_or_else(|| format!("there is no action; it is one of {ACTIONS}"))?,
        };
        if !rule.is_for_requests() && (at.is_some() || grant.is_some()) {
            return Err(
                "\"at\" and \"grant\" do not go with \"cut_at_accept\": no request has been read \
                 by then"
                    .to_owned(),
            );
        }
        Ok(rule)
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(json: &str) -> Result<Self, String> {
        Self::of(json::value(json.as_bytes())?)
    }
}

/// The one action that the fields ask for, if they do.
fn action(fields: &mut Fields) -> Result<Option<Action>, String> {
    let flag = |fields: &mut Fields, name, action| match fields.truth(name)? {
        Some(true) => Ok(Some(action)),
        Some(false) => Err(format!("{name:?} is to be true, or not there")),
        None => Ok(None),
    };
    let asked = [
        delay(fields, "delay_ms")?.map(Action::Delay),
        delay(fields, "delay_reply_ms")?.map(Action::DelayReply),
        flag(fields, "drop_reply", Action::DropReply)?,
        fields
            .count("cut_reply_after")?
            .map(|bytes| Action::CutReplyAfter(usize::try_from(bytes).unwrap_or(usize::MAX))),
        flag(fields, "cut_request", Action::CutRequest)?,
        flag(fields, "cut_at_accept", Action::CutAtAccept)?,
        Canned::of(fields)?.map(|canned| Action::Answer(Arc::new(canned))),
        flag(fields, "garbage", Action::Garbage)?,
        flag(fields, "garbage_after_commit", Action::GarbageAfterCommit)?,
    ];
    let mut asked = asked.into_iter().flatten();
    let action = asked.next();
    match (&action, asked.next()) {
        (Some(first), Some(second)) => Err(format!(
            "a rule has one action, and this one has {} and {}",
            first.name(),
            second.name()
        )),
        _ => Ok(action),
    }
}

fn delay(fields: &mut Fields, name: &'static str) -> Result<Option<Duration>, String> {
    match fields.count(name)? {
        Some(0) => Err(format!(
            "{name:?} is to be 1 or more: with 0 the rule would do nothing"
        )),
        Some(millis) if millis > LONGEST => Err(format!(
            "{name:?} is to be {LONGEST} at most: no connection lasts longer"
        )),
        millis => Ok(millis.map(Duration::from_millis)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_with_its_defaults() {
        let rule: Rule = r#"{"cut_reply_after":17}"#.parse().unwrap();
        assert_eq!((rule.at, rule.grant), (At::Any, None));
        assert_eq!((rule.times, rule.skip), (None, 0));
        assert!(matches!(rule.action, Action::CutReplyAfter(17)));
    }

    #[test]
    fn a_canned_answer_has_the_headers_that_were_asked_for() {
        let rule: Rule = r#"{"status":503,"retry_after":"7","body":"later"}"#
            .parse()
            .unwrap();
        let Action::Answer(canned) = rule.action else {
            panic!("{:?}", rule.action);
        };
        let response = canned.response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[RETRY_AFTER], "7");
        assert!(!response.headers().contains_key(CONTENT_TYPE));
    }

    #[test]
    fn a_rule_that_makes_no_sense_is_explained() {
        for (json, part) in [
            (r#"{"drop_replies":true}"#, "unknown field \"drop_replies\""),
            (r#"{"times":1}"#, "there is no action"),
            (r#"{"times":0,"garbage":true}"#, "1 or more"),
            (
                r#"{"times":1,"garbage":true,"times":2}"#,
                "\"times\" stands twice",
            ),
            (
                r#"{"drop_reply":true,"garbage":true}"#,
                "this one has drop_reply and garbage",
            ),
            (r#"{"drop_reply":false}"#, "to be true, or not there"),
            (r#"{"body":"x"}"#, "go with \"status\" only"),
            (r#"{"status":100}"#, "from 200 to 599"),
            (
                r#"{"status":503,"retry_after":"a\nb"}"#,
                "\"retry_after\" cannot be a header's value",
            ),
            (r#"{"delay_ms":3600000}"#, "60000 at most"),
            (
                r#"{"at":"login","grant":"password","garbage":true}"#,
                "goes with the token endpoint",
            ),
            (
                r#"{"at":"token","method":"POST","garbage":true}"#,
                "goes with \"at\":\"api\" only",
            ),
            (
                r#"{"at":"token","cut_at_accept":true}"#,
                "no request has been read",
            ),
        ] {
            let said = json.parse::<Rule>().unwrap_err();
            assert!(said.contains(part), "{json}: {said}");
        }
    }
}
