# Made by tools/interface from omnifund-api.json; edits here are lost.
"""What the library tells, field by field. What a person adds stands on it in other files."""

from __future__ import annotations

from omnifund._raw.calls import CData, content, lib, string, there
from omnifund._value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from typing_extensions import Self

    from omnifund._raw._constants import LogLevel, Outcome


class Cookie(Value):
    """A cookie that an answer sets."""

    name: str
    value: str
    header: str

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "name": "The name of a cookie.",
        "value": "The value of a cookie, as it goes into a Cookie header.",
        "header": (
            "The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: "
            "what a web application sends on to its user's browser."
        ),
    }
    _hidden = frozenset({"value", "header"})


class Status(Value):
    """How a session stood when it was asked. Times are Unix times in seconds, and `None` where
    there is none.
    """

    signed_in: bool
    signed_out: bool
    refused: bool
    seconds_left: int
    generation: int
    last_rotation: Optional[int]
    refresh_token_ends: Optional[int]
    failing_since: Optional[int]
    failures_in_a_row: int
    unsaved: bool
    kept_answer: Optional[int]
    replays: int
    exchanges: int
    failures: int
    waits: int
    lost: int
    unsaved_pairs: int

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "signed_in": "Whether there is a pair that the server has not refused.",
        "signed_out": "Whether the session was signed out here, and nobody has signed in since.",
        "refused": (
            "Whether the server refused the refresh token, and nobody has signed in since: the "
            "session is lost, and once its access token ends a human must sign in, unless a "
            "password was saved."
        ),
        "seconds_left": "How many seconds the access token counts as good; 0 where there is none.",
        "generation": "How many times the pair has changed.",
        "last_rotation": "When the pair last changed; `None` where it never did.",
        "refresh_token_ends": (
            "When the refresh token presumably ends, 14 days after the last rotation; `None` "
            "where there is none. The server never says it."
        ),
        "failing_since": "Since when tries fail; `None` where they don't.",
        "failures_in_a_row": "How many tries failed in a row.",
        "unsaved": (
            "Whether the store would not take the newest pair, and this process holds it and "
            "tries again with each call."
        ),
        "kept_answer": (
            "When an answer was asked for that could not be understood and is kept "
            "(Session.kept_answer); `None` where there is none."
        ),
        "replays": "How often a refresh token was presented again after an unknown outcome.",
        "exchanges": "How many requests were made to the token endpoint.",
        "failures": "How many exchanges brought no new pair.",
        "waits": "How many calls waited for another process or thread.",
        "lost": (
            "How many refresh tokens the server refused: each was a session's end, unless a "
            "password was saved."
        ),
        "unsaved_pairs": (
            "How many pairs the store would not take at first. Whether there is one now tells "
            "Status.unsaved."
        ),
    }

    @classmethod
    def _of(cls, status: CData, **more: Any) -> Self:
        told = {
            "signed_in": bool(lib.omnifund_status_signed_in(status)),
            "signed_out": bool(lib.omnifund_status_signed_out(status)),
            "refused": bool(lib.omnifund_status_refused(status)),
            "seconds_left": lib.omnifund_status_seconds_left(status),
            "generation": lib.omnifund_status_generation(status),
            "last_rotation": lib.omnifund_status_last_rotation(status) or None,
            "refresh_token_ends": lib.omnifund_status_refresh_token_ends(status) or None,
            "failing_since": lib.omnifund_status_failing_since(status) or None,
            "failures_in_a_row": lib.omnifund_status_failures_in_a_row(status),
            "unsaved": bool(lib.omnifund_status_unsaved(status)),
            "kept_answer": lib.omnifund_status_kept_answer(status) or None,
            "replays": lib.omnifund_status_replays(status),
            "exchanges": lib.omnifund_status_exchanges(status),
            "failures": lib.omnifund_status_failures(status),
            "waits": lib.omnifund_status_waits(status),
            "lost": lib.omnifund_status_lost(status),
            "unsaved_pairs": lib.omnifund_status_unsaved_pairs(status),
        }
        return cls(**{**told, **more})


class SessionEntry(Value):
    """A session of a store. Times are Unix times in seconds, and `None` where there is none."""

    problem: Optional[str]
    username: str
    base_url: str
    client_id: str
    signed_in: bool
    last_rotation: Optional[int]

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "problem": (
            "Why its record can't be read, and what to do; the words name the record. `None` "
            "where it can."
        ),
        "username": "Whose session it is; empty where its record can't be read.",
        "base_url": "At which OmniFund it is.",
        "client_id": "The client id under which its OAuth client was first used.",
        "signed_in": "Whether there is a pair that the server has not refused.",
        "last_rotation": "When its pair last changed. `None` where it never did.",
    }

    @classmethod
    def _of(cls, session_list: CData, index: int, **more: Any) -> Self:
        told = {
            "problem": string(lib.omnifund_session_list_problem(session_list, index)),
            "username": there(lib.omnifund_session_list_username(session_list, index)),
            "base_url": there(lib.omnifund_session_list_base_url(session_list, index)),
            "client_id": there(lib.omnifund_session_list_client_id(session_list, index)),
            "signed_in": bool(lib.omnifund_session_list_signed_in(session_list, index)),
            "last_rotation": lib.omnifund_session_list_last_rotation(session_list, index) or None,
        }
        return cls(**{**told, **more})


