"""What is measured of each. A contest gives rows of the report."""

import os
import statistics
import subprocess
import sys

from race import HERE, MADE, OTHERS, OURS, PYTHON, ROUNDS, TARGET, measured, numbers, spread
from report import Row

MILLION = 1e-6
LANGUAGE_OF = {"libcurl": "C", "requests-oauthlib": "Python", "Authlib": "Python", "x/oauth2": "Go", "league": "PHP"}


def ours(language):
    return f"libomnifund, {language}"


def of(track, command, contest, times, name):
    return lambda: track.run(command, contest, times)[name]


def hot(track):
    """A token that is there, as with each request."""
    many = {"C": 2_000_000, "Python": 300_000, "Go": 3_000_000, "PHP": 500_000}
    runners = {ours(one): of(track, OURS[one], "hot", many[one], "token") for one in OURS}
    runners["libomnifund, C, peek"] = of(track, OURS["C"], "hot", many["C"], "peek")
    runners["a clock read"] = of(track, OURS["C"], "hot", many["C"], "clock")
    floor = "both clocks, and memory that is copied to and wiped"
    runners[floor] = of(track, OURS["C"], "hot", many["C"], "floor")
    runners["libomnifund, Go, two threads"] = of(track, OURS["Go"], "hot", many["Go"], "token-on-two")
    for other, command in OTHERS.items():
        if other != "libcurl":
            runners[other] = of(track, command, "hot", many[LANGUAGE_OF[other]], "token")
    beside = {
        ours("C"): "a clock read", "libomnifund, C, peek": "a clock read", ours("Python"): "Authlib",
        ours("Go"): "x/oauth2", "libomnifund, Go, two threads": ours("Go"), ours("PHP"): "league",
    }
    beside = {name: other for name, other in beside.items() if other in runners}
    marks = {
        ours("C"): 2.0, "libomnifund, C, peek": 2.0, ours("Python"): 0.5, ours("Go"): 1.0,
        "libomnifund, Go, two threads": 1.3, ours("PHP"): 1.0,
    }
    marks = {name: mark for name, mark in marks.items() if name in beside}
    return measured("hot", "ns", runners, beside, marks)


def auth(track):
    """What puts the token into a request of requests'."""
    runners = {
        ours("Python"): of(track, OURS["Python"], "auth", 20_000, "auth"),
        "Authlib": of(track, OTHERS["Authlib"], "auth", 20_000, "auth"),
    }
    return measured("auth object", "ns", runners, {ours("Python"): "Authlib"}, {ours("Python"): 1.0})


def cold(track):
    """A process that has a token and ends."""
    runners = {ours(one): lambda c=command: [track.timed(c, "cold", 1)] for one, command in OURS.items()}
    for other, command in OTHERS.items():
        if other != "libcurl":
            runners[other] = lambda c=command: [track.timed(c, "cold", 1)]
    runners["an empty process, C"] = lambda: [track.timed([str(MADE / "c-empty")])]
    runners["an empty process, Python"] = lambda: [track.timed([PYTHON, str(HERE / "python/bare.py")])]
    runners["an empty process, Go"] = lambda: [track.timed([str(MADE / "go-empty")])]
    runners["an empty process, PHP"] = lambda: [track.timed(["php", str(HERE / "php/bare.php")])]
    beside = {
        ours("C"): "an empty process, C", ours("Python"): "requests-oauthlib", ours("Go"): "x/oauth2",
        ours("PHP"): "league" if "league" in runners else "an empty process, PHP",
    }
    marks = {ours("C"): 1.8, ours("Python"): 0.15, ours("Go"): 1.0}
    return measured("cold", "ms", runners, beside, marks, rounds=3 * ROUNDS, scale=MILLION)


def exchange(track):
    """A pair by a user's password, over a connection of its own."""
    runners = {ours(one): of(track, OURS[one], "exchange", 20, "wall") for one in OURS}
    for other, command in OTHERS.items():
        runners[other] = of(track, command, "exchange", 20, "wall")
    runners["libcurl, new handles"] = of(track, OTHERS["libcurl"], "fresh", 20, "wall")
    runners["libomnifund, C, beside libcurl, new handles"] = runners[ours("C")]
    beside = {
        ours("C"): "libcurl", "libomnifund, C, beside libcurl, new handles": "libcurl, new handles",
        ours("Python"): "requests-oauthlib", ours("Go"): "x/oauth2", ours("PHP"): "league",
    }
    beside = {name: other for name, other in beside.items() if other in runners}
    marks = {ours("C"): 0.70, "libomnifund, C, beside libcurl, new handles": 0.55}
    return measured("exchange", "ms", runners, beside, marks, scale=MILLION)


