"""What tests of the import ask for: a small portal, and a server that plays the internet."""

from asyncio import _get_running_loop, _set_running_loop
from collections.abc import Iterator
from pathlib import Path

import pytest
from import_sites import COMPETENCES, MUNICIPALITY, Site, understood

from benchmarks.vacancies.serving import Server, serving
from plugins.vacancies import jobs, merging
from plugins.vacancies.vocabulary import Vocabulary


@pytest.fixture(autouse=True)
def _no_loop() -> Iterator[None]:
    """The browser of other tests leaves its loop running in this thread, which lets no other run."""
    running = _get_running_loop()
    _set_running_loop(None)
    yield
    _set_running_loop(running)


@pytest.fixture
def _simply_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "understand", understood)
    monkeypatch.setattr(
        merging, "group_duplicates", lambda adverts: [(n,) for n, _ in enumerate(adverts)]
    )
    monkeypatch.setattr(Vocabulary, "of_portal", classmethod(lambda *_: None))


@pytest.fixture(scope="session")
def _internet() -> Iterator[Server]:
    with serving(Server()) as server:
        yield server


@pytest.fixture
def server(_internet: Server) -> Server:
    """All hosts there are, without any answer."""
    _internet.answers.clear()
    _internet.addresses.clear()
    _internet.asked.clear()
    _internet.most_at_once = 0
    return _internet


@pytest.fixture
def site(tmp_path: Path, server: Server, _simply_understood: None) -> Site:
    """A portal with two places and one competence, and no company yet."""
    root = tmp_path / "site"
    for folder in ("municipalities", "clusters", "guides", "stories", "pages", "jobs"):
        (root / "content" / folder).mkdir(parents=True)
    (root / "companies").mkdir()
    for name in ("exampleby", "testrup"):
        path = root / "content" / "municipalities" / f"{name}.yaml"
        path.write_text(MUNICIPALITY.format(name=name.title()), encoding="utf-8")
    (root / "content" / "competences.yaml").write_text(COMPETENCES, encoding="utf-8")
    groups = "makers: {en: Makers, da: Folk}\n"
    (root / "content" / "competence_groups.yaml").write_text(groups, encoding="utf-8")
    return Site(root, server)
