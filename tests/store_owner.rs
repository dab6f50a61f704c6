//! Stores of several users: whose they are, what root leaves in them, and what happens where one may
//! read and not write. Only root can play other users.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use common::users::{Here, OTHER, OWNER, SHARED, as_user};
use common::{CLIENT_ID, CLIENT_SECRET, PASSWORD};
use omnifund::{ErrorKind, FileOptions, Secret, Session};

fn owner(path: &Path) -> u32 {
    fs::metadata(path).unwrap().uid()
}

#[test]
fn what_root_makes_in_another_users_store_belongs_to_that_user() {
    let Some(here) = Here::new("owner-root", FileOptions::default()) else {
        return;
    };
    // Root is first: the owner made an empty directory and nothing more.
    fs::create_dir(here.path()).unwrap();
    fs::set_permissions(here.path(), fs::Permissions::from_mode(0o700)).unwrap();
    chown(here.path(), Some(OWNER), Some(OWNER)).unwrap();
    here.sign_in().unwrap();
    let secret = Secret::from(CLIENT_SECRET);
    here.open()
        .unwrap()
        .save_client("till", CLIENT_ID, &secret)
        .unwrap();
    let all_are_the_owners = || {
        for path in here.everything() {
            assert_eq!(owner(&path), OWNER, "{path:?}");
        }
    };
    all_are_the_owners();
    assert_eq!(as_user(OWNER, &[], || here.use_all()), "all works");
    // And the other way round, again and again.
    assert_eq!(here.use_all().unwrap(), "all works");
    all_are_the_owners();
    assert_eq!(as_user(OWNER, &[], || here.use_all()), "all works");
    assert!(here.everything().len() > 8);
}

#[test]
fn another_users_store_is_refused_by_the_name_of_its_owner() {
    let Some(here) = Here::new("owner-wrong", FileOptions::default()) else {
        return;
    };
    assert_eq!(as_user(OWNER, &[], || here.sign_in()), "signed in");
    let before: Vec<_> = here.everything();
    let told = as_user(OTHER, &[SHARED], || here.use_all());
    assert!(told.starts_with("StorePermissions: "), "{told}");
    for named in [
        here.path().to_str().unwrap(),
        &OWNER.to_string(),
        &OTHER.to_string(),
    ] {
        assert!(told.contains(named), "{told}");
    }
    assert_eq!(here.everything(), before);
    assert_eq!(as_user(OWNER, &[], || here.use_all()), "all works");
}

#[test]
fn another_users_key_file_is_refused_by_its_name() {
    let Some(here) = Here::new("owner-key", FileOptions::default()) else {
        return;
    };
    assert_eq!(as_user(OWNER, &[], || here.sign_in()), "signed in");
    let key = here.path().with_extension("key");
    chown(&key, Some(0), Some(0)).unwrap();
    let told = as_user(OWNER, &[], || here.use_all());
    assert!(told.starts_with("StorePermissions: "), "{told}");
    assert!(told.contains(key.to_str().unwrap()), "{told}");
}

#[test]
fn a_group_store_serves_all_users_of_its_group_and_nobody_else() {
    for premade_by in [Some(OWNER), Some(0), None] {
        let name = format!("owner-group-{premade_by:?}");
        let Some(here) = Here::new(&name, FileOptions::default().group()) else {
            return;
        };
        if let Some(user) = premade_by {
            fs::create_dir(here.path()).unwrap();
            chown(here.path(), Some(user), Some(SHARED)).unwrap();
            fs::set_permissions(here.path(), fs::Permissions::from_mode(0o2770)).unwrap();
        } else {
            // The folder around it hands its group on.
            let folder = here.scratch.path("");
            fs::set_permissions(folder, fs::Permissions::from_mode(0o2775)).unwrap();
        }
        match premade_by {
            Some(0) => here.sign_in().map(drop).unwrap(),
            _ => assert_eq!(as_user(OWNER, &[SHARED], || here.sign_in()), "signed in"),
        }
        // Whoever changes a record or the key, the others can go on.
        for user in [OTHER, OWNER, OTHER, OWNER] {
            assert_eq!(
                as_user(user, &[SHARED], || here.use_all()),
                "all works",
                "{user}"
            );
        }
        here.use_all().unwrap();
        assert_eq!(as_user(OTHER, &[SHARED], || here.use_all()), "all works");
        let told = as_user(OTHER, &[], || here.use_all());
        assert!(told.starts_with("StorePermissions: "), "{told}");
    }
}

#[test]
fn a_store_that_may_only_be_read_hands_out_its_live_token_and_sends_nothing() {
    let Some(here) = Here::new("owner-read-only", FileOptions::default()) else {
        return;
    };
    assert_eq!(as_user(OWNER, &[], || here.sign_in()), "signed in");
    here.chmod_folders(0o500);
    let told = as_user(OWNER, &[], || {
        let session = here.session()?;
        assert!(session.status()?.signed_in);
        let token = session.token()?;
        for refused in [
            session.refresh(),
            session.sign_in(&Secret::from(PASSWORD)),
            session.sign_out(),
            session.reject(token.access_token()),
        ] {
            assert_eq!(refused.unwrap_err().kind(), ErrorKind::StorePermissions);
        }
        // This process knows that it was rejected, and can't get another one.
        let error = session.token().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorePermissions);
        Ok("as it should be".into())
    });
    assert_eq!(told, "as it should be");
    assert_eq!(here.server.exchanges().len(), 1, "nothing was sent");
    here.chmod_folders(0o700);
    assert_eq!(as_user(OWNER, &[], || here.use_all()), "all works");
    assert!(
        here.server
            .refreshes()
            .iter()
            .all(|one| one["status"] == 200)
    );
}

