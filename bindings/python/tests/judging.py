"""What the server's own record says of a crowd's logins and refreshes."""

from __future__ import annotations

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
