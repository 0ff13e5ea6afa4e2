"""Which page or file is published at which path, and that each path is taken once."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from plugins.portal.page import File, Page
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


def check_pages(pages: Sequence[Page]) -> Iterator[Problem]:
    """There is at least one page."""
    if not pages:
        message = "PLUGINS: no plugin made a page, so there is nothing to publish; see the log"
        yield Problem("pelicanconf.py", 1, message)


def check_addresses(pages: Iterable[Page], base: str) -> Iterator[Problem]:
    """Every page's address can be a file."""
    for page in pages:
        try:
            page_path(page.address, base)
        except ValueError as error:
            yield Problem(_source(page), 1, str(error))


def check_paths(pages: Iterable[Page], files: Iterable[File], base: str) -> Iterator[Problem]:
    """Every page and file has a path of its own inside the output, on any file system."""
    files_at: dict[str, str] = {}
    folders_at: dict[str, str] = {}
    for path, maker, source in _outputs(pages, files, base):
        if not is_inside(path):
            yield Problem(source, 1, f"{maker}: '{path}' is not a path inside the output folder")
            continue
        key = path.casefold()  # macOS and Windows ignore case
        above = [str(folder) for folder in PurePosixPath(key).parents][:-1]
        takers = (files_at.get(key), folders_at.get(key), *map(files_at.get, above))
        if taker := next(filter(None, takers), None):
            yield Problem(
                source, 1, f"{maker} needs the path '{path}', which {taker} takes already"
            )
        files_at.setdefault(key, maker)
        folders_at.update(dict.fromkeys(above, maker))


def is_inside(path: str) -> bool:
    """Whether a path, joined to a folder, stays in that folder on any system."""
    outside = any(part in ("", ".", "..") for part in path.split("/"))
    return not outside and not any(sign in path for sign in "\\:\0")


def _outputs(
    pages: Iterable[Page], files: Iterable[File], base: str
) -> Iterator[tuple[str, str, str]]:
    """Path, maker and source of everything that is published."""
    for page in pages:
        yield page_path(page.address, base), f"the page {page.address}", _source(page)
    for file in files:
        yield file.path, f"the file {file.path}", file.path


def _source(page: Page) -> str:
    """The file that a fault of a page is looked for in."""
    return page.record.path if page.record else page.template
