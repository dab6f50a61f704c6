//! Companies' own authorities as they are: what is taken, and what is said of the rest.

#![allow(missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod files;
mod greeted_before;
mod handshakes;
mod made;
mod server;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::Scratch;
use common::peer::Peer;
use made::*;
use omnifund::{Client, Config, ErrorKind, Secret};
use rcgen::{BasicConstraints, ExtendedKeyUsagePurpose, IsCa, date_time_ymd};
use server::*;

#[test]
fn a_self_signed_certificate_that_the_ca_file_holds_is_taken() {
    let scratch = Scratch::new("self-signed");
    for made in [
        self_signed(|_| {}),
        self_signed(|params| params.is_ca = IsCa::ExplicitNoCa),
        // As `openssl req -x509` makes them.
        self_signed(says_authority),
        self_signed(|params| {
            params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
            params.custom_extensions.push(any_policy());
        }),
        self_signed(|params| {
            let odd = critical(&[1, 3, 6, 1, 4, 1, 99999, 1], &[5, 0]);
            params.custom_extensions.push(odd);
        }),
        version_1("127.0.0.1"),
    ] {
        let peer = shows(vec![made.der.clone()], &made.key);
        assert_taken(&peer, &ca_file(&scratch, pem(&made.der)));
    }
}

#[test]
fn a_servers_certificate_by_somebody_unknown_is_taken_where_the_ca_file_holds_it() {
    let scratch = Scratch::new("pinned-leaf");
    let unknown = authority("nobody knows it", |_| {});
    let made = signed_by(&unknown, |_| {});
    let peer = shows(vec![made.der.clone(), unknown.der.clone()], &made.key);
    assert_taken(&peer, &ca_file(&scratch, pem(&made.der)));
}

#[test]
fn a_servers_certificate_in_the_ca_file_vouches_for_no_other() {
    let scratch = Scratch::new("pinned-signs");
    let may_not_sign = |params: &mut rcgen::CertificateParams| {
        says_authority(params);
        params.key_usages = vec![rcgen::KeyUsagePurpose::DigitalSignature];
    };
    for server in [
        self_signed(|_| {}),
        self_signed(|params| params.is_ca = IsCa::ExplicitNoCa),
        self_signed(may_not_sign),
    ] {
        let other = signed_by(&server, |_| {});
        let peer = shows(vec![other.der.clone()], &other.key);
        assert_refused(
            &peer,
            Some(&ca_file(&scratch, pem(&server.der))),
            ErrorKind::CertificateUntrusted,
            "an authority that this machine does not trust",
        );
    }
    // Of version 1 none can say what it is.
    let old = version_1("127.0.0.1");
    let other = signed_by(&old, |_| {});
    let peer = shows(vec![other.der.clone()], &other.key);
    assert_taken(&peer, &ca_file(&scratch, pem(&old.der)));
}

#[test]
fn such_a_certificate_is_refused_where_the_ca_file_holds_another_of_the_same_name() {
    let scratch = Scratch::new("another-self-signed");
    let (made, other) = (self_signed(says_authority), self_signed(says_authority));
    let peer = shows(vec![made.der.clone()], &made.key);
    let other = ca_file(&scratch, pem(&other.der));
    assert_refused(
        &peer,
        Some(&other),
        ErrorKind::CertificateUntrusted,
        "an authority's own",
    );
    assert_refused(
        &peer,
        None,
        ErrorKind::CertificateUntrusted,
        "an authority's own",
    );
}

#[test]
fn such_a_certificate_is_refused_for_another_name_and_outside_its_dates() {
    let scratch = Scratch::new("pinned-limits");
    for (made, kind, said) in [
        (
            self_signed(|params| {
                says_authority(params);
                let name = rcgen::string::Ia5String::try_from("other.example").unwrap();
                params.subject_alt_names = vec![rcgen::SanType::DnsName(name)];
            }),
            ErrorKind::CertificateName,
            "is for another host: other.example",
        ),
        (
            version_1("other.example"),
            ErrorKind::CertificateName,
            "other.example",
        ),
        (
            self_signed(|params| {
                says_authority(params);
                params.not_after = date_time_ymd(2001, 2, 3);
            }),
            ErrorKind::CertificateDates,
            "ended on 2001-02-03T00:00:00Z, and this machine believes that it is 2",
        ),
        (
            self_signed(|params| {
                says_authority(params);
                params.not_before = date_time_ymd(3001, 2, 3);
                params.not_after = date_time_ymd(3002, 2, 3);
            }),
            ErrorKind::CertificateDates,
            "begins on 3001-02-03T00:00:00Z, and this machine believes that it is 2",
        ),
    ] {
        let peer = shows(vec![made.der.clone()], &made.key);
        assert_refused(&peer, Some(&ca_file(&scratch, pem(&made.der))), kind, said);
    }
}