def exchange_processor(track):
    """The processor's time of an exchange."""
    runners = {
        ours("C"): of(track, OURS["C"], "exchange", 20, "cpu"),
        ours("Python"): of(track, OURS["Python"], "exchange", 20, "cpu"),
        "libcurl": of(track, OTHERS["libcurl"], "exchange", 20, "cpu"),
        "libcurl, new handles": of(track, OTHERS["libcurl"], "fresh", 20, "cpu"),
        "requests-oauthlib": of(track, OTHERS["requests-oauthlib"], "exchange", 20, "cpu"),
        "Authlib": of(track, OTHERS["Authlib"], "exchange", 20, "cpu"),
    }
    beside = {ours("C"): "libcurl", ours("Python"): "requests-oauthlib"}
    return measured("exchange, processor", "ms", runners, beside, {ours("C"): 0.52}, scale=MILLION)


def exchange_instructions(track):
    """Instructions of an exchange, by callgrind: what busy machines do not change."""

    def counted(command, contest):
        def run():
            both = []
            for times in (2, 12):
                done = subprocess.run(
                    ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command, contest, str(times)],
                    env=track.environment, capture_output=True, text=True, check=False,
                )
                if done.returncode != 0:
                    print(f"{command} under valgrind: {done.stderr[-200:]}", file=sys.stderr)
                    return []
                told = next(line for line in done.stderr.splitlines() if "Collected" in line)
                both.append(int(told.split(":")[1]))
            return [(both[1] - both[0]) / 10]

        return run

    runners = {
        ours("C"): counted(OURS["C"], "exchange"),
        "libcurl": counted(OTHERS["libcurl"], "exchange"),
        "libcurl, new handles": counted(OTHERS["libcurl"], "fresh"),
    }
    return measured("exchange, instructions", "million", runners, {ours("C"): "libcurl"}, rounds=1, scale=MILLION)


def first_exchange(track):
    """A process that reads the system's authorities, makes one exchange and ends."""
    everybody = {"RACE_AUTHORITIES": track.environment["RACE_ALL_AUTHORITIES"]}
    runners = {
        ours("C"): lambda: [track.timed(OURS["C"], "exchange", 1)],
        "libcurl": lambda: [track.timed(OTHERS["libcurl"], "exchange", 1, environment=everybody)],
    }
    return measured("first exchange", "ms", runners, {ours("C"): "libcurl"}, {ours("C"): 0.40}, rounds=3 * ROUNDS,
                    scale=MILLION)


def session_refresh(track):
    """A session's refresh, whose pair is durable before anybody has it, beside its exchange alone."""
    runners = {
        "a session's refresh": of(track, OURS["C"], "refresh", 20, "wall"),
        "its exchange alone": of(track, OURS["C"], "exchange", 20, "wall"),
    }
    return measured("refresh", "ms", runners, {"a session's refresh": "its exchange alone"},
                    {"a session's refresh": 1.9}, scale=MILLION)


def herd(track):
    """So many processes whose access token has ended ask at once; and as many threads of one process."""
    everybody = {ours(one): command for one, command in OURS.items()} | OTHERS
    rows = []
    for name, command in everybody.items():
        rows += crowds(track, f"herd of {CROWD} processes", name, command, CROWD, 1)
    for name, command in everybody.items():
        # PHP has no threads, and libcurl leaves to the program who asks.
        if name not in (ours("PHP"), "libcurl", "league"):
            rows += crowds(track, f"herd of {CROWD} threads", name, command, 1, CROWD)
    track.run(OURS["C"], "sign-in", 1)
    track.keep_a_token()
    return rows


def crowds(track, contest, name, command, processes, threads):
    waits, locked_out, exchanges = [], 0, []
    turns = min(3, ROUNDS)
    for _ in range(turns):
        track.run(OURS["C"], "reject", 1)
        track.keep_a_token(ended=True)
        before = track.exchanges()
        told = crowd(track, command, processes, threads)
        waits += told.get("wall", [])
        locked_out += len(told.get("locked-out", []))
        exchanges.append(track.exchanges() - before)
    locked_out *= 100 / (turns * CROWD)
    waits = sorted(wait * MILLION for wait in waits)
    rows = [
        Row(contest, name, "exchanges", statistics.median(exchanges), min(exchanges), max(exchanges), None, None, None),
        Row(contest, name, "% locked out", locked_out, locked_out, locked_out, None, None, None),
    ]
    if len(waits) > 1:
        cuts = statistics.quantiles(waits, n=100)
        mark = 11 if name == ours("C") else None
        rows.append(Row(contest, name, "ms until a token, p50 and p99", cuts[49], cuts[49], cuts[98], None, None, mark))
    return rows


