# Made by tools/interface from omnifund-api.json; edits here are lost.
"""What the library tells, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from omnifund._raw.calls import CData, lib, string, there

__all__ = ["OAuthClient", "SessionEntry", "Status"]


@dataclass(frozen=True)
class Status:
    """How a session stood when it was asked. Times are Unix times in seconds, and `None` where
    there is none.
    """

    #: Whether there is a pair that the server has not refused.
    signed_in: bool
    #: Whether the session was signed out here, and nobody has signed in since.
    signed_out: bool
    #: Whether the server refused the refresh token, and nobody has signed in since: the session is
    #: lost, and once its access token ends a human must sign in, unless a password was saved.
    refused: bool
    #: How many seconds the access token counts as good.
    seconds_left: int
    #: How many times the pair has changed.
    generation: int
    #: When the pair last changed.
    last_rotation: Optional[int]
    #: When the refresh token presumably ends, 14 days after the last rotation. The server never
    #: says it.
    refresh_token_ends: Optional[int]
    #: Since when tries fail.
    failing_since: Optional[int]
    #: How many tries failed in a row.
    failures_in_a_row: int
    #: Whether the store would not take the newest pair, and this process holds it and tries again
    #: with each call.
    unsaved: bool
    #: When an answer was asked for that could not be understood and is kept (Session.kept_answer).
    kept_answer: Optional[int]
    #: How often a refresh token was presented again after an unknown outcome.
    replays: int
    #: How many requests were made to the token endpoint.
    exchanges: int
    #: How many exchanges brought no new pair.
    failures: int
    #: How many calls waited for another process or thread.
    waits: int
    #: How many refresh tokens the server refused: each was a session's end, unless a password was
    #: saved.
    lost: int
    #: How many pairs the store would not take at first. Whether there is one now tells
    #: Status.unsaved.
    unsaved_pairs: int

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


@dataclass(frozen=True)
class SessionEntry:
    """A session of a store. Times are Unix times in seconds, and `None` where there is none."""

    #: Why its record can't be read, and what to do; the words name the record.
    problem: Optional[str]
    #: Whose session it is.
    username: str
    #: At which OmniFund it is.
    base_url: str
    #: The client id under which its OAuth client was first used.
    client_id: str
    #: Whether there is a pair that the server has not refused.
    signed_in: bool
    #: When its pair last changed.
    last_rotation: Optional[int]

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


@dataclass(frozen=True)
class OAuthClient:
    """An OAuth client that a store keeps; never its secret. Times are Unix times in seconds, and
    `None` where there is none.
    """

    #: The descriptive name of an OAuth client.
    name: str
    #: The client id of an OAuth client.
    client_id: str
    #: Since when this client id and secret are kept.
    since: int

    @classmethod
    def _of(cls, client_list: CData, index: int) -> OAuthClient:
        return cls(
            name=there(lib.omnifund_client_list_name(client_list, index)),
            client_id=there(lib.omnifund_client_list_client_id(client_list, index)),
            since=lib.omnifund_client_list_since(client_list, index),
        )
