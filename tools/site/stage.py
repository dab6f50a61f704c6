"""Puts together what the site is made of:

    stage.py CHECKOUT DIRECTORY

Pages keep their places, so that their links hold. README's sections become pages of their own, what
a page points to in the checkout becomes one too, and the C interface gets a page for each noun.
Nothing is written here that stands elsewhere already."""

import json
import os
import posixpath
import shutil
import sys
from pathlib import Path

from interface import Interface
from words import anchor, fenced, headings, links, raised, sections, with_links

# README's sections that are pages, and where; the others are told on one page, in their order.
SECTIONS = {
    "Install": "start/install",
    "In C": "start/c",
    "For those who run it": "start/command",
    "A local server to develop against": "start/local-server",
}
OVERVIEW = "overview"
# The languages of the front page's choice, by their pages; README has the lines that install them.
STARTS = [
    ("PHP", "bindings/php/README"),
    ("Python", "bindings/python/README"),
    ("Go", "bindings/go/README"),
    ("C and C++", "start/c"),
    ("C#", "bindings/csharp/README"),
    ("Delphi, Free Pascal", "bindings/pascal/README"),
    ("Java", "bindings/java/README"),
    ("Node", "bindings/node/README"),
    ("Ruby", "bindings/ruby/README"),
    ("Visual Basic 6", "bindings/vb6/README"),
    ("The command, in a shell", "start/command"),
]
RUN = ["operations", "settings", "codes", "fleet", "windows"]
UNDERSTAND = [OVERVIEW, "DESIGN", "docs/performance", "docs/proof"]
LEXERS = {
    ".bas": "vb",
    ".conf": "ini",
    ".cs": "csharp",
    ".mjs": "js",
    ".pas": "pascal",
    ".rules": "yaml",
    ".yml": "yaml",
}
IMAGES = (".png", ".svg")


