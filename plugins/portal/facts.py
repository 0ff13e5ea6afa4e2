"""What the rules between records need to know of each: a few plain values, found once.

Facts are what JSON can hold, so that they can be kept between builds. They are enough to see that
nothing is wrong; where something is, its line is looked for in the file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from pydantic import BaseModel

from plugins.portal.fields import Reference
from plugins.portal.markdown_checks import record_links
from plugins.portal.moves import moment_of
from plugins.portal.reading import Location
from plugins.portal.records import (
    Ambassador,
    Article,
    Campaign,
    Company,
    DanishNeeded,
    Employees,
    EmploymentType,
    Event,
    GoneJob,
    Image,
    Job,
    LastingRecord,
    Material,
    MentorProgramme,
    Municipality,
    Offer,
    Opening,
    Part,
    Record,
    Status,
    Step,
    Visitor,
)
from plugins.portal.schedules import Schedule

Place = Sequence[str | int]
"""A location as JSON gives it back."""

Site = tuple[str, float | None, float | None]
"""Municipality, latitude and longitude, where they are said."""


class Facts(NamedTuple):
    """Facts of one record, or of what was salvaged of it. Most records have few of them."""

    slug: str = ""
    is_draft: bool = False
    references: Mapping[str, Sequence[str]] = {}
    """Field, as in ``locations.municipality`` → the slugs of the records that it names."""
    texts: Sequence[tuple[Place, Sequence[str]]] = ()
    """Where a text is given by language, and the codes of those languages."""
    links: Sequence[tuple[Place, int, str]] = ()
    """Links to records: the place of the text, the lines of it before the link, the target."""
    images: Sequence[tuple[Place, str]] = ()
    """Where an image is named, and its file below the folder of media."""
    downloads: Sequence[tuple[Place, str]] = ()
    """The same of files that are published as they are."""
    aliases: Sequence[str] = ()
    shared: Mapping[str, str] = {}
    """What an article says that its translations must say too, as it is told."""
    identity: Mapping[str, str] = {}
    """Of a company: what no other may have."""
    sites: Sequence[Site] = ()
    """Of a company."""
    point: Sequence[float] = ()
    """Of a municipality: latitude and longitude."""
    moment: Sequence[int] = ()
    """Of a step of a move: when it is taken, see ``moves``."""
    known: Sequence[Any] = ()
    """The values of the fields that ``KNOWN`` names for its kind."""


def outward(facts: Facts) -> tuple[object, ...]:
    """Those facts of a record that make others right or wrong; the rest make it so itself."""
    return (
        facts.slug,
        facts.is_draft,
        [*facts.aliases],
        facts.shared,
        facts.identity,
        [*facts.point],
        [*facts.moment],
        [*facts.references.get(BEFOREHAND, ())],
    )


BEFOREHAND = "after"
"""The field of a step that names those to be taken before it."""


KNOWN: Mapping[str, tuple[str, ...]] = {
    Company.kind: (
        "name",
        "municipalities",
        "clusters",
        "competences",
        "offers",
        "aliases",
        "updated",
        "employees",
    ),
    Job.kind: (
        "posted",
        "municipality",
        "competences",
        "title",
        "language",
        "employment_type",
        "opening",
        "danish_needed",
        "deadline",
        "guessed",
    ),
    GoneJob.kind: ("municipality", "competences"),
    Event.kind: ("schedule", "audience", "network", "municipality"),
    MentorProgramme.kind: ("next_start",),
    Ambassador.kind: ("consent", "consent_until", "company", "municipality", "guides"),
    Campaign.kind: ("starts", "until"),
}
"""Kind → the fields by which records are linked and put in order: most builds need no others of most
records, and need not make them."""

_FROM_JSON: Mapping[str, Callable[[Any], object]] = {
    **dict.fromkeys(
        (
            "posted",
            "updated",
            "deadline",
            "next_start",
            "consent",
            "consent_until",
            "starts",
            "until",
        ),
        date.fromisoformat,
    ),
    **dict.fromkeys(
        ("municipalities", "clusters", "competences", "aliases", "guessed", "guides"), tuple
    ),
    "schedule": lambda said: Schedule(*said),
    "audience": lambda said: tuple(map(Visitor, said)),
    "offers": lambda said: tuple(map(Offer, said)),
    "employees": Employees,
    "employment_type": EmploymentType,
    "opening": Opening,
    "danish_needed": DanishNeeded,
}
"""Field → what makes its value of that which JSON holds; of texts nothing is to be made."""

_READ = {kind: [(name, _FROM_JSON.get(name)) for name in names] for kind, names in KNOWN.items()}


def known_fields(kind: str, facts: Facts) -> Mapping[str, Any]:
    """The values of some fields as the record itself has them."""
    return {
        name: said if said is None or read is None else read(said)
        for (name, read), said in zip(_READ.get(kind, ()), facts.known, strict=False)
    }


def _known(record: Record) -> list[Any]:
    values = [getattr(record, name, None) for name in KNOWN.get(record.kind, ())]
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def facts_of(record: Part, *, is_whole: bool = True) -> Facts:
    """The facts of a record or of a group of competences, which has nothing but texts.

    One that is not whole was salvaged, and is nothing to be linked or shown.
    """
    facts = Facts(texts=[(where, [*texts]) for where, texts in _texts_by_language(record)])
    if not isinstance(record, Record):
        return facts
    facts = facts._replace(
        slug=record.slug,
        is_draft=record.status is not Status.PUBLISHED,
        references=_slugs_by_field(record),
        links=[*record_links(record)],
        images=[(where, image.file) for where, image in _images(record)],
        known=_known(record) if is_whole else (),
        downloads=[*_downloads(record)] if isinstance(record, Material) else (),
    )
    if isinstance(record, LastingRecord):
        facts = facts._replace(aliases=record.aliases)
    if isinstance(record, Article):
        return facts._replace(shared={f: _plain(getattr(record, f)) for f in sorted(record.shared)})
    if isinstance(record, Company):
        return facts._replace(identity=_identity(record), sites=_sites(record))
    if isinstance(record, Municipality):
        return facts._replace(point=(record.lat, record.lon))
    if isinstance(record, Step) and is_whole:
        return facts._replace(moment=moment_of(record.when))
    return facts


def _identity(company: Company) -> dict[str, str]:
    identity = {"name": company.name and company.name.casefold(), "cvr": company.cvr}
    return {field: value for field, value in identity.items() if value}


def _sites(company: Company) -> list[Site]:
    return [(site.municipality, site.lat, site.lon) for site in company.locations]


def _plain(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(str, value))}]"
    return "not given" if value is None else f"'{value}'"


def _slugs_by_field(part: Part) -> dict[str, list[str]]:
    """What ``references`` tells, without the places."""
    found: dict[str, list[str]] = {}
    for name, kind in _references_of(type(part)):
        value = getattr(part, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Part):
                for below, slugs in _slugs_by_field(item).items():
                    found.setdefault(f"{name}.{below}", []).extend(slugs)
            elif kind and isinstance(item, str):
                found.setdefault(name, []).append(item)
    return found


def references(part: Part, above: Location = ()) -> Iterator[tuple[Location, str, str]]:
    """Each reference in a record: where it stands, the kind and the slug that it names."""
    for name, kind in _references_of(type(part)):
        for location, value in _flattened(getattr(part, name), (*above, name)):
            if isinstance(value, Part):
                yield from references(value, location)
            elif kind and isinstance(value, str):
                yield location, kind, value


@cache
def reference_kinds(model: type[Part]) -> Mapping[str, str]:
    """Field, as in ``locations.municipality`` → the kind of the records that it names."""
    found = {}
    for name, kind in _references_of(model):
        if kind:
            found[name] = kind
        for part in _types_in(model.model_fields[name].annotation):
            if issubclass(part, Part):
                found |= {f"{name}.{below}": k for below, k in reference_kinds(part).items()}
    return found


@cache
def _references_of(model: type[Part]) -> tuple[tuple[str, str | None], ...]:
    """The fields that name records, with the kind of those, and the fields that are parts."""
    found = []
    parts = fields_with(model, Part)
    for name, field in model.model_fields.items():
        marks = chain(field.metadata, _marks(field.annotation))
        kind = next((mark.kind for mark in marks if isinstance(mark, Reference)), None)
        if kind or name in parts:
            found.append((name, kind))
    return tuple(found)


@cache
def fields_with(model: type[BaseModel], *wanted: type) -> tuple[str, ...]:
    """The fields that can hold a value of a wanted type: the others need not be looked at."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if any(issubclass(found, wanted) for found in _types_in(field.annotation))
    )


