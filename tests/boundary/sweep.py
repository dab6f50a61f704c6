"""Sweeps the C boundary: for every function of the header, NULL in each pointer, invalid UTF-8 and
enormous text in each string, and extremes in each number.

The functions, and what each parameter is, come from the description, so a new one is swept without a
line here; a parameter of a kind that is not known here ends the sweep with an error. Each call is made
in a process of its own, in an empty directory of its own: a crash is seen, and named, instead of ending
the sweep.

    sweep.py PLAIN_REGION DESCRIPTION LIBRARY

The server and the OAuth client come from the environment, as for omnifund_config_load.
"""

import json
import os
import signal
import sys
import tempfile

import cffi

LONGEST_STRING = 64 * 1024
SECONDS_A_CALL = 20
KEY_LENGTH = 32
# What a parameter of a name takes, so that the call does something; others take "text" and 1.
USUAL_STRINGS = {
    "username": b"omnifund_user",
    "password": b"omnifund_password",
    "redirect_uri": b"http://127.0.0.1:8400/callback",
    "sink": b"syslog",
    "method": b"GET",
}
# Of a query or a header, where nothing is something, too.
MAY_BE_EMPTY = {"value"}
USUAL_NUMBERS = {"length": KEY_LENGTH, "age": 0, "budget_ms": 10_000}
# No count in the sweep comes near it.
UNTOUCHED = 77
EXTREMES = {
    "int32": (-(2**31), -1, 0, 1, 2, 2**31 - 1),
    "int64": (-(2**63), -1, 0, 1, 2, 2**63 - 1),
}

plain_region, described, library_path = sys.argv[1:]
os.environ["OMNIFUND_STORE"] = "store"
# Where a shared store keeps what is this host's own.
os.environ["STATE_DIRECTORY"] = os.getcwd()
credentials = [
    os.environ[variable].encode() for variable in ("OMNIFUND_CLIENT_ID", "OMNIFUND_CLIENT_SECRET")
]
with open(plain_region, encoding="ascii") as header:
    source = header.read()
with open(described, encoding="utf-8") as file:
    description = json.load(file)
ffi = cffi.FFI()
ffi.cdef(source)
lib = ffi.dlopen(library_path)


def must(code):
    assert code == lib.OMNIFUND_OK, f"the sweep's own set-up failed with {code}"


class Handles:
    """A handle of each noun, made in the child process that uses it."""

    def __init__(self):
        self.made = {}

    def get(self, noun):
        if noun not in self.made:
            self.made[noun] = getattr(self, noun)()
        return self.made[noun]

    def given(self, noun, function, *arguments):
        """What a function of the library gives by its out-pointer."""
        out = ffi.new(f"omnifund_{noun} **")
        must(getattr(lib, "omnifund_" + function)(*arguments, out, ffi.NULL))
        return out[0]

    def config(self):
        return self.given("config", "config_load", ffi.NULL)

    def client(self):
        return self.given("client", "client_new", self.get("config"))

    def token(self):
        grant = self.get("client"), USUAL_STRINGS["username"], USUAL_STRINGS["password"]
        return self.given("token", "client_password_grant", *grant)

    def login(self):
        access_token = lib.omnifund_token_access_token(self.get("token"))
        return self.given("login", "client_token_login", self.get("client"), access_token)

    def authorization(self):
        redirect_uri = USUAL_STRINGS["redirect_uri"]
        client = self.get("client")
        return self.given("authorization", "client_authorization", client, redirect_uri)

    def error(self):
        error = ffi.new("omnifund_error **")
        assert lib.omnifund_config_set_environment(self.get("config"), b"nowhere", error)
        return error[0]

    def key(self):
        return self.given("key", "key_from_bytes", bytes(range(KEY_LENGTH)), KEY_LENGTH)

    def store_options(self):
        return lib.omnifund_store_options_new()

    def store(self):
        """With an OAuth client of the usual name, and a session that is signed in."""
        store = self.given("store", "store_open_file", b"store", ffi.NULL)
        must(lib.omnifund_store_save_client(store, b"text", *credentials, ffi.NULL))
        session = self.given(
            "session", "session_open", self.get("client"), store, USUAL_STRINGS["username"]
        )
        must(lib.omnifund_session_sign_in(session, USUAL_STRINGS["password"], ffi.NULL))
        self.made["session"] = session
        return store

    def session(self):
        self.get("store")
        return self.made["session"]

    def request(self):
        return self.given("request", "request_new", b"GET", b"/api/customers")

    def response(self):
        return self.given("response", "session_request", self.get("session"), self.get("request"))

    def status(self):
        return self.given("status", "session_status", self.get("session"))

    def log_queue(self):
        """With a line."""
        queue = lib.omnifund_log_queue_new()
        config = self.get("config")
        must(lib.omnifund_config_log_to_queue(config, queue, lib.OMNIFUND_LOG_LEVEL_DEBUG, ffi.NULL))
        self.made["log_queue"] = queue
        self.get("token")
        return queue

    def log_entry(self):
        entry = lib.omnifund_log_queue_take(self.get("log_queue"))
        assert entry != ffi.NULL
        return entry

    def kept_answer(self):
        """NULL, since there is none: a server that speaks in riddles is no part of the sweep."""
        return self.given("kept_answer", "session_kept_answer", self.get("session"))

    def metrics(self):
        return self.given("metrics", "store_metrics", self.get("store"), ffi.NULL)

    def client_list(self):
        return self.given("client_list", "store_clients", self.get("store"))

    def session_list(self):
        sessions = self.given("session_list", "store_sessions", self.get("store"), ffi.NULL)
        must(lib.omnifund_session_list_next(sessions, ffi.NULL))
        return sessions


