"""Which day it is in the portal's time zone, as the scripts of pages with jobs tell it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from website import PROJECT

SCRIPT = """
import { today } from "./days.js";
const asked = JSON.parse(process.argv[2]);
console.log(JSON.stringify(asked.map(([zone, now]) => today(zone, new Date(now)))));
"""


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[list[list[str]], str], Any]:
    """What days.js says of some moments, on a machine in a time zone."""
    shutil.copy(PROJECT / "themes/portal/static/js/days.js", tmp_path)
    (tmp_path / "ask.mjs").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    node = shutil.which("node") or str(PROJECT / ".venv/bin/node")

    def ask_node(asked: list[list[str]], zone: str) -> Any:
        command = [node, str(tmp_path / "ask.mjs"), json.dumps(asked)]
        done = subprocess.run(
            command, env={**os.environ, "TZ": zone}, capture_output=True, check=True
        )
        return json.loads(done.stdout)

    return ask_node


@pytest.mark.parametrize("visitor", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_day_is_that_of_the_portal_wherever_the_visitor_is(
    ask: Callable[[list[list[str]], str], Any], visitor: str
) -> None:
    """A moment before and after midnight, in winter, in summer, and when clocks are changed."""
    zones = ("Europe/Copenhagen", "UTC", "America/Nuuk", "Asia/Kathmandu")
    moments = [
        f"2026-{month:02}-{day:02}T{time}Z"
        for month, day in [(1, 1), (3, 28), (3, 29), (6, 30), (10, 24), (10, 25), (12, 31)]
        for time in (
            "00:59:59",
            "01:00:00",
            "18:14:59",
            "18:15:00",
            "21:59:59",
            "22:00:00",
            "23:00:00",
        )
    ]
    asked = [[zone, moment] for zone in zones for moment in moments]
    expected = [
        datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date().toordinal()
        - date(1970, 1, 1).toordinal()
        for zone, moment in asked
    ]
    assert ask(asked, visitor) == expected
