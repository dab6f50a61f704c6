"""What `Config`, `Client`, `Store`, `Key` and `Session` have in common: they can be closed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import NoReturn, Optional, TypeVar

    from omnifund._raw.calls import CData

    Self = TypeVar("Self", bound="Handle")

__all__ = ["Handle", "pointer_of"]


class Handle:
    """Something of the library's that is closed by `close`, at the end of a `with` block, or when
    nobody holds it any more. Using it afterwards is a `ValueError`.
    """

    _held: Optional[CData]
    #: How programs come to one.
    _made_by = ""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise TypeError(f"a {type(self).__name__} is not made by its class: call {self._made_by}")

    @classmethod
    def _holding(cls: type[Self], pointer: CData) -> Self:
        self = cls.__new__(cls)
        self._held = pointer
        return self

    @property
    def _pointer(self) -> CData:
        pointer = self._held
        if pointer is None:
            raise ValueError(f"this {type(self).__name__} is closed")
        return pointer

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._held is None

    def close(self) -> None:
        """Gives it up. A call that another thread is making ends in peace; closing twice is
        fine.
        """
        self._held = None

    def __enter__(self: Self) -> Self:
        _ = self._pointer
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<omnifund.{type(self).__name__}{' (closed)' if self.closed else ''}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} can't be pickled or copied: open it in the process that uses "
            "it, or before a fork"
        )


def pointer_of(handle: object, kind: str) -> CData:
    """The pointer of a handle of this kind. What is another thing is refused in words."""
    kinds = [one.__name__ for one in type(handle).__mro__]
    if isinstance(handle, Handle) and kind in kinds:
        return handle._pointer
    raise TypeError(
        f"expected an omnifund.{kind}, not {kinds[0]}: are the arguments in their order?"
    )
