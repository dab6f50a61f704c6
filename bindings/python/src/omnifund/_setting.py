"""How what is set by keyword gets to the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Optional

from omnifund._handle import pointer_of
from omnifund._raw.calls import CData

__all__ = ["Setter", "calls", "key"]

Function = Callable[..., int]


class Setter(NamedTuple):
    """Keywords that go together, and how the library takes them."""

    keywords: tuple[str, ...]
    function: Function
    converters: tuple[Callable[[Any], Any], ...]
    #: What is called where the value is "none".
    none: Optional[Function] = None
    #: Whether there may be several values, each for a call of its own.
    each: bool = False


def key(value: Any) -> CData:
    return pointer_of(value, "Key")


def calls(
    kind: type, setters: tuple[Setter, ...], given: Mapping[str, Any]
) -> Iterator[tuple[Function, list[Any]]]:
    """What is to be called, and with what, for the keywords of a kind; `None` calls nothing."""
    unknown = given.keys() - kind.__annotations__.keys()
    if unknown:
        raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
    for setter in setters:
        values = [given.get(keyword) for keyword in setter.keywords]
        if all(value is None for value in values):
            continue
        if None in values:
            raise TypeError(f"{' and '.join(setter.keywords)} go together")
        if values == ["none"] and setter.none is not None:
            yield setter.none, []
        elif setter.each:
            for value in values[0]:  # type: ignore[union-attr]
                yield setter.function, [convert(value) for convert in setter.converters]
        elif setter.converters:
            converted = zip(setter.converters, values)
            yield setter.function, [convert(value) for convert, value in converted]
        elif values[0]:
            yield setter.function, []
