"""Which page or file is published at which path, and that each path is taken once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from plugins.portal.page import File, Plan
from plugins.portal.problems import Problem

INDEX = "index.html"


def page_path(address: str, base: str) -> str:
    """The output path of a page: ``/en/x/`` is ``en/x/index.html`` where ``base`` is ''.

    Raises ValueError for an address that can be no file of this site.
    """
    if not address.startswith(f"{base}/"):
        raise ValueError(f"the address '{address}' does not begin with '{base}/'")
    path = address.removeprefix(f"{base}/")
    if not path or path.endswith("/"):
        return path + INDEX
    if path.endswith(".html"):
        return path
    raise ValueError(f"the address '{address}' ends in neither '/' nor '.html'")


def page_address(path: str, base: str) -> str:
    """The address of the page at an output path."""
    return f"{base}/{path.removesuffix(INDEX)}"


def check_pages(plans: Sequence[Plan]) -> Iterator[Problem]:
    """There is at least one page."""
    if not plans:
        message = "PLUGINS: no plugin made a page, so there is nothing to publish; see the log"
        yield Problem("pelicanconf.py", 1, message)


def check_addresses(plans: Iterable[Plan], base: str) -> Iterator[Problem]:
    """Every page's address can be a file."""
    for plan in plans:
        try:
            page_path(plan.address, base)
        except ValueError as error:
            yield Problem(_source(plan), 1, str(error))


def check_paths(plans: Iterable[Plan], files: Iterable[File], base: str) -> Iterator[Problem]:
    """Every page and file has a path of its own inside the output, on any file system."""
    files_at: dict[str, str] = {}
    folders_at: dict[str, str] = {}
    for path, maker, source in _outputs(plans, files, base):
        if not is_inside(path):
            yield Problem(source(), 1, f"{maker}: '{path}' is not a path inside the output folder")
            continue
        key = path.casefold()  # macOS and Windows ignore case
        above = [str(folder) for folder in PurePosixPath(key).parents][:-1]
        takers = (files_at.get(key), folders_at.get(key), *map(files_at.get, above))
        if taker := next(filter(None, takers), None):
            yield Problem(
                source(), 1, f"{maker} needs the path '{path}', which {taker} takes already"
            )
        files_at.setdefault(key, maker)
        folders_at.update(dict.fromkeys(above, maker))


def is_inside(path: str) -> bool:
    """Whether a path, joined to a folder, stays in that folder on any system."""
    outside = any(part in ("", ".", "..") for part in path.split("/"))
    return not outside and not any(sign in path for sign in "\\:\0")


def _outputs(
    plans: Iterable[Plan], files: Iterable[File], base: str
) -> Iterator[tuple[str, str, Callable[[], str]]]:
    """Path, maker and source of everything that is published."""
    for plan in plans:
        yield page_path(plan.address, base), f"the page {plan.address}", partial(_source, plan)
    for file in files:
        yield file.path, f"the file {file.path}", partial(str, file.path)


def _source(plan: Plan) -> str:
    """The file that a fault of a page is looked for in."""
    page = plan.make()
    return page.record.path if page.record else page.template
