"""How Sphinx makes the site of what stage.py has put together."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


def version_of(cargo_toml):
    for line in cargo_toml.read_text().splitlines():
        if line.startswith("version = "):
            return line.split('"')[1]
    raise ValueError(f"{cargo_toml} has no version")


project = "libomnifund"
author = "OmniFund"
release = version = version_of(ROOT / "Cargo.toml")
extensions = ["myst_parser", "sphinx_design"]
source_suffix = {".md": "markdown"}
exclude_patterns = [".doctrees"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
# A link to a document that is none, or to a heading that is none, stops the build.
suppress_warnings = ["misc.highlighting_failure", "myst.header"]
# Names in commands, such as `--release`, stay as they are.
smartquotes = False

html_theme = "furo"
html_title = f"libomnifund {release}"
html_static_path = [str(HERE / "style.css"), str(HERE / "local.js")]
html_css_files = ["style.css"]
html_js_files = ["local.js"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"navigation_with_keys": False}
# The same light and dark for code as for words, both readable (WCAG AA).
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"
