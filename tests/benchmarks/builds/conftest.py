"""Benchmarks are made on the first day of the made-up jobs."""

import pytest

from benchmarks.builds.ours import NOON
from plugins.portal.days import EPOCH


@pytest.fixture(autouse=True)
def _first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH, NOON)
