"""The pages of the C interface: one for each noun, of its description, and the header's manual."""

import re

from words import fenced

# What belongs to no noun.
REST = "omnifund"
NAME = re.compile(r"`[^`]*`|\bomnifund_[a-z0-9_]+\b|\bOMNIFUND_[A-Z0-9_]+\b|[\\*<>\[\]]")


class Interface:
    """Reads `include/omnifund-api.json` and the header's first comment."""

    def __init__(self, described, header):
        self.described = described
        self.header = header
        self.nouns = [(REST, "What belongs to no handle: versions, codes, changes.", None)]
        self.nouns += [(noun["c_name"], noun["doc"], noun["name"]) for noun in described["nouns"]]
        # Where each name is told.
        self.told = {noun["c_name"]: f"{noun['c_name']}.md" for noun in described["nouns"]}
        for function in described["functions"]:
            noun = function.get("noun")
            page = f"{REST}_{noun}" if noun else REST
            self.told[function["c_name"]] = f"{page}.md#{function['c_name']}"
        for kind in described["enums"]:
            self.told[kind["c_name"]] = f"numbers.md#{kind['c_name']}"
            for value in kind["values"]:
                self.told[value["c_name"]] = f"numbers.md#{kind['c_name']}"
        for kind in described["callbacks"] + described["structs"]:
            self.told[kind["c_name"]] = f"callbacks.md#{kind['c_name']}"

    def pages(self):
        """Each page's path and text; `c/index.md` lists all others."""
        pages = {f"c/{name}.md": self.noun(name, doc, noun) for name, doc, noun in self.nouns}
        pages["c/numbers.md"] = self.numbers()
        pages["c/callbacks.md"] = self.callbacks()
        listed = "\n".join(path[len("c/") : -len(".md")] for path in sorted(pages))
        pages["c/index.md"] = f"{self.manual()}\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
        return pages

    def noun(self, name, doc, noun):
        functions = [one for one in self.described["functions"] if one.get("noun") == noun]
        parts = [f"# {name}\n", self.doc(doc)]
        for function in functions:
            parts.append(f"## {function['c_name']}\n")
            parts.append(fenced(declaration(function) + ";", "c"))
            parts.append(self.doc(function["doc"]))
        return "\n".join(parts)

    def numbers(self):
        parts = ["# Numbers that have names\n"]
        for kind in self.described["enums"]:
            parts += [f"## {kind['c_name']}\n", self.doc(kind["doc"])]
            parts.append("| name | number | |\n|---|---|---|")
            for value in kind["values"]:
                said = " ".join(self.doc(value["doc"]).split()).replace("|", "\\|")
                parts.append(f"| `{value['c_name']}` | {value['number']} | {said} |")
            parts.append("")
        return "\n".join(parts)

    def callbacks(self):
        parts = ["# Functions and tables of the program's own\n"]
        for kind in self.described["callbacks"]:
            returns = kind["returns"]["c_type"]
            taken = ", ".join(parameter(one) for one in kind["parameters"])
            parts.append(f"## {kind['c_name']}\n")
            parts.append(fenced(f"typedef {returns} (*{kind['c_name']})({taken});", "c"))
            parts.append(self.doc(kind["doc"]))
        for kind in self.described["structs"]:
            parts += [f"## {kind['c_name']}\n", self.doc(kind["doc"])]
            for member in kind["members"]:
                if member.get("doc"):
                    parts.append(f"**{member['name']}**\n\n{self.doc(member['doc'])}")
        return "\n".join(parts)

    def manual(self):
        """The header's first comment, whose headings are lines of capitals."""
        comment = self.header.split("*/")[0].split("/*", 1)[1]
        lines = [re.sub(r"^ \* ?", "", line) for line in comment.split("\n")]
        text = ""
        for is_verbatim, block in blocks("\n".join(lines).strip("\n")):
            if is_verbatim:
                text += fenced(block, "c")
                continue
            for line in block.split("\n"):
                is_heading = re.fullmatch(r"[A-Z][A-Z ]+", line.strip())
                text += f"\n## {line.capitalize()}\n\n" if is_heading else f"{self.linked(line)}\n"
        return f"# The C interface\n\n{text}"

    def doc(self, doc):
        return "\n".join(
            fenced(block, "c") if is_verbatim else f"{self.linked(block)}\n"
            for is_verbatim, block in blocks(doc)
        )

    def linked(self, words):
        """With a link at each name that is told elsewhere; Markdown finds no other sign in it."""

        def shown(found):
            word = found.group(0)
            if len(word) == 1:
                return f"\\{word}"
            told = self.told.get(word.strip("`"))
            name = word if word.startswith("`") else f"`{word}`"
            return f"[{name}]({told})" if told else name

        return NAME.sub(shown, words)


def blocks(doc):
    """Words, and what is indented in them, in turns."""
    lines, is_verbatim, found = [], False, []
    for line in doc.split("\n"):
        indented = line.startswith("    ") and (is_verbatim or not lines or not lines[-1].strip())
        if line.strip() and indented != is_verbatim:
            found.append((is_verbatim, "\n".join(lines)))
            lines, is_verbatim = [], indented
        lines.append(line[4:] if is_verbatim else line)
    found.append((is_verbatim, "\n".join(lines)))
    return [(kind, text.strip("\n")) for kind, text in found if text.strip()]


def parameter(one):
    """A parameter as C declares it."""
    kind = one["c_type"]
    return f"{kind}{'' if kind.endswith('*') else ' '}{one['name']}"


def declaration(function):
    """A function as the header declares it, in lines that a phone can show."""
    returns = function["returns"]["c_type"]
    start = f"{returns}{'' if returns.endswith('*') else ' '}{function['c_name']}("
    taken = [parameter(one) for one in function["parameters"]] or ["void"]
    line = start + ", ".join(taken) + ")"
    return line if len(line) <= 78 else f"{start}\n    " + ",\n    ".join(taken) + ")"