class Parameter:
    """A parameter of the description, and what to try in it."""

    def __init__(self, described, ctype):
        self.ctype = ctype
        self.name = described["name"]
        self.kind = described["kind"]
        self.may_be_null = described.get("nullable", False)
        self.noun = described.get("of")

    def usual(self, handles):
        match self.kind:
            case "handle" | "ended_handle":
                return handles.get(self.noun)
            case "out_handle" | "out_error":
                # Something that the library must not read, and must overwrite.
                pointer = ffi.new(self.ctype.item.cname + "*")
                pointer[0] = ffi.cast(self.ctype.item, 0x1)
                return pointer
            case "out_number":
                return ffi.new("int64_t *", UNTOUCHED)
            case "bytes":
                return ffi.new(self.ctype.item.cname + "[]", bytes(range(KEY_LENGTH)))
            case "text":
                return ffi.new("char[]", USUAL_STRINGS.get(self.name, b"text"))
            case "callback":
                return callback(self.ctype)
            case "struct":
                return functions_of_nothing()
            case "userdata":
                return ffi.NULL
            case "int32" | "int64":
                return USUAL_NUMBERS.get(self.name, 1)
        raise SystemExit(f"the sweep does not know what to try in a parameter of kind {self.kind}")

    def tries(self):
        """Pairs of a name for what is tried, and a function that makes it."""
        if self.kind in EXTREMES:
            return [(str(number), lambda number=number: number) for number in EXTREMES[self.kind]]
        tries = [("NULL", lambda: ffi.NULL)]
        if self.kind == "text":
            tries += [
                ("invalid UTF-8", lambda: ffi.new("char[]", b"a\xff\xfe")),
                ("half a character", lambda: ffi.new("char[]", b"a\xc3")),
                ("a surrogate", lambda: ffi.new("char[]", b"\xed\xa0\x80")),
                ("empty", lambda: ffi.new("char[]", b"")),
                ("enormous", lambda: ffi.new("char[]", b"a" * (LONGEST_STRING + 1))),
                ("the longest", lambda: ffi.new("char[]", b"a" * LONGEST_STRING)),
                ("odd", lambda: ffi.new("char[]", "\u202e\r\n%s%n\x7f\U0001f980".encode())),
            ]
        return tries


def functions_of_nothing():
    """A table whose functions answer OMNIFUND_STORE_ANSWER_DONE and find nothing."""
    functions = ffi.new("omnifund_store_functions *")
    functions.size = ffi.sizeof("omnifund_store_functions")
    functions.version = 1
    for name, member in ffi.typeof("omnifund_store_functions").fields:
        if member.type.kind == "function":
            found = None if member.type.result.kind == "void" else 0
            made = ffi.callback(member.type, lambda *_, found=found: found)
            callback.kept.append(made)
            setattr(functions, name, made)
    return functions


def callback(ctype):
    pointer = ctype if ctype.kind == "function" else ctype.item
    nothing = None if pointer.result.kind == "void" else 0
    made = ffi.callback(pointer, lambda *_: nothing)
    callback.kept.append(made)
    return made


callback.kept = []


