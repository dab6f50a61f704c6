"""Where a call that blocks may run: not on a thread that others are waiting for."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    T = TypeVar("T")

__all__ = ["hub_would_wait", "waiting"]

GEVENT_THREADS = 10
_POOL = "_omnifund_threadpool"


def hub_would_wait() -> bool:
    """Whether gevent has made this program's threads greenlets, which a blocking call would stop
    all together.
    """
    monkey = sys.modules.get("gevent.monkey")
    return monkey is not None and bool(monkey.is_module_patched("threading"))


def waiting(call: Callable[..., T], *arguments: Any) -> T:
    """Makes a call that can block: right here, or under gevent on a thread beside the hub's."""
    if not hub_would_wait():
        return call(*arguments)
    result: T = _pool().apply(call, arguments)
    return result


def _pool() -> Any:
    """The hub's pool for these calls. It is none of gevent's own: that one looks up host names, and
    many calls that wait for a slow server would hold it up.
    """
    import gevent
    from gevent.threadpool import ThreadPool

    hub = gevent.get_hub()
    process, pool = getattr(hub, _POOL, (0, None))
    if process != os.getpid():
        # The threads of a parent's pool are not there in its child.
        pool = ThreadPool(GEVENT_THREADS, hub=hub)
        setattr(hub, _POOL, (os.getpid(), pool))
    return pool
