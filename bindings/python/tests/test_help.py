"""`help` tells all that a program can use."""

from __future__ import annotations

import inspect
import pydoc
import re
from enum import Enum

import pytest

import omnifund

CLASSES = [getattr(omnifund, name) for name in omnifund.__all__]
CLASSES = [one for one in CLASSES if inspect.isclass(one) and not issubclass(one, Enum)]


def shown(thing: object) -> str:
    return pydoc.plain(pydoc.render_doc(thing))


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_everything_public_of_a_class_is_documented(kind: type) -> None:
    assert inspect.getdoc(kind)
    for name in dir(kind):
        member = getattr(kind, name)
        is_ours = not name.startswith("_") and not hasattr(BaseException, name)
        if is_ours and not isinstance(member, (str, int)) and not hasattr(dict, name):
            assert name in shown(kind)
            words = inspect.getdoc(inspect.getattr_static(kind, name))
            owner = next(one for one in kind.__mro__ if name in vars(one))
            assert words or vars(owner)["__slots__"][name], f"{kind.__name__}.{name}"


def test_help_shows_the_words_of_a_values_fields() -> None:
    words = "How many seconds the access token counts as good"
    assert words in shown(omnifund.Status)
    assert "good for one refresh" in shown(omnifund.Token)


def test_help_of_the_package_shows_what_is_imported_later_too() -> None:
    words = shown(omnifund)
    for name in ("class Store(", "class Config(", "class TryLater(", "class Status("):
        assert name in words


@pytest.mark.parametrize("kind", ["Settings", "StoreOptions", "RequestOptions"])
def test_help_of_the_package_has_words_for_each_keyword(kind: str) -> None:
    package, options = shown(omnifund), getattr(omnifund, kind)
    lines = re.sub(r"^ *\| {0,2}", "", package, flags=re.MULTILINE)
    for name in options.__annotations__:
        assert re.search(rf"^((\w+, )*{name}(, \w+)*)\n {{4}}\S", lines, re.MULTILINE), name
    # Units, what holds unless it is set, and what is raised.
    if kind == "Settings":
        assert "5 s unless set. In seconds, 0.001 to" in lines
        assert "Raises\n    ConfigurationError" in lines
