//! The REST API: a merchant's resources, for an access token.

use serde_json::{Value, json};
use ureq::http::Request;

use crate::answer::Answer;
use crate::support::{CLIENT, Control, Server, StateFile, command};

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// Sends a request as the example user; gives the answer.
pub fn call(server: &Server, method: &str, path: &str, body: &str) -> Answer {
    call_as(server, &server.sign_in().access_token(), method, path, body)
}

pub fn call_as(server: &Server, token: &str, method: &str, path: &str, body: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let request = Request::builder()
        .method(method)
        .uri(format!("{}{path}", server.base_url()))
        .header("Authorization", bearer)
        .header(JSON.0, JSON.1)
        .body(body.to_owned())
        .unwrap();
    server.agent().run(request).unwrap().into()
}

pub fn get(server: &Server, path: &str) -> Value {
    let answer = call(server, "GET", path, "");
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    body(&answer)
}

pub fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

fn ids(collection: &Value) -> Vec<u64> {
    let members = collection["hydra:member"].as_array().unwrap();
    members
        .iter()
        .map(|one| one["id"].as_u64().unwrap())
        .collect()
}

#[test]
fn customers_are_a_collection_as_omnifunds_page_shows_it() {
    let server = Server::example(&[]);
    let answer = call(&server, "GET", "/api/customers?id=23143879", "");
    let media_type = "application/ld+json; charset=utf-8";
    assert_eq!(answer.header("Content-Type"), Some(media_type));
    let collection = body(&answer);
    assert_eq!(collection["@context"], "/api/contexts/customers");
    assert_eq!(collection["@id"], "/api/customers");
    assert_eq!(collection["@type"], "hydra:Collection");
    assert_eq!(collection["hydra:totalItems"], 1);
    let customer = &collection["hydra:member"][0];
    assert_eq!(customer["@id"], "/api/customers/23143879");
    assert_eq!(customer["@type"], "customers");
    for field in [
        "customerRef",
        "company",
        "firstName",
        "lastName",
        "displayAs",
        "address1",
        "city",
        "state",
        "zip",
        "phone",
        "email",
    ] {
        assert!(customer[field].is_string(), "{field}: {customer}");
    }
    assert_eq!(customer["paymentAccounts"][0]["@type"], "Card");
    let alone = get(&server, "/api/customers/23143879");
    assert_eq!(alone["@context"], "/api/contexts/customers");
    assert_eq!(alone["customerRef"], customer["customerRef"]);
}

