//! Bearer tokens: how a request presents one and when it is good (RFC 6750).

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Uri};

use crate::digest::Digest;
use crate::oauth::refusal::{BearerRefusal, Refused};
use crate::parameters::Parameters;
use crate::service::Service;
use crate::state::scope::Scope;
use crate::state::tokens::{self, Token};
use crate::state::users;
use crate::traffic::log::LogFields;

const PARAMETER: &str = "access_token";

/// The access token that a request presents, checked.
///
/// # Errors
/// When there is none, more than one, or one that is unknown, has expired, is a disabled user's
/// or does not cover `scope`.
pub fn verify(
    service: &Service,
    (uri, headers, body): (&Uri, &HeaderMap, &[u8]),
    scope: &Scope,
    logged: &mut LogFields,
) -> Result<Token, Refused<BearerRefusal>> {
    let presented = Digest::of(&presented(uri, headers, body)?);
    logged.token = Some(presented);
    let connection = service.database.connection();
    let token = tokens::find_access(&connection, &presented)?.ok_or(Refused::Because(
        BearerRefusal::TokenInvalid,
        "the access token is unknown",
    ))?;
    logged.client = Some(token.client_id.clone());
    logged.user = Some(token.user.clone());
    logged.expires = Some(service.clock.real(token.expires_at));
    if service.live.refuses_bearers() {
        return Err(Refused::Because(
            BearerRefusal::TokenInvalid,
            "this server was told to refuse every access token",
        ));
    }
    if token.has_expired(service.clock.now()) {
        return Err(Refused::Because(
            BearerRefusal::TokenExpired,
            "the access token has expired",
        ));
    }
    if !users::is_enabled(&connection, &token.user)? {
        return Err(Refused::Because(
            BearerRefusal::UserDisabled,
            "the user is disabled",
        ));
    }
    if !token.scope.covers(scope) {
        return Err(Refused::Because(
            BearerRefusal::ScopeTooSmall,
            "the access token lacks the scope",
        ));
    }
    Ok(token)
}

/// The one token in header (RFC 6750 §2.1), form (§2.2) and query (§2.3).
///
/// # Errors
/// When there is none, or more than one.
pub fn presented(
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<String, Refused<BearerRefusal>> {
    let form = Parameters::of_form_body(headers, body);
    let query = Parameters::of_query(uri.query());
    let header = authorization(headers);
    // In a form an empty one counts as a way, too, in a query it does not.
    let ways = [
        header.as_deref().and_then(in_header),
        form.present(PARAMETER),
        query.given(PARAMETER),
    ];
    let mut tokens = ways.into_iter().flatten();
    match (tokens.next(), tokens.next()) {
        (Some(token), None) if !["", "0"].contains(&token) => Ok(token.to_owned()),
        (_, None) => Err(Refused::Because(
            BearerRefusal::TokenMissing,
            "no access token; the scheme is written Bearer, with a capital",
        )),
        (_, Some(_)) => Err(Refused::Because(
            BearerRefusal::MoreThanOneMethod,
            "the access token came in more than one way",
        )),
    }
}

/// The `Authorization` of a request. Several become one, as in PHP (RFC 9110 §5.3), which is none that anybody gave out.
#[must_use]
pub fn authorization(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(AUTHORIZATION).iter();
    let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// The token of `Authorization: Bearer`. The vendor is strict about the capital, unlike RFC 9110
/// §11.1, and about the one blank.
fn in_header(header: &str) -> Option<&str> {
    let rest = header.strip_prefix("Bearer")?;
    let token = rest.strip_prefix([' ', '\t'])?;
    let end = token.find([' ', '\t']).unwrap_or(token.len());
    Some(&token[..end]).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_case_sensitive_and_has_one_blank() {
        for (header, token) in [
            ("Bearer abc", Some("abc")),
            ("Bearer abc def", Some("abc")),
            ("bearer abc", None),
            ("BEARER abc", None),
            ("Bearer  abc", None),
            ("Bearer ", None),
            ("Bearerabc", None),
            ("Basic YTpi", None),
        ] {
            assert_eq!(in_header(header), token, "{header:?}");
        }
    }
}
