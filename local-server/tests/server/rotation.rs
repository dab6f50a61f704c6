//! Refresh tokens work once.

use std::sync::Barrier;
use std::thread;

use crate::support::{Answer, Server, StateFile};

/// Presents one token to the servers eight times at once.
fn race(servers: &[&Server], token: &str) -> (Vec<Answer>, Vec<Answer>) {
    let barrier = Barrier::new(8);
    let answers: Vec<Answer> = thread::scope(|scope| {
        let racers: Vec<_> = servers
            .iter()
            .cycle()
            .take(8)
            .map(|server| {
                scope.spawn(|| {
                    barrier.wait();
                    server.refresh(token)
                })
            })
            .collect();
        racers
            .into_iter()
            .map(|racer| racer.join().unwrap())
            .collect()
    });
    answers.into_iter().partition(|answer| answer.status == 200)
}

#[test]
fn a_refresh_gives_a_new_pair_and_leaves_the_old_access_token_valid() {
    let server = Server::example(&[]);
    let old = server.sign_in();
    let new = server.refresh(&old.refresh_token());
    new.has_vendor_headers();
    assert_ne!(old.access_token(), new.access_token());
    assert_ne!(old.refresh_token(), new.refresh_token());
    assert_eq!(server.login(&old.access_token()).status, 200);
    assert_eq!(server.login(&new.access_token()).status, 200);
}

#[test]
fn presenting_a_spent_token_revokes_nothing() {
    let server = Server::example(&[]);
    let spent = server.sign_in().refresh_token();
    let pair = server.refresh(&spent);
    assert_eq!(server.refresh(&spent).status, 400);
    assert_eq!(server.login(&pair.access_token()).status, 200);
    assert_eq!(server.refresh(&pair.refresh_token()).status, 200);
}

#[test]
fn of_eight_racing_refreshes_one_wins() {
    let server = Server::example(&[]);
    let token = server.sign_in().refresh_token();
    let (winners, losers) = race(&[&server], &token);
    assert_eq!(winners.len(), 1);
    for loser in losers {
        loser.is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    }
    assert_eq!(server.refresh(&winners[0].refresh_token()).status, 200);
}

#[test]
fn of_refreshes_that_race_through_two_servers_on_one_file_one_wins() {
    let state = StateFile::new();
    let servers = [(); 2].map(|()| Server::example(&["--db", &state.path()]));
    let token = servers[0].sign_in().refresh_token();
    let (winners, losers) = race(&[&servers[0], &servers[1]], &token);
    assert_eq!(winners.len(), 1);
    for loser in losers {
        loser.is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    }
}

#[test]
fn in_the_vendors_race_as_many_win_as_at_the_vendor() {
    let server = Server::example(&["--vendor-race"]);
    let mut most = 0;
    // Of each three races two have more than one winner.
    for _ in 0..60 {
        let (winners, losers) = race(&[&server], &server.sign_in().refresh_token());
        assert!((1..=6).contains(&winners.len()), "{}", winners.len());
        assert_eq!(winners.len() + losers.len(), 8);
        most = most.max(winners.len());
        if most > 1 {
            return;
        }
    }
    panic!("there was never more than one winner");
}

#[test]
fn in_the_vendors_race_every_winner_has_a_pair_that_works() {
    let server = Server::example(&["--vendor-race"]);
    let token = server.sign_in().refresh_token();
    let (winners, losers) = race(&[&server], &token);
    assert!(!winners.is_empty());
    for loser in losers {
        loser.is_token_refusal("invalid_grant", Some("Invalid refresh token"));
    }
    for winner in winners {
        assert_eq!(server.login(&winner.access_token()).status, 200);
        assert_eq!(server.refresh(&winner.refresh_token()).status, 200);
    }
    server
        .refresh(&token)
        .is_token_refusal("invalid_grant", Some("Invalid refresh token"));
}
