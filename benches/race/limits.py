"""Why a mark is missed: what was tried, and what stands between. Shown beside a mark that a run has missed."""

LIMITS = {
    ("hot", "libomnifund, C"):
        "What a token of the caller's own can't do without is measured beside it: both clocks (one exact, one "
        "coarse), an allocation, a copy and its wiping. The rest, 450 instructions in all, is the way there: "
        "the token's place, borrowed without a lock, its end by two clocks, the border's checks, three calls. "
        "More was not found; shared and counted instead of copied it would need two atomic counts, which cost "
        "as much.",
    ("hot", "libomnifund, C, peek"):
        "As the token: clocks, and memory that is its holder's own and is wiped.",
    ("hot", "libomnifund, Python"):
        "The token is kept in Python, and not copied. What is left is a call of a method, two clocks, and the "
        "count of changes by which another thread's refresh is seen; Authlib's check reads one clock, and "
        "sees none.",
    ("cold", "libomnifund, C"):
        "Of an empty process: loading the library 1.3 (packed relocations would not load before glibc 2.36), "
        "the client 0.14, the store 0.29, the session 0.09, the token with its record, its seal and the "
        "machine's start 0.28. Each question to the store walks from / without following links, so that a "
        "folder that is swapped is seen.",
    ("cold", "libomnifund, Python"):
        "Python alone is a third of it; of the rest, by -X importtime, a quarter is cffi with the "
        "declarations, half our own modules. Modules are read when they are needed, and have neither "
        "dataclasses nor typing.",
    ("cold", "libomnifund, Go"):
        "cgo loads the C library and starts threads of its own: 1.28 of an empty program without net/http.",
    ("exchange", "libomnifund, C"):
        "Half of the wall time is the server's. A ticket of TLS 1.3 has halved our instructions.",
    ("exchange", "libomnifund, C, beside libcurl, new handles"):
        "As above.",
    ("herd of 64 processes", "libomnifund, C"):
        "Who waits looks at the record after a quarter of the time that he has waited, and again: a look every "
        "millisecond by each of 64 would take the processors from the one that refreshes.",
    ("refresh", "a session's refresh"):
        "Five syncs. Each was left out in its turn, and a power cut lost a pair or had a refresh token sent "
        "twice. The exchange has become cheaper than they are, so the ratio grew.",
    ("footprint", "libomnifund, C"):
        "Two thirds are TLS, HTTP and the standard library; what was tried stands in DESIGN.md, How large may "
        "it be?",
    ("PHP-FPM", "libomnifund, page"):
        "The store is found open in the process by two looks at its files; FFI's classes are declared anew in "
        "each request.",
    ("growth", "first page of 1,000 kept sessions"):
        "128 records are looked for, opened, unsealed and read.",
    ("growth", "a session in the list of 1,000 kept sessions"):
        "Seven system calls for record and journal, the seal, and the JSON of the record.",
}


def missed(rows):
    """What missed its mark, with why."""
    for row in rows:
        if row.mark is None:
            continue
        value = row.median if row.ratio is None else row.ratio
        if value < row.mark if row.unit.endswith("/s") else value > row.mark:
            yield row, value, LIMITS.get((row.contest, row.name), "Nobody has looked why yet.")
