//! To whom a password belongs that is saved in a process's memory: to the sign-in that it was given for.

use super::*;

const CHANGED: &str = "changed";
const BACK: &str = "http://127.0.0.1:8400/callback";

/// Signed in by a process that has the password in memory; another process is the second one.
fn till_and_another() -> (Till, Session) {
    let till = Till::saving(SavePassword::InMemory);
    let another = till.session.forked();
    (till, another)
}

impl Till {
    /// Every refresh token is dead, and every access token over.
    fn end_tokens(&self) {
        self.server.revoke("refresh");
        sleep(3600);
    }

    /// How many passwords the server was shown.
    fn passwords(&self) -> usize {
        let all = self.server.exchanges();
        all.iter().filter(|one| one["grant"] == "password").count()
    }
}

fn sign_in_by_code(session: &Session, till: &Till) {
    let asked = till.client.authorization(BACK).unwrap();
    let code = till.server.allow(BACK);
    let state = asked.state();
    let url = format!("{BACK}?code={code}&state={state}");
    session.sign_in_with_code(&asked, &url).unwrap();
}

#[test]
fn one_of_an_older_sign_in_is_never_sent_and_ends_nobodys_session() {
    let (till, another) = till_and_another();
    till.server.change_password(USERNAME, CHANGED);
    another
        .sign_in_saving(&Secret::from(CHANGED), SavePassword::InMemory)
        .unwrap();
    till.end_tokens();
    assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
    assert_eq!(till.passwords(), 2, "one for each sign-in");
    another.token().unwrap();
    assert_eq!(till.passwords(), 3);
    // And again: it is the same sign-in's.
    till.end_tokens();
    another.token().unwrap();
}

#[test]
fn one_is_forgotten_where_another_process_signs_in_and_saves_none() {
    let (till, another) = till_and_another();
    another.sign_in(&Secret::from(PASSWORD)).unwrap();
    till.end_tokens();
    assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
    assert_eq!(till.passwords(), 2);
}

#[test]
fn one_is_forgotten_with_a_sign_out_by_another_process() {
    type End = fn(&Session) -> Result<()>;
    let ends: [End; 3] = [Session::sign_out, Session::forget, |session| {
        session.export().map(drop)
    }];
    for end in ends {
        let (till, another) = till_and_another();
        end(&another).unwrap();
        sign_in_by_code(&another, &till);
        till.end_tokens();
        assert_eq!(till.error().kind(), ErrorKind::SignInRequired);
        assert_eq!(till.passwords(), 1);
    }
}

#[test]
fn a_sign_in_by_code_leaves_it_whoever_signs_in() {
    for by_another in [false, true] {
        let (till, another) = till_and_another();
        let session = if by_another { &another } else { &till.session };
        sign_in_by_code(session, &till);
        till.end_tokens();
        till.session.token().unwrap();
        assert_eq!(till.passwords(), 2);
    }
}