class Function:
    def __init__(self, described):
        self.name = described["c_name"]
        self.parameters = [
            Parameter(one, ctype)
            for one, ctype in zip(
                described["parameters"], ffi.typeof(getattr(lib, self.name)).args, strict=True
            )
        ]
        self.can_fail = described["fallible"]
        self.returns = described["returns"]
        self.ends = any(one.kind == "ended_handle" for one in self.parameters)
        self.may_give_null = any("may_give_null" in one for one in described["parameters"])

    def cases(self):
        yield None, "usual values", None
        for index, parameter in enumerate(self.parameters):
            for what, make in parameter.tries():
                yield index, what, make

    def call(self, index, what, make):
        handles = Handles()
        arguments = [parameter.usual(handles) for parameter in self.parameters]
        if index is not None:
            arguments[index] = make()
        result = getattr(lib, self.name)(*arguments)
        if self.can_fail:
            self.check_fallible(result, arguments, index, what)
        elif not self.ends and index is not None and self.parameters[index].kind == "handle":
            self.check_empty(result)
        if self.returns["kind"] == "handle":
            end(self.returns["of"], result)
        if index is None and self.ends:
            return
        for parameter, argument in zip(self.parameters, arguments):
            if argument == ffi.NULL:
                continue
            if parameter.kind == "out_handle":
                end(parameter.noun, argument[0])
            elif parameter.kind == "out_error":
                end("error", argument[0])

    def check_fallible(self, code, arguments, index, what):
        expected = None
        if what == "NULL" and not self.parameters[index].may_be_null:
            expected = lib.OMNIFUND_CODE_NULL_ARGUMENT
        elif what in ("invalid UTF-8", "half a character", "a surrogate"):
            expected = lib.OMNIFUND_CODE_INVALID_UTF8
        elif what == "enormous":
            expected = lib.OMNIFUND_CODE_INVALID_ARGUMENT
        if expected is not None:
            assert code == expected, f"code {code}, expected {expected}"
        else:
            assert code != lib.OMNIFUND_CODE_NULL_ARGUMENT, "NULL is refused where it is allowed"
        assert code not in (lib.OMNIFUND_CODE_PANIC, lib.OMNIFUND_CODE_INTERNAL), f"code {code}"
        if what == "empty" and self.parameters[index].name not in MAY_BE_EMPTY:
            assert code != lib.OMNIFUND_OK, "an empty string was taken"
        err = arguments[-1]
        if err != ffi.NULL:
            assert lib.omnifund_error_code(err[0]) == code, "the error is another than the code"
            assert (err[0] == ffi.NULL) == (code == lib.OMNIFUND_OK)
            if err[0] != ffi.NULL:
                message = ffi.string(lib.omnifund_error_message(err[0])).decode()
                assert 10 < len(message) < 2000, f"message {message[:200]!r}"
        for parameter, argument in zip(self.parameters, arguments):
            if parameter.kind == "out_handle" and argument != ffi.NULL and not self.may_give_null:
                assert (argument[0] == ffi.NULL) == (code != lib.OMNIFUND_OK), "the out-pointer"
            if parameter.kind == "out_number" and argument != ffi.NULL:
                assert argument[0] != UNTOUCHED, "the number was not set"
                assert argument[0] == 0 or code == lib.OMNIFUND_OK, "a number beside an error"

    def check_empty(self, result):
        if self.returns["kind"] in ("handle", "text", "bytes"):
            assert result == ffi.NULL, f"{result} for NULL"
        elif self.returns["kind"] != "nothing":
            assert result == 0, f"{result} for NULL"


def end(noun, handle):
    if handle != ffi.NULL:
        getattr(lib, f"omnifund_{noun}_free")(handle)


def in_own_process(call, directory):
    """Runs `call` in a directory; gives what went wrong, or None."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.chdir(directory)
        signal.alarm(SECONDS_A_CALL)
        try:
            call()
        except BaseException as problem:  # noqa: BLE001
            os.write(writing, f"{type(problem).__name__}: {problem}"[:4000].encode())
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return said or (None if status == 0 else f"status {status}")


def main():
    functions = [Function(described) for described in description["functions"]]
    assert len(functions) > 100, functions
    calls, failures = 0, []
    for function in functions:
        for index, what, make in function.cases():
            calls += 1
            with tempfile.TemporaryDirectory(dir=os.getcwd()) as directory:
                problem = in_own_process(lambda: function.call(index, what, make), directory)
            if problem:
                where = "" if index is None else f" in parameter {index + 1}"
                failures.append(f"{function.name}: {what}{where}: {problem}")
    for failure in failures:
        print(failure)
    print(f"{len(functions)} functions, {calls} calls, {len(failures)} failures")
    sys.exit(bool(failures))


main()
