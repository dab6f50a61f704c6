"""Markdown as GitHub reads it: its sections, its headings' anchors, its links."""

import re

FENCE = re.compile(r"^\s*(```+|~~~+)")
HEADING = re.compile(r"^(#{1,6}) +(.*?)\s*#*$")
# [words](target), ![words](target), and [words]: target at the beginning of a line.
LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=[)\s])|(?<=\]: )(\S+)$")


def lines_outside_code(text):
    """Each line, with whether it stands outside of a fenced block."""
    fence = None
    for line in text.split("\n"):
        found = FENCE.match(line)
        if fence is None:
            fence = found and found.group(1)
            yield line, found is None
        else:
            if found and found.group(1).startswith(fence) and line.strip() == found.group(1):
                fence = None
            yield line, False


def headings(text):
    """The level and the words of each heading."""
    for line, is_outside in lines_outside_code(text):
        found = HEADING.match(line) if is_outside else None
        if found:
            yield len(found.group(1)), found.group(2)


def anchor(heading):
    """What GitHub links a heading by."""
    plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def sections(text):
    """What stands before the first heading of level two, and each such section by its words."""
    lead, found, current = [], {}, None
    for line, is_outside in lines_outside_code(text):
        heading = HEADING.match(line) if is_outside else None
        if heading and len(heading.group(1)) == 2:
            current = found.setdefault(heading.group(2), [])
        (lead if current is None else current).append(line)
    return "\n".join(lead), {name: "\n".join(part) for name, part in found.items()}


def raised(text):
    """A section as a page of its own: each heading one level higher."""
    return "\n".join(
        line[1:] if is_outside and HEADING.match(line) else line
        for line, is_outside in lines_outside_code(text)
    )


def with_links(text, lead_to):
    """The text, with each link that `lead_to` has another target for."""
    return "\n".join(
        LINK.sub(lambda found: lead_to(found.group(0)), line) if is_outside else line
        for line, is_outside in lines_outside_code(text)
    )


def links(text):
    """Where its links lead, as they stand."""
    found = []
    with_links(text, lambda target: found.append(target) or target)
    return found


def fenced(text, language):
    """A block of code that nothing in it ends."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    end = "" if text.endswith("\n") else "\n"
    return f"{fence}{language}\n{text}{end}{fence}\n"
