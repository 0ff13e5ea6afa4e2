"""The site's one style sheet, made of the theme's CSS files."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import rcssmin

FIRST = "layers.css"
"""The file that fixes the order of the cascade layers; it must come before they are filled."""

TOKEN = re.compile(
    r"""
      (?P<comment> /\*.*?\*/ )
    | url\( \s* (?P<quote>["']?) (?P<name>[^"')]*) (?P=quote) \s* \)
    | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*'
    """,
    re.DOTALL | re.VERBOSE,
)
PRELUDE = re.compile(r"[^{};]+\{")
DESCENDANT_PSEUDO = re.compile(r"(?<=[^\s{};,>+~(|])\s+(?=:)")


class UnknownUrl(NamedTuple):
    """An address in a style sheet that names nothing: its file, line and name."""

    path: Path
    line: int
    name: str


def style_files(folder: Path) -> list[Path]:
    """The CSS files in the order in which they are joined."""
    files = (path for path in folder.rglob("*.css") if not path.name.startswith("."))
    return sorted(
        files, key=lambda path: (path != folder / FIRST, path.relative_to(folder).as_posix())
    )


def join_styles(
    files: list[Path], find: Callable[[str], str | None]
) -> tuple[str, list[UnknownUrl]]:
    """The files joined and minified, and the addresses in them that ``find`` knows nothing about.

    ``find`` takes the name in ``url("name")`` and gives the address that stands there instead.
    """
    unknown: list[UnknownUrl] = []
    parts = [_resolve(path, path.read_text("utf-8"), find, unknown) for path in files]
    return rcssmin.cssmin(keep_descendants("\n".join(parts))), unknown


def _resolve(
    path: Path, text: str, find: Callable[[str], str | None], unknown: list[UnknownUrl]
) -> str:
    """A file's text without comments, with every address replaced."""

    def replace(token: re.Match[str]) -> str:
        if token["comment"]:
            return " "
        name = token["name"]
        if name is None or name.startswith("#"):  # a string, or a part of the page itself
            return token[0]
        address = find(name)
        if address is None:
            unknown.append(UnknownUrl(path, text.count("\n", 0, token.start()) + 1, name))
        return f'url("{address}")'

    return TOKEN.sub(replace, text)


def keep_descendants(css: str) -> str:
    """``.a :is(b)`` written as ``.a *:is(b)``, which means the same.

    rcssmin 1.3 takes the space before a colon for that of a declaration when a rule stands inside
    a layer or another rule, and would make ``.a:is(b)`` of it, which means something else.
    """

    def rewrite(prelude: re.Match[str]) -> str:
        if prelude[0].lstrip().startswith("@"):
            return prelude[0]
        return DESCENDANT_PSEUDO.sub(" *", prelude[0])

    return PRELUDE.sub(rewrite, css)
