//! A CA file as people save it.

use omnifund::ErrorKind;

use crate::common::Scratch;
use crate::common::peer::Peer;
use crate::made::*;
use crate::server::*;

/// A server whose authority is in the file, and that authority.
fn server() -> (Peer, Made) {
    let root = authority("root", |_| {});
    let made = signed_by(&root, |_| {});
    (shows(vec![made.der.clone()], &made.key), root)
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_ca_file_is_read_however_it_was_saved() {
    let (peer, root) = server();
    let scratch = Scratch::new("ca-file-saved");
    let other = authority("other", |_| {});
    let (plain, other) = (pem(&root.der), pem(&other.der));
    let key = labelled("EC PRIVATE KEY", &[0x30, 3, 2, 1, 1]);
    let key = key.replace(
        "KEY-----\nM",
        "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nM",
    );
    for (how, content) in [
        ("as it is", plain.clone().into_bytes()),
        ("with a byte order mark", format!("\u{feff}{plain}").into()),
        (
            "with one in the middle",
            format!("{other}\u{feff}{plain}").into(),
        ),
        ("from Windows", plain.replace('\n', "\r\n").into()),
        ("from an old Macintosh", plain.replace('\n', "\r").into()),
        ("without a last line end", plain.trim_end().into()),
        ("indented", plain.replace('\n', "\n    ").into()),
        ("on one line", plain.replace('\n', "").into()),
        (
            "with text around",
            format!("0 s:CN = root\nSubject: -BEGIN or so\n{plain}\nend\n").into(),
        ),
        (
            "with text of ISO 8859-1",
            [b"Beh\xf6rde\n", plain.as_bytes()].concat(),
        ),
        ("behind another", format!("{other}{plain}").into()),
        ("beside a key", format!("{key}{plain}").into()),
        (
            "with an old label",
            labelled("X509 CERTIFICATE", &root.der).into(),
        ),
        (
            "as OpenSSL's own",
            labelled("TRUSTED CERTIFICATE", &root.der).into(),
        ),
        (
            "trusted for servers",
            trusted(&root, &[0x30, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1]),
        ),
        (
            "refused for clients",
            trusted(&root, &[0xa0, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 2]),
        ),
        ("as DER", root.der.to_vec()),
        ("as DER twice", [&root.der[..], &root.der[..]].concat()),
    ] {
        let ca_file = ca_file(&scratch, content);
        let error = asked(peer.port, Some(&ca_file), |_| {});
        assert_eq!(error.kind(), ErrorKind::WrongPassword, "{how}: {error}");
    }
}

/// A `TRUSTED CERTIFICATE` with these marks, as `openssl x509 -addtrust` makes them.
fn trusted(made: &Made, marks: &[u8]) -> Vec<u8> {
    let length = u8::try_from(marks.len()).unwrap();
    let der = [&made.der[..], &[0x30, length], marks].concat();
    labelled("TRUSTED CERTIFICATE", &der).into()
}

#[test]
fn what_a_ca_file_holds_and_cant_be_taken_is_told_and_never_left_out() {
    let (peer, root) = server();
    let scratch = Scratch::new("ca-file-refused");
    let plain = pem(&root.der);
    let cut = &plain[..plain.len() - 40];
    let lines = plain.lines().count();
    let second = format!("certificate 2 (line {})", lines + 1);
    let second = second.as_str();
    let mut odd = root.der.to_vec();
    odd[8] ^= 0xff;
    for (content, said) in [
        (Vec::new(), "it is empty"),
        (b"hello\n".into(), "no PEM certificate"),
        (
            format!("{plain}-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n").into(),
            second,
        ),
        (format!("{plain}{}", pem(b"AAAA")).into(), second),
        (format!("{plain}{}", pem(&odd)).into(), second),
        (format!("{plain}{}", pem(&root.der[..100])).into(), second),
        (
            format!("{cut}\n{plain}").into(),
            "the block that begins in line 1 is damaged",
        ),
        (cut.into(), "the block that begins in line 1 is damaged"),
        (
            plain.replace("-----BEGIN", "----BEGIN").into(),
            "line 1 is damaged",
        ),
        (utf_16(&format!("\u{feff}{plain}")), "UTF-16"),
        (utf_16(&plain), "UTF-16"),
        (
            labelled("PKCS7", &[0x30, 0]).into(),
            "openssl pkcs7 -print_certs",
        ),
        (
            format!("{plain}{}", labelled("PKCS7", &[0x30, 0])).into(),
            "PKCS #7",
        ),
        (
            vec![0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 2],
            "PKCS #7",
        ),
        (
            [&[0x30, 0x82, 0, 200, 2, 1, 3, 0x30][..], &[0; 196]].concat(),
            "openssl pkcs12 -nokeys",
        ),
        (
            format!("{plain}{}", labelled("Certificate", &root.der)).into(),
            "begins a \"Certificate\", which is unknown",
        ),
        (
            labelled("PRIVATE KEY", &[0x30, 0]).into(),
            "\"PRIVATE KEY\", and no certificate",
        ),
        (
            labelled("CERTIFICATE REQUEST", &[0x30, 0]).into(),
            "\"CERTIFICATE REQUEST\"",
        ),
        (
            rcgen::KeyPair::generate().unwrap().serialize_der(),
            "private key",
        ),
        (
            root.der[..100].to_vec(),
            "neither PEM nor a certificate in DER",
        ),
        (
            [&root.der[..], b"more"].concat(),
            "neither PEM nor a certificate in DER",
        ),
        (
            trusted(&root, &[0x30, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 2]),
            "not to be trusted for servers",
        ),
        (
            trusted(&root, &[0xa0, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1]),
            "not to be trusted for servers",
        ),
    ] {
        let content: Vec<u8> = content;
        let ca_file = ca_file(&scratch, content);
        assert_refused(
            &peer,
            Some(&ca_file),
            ErrorKind::UnreadableCertificates,
            said,
        );
        let named = ca_file.to_str().unwrap();
        assert_refused(
            &peer,
            Some(&ca_file),
            ErrorKind::UnreadableCertificates,
            named,
        );
    }
}
