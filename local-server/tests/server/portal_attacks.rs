//! Attacks on the portal, each of them refused.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;

use crate::browser::{Browser, CLIENTS, secret};
use crate::support::{BINARY, Control, PASSWORD, Server, USER};

fn clients(browser: &Browser<'_>) -> usize {
    browser
        .get(CLIENTS)
        .body
        .matches("<th scope=\"row\">")
        .count()
}

#[test]
fn a_form_without_this_sessions_token_changes_nothing() {
    let server = Server::example(&[]);
    let (victim, attacker) = (Browser::logged_in(&server), Browser::logged_in(&server));
    attacker.get(CLIENTS);
    let foreign = attacker.form_token.borrow().clone();
    for token in ["", "x", &foreign] {
        let form = [("name", "Evil"), ("form_token", token)];
        for path in [CLIENTS, "/users", "/faults", "/logout", "/oauth/v2/auth"] {
            let answer = victim.post_with(path, &form, &[]);
            assert_eq!(answer.status, 403, "{path}");
        }
    }
    assert_eq!(clients(&victim), 1);
}

#[test]
fn a_form_that_another_site_sends_changes_nothing_even_with_the_token() {
    let server = Server::example(&[]);
    let victim = Browser::logged_in(&server);
    victim.get(CLIENTS);
    let token = victim.form_token.borrow().clone();
    let form = [("name", "Evil"), ("form_token", token.as_str())];
    for header in [
        ("Origin", "https://evil.example.com"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        assert_eq!(
            victim.post_with(CLIENTS, &form, &[header]).status,
            403,
            "{header:?}"
        );
    }
    assert_eq!(clients(&victim), 1);
    let own = format!("https://{}", server.address());
    assert_eq!(
        victim.post_with(CLIENTS, &form, &[("Origin", &own)]).status,
        303
    );
}

#[test]
fn the_portal_answers_under_this_machines_own_names_only() {
    let foreign = |server: &Server, name: &str, path: &str| -> u16 {
        let url = format!("{}{path}", server.base_url());
        let request = server.agent().get(url).header("Host", name);
        request.call().unwrap().status().as_u16()
    };
    for options in [&["--plain-http"][..], &[]] {
        let server = Server::example(options);
        let port = server.address().rsplit(':').next().unwrap();
        for name in ["evil.example", "127.0.0.1.evil.example", "192.0.2.1"] {
            for path in ["/login", "/traffic", "/oauth/v2/auth", "/assets/portal.js"] {
                let answer = foreign(&server, &format!("{name}:{port}"), path);
                assert_eq!(answer, 403, "{name} {path}");
            }
        }
        assert_eq!(
            foreign(&server, &format!("localhost:{port}"), "/login"),
            200
        );
        // Forwarded from another port, which is still this machine.
        assert_eq!(foreign(&server, "localhost:1234", "/login"), 200);
    }
    let anywhere = Server::example(&["--listen", "0.0.0.0:0", "--listen-anywhere"]);
    assert_eq!(foreign(&anywhere, "pos.example", "/login"), 200);
}

#[test]
fn nobody_is_logged_in_as_somebody_else_by_a_foreign_page() {
    let server = Server::example(&[]);
    let victim = Browser::new(&server);
    let form = [
        ("username", USER),
        ("password", PASSWORD),
        ("form_token", "x"),
    ];
    assert_eq!(victim.post_with("/login_check", &form, &[]).status, 403);
    victim.get("/login");
    assert_eq!(victim.post_with("/login_check", &form, &[]).status, 403);
    let empty = [
        ("username", USER),
        ("password", PASSWORD),
        ("form_token", ""),
    ];
    let no_cookie = Browser::new(&server);
    assert_eq!(no_cookie.post_with("/login_check", &empty, &[]).status, 403);
}

#[test]
fn a_session_that_was_known_before_the_log_in_is_worth_nothing_after_it() {
    let server = Server::example(&["--user", "attacker:word"]);
    let attacker = Browser::logged_in_as(&server, "attacker", "word");
    let planted = attacker.cookies.borrow().clone();
    for planted in [
        planted,
        [("omnifund_session".to_owned(), "chosen".to_owned())].into(),
    ] {
        let victim = Browser::new(&server);
        victim.cookies.borrow_mut().extend(planted.clone());
        victim.cookies.borrow_mut().remove("omnifund_form");
        // Somebody is logged in already, so that the form is got without that cookie.
        let form = Browser::new(&server);
        form.get("/login");
        victim
            .cookies
            .borrow_mut()
            .extend(form.cookies.borrow().clone());
        *victim.form_token.borrow_mut() = form.form_token.borrow().clone();
        let form = [("username", USER), ("password", PASSWORD)];
        assert_eq!(victim.post("/login_check", &form).status, 303);
        assert_ne!(
            victim.cookies.borrow()["omnifund_session"],
            planted["omnifund_session"]
        );
        let stale = Browser::new(&server);
        stale.cookies.borrow_mut().extend(planted);
        assert_eq!(
            stale.get(CLIENTS).status,
            303,
            "the planted session is over"
        );
    }
}

#[test]
fn a_log_in_never_leads_to_another_site() {
    let server = Server::example(&[]);
    for next in [
        "https://evil.example.com/",
        "//evil.example.com",
        "/\\evil.example.com",
        "/x",
    ] {
        let browser = Browser::new(&server);
        browser.get("/login");
        let form = [("username", USER), ("password", PASSWORD), ("next", next)];
        let in_ = browser.post("/login_check", &form);
        assert_eq!(in_.header("Location"), Some(CLIENTS), "{next}");
    }
}

#[test]
fn names_are_text_and_never_html_or_sql() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    for name in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE clients; --",
    ] {
        let (id, page) = browser.new_client(name);
        browser.get("/users");
        browser.post("/users", &[("name", name), ("password", "word")]);
        server.grant((name, "x"), name, &[]);
        let place = format!("{CLIENTS}/{id}");
        let removal = format!("{place}/remove");
        for page in [
            page,
            browser.get(CLIENTS),
            browser.get(&place),
            browser.get(&removal),
        ]
        .into_iter()
        .chain([browser.get("/users"), browser.get("/traffic")])
        {
            assert_eq!(page.status, 200);
            for raw in ["<script>alert", "<img src=x"] {
                assert!(!page.body.contains(raw), "{raw}: {}", page.body);
            }
        }
    }
    assert_eq!(clients(&browser), 4);
    assert_eq!(
        browser.get(&format!("{CLIENTS}/'%20OR%201=1%20--")).status,
        404
    );
}

