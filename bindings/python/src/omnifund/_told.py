# Made by tools/interface from omnifund-api.json; edits here are lost.
"""What the library tells, field by field."""

from __future__ import annotations

from typing import Optional

from omnifund._raw.calls import CData, lib, string, there
from omnifund._value import Value

__all__ = ["OAuthClient", "SessionEntry", "Status"]


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
        "seconds_left": "How many seconds the access token counts as good.",
        "generation": "How many times the pair has changed.",
        "last_rotation": "When the pair last changed.",
        "refresh_token_ends": (
            "When the refresh token presumably ends, 14 days after the last rotation. The server "
            "never says it."
        ),
        "failing_since": "Since when tries fail.",
        "failures_in_a_row": "How many tries failed in a row.",
        "unsaved": (
            "Whether the store would not take the newest pair, and this process holds it and "
            "tries again with each call."
        ),
        "kept_answer": (
            "When an answer was asked for that could not be understood and is kept "
            "(Session.kept_answer)."
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
    def _of(cls, status: CData) -> Status:
        return cls(
            signed_in=bool(lib.omnifund_status_signed_in(status)),
            signed_out=bool(lib.omnifund_status_signed_out(status)),
            refused=bool(lib.omnifund_status_refused(status)),
            seconds_left=lib.omnifund_status_seconds_left(status),
            generation=lib.omnifund_status_generation(status),
            last_rotation=lib.omnifund_status_last_rotation(status) or None,
            refresh_token_ends=lib.omnifund_status_refresh_token_ends(status) or None,
            failing_since=lib.omnifund_status_failing_since(status) or None,
            failures_in_a_row=lib.omnifund_status_failures_in_a_row(status),
            unsaved=bool(lib.omnifund_status_unsaved(status)),
            kept_answer=lib.omnifund_status_kept_answer(status) or None,
            replays=lib.omnifund_status_replays(status),
            exchanges=lib.omnifund_status_exchanges(status),
            failures=lib.omnifund_status_failures(status),
            waits=lib.omnifund_status_waits(status),
            lost=lib.omnifund_status_lost(status),
            unsaved_pairs=lib.omnifund_status_unsaved_pairs(status),
        )


class SessionEntry(Value):
    """A session of a store. Times are Unix times in seconds, and `None` where there is none."""

    problem: Optional[str]
    username: str
    base_url: str
    client_id: str
    signed_in: bool
    last_rotation: Optional[int]

    __slots__ = {  # noqa: RUF023 # in the order of the fields
        "problem": "Why its record can't be read, and what to do; the words name the record.",
        "username": "Whose session it is.",
        "base_url": "At which OmniFund it is.",
        "client_id": "The client id under which its OAuth client was first used.",
        "signed_in": "Whether there is a pair that the server has not refused.",
        "last_rotation": "When its pair last changed.",
    }

    @classmethod
    def _of(cls, session_list: CData, index: int) -> SessionEntry:
        return cls(
            problem=string(lib.omnifund_session_list_problem(session_list, index)),
            username=there(lib.omnifund_session_list_username(session_list, index)),
            base_url=there(lib.omnifund_session_list_base_url(session_list, index)),
            client_id=there(lib.omnifund_session_list_client_id(session_list, index)),
            signed_in=bool(lib.omnifund_session_list_signed_in(session_list, index)),
            last_rotation=lib.omnifund_session_list_last_rotation(session_list, index) or None,
        )


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
    def _of(cls, client_list: CData, index: int) -> OAuthClient:
        return cls(
            name=there(lib.omnifund_client_list_name(client_list, index)),
            client_id=there(lib.omnifund_client_list_client_id(client_list, index)),
            since=lib.omnifund_client_list_since(client_list, index),
        )
