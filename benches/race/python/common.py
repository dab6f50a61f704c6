"""What the programs share: settings, clocks, and what they print."""

import os
import sys
import threading
import time

FEW = 50


def setting(name):
    return os.environ[name]


def timed(work, times):
    """Nanoseconds of a call."""
    began = time.perf_counter_ns()
    for _ in range(times):
        work()
    return (time.perf_counter_ns() - began) / times


def timed_with(made, work, times):
    """The same where each call takes something of its own, which is made beforehand and not counted. A few at a time, as
    a program has them: the collector's work grows with what is alive.
    """
    spent = 0
    for _ in range(times // FEW):
        given = [made() for _ in range(FEW)]
        began = time.perf_counter_ns()
        for one in given:
            work(one)
        spent += time.perf_counter_ns() - began
    return spent / (times // FEW * FEW)


def print_each(work, times):
    for _ in range(times):
        used, began = time.process_time_ns(), time.perf_counter_ns()
        work()
        print("wall", time.perf_counter_ns() - began)
        print("cpu", time.process_time_ns() - used)


def at_the_start(work, threads):
    """Waits until all that take part are there: who starts them ends its side of standard input. Then so many threads ask."""
    print("ready", flush=True)
    sys.stdin.read()

    def ask():
        began = time.perf_counter_ns()
        try:
            work()
            how = "wall"
        except Exception:
            how = "locked-out"
        told.append(f"{how} {time.perf_counter_ns() - began}")

    told = []
    all_of_them = [threading.Thread(target=ask) for _ in range(threads)]
    for one in all_of_them:
        one.start()
    for one in all_of_them:
        one.join()
    print("\n".join(told))
