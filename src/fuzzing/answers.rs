//! Answers of the token endpoint, of a token login and of the API.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use crate::challenge::Challenge;
use crate::config::{BaseUrl, Credentials};
use crate::error::Error;
use crate::grant::{self, Grant};
use crate::http::{Answer, Unread};
use crate::login;
use crate::request::Request;
use crate::response::Response;
use crate::secret::Secret;
use crate::token::TokenSet;
use crate::{clock, is_deceptive, session};

/// What is sent, and must not come back in an error: the second has a blank in it, and what a form writes otherwise.
pub(super) const SECRETS: [&str; 2] = ["s3cr3t", "pa ss&w0rd"];

pub(super) fn answer(bytes: &[u8]) -> Option<Answer> {
    Unread::from_bytes(bytes).answer(UNIX_EPOCH)
}

pub(super) fn read(answer: &mut Answer, by: u8) -> Result<TokenSet, Error> {
    let [client_secret, own] = SECRETS.map(Secret::from);
    let credentials = Credentials {
        client_id: "1_a".into(),
        client_secret,
    };
    let grant = match by % 3 {
        0 => Grant::Refresh {
            refresh_token: &own,
        },
        1 => Grant::Password {
            username: "alice",
            password: &own,
        },
        _ => Grant::Code {
            code: &own,
            redirect_uri: "https://till.example/back",
        },
    };
    grant.read(answer, &credentials)
}

/// An error that a person reads: on one line, not endless, without the request's secrets, and it can be waited for.
pub(super) fn is_fit_to_be_told(error: &Error, secrets: &[&str]) {
    let told = format!("{error} {error:?}");
    assert!(
        told.chars().count() < 6000 && !told.contains(is_deceptive),
        "{told:?}"
    );
    for secret in secrets {
        assert!(!told.contains(secret), "{told}");
    }
    assert!(error.retry_after() <= Duration::from_secs(900));
}

/// A pair that is read can be sent, is kept as it was, and does not print; JSON that says a token plainly is believed; what
/// is refused is told fit for a log.
pub(super) fn token(bytes: &[u8]) {
    let Some((by, bytes)) = bytes.split_first() else {
        return;
    };
    let Some(mut answer) = answer(bytes) else {
        return;
    };
    let is_whole = grant::is_whole(&answer);
    let is_success = answer.is_success();
    let plainly = plain_token(&answer.body);
    let read = read(&mut answer, *by);
    match &read {
        Ok(token) => {
            assert!(is_success);
            is_sound(token);
            let _ = grant::hides_refresh_token(&answer, token);
            let again = grant::understand(&answer.unread(), UNIX_EPOCH);
            let again = again.expect("what was read once is read again");
            assert_eq!(again.access_token().expose(), token.access_token().expose());
        }
        Err(error) => {
            is_fit_to_be_told(error, &SECRETS);
            assert!(!(is_success && is_whole), "{error}");
        }
    }
    if let Some((access_token, refresh_token)) = plainly.filter(|_| is_success) {
        let token = read.expect("a token that is said plainly");
        assert_eq!(token.access_token().expose(), access_token);
        let refresh = token.refresh_token().map(Secret::expose);
        assert_eq!(refresh, refresh_token.as_deref());
    }
}

/// The pair of a body that is a JSON object and nothing else, by another reader of JSON.
fn plain_token(body: &[u8]) -> Option<(String, Option<String>)> {
    let fields: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let string = |name: &str| fields.get(name).and_then(Value::as_str);
    let says_error = string("error").is_some_and(|error| !error.is_empty());
    let access_token = string("access_token").filter(|token| grant::is_access_token(token))?;
    let refresh_token = match fields.get("refresh_token") {
        None | Some(Value::Null) => None,
        Some(Value::String(token)) => {
            Some(token.clone()).filter(|token| grant::is_refresh_token(token))
        }
        Some(_) => return None,
    };
    (!says_error).then(|| (access_token.to_owned(), refresh_token))
}

pub(super) fn is_sound(token: &TokenSet) {
    let access_token = token.access_token().expose();
    assert!(access_token.bytes().all(|byte| byte.is_ascii_graphic()) && !access_token.is_empty());
    let refresh_token = token.refresh_token().map_or("", Secret::expose);
    assert!(!refresh_token.contains(char::is_control));
    let words = [token.token_type(), token.scope()].map(Option::unwrap_or_default);
    assert!(words.iter().all(|words| !words.contains('\0')));
    let shown = format!("{token:?}");
    for secret in [access_token, refresh_token] {
        let is_elsewhere = words
            .iter()
            .any(|words| format!("{words:?}").contains(secret));
        assert!(
            secret.len() < 20 || is_elsewhere || !shown.contains(secret),
            "{shown}"
        );
    }
    assert!(
        token
            .expires_in()
            .is_none_or(|seconds| (0..=315_360_000).contains(&seconds))
    );
    assert_eq!(token.expires_at(), token.expires_in());
    session::fuzzed::kept(token);
}

