from __future__ import annotations

import json
import re
from enum import IntEnum
from pathlib import Path

import pytest

import omnifund
from omnifund._raw import _constants
from omnifund._raw._signatures import Library
from omnifund._raw.library import ffi, lib

DESCRIPTION = Path(__file__).resolve().parents[3] / "include" / "omnifund-api.json"
API = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
FUNCTIONS = [function["c_name"] for function in API["functions"]]
PACKAGE = Path(omnifund.__file__).parent


def test_every_constant_of_the_header_is_there_with_its_number() -> None:
    kinds = [kind for kind in vars(_constants).values() if isinstance(kind, type)]
    enums = [kind for kind in kinds if issubclass(kind, IntEnum) and kind is not IntEnum]
    ours = {kind.__name__.lower(): {member.value for member in kind} for kind in enums}
    theirs = {
        enum["name"].replace("_", ""): {value["number"] for value in enum["values"]}
        for enum in API["enums"]
    }
    assert ours == theirs
    assert omnifund.Code.PANIC.value == 900


def test_every_function_of_the_header_is_in_the_library_with_as_many_parameters() -> None:
    assert len(FUNCTIONS) > 100
    assert {name for name in vars(Library) if name.startswith("omnifund_")} == set(FUNCTIONS)
    for name in FUNCTIONS:
        code = getattr(Library, name).__code__
        assert code.co_argcount - 1 == len(ffi.typeof(getattr(lib, name)).args), name


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_of_the_header_is_offered(function: str) -> None:
    # These are what others do with more.
    covered = {
        "omnifund_login_header": "omnifund_login_header_value",
        "omnifund_response_header": "omnifund_response_header_value",
        # An error has them.
        "omnifund_code_name": "omnifund_error_code",
        "omnifund_code_text": "omnifund_error_message",
        "omnifund_config_log_to_callback_with": "omnifund_config_log_entries_to_callback",
        "omnifund_config_log_entries_to_callback_with": "omnifund_config_log_entries_to_callback",
        "omnifund_config_log_to_callback": "omnifund_config_log_entries_to_callback",
        "omnifund_config_log_to_queue": "omnifund_config_log_entries_to_callback",
        "omnifund_log_queue_new": "omnifund_config_log_entries_to_callback",
        "omnifund_log_queue_take": "omnifund_config_log_entries_to_callback",
        "omnifund_log_queue_free": "omnifund_config_log_entries_to_callback",
        "omnifund_log_entry_free": "omnifund_config_log_entries_to_callback",
        "omnifund_session_sign_in": "omnifund_session_sign_in_saving",
        "omnifund_store_open_file": "omnifund_store_open_file_with",
    }
    wanted = rf"\b{covered.get(function, function)}\b"
    if function not in covered and re.fullmatch(r"omnifund_(?!error)\w+_free", function):
        wanted = f'"{function[len("omnifund_") : -len("_free")]}"'
    made = ("_abi.py", "_signatures.py")
    ours = [file for file in PACKAGE.rglob("*.py") if file.name not in made]
    assert any(re.search(wanted, file.read_text()) for file in ours)
