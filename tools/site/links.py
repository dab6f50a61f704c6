"""Looks at each link of the site:

    links.py DIRECTORY

One that leads to no page, file or heading is an error, and so is all that a browser would fetch
from elsewhere."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# By which a browser fetches without being asked.
FETCHED = {"src", "srcset", "poster", "data"}


class Page(HTMLParser):
    """What a page points to, fetches, and can be pointed at in it."""

    def __init__(self, text):
        super().__init__()
        self.points, self.fetches, self.anchors = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if value is None:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value)
            elif name == "href" and tag == "link":
                self.fetches.append(value)
            elif name == "href":
                self.points.append(value)
            elif name in FETCHED:
                self.fetches.append(value)


def problems(site):
    """A line for each, and how many links were looked at."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    found, count = [], 0
    for path, page in pages.items():
        here = path.relative_to(site)
        for link in page.points + page.fetches:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.fetches and parts.scheme != "data":
                    found.append(f"{here} fetches {link}")
                continue
            count += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists():
                found.append(f"{here} leads to {link}, which is not there")
            elif (
                parts.fragment
                and target in pages
                and unquote(parts.fragment) not in pages[target].anchors
            ):
                found.append(f"{here} leads to {link}, and there is no such place in it")
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        if "url(http" in text or "url(//" in text or "@import" in text:
            found.append(f"{style.relative_to(site)} fetches from elsewhere")
    return found, len(pages), count


def main():
    found, pages, count = problems(Path(sys.argv[1]).resolve())
    for line in found:
        print(line, file=sys.stderr)
    print(f"{count} links on {pages} pages, {len(found)} of them dead")
    sys.exit(1 if found or not count else 0)


if __name__ == "__main__":
    main()
