"""The index holds what it should, is small, the same for the same content, and cheap to make again."""

import cProfile
import gzip
import json
import pstats
from itertools import groupby

import pytest
from search_samples import count, make_document, pages_of

from plugins.search import words
from plugins.search.analyser import Analyser
from plugins.search.compounds import make_compounds
from plugins.search.documents import BODY, KINDS, Names, make_documents
from plugins.search.files import (
    Collection,
    index_pieces,
    kept_files,
    make_files,
    manifest_path,
)
from plugins.search.index import build_index
from plugins.search.shards import BLOCK, LARGEST_GROUP, to_json


def contents(files):
    return {file.path: file.content for file in files}


def test_the_same_pages_give_the_same_bytes(real_pages, tmp_path):
    """In any order of a language's pages, with and without what a build before kept."""
    cold = contents(make_files(real_pages, tmp_path))
    languages = list(dict.fromkeys(page.language for page in real_pages))
    mixed = [p for code in languages for p in reversed(real_pages) if p.language == code]
    warm = contents(make_files(mixed, tmp_path))
    assert cold == warm == contents(make_files(mixed, tmp_path / "other"))


def test_every_piece_has_a_compressed_copy(real_indexes):
    """Servers send the copies; they say the same."""
    for written in real_indexes.values():
        pieces = [written.manifest_path, *written.folder.glob("*.json")]
        assert len(pieces) > len(["manifest", "terms", "words", "docs"])
        for piece in pieces:
            copy = piece.with_name(f"{piece.name}.gz")
            assert gzip.decompress(copy.read_bytes()) == piece.read_bytes()


def test_pieces_are_small(real_indexes):
    """The manifest is about a kilobyte on the line, a shard of terms four to nine."""
    for written in real_indexes.values():
        assert written.manifest_path.with_suffix(".json.gz").stat().st_size < 1250
        for shard in written.folder.glob("terms-*.json.gz"):
            assert shard.stat().st_size < 12_000
        for shard in written.folder.glob("terms-*.json"):
            its = json.loads(shard.read_bytes())
            assert len(to_json({**its, "d": {}})) < LARGEST_GROUP


def test_what_shards_show_is_what_blocks_show(real_indexes):
    """The best documents of a term stand in its shard as well, for whoever types one word."""
    for written in real_indexes.values():
        blocks = [json.loads(path.read_bytes()) for path in written.folder.glob("docs-*.json")]
        shown = {
            address: (title, summary)
            for block in blocks
            for address, title, summary in zip(block["a"], block["t"], block["s"], strict=True)
        }
        for path in written.folder.glob("terms-*.json"):
            its = json.loads(path.read_bytes())["d"]
            for number, address, title, summary in zip(
                *(its.get(key, ()) for key in "nats"), strict=True
            ):
                assert written.index.documents[number].address == address
                assert shown[address] == (title, summary)


def test_terms_that_begin_alike_stand_in_one_shard(real_indexes):
    """Whoever types three letters needs one shard."""
    for written in real_indexes.values():
        shards = [json.loads(path.read_bytes()) for path in written.folder.glob("terms-*.json")]
        beginnings = [{term[:3] for term in shard["t"].split()} for shard in shards]
        assert sum(map(len, beginnings)) == len(set().union(*beginnings))


