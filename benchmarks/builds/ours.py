"""The portal's own builds of a made-up project."""

import sys
from datetime import UTC, datetime, time
from pathlib import Path

from benchmarks.builds import works
from benchmarks.builds.peers.peer import Build
from benchmarks.builds.project import CHECKOUT, PLUGINS
from benchmarks.builds.project.jobs import FIRST_DAY
from plugins.portal.days import EPOCH

CATALOGUE = "themes/portal/translations/da/LC_MESSAGES/messages.po"
TEMPLATES = "themes/portal/templates"

NOON = str(int(datetime.combine(FIRST_DAY, time(12), UTC).timestamp()))
"""Of a day on which all made-up jobs are open."""


KEEPING_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Where it is set, as in many containers, each build would compile all plugins anew. No second build of
a user does, and what pip installs it compiles."""

SEARCHING = """from publishconf import *

PLUGINS = {plugins!r}
"""


class Ours:
    """What ``make site`` runs, in the project's folder and with the checkout's plugins."""

    def build(self, folder: Path, settings: str = "publishconf.py") -> Build:
        command = (sys.executable, "-m", "pelican", "-s", settings, "--fatal", "errors")
        kept = (folder / ".cache", folder / ".output-spare")
        environment = {"PYTHONPATH": str(CHECKOUT), EPOCH: NOON, **KEEPING_BYTECODE}
        return Build(command, folder, folder / "output", environment, kept)

    def searching(self, folder: Path) -> Build:
        """The same build with the search's index."""
        settings = "searchconf.py"
        text = SEARCHING.format(plugins=plugins_with_search())
        (folder / settings).write_text(text, encoding="utf-8")
        return self.build(folder, settings)

    def floor(self, folder: Path) -> Build:
        """What finds the floor of the same pages."""
        command = (sys.executable, "-m", "benchmarks.builds.floor", folder)
        return Build(command, CHECKOUT, folder)

    def edit(self, folder: Path, step: str, edit: int) -> None:
        """Edit what the step is about."""
        if step == works.ONE_COMPANY:
            company = min((folder / "companies").glob("*.yaml"))
            works.edit_yaml_company(company, edit)
        elif step in works.TEMPLATES:
            name = f"{works.TEMPLATES[step]}.html"
            works.edit_template(folder / TEMPLATES / name, edit)
        elif step == works.ONE_MESSAGE:
            works.edit_catalogue(folder / CATALOGUE, edit)


def plugins_with_search() -> list[str]:
    return [*PLUGINS, "plugins.search"]