#[test]
fn who_shows_a_certificate_of_the_ca_file_must_have_its_key() {
    let scratch = Scratch::new("stolen-certificate");
    for made in [self_signed(says_authority), version_1("127.0.0.1")] {
        let thief = rcgen::KeyPair::generate().unwrap();
        let peer = shows(vec![made.der.clone()], &thief);
        let ca_file = ca_file(&scratch, pem(&made.der));
        assert_refused(
            &peer,
            Some(&ca_file),
            ErrorKind::CertificateUntrusted,
            "signature",
        );
    }
}

#[test]
fn policies_that_are_critical_are_taken_in_every_place() {
    let scratch = Scratch::new("critical-policies");
    let root = authority("root", |params| params.custom_extensions.push(any_policy()));
    let between = signed_by(&root, |params| {
        is_authority("between", params);
        params.custom_extensions.push(any_policy());
        params
            .custom_extensions
            .push(critical(&[2, 5, 29, 54], &[2, 1, 0]));
    });
    let made = signed_by(&between, |params| {
        params.custom_extensions.push(any_policy())
    });
    let peer = || shows(vec![made.der.clone(), between.der.clone()], &made.key);
    assert_taken(&peer(), &ca_file(&scratch, pem(&root.der)));
    // And what is not signed by it is not taken either.
    let other = authority("root", |_| {});
    let other = ca_file(&scratch, pem(&other.der));
    assert_refused(
        &peer(),
        Some(&other),
        ErrorKind::CertificateUntrusted,
        "another authority of the same name",
    );
}

#[test]
fn a_certificate_that_was_made_uncritical_by_somebody_else_does_not_fit_its_signature() {
    let scratch = Scratch::new("forged-policies");
    let root = authority("root", |_| {});
    let made = signed_by(&root, |params| params.custom_extensions.push(any_policy()));
    let mark = [0x55, 0x1d, 0x20, 1, 1, 0xff];
    let at = made.der.windows(6).position(|six| six == mark).unwrap();
    let mut forged = made.der.to_vec();
    forged[at + 5] = 0;
    let peer = shows(vec![forged.into()], &made.key);
    let ca_file = ca_file(&scratch, pem(&root.der));
    assert_refused(
        &peer,
        Some(&ca_file),
        ErrorKind::CertificateUntrusted,
        "signature",
    );
}

#[test]
fn what_cant_safely_be_taken_is_told_in_words() {
    let scratch = Scratch::new("refused");
    let root = authority("root", |_| {});
    let strict = signed_by(&root, |params| {
        is_authority("strict", params);
        params
            .custom_extensions
            .extend([any_policy(), explicit_policy()]);
    });
    let narrow = signed_by(&root, |params| {
        is_authority("narrow", params);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    });
    let below = signed_by(&narrow, |params| is_authority("below", params));
    let elsewhere = signed_by(&root, |params| {
        is_authority("elsewhere", params);
        params.name_constraints = Some(rcgen::NameConstraints {
            permitted_subtrees: vec![rcgen::GeneralSubtree::IpAddress(
                rcgen::CidrSubnet::from_v4_prefix([10, 0, 0, 0], 8),
            )],
            excluded_subtrees: Vec::new(),
        });
    });
    let server = signed_by(&root, |_| {});
    let nameless = |params: &mut rcgen::CertificateParams| {
        params.subject_alt_names.clear();
        params
            .distinguished_name
            .push(rcgen::DnType::CommonName, "127.0.0.1");
    };
    for (chain, said) in [
        (
            vec![signed_by(&strict, |_| {}), strict],
            "policy constraints",
        ),
        (
            vec![signed_by(&below, |_| {}), below, narrow],
            "path length",
        ),
        (
            vec![signed_by(&elsewhere, |_| {}), elsewhere],
            "name constraints",
        ),
        (vec![signed_by(&server, |_| {}), server], "no authority's"),
        (
            vec![signed_by(&root, |params| {
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
            })],
            "server authentication",
        ),
        (vec![signed_by(&root, nameless)], "no subjectAltName"),
        (vec![signed_as_with_p_521(&root)], "P-521"),
    ] {
        let kind = if said == "no subjectAltName" {
            ErrorKind::CertificateName
        } else {
            ErrorKind::CertificateUntrusted
        };
        let shown = chain.iter().map(|made| made.der.clone()).collect();
        let peer = shows(shown, &chain[0].key);
        assert_refused(&peer, Some(&ca_file(&scratch, pem(&root.der))), kind, said);
    }
}

