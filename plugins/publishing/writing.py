"""Pages and files into a stage, by as many processes as there are processors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from jinja2 import Environment

from plugins.portal.page import File, Page
from plugins.portal.parallel import in_parallel, shares
from plugins.portal.problems import ContentFault, Problem
from plugins.publishing.inventory import page_path
from plugins.publishing.pictures import Pictures
from plugins.publishing.rendering import render_page
from plugins.publishing.staging import Stage


@dataclass(frozen=True, slots=True)
class Written:
    """How many files and bytes were written, the pictures that pages show, and what went wrong."""

    files: int
    bytes: int
    pictures: tuple[str, ...] = ()
    faults: Mapping[tuple[str, int], Problem] = field(default_factory=dict)
    """The first fault of each line of a template."""


def write_pages(
    pages: Sequence[Page],
    environments: Mapping[str, Environment],
    pictures: Pictures,
    stage: Stage,
    base: str,
) -> Written:
    """Render pages, each process those of as few languages as possible: it compiles their templates.

    Raises ContentFault with the faults of all templates.
    """

    def write(share: Sequence[Page]) -> Written:
        size = 0
        faults: dict[tuple[str, int], Problem] = {}
        for page in share:
            try:
                content = render_page(environments[page.language], page)
            except ContentFault as fault:
                # One line of a template fails on many pages; the first one will do.
                for problem in fault.problems:
                    faults.setdefault((problem.path, problem.line), problem)
                continue
            stage.write(page_path(page.address, base), content)
            size += len(content)
        return Written(len(share), size, pictures.asked, faults)

    places = {code: place for place, code in enumerate(environments)}
    ordered = sorted(pages, key=lambda page: places[page.language])
    written = in_parallel([partial(write, share) for share in shares(ordered)])
    faults = {at: problem for part in reversed(written) for at, problem in part.faults.items()}
    if faults:
        raise ContentFault(faults.values())
    asked = dict.fromkeys(name for part in written for name in part.pictures)
    return Written(len(pages), sum(part.bytes for part in written), tuple(asked))


def write_files(files: Iterable[File], stage: Stage) -> Written:
    """Write files as they are, one at a time: pictures can be many."""
    number = size = 0
    for file in files:
        stage.write(file.path, file.content)
        number += 1
        size += len(file.content)
    return Written(number, size)
