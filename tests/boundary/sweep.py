"""Sweeps the C boundary: for every function of the header, NULL in each pointer, invalid UTF-8 and
enormous text in each string, and extremes in each number.

The functions are read from the header itself, so a new one is swept without a line here; a parameter
of a kind that is not known here ends the sweep with an error. Each call is made in a process of its
own: a crash is seen, and named, instead of ending the sweep.

    sweep.py PLAIN_REGION LIBRARY BASE_URL CA_FILE
"""

import os
import re
import signal
import sys

import cffi

ERROR_PARAMETER = "omnifund_error * *"
LONGEST_STRING = 64 * 1024
SECONDS_A_CALL = 20
INT32 = (-(2**31), -1, 0, 1, 2, 2**31 - 1)
INT64 = (-(2**63), -1, 0, 1, 2, 2**63 - 1)

plain_region, library_path, base_url, ca_file = sys.argv[1:]
with open(plain_region, encoding="ascii") as header:
    source = header.read()
ffi = cffi.FFI()
ffi.cdef(source)
lib = ffi.dlopen(library_path)


def must(code):
    assert code == lib.OMNIFUND_OK, f"the sweep's own set-up failed with {code}"


class Handles:
    """A handle of each noun, made in the child process that uses it."""

    def __init__(self):
        client_id = os.environ["OMNIFUND_CLIENT_ID"].encode()
        client_secret = os.environ["OMNIFUND_CLIENT_SECRET"].encode()
        self.made = lib.omnifund_config_new()
        must(lib.omnifund_config_set_base_url(self.made, base_url.encode(), ffi.NULL))
        must(lib.omnifund_config_set_ca_file(self.made, ca_file.encode(), ffi.NULL))
        must(lib.omnifund_config_set_credentials(self.made, client_id, client_secret, ffi.NULL))

    def config(self):
        return self.made

    def client(self):
        client = ffi.new("omnifund_client **")
        must(lib.omnifund_client_new(self.made, client, ffi.NULL))
        return client[0]

    def token(self):
        token = ffi.new("omnifund_token **")
        user, password = b"omnifund_user", b"omnifund_password"
        must(lib.omnifund_client_password_grant(self.client(), user, password, token, ffi.NULL))
        return token[0]

    def login(self):
        login = ffi.new("omnifund_login **")
        access_token = lib.omnifund_token_access_token(self.token())
        must(lib.omnifund_client_token_login(self.client(), access_token, login, ffi.NULL))
        return login[0]

    def error(self):
        error = ffi.new("omnifund_error **")
        assert lib.omnifund_config_set_environment(self.made, b"nowhere", error)
        return error[0]

    def get(self, noun):
        return getattr(self, noun)()


class Parameter:
    """What kind of parameter it is, and what to try in it."""

    def __init__(self, ctype):
        self.ctype = ctype
        name = ctype.cname
        self.noun = None
        match = re.fullmatch(r"omnifund_(\w+) \*", name)
        if name == ERROR_PARAMETER:
            self.kind = "error"
        elif match:
            self.kind, self.noun = "handle", match[1]
        elif re.fullmatch(r"omnifund_(\w+) \* \*", name):
            self.kind = "out"
        elif name == "char *":
            self.kind = "string"
        elif name == "void *":
            self.kind = "userdata"
        elif name in ("int32_t", "int64_t"):
            self.kind = name
        elif ctype.kind == "pointer" and ctype.item.kind == "function":
            self.kind = "callback"
        elif ctype.kind == "function":
            self.kind = "callback"
        else:
            raise SystemExit(f"the sweep does not know what to try in a parameter {name!r}")

    def usual(self, handles):
        if self.kind == "handle":
            return handles.get(self.noun)
        if self.kind in ("out", "error"):
            # Something that the library must not read, and must overwrite.
            place = ffi.new(self.ctype.item.cname + "*")
            place[0] = ffi.cast(self.ctype.item, 0x1)
            return place
        if self.kind == "string":
            return ffi.new("char[]", b"text")
        if self.kind == "callback":
            return callback(self.ctype)
        if self.kind == "userdata":
            return ffi.NULL
        return 1

    def tries(self):
        """Pairs of a name for what is tried, and a function that makes it."""
        if self.kind == "int32_t":
            return [(str(number), lambda number=number: number) for number in INT32]
        if self.kind == "int64_t":
            return [(str(number), lambda number=number: number) for number in INT64]
        tries = [("NULL", lambda: ffi.NULL)]
        if self.kind == "string":
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


