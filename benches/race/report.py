"""What a race has shown: Markdown, CSV and plots."""

import csv
import os
import platform
import subprocess
import time
from typing import NamedTuple, Optional

from limits import missed


class Row(NamedTuple):
    contest: str
    name: str
    unit: str
    median: float
    low: float
    high: float
    """The middle half of all that was measured lies between them."""
    beside: Optional[str]
    ratio: Optional[float]
    mark: Optional[float]


def write(rows, folder, seconds, without):
    (folder / "performance").mkdir(parents=True, exist_ok=True)
    table(rows, folder / "performance.md", seconds, without)
    with open(folder / "performance.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        for row in rows:
            writer.writerow(["" if value is None else value for value in row])
    plots(rows, folder)


def table(rows, path, seconds, without):
    contests = list(dict.fromkeys(row.contest for row in rows))
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False, cwd=path.parent
    ).stdout.strip()
    lines = [
        "# Performance",
        "",
        "Made by `make race`: do not edit. Each contest was run with all that take part in it, in turns, in one run;"
        " each other is used as its own documentation tells, and the same authorities are trusted by all.",
        "",
        f"Run on {time.strftime('%Y-%m-%d')}, commit {commit}, {platform.machine()}, {os.cpu_count()} processors, Linux"
        f" {platform.release()}, {seconds / 60:.0f} minutes, load {LOAD:.1f} before it (of a quiet machine it is below 1: above"
        " 2 the figures are rough, and the ratios say more).",
        "",
    ]
    lines += [f"Not there: {one}, which its registry did not give." for one in without] + ([""] if without else [])
    lines += [f"![{PICTURE[1]}](performance/{PICTURE[0]})", ""]
    for contest in contests:
        lines += [f"## {contest[0].upper()}{contest[1:]}", ""]
        lines += ["| who | median | middle half | unit | beside | ratio | mark |", "|---|---|---|---|---|---|---|"]
        for row in rows:
            if row.contest == contest:
                lines.append(
                    f"| {row.name} | {shown(row.median)} | {shown(row.low)} to {shown(row.high)} | {row.unit} |"
                    f" {row.beside or ''} | {shown(row.ratio)} | {mark(row)} |"
                )
        lines.append("")
        for unit in dict.fromkeys(row.unit for row in rows if row.contest == contest):
            if len(together(rows, contest, unit)) > 1:
                lines += [f"![{contest}, {unit}](performance/{named(contest, unit)}.svg)", ""]
    lines += misses(rows)
    path.write_text("\n".join(lines))


def misses(rows):
    of_them = [
        f"| {row.contest}: {row.name} | {shown(value)} | {mark(row)} | {why} |" for row, value, why in missed(rows)
    ]
    if not of_them:
        return []
    return ["## What misses its mark, and why", "", "| what | now | mark | why |", "|---|---|---|---|", *of_them, ""]


def together(rows, contest, unit):
    return [row for row in rows if (row.contest, row.unit) == (contest, unit)]


def mark(row):
    if row.mark is None:
        return ""
    return f"{at_least(row)} {row.mark:g}"


def at_least(row):
    return "≥" if row.unit.endswith("/s") else "≤"


def shown(number):
    if number is None:
        return ""
    if number == 0:
        return "0"
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


# Of the machine, before the first contest.
LOAD = os.getloadavg()[0]
PICTURE = ("ratios.svg", "libomnifund's time beside that of what a user would pick instead: to the left of 1 it is faster")
# Legible on white and on black; by their order, and their lightness, for those who do not see colours.
OURS, OTHER, WORDS = "#2f81f7", "#9a6700", "#808080"


def plots(rows, folder):
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plot

    matplotlib.rcParams |= {
        "svg.fonttype": "none", "svg.hashsalt": "race", "font.family": "sans-serif", "font.size": 11,
        "text.color": WORDS, "axes.labelcolor": WORDS, "xtick.color": WORDS, "ytick.color": WORDS,
        "axes.edgecolor": WORDS,
    }
    compared = [row for row in rows if row.ratio is not None and row.unit != "pages/s"]
    compared += [row._replace(ratio=1 / row.ratio) for row in rows if row.ratio is not None and row.unit == "pages/s"]
    figure, axes = plot.subplots(figsize=(9, 0.38 * len(compared) + 1.2))
    names = [f"{row.contest}: {row.name.removeprefix('libomnifund, ')} / {row.beside}" for row in compared]
    # By powers, so that twice as fast is as far from the middle as half as fast.
    axes.set_xscale("log", base=2)
    axes.barh(names, [row.ratio - 1 for row in compared], left=1,
              color=[OURS if row.ratio <= 1 else OTHER for row in compared])
    for at, row in enumerate(compared):
        side = "right" if row.ratio <= 1 else "left"
        axes.text(row.ratio, at, f" {row.ratio:.2f} ", va="center", ha=side, color=WORDS)
    axes.axvline(1, color=WORDS, linewidth=1)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlabel("time beside the other's, to the left of 1 faster")
    finish(axes, figure, folder / "performance" / PICTURE[0])
    for contest, unit in {(row.contest, row.unit) for row in rows}:
        of_it = together(rows, contest, unit)
        if len(of_it) > 1:
            bars(plot, of_it, folder / "performance" / f"{named(contest, unit)}.svg")


def named(contest, unit):
    words = f"{contest} {unit}" if contest.startswith("herd") or contest in ("growth", "footprint") else contest
    kept = "".join(letter if letter.isalnum() else "-" for letter in words.lower())
    return "-".join(part for part in kept.split("-") if part)


def bars(plot, rows, path):
    figure, axes = plot.subplots(figsize=(9, 0.38 * len(rows) + 1.2))
    ours = [("libomnifund" in row.name or row.contest == "growth") for row in rows]
    medians = [row.median for row in rows]
    spread = [[row.median - min(row.low, row.median) for row in rows], [max(row.high, row.median) - row.median for row in rows]]
    axes.barh([row.name for row in rows], medians, xerr=spread, ecolor=WORDS,
              color=[OURS if own else OTHER for own in ours])
    for at, row in enumerate(rows):
        axes.text(max(row.high, row.median), at, f"  {shown(row.median)}", va="center", color=WORDS)
    axes.set_xlabel(f"{rows[0].contest}, {rows[0].unit}: median, and the middle half of all runs")
    finish(axes, figure, path)


def finish(axes, figure, path):
    axes.invert_yaxis()
    axes.margins(x=0.12)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.savefig(path, transparent=True, bbox_inches="tight", metadata={"Date": None})
    figure.clf()
