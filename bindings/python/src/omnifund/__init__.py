"""A valid OmniFund OAuth2 access token, every time.

    import omnifund

    with omnifund.Session.open_configured("alice") as session:
        try:
            token = session.token()
        except omnifund.SignInRequired:
            session.sign_in(ask_for_the_password())
            token = session.token()

OmniFund takes each refresh token once: two programs that refresh together, or one that dies before
it saved the new one, lock the user out. A session keeps the tokens in a store that all programs of
a machine share, and one of them at a time refreshes. Ask `Session.token` before each request, and
keep no token yourself.

Errors say what to do by their class: `TryLater`, `SignInRequired`, `ConfigurationError`,
`StoreError`, `Refused`, `Bug`; all are an `OmnifundError`.
"""

from __future__ import annotations

from omnifund._ending import end_exchanges
from omnifund._errors import (
    Bug,
    ConfigurationError,
    OmnifundError,
    Refused,
    SignInRequired,
    StoreError,
    TryLater,
)
from omnifund._raw.library import path as library_path
from omnifund._raw.library import version as library_version
from omnifund._session import Session
from omnifund._token import Token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from omnifund._authorization import Authorization
    from omnifund._client import Client
    from omnifund._config import Config, Settings
    from omnifund._functions import Lease, Record, Refusal, StoreFunctions
    from omnifund._key import Key
    from omnifund._raw._constants import (
        Advice,
        Code,
        LogLevel,
        Outcome,
        Replay,
        SavePassword,
        StoreAnswer,
    )
    from omnifund._request import RequestOptions
    from omnifund._response import Response
    from omnifund._settings import StoreOptions
    from omnifund._store import Store
    from omnifund._told import OAuthClient, SessionEntry, Status
    from omnifund._values import Cookie, KeptAnswer, Login, Pair

__version__ = "0.1.0"

__all__ = [
    "Advice",
    "Authorization",
    "Bug",
    "Client",
    "Code",
    "Config",
    "ConfigurationError",
    "Cookie",
    "KeptAnswer",
    "Key",
    "Lease",
    "LogLevel",
    "Login",
    "OAuthClient",
    "OmnifundError",
    "Outcome",
    "Pair",
    "Record",
    "Refusal",
    "Refused",
    "Replay",
    "RequestOptions",
    "Response",
    "SavePassword",
    "Session",
    "SessionEntry",
    "Settings",
    "SignInRequired",
    "Status",
    "Store",
    "StoreAnswer",
    "StoreError",
    "StoreFunctions",
    "StoreOptions",
    "Token",
    "TryLater",
    "end_exchanges",
    "library_path",
    "library_version",
]

# Imported when asked for: a program that asks a session for tokens needs none of it.
_LATER = {
    "_authorization": ["Authorization"],
    "_client": ["Client"],
    "_config": ["Config", "Settings"],
    "_functions": ["Lease", "Record", "Refusal", "StoreFunctions"],
    "_key": ["Key"],
    "_raw._constants": [
        "Advice",
        "Code",
        "LogLevel",
        "Outcome",
        "Replay",
        "SavePassword",
        "StoreAnswer",
    ],
    "_request": ["RequestOptions"],
    "_response": ["Response"],
    "_settings": ["StoreOptions"],
    "_store": ["Store"],
    "_told": ["OAuthClient", "SessionEntry", "Status"],
    "_values": ["Cookie", "KeptAnswer", "Login", "Pair"],
}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            from importlib import import_module

            found = getattr(import_module(f"omnifund.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module 'omnifund' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
