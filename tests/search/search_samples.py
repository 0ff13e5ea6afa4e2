"""Made-up documents and real pages for the tests of the index."""

import random
import runpy
from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.content import load_content
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import Planner
from plugins.portal.page import Page
from plugins.portal.settings import read_settings
from plugins.search.analyser import Analyser
from plugins.search.documents import Document
from plugins.search.files import index_pieces, manifest_path, piece_files
from plugins.search.index import Index
from plugins.search.words import Counts, Mentions, count_words

FIRST = ("vind", "sol", "mølle", "tog", "skole", "bog", "brød", "stål", "hav", "skov")
LAST = ("tekniker", "lærer", "bager", "ingeniør", "udvikler", "hjælper", "sælger", "tegner")
PLACES = ("Århus", "Samsø", "Ærøby", "Testrup")


def make_document(number: int, length: int = 60) -> Document:
    """A company of made-up words, the same for the same number."""
    rng = random.Random(number)
    words = [rng.choice(FIRST) + rng.choice(["", *LAST]) for _ in range(length)]
    return Document(
        address=f"/da/virksomheder/nr-{number}/",
        title=f"{words[0].title()} {number}",
        kind="company",
        summary=" ".join(words[:8]),
        place=rng.choice(PLACES),
        language="",
        texts=(words[0], " ".join(words[:6]), "baker nurse", " ".join(words)),
    )


def count(documents: list[Document], cache, language: str = "da") -> Counts:
    analyser = Analyser(language)
    return count_words(documents, analyser, Mentions([], {}), cache)


@dataclass(frozen=True)
class WrittenIndex:
    """An index and the folder that its pieces were written to."""

    index: Index
    manifest_path: Path
    folder: Path

    @property
    def manifest(self) -> str:
        """Where the scripts of the browser find it."""
        return self.manifest_path.as_uri()


def planner_of(site: Path) -> Planner:
    """Plans the pages of the site whose settings file lies in a folder."""
    content = load_content(read_settings(runpy.run_path(str(site / "pelicanconf.py")), site))
    editions = {code: Edition(content, code) for code in content.settings.languages}
    return Planner(editions)


def pages_of(site: Path) -> tuple[Page, ...]:
    """All pages of that site."""
    return tuple(plan.make() for plan in planner_of(site).plan())


def write(index: Index, folder: Path) -> WrittenIndex:
    files = piece_files(index.language, index_pieces(index))
    *pieces, _ = (file for file in files if file.path.endswith(".json"))
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    manifest = folder / manifest_path(index.language)
    return WrittenIndex(index, manifest, (folder / pieces[0].path).parent)