class OAuthClient(Value):
    """An OAuth client that a store keeps; never its secret. Times are Unix times in seconds, and
    `None` where there is none.
    """

    name: str
    client_id: str
    since: int

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "name": "The descriptive name of an OAuth client.",
        "client_id": "The client id of an OAuth client.",
        "since": "Since when this client id and secret are kept.",
    }

    @classmethod
    def _of(cls, client_list: CData, index: int, **more: Any) -> Self:
        told = {
            "name": there(lib.omnifund_client_list_name(client_list, index)),
            "client_id": there(lib.omnifund_client_list_client_id(client_list, index)),
            "since": lib.omnifund_client_list_since(client_list, index),
        }
        return cls(**{**told, **more})


class Token(Value):
    """What a grant brought, or a session. Times are Unix times in seconds, and `None` where there
    is none.
    """

    access_token: Optional[str]
    refresh_token: Optional[str]
    token_type: Optional[str]
    scope: Optional[str]
    expires_in: Optional[int]
    expires_at: Optional[int]

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "access_token": (
            'The access token, for the header "Authorization: Bearer ...", with a capital B. '
            "`None` for an exported pair without one."
        ),
        "refresh_token": (
            "The refresh token, good for one refresh. `None` where the server gave none: after a "
            "refresh, the one that was sent stays good (RFC 6749 section 6)."
        ),
        "token_type": (
            'The token type as the server wrote it, mostly "bearer"; in a request it is written '
            '"Bearer" whatever stands here. `None` where the server gave none.'
        ),
        "scope": "The scope, space-separated. `None` where it was null or absent.",
        "expires_in": (
            "How many seconds the access token lives from the moment the request left, 0 to "
            "315360000 (ten years): less is read as 0, more as ten years, digits in a string as a "
            "number. `None` also where the server gave nothing of the kind."
        ),
        "expires_at": (
            "The end of the access token by this machine's clock: the moment the request left, "
            "and expires_in more. `None` where the server gave no expires_in."
        ),
    }
    _hidden = frozenset({"access_token", "refresh_token"})

    @classmethod
    def _of(cls, token: CData, **more: Any) -> Self:
        told = {
            "access_token": string(lib.omnifund_token_access_token(token)),
            "refresh_token": string(lib.omnifund_token_refresh_token(token)),
            "token_type": string(lib.omnifund_token_token_type(token)),
            "scope": string(lib.omnifund_token_scope(token)),
            "expires_in": lib.omnifund_token_expires_in(token) or None,
            "expires_at": lib.omnifund_token_expires_at(token) or None,
        }
        return cls(**{**told, **more})


class Login(Value):
    """What the server answered to a token login. Cookies, Location and body can each let somebody
    in as that user.
    """

    status: int
    location: Optional[str]
    body: bytes
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[Cookie, ...]

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "status": "The HTTP status, 200 to 399.",
        "location": (
            "Where the answer sends the browser, as the server wrote it: it may be relative. "
            "`None` where it sends nowhere."
        ),
        "body": "The body, 1 MiB at most.",
        "headers": "Names in lower case, and values, in the server's order.",
        "cookies": "Those that the answer sets.",
    }
    _hidden = frozenset({"location", "body", "headers"})

    @classmethod
    def _of(cls, login: CData, **more: Any) -> Self:
        told = {
            "status": lib.omnifund_login_status(login),
            "location": string(lib.omnifund_login_location(login)),
            "body": content(lib.omnifund_login_body(login), lib.omnifund_login_body_length(login)),
            "headers": tuple(
                (
                    there(lib.omnifund_login_header_name(login, index)),
                    there(lib.omnifund_login_header_value(login, index)),
                )
                for index in range(lib.omnifund_login_header_count(login))
            ),
            "cookies": tuple(
                Cookie(
                    there(lib.omnifund_login_cookie_name(login, index)),
                    there(lib.omnifund_login_cookie_value(login, index)),
                    there(lib.omnifund_login_cookie_header(login, index)),
                )
                for index in range(lib.omnifund_login_cookie_count(login))
            ),
        }
        return cls(**{**told, **more})


