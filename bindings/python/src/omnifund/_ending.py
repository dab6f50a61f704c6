"""The end of the program: an exchange that another thread has under way is waited for."""

from __future__ import annotations

import atexit
import weakref

from omnifund._handle import Handle
from omnifund._raw.calls import lib, milliseconds, waiting

__all__ = ["detached_at_exit", "end_exchanges"]

# A call's budget, unless it was set longer, and some time to save.
PATIENCE = 30


def end_exchanges(timeout: float = PATIENCE) -> int:
    """Waits until no other thread's exchange is under way and all new tokens are saved, for
    `timeout` seconds at most, and tells how many are left; from here on no exchange is started in
    this process. Tokens that a full disk would not take are tried again meanwhile. It is done by
    itself when Python ends; call it before `os._exit`.
    """
    return int(waiting(lib.omnifund_end_exchanges, milliseconds(timeout)))


#: Stores over functions of Python's, which C must not call when Python has ended.
detached_at_exit: weakref.WeakSet[Handle] = weakref.WeakSet()


def _at_exit() -> None:
    # Not on gevent's pool: its hub may be gone.
    lib.omnifund_end_exchanges(milliseconds(PATIENCE))
    for store in list(detached_at_exit):
        if not store.closed:
            lib.omnifund_store_detach(store._pointer)


# While threads still run: one that comes back from a call to an interpreter that is finalized is
# stopped.
atexit.register(_at_exit)
