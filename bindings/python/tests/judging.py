"""What the server's own record says of a crowd's logins and refreshes."""

from __future__ import annotations

from collections.abc import Mapping

from omnifund import Session
from omnifund.testing import LocalServer


def late_logins(server: LocalServer) -> int:
    """How many logins were refused because their token had ended when the server looked at it, a
    busy one some time after it arrived. No other login may have failed.
    """
    failed = [one for one in server.logins() if one["status"] != 200]
    for one in failed:
        why = (one["status"], one["reason"])
        assert why == (401, "the access token has expired"), f"refused without need: {one}"
    return len(failed)


def refreshes(server: LocalServer) -> list[str]:
    """The refresh tokens that were presented, each of them once."""
    exchanges = [one for one in server.exchanges() if one["grant"] == "refresh_token"]
    presented = [str(one["presented"]) for one in exchanges]
    assert len(set(presented)) == len(presented), f"presented twice: {exchanges}"
    return presented


def each_charge_is_there_once(session: Session, till: str, answers: Mapping[int, int]) -> int:
    """How many charges a till made: each that was answered with 201 is there, and no other. Refused
    are those alone whose token ended twice on their way.
    """
    query = {"lastName": till, "itemsPerPage": 1}
    there: int = session.request("GET", "/api/customers", query=query).json()["hydra:totalItems"]
    assert set(answers) <= {201, 401}, answers
    assert there == answers.get(201, 0) > answers.get(401, 0)
    return there
