"""A published site as a visitor's tools see it: pages by address, what they link to, what they weigh."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import html

PROJECT = Path(__file__).parents[1]


CAMPAIGNS_RUN = "1796126400"
"""Seconds from 1970 to a day on which the real portal's campaigns run, so that tests see them."""


def build(settings: Path, output: Path, *overrides: str) -> subprocess.CompletedProcess[str]:
    """Build a site as ``make site`` does, from the project's folder."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        "-s",
        str(settings),
        "-o",
        str(output),
        "--fatal",
        "errors",
    ]
    if overrides:
        command += ["-e", *overrides]
    day = {"SOURCE_DATE_EPOCH": CAMPAIGNS_RUN} if settings.parent == PROJECT else {}
    return subprocess.run(
        command, cwd=PROJECT, env=os.environ | day, capture_output=True, text=True, check=False
    )


@dataclass(frozen=True)
class Website:
    """The files below ``folder``, published at ``origin``."""

    folder: Path
    origin: str

    @cached_property
    def documents(self) -> Mapping[str, html.HtmlElement]:
        """Address → parsed page, redirect pages included."""
        return {
            self.address(path): html.document_fromstring(path.read_bytes())
            for path in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def shown(self) -> Mapping[str, html.HtmlElement]:
        """Address → parsed page, without redirects."""
        return {
            a: d for a, d in self.documents.items() if not d.xpath("//meta[@http-equiv='refresh']")
        }

    @cached_property
    def pages(self) -> Mapping[str, html.HtmlElement]:
        """The same without lists that other sites show in frames: no visitor walks through those."""
        return {a: d for a, d in self.shown.items() if self.kind(a) != "embed"}

    @cached_property
    def files(self) -> frozenset[str]:
        return frozenset(
            "/" + path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        )

    def address(self, path: Path) -> str:
        return "/" + path.relative_to(self.folder).as_posix().removesuffix("index.html")

    def resolve(self, address: str, link: str) -> str | None:
        """The address inside the site that a page's link leads to, without fragment; None outside."""
        target, _ = urldefrag(link.removeprefix(self.origin) or "/")
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return None
        return unquote(parts.path) or address

    def exists(self, address: str) -> bool:
        return address in self.documents or address in self.files

    def kind(self, address: str) -> str:
        """The kind of page, as the theme marks it on the body."""
        classes = self.documents[address].find("body").get("class", "")
        return classes.removeprefix("kind-").split(" ")[0]

    def samples(self) -> Iterator[tuple[str, str, str]]:
        """Language, kind and address of one page of every kind in every language.

        The largest page stands for its kind, since it holds most parts.
        """
        largest: dict[tuple[str, str], tuple[int, str]] = {}
        for address, document in self.shown.items():
            key = (document.get("lang"), self.kind(address))
            size = len(html.tostring(document))
            largest[key] = max(largest.get(key, (0, "")), (size, address))
        for (language, kind), (_, address) in sorted(largest.items()):
            yield language, kind, address
