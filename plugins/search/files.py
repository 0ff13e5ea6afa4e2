"""The files of all indexes, in folders that are named after what they hold."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import Any

from plugins.portal.cache import Cache
from plugins.portal.page import File, Page
from plugins.portal.parallel import in_parallel
from plugins.search.analyser import Analyser
from plugins.search.documents import Document, Names, make_documents
from plugins.search.index import Index, build_index
from plugins.search.shards import (
    document_blocks,
    make_manifest,
    spelling_shards,
    term_shards,
    to_json,
)
from plugins.search.words import Mentions, count_words

FOLDER = "static/search"
"""Below ``static`` browsers keep what they got: a folder with a hash never gets other contents."""

MANIFESTS = "search"
"""Where manifests are, which change with the index while their addresses stay: pages do not change
with the index, and one that stayed open finds the new one."""

CACHE = Path(".cache/search")

COMPRESSION = 6
"""Of 9. More takes six times as long for one per cent less."""


def make_files(pages: Sequence[Page], cache: Path) -> Iterator[File]:
    """The files of an index for each language that has pages, made at the same time.

    An index whose documents did not change is not made again.
    """
    tasks = [partial(index_files, collection, cache) for collection in collections(pages)]
    for files in in_parallel(tasks):
        yield from files


def kept_files(pages: Sequence[Page], cache: Path) -> Iterator[File]:
    """The files that were made last, whatever the pages were."""
    for language in dict.fromkeys(page.language for page in pages):
        _, files = unpacked(Cache(cache).get(_kept_name(language)))
        yield from files


@dataclass(frozen=True)
class Collection:
    """What can be found from one language, and all that its index depends on."""

    language: str
    pages: Sequence[Page]
    names: Names
    mentions: Mentions

    @cached_property
    def documents(self) -> Sequence[Document]:
        return make_documents(self.pages, self.language, self.names)

    @property
    def digest(self) -> str:
        """Changes with the documents, the names that are recognised in them, and this code."""
        digest = blake2b(self.mentions.digest.encode(), digest_size=16)
        for path in sorted(Path(__file__).parent.glob("[a-z]*.*")):
            digest.update(path.read_bytes())
        for document in self.documents:
            digest.update(repr(document).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def index(self, cache: Path) -> Index:
        """The index; words of documents that the cache has are not counted again."""
        analyser = Analyser(self.language)
        counts = count_words(self.documents, analyser, self.mentions, cache)
        return build_index(self.documents, counts, analyser)


@dataclass(frozen=True, slots=True)
class Pieces:
    """An index as it is published: the contents by name, and what a browser must know first."""

    manifest: Mapping[str, Any]
    contents: Mapping[str, bytes]


def collections(pages: Sequence[Page]) -> Iterator[Collection]:
    """What can be found from each language that has pages."""
    names = Names(pages)
    languages = dict.fromkeys(page.language for page in pages)
    mentions = Mentions(names.labels(), {code: Analyser(code) for code in languages})
    for code in languages:
        yield Collection(code, pages, names, mentions)


def index_files(collection: Collection, cache: Path) -> list[File]:
    """The files of one language, the manifest last."""
    name, key = _kept_name(collection.language), collection.digest
    kept_key, files = unpacked(Cache(cache).get(name))
    if kept_key == key:
        return files
    files = piece_files(collection.language, index_pieces(collection.index(cache)))
    Cache(cache).put(name, packed(key, files))
    return files


def piece_files(language: str, pieces: Pieces) -> list[File]:
    """The pieces of an index and a compressed copy of each; last the manifest, which names their folder."""
    digest = blake2b(digest_size=8)
    for name, content in pieces.contents.items():
        digest.update(f"{name} {len(content)} ".encode() + content)
    folder = f"{FOLDER}/{language}/{digest.hexdigest()}"
    manifest = to_json({"folder": f"../{folder}/", **pieces.manifest})
    contents = {f"{folder}/{name}": content for name, content in pieces.contents.items()}
    contents[manifest_path(language)] = manifest
    return [
        file
        for path, content in contents.items()
        for file in (File(path, content), File(f"{path}.gz", compressed(content)))
    ]


def compressed(content: bytes) -> bytes:
    """The same bytes for the same content: without the time."""
    return gzip.compress(content, COMPRESSION, mtime=0)


def index_pieces(index: Index) -> Pieces:
    analyser = Analyser(index.language)
    terms = term_shards(index.postings, index.documents)
    spellings = spelling_shards(index.spellings, analyser.fold)
    contents = {
        **_numbered("terms", terms.contents),
        **_numbered("words", spellings.contents),
        **_numbered("docs", document_blocks(index.documents)),
    }
    return Pieces(make_manifest(index, terms, spellings, analyser), contents)


def _numbered(name: str, contents: Sequence[bytes]) -> dict[str, bytes]:
    return {f"{name}-{number}.json": content for number, content in enumerate(contents)}


def manifest_path(language: str) -> str:
    """Where the manifest of a language is published."""
    return f"{MANIFESTS}/{language}.json"


def _kept_name(language: str) -> str:
    return f"index-{language}"


def packed(key: str, files: Sequence[File]) -> bytes:
    """A line of JSON, then the contents one after the other."""
    head = {"key": key, "files": [(file.path, len(file.content)) for file in files]}
    return json.dumps(head).encode() + b"\n" + b"".join(file.content for file in files)


def unpacked(content: bytes | None) -> tuple[str, list[File]]:
    line, _, contents = (content or b"").partition(b"\n")
    head = json.loads(line or b'{"key": "", "files": []}')
    ends = accumulate((size for _, size in head["files"]), initial=0)
    return head["key"], [
        File(path, contents[start : start + size])
        for (path, size), start in zip(head["files"], ends, strict=False)
    ]
