//! The REST API where it is this server's own: what is written, what is wrong, what files and faults make of it.

use serde_json::{Value, json};

use crate::resources::{body, call, call_as, get};
use crate::support::{Control, Server, StateFile, USER, command};

#[test]
fn documents_are_made_changed_and_removed_and_that_lasts() {
    let state = StateFile::new();
    let options = ["--db", &state.path()];
    let server = Server::example(&options);
    let made = call(
        &server,
        "POST",
        "/api/customers",
        r#"{"id":7,"@id":"x","firstName":"Zoe","lastName":"Young"}"#,
    );
    assert_eq!(made.status, 201, "{}", made.body);
    let place = made.header("Location").unwrap().to_owned();
    let document = body(&made);
    assert_eq!(document["@id"], place.as_str());
    assert_ne!(document["id"], 7);
    let patched = call(
        &server,
        "PATCH",
        &place,
        r#"{"firstName":null,"address":{"city":"X"}}"#,
    );
    let patched = body(&patched);
    assert_eq!(
        (patched.get("firstName"), &patched["lastName"]),
        (None, &json!("Young"))
    );
    let put = body(&call(&server, "PUT", &place, r#"{"firstName":"Zoë"}"#));
    assert_eq!(
        (&put["firstName"], put.get("lastName")),
        (&json!("Zoë"), None)
    );
    assert_eq!(put["id"], document["id"]);
    drop(server);
    let server = Server::example(&options);
    assert_eq!(get(&server, &place)["firstName"], "Zoë");
    assert_eq!(call(&server, "DELETE", &place, "").status, 204);
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        assert_eq!(call(&server, method, &place, "{}").status, 404, "{method}");
    }
    assert_eq!(get(&server, "/api/customers")["hydra:totalItems"], 75);
}

#[test]
fn what_makes_no_sense_is_an_error_of_hydras() {
    let server = Server::example(&[]);
    let one = "/api/customers/23143879";
    for (method, path, sent, status) in [
        ("GET", "/api/nothing", "", 404),
        ("GET", "/api/customers/1", "", 404),
        ("GET", "/api/customers/", "", 404),
        ("DELETE", "/api/customers", "", 405),
        ("POST", one, "{}", 405),
        ("POST", "/api/customers", "{", 400),
        ("POST", "/api/customers", "[]", 400),
        ("PATCH", one, r#"{"a":1,"a":2}"#, 400),
    ] {
        let answer = call(&server, method, path, sent);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        let error = body(&answer);
        assert_eq!(error["@type"], "hydra:Error");
        assert!(error["hydra:description"].is_string(), "{error}");
    }
    let allowed = call(&server, "DELETE", "/api/customers", "");
    assert_eq!(allowed.header("Allow"), Some("GET, POST"));
    let bearer = format!("Bearer {}", server.sign_in().access_token());
    let url = format!("{}/api/customers", server.base_url());
    let typed = server.agent().post(url).header("Authorization", bearer);
    assert_eq!(
        typed
            .content_type("text/plain")
            .send("{}")
            .unwrap()
            .status(),
        415
    );
}

#[test]
fn others_are_served_from_files() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let invoices = file(
        "invoices.json",
        r#"[{"id":"a","total":5},{"id":"b","total":12}]"#,
    );
    let customers = file(
        "customers.json",
        r#"{"Example merchant":[{"id":1,"firstName":"Only"}]}"#,
    );
    let server = Server::example(&[
        "--resource",
        &format!("invoices={invoices}"),
        "--resource",
        &format!("customers={customers}"),
    ]);
    assert_eq!(get(&server, "/api/invoices/b")["@type"], "invoices");
    let found = get(&server, "/api/invoices?total%5Bgt%5D=5");
    assert_eq!(found["hydra:member"][0]["@id"], "/api/invoices/b");
    assert_eq!(get(&server, "/api/customers")["hydra:totalItems"], 1);
    let made = call(&server, "POST", "/api/invoices", r#"{"total":7}"#);
    assert_eq!(body(&made)["id"], 1);
    for (resource, part) in [
        (
            format!("invoices={}", file("bad.json", "[1]")),
            "document 1 is no object",
        ),
        (
            format!("invoices={}", file("twice.json", r#"[{"id":1,"id":2}]"#)),
            "stands twice",
        ),
        ("invoices".to_owned(), "expected a name"),
        ("a/b=c.json".to_owned(), "expected a name"),
        ("invoices=/no/such.json".to_owned(), "/no/such.json"),
    ] {
        let (done, _, said) = command(&["--resource", &resource], "");
        assert!(!done && said.contains(part), "{resource}: {said}");
    }
}

#[test]
fn a_lost_reply_to_a_post_has_been_carried_out_and_the_record_says_so() {
    let (server, control) = Control::example(&[]);
    let token = server.sign_in().access_token();
    control.faults(&json!([
        { "at": "api", "method": "POST", "times": 1, "drop_reply": true },
        { "at": "api", "times": 1, "skip": 1, "status": 503, "retry_after": "5" },
    ]));
    let url = format!("{}/api/customers", server.base_url());
    let bearer = format!("Bearer {token}");
    let lost = server
        .agent()
        .post(&url)
        .header("Authorization", &bearer)
        .content_type("application/json")
        .send(r#"{"customerRef":"lost"}"#);
    assert!(lost.is_err());
    let found = call_as(
        &server,
        &token,
        "GET",
        "/api/customers?customerRef=lost",
        "",
    );
    assert_eq!(body(&found)["hydra:totalItems"], 1);
    let busy = call_as(&server, &token, "GET", "/api/customers", "");
    assert_eq!((busy.status, busy.header("Retry-After")), (503, Some("5")));
    let calls = control.get("/calls?after=0");
    let fate = |n: usize| {
        let one = &calls[n];
        (
            one["call"].clone(),
            one["status"].clone(),
            one["fault"].clone(),
            one["replied"].clone(),
        )
    };
    assert_eq!(
        fate(0),
        (
            json!("POST /api/customers"),
            json!(201),
            json!("drop_reply"),
            json!(false)
        )
    );
    assert_eq!(
        fate(1),
        (
            json!("GET /api/customers?customerRef=lost"),
            json!(200),
            Value::Null,
            json!(true)
        )
    );
    assert_eq!(fate(2).1, Value::Null);
    assert_eq!(calls[1]["user"], USER);
    let state = control.get("/state");
    assert_eq!(state["calls"]["POST"], json!({ "201": 1 }));
    control.ask("DELETE", "/exchanges", &Value::Null);
    assert_eq!(control.get("/calls"), json!([]));
}
