//! Carries a fault out around the processing of a request.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use tokio::time::sleep;

use crate::faults::rule::Action;
use crate::traffic::log::LogFields;
use crate::traffic::reply::Reply;
use crate::worker;

/// What a captive portal or a proxy shows to whoever has not signed in there.
const PORTAL: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Welcome</title></head>\n\
                      <body><h1>Sign in to the network</h1></body>\n</html>\n";
/// An answer that begins like a token and breaks off.
const UNREADABLE: &str = "{\"access_token\":\"";

/// A request that has been read.
pub trait Case: Send + 'static {
    /// Notes that a fault comes before processing; gives the fields for the log.
    fn stopped(self) -> LogFields;

    /// Processes it, where blocking is allowed.
    fn process(self) -> Response;
}

/// Answers a request with this fault, if any.
///
/// What has been read is processed, even if the client hangs up meanwhile: a client that lost its
/// patience cannot count on having been in time.
pub async fn answer(fault: Option<Action>, reply: &Reply, case: impl Case) -> Response {
    let response = match fault {
        None => process(case).await,
        Some(Action::Delay(time)) => {
            let later = tokio::spawn(async move {
                sleep(time).await;
                process(case).await
            });
            later.await.unwrap_or_else(|_| worker::panicked())
        }
        Some(Action::DelayReply(time)) => {
            let response = process(case).await;
            sleep(time).await;
            response
        }
        Some(Action::DropReply) => {
            reply.cut_after(0);
            process(case).await
        }
        Some(Action::CutReplyAfter(bytes)) => {
            reply.cut_after(bytes);
            process(case).await
        }
        Some(Action::GarbageAfterCommit) => unreadable(process(case).await),
        Some(Action::Answer(canned)) => case.stopped().attach(canned.response()),
        Some(Action::Garbage) => {
            let headers = [(CONTENT_TYPE, "text/html; charset=utf-8")];
            case.stopped().attach((headers, PORTAL).into_response())
        }
        // A request is past the point where a connection is cut at once, and no rule for
        // connections is ever taken for one.
        Some(Action::CutRequest | Action::CutAtAccept) => {
            reply.cut_after(0);
            case.stopped()
                .attach(StatusCode::NO_CONTENT.into_response())
        }
    };
    reply.is_ready();
    response
}

async fn process(case: impl Case) -> Response {
    worker::answer(|| case.process()).await
}

/// The same answer, as far as its head and the log go, with a status and a body that nothing can
/// be learnt from.
fn unreadable(answer: Response) -> Response {
    let (mut parts, _) = answer.into_parts();
    parts.status = StatusCode::OK;
    Response::from_parts(parts, UNREADABLE.into())
}
