"""Pages of PHP-FPM a second, asked for by FastCGI: with a token, bare, with a token by FFI alone, and league's."""

import getpass
import glob
import os
import shutil
import socket
import struct
import subprocess
import time

PAGES = 1_000
BEGIN, END, PARAMETERS, INPUT, OUTPUT = 1, 3, 4, 5, 6


def pages_a_second(track, here, league, measured):
    binary = next(iter(sorted(glob.glob("/usr/sbin/php-fpm*"))), None)
    if binary is None:
        return []
    folder = track.folder / "fpm"
    folder.mkdir()
    address = str(folder / "socket")
    settings = folder / "omnifund.conf"
    # No exchange is needed, and so no authority.
    names = ("OMNIFUND_BASE_URL", "OMNIFUND_CLIENT_ID", "OMNIFUND_CLIENT_SECRET", "OMNIFUND_STORE")
    settings.write_text("".join(f"{name}={track.environment[name]}\n" for name in names))
    settings.chmod(0o600)
    # As the package's documentation tells: what PHP reads at its start, and the lines for it.
    made = subprocess.run(
        ["php", here.parent.parent / "bindings/php/bin/omnifund-preload-header", folder / "preload.h"],
        env=track.environment, capture_output=True, text=True, check=True,
    ).stdout
    lines = [line for line in made.splitlines() if "=" in line and not line.startswith("opcache.preload_user")]
    user = "root" if os.geteuid() == 0 else getpass.getuser()
    # FFI for pages too, for the one that has no package before it.
    lines += [f"opcache.preload_user={user}", "opcache.enable=1", "ffi.enable=1"]
    (folder / "fpm.conf").write_text(
        f"[global]\nerror_log = {folder}/errors\ndaemonize = no\n[www]\nlisten = {address}\npm = static\n"
        "pm.max_children = 2\nclear_env = no\nphp_admin_flag[display_errors] = on\n"
    )
    with_options = ["-R"] if os.geteuid() == 0 else []
    options = [part for line in lines for part in ("-d", line)]
    process = subprocess.Popen(
        [binary, *with_options, *options, "-F", "-y", str(folder / "fpm.conf")],
        env=track.environment, stdout=subprocess.DEVNULL, stderr=open(folder / "said", "w"),
    )
    try:
        while not os.path.exists(address):
            if process.poll() is not None:
                raise RuntimeError((folder / "said").read_text() + (folder / "errors").read_text())
            time.sleep(0.01)
        asked = {
            "OMNIFUND_USERNAME": track.environment["OMNIFUND_USERNAME"],
            "OMNIFUND_CONFIG": str(settings),
            "OMNIFUND_LIBRARY": track.environment["OMNIFUND_LIBRARY"],
            "RACE_TOKEN": track.environment["RACE_TOKEN"],
            "RACE_LEAGUE": str(league),
        }
        # One that has just been opened is opened anew until its files are a second old.
        time.sleep(2)

        def pages(script):
            def run():
                ask(address, here / "php" / script, asked)
                began = time.perf_counter()
                for _ in range(PAGES):
                    ask(address, here / "php" / script, asked)
                return [PAGES / (time.perf_counter() - began)]

            return run

        runners = {
            "libomnifund, page": pages("ours.php"),
            "a bare page": pages("bare.php"),
            "libomnifund by FFI alone, page": pages("by-hand.php"),
        }
        beside = {"libomnifund, page": "a bare page", "libomnifund by FFI alone, page": "a bare page"}
        if league:
            runners["league, page"] = pages("league.php")
        return measured("PHP-FPM", "pages/s", runners, beside, {"libomnifund, page": 0.9})
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def ask(address, script, more):
    """A page, by FastCGI."""
    parameters = {"SCRIPT_FILENAME": str(script), "REQUEST_METHOD": "GET", "SERVER_PROTOCOL": "HTTP/1.1"} | more
    pairs = b"".join(
        struct.pack(">I", len(name) | 1 << 31) + struct.pack(">I", len(value) | 1 << 31) + name.encode() + value.encode()
        for name, value in parameters.items()
    )
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        connection.sendall(
            record(BEGIN, struct.pack(">HB5x", 1, 0)) + record(PARAMETERS, pairs) + record(PARAMETERS, b"")
            + record(INPUT, b"")
        )
        answer = b""
        while True:
            kind, content = received(connection)
            if kind == OUTPUT:
                answer += content
            elif kind == END:
                break
    if not answer.endswith(b"page"):
        raise RuntimeError(answer.decode())


def record(kind, content):
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def received(connection):
    head = exactly(connection, 8)
    _, kind, _, length, padding = struct.unpack(">BBHHBx", head)
    content = exactly(connection, length + padding)
    return kind, content[:length]


def exactly(connection, length):
    found = b""
    while len(found) < length:
        more = connection.recv(length - len(found))
        if not more:
            raise RuntimeError("PHP-FPM ended the connection")
        found += more
    return found
