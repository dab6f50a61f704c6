"""Values: what cannot be changed, is equal where its fields are, and shows no secret.

As `dataclasses` makes them, which takes as long to import as all else together. What stands in
`__slots__` beside a name is what `help` says of it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, NoReturn

    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_how):
        return lambda made: made


@dataclass_transform(frozen_default=True)
class Value:
    """Its fields are its slots, in their order; those in `_hidden` no `repr` shows."""

    __slots__ = ()
    _hidden: ClassVar[frozenset[str]] = frozenset()
    _names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self._names
        if len(values) > len(names):
            raise TypeError(f"{type(self).__name__} takes {len(names)} values")
        given = {**dict(zip(names, values)), **named}
        if given.keys() != set(names):
            wrong = ", ".join(sorted(given.keys() ^ set(names)))
            raise TypeError(f"{type(self).__name__} has other fields: {wrong}")
        for name, value in given.items():
            object.__setattr__(self, name, value)

    def __init_subclass__(cls) -> None:
        # What a class adds to one that was made stands behind it.
        lineage = [vars(one) for one in reversed(cls.__mro__)]
        cls._names = tuple(name for one in lineage for name in one.get("__slots__", ()))
        cls._hidden = frozenset().union(*(one.get("_hidden", ()) for one in lineage))
        cls.__match_args__ = cls._names  # type: ignore[attr-defined,misc]

    def _fields(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        names = (name for name in self._names if name not in self._hidden)
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({shown})"

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} can't be changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} can't be changed: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._fields()
