# Made by tools/interface from omnifund-api.json; edits here are lost.
"""What can be set of a config."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Optional, TypedDict, Union

from omnifund._raw._constants import Replay
from omnifund._raw.calls import Path, lib, milliseconds, path, text

__all__ = ["NONE", "SETTERS", "Setter", "Settings"]


class Settings(TypedDict, total=False):
    """What can be set. `None` leaves a setting as it is."""

    #: One of the vendor's hosts by name: "sandbox" or "production".
    environment: Optional[str]
    #: Any other OmniFund, such as a local server: "https://host[:port][/path]".
    base_url: Optional[str]
    #: Client id and client secret, as the OmniFund portal showed them once (Profile, API Access,
    #: New OAuth Client).
    client_id: Optional[str]
    client_secret: Optional[str]
    #: Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do,
    #: and not as a form (RFC 6749); a form unless set.
    json_body: Optional[bool]
    #: How long a connection may take, TLS handshake included; 5 s unless set.
    connect_timeout: Optional[float]
    #: How long one request may take, from the name look-up to the answer's last byte; 15 s unless
    #: set.
    exchange_timeout: Optional[float]
    #: Which header carries the idempotency key of each POST and PATCH that a session makes, so that
    #: the server knows one that it has seen before.
    idempotency_header: Optional[str]
    #: How long one call of this library may take, all that it does included; 25 s unless set.
    call_budget: Optional[float]
    #: The proxy for every request: "http://[user:password@]host[:port]", or "https://...".
    proxy: Optional[str]
    #: A file of certificates to trust beside the system's: a local server's authority, a company's
    #: own, or the server's own certificate, which then counts for its names and dates whoever
    #: signed it.
    ca_file: Optional[Path]
    #: Trusts the CA file alone, and none of the system's authorities, which are then not read; for
    #: a proxy that is reached by "https://" too.
    trust_ca_file_only: Optional[bool]
    #: Takes a base URL of plain "http://" that is no loopback address.
    allow_plain_http: Optional[bool]
    #: What a session does with a refresh token whose last exchange has an unknown outcome;
    #: Replay.UNTIL_ANSWERED unless set.
    replay: Optional[Union[Replay, int]]
    #: How long a refresh token presumably lives, for a session's status alone, since the server
    #: never says it; 14 days unless set.
    refresh_lifetime: Optional[int]
    #: Where audit lines go: "syslog" (facility authpriv) or "file:PATH".
    audit: Optional[str]


class Setter(NamedTuple):
    """Keywords that go together, and how the library takes them."""

    keywords: tuple[str, ...]
    function: Callable[..., int]
    converters: tuple[Callable[[Any], Any], ...]


SETTERS = (
    Setter(
        ("environment",),
        lib.omnifund_config_set_environment,
        (text,),
    ),
    Setter(
        ("base_url",),
        lib.omnifund_config_set_base_url,
        (text,),
    ),
    Setter(
        ("client_id", "client_secret"),
        lib.omnifund_config_set_credentials,
        (text, text),
    ),
    Setter(
        ("json_body",),
        lib.omnifund_config_set_json_body,
        (int,),
    ),
    Setter(
        ("connect_timeout",),
        lib.omnifund_config_set_connect_timeout,
        (milliseconds,),
    ),
    Setter(
        ("exchange_timeout",),
        lib.omnifund_config_set_exchange_timeout,
        (milliseconds,),
    ),
    Setter(
        ("idempotency_header",),
        lib.omnifund_config_set_idempotency_header,
        (text,),
    ),
    Setter(
        ("call_budget",),
        lib.omnifund_config_set_call_budget,
        (milliseconds,),
    ),
    Setter(
        ("proxy",),
        lib.omnifund_config_set_proxy,
        (text,),
    ),
    Setter(
        ("ca_file",),
        lib.omnifund_config_set_ca_file,
        (path,),
    ),
    Setter(
        ("trust_ca_file_only",),
        lib.omnifund_config_trust_ca_file_only,
        (),
    ),
    Setter(
        ("allow_plain_http",),
        lib.omnifund_config_allow_plain_http,
        (),
    ),
    Setter(
        ("replay",),
        lib.omnifund_config_set_replay,
        (int,),
    ),
    Setter(
        ("refresh_lifetime",),
        lib.omnifund_config_set_refresh_lifetime,
        (int,),
    ),
    Setter(
        ("audit",),
        lib.omnifund_config_set_audit,
        (text,),
    ),
)

#: What is done where a keyword is "none".
NONE: dict[str, Callable[..., int]] = {
    "proxy": lib.omnifund_config_disable_proxy,
}
