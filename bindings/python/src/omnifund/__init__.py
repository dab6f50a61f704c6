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

from omnifund._authorization import Authorization
from omnifund._client import Client
from omnifund._config import Config, Settings
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
from omnifund._raw._constants import Advice, Code, LogLevel, Outcome, Replay, SavePassword
from omnifund._raw.library import path as library_path
from omnifund._raw.library import version as library_version
from omnifund._request import RequestOptions
from omnifund._response import Cookie, Login, Response
from omnifund._session import Session
from omnifund._store import Key, Store
from omnifund._told import OAuthClient, SessionEntry, Status
from omnifund._values import KeptAnswer, Pair, Token

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
    "LogLevel",
    "Login",
    "OAuthClient",
    "OmnifundError",
    "Outcome",
    "Pair",
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
    "StoreError",
    "Token",
    "TryLater",
    "end_exchanges",
    "library_path",
    "library_version",
]
