"""A session that is opened before whoever loads this forks its workers, a login with one of its
tokens, and a charge through it.
"""

from __future__ import annotations

import omnifund
from omnifund.testing import LocalServer

config = omnifund.Config.load()
store = omnifund.Store.open_configured(config)
client = omnifund.Client.open_configured(config, store)
session = omnifund.Session.open(client, store, LocalServer.username)
# The workers inherit a token, too, and not only the handles.
session.token()


def log_in(access_token: str) -> int:
    """What OmniFund's token login says to a token: 200, or 401."""
    try:
        client.token_login(access_token)
    except omnifund.OmnifundError as error:
        if error.code != omnifund.Code.ACCESS_TOKEN_REFUSED:
            raise
        return 401
    return 200


def charge(till: str) -> int:
    """What OmniFund's API says to a charge, which is a customer by that name here: 201, or 401
    where the token ended twice on the way.
    """
    return session.request("POST", "/api/customers", json={"lastName": till}).status