def test_documents_stand_by_kind(real_indexes):
    """The manifest counts each kind, from which the browser knows a document's."""
    for written in real_indexes.values():
        manifest = json.loads(written.manifest_path.read_bytes())
        kinds = [
            (kind, len(list(of))) for kind, of in groupby(d.kind for d in written.index.documents)
        ]
        assert kinds == [(kind, number) for kind, number in manifest["kinds"] if number]
        assert [kind for kind, _ in manifest["kinds"]] == list(KINDS)
        blocks = len(list(written.folder.glob("docs-*.json")))
        assert blocks == -(-manifest["documents"] // BLOCK)


def test_drafts_are_in_no_file(golden_site, tmp_path):
    """What is not published cannot be found."""
    draft = "secret"
    assert draft in (golden_site / "companies/secret-draft.yaml").read_text("utf-8").lower()
    files = contents(make_files(pages_of(golden_site), tmp_path))
    pieces = [path for path in files if path.startswith("static/")]
    assert {path.split("/")[2] for path in pieces} == {"en", "da", "ar"}
    assert not any(
        draft in content.decode().lower() for p, content in files.items() if p.endswith("n")
    )


def test_articles_of_another_language_are_found_and_marked(golden_site):
    """A guide that is written in one language only stands in the indexes of all."""
    pages = pages_of(golden_site)
    arabic = make_documents(pages, "ar", Names(pages))
    marked = {document.language for document in arabic if document.kind == "guide"}
    assert marked == {"", "en"}
    own = [d for d in arabic if not d.language]
    assert all("/ar/" in document.address for document in own)


def test_further_pages_of_a_list_are_no_documents(golden_site, real_pages):
    """Each thing is found once, on its own page."""
    for pages in (pages_of(golden_site), real_pages):
        for code in {page.language for page in pages}:
            found = make_documents(pages, code, Names(pages))
            addresses = [
                d.address for d in found if d.kind != "job"
            ]  # whose own ids may be numbers
            assert len(addresses) == len(set(addresses))
            assert not [a for a in addresses if a.rstrip("/").rpartition("/")[2].isdigit()]


def test_targets_of_links_are_not_searched(real_indexes):
    """A link is found by its text, not by what stands in brackets behind it."""
    bodies = [d.texts[BODY] for w in real_indexes.values() for d in w.index.documents]
    assert not any("](" in body or "https://" in body for body in bodies)


def test_unchanged_documents_are_not_counted_again(tmp_path, monkeypatch):
    """One changed document costs one count."""
    documents = [make_document(number) for number in range(20)]
    count(documents, tmp_path)
    counted = []
    original = words._count

    def told(document, *arguments):
        counted.append(document)
        return original(document, *arguments)

    monkeypatch.setattr(words, "_count", told)
    changed = [make_document(99), *documents[1:]]
    again = count(changed, tmp_path)
    assert counted == changed[:1]
    assert told_words(again) == told_words(count(changed, tmp_path / "other"))


def test_words_that_nothing_uses_are_forgotten(tmp_path):
    """What is kept does not grow for ever."""
    for number in range(20):
        counts = count([make_document(number)], tmp_path)
    assert len(counts.vocabulary) <= words.MOST_FORGOTTEN * len(counts.used) + len(counts.used)


def told_words(counts):
    """Every document's words by field, as texts."""
    vocabulary = list(counts.vocabulary)
    return [
        [
            {vocabulary[w]: n for w, n in zip(p[::2], p[1::2], strict=True)}
            for p in counts.document(d)
        ]
        for d in range(len(counts))
    ]


def test_an_unchanged_index_is_not_made_again(golden_site, tmp_path, monkeypatch):
    """A preview of a changed style sheet or template does not wait for the search."""
    pages = pages_of(golden_site)
    first = contents(make_files(pages, tmp_path))
    monkeypatch.setattr(Collection, "index", None)  # fails where it is called
    assert contents(make_files(pages, tmp_path)) == first


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00" * 40, b"not a cache at all"])
def test_a_damaged_cache_changes_nothing(damage, tmp_path):
    """What was kept is used whole or not at all."""
    documents = [make_document(number) for number in range(3)]
    first = count(documents, tmp_path)
    assert (tmp_path / "words-da").is_file()
    (tmp_path / "words-da").write_bytes(damage)
    assert told_words(count(documents, tmp_path)) == told_words(first)


def test_a_preview_gets_what_was_made_last(golden_site, tmp_path, monkeypatch):
    """Nothing is made for it, even where the content is another one by now."""
    pages = pages_of(golden_site)
    assert list(kept_files(pages, tmp_path)) == []
    made = list(make_files(pages, tmp_path))
    monkeypatch.setattr(Collection, "index", None)  # fails where it is called
    assert list(kept_files(pages[:-1], tmp_path)) == made


def test_work_grows_in_step_with_the_number_of_documents(tmp_path):
    """Twice as many documents take about twice as many steps, not four times."""

    def steps(number: int) -> int:
        documents = [make_document(n) for n in range(number)]
        profile = cProfile.Profile()
        with profile:
            counts = count(documents, tmp_path / str(number))
            index_pieces(build_index(documents, counts, Analyser("da")))
        return pstats.Stats(profile).total_calls

    assert steps(800) < 2.3 * steps(400)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("vindmolletekniker", ("vindmolle", "tekniker", "vind", "molle")),
        ("vindmollen", ("vind", "mollen")),
        ("arbejdstimer", ("arbejd", "timer")),
        ("tekniker", ()),
        ("ind", ()),
    ],
)
def test_compounds_are_split_into_known_words(word, parts):
    """Parts are words that stand alone somewhere, perhaps inflected or with a link between them."""
    known = ["vind", "molle", "vindmolle", "tekniker", "arbejd", "timer"]
    stem = Analyser("da").stem
    compounds = make_compounds(dict.fromkeys(known, 1), stem, 1)
    assert compounds.parts(word) == parts


def test_addresses_of_manifests_stay(golden_site, tmp_path):
    """An index that changed has other pieces at other addresses; no page changes with it."""
    pages = pages_of(golden_site)
    fewer = [page for page in pages if page.kind != "story"]
    before, after = (list(make_files(some, tmp_path)) for some in (pages, fewer))
    for code in ("ar", "da", "en"):
        path = manifest_path(code)
        folders = [json.loads(contents(files)[path])["folder"] for files in (before, after)]
        assert len(set(folders)) == len(folders)
        assert f"{folders[0].removeprefix('../')}docs-0.json" in contents(before)