/// A folder that the owner turns into a link, as fast as he can, to one of root's.
#[test]
fn root_is_led_nowhere_by_links_that_the_owner_puts_into_folders_places() {
    let Some(here) = Here::new("owner-links", FileOptions::default()) else {
        return;
    };
    assert_eq!(as_user(OWNER, &[], || here.sign_in()), "signed in");
    let roots = here.scratch.path("roots");
    fs::create_dir(&roots).unwrap();
    fs::set_permissions(&roots, fs::Permissions::from_mode(0o755)).unwrap();
    let untouched = || {
        let found = fs::metadata(&roots).unwrap();
        assert_eq!((found.uid(), found.mode() & 0o7777), (0, 0o755));
        assert_eq!(
            fs::read_dir(&roots).unwrap().count(),
            0,
            "nothing was made there"
        );
    };

    // Each folder in its turn, while root works: also the one that root is just making.
    let records = here.path().join("records");
    let shard = fs::read_dir(&records)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    for folder in [here.path(), records.clone(), shard] {
        let away = folder.with_extension("away");
        fs::rename(&folder, &away).unwrap();
        symlink(&roots, &folder).unwrap();
        let told = here.use_all().unwrap_err();
        let refused = [ErrorKind::StoreFailed, ErrorKind::StorePermissions];
        assert!(refused.contains(&told.kind()), "{told}");
        untouched();
        fs::remove_file(&folder).unwrap();
        // A folder of root's own in its place is none of the owner's.
        if folder != here.path() {
            fs::rename(&roots, &folder).unwrap();
            let told = here.use_all().unwrap_err();
            assert!(refused.contains(&told.kind()), "{told}");
            fs::rename(&folder, &roots).unwrap();
            untouched();
        }
        fs::rename(&away, &folder).unwrap();
    }

    let stop = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                for made in fs::read_dir(&records).unwrap().flatten() {
                    // What is empty was just made.
                    if fs::remove_dir(made.path()).is_ok() {
                        let _ = symlink(&roots, made.path());
                    }
                }
            }
        });
        for number in 0..200 {
            // Whether it succeeds is the attacker's choice.
            let _ = here.open().and_then(|store| {
                let session = Session::open(&here.client, &store, &format!("user {number}"))?;
                session.adopt(None, &Secret::from("refresh-token"), None, true)
            });
        }
        stop.store(true, Ordering::SeqCst);
    });
    untouched();
}

#[test]
fn who_is_not_in_the_group_is_told_the_group_the_mode_and_who_he_is() {
    let Some(here) = Here::new("owner-outside", FileOptions::default().group()) else {
        return;
    };
    let made = as_user(OWNER, &[SHARED], || {
        here.open()?;
        chown(here.path(), None, Some(SHARED)).unwrap();
        fs::set_permissions(here.path(), fs::Permissions::from_mode(0o2770)).unwrap();
        here.sign_in()
    });
    assert_eq!(made, "signed in");
    let said = as_user(OTHER, &[], || here.use_all());
    for words in [
        "StorePermissions",
        &format!("user {OWNER} and group {SHARED}, mode 2770"),
        &format!("this process runs as user {OTHER} in group {OTHER}, which is not in that group"),
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn who_may_not_use_a_private_store_is_told_whose_it_is() {
    let Some(here) = Here::new("owner-private", FileOptions::default()) else {
        return;
    };
    assert_eq!(as_user(OWNER, &[], || here.sign_in()), "signed in");
    let said = as_user(OTHER, &[], || here.use_all());
    let whose = format!("belongs to user {OWNER} and group {OWNER}, mode 0700");
    assert!(said.contains(&whose), "{said}");
    assert!(said.contains(&format!("as user {OTHER}")), "{said}");
}

#[test]
fn while_root_writes_the_owner_reads_what_is_there_at_every_moment() {
    for options in [FileOptions::default(), FileOptions::default().group()] {
        let Some(here) = Here::new("owner-meanwhile", options) else {
            return;
        };
        assert_eq!(as_user(OWNER, &[SHARED], || here.sign_in()), "signed in");
        let session = here.session().unwrap();
        let done = AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    session
                        .adopt(None, &Secret::from("refresh"), None, true)
                        .unwrap();
                }
            });
            let read = as_user(OWNER, &[SHARED], || {
                let reader = here.session()?;
                for _ in 0..5_000 {
                    reader.status()?;
                }
                Ok("read".into())
            });
            done.store(true, Ordering::SeqCst);
            assert_eq!(read, "read");
        });
    }
}
