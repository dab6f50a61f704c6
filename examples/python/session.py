"""A till: it never thinks of tokens. It asks for a valid one before each request, and the library
refreshes when it must, in one of all the processes that share the store.

Install: pip install ./bindings/python
Run:     python session.py [LOGINS]
         with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
         OMNIFUND_STORE (a directory or a database's url) set; OMNIFUND_PASSWORD where nobody
         has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.

It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
handed a second access token.
"""

from __future__ import annotations

import os
import sys
import time

import omnifund


def required(name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        sys.exit(f"{name} is not set")
    return value


def open_session() -> omnifund.Session:
    config = omnifund.Config(
        base_url=required("OMNIFUND_BASE_URL"),
        client_id=required("OMNIFUND_CLIENT_ID"),
        client_secret=required("OMNIFUND_CLIENT_SECRET"),
        ca_file=os.environ.get("OMNIFUND_CA_FILE"),
    )
    client = omnifund.Client(config)
    store = omnifund.Store.open(required("OMNIFUND_STORE"))
    return omnifund.Session.open(client, store, required("OMNIFUND_USERNAME"))


def valid_token(session: omnifund.Session) -> omnifund.Token:
    """A valid access token. Only where the store has none, and can come to none, is the password
    used.
    """
    try:
        return session.token()
    except omnifund.SignInRequired:
        session.sign_in(required("OMNIFUND_PASSWORD"))
        print(f"    process {os.getpid()}: signed in by password", flush=True)
        return session.token()


def main() -> None:
    argument = sys.argv[1] if len(sys.argv) > 1 else "1"
    until_renewed = argument == "until-renewed"
    logins = 1 if until_renewed else int(argument)
    first = ""
    with open_session() as session:
        while True:
            # A token is a secret: its first characters tell two of them apart, and let nobody in.
            shown = valid_token(session).access_token[:6]
            login = session.token_login()
            print(
                f"    process {os.getpid()}: access token {shown}... (redacted), "
                f"token login {login.status}",
                flush=True,
            )

            first = first or shown
            logins -= 1
            if first != shown if until_renewed else logins <= 0:
                break
            time.sleep(1)


if __name__ == "__main__":
    try:
        main()
    except omnifund.OmnifundError as error:
        sys.exit(str(error))