#[test]
fn a_certificates_names_can_forge_no_line() {
    let made = self_signed(|params| {
        let name = "a\x1b[2K\r\nok  token endpoint\x7f";
        let name = rcgen::string::Ia5String::try_from(name).unwrap();
        params.subject_alt_names = vec![rcgen::SanType::DnsName(name)];
    });
    let scratch = Scratch::new("forged-names");
    let ca_file = ca_file(&scratch, pem(&made.der));
    let peer = shows(vec![made.der.clone()], &made.key);
    let error = asked(peer.port, Some(&ca_file), |_| {});
    assert_eq!(error.kind(), ErrorKind::CertificateName);
    let told = error.to_string();
    assert!(told.contains("a [2K  ok  token endpoint "), "{told}");
    assert!(!told.contains(char::is_control), "{told:?}");
}

#[test]
fn a_ca_file_alone_is_trusted_alone() {
    let scratch = Scratch::new("ca-only");
    let (made, other) = (self_signed(|_| {}), self_signed(|_| {}));
    let peer = shows(vec![made.der.clone()], &made.key);
    let own = ca_file(&scratch, pem(&made.der));
    let error = asked(peer.port, Some(&own), Config::trust_ca_file_only);
    assert_eq!(error.kind(), ErrorKind::WrongPassword, "{error}");
    // What the system trusts does not count then.
    let system = scratch.path("system.pem");
    std::fs::write(&system, pem(&made.der)).unwrap();
    let own = ca_file(&scratch, pem(&other.der));
    let beside = asked_by_child(&peer, &system, Some((&own, "no")));
    assert!(beside.starts_with("WrongPassword"), "{beside}");
    let alone = asked_by_child(&peer, &system, Some((&own, "yes")));
    assert!(alone.starts_with("CertificateUntrusted"), "{alone}");
    // Nor need it be there.
    let own = ca_file(&scratch, pem(&made.der));
    let missing = scratch.path("missing.pem");
    let beside = asked_by_child(&peer, &missing, Some((&own, "no")));
    assert!(beside.starts_with("UnreadableCertificates"), "{beside}");
    let alone = asked_by_child(&peer, &missing, Some((&own, "yes")));
    assert!(alone.starts_with("WrongPassword"), "{alone}");
}

/// The error that this program says as a child, where the system's authorities are in `system`.
fn asked_by_child(peer: &Peer, system: &Path, ca_file: Option<(&PathBuf, &str)>) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["plays_its_part", "--exact", "--nocapture"])
        .env("SSL_CERT_FILE", system)
        .env_remove("SSL_CERT_DIR")
        .env(
            "OMNIFUND_BASE_URL",
            format!("https://127.0.0.1:{}", peer.port),
        )
        .env("OMNIFUND_CLIENT_ID", common::CLIENT_ID)
        .env("OMNIFUND_CLIENT_SECRET", common::CLIENT_SECRET)
        .env(CHILD, "yes");
    if let Some((path, only)) = ca_file {
        child
            .env("OMNIFUND_CA_FILE", path)
            .env("OMNIFUND_CA_ONLY", only);
    }
    let said = child.output().unwrap().stdout;
    let said = String::from_utf8(said).unwrap();
    let (_, said) = said.split_once("it is told: ").expect("no error");
    said.to_owned()
}

const CHILD: &str = "OMNIFUND_TEST_CHILD";

#[test]
fn plays_its_part() {
    if std::env::var_os(CHILD).is_some() {
        let client = Client::new(&Config::from_environment().unwrap()).unwrap();
        let password = Secret::from(common::PASSWORD);
        let error = client
            .password_grant(common::USERNAME, &password)
            .unwrap_err();
        println!("it is told: {:?}: {error}", error.kind());
    }
}

#[test]
fn without_a_ca_file_nothing_can_be_trusted_alone() {
    let mut config = common::config_for("https://127.0.0.1:1");
    config.trust_ca_file_only();
    let error = Client::new(&config).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidConfiguration);
    assert!(error.to_string().contains("ca_file"), "{error}");
}

#[test]
fn a_self_signed_certificate_of_the_systems_directory_is_no_servers() {
    let scratch = Scratch::new("system-pinned");
    let made = self_signed(says_authority);
    let peer = shows(vec![made.der.clone()], &made.key);
    let said = asked_by_child(&peer, &ca_file(&scratch, pem(&made.der)), None);
    assert!(said.starts_with("CertificateUntrusted"), "{said}");
    assert!(said.contains("an authority's own"), "{said}");
}