#[test]
fn passwords_cannot_be_tried_without_end() {
    let (server, control) = Control::example(&["--user", "other:word"]);
    let attacker = Browser::new(&server);
    let answers: Vec<u16> = (0..8)
        .map(|_| attacker.log_in(USER, "guess").status)
        .collect();
    assert_eq!(answers, [422, 422, 422, 422, 422, 429, 429, 429]);
    let right = attacker.log_in(USER, PASSWORD);
    assert_eq!(
        right.status, 429,
        "not even the right one, else guessing would go on"
    );
    let wait: u64 = right.header("Retry-After").unwrap().parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    assert_eq!(attacker.log_in("other", "word").status, 303);
    control.ask("PUT", "/clock", &json!({ "offset": 31 }));
    assert_eq!(Browser::new(&server).log_in(USER, PASSWORD).status, 303);
}

#[test]
fn nobody_keeps_an_administrator_out_by_wrong_passwords() {
    let server = Server::example(&["--user", "till_1:word"]);
    let employee = Browser::logged_in_as(&server, "till_1", "word");
    let statuses: Vec<u16> = (0..8)
        .map(|_| {
            employee.cookies.borrow_mut().remove("omnifund_session");
            employee.log_in(USER, "guess").status
        })
        .collect();
    assert_eq!(statuses.last(), Some(&429));
    assert_eq!(Browser::new(&server).log_in(USER, PASSWORD).status, 303);
    let own = Browser::logged_in(&server);
    // Who throws the cookie away each time is slowed down with all strangers, and only with them.
    let strangers: Vec<u16> = (0..51)
        .map(|_| Browser::new(&server).log_in(USER, "guess").status)
        .collect();
    assert_eq!(strangers.last(), Some(&429));
    own.cookies.borrow_mut().remove("omnifund_session");
    assert_eq!(own.log_in(USER, PASSWORD).status, 303);
}

#[test]
fn an_oversize_form_is_refused_and_a_slow_one_does_not_hold_up_others() {
    let server = Server::example(&["--plain-http", "--stall-timeout", "1"]);
    let browser = Browser::logged_in(&server);
    browser.get(CLIENTS);
    let name = "n".repeat(1025 * 1024);
    assert_eq!(browser.post(CLIENTS, &[("name", &name)]).status, 413);
    let mut slow = TcpStream::connect(server.address()).unwrap();
    let head = "POST /login_check HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nusername=";
    slow.write_all(head.as_bytes()).unwrap();
    assert_eq!(browser.get(CLIENTS).status, 200);
    let mut answer = String::new();
    slow.set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[test]
fn a_thousand_idle_connections_keep_nobody_out() {
    let limits = getrlimit(Resource::Nofile);
    let current = limits.maximum;
    setrlimit(Resource::Nofile, Rlimit { current, ..limits }).unwrap();
    // As few open files as a shell allows at first; the server allows itself more.
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -S -n 256; exec \"$0\" \"$@\"", BINARY]);
    let server = Server::start_by(command.args(["--example", "--plain-http"]));
    let idle: Vec<TcpStream> = (0..1000)
        .map(|_| TcpStream::connect(server.address()).unwrap())
        .collect();
    let browser = Browser::logged_in(&server);
    assert_eq!(browser.get(CLIENTS).status, 200);
    assert_eq!(server.login(&server.sign_in().access_token()).status, 200);
    drop(idle);
}

#[test]
fn every_page_has_strict_headers_and_nothing_inline() {
    let server = Server::example(&[]);
    let browser = Browser::logged_in(&server);
    let (id, page) = browser.new_client("Till 1");
    assert!(secret(&page).is_some());
    let client = format!("{CLIENTS}/{id}");
    let removal = format!("{client}/remove");
    let nobody = Browser::new(&server);
    let pages = [
        "/profile", CLIENTS, &client, &removal, "/users", "/traffic", "/faults",
    ]
    .map(|path| browser.get(path))
    .into_iter()
    .chain(["/login", "/oauth/v2/auth", "/assets/portal.css"].map(|path| nobody.get(path)))
    .chain([
        page,
        nobody.get("/"),
        browser.get(&format!("{CLIENTS}/9_none")),
    ]);
    for page in pages {
        let policy = page.header("Content-Security-Policy").unwrap();
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(page.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(page.header("X-Frame-Options"), Some("DENY"));
        assert_eq!(page.header("Cache-Control"), Some("no-store, private"));
        assert_eq!(page.header("Referrer-Policy"), Some("same-origin"));
        for inline in [" style=", "<style", " onclick=", "<script>", "javascript:"] {
            assert!(!page.body.contains(inline), "{inline}: {}", page.body);
        }
    }
}
