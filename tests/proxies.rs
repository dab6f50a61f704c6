//! The way by a proxy: what is said to it, what it may answer, and whose bytes are whose.

#![allow(missing_docs)]

mod common;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use common::failure::{assert_failed, error_of};
use common::peer::{Peer, read_request, trickle};
use common::{LocalServer, PASSWORD, USERNAME, config_for};
use omnifund::ErrorKind::*;
use omnifund::{Advice, Client, Outcome, Secret};

#[test]
fn a_proxy_that_refuses_was_sent_no_request() {
    let proxy = Peer::answering(
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
    );
    let mut config = config_for("https://omnifund.invalid");
    config
        .set_proxy(&format!("http://till:hunter2@127.0.0.1:{}", proxy.port))
        .unwrap();
    let error = error_of(&config);
    assert_eq!(error.kind(), ProxyRefused, "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.advice(), Advice::FixConfiguration);
    assert!(error.to_string().contains("407"), "{error}");
    assert!(!format!("{error:?} {config:?}").contains("hunter2"));

    let heard = common::until(|| Some(proxy.received()).filter(|heard| !heard.is_empty()));
    assert!(heard.starts_with("CONNECT omnifund.invalid:443"), "{heard}");
    assert!(heard.contains("Basic dGlsbDpodW50ZXIy"), "{heard}");
}

#[test]
fn a_proxy_that_can_not_be_reached_was_sent_nothing() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let mut config = config_for("https://omnifund.invalid");
    config.set_proxy(&format!("127.0.0.1:{port}")).unwrap();
    let error = error_of(&config);
    assert_failed(&error, ConnectFailed, Outcome::NotSent);
    assert!(
        error
            .to_string()
            .contains(&format!("by the proxy 127.0.0.1:{port}")),
        "{error}"
    );
}

#[test]
fn a_tunnel_that_breaks_in_the_handshake_was_sent_no_request() {
    let proxy = Peer::new(|mut stream, received| {
        read_request(&mut stream, received);
        let _ = stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
        let _ = stream.read(&mut [0; 10]);
    });
    let mut config = config_for("https://omnifund.invalid");
    config
        .set_proxy(&format!("127.0.0.1:{}", proxy.port))
        .unwrap();
    assert_failed(&error_of(&config), TlsFailed, Outcome::NotSent);
}

#[test]
fn a_proxy_carries_an_exchange_over_tls_from_end_to_end() {
    let server = LocalServer::start();
    let target = server.base_url.trim_start_matches("https://").to_owned();
    let proxy = Peer::new(move |mut stream, received| {
        read_request(&mut stream, received);
        let _ = stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
        tunnel(stream, TcpStream::connect(&target).unwrap());
    });
    let mut config = server.config();
    config
        .set_proxy(&format!("127.0.0.1:{}", proxy.port))
        .unwrap();
    let client = Client::new(&config).unwrap();
    client
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
    assert_eq!(proxy.connections(), 1);
}

#[test]
fn a_tunnel_is_open_after_any_2xx_and_interim_answers_before_it() {
    let server = LocalServer::start();
    let target = server.base_url.trim_start_matches("https://").to_owned();
    let many_headers = format!(
        "HTTP/1.1 200 OK\r\n{}\r\n",
        (0..60).map(|n| format!("X-{n}: y\r\n")).collect::<String>()
    );
    for answer in [
        "HTTP/1.1 201 Created\r\n\r\n",
        "HTTP/1.1 299 Whatever\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.0 200\n\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        &many_headers,
    ] {
        let target = target.clone();
        let answer = answer.to_owned();
        let proxy = Peer::new(move |mut stream, received| {
            read_request(&mut stream, received);
            let _ = stream.write_all(answer.as_bytes());
            tunnel(stream, TcpStream::connect(&target).unwrap());
        });
        let mut config = server.config();
        config
            .set_proxy(&format!("127.0.0.1:{}", proxy.port))
            .unwrap();
        let client = Client::new(&config).unwrap();
        client
            .password_grant(USERNAME, &Secret::from(PASSWORD))
            .unwrap();
    }
}