/// What lets somebody in is shown by no error and no `Debug`, and what is no success is an error.
pub(super) fn login(bytes: &[u8]) {
    let Some(found) = answer(bytes) else {
        return;
    };
    let _ = login::refuses_token(&found);
    let secrets = SECRETS.map(Secret::from);
    match login::read(found, &secrets.each_ref()) {
        Ok(response) => {
            assert!((200..400).contains(&response.status()));
            is_response(&response);
        }
        Err(error) => is_fit_to_be_told(&error, &SECRETS),
    }
}

fn is_response(response: &Response) {
    let shown = format!("{response:?} {:?}", response.cookies());
    for cookie in response.cookies() {
        let value = cookie.value.expose();
        let is_elsewhere = response
            .cookies()
            .iter()
            .any(|one| format!("{:?}", one.name).contains(value));
        assert!(
            value.len() < 20 || is_elsewhere || !shown.contains(value),
            "{shown}"
        );
        assert!(!cookie.name.is_empty() && cookie.header.expose().contains(&cookie.name));
    }
    assert!(
        response
            .headers()
            .all(|(name, _)| !name.contains(char::is_uppercase))
    );
    assert_eq!(response.location(), response.header("LOCATION"));
}

/// A base URL in the first line, what was asked for in the second, the answer behind them: a next page that can be asked
/// for lies behind the base URL, whatever the answer says.
pub(super) fn api(bytes: &[u8]) {
    let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
    let mut text = || std::str::from_utf8(parts.next()?).ok();
    let (Some(url), Some(asked)) = (text(), text()) else {
        return;
    };
    let (Ok(base), Ok(_)) = (BaseUrl::parse(url), Request::new("GET", asked)) else {
        return;
    };
    let Some(answer) = parts.next().and_then(answer) else {
        return;
    };
    let response = Response::to_request(answer, &base.endpoint(""), asked);
    is_response(&response);
    let Some(next) = response.next() else {
        return;
    };
    if Request::new("GET", &next).is_ok() {
        let uri: http::Uri = base.endpoint(&next).parse().expect("a URL");
        let there = uri.authority().expect("a host").as_str();
        let here = base.endpoint("");
        let here: http::Uri = here.parse().expect("a URL");
        assert_eq!(
            Some(there),
            here.authority().map(http::uri::Authority::as_str)
        );
        assert!(uri.path().starts_with(base.path()), "{uri}");
        assert_eq!(
            uri.path()[base.path().len()..].chars().next(),
            Some('/'),
            "{uri}"
        );
    }
}

/// What a server said in a challenge is read to the letter, whatever stands in it.
pub(super) fn challenge(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    drop(Challenge::parse(&text));
    let (error, description) = text.split_once('\n').unwrap_or((&text, ""));
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let header = format!(
        "Basic realm=\"a, b\", Bearer realm=x, error=\"{}\", Error_Description=\"{}\", Digest error=no",
        quoted(error),
        quoted(description)
    );
    let expected = Challenge {
        error: Some(error.to_owned()),
        description: Some(description.to_owned()),
    };
    assert_eq!(Challenge::parse(&header), Some(expected), "{header}");
}

/// `Retry-After` in the first line, `Date` in the second: seconds are believed, a date is as far away as it is, and what
/// is neither asks for nothing.
pub(super) fn retry_after(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (header, date) = text.split_once('\n').unwrap_or((&text, ""));
    let now = httpdate::parse_http_date(date).unwrap_or(UNIX_EPOCH);
    let asked = clock::retry_after(header, now);
    let trimmed = header.trim();
    if let Ok(seconds) = trimmed.parse::<u64>() {
        let is_digits = !trimmed.starts_with('+');
        assert_eq!(asked, is_digits.then(|| Duration::from_secs(seconds)));
    }
    if let Some(asked) = asked {
        let is_number = trimmed.bytes().all(|byte| byte.is_ascii_digit());
        let until = now.checked_add(asked).filter(|_| !is_number);
        // Years of four digits alone can be written.
        let until = until.filter(|until| {
            until
                .duration_since(UNIX_EPOCH)
                .is_ok_and(|age| age.as_secs() < 253_402_300_800)
        });
        if let Some(until) = until {
            let written = httpdate::fmt_http_date(until);
            assert_eq!(clock::retry_after(&written, now), Some(asked), "{written}");
        }
        let error = Error::new(crate::ErrorKind::Unavailable, "away").after(Some(asked));
        let wait = error.retry_after().as_secs();
        assert!((1..=900).contains(&wait));
    }
    let _ = clock::rfc3339(clock::unix_seconds(
        SystemTime::UNIX_EPOCH + asked.unwrap_or_default().min(Duration::from_secs(1 << 40)),
    ));
}
