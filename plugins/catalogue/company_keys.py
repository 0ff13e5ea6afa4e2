"""The keys of a company's file in words: what each is, what it allows, and an example of it.

What a key allows is read from the JSON Schema of the file, so that it is said as it is checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from plugins.catalogue.edition import Edition
from plugins.catalogue.labels import DANISH_NEEDED, EMPLOYEES, OFFERS, gettext_noop
from plugins.portal.facts import reference_kinds
from plugins.portal.page import Link
from plugins.portal.records import Cluster, Company, Competence, Municipality, Offer, Status
from plugins.portal.schema import file_schema

KEYS: Mapping[str, tuple[str, str]] = {
    "name": (gettext_noop("Name"), gettext_noop("As the company writes it.")),
    "website": (gettext_noop("Website"), gettext_noop("The company's own site.")),
    "careers": (
        gettext_noop("Page of open jobs"),
        gettext_noop("The company's own page of jobs; its site again where there is none."),
    ),
    "municipalities": (
        gettext_noop("Municipalities"),
        gettext_noop("Where the company is; the first is the main site."),
    ),
    "clusters": (gettext_noop("Industries"), gettext_noop("The lighthouses that it belongs to.")),
    "competences": (
        gettext_noop("Competences sought"),
        gettext_noop("What people can do whom the company hires; candidates find it by these."),
    ),
    "tagline": (gettext_noop("In one line"), gettext_noop("What the company does.")),
    "about": (
        gettext_noop("About the company"),
        gettext_noop("A short text in Markdown: what it makes, for whom, and who works there."),
    ),
    "life": (
        gettext_noop("Working here"),
        gettext_noop("What it is like to work there, in Markdown."),
    ),
    "employees": (gettext_noop("Employees"), gettext_noop("How many work there.")),
    "founded": (gettext_noop("Founded"), gettext_noop("The year.")),
    "cvr": (
        gettext_noop("CVR number"),
        gettext_noop("The Danish company number: eight digits, of which the last is checked."),
    ),
    "working_languages": (
        gettext_noop("Languages at work"),
        gettext_noop("The languages that people work in."),
    ),
    "danish_needed": (gettext_noop("Danish"), gettext_noop("How much Danish the work takes.")),
    "offers": (
        gettext_noop("Offers"),
        gettext_noop("What the company offers newcomers, partners and students."),
    ),
    "locations": (gettext_noop("Addresses"), gettext_noop("One entry for each site.")),
    "contact": (
        gettext_noop("Contact"),
        gettext_noop("A function and its mailbox, such as HR; no private person."),
    ),
    "logo": (
        gettext_noop("Logo"),
        gettext_noop(
            "A picture below content/media, with a text for those who do not see it. Send the file along."
        ),
    ),
    "images": (
        gettext_noop("Pictures"),
        gettext_noop("The same for pictures of the workplace that you have the right to publish."),
    ),
    "jobs": (
        gettext_noop("Import of open jobs"),
        gettext_noop("The recruitment system and the company's name in it."),
    ),
    "sources": (
        gettext_noop("Sources"),
        gettext_noop("Where the facts come from, and the day on which you looked."),
    ),
    "verified_on": (
        gettext_noop("Confirmed on"),
        gettext_noop("The day on which the company last confirmed the profile."),
    ),
    "added_on": (
        gettext_noop("Added on"),
        gettext_noop("The day on which the profile came; feeds show the newest."),
    ),
    "status": (gettext_noop("Status"), gettext_noop("A draft is checked and not shown.")),
    "aliases": (
        gettext_noop("Former names"),
        gettext_noop("Former names of the file, which lead to the present one."),
    ),
}
"""Key → what it is called in the form, and what it is."""

STATUSES: Mapping[Status, str] = {
    Status.PUBLISHED: gettext_noop("Shown"),
    Status.DRAFT: gettext_noop("Draft"),
}

CHOICES: Mapping[str, Mapping[Any, str]] = {
    "employees": EMPLOYEES,
    "danish_needed": DANISH_NEEDED,
    "offers": OFFERS,
    "status": STATUSES,
}
"""Key → what each of its values is called."""

EXAMPLE_TEXTS: Mapping[str, str] = {
    "tagline": gettext_noop("What we do, in one line"),
    "about": gettext_noop("What we make, for whom, and what newcomers can work with here."),
    "life": gettext_noop("How we work together: languages, hours, lunch and the first weeks."),
}

FIRST_OF_JUNE = date(2026, 6, 1)
"""A day for examples, which are the same on every day."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value, and what it is called."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key of the file, for people who write it by hand."""

    key: str
    label: str
    what: str
    allowed: str
    choices: tuple[Choice, ...]
    required: bool
    example: str


@cache
def company_schema() -> Mapping[str, Any]:
    """The JSON Schema of a company's file."""
    return file_schema(Company)


def key_views(edition: Edition) -> tuple[KeyView, ...]:
    """Every key, in the order in which the documentation has them."""
    schema, values = company_schema(), example(edition)
    return tuple(
        KeyView(
            key=key,
            label=edition._(label),
            what=edition._(what),
            allowed=". ".join(allowed(edition, schema, key)),
            choices=choices_of(edition, key),
            required=key in schema["required"],
            example=written({key: values[key]}),
        )
        for key, (label, what) in KEYS.items()
    )