#[test]
fn what_comes_right_behind_a_proxys_answer_belongs_to_the_server() {
    let body = "{\"access_token\":\"a\",\"expires_in\":3600,\"token_type\":\"bearer\"}";
    let answer = format!(
        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    // One write: it says all before it was asked, and then waits for the request.
    let proxy = Peer::new(move |mut stream, received| {
        read_request(&mut stream, received);
        let _ = stream.write_all(answer.as_bytes());
        let _ = stream.read_to_end(received);
    });
    let mut config = config_for("http://omnifund.invalid");
    config.allow_plain_http();
    config
        .set_proxy(&format!("127.0.0.1:{}", proxy.port))
        .unwrap();
    let client = Client::new(&config).unwrap();
    let token = client
        .password_grant(USERNAME, &Secret::from(PASSWORD))
        .unwrap();
    assert_eq!(token.access_token().expose(), "a");
}

#[test]
fn a_proxys_refusal_says_what_it_wants() {
    for (answer, url, kind, told) in [
        (
            "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=x\r\n\r\n",
            "127.0.0.1",
            ProxyRefused,
            "answered 407: it wants a user name and a password",
        ),
        (
            "HTTP/1.1 407 X\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: basic\r\n\r\n",
            "till:hunter2@127.0.0.1",
            ProxyRefused,
            "answered 407: it does not take the user name and the password",
        ),
        (
            "HTTP/1.1 407 X\r\nProxy-Authenticate: NTLM\r\n\r\n",
            "till:hunter2@127.0.0.1",
            ProxyRefused,
            "by the scheme Basic",
        ),
        (
            "HTTP/1.1 403 Forbidden\r\n\r\n",
            "127.0.0.1",
            ProxyRefused,
            "asked for [2001:db8::1]:8443 it answered 403: it forbids the way",
        ),
        (
            "HTTP/1.1 302 Found\r\n\r\n",
            "127.0.0.1",
            ProxyFailed,
            "answered 302",
        ),
        (
            "SSH-2.0-x\r\n",
            "127.0.0.1",
            ProxyFailed,
            "what answered is no HTTP proxy",
        ),
        (
            "HTTP/1.1 200 OK\r\n",
            "127.0.0.1",
            ProxyFailed,
            "it ended the connection without an answer",
        ),
    ] {
        let proxy = Peer::answering(answer);
        let mut config = config_for("https://[2001:db8::1]:8443");
        config.set_proxy(&format!("{url}:{}", proxy.port)).unwrap();
        let error = error_of(&config);
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
        let by = format!("no way (by the proxy 127.0.0.1:{}): ", proxy.port);
        assert!(error.to_string().contains(&by), "{error}");
        assert!(error.to_string().contains(told), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        let heard = common::until(|| Some(proxy.received()).filter(|heard| !heard.is_empty()));
        assert!(
            heard.starts_with("CONNECT [2001:db8::1]:8443 HTTP/1.1\r\n"),
            "{heard}"
        );
    }
}

#[test]
fn a_proxy_whose_answer_has_no_end_is_given_up() {
    let proxy = Peer::new(|mut stream, received| {
        read_request(&mut stream, received);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(&[b'x'; 1000]).is_ok() {}
    });
    let mut config = config_for("https://omnifund.invalid");
    config
        .set_proxy(&format!("127.0.0.1:{}", proxy.port))
        .unwrap();
    assert_failed(&error_of(&config), ProxyFailed, Outcome::NotSent);
}

#[test]
fn a_proxy_is_asked_over_tls_where_its_url_says_so() {
    let [server, proxy] = [LocalServer::start(), LocalServer::start()];
    let mut config = server.config();
    config.set_proxy(&proxy.base_url).unwrap();
    // The local server is no proxy, and says so: over TLS, which its own CA file vouches for.
    config.set_ca_file(proxy.ca_file.as_ref().unwrap()).unwrap();
    let error = error_of(&config);
    assert_failed(&error, ProxyFailed, Outcome::NotSent);
    assert!(error.to_string().contains("it answered 4"), "{error}");
}

fn tunnel(mut near: TcpStream, mut far: TcpStream) {
    let (mut near_end, mut far_end) = (near.try_clone().unwrap(), far.try_clone().unwrap());
    std::thread::spawn(move || std::io::copy(&mut near_end, &mut far_end));
    let _ = std::io::copy(&mut far, &mut near);
}

#[test]
fn a_proxy_that_trickles_its_answer_holds_nobody_beyond_the_connect_timeout() {
    let proxy = Peer::new(|mut stream, received| {
        read_request(&mut stream, received);
        trickle(
            stream,
            b"HTTP/1.1 200 Connection established\r\nX-Header: and so on",
        );
    });
    let mut config = config_for("https://omnifund.invalid");
    config
        .set_proxy(&format!("127.0.0.1:{}", proxy.port))
        .unwrap();
    config
        .set_connect_timeout(Duration::from_millis(300))
        .unwrap();
    assert_failed(&error_of(&config), ConnectTimeout, Outcome::NotSent);
}

#[test]
fn a_proxy_that_finds_no_way_may_find_one_later() {
    for answer in ["HTTP/1.1 503 Service Unavailable\r\n\r\n", ""] {
        let proxy = Peer::answering(answer);
        let mut config = config_for("https://omnifund.invalid");
        config
            .set_proxy(&format!("127.0.0.1:{}", proxy.port))
            .unwrap();
        assert_failed(&error_of(&config), ProxyFailed, Outcome::NotSent);
    }
}

#[test]
fn plain_http_goes_by_no_proxy_unless_that_is_allowed() {
    let mut config = config_for("http://127.0.0.1:1");
    config.set_proxy("http://127.0.0.1:2").unwrap();
    let error = Client::new(&config).unwrap_err();
    assert_eq!(error.kind(), InvalidConfiguration);
    config.allow_plain_http();
    Client::new(&config).unwrap();
}

#[test]
fn a_refused_certificate_of_a_proxy_is_told_as_the_proxys() {
    let proxy = LocalServer::start();
    let address = proxy.base_url.trim_start_matches("https://");
    let mut config = config_for("https://omnifund.invalid");
    config.set_proxy(&proxy.base_url).unwrap();
    let error = error_of(&config);
    assert_eq!(error.kind(), CertificateUntrusted);
    assert!(
        error
            .to_string()
            .contains(&format!("the certificate of {address} ")),
        "{error}"
    );
}