def _types_in(annotation: Any) -> Iterator[type]:  # noqa: ANN401 - a type expression
    found = getattr(annotation, "__origin__", annotation)
    if isinstance(found, type):
        yield found
    elif found is not annotation:
        yield from _types_in(found)
    for argument in getattr(annotation, "__args__", ()):
        yield from _types_in(argument)


def _marks(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return
    yield from getattr(annotation, "__metadata__", ())
    for argument in getattr(annotation, "__args__", ()):
        yield from _marks(argument)


def _texts_by_language(part: BaseModel, above: Location = ()) -> Iterator[tuple[Location, Any]]:
    for name in fields_with(type(part), BaseModel, Mapping):
        for where, value in _flattened(getattr(part, name), (*above, name)):
            if isinstance(value, BaseModel):
                yield from _texts_by_language(value, where)
            elif isinstance(value, Mapping):
                yield where, value


def _images(record: Record) -> Iterator[tuple[Location, Image]]:
    for name in fields_with(type(record), Image):
        for where, value in _flattened(getattr(record, name), (name,)):
            if isinstance(value, Image):
                yield where, value


def _downloads(material: Material) -> Iterator[tuple[Location, str]]:
    for position, one in enumerate(material.files or ()):
        if one.file:
            yield ("files", position), one.file


def _flattened(value: object, location: Location) -> Iterator[tuple[Location, Any]]:
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield (*location, position), item
    else:
        yield location, value
