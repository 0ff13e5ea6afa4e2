"""What a peer is: something that writes its own project from the material, and a command that builds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from benchmarks.builds.peers.material import Material


@dataclass(frozen=True, slots=True)
class Build:
    """How a project is built: the command, where it is run, and where its pages are then."""

    command: Sequence[str | Path]
    folder: Path
    output: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    caches: tuple[Path, ...] = ()
    """What it keeps for the next build; removed before a cold one."""


class Peer(Protocol):
    """A generator that the portal is measured beside."""

    def version(self) -> str:
        """The name and version that the documentation says."""

    def write(self, material: "Material", static: Path, folder: Path) -> None:
        """Write the peer's project into ``folder``; ``static`` holds the ready style and scripts."""

    def build(self, folder: Path) -> Build:
        """How the project in ``folder`` is built."""

    def edit(self, folder: Path, step: str, edit: int) -> None:
        """Edit what a step of ``works`` is about; nothing where every build is a whole one."""
