//! Other users of the machine, who can write where a store lies.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use omnifund::{Client, FileOptions, Secret, Session, Store};

use crate::client::within;
use crate::common::users::{OTHER, OWNER, as_user};
use crate::common::{PATIENCE, Scratch};
use crate::neighbour::generous;

#[test]
fn who_can_write_beside_a_store_can_take_it_away_and_put_none_of_his_in_its_place() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can play other users");
        return;
    }
    let server = generous();
    let client = Client::new(&within(PATIENCE, &server.base_url())).unwrap();
    let scratch = Scratch::new("world-writable");
    let place = scratch.path("");
    fs::set_permissions(&place, fs::Permissions::from_mode(0o777)).unwrap();
    let (store, key) = (scratch.path("store"), scratch.path("store.key"));
    let token = |options: &FileOptions| {
        let session = Session::open(
            &client,
            &Store::open_file_with(&store, None, options)?,
            "alice",
        )?;
        session
            .token()
            .map(|token| token.access_token().expose().to_owned())
    };
    let sign_in = || {
        let session = Session::open(&client, &Store::open_file(&store, None)?, "alice")?;
        session
            .sign_in(&Secret::from("password"))
            .map(|()| "signed in".to_owned())
    };
    let own = FileOptions::default();
    assert_eq!(as_user(OWNER, &[], sign_in), "signed in");
    // Put away by another, with a store of his own in its place that everybody may use.
    let planted = as_user(OTHER, &[], || {
        fs::rename(&store, scratch.path("away")).unwrap();
        fs::rename(&key, scratch.path("away.key")).unwrap();
        sign_in()?;
        for path in [&store, &key] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
        }
        Ok("planted".into())
    });
    assert_eq!(planted, "planted");
    let told = as_user(OWNER, &[], || token(&own));
    assert!(
        told.starts_with("StorePermissions") || told.starts_with("StoreFailed"),
        "{told}"
    );
    assert!(told.contains(&OTHER.to_string()), "{told}");
    // His key alone beside the owner's store.
    fs::remove_dir_all(&store).unwrap();
    fs::rename(scratch.path("away"), &store).unwrap();
    let told = as_user(OWNER, &[], || token(&own));
    assert!(told.starts_with("StorePermissions"), "{told}");
    fs::rename(scratch.path("away.key"), &key).unwrap();
    assert_eq!(as_user(OWNER, &[], || token(&own)), "A0");
    // And the other gets at nothing of it.
    let told = as_user(OTHER, &[], || token(&own));
    assert!(
        told.starts_with("StorePermissions") || told.starts_with("StoreFailed"),
        "{told}"
    );
}
