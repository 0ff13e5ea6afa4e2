"""The data by which candidates choose in the browser: every company's facts in one file a language.

A file holds what is chosen by (places, competences and so on, each with its name) and the
companies as columns of positions in those lists, so that 5,000 companies stay small and a script
can lay them out as sets of bits. What records are called comes from the titles of their pages, and
what fixed choices are called from the pages of a few companies: no other page is made for it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from plugins.portal.cache import Cache
from plugins.portal.links import text_in
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
    languages = [*dict.fromkeys(page.language for page in pages)]
    for language, found in _by_language(pages).items():
        choices = choices_of(found, languages)
        content = json.dumps(
            choices, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()
        path = choices_path(language)
        copy = File(f"{path}.gz", compressed(content))
        yield language, (File(path, content), copy)


def _kept_name(language: str) -> str:
    return f"choices-{language}"


def choices_path(language: str) -> str:
    """Where a language's file of choices is published."""
    return f"{FOLDER}/{language}.json"


def choices_of(pages: Sequence[Page], languages: Sequence[str]) -> dict[str, Any]:
    """What can be chosen by, and the companies, from the pages of one language.

    ``languages`` are those of the portal in their order: what one lacks is said in the next.
    """
    language = pages[0].frame.language
    companies = language.in_order(_of_kind(Company, pages), lambda page: page.title)
    records = [page.record for page in companies if isinstance(page.record, Company)]
    places = _named(Municipality, pages)
    competences = _named(Competence, pages)
    clusters = _named(Cluster, pages)
    spoken = {code: language.language_name(code) for r in records for code in r.working_languages}
    spoken = dict(language.in_order(spoken.items(), lambda item: item[1]))
    shown = [*zip(records, companies, strict=True)]
    danish = _said(DanishNeeded, shown, _danish, lambda view: [view.danish_needed])
    sizes = _said(Employees, shown, _size, lambda view: [view.employees])
    offers = _said(Offer, shown, _offers, lambda view: [link.name for link in view.offers])
    points = {p.record.slug: p.record for p in _of_kind(Municipality, pages) if p.record}
    preferred = (language.code, *languages)
    taglines = [text_in(record.tagline, preferred) for record in records]
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
            "tagline": [text for text, _ in taglines],
            "taglineLanguage": ["" if code == language.code else code for _, code in taglines],
            "jobs": [record.careers for record in records],
            "competence": _positions((r.competences for r in records), competences),
            "municipality": _positions((r.municipalities for r in records), places),
            "cluster": _positions((r.clusters for r in records), clusters),
            "language": _positions((r.working_languages for r in records), spoken),
            "danish": _position((r.danish_needed for r in records), danish),
            "offers": _positions((r.offers for r in records), offers),
            "size": _position((r.employees for r in records), sizes),
        },
    }


def _by_language(pages: Iterable[Page]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(page.language, []).append(page)
    return {code: its for code, its in found.items() if _of_kind(Company, its)}


def _of_kind(kind: type[Record], pages: Iterable[Page]) -> list[Page]:
    """The pages of the records themselves: the further ones of their long lists are of another kind."""
    return [page for page in pages if page.kind == kind.kind]


def _named(kind: type[Record], pages: Iterable[Page]) -> dict[str, str]:
    """Slug → name of all records of a kind, in the order of the alphabet."""
    found = [(page.record.slug, page.title) for page in _of_kind(kind, pages) if page.record]
    language = next(iter(pages)).frame.language
    return dict(language.in_order(found, lambda item: item[1]))


ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


def _said(
    choices: type[ChoiceT],
    shown: Iterable[tuple[Company, Page]],
    chosen: Callable[[Company], Sequence[ChoiceT]],
    names: Callable[[Any], Sequence[str]],
) -> dict[str, str]:
    """Value → what profiles call it, of the choices that companies made, in the order of the choices.

    ``names`` are those that the view of a profile has for what ``chosen`` tells of its company. The
    first profile with a choice says its name for all.
    """
    found: dict[ChoiceT, str] = {}
    for record, page in shown:
        its = chosen(record)
        if not all(map(found.__contains__, its)):
            found.update(zip(its, names(page.view), strict=True))
    return {str(value): str(found[value]) for value in choices if value in found}


def _danish(record: Company) -> Sequence[DanishNeeded]:
    return [record.danish_needed] if record.danish_needed else ()


def _size(record: Company) -> Sequence[Employees]:
    return [record.employees] if record.employees else ()


def _offers(record: Company) -> Sequence[Offer]:
    """Profiles name offers in their fixed order, whatever the order in the file."""
    return [offer for offer in Offer if offer in record.offers] if record.offers else ()


def _section(pages: Sequence[Page]) -> str:
    """What stands before the slug in the addresses of pages."""
    first = next(iter(pages), None)
    return first.address.removesuffix(f"{first.record.slug}/") if first and first.record else ""


def _point(record: Record) -> tuple[float, float]:
    assert isinstance(record, Municipality)  # noqa: S101 - only they have points
    return record.lat, record.lon


def _positions(chosen: Iterable[Iterable[str]], names: Mapping[str, str]) -> list[list[int]]:
    """Where in the list of names stands what each company chose."""
    order = {slug: position for position, slug in enumerate(names)}
    return [[order[slug] for slug in dict.fromkeys(its) if slug in order] for its in chosen]


def _position(chosen: Iterable[str | None], names: Mapping[str, str]) -> list[int]:
    order = {slug: position for position, slug in enumerate(names)}
    return [order.get(value or "", NOT_KNOWN) for value in chosen]
