"""Many users under many OAuth clients in one process, whichever framework serves them.

The OAuth clients lie in the store (`omnifund client add NAME ID`), and a session is opened when it
is first asked for. Where store and server are is told by the environment, as `omnifund.Config.load`
reads it.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any, Optional

import omnifund

#: More are opened anew when they are asked for, which asks the file system alone.
MOST_SESSIONS = 10_000


class Merchants:
    """Sessions by merchant, which is the name of an OAuth client in the store, and user."""

    def __init__(self, callback: str) -> None:
        self.callback = callback
        self.config = omnifund.Config.load()
        self.store = omnifund.Store.open_configured(self.config)
        self.client = lru_cache(maxsize=None)(self._client)
        self.session = lru_cache(maxsize=MOST_SESSIONS)(self._session)

    def _client(self, merchant: str) -> omnifund.Client:
        return omnifund.Client.from_store(self.config, self.store, merchant)

    def _session(self, merchant: str, user: str) -> omnifund.Session:
        return omnifund.Session.open(self.client(merchant), self.store, user)

    def ask(self, merchant: str, user: str, web_session: MutableMapping[str, Any]) -> str:
        """Where the user's browser is to go. What it is asked is kept in the user's web session."""
        asked = self.client(merchant).authorization(self.callback)
        web_session["asked"] = [merchant, user, asked.state]
        return asked.url

    def asked(
        self, web_session: MutableMapping[str, Any]
    ) -> Optional[tuple[omnifund.Session, omnifund.Authorization]]:
        """What the user was asked; nothing where the callback's page was only loaded once more."""
        if "asked" not in web_session:
            return None
        merchant, user, state = web_session.pop("asked")
        question = self.client(merchant).authorization(self.callback, state=state)
        return self.session(merchant, user), question


def http_status(error: omnifund.OmnifundError) -> int:
    """How a web application tells an error of a session."""
    if isinstance(error, omnifund.TryLater):
        return 503
    if isinstance(error, omnifund.SignInRequired):
        return 401
    return 403 if isinstance(error, omnifund.Refused) else 500
