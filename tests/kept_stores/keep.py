"""Makes a store that each later version has to open, by the library that OMNIFUND_LIBRARY names:

    keep.py DIRECTORY

tests/kept_stores.rs knows what is in it."""

import sys
from pathlib import Path

import omnifund

store = omnifund.Store.open_file(Path(sys.argv[1]) / "store", machine="kept")
store.save_client("Till 7", "1_kept", "kept-secret")
config = omnifund.Config(base_url="https://omnifund.invalid")
for user in ["alice", "bob"]:
    session = omnifund.Session.open_named(config, store, "Till 7", user)
    session.adopt(f"refresh-of-{user}", access_token=f"access-of-{user}", expires_at=4102444800)
session.sign_out()
