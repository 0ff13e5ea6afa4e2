"""Rows of the build before, taken from what it published: a file of thousands has few new ones.

A row is taken where the result that it stands for holds still, so that it is what would be made.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from plugins.portal.tracking import OwnerT, Tracker

Rows = Mapping[str, Sequence[str]]
"""Slug of a company → its rows, or those of its jobs, in their order."""


def rows_of_companies(
    companies: Iterable[str],
    owner: OwnerT,
    former: Rows | None,
    result: str,
    make: Callable[[OwnerT, str], Sequence[str]],
) -> Iterator[str]:
    """The rows of some companies in order, those that hold as they were published.

    ``result`` is what their ``owner`` calls the rows of a company, ``make`` makes them anew.
    """
    results = {slug: f"{owner.code}.{result}[{slug}]" for slug in companies}
    held = owner.tracker.holding(results.values()) if former is not None else ()
    for slug, name in results.items():
        if former is not None and name in held:
            yield from former.get(slug, ())
        else:
            yield from make(owner, slug)


def former_rows(
    tracker: Tracker, path: str, head: str, foot: str, between: str, key: Callable[[str], str]
) -> Rows | None:
    """The rows of a published file by company; None where none is known, or its form was another.

    Between ``head`` and ``foot`` stand rows with ``between`` them; ``key`` gives a row's id.
    """
    text = tracker.published(path).decode("utf-8", "replace")
    if not (text.startswith(head) and text.endswith(foot)):
        return None
    found = text[len(head) : len(text) - len(foot)]
    rows = found.split(between) if found else []
    return {
        company: [*group]
        for company, group in groupby(rows, lambda row: key(row).partition("/")[0])
    }
