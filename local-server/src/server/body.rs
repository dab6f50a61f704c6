//! Takes in the whole body of a request, within bounds, before anybody looks at it.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;

use crate::traffic::log::LogFields;

/// The largest body that is taken, in bytes: as much as the usual web server in front of PHP lets through.
const LARGEST: usize = 1024 * 1024;
/// How much more is read and thrown away, in bytes. A connection that is closed while its client
/// is still sending is reset, and the client never sees the answer.
const THROWN_AWAY: usize = 1024 * 1024;

/// Reads the body; answers in the endpoint's place if that cannot be done.
///
/// This comes before the choice of an endpoint, so that an answer such as 404 also reaches a
/// client that is sending a body.
pub async fn take(State(time): State<Duration>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let taken = tokio::time::timeout(time, read(body));
    match taken.await.unwrap_or(Err(BodyError::Slow(time))) {
        Ok(body) => {
            let request = Request::from_parts(parts, Body::from(body));
            next.run(request).await
        }
        Err(error) => error.answer(),
    }
}

/// Why a body could not be taken.
enum BodyError {
    Large,
    Slow(Duration),
    Broken,
}

impl BodyError {
    fn answer(self) -> Response {
        let (status, reason) = match self {
            Self::Large => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "the body is larger than 1 MiB".to_owned(),
            ),
            Self::Slow(time) => (
                StatusCode::REQUEST_TIMEOUT,
                format!("the body did not arrive within {} s", time.as_secs()),
            ),
            Self::Broken => (StatusCode::BAD_REQUEST, "the body broke off".to_owned()),
        };
        let logged = LogFields {
            reason: Some(reason.clone()),
            ..LogFields::default()
        };
        logged.attach((status, reason).into_response())
    }
}

async fn read(mut body: Body) -> Result<Bytes, BodyError> {
    let mut taken = Vec::new();
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| BodyError::Broken)?;
        if let Ok(data) = frame.into_data() {
            size = size.saturating_add(data.len());
            if size > LARGEST + THROWN_AWAY {
                break;
            }
            if size <= LARGEST {
                taken.extend_from_slice(&data);
            }
        }
    }
    if size > LARGEST {
        return Err(BodyError::Large);
    }
    Ok(taken.into())
}
