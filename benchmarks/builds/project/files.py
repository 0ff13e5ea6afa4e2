"""Records as the files that editors write."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

WIDTH = 10_000
"""Lines are broken by nobody: what is measured does not depend on it, and it is simpler to read."""


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as editors do, and no aliases, which the portal refuses."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


_Dumper.add_representer(str, _text)


def as_yaml(data: object) -> str:
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text


def write_yaml(path: Path, data: object) -> None:
    path.write_text(as_yaml(data), encoding="utf-8")


def write_article(path: Path, front: Mapping[str, Any], body: str) -> None:
    path.write_text(f"---\n{as_yaml(dict(front))}---\n\n{body}\n", encoding="utf-8")