#[test]
fn a_collection_is_paged_and_each_page_names_the_next() {
    let server = Server::example(&[]);
    let mut path = "/api/customers".to_owned();
    let mut all = Vec::new();
    let mut pages = 0;
    loop {
        let page = get(&server, &path);
        assert_eq!(page["hydra:totalItems"], 75);
        let view = &page["hydra:view"];
        assert_eq!(view["@type"], "hydra:PartialCollectionView");
        assert_eq!(view["hydra:first"], "/api/customers?page=1");
        assert_eq!(view["hydra:last"], "/api/customers?page=3");
        assert_eq!(view.get("hydra:previous").is_some(), pages > 0);
        all.extend(ids(&page));
        pages += 1;
        match view["hydra:next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(pages, 3);
    let mut unique = all.clone();
    unique.dedup();
    assert_eq!((all.len(), unique.len()), (75, 75));
}

#[test]
fn a_page_is_as_large_as_asked_and_at_most_a_hundred() {
    let server = Server::example(&[]);
    let page = get(
        &server,
        "/api/transactions-history?itemsPerPage=2&tranDate%5Bgte%5D=1553538663",
    );
    assert_eq!(ids(&page).len(), 2);
    assert_eq!(
        page["hydra:view"]["hydra:next"],
        "/api/transactions-history?itemsPerPage=2&tranDate%5Bgte%5D=1553538663&page=2"
    );
    let most = get(&server, "/api/transactions-history?itemsPerPage=1000");
    assert_eq!(ids(&most).len(), 100);
    assert_eq!(ids(&get(&server, "/api/customers?page=9")), [0; 0]);
    for wrong in ["page=0", "page=-1", "page=x", "itemsPerPage=-1"] {
        let answer = call(&server, "GET", &format!("/api/customers?{wrong}"), "");
        assert_eq!(answer.status, 400, "{wrong}");
        assert_eq!(body(&answer)["@type"], "hydra:Error");
    }
    assert_eq!(
        get(&server, "/api/customers?itemsPerPage=0")["hydra:member"],
        json!([])
    );
}

#[test]
fn filters_choose_what_a_collection_has() {
    let server = Server::example(&[]);
    for (path, many) in [
        ("/api/customers?id[]=23143879&id[]=23143880", 2),
        ("/api/customers?customerRef=sw-1234", 1),
        ("/api/customers?firstName=Ada&lastName=Abbot", 2),
        ("/api/customers?email=nobody@example.com", 0),
        ("/api/transactions-history?customer=23143879", 2),
        ("/api/transactions-history?amount=1.25", 3),
        (
            "/api/transactions-history?referenceId[]=A1000&referenceId[]=A1001",
            2,
        ),
        (
            "/api/transactions-history?tranDate[between]=1553538663..1553638663",
            2,
        ),
        ("/api/transactions-history?tranDate=1553538663", 1),
        ("/api/transactions-pending", 12),
    ] {
        let path = path.replace('[', "%5B").replace(']', "%5D");
        assert_eq!(get(&server, &path)["hydra:totalItems"], many, "{path}");
    }
    let one = get(&server, "/api/transactions-history/231432546");
    assert_eq!(one["customer"]["id"], 23_143_879);
}

#[test]
fn what_a_filter_was_not_is_told_in_the_log() {
    let server = Server::example(&[]);
    assert_eq!(
        get(&server, "/api/customers?colour=red")["hydra:totalItems"],
        75
    );
    server.log_line("no filter here, and ignored: colour");
}

#[test]
fn a_token_is_wanted_and_judged_as_at_token_login() {
    let (server, control) = Control::example(&[]);
    let token = server.sign_in().access_token();
    let invalid = "The access token provided is invalid.";
    call_as(&server, "unknown", "GET", "/api/customers", "").is_bearer_refusal(
        401,
        "invalid_grant",
        invalid,
    );
    let bare = server.get("/api/customers").unwrap();
    bare.is_bearer_refusal(401, "access_denied", "OAuth2 authentication required");
    control.ask("POST", "/expire", &json!({ "tokens": "access" }));
    let expired = "The access token provided has expired.";
    call_as(&server, &token, "POST", "/api/customers", "{}").is_bearer_refusal(
        401,
        "invalid_grant",
        expired,
    );
    control.ask("PUT", "/login", &json!({ "refuse_all": true }));
    call(&server, "GET", "/api/customers", "").is_bearer_refusal(401, "invalid_grant", invalid);
}

#[test]
fn each_merchant_has_its_own() {
    let state = StateFile::new();
    let add = [
        "user",
        "add",
        "boss",
        "--merchant",
        "Corner shop",
        "--db",
        &state.path(),
    ];
    assert!(command(&add, "word").0);
    let server = Server::example(&["--db", &state.path()]);
    let user = [("username", "boss"), ("password", "word")];
    let boss = server.grant(CLIENT, "password", &user).access_token();
    let ask = |method, path, body| call_as(&server, &boss, method, path, body);
    assert_eq!(ask("GET", "/api/customers/23143879", "").status, 404);
    assert_eq!(ask("DELETE", "/api/customers/23143879", "").status, 404);
    let own = body(&ask("POST", "/api/customers", r#"{"firstName":"Zoe"}"#));
    let place = own["@id"].as_str().unwrap();
    assert_eq!(ask("GET", place, "").status, 200);
    assert_eq!(call(&server, "GET", place, "").status, 404);
    assert_eq!(
        get(&server, "/api/customers?firstName=Zoe")["hydra:totalItems"],
        0
    );
    assert_eq!(get(&server, "/api/customers")["hydra:totalItems"], 75);
}

#[test]
fn a_token_in_the_query_is_in_no_link_and_in_no_record() {
    let (server, control) = Control::example(&[]);
    let token = server.sign_in().access_token();
    let answer = server
        .get(&format!("/api/customers?access_token={token}"))
        .unwrap();
    assert_eq!(answer.status, 200);
    assert!(!answer.body.contains(&token));
    assert!(!control.get("/calls").to_string().contains(&token));
    assert!(!server.log().contains(&token));
}

#[test]
fn the_readmes_call_works() {
    let readme = include_str!("../../README.md");
    let script = crate::browser::between(readme, "```sh\n", "```").unwrap();
    let server = Server::example(&[]);
    let called = std::process::Command::new("sh")
        .args(["-ec", script])
        .env("OMNIFUND_BASE_URL", server.base_url())
        .env("OMNIFUND_CA_FILE", server.ca_file().unwrap())
        .env("TOKEN", server.sign_in().access_token())
        .output()
        .unwrap();
    let page: Value = serde_json::from_slice(&called.stdout).unwrap();
    assert_eq!(
        (page["hydra:totalItems"].as_u64(), ids(&page).len()),
        (Some(10), 5)
    );
}
