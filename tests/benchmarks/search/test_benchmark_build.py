"""The benchmark builds the search that the portal publishes."""

from pathlib import Path

from benchmarks.search.build import build_ours
from benchmarks.search.portal import LOCALES


def test_the_real_search_is_built_over_the_made_up_portal(tmp_path: Path) -> None:
    """Each language has a page that names its manifest, and the bundled core is beside them."""
    taken = build_ours(300, tmp_path)
    assert taken["build_s"] > 0
    for code in LOCALES:
        page = (tmp_path / f"{code}.html").read_text("utf-8")
        manifest = page.partition('name="search-manifest" content="/')[2].partition('"')[0]
        assert (tmp_path / manifest).is_file()
        assert (tmp_path / f"{manifest}.gz").is_file()
    assert (tmp_path / "ours.js.gz").is_file()
