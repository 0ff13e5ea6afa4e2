"""The files of all indexes, in folders that are named after what they hold."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from plugins.portal.cache import Cache
from plugins.portal.page import File, Page
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

MANIFEST = "manifest.json"
CACHE = Path(".cache/search")


def make_files(pages: Sequence[Page], cache: Path) -> Iterator[File]:
    """The files of an index for each language that has pages. Unchanged indexes are not made again."""
    for collection in collections(pages):
        name = f"index-{collection.language}.json"
        key = collection.digest
        kept = json.loads(Cache(cache).get(name) or b"{}")
        if kept.get("key") != key:
            pieces = index_pieces(collection.index(cache))
            kept = {"key": key, "pieces": {n: piece.decode() for n, piece in pieces.items()}}
            Cache(cache).put(name, to_json(kept))
        contents = {n: str(piece).encode() for n, piece in kept["pieces"].items()}
        yield from piece_files(collection.language, contents)


@dataclass(frozen=True, slots=True)
class Collection:
    """What can be found from one language, and all that its index depends on."""

    language: str
    documents: Sequence[Document]
    mentions: Mentions

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


def collections(pages: Sequence[Page]) -> Iterator[Collection]:
    """What can be found from each language that has pages, where there is anything."""
    names = Names(pages)
    languages = dict.fromkeys(page.language for page in pages)
    mentions = Mentions(names.labels(), {code: Analyser(code) for code in languages})
    for code in languages:
        if documents := make_documents(pages, code, names):
            yield Collection(code, documents, mentions)


def piece_files(language: str, contents: Mapping[str, bytes]) -> Iterator[File]:
    """The pieces of an index and a compressed copy of each; the manifest comes first."""
    digest = blake2b(digest_size=8)
    for name, content in contents.items():
        digest.update(f"{name} {len(content)} ".encode() + content)
    folder = f"{FOLDER}/{language}/{digest.hexdigest()}"
    for name, content in contents.items():
        yield File(f"{folder}/{name}", content)
        yield File(f"{folder}/{name}.gz", gzip.compress(content, mtime=0))


def index_pieces(index: Index) -> Mapping[str, bytes]:
    """Name → content of each piece."""
    analyser = Analyser(index.language)
    terms = term_shards(index.postings)
    spellings = spelling_shards(index.spellings, analyser.fold)
    manifest = make_manifest(index, terms, spellings, analyser)
    return {
        MANIFEST: to_json(manifest),
        **_numbered("terms", terms.contents),
        **_numbered("words", spellings.contents),
        **_numbered("docs", document_blocks(index.documents)),
    }


def _numbered(name: str, contents: Sequence[bytes]) -> dict[str, bytes]:
    return {f"{name}-{number}.json": content for number, content in enumerate(contents)}


def manifest_addresses(files: Iterable[File], base: str) -> dict[str, str]:
    """Language code → where its manifest is, for a portal published at ``base``."""
    return {
        file.path.split("/")[2]: f"{base}/{file.path}"
        for file in files
        if file.path.endswith(f"/{MANIFEST}")
    }
