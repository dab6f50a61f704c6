//! What a browser brings back, and what a program asks for.

use super::answers::is_fit_to_be_told;
use crate::authorization::Authorization;
use crate::request::Request;
use crate::secret::Secret;

/// What the question is known by: a state that a form writes otherwise.
const STATE: &str = "st&te s3cr3t";

/// A code is taken where the state is this question's and nothing else is said; an error tells neither.
pub(super) fn redirect_url(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let asked = |redirect_uri: &str| {
        let state = Secret::from(STATE);
        Authorization::with_state("https://h/oauth/v2/auth", "1_a", redirect_uri, state)
    };
    let back = "https://till.example/back";
    let authorization = asked(back).expect("a redirect URI");
    match authorization.code_in(text) {
        Ok(code) => {
            assert!(!code.expose().is_empty() && text.contains('?'));
            // The state is in it, in whatever spelling, and without it there would be no code.
            let query = text.split_once('?').map_or("", |(_, query)| query);
            let query = query.split('#').next().unwrap_or_default();
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            assert!(pairs.any(|(name, value)| name == "state" && value == STATE));
        }
        Err(error) => is_fit_to_be_told(&error, &[STATE]),
    }
    // Any code comes through.
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("code", text)
        .append_pair("state", STATE)
        .finish();
    let code = authorization.code_in(&format!("{back}?{query}#here"));
    let is_short = query.len() < 15_000;
    assert!(!is_short || code.map_or(text.is_empty(), |code| code.expose() == text));
    // Any redirect URI that is taken stands whole in the question.
    if let Ok(authorization) = asked(text) {
        let query = authorization
            .url()
            .split_once('?')
            .map_or("", |(_, query)| query);
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        assert!(pairs.any(|(name, value)| name == "redirect_uri" && value == text));
        assert!(!format!("{authorization:?}").contains(STATE));
    }
    // A path that is taken leads behind its base URL.
    if Request::new("GET", text).is_ok() {
        let uri: http::Uri = format!("https://h/base{text}").parse().expect("a URL");
        assert_eq!(uri.host(), Some("h"));
        assert!(uri.path().starts_with("/base/"));
    }
}
