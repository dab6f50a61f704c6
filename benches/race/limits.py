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
        "Loading the library is the most of it (packed relocations would not load before glibc 2.36). Each question to "
        "the store walks from / without following links, so that a folder that is swapped is seen; an opening makes "
        "two such walks, and a token three. Tried: fewer walks (59 system calls, and were 80), and no dladdr(), which "
        "reads all names of the C library and was a fifth of all instructions.",
    ("cold", "libomnifund, Python"):
        "Python alone is a third of it; of the rest, by -X importtime, a quarter is cffi with the "
        "declarations, half our own modules. Modules are read when they are needed, and have neither "
        "dataclasses nor typing.",
    ("cold", "libomnifund, Go"):
        "Both begin net/http, which is the most of it; ours loads the C library as well, and cgo starts threads of "
        "its own. Tried: the library linked statically (the same), and expressions that are compiled when they are "
        "needed (a twentieth of a millisecond).",
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
        "This is what `make lib` builds; what is released is 2.05 MB, since its standard library is built without "
        "what names the lines of a backtrace. What else was tried stands in DESIGN.md, How large may it be?",
    ("PHP-FPM", "libomnifund, page"):
        "A page that makes the same calls by FFI alone stands beside it: PHP binds a library and each of its "
        "functions anew in every request. The opening itself is a look at three files. The rest is our classes, "
        "whose methods PHP resolves anew too: spread over some forty calls, with no place where much of it lies. "
        "Tried: the paths of those files kept (the opening has 18,000 instructions, and had 65,000), and no clock "
        "read before there is a token; dlsym() itself is a quarter of a microsecond, so that one table of all "
        "functions would bring two.",
    ("growth", "first page of 1,000 kept sessions"):
        "128 records are looked for, opened, unsealed and read.",
    ("growth", "a session in the list of 1,000 kept sessions"):
        "Nine system calls for record, journal and folder, the seal, and the JSON of the record. Tried: one walk to "
        "the folders for a whole list, and not one for each (a third of its system calls were left out).",
}


def missed(rows):
    """What missed its mark, with why."""
    for row in rows:
        if row.mark is None:
            continue
        value = row.median if row.ratio is None else row.ratio
        if value < row.mark if row.unit.endswith("/s") else value > row.mark:
            yield row, value, LIMITS.get((row.contest, row.name), "Nobody has looked why yet.")
