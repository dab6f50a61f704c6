"""What seals the records of a store."""

from __future__ import annotations

from omnifund._handle import Handle
from omnifund._raw.calls import give, lib

__all__ = ["Key"]


class Key(Handle):
    """A key of 32 bytes that seals the records of a store."""

    def __init__(self, key: bytes) -> None:
        self._held = give("key", lib.omnifund_key_from_bytes, bytes(key), len(key))
