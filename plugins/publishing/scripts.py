"""The theme's ES modules under hashed names, with the names of those that they import."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.portal.problems import ContentFault, Problem
from plugins.publishing.naming import hashed_name

IMPORT = re.compile(r"""(?P<quote>["'])\./(?P<name>[\w./-]+\.js)(?P=quote)""")
"""How modules of the theme name each other: ``import … from "./dialog.js"``."""


@dataclass
class Scripts:
    """Hashed modules: published name and content by the name in the folder."""

    folder: str
    sources: Mapping[str, str]
    hashed: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def add(self, name: str, importers: tuple[str, ...] = ()) -> str:
        """Hash a module after those that it imports, since their names are part of its content.

        Gives its published name. Raises ContentFault where modules import each other in a circle.
        """
        if name in importers:
            circle = " → ".join((*importers, name))
            raise ContentFault([Problem(f"{self.folder}/{name}", 1, f"imports itself: {circle}")])
        if name not in self.hashed:

            def published(imported: re.Match[str]) -> str:
                if imported["name"] not in self.sources:
                    return imported[0]
                return f'"./{self.add(imported["name"], (*importers, name))}"'

            content = IMPORT.sub(published, self.sources[name]).encode()
            self.hashed[name] = (hashed_name(name, content), content)
        return self.hashed[name][0]


def hashed_scripts(folder: Path, shown: str) -> dict[str, tuple[str, bytes]]:
    """Published name and content of each module in a folder, by its name there.

    ``shown`` is the folder as faults name it.
    """
    files = sorted(path for path in folder.glob("*.js") if not path.name.startswith("."))
    scripts = Scripts(shown, {path.name: path.read_text("utf-8") for path in files})
    for name in scripts.sources:
        scripts.add(name)
    return scripts.hashed
