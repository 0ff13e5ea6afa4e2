"""What is measured: a first build, and builds after nothing or one thing was edited."""

import re
from pathlib import Path

COLD, UNCHANGED = "cold", "unchanged"
ONE_COMPANY, ONE_MESSAGE, ONE_TEMPLATE = "one-company", "one-message", "one-template"
WORKS = (COLD, UNCHANGED, ONE_COMPANY, ONE_TEMPLATE, ONE_MESSAGE)

EDITED = re.compile(r" \(edited \d+\)")
TEXT_LINE = re.compile(r"(\s+(?:\w\w: [^|].*?|\S.*\.))('?)$")
"""A line of a company's file that ends a text, with the quotation mark after it."""

TAGLINE = re.compile(r'"tagline": \{"text": "[^"]*')
TEMPLATES = {ONE_TEMPLATE: "company", f"{ONE_TEMPLATE} (job)": "job"}
"""Of two templates, the one of companies and that of most pages, the slower counts."""

STEPS = (COLD, UNCHANGED, ONE_COMPANY, *TEMPLATES, ONE_MESSAGE)
MESSAGE = "What the company does"
"""A text of the interface that stands on the pages of companies."""


def work_of(step: str) -> str:
    return ONE_TEMPLATE if step in TEMPLATES else step


def mark(text: str, edit: int) -> str:
    """A text as it is after an edit. Each edit is another one, and leaves no more than one mark."""
    return f"{EDITED.sub('', text)} (edited {edit})"


def edit_yaml_company(path: Path, edit: int) -> None:
    """Another tagline and another text about the company, in each language."""
    lines, inside = [], ""
    for line in EDITED.sub("", path.read_text("utf-8")).splitlines():
        if re.match(r"\w", line):
            inside = line.partition(":")[0]
        edited = inside in {"tagline", "about"} and TEXT_LINE.match(line)
        lines.append(f"{edited[1]} (edited {edit}){edited[2]}" if edited else line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def edit_front_matter_company(path: Path, edit: int) -> None:
    """The same edit where the facts are JSON above the text."""
    text = EDITED.sub("", path.read_text("utf-8")).rstrip()
    text = TAGLINE.sub(rf"\g<0> (edited {edit})", text)
    path.write_text(f"{text} (edited {edit})\n", encoding="utf-8")


def edit_template(path: Path, edit: int, before: str = "</h1>") -> None:
    """Another heading on every page of the template."""
    text = EDITED.sub("", path.read_text("utf-8"))
    path.write_text(text.replace(before, f" (edited {edit}){before}", 1), encoding="utf-8")


def edit_catalogue(path: Path, edit: int) -> None:
    """Another translation of a text that company pages show."""
    text = path.read_text("utf-8")
    pattern = re.compile(rf'(msgid "{MESSAGE}"\nmsgstr ")(.*)"')
    path.write_text(pattern.sub(lambda m: f'{m[1]}{mark(m[2], edit)}"', text), encoding="utf-8")


def edit_messages(path: Path, edit: int) -> None:
    """The same where the texts are JSON, in which an edited one says so before its last quote."""
    text = EDITED.sub("", path.read_text("utf-8"))
    pattern = re.compile(rf'("{MESSAGE}": \[\s*"[^"]*)')
    path.write_text(pattern.sub(rf"\g<1> (edited {edit})", text), encoding="utf-8")