def choices_of(edition: Edition, key: str) -> tuple[Choice, ...]:
    """The values that a key can have, where they are few and fixed, or names of records."""
    if kind := reference_kinds(Company).get(key):
        return tuple(Choice(slug, link.text) for slug, link in named(edition, kind))
    return tuple(
        Choice(str(value), edition._(name)) for value, name in CHOICES.get(key, {}).items()
    )


def named(edition: Edition, kind: str) -> Sequence[tuple[str, Link]]:
    """The records of a kind by slug, in the order of their names."""
    found = [(slug, edition.link(kind, slug)) for slug in edition.portal.by_kind(kind)]
    return edition.language.in_order(found, lambda item: item[1].text)


def allowed(edition: Edition, schema: Mapping[str, Any], key: str) -> Iterator[str]:
    """What a key allows, in words."""
    definition = plain(schema, schema["properties"][key])
    yield from _allowed(edition, schema, definition)


def plain(schema: Mapping[str, Any], definition: Mapping[str, Any]) -> Mapping[str, Any]:
    """A definition without the ways to say nothing, and with what it refers to."""
    while True:
        if reference := definition.get("$ref"):
            definition = schema["$defs"][reference.rpartition("/")[2]]
        elif options := [o for o in definition.get("anyOf", ()) if o.get("type") != "null"]:
            definition = options[0]
        else:
            return definition


def _allowed(
    edition: Edition, schema: Mapping[str, Any], definition: Mapping[str, Any]
) -> Iterator[str]:
    gettext = edition._
    if "oneOf" in definition:
        options = [plain(schema, option) for option in definition["oneOf"]]
        yield edition.language.either(next(_allowed(edition, schema, o)) for o in options)
        return
    match definition["type"]:
        case "array":
            yield gettext("A list")
            if definition.get("minItems"):
                yield gettext("At least one")
            yield from _allowed(edition, schema, plain(schema, definition["items"]))
        case "object" if names := definition.get("properties"):
            yield gettext("Keys: %(keys)s") % {"keys": edition.language.listed(names)}
        case "object":
            yield gettext("A text per language, in one language at least")
        case "integer":
            limits = {"lowest": definition["minimum"], "highest": definition["maximum"]}
            yield gettext("A whole number from %(lowest)s to %(highest)s") % limits
        case _:
            yield _allowed_text(edition, definition)


def _allowed_text(edition: Edition, definition: Mapping[str, Any]) -> str:
    gettext = edition._
    if "enum" in definition:
        return gettext("One of the values below")
    if definition.get("format") == "date":
        return gettext("A day, as in 2026-05-31")
    if pattern := str(definition.get("pattern", "")):
        if pattern.startswith("^https"):
            return gettext("An address that begins with https://")
        return gettext("In the form of the example")
    if longest := definition.get("maxLength"):
        said = gettext("One line, at most %(number)s characters")
        return said % {"number": edition.language.number(longest)}
    return gettext("The name of a file, as in the example")


def example(edition: Edition) -> Mapping[str, Any]:
    """A value for every key, with names of records that this portal has. It is made up, and shows it."""
    portal = edition.portal
    places, clusters, competences = (
        sorted(portal.by_kind(kind)) for kind in (Municipality.kind, Cluster.kind, Competence.kind)
    )
    languages = edition.content.every_language()

    def texts(message: str) -> dict[str, str]:
        return {code: language.gettext(message) for code, language in languages.items()}

    alt = texts(gettext_noop("The company's logo"))
    return {
        "name": "Example A/S",
        "website": "https://company.example/",
        "careers": "https://company.example/jobs",
        "municipalities": places[:1],
        "clusters": clusters[:1],
        "competences": competences[:2],
        **{key: texts(message) for key, message in EXAMPLE_TEXTS.items()},
        "employees": "50-249",
        "founded": 1985,
        "cvr": "00000000",
        "working_languages": ["da", "en"],
        "danish_needed": "helpful",
        "offers": [Offer.PARTNER_HELP.value, Offer.STUDENT_JOBS.value],
        "locations": [
            {
                "municipality": place,
                "street": "Example Street 1",
                "postcode": "0000",
                "city": "Example",
            }
            for place in places[:1]
        ],
        "contact": {"role": "HR", "email": "jobs@company.example"},
        "logo": {"file": "logos/example.png", "alt": alt},
        "images": [{"file": "photos/example.jpg", "alt": alt}],
        "jobs": {"system": "teamtailor", "board": "example"},
        "sources": [{"url": "https://company.example/", "checked": FIRST_OF_JUNE}],
        "verified_on": FIRST_OF_JUNE,
        "added_on": FIRST_OF_JUNE,
        "status": "published",
        "aliases": ["former-name"],
    }


WITH_FILES = frozenset({"logo", "images", "jobs", "aliases"})
"""Keys that name something that has to be there."""


def example_file(edition: Edition) -> str:
    """A whole file that can be copied and changed."""
    return written({k: v for k, v in example(edition).items() if k not in WITH_FILES})


class _Plain(yaml.SafeDumper):
    """Writes values out wherever they stand: files hold no references."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def written(value: object) -> str:
    """YAML as an editor would write it."""
    return str(yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000))