class Response(Value):
    """What the server answered to a request: whatever it said, an answer is no error."""

    outcome: Outcome
    retry_after: Optional[int]
    next: Optional[str]
    status: int
    location: Optional[str]
    body: bytes
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[Cookie, ...]
    idempotency_key: Optional[str]

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "outcome": (
            "What became of the request: Outcome.DONE by a status of 200 to 299, Outcome.REFUSED "
            "by one of 400 to 499 but for 408, Outcome.UNKNOWN by all others, since a gateway can "
            "say them after it has passed the request on."
        ),
        "retry_after": (
            "How many seconds the server asks to wait before another request (Retry-After, RFC "
            "9110 section 10.2.3); `None` where it does not."
        ),
        "next": (
            "Of a collection, what to ask for to have its next page, for Session.request: "
            'hydra:next of the hydra:view in the body, else the Link with rel="next" (RFC 8288); '
            "of a body that went to a file or a callback that link alone. `None` where there is "
            "none, as at the last page and where the answer points to another origin."
        ),
        "status": "The HTTP status, whatever it is.",
        "location": (
            "Where the answer sends the browser, as the server wrote it: it may be relative. "
            "`None` where it sends nowhere."
        ),
        "body": "The body; empty where it went to a file or a callback.",
        "headers": "Names in lower case, and values, in the server's order.",
        "cookies": "Those that the answer sets.",
        "idempotency_key": (
            "The key that was set, or that Session.request made. `None` where there is none."
        ),
    }
    _hidden = frozenset({"location", "body", "headers"})

    @classmethod
    def _of(cls, response: CData, **more: Any) -> Self:
        from omnifund._raw._constants import Outcome

        told = {
            "outcome": Outcome(lib.omnifund_response_outcome(response)),
            "retry_after": lib.omnifund_response_retry_after(response) or None,
            "next": string(lib.omnifund_response_next(response)),
            "status": lib.omnifund_response_status(response),
            "location": string(lib.omnifund_response_location(response)),
            "body": content(
                lib.omnifund_response_body(response), lib.omnifund_response_body_length(response)
            ),
            "headers": tuple(
                (
                    there(lib.omnifund_response_header_name(response, index)),
                    there(lib.omnifund_response_header_value(response, index)),
                )
                for index in range(lib.omnifund_response_header_count(response))
            ),
            "cookies": tuple(
                Cookie(
                    there(lib.omnifund_response_cookie_name(response, index)),
                    there(lib.omnifund_response_cookie_value(response, index)),
                    there(lib.omnifund_response_cookie_header(response, index)),
                )
                for index in range(lib.omnifund_response_cookie_count(response))
            ),
        }
        return cls(**{**told, **more})


class KeptAnswer(Value):
    """An answer of the token endpoint that nothing could be made of. It may hold the only pair that
    there is, so it is kept in the store, sealed, until the next success. Times are Unix times in
    seconds, and `None` where there is none.
    """

    asked_at: int
    if TYPE_CHECKING:
        _bytes: bytes

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "asked_at": "When the answer was asked for.",
        "_bytes": "Status line, header and body as they came, 16 KiB at most.",
    }
    _hidden = frozenset({"_bytes"})

    @classmethod
    def _of(cls, kept_answer: CData, **more: Any) -> Self:
        told = {
            "asked_at": lib.omnifund_kept_answer_asked_at(kept_answer),
            "_bytes": content(
                lib.omnifund_kept_answer_bytes(kept_answer),
                lib.omnifund_kept_answer_length(kept_answer),
            ),
        }
        return cls(**{**told, **more})

    def expose(self) -> bytes:
        """Status line, header and body as they came, 16 KiB at most."""
        return self._bytes


class LogEntry(Value):
    """A line of the log: words for people, and what a machine can read. Names in it are cleaned:
    what could begin a line of its own, or do something to a terminal, is a blank. Times are Unix
    times in seconds, and `None` where there is none.
    """

    level: LogLevel
    event: str
    message: str
    user: Optional[str]
    client_id: Optional[str]
    time: int
    duration: float
    code: int

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "level": "How much it matters.",
        "event": (
            'What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", '
            '"login", "request", "opened", "saved", "unsaved", "unsettled", "unwritten", '
            '"failed", "keep-alive", "clone" or "audit"; later versions may have more.'
        ),
        "message": "The words for people.",
        "user": "OmniFund's user. `None` where the line is about none.",
        "client_id": "The OAuth client, by its client id. `None` where the line is about none.",
        "time": "When. A line of a session comes later than that: when its locks are given up.",
        "duration": (
            "How many seconds an exchange, a token login or a request took, from 1; 0 of other "
            "lines."
        ),
        "code": "The code of the error that the line tells of; `None` where it tells of none.",
    }

    @classmethod
    def _of(cls, log_entry: CData, **more: Any) -> Self:
        from omnifund._raw._constants import LogLevel

        told = {
            "level": LogLevel(lib.omnifund_log_entry_level(log_entry)),
            "event": there(lib.omnifund_log_entry_event(log_entry)),
            "message": there(lib.omnifund_log_entry_message(log_entry)),
            "user": string(lib.omnifund_log_entry_user(log_entry)),
            "client_id": string(lib.omnifund_log_entry_client_id(log_entry)),
            "time": lib.omnifund_log_entry_time(log_entry),
            "duration": lib.omnifund_log_entry_milliseconds(log_entry) / 1000,
            "code": lib.omnifund_log_entry_code(log_entry),
        }
        return cls(**{**told, **more})