def callback(ctype):
    pointer = ctype if ctype.kind == "function" else ctype.item
    made = ffi.callback(pointer, lambda *_: None)
    callback.kept.append(made)
    return made


callback.kept = []


class Function:
    def __init__(self, name):
        self.name = name
        ctype = ffi.typeof(getattr(lib, name))
        self.parameters = [Parameter(parameter) for parameter in ctype.args]
        self.can_fail = bool(self.parameters) and self.parameters[-1].kind == "error"
        self.returns = ctype.result
        self.ends = name.endswith("_free")

    def cases(self):
        yield None, "usual values", None
        for place, parameter in enumerate(self.parameters):
            for what, make in parameter.tries():
                yield place, what, make

    def call(self, place, what, make):
        handles = Handles()
        arguments = [parameter.usual(handles) for parameter in self.parameters]
        if place is not None:
            arguments[place] = make()
        result = getattr(lib, self.name)(*arguments)
        if self.can_fail:
            self.check_fallible(result, arguments, place, what)
        elif not self.ends and place is not None and self.parameters[place].kind == "handle":
            self.check_empty(result)
        if place is None and self.ends:
            return
        for parameter, argument in zip(self.parameters, arguments):
            if parameter.kind in ("out", "error") and argument != ffi.NULL:
                end(argument[0])

    def check_fallible(self, code, arguments, place, what):
        kind = self.parameters[place].kind if place is not None else None
        expected = None
        if what == "NULL" and kind in ("handle", "out", "string", "callback"):
            expected = lib.OMNIFUND_CODE_NULL_ARGUMENT
        elif what in ("invalid UTF-8", "half a character", "a surrogate"):
            expected = lib.OMNIFUND_CODE_INVALID_UTF8
        elif what == "enormous":
            expected = lib.OMNIFUND_CODE_INVALID_ARGUMENT
        if expected is not None:
            assert code == expected, f"code {code}, expected {expected}"
        assert code not in (lib.OMNIFUND_CODE_PANIC, lib.OMNIFUND_CODE_INTERNAL), f"code {code}"
        if what == "empty":
            assert code != lib.OMNIFUND_OK, "an empty string was taken"
        err = arguments[-1]
        if err != ffi.NULL:
            assert lib.omnifund_error_code(err[0]) == code, "the error is another than the code"
            assert (err[0] == ffi.NULL) == (code == lib.OMNIFUND_OK)
            if err[0] != ffi.NULL:
                message = ffi.string(lib.omnifund_error_message(err[0])).decode()
                assert 10 < len(message) < 2000, f"message {message[:200]!r}"
        for parameter, argument in zip(self.parameters, arguments):
            if parameter.kind == "out" and argument != ffi.NULL:
                assert (argument[0] == ffi.NULL) == (code != lib.OMNIFUND_OK), "the out-pointer"

    def check_empty(self, result):
        if self.returns.kind == "pointer":
            assert result == ffi.NULL, f"{result} for NULL"
        else:
            assert result == 0, f"{result} for NULL"


def end(handle):
    if handle != ffi.NULL:
        noun = re.fullmatch(r"(omnifund_\w+) \*", ffi.typeof(handle).cname)[1]
        getattr(lib, noun + "_free")(handle)


def in_own_process(call):
    """Runs `call`; gives what went wrong, or None."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
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
    names = sorted(set(re.findall(r"^[^/\n]*?\b(omnifund_\w+)\(", source, re.MULTILINE)))
    names = [name for name in names if name in dir(lib)]
    assert len(names) > 40, names
    calls, failures = 0, []
    for function in map(Function, names):
        for place, what, make in function.cases():
            calls += 1
            problem = in_own_process(lambda: function.call(place, what, make))
            if problem:
                where = "" if place is None else f" in parameter {place + 1}"
                failures.append(f"{function.name}: {what}{where}: {problem}")
    for failure in failures:
        print(failure)
    print(f"{len(names)} functions, {calls} calls, {len(failures)} failures")
    sys.exit(bool(failures))


main()
