"""An OAuth client, and the three calls of the specification by themselves."""

from __future__ import annotations

from typing import Any, Optional, Protocol

from omnifund._authorization import Authorization
from omnifund._config import Config
from omnifund._handle import Handle, pointer_of
from omnifund._raw.calls import CData, give, lib, text, waiting
from omnifund._told import OAuthClient
from omnifund._values import Login, Token

__all__ = ["Client"]


class KeepsClients(Protocol):
    """A `Store`: it keeps OAuth clients under names, and knows `Client`, which is below it."""

    @property
    def _pointer(self) -> CData: ...

    def clients(self) -> list[OAuthClient]: ...


class Client(Handle):
    """An OAuth client ready to talk to one OmniFund, for any thread at any time. Each of its calls
    makes one request, and blocks for the exchange timeout at most.

    These calls are for programs that keep their tokens themselves; all others use a `Session`.
    """

    def __init__(self, config: Config) -> None:
        self._take(config, give("client", lib.omnifund_client_new, pointer_of(config, "Config")))

    @classmethod
    def from_store(cls, config: Config, store: KeepsClients, name: str) -> Client:
        """Of the credentials that a store keeps under a name, and the other settings of
        `config`.
        """
        arguments = pointer_of(config, "Config"), pointer_of(store, "Store"), text(name)
        self = cls.__new__(cls)
        self._take(config, waiting(give, "client", lib.omnifund_client_from_store, *arguments))
        return self

    @classmethod
    def open_configured(cls, config: Config, store: KeepsClients) -> Client:
        """Of the OAuth client that a loaded configuration names in the store, or whose id and
        secret it has.
        """
        function = lib.omnifund_client_open_configured
        self = cls.__new__(cls)
        self._take(
            config,
            waiting(
                give, "client", function, pointer_of(config, "Config"), pointer_of(store, "Store")
            ),
        )
        return self

    def _take(self, config: Config, pointer: Any) -> None:
        self._held = pointer
        self._sinks = list(config._sinks)

    def password_grant(self, username: str, password: str) -> Token:
        """An access token by user name and password. Blocks."""
        return self._token(lib.omnifund_client_password_grant, username, password)

    def refresh_grant(self, refresh_token: str) -> Token:
        """A new access token and refresh token by refresh token, which OmniFund takes once: save
        the new one before you do anything else. Blocks.
        """
        return self._token(lib.omnifund_client_refresh_grant, refresh_token)

    def token_login(self, access_token: str) -> Login:
        """Logs the access token's user in. Blocks."""
        arguments = self._pointer, text(access_token)
        return Login._of(waiting(give, "login", lib.omnifund_client_token_login, *arguments))

    def authorization(self, redirect_uri: str, *, state: Optional[str] = None) -> Authorization:
        """A question to a user, for its browser: may this OAuth client act for you? It has to have
        `redirect_uri` under Profile, API Access, to the letter. With the `state` of an earlier one
        it is that one again, for the request that the user comes back with. Never blocks.
        """
        arguments = self._pointer, text(redirect_uri)
        if state is None:
            made = give("authorization", lib.omnifund_client_authorization, *arguments)
        else:
            function = lib.omnifund_client_authorization_with_state
            made = give("authorization", function, *arguments, text(state))
        return Authorization._of(made)

    def authorization_code_grant(self, authorization: Authorization, redirect_url: str) -> Token:
        """A token for the code that the user came back with: `redirect_url` is the whole URL, or
        path and query as a web server sees it. A code is good once, for 30 seconds. Blocks.
        """
        arguments = self._pointer, pointer_of(authorization, "Authorization"), text(redirect_url)
        function = lib.omnifund_client_authorization_code_grant
        return Token._of(waiting(give, "token", function, *arguments))

    def _token(self, function: Any, *texts: str) -> Token:
        return Token._of(waiting(give, "token", function, self._pointer, *map(text, texts)))
