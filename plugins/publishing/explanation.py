"""Why the last build rendered a page, or did not."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.portal.cache import Cache
from plugins.portal.problems import allowed
from plugins.publishing.files import PAGES
from plugins.publishing.fingerprints import PARTS
from plugins.publishing.inventory import INDEX, page_path
from plugins.publishing.notes import Notes


def explain(page: str, output: Path, cache: Cache, base: str) -> str:
    """A sentence about a page, given by its address, with or without the host.

    Raises LookupError for one that is not published, with the nearest that is.
    """
    notes = Notes(cache)
    published = notes.files() if output.is_dir() else {}
    if not published:
        raise LookupError(f"nothing is known of {output}; 'make site' builds it")
    address = unquote(urlsplit(page).path)
    try:
        path = page_path(address if address.startswith(f"{base}/") else base + address, base)
    except ValueError:
        path = ""
    pages = {path for path, entry in published.items() if entry.maker == PAGES}
    if path not in pages:
        addresses = (f"{base}/{path.removesuffix(INDEX)}" for path in pages)
        raise LookupError(f"there is no page '{address}'; {allowed(address, addresses)}")
    found = (reasons for reasons, paths in notes.said("reasons", []) if path in paths)
    reasons = next(found, None)
    if reasons is None:
        return (
            f"{address} was not rendered by the last build: nothing that it depends on had changed."
        )
    if list(reasons) == list(PARTS):
        return f"{address} was rendered by the last build: there was none before it."
    return (
        f"{address} was rendered by the last build, since this had changed: {'; '.join(reasons)}."
    )