CROWD = 64


def crowd(track, command, processes, threads):
    """All of them are started, and begin together."""
    callers = [
        subprocess.Popen([*command, "herd", str(threads)], env=track.environment, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(processes)
    ]
    for caller in callers:
        if caller.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{command} is not ready")
    for caller in callers:
        caller.stdin.close()
    told = "".join(caller.stdout.read() for caller in callers)
    for caller in callers:
        caller.wait()
        caller.stdout.close()
    return numbers(told)


def footprint(track):
    """Memory of a process with a token, and the libraries on disk."""
    resident = [track.run(OURS["C"], "cold", 1)["resident"][0] / 1024 for _ in range(5)]
    rows = [Row("footprint", ours("C"), "MiB resident", statistics.median(resident), *spread(resident), None, None,
                None)]
    stripped = track.folder / "stripped.so"
    subprocess.run(["strip", "-o", stripped, TARGET / "release/libomnifund.so"], check=True)
    size = stripped.stat().st_size / 1e6
    needed = subprocess.run(["ldd", *OTHERS["libcurl"]], capture_output=True, text=True, check=True).stdout
    beside = 0
    for line in needed.splitlines():
        if any(name in line for name in ("libcurl", "libssl", "libcrypto")):
            beside += os.path.getsize(os.path.realpath(line.split("=>")[1].split()[0])) / 1e6
    rows.append(Row("footprint", ours("C"), "MB on disk", size, size, size, "libcurl, libssl, libcrypto",
                    size / beside, 2.2 / beside))
    rows.append(Row("footprint", "libcurl, libssl, libcrypto", "MB on disk", beside, beside, beside, None, None, None))
    return rows


def growth(track):
    """What a session more costs: open ones in one process, and kept ones in a store."""
    rows = []

    def open_ones(count, name):
        return lambda: track.run(OURS["C"], "sessions", count, environment={"IN_MEMORY": "yes"})[name]

    runners = {
        "a token of 10,000 open sessions, in turn": open_ones(10_000, "in-turn"),
        "a token of 10,000 open sessions, in disorder": open_ones(10_000, "disorder"),
    }
    beside = {"a token of 10,000 open sessions, in disorder": "a token of 10,000 open sessions, in turn"}
    rows += measured("growth", "ns", runners, beside, {"a token of 10,000 open sessions, in disorder": 2.0}, rounds=5)
    for count in (10, 1_000):
        store = {"OMNIFUND_STORE": str(track.folder / f"store-{count}")}
        told = track.run(OURS["C"], "sessions", count, environment=store)
        for name, unit, mark in (("first-page", "ms", 5), ("listed", "us", 25)):
            value = told[name][0] / (1e6 if unit == "ms" else 1e3)
            what = "first page" if name == "first-page" else "a session in the list"
            mark = mark if count > 10 else None
            rows.append(Row("growth", f"{what} of {count:,} kept sessions", unit, value, value, value, None, None, mark))
        cold = statistics.median(track_cold(track, store) for _ in range(9)) * MILLION
        rows.append(Row("growth", f"cold, beside {count:,} kept sessions", "ms", cold, cold, cold, None, None, None))
    return rows


def processes(track):
    """What a token costs where so many processes ask without a pause."""
    rows = []
    for count in (1, 2, 32):
        callers = [
            subprocess.Popen([*OURS["C"], "hot", str(2_000_000 // count)], env=track.environment, stdout=subprocess.PIPE,
                             text=True)
            for _ in range(count)
        ]
        told = [numbers(caller.communicate()[0])["token"][0] / max(1, count / os.cpu_count()) for caller in callers]
        rows.append(Row("growth", f"a token, {count} processes at it", "ns", statistics.median(told), *spread(sorted(told)),
                        None, None, None))
    return rows


def track_cold(track, store):
    return track.timed(OURS["C"], "cold", 1, environment=store | {"OMNIFUND_USERNAME": "user-0"})


ALL = [hot, auth, cold, exchange, exchange_processor, exchange_instructions, first_exchange, session_refresh, herd,
       footprint, growth, processes]

if __name__ == "__main__":
    sys.exit("run race.py")
