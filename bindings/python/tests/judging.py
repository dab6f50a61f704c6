"""What the server's own record says of a crowd's logins and refreshes."""

from __future__ import annotations

from typing import Any

from omnifund.testing import LocalServer


def late_logins(server: LocalServer) -> int:
    """How many logins were refused because their token had ended when it arrived. No other login
    may have failed.
    """
    failed = [one for one in server.logins() if one["status"] != 200]
    late = [one for one in failed if one["status"] == 401 and came_after_its_end(one)]
    assert late == failed, f"refused without need: {[one for one in failed if one not in late]}"
    return len(late)


def came_after_its_end(login: dict[str, Any]) -> bool:
    # A token that the server does not know has no end.
    return login["expires_ms"] is not None and bool(login["arrived_ms"] >= login["expires_ms"])


def refreshes(server: LocalServer) -> list[str]:
    """The refresh tokens that were presented, each of them once."""
    exchanges = [one for one in server.exchanges() if one["grant"] == "refresh_token"]
    presented = [str(one["presented"]) for one in exchanges]
    assert len(set(presented)) == len(presented), f"presented twice: {exchanges}"
    return presented
