"""A thread for a call that can block, beside the loop that runs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    T = TypeVar("T")

__all__ = ["in_a_thread"]


async def in_a_thread(call: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """Makes a call that can block beside the loop, whichever runs."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        from functools import partial

        import anyio.to_thread

        return await anyio.to_thread.run_sync(partial(call, *arguments, **named))
    return await asyncio.to_thread(call, *arguments, **named)
