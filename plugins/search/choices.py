"""The data by which candidates choose in the browser: every company's facts in one file a language.

A file holds what is chosen by (places, competences and so on, each with its name) and the
companies as columns of positions in those lists, so that 5,000 companies stay small and a script
can lay them out as sets of bits. Names come from the pages, which show them in their language.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from plugins.portal.cache import Cache
from plugins.portal.page import File, Page
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    DanishNeeded,
    Employees,
    Municipality,
    Offer,
    Record,
)
from plugins.search.files import compressed, packed, unpacked

FOLDER = "search/choices"
"""Not below ``static``: addresses stay while contents change, so that no page changes with them."""

NOT_KNOWN = -1
"""Stands where a company does not say how large it is or how much Danish it takes."""


def make_files(pages: Sequence[Page]) -> Iterator[File]:
    """For each language that has companies a file, and a compressed copy of it."""
    for _, files in files_by_language(pages):
        yield from files


def make_and_keep_files(pages: Sequence[Page], cache: Path) -> Iterator[File]:
    """The same files, which a preview gets next time before they are made."""
    for language, files in files_by_language(pages):
        Cache(cache).put(_kept_name(language), packed("", files))
        yield from files


def kept_files(pages: Iterable[Page], cache: Path) -> Iterator[File]:
    """The files that were kept last, whatever the pages were."""
    for language in dict.fromkeys(page.language for page in pages):
        yield from unpacked(Cache(cache).get(_kept_name(language)))[1]


def files_by_language(pages: Sequence[Page]) -> Iterator[tuple[str, tuple[File, File]]]:
    """Language code, and its file with the compressed copy."""
    for language, found in _by_language(pages).items():
        content = json.dumps(
            choices_of(found), ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()
        path = choices_path(language)
        copy = File(f"{path}.gz", compressed(content))
        yield language, (File(path, content), copy)


def _kept_name(language: str) -> str:
    return f"choices-{language}"


def choices_path(language: str) -> str:
    """Where a language's file of choices is published."""
    return f"{FOLDER}/{language}.json"


def choices_of(pages: Sequence[Page]) -> dict[str, Any]:
    """What can be chosen by, and the companies, from the pages of one language."""
    companies = _of_kind(Company, pages)
    language = pages[0].frame.language
    companies = language.in_order(companies, lambda page: page.title)
    records = [page.record for page in companies if isinstance(page.record, Company)]
    places = _named(Municipality, pages)
    competences = _named(Competence, pages)
    clusters = _named(Cluster, pages)
    spoken = {code: language.language_name(code) for r in records for code in r.working_languages}
    spoken = dict(language.in_order(spoken.items(), lambda item: item[1]))
    danish = _said(DanishNeeded, companies, lambda r, v: [(r.danish_needed, v.danish_needed)])
    sizes = _said(Employees, companies, lambda r, v: [(r.employees, v.employees)])
    offers = _said(Offer, companies, _offers_said)
    points = {p.record.slug: p.record for p in _of_kind(Municipality, pages) if p.record}
    return {
        "address": _section(companies),
        "placeAddress": _section(_of_kind(Municipality, pages)),
        "competence": list(competences.items()),
        "municipality": list(places.items()),
        "points": [_point(points[slug]) for slug in places],
        "cluster": list(clusters.items()),
        "language": list(spoken.items()),
        "danish": list(danish.items()),
        "offers": list(offers.items()),
        "size": list(sizes.items()),
        "companies": {
            "slug": [record.slug for record in records],
            "name": [page.title for page in companies],
            "tagline": [str(page.view.tagline.text) for page in companies],
            "taglineLanguage": [page.view.tagline.language or "" for page in companies],
            "jobs": [record.careers for record in records],
            "competence": [_positions(record.competences, competences) for record in records],
            "municipality": [_positions(record.municipalities, places) for record in records],
            "cluster": [_positions(record.clusters, clusters) for record in records],
            "language": [_positions(record.working_languages, spoken) for record in records],
            "danish": [_position(record.danish_needed, danish) for record in records],
            "offers": [_positions(record.offers, offers) for record in records],
            "size": [_position(record.employees, sizes) for record in records],
        },
    }


def _by_language(pages: Iterable[Page]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = {}
    for page in pages:
        if page.record is not None:
            found.setdefault(page.language, []).append(page)
    return {code: its for code, its in found.items() if _of_kind(Company, its)}


def _of_kind(kind: type[Record], pages: Iterable[Page]) -> list[Page]:
    """The pages of the records themselves, without the further pages of their long lists."""
    return [
        page
        for page in pages
        if isinstance(page.record, kind) and page.address.endswith(f"/{page.record.slug}/")
    ]


def _named(kind: type[Record], pages: Iterable[Page]) -> dict[str, str]:
    """Slug → name of all records of a kind, in the order of the alphabet."""
    found = [(page.record.slug, page.title) for page in _of_kind(kind, pages) if page.record]
    language = next(iter(pages)).frame.language
    return dict(language.in_order(found, lambda item: item[1]))


def _said(
    values: Iterable[Any],
    companies: Iterable[Page],
    read: Callable[[Company, Any], Iterable[tuple[Any, str]]],
) -> dict[str, str]:
    """Value → what profiles call it, of the values that companies have, in the order of values."""
    names = {
        value: name
        for page in companies
        if isinstance(page.record, Company)
        for value, name in read(page.record, page.view)
    }
    return {str(value): str(names[value]) for value in values if value in names}


def _offers_said(record: Company, view: Any) -> Iterable[tuple[Offer, str]]:  # noqa: ANN401 - views belong to the catalogue
    """Profiles name offers in their fixed order, whatever the order in the file."""
    offers = [offer for offer in Offer if offer in record.offers]
    return zip(offers, (link.name for link in view.offers), strict=True)


def _section(pages: Sequence[Page]) -> str:
    """What stands before the slug in the addresses of pages."""
    first = next(iter(pages), None)
    return first.address.removesuffix(f"{first.record.slug}/") if first and first.record else ""


def _point(record: Record) -> tuple[float, float]:
    assert isinstance(record, Municipality)  # noqa: S101 - only they have points
    return record.lat, record.lon


def _positions(chosen: Iterable[str], names: Mapping[str, str]) -> list[int]:
    order = {slug: position for position, slug in enumerate(names)}
    return [order[slug] for slug in dict.fromkeys(map(str, chosen)) if slug in order]


def _position(value: str | None, names: Mapping[str, str]) -> int:
    found = _positions([value], names) if value else []
    return found[0] if found else NOT_KNOWN
