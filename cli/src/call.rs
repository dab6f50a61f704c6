//! `call`: a request of OmniFund's API, for shells and old programs.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use omnifund::{Advice, Outcome, Request, Response, Session};
use serde_json::Value;

use crate::call_options::Call;
use crate::document;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::show;

/// Where JSON-LD has a page's members; later versions of API Platform leave the prefix out.
const MEMBERS: [&str; 2] = ["hydra:member", "member"];

/// `omnifund call`
pub fn run(opened: &Opened, options: &Call) -> Result<(), Failure> {
    let session = opened.session(&options.user)?;
    if options.all {
        return all(&session, options);
    }
    let mut request = request(&options.method, &options.path, options)?;
    let begun = session.request(&mut request);
    let response = told(begun, &request)?;
    if options.output.is_none() || response.outcome() != Outcome::Done {
        show::as_it_is(response.body())?;
    }
    ended(&response)
}

/// The members of all pages, as one JSON array.
fn all(session: &Session, options: &Call) -> Result<(), Failure> {
    let mut members = Vec::new();
    let mut first = request(&options.method, &options.path, options)?;
    let mut response = told(session.request(&mut first), &first)?;
    loop {
        if response.outcome() != Outcome::Done {
            show::as_it_is(response.body())?;
            return ended(&response);
        }
        members.extend(members_of(response.body())?);
        let Some(next) = response.next() else { break };
        // Where the next one is says all of the query.
        let mut following = Request::new(&options.method, &next)?;
        set_up(&mut following, options)?;
        response = told(session.request(&mut following), &following)?;
    }
    let members = format!("[{}]", members.join(","));
    match &options.output {
        None => show::document(&members),
        Some(path) => fs::write(path, document::in_a_line(&members) + "\n")
            .map_err(|error| Failure::usage(format!("{}: {error}", path.display()))),
    }
}

/// Each as the server wrote it: an amount that was read and written again may be another one.
pub fn members_of(body: &[u8]) -> Result<Vec<String>, Failure> {
    let page = std::str::from_utf8(body).ok().map(str::trim);
    let page = page
        .filter(|page| serde_json::from_str::<Value>(page).is_ok())
        .ok_or_else(|| Failure::usage("--all: the answer is no JSON, and so no collection"))?;
    let listed = |name: &&str| document::elements(document::member(page, name)?);
    let found = document::elements(page).or_else(|| MEMBERS.iter().find_map(listed));
    let found = found.ok_or_else(|| Failure::usage("--all: the answer is no collection"))?;
    Ok(found.into_iter().map(str::to_owned).collect())
}

fn request(method: &str, path: &str, options: &Call) -> Result<Request, Failure> {
    let mut request = Request::new(method, path)?;
    for (name, value) in &options.query {
        request.add_query(name, value)?;
    }
    if let Some(json) = &options.json {
        let body = match json.strip_prefix('@') {
            Some(path) => read(path)?,
            None => json.clone().into_bytes(),
        };
        if serde_json::from_slice::<Value>(&body).is_err() {
            return Err(Failure::usage("--json: that is no JSON"));
        }
        request.set_body("application/json", &body)?;
    } else if let Some(data) = &options.data {
        match data.strip_prefix('@') {
            Some("-") => {
                request.set_body_from(&options.content_type, None, |into| io::stdin().read(into))?
            }
            Some(path) => request.set_body_file(&options.content_type, path)?,
            None => request.set_body(&options.content_type, data.as_bytes())?,
        }
    }
    if let Some(path) = options.output.as_ref().filter(|_| !options.all) {
        request.set_output_file(path);
    }
    set_up(&mut request, options)?;
    Ok(request)
}

/// What each page's request has, too.
fn set_up(request: &mut Request, options: &Call) -> Result<(), Failure> {
    for (name, value) in &options.header {
        request.add_header(name, value)?;
    }
    if let Some(limit) = options.time_limit {
        request.set_time_limit(limit)?;
    }
    if let Some(key) = &options.idempotency_key {
        request.set_idempotency_key(key)?;
    }
    request.set_retry(options.retry);
    Ok(())
}

fn read(path: &str) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    let read = match path {
        "-" => io::stdin().read_to_end(&mut body).map(|_| body),
        path => fs::read(Path::new(path)),
    };
    read.map_err(|error| Failure::usage(format!("{path}: {error}")))
}

/// Says what became of a request that has no answer: a script that moves money must know.
fn told(made: omnifund::Result<Response>, request: &Request) -> Result<Response, Failure> {
    made.map_err(|error| {
        let outcome = match error.outcome() {
            Outcome::NotSent => "it was not sent",
            Outcome::Refused => "it was refused",
            _ => "it may have been carried out, and is not sent again",
        };
        let key = request.idempotency_key();
        let key = key.map_or_else(String::new, |key| format!(" (idempotency key {key})"));
        show::complain(format!("the request's outcome: {outcome}{key}"));
        Failure::from(error)
    })
}

/// An answer that is no success has its body on standard output, and an exit status by advice.
fn ended(response: &Response) -> Result<(), Failure> {
    let advice = match response.status() {
        200..=299 => return Ok(()),
        // It is not followed: the base URL, or the path, is another one now.
        300..=399 => Advice::FixConfiguration,
        401 => Advice::SignIn,
        408 | 425 | 429 | 500.. => Advice::Wait,
        _ => Advice::Refused,
    };
    let wait = response
        .retry_after()
        .map_or_else(String::new, |wait: Duration| {
            format!(" (try again in {} s)", wait.as_secs())
        });
    let outcome = match response.outcome() {
        Outcome::Refused => "refused",
        _ => "it is unknown whether it was carried out",
    };
    show::complain(format!(
        "the server answered HTTP {}: {outcome}{wait}",
        response.status()
    ));
    Err(Failure::Told(advice))
}
