"""Pages into a stage, by as many processes as there are processors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from jinja2 import Environment

from plugins.portal.page import Page
from plugins.portal.parallel import in_parallel, shares
from plugins.portal.problems import ContentFault, Problem
from plugins.publishing.pictures import Pictures
from plugins.publishing.rendering import render_page
from plugins.publishing.staging import Stage


@dataclass(slots=True)
class Written:
    """What became of some pages."""

    changed: int = 0
    """Pages that are other than the published ones."""
    pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of a page → the pictures that it shows."""
    faults: dict[tuple[str, int], Problem] = field(default_factory=dict)
    """The first fault of each line of a template: one fails on many pages."""


def write_pages(
    pages: Mapping[str, Page],
    environments: Mapping[str, Environment],
    pictures: Pictures,
    stage: Stage,
) -> Written:
    """Render pages by their paths, each process those of as few languages as possible.

    It compiles their templates. Raises ContentFault with the faults of all templates.
    """

    def write(share: Sequence[tuple[str, Page]]) -> Written:
        written = Written()
        pictures.asked_since()
        for path, page in share:
            try:
                content = render_page(environments[page.language], page)
            except ContentFault as fault:
                for problem in fault.problems:
                    written.faults.setdefault((problem.path, problem.line), problem)
            else:
                written.changed += stage.write(path, content)
                if shown := pictures.asked_since():
                    written.pictures[path] = shown
        return written

    places = {code: place for place, code in enumerate(environments)}
    ordered = sorted(pages.items(), key=lambda item: places[item[1].language])
    parts = in_parallel([partial(write, share) for share in shares(ordered)])
    if faults := {at: found for part in reversed(parts) for at, found in part.faults.items()}:
        raise ContentFault(faults.values())
    return Written(
        sum(part.changed for part in parts),
        {path: names for part in parts for path, names in part.pictures.items()},
    )
