"""A cache that may be deleted, damaged or read-only."""

from pathlib import Path

import pytest

from plugins.portal.cache import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache that holds one result."""
    cache = Cache(tmp_path / "cache")
    cache.content("a.png", lambda: b"result")
    return cache


def test_a_result_is_made_once(cache):
    """What was made before is read."""
    assert cache.content("a.png", lambda: b"another") == b"result"


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b"<script>"),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_what_is_damaged_is_made_again(cache, damage):
    """Nothing but a whole result is ever given."""
    damage(cache.folder / "a.png")
    assert cache.content("a.png", lambda: b"again") == b"again"


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    """A build on a read-only disk gives the same, and takes longer."""
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert Cache(tmp_path / "cache").content("a.png", lambda: b"result") == b"result"


def test_nothing_is_left_beside_a_result(cache):
    """Results are put in place in one step."""
    assert [path.name for path in cache.folder.iterdir()] == ["a.png"]
