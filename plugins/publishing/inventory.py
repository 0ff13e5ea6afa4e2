"""Which page or file is published at which path, and that each path is taken once."""

from collections.abc import Iterable, Iterator, Sequence

from plugins.portal.page import File, Plan
from plugins.portal.problems import Problem

INDEX = "index.html"

ENDINGS = (".html", ".xml", ".json", ".csv", ".ics", ".vcf")
"""What the addresses of pages end in that are files by that name."""


def page_path(address: str, base: str) -> str:
    """The output path of a page: ``/en/x/`` is ``en/x/index.html`` where ``base`` is ''.

    Raises ValueError for an address that can be no file of this site.
    """
    if not address.startswith(f"{base}/"):
        raise ValueError(f"the address '{address}' does not begin with '{base}/'")
    path = address.removeprefix(f"{base}/")
    if not path or path.endswith("/"):
        return path + INDEX
    if path.endswith(ENDINGS):
        return path
    shown = ", ".join(f"'{ending}'" for ending in ENDINGS)
    raise ValueError(f"the address '{address}' ends in none of '/', {shown}")


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
    files_at: dict[str, Plan | File] = {}
    folders_at: dict[str, Plan | File] = {}
    for path, output in _outputs(plans, files, base):
        if not is_inside(path):
            message = f"{_shown(output)}: '{path}' is not a path inside the output folder"
            yield Problem(_source(output), 1, message)
            continue
        key = path.casefold()  # macOS and Windows ignore case
        taker = files_at.setdefault(key, output)
        if taker is output:
            taker = folders_at.get(key, output)
        end = key.rfind("/")
        while end > 0:
            folder = key[:end]
            if taker is output:
                taker = files_at.get(folder, output)
            folders_at.setdefault(folder, output)
            end = key.rfind("/", 0, end)
        if taker is not output:
            message = f"needs the path '{path}', which {_shown(taker)} takes already"
            yield Problem(_source(output), 1, f"{_shown(output)} {message}")


def is_inside(path: str) -> bool:
    """Whether a path, joined to a folder, stays in that folder on any system."""
    parts = f"/{path}/"
    is_outside = "//" in parts or "/./" in parts or "/../" in parts
    return not (is_outside or "\\" in path or ":" in path or "\0" in path)


def _outputs(
    plans: Iterable[Plan], files: Iterable[File], base: str
) -> Iterator[tuple[str, Plan | File]]:
    """Everything that is published, after its path."""
    for plan in plans:
        yield page_path(plan.address, base), plan
    for file in files:
        yield file.path, file


def _shown(output: Plan | File) -> str:
    return f"the file {output.path}" if isinstance(output, File) else f"the page {output.address}"


def _source(output: Plan | File) -> str:
    """The file that a fault of a page or a file is looked for in."""
    if isinstance(output, File):
        return output.path
    page = output.make()
    return page.record.path if page.record else page.template