class Site:
    def __init__(self, checkout, directory):
        self.checkout = checkout
        self.directory = directory
        self.pages = {}
        # Where an anchor of the README is, since its sections are pages.
        self.anchors = {}
        # What pages point to, and is none itself.
        self.shown = set()

    def read(self, path):
        return (self.checkout / path).read_text(encoding="utf-8")

    def stage(self):
        self.add_readme()
        for path in self.documents():
            self.pages[path] = with_title(self.read(path), path)
        for path, text in list(self.pages.items()):
            if path != "index.md":
                self.pages[path] = self.linked(path, text)
        self.add_shown()
        described = json.loads(self.read("include/omnifund-api.json"))
        self.pages.update(Interface(described, self.read("include/omnifund.h")).pages())
        self.add_front()
        for path, text in self.pages.items():
            place = self.directory / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")

    def documents(self):
        """All that is a page as it is."""
        paths = ["DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md", "RELEASE.md"]
        paths += ["local-server/README.md", "tools/release/README.md"]
        for folder in ["docs", "bindings"]:
            found = (self.checkout / folder).glob("*.md" if folder == "docs" else "*/README.md")
            paths += sorted(str(path.relative_to(self.checkout)) for path in found)
        return [path for path in paths if (self.checkout / path).exists()]

    def add_readme(self):
        self.lead, parts = sections(self.read("README.md"))
        unknown = SECTIONS.keys() - parts.keys()
        if unknown:
            sys.exit(f"README.md has no section {sorted(unknown)}")
        overview = "# libomnifund on one page\n\n"
        for name, text in parts.items():
            page = f"{SECTIONS[name]}.md" if name in SECTIONS else f"{OVERVIEW}.md"
            for level, words in headings(text):
                is_title = level == 2 and name in SECTIONS
                self.anchors[anchor(words)] = page if is_title else f"{page}#{anchor(words)}"
            if name in SECTIONS:
                self.pages[page] = raised(text)
            else:
                overview += text
        self.pages[f"{OVERVIEW}.md"] = overview
        self.install = parts["Install"]

    def linked(self, page, text):
        """The text, with links that lead to where things stand in the site."""
        own = posixpath.dirname(page)
        # README's sections are elsewhere than README.
        is_readme = page in [
            "index.md",
            f"{OVERVIEW}.md",
            *(f"{place}.md" for place in SECTIONS.values()),
        ]
        origin = "" if is_readme else own

        def lead_to(link):
            if "://" in link or link.startswith("mailto:"):
                return link
            target, _, heading = link.partition("#")
            if not target and not is_readme:
                return link
            path = posixpath.normpath(posixpath.join(origin, target)) if target else "README.md"
            if path == "README.md":
                place = self.anchors.get(heading, f"index.md#{heading}") if heading else "index.md"
            elif not (self.checkout / path).exists():
                sys.exit(f"{page}: a link leads to {path}, which is not there")
            else:
                place = self.place(path) + (f"#{heading}" if heading else "")
            target, _, heading = place.partition("#")
            away = posixpath.relpath(target, own or ".")
            if target == page and heading:
                return f"#{heading}"
            return away + (f"#{heading}" if heading else "")

        return with_links(text, lead_to)

    def place(self, path):
        """Where a file of the checkout stands in the site."""
        if path in self.pages:
            return path
        there = self.checkout / path
        if path.endswith(IMAGES):
            copy = self.directory / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(there, copy)
            return path
        self.shown.add(path)
        return f"files/{path}.md"

    def add_shown(self):
        """A page for each file and folder that another page points to."""
        waiting, done = sorted(self.shown), set()
        while waiting:
            path = waiting.pop(0)
            if path in done:
                continue
            done.add(path)
            there = self.checkout / path
            page = f"files/{path}.md"
            text = f"---\norphan: true\n---\n# {path}\n\n"
            if there.is_dir():
                inside = sorted(one.name for one in there.iterdir() if not one.name.startswith("."))
                waiting += [f"{path}/{name}" for name in inside]
                own = posixpath.basename(path)
                text += "\n".join(f"- [{name}]({own}/{name}.md)" for name in inside) + "\n"
            else:
                text += fenced(there.read_text(encoding="utf-8"), lexer(path))
            self.pages[page] = text

    def add_front(self):
        lines = self.install_lines()
        cards = []
        for name, page in STARTS:
            line = next(
                (line for about, line in lines.items() if f"({page_source(page)}" in about), ""
            )
            cards.append(
                f":::{{grid-item-card}} {name}\n:link: /{page}\n:link-type: doc\n\n{line}\n:::\n"
            )
        chosen = "::::{grid} 1 2 2 3\n:gutter: 2\n\n" + "\n".join(cards) + "::::\n"
        title, about, *demo = self.linked("index.md", self.lead).split("\n\n")
        rest = [path[: -len(".md")] for path in self.pages if path.startswith("docs/")]
        listed = [f"docs/{name}" for name in RUN]
        more = [path for path in sorted(rest) if path not in listed and path not in UNDERSTAND]
        project = [
            p
            for p in ["CONTRIBUTING", "RELEASE", "tools/release/README", "CHANGELOG"]
            if f"{p}.md" in self.pages
        ]
        starts = ["start/install", *(f"{name} </{page}>" for name, page in STARTS)]
        tests = ["start/local-server", "local-server/README"]
        self.pages["index.md"] = "\n".join(
            [
                f"{title}\n\n{about}\n",
                "## Five minutes in your language\n",
                chosen,
                "## See it at work\n",
                "\n\n".join(demo),
                toctree("Begin", starts),
                toctree("Run it", listed),
                toctree("Test your own code", tests),
                toctree("Understand", UNDERSTAND),
                toctree("In C", ["c/index"]),
                toctree("The project", project + more),
            ]
        )

    def install_lines(self):
        """The lines of README's table, by whom they are for."""
        rows = [
            row.strip("|").split("|") for row in self.install.split("\n") if row.startswith("| ")
        ]
        return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1}


def page_source(page):
    """What README links to for this page."""
    by_section = {place: f"#{anchor(name)}" for name, place in SECTIONS.items()}
    return by_section.get(page, f"{page}.md")


def with_title(text, path):
    """A page begins with its title; a table that is made has none."""
    lines = [line for line in text.split("\n") if not line.startswith("<!--")]
    text = "\n".join(lines).lstrip("\n")
    name = os.path.basename(path)[: -len(".md")]
    return text if text.startswith("# ") else f"# {name.capitalize()}\n\n{text}"


def toctree(caption, pages):
    listed = "\n".join(page if page.endswith(">") else f"/{page}" for page in pages)
    return f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n"


def lexer(path):
    ending = os.path.splitext(path)[1]
    return LEXERS.get(ending, ending[1:] or "text")


def main():
    checkout, directory = Path(sys.argv[1]), Path(sys.argv[2])
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    site = Site(checkout, directory)
    site.stage()
    pointed = sum(len(links(text)) for text in site.pages.values())
    print(f"{len(site.pages)} pages with {pointed} links")


if __name__ == "__main__":
    main()
