"""People like oneself: the traits by which one finds stories and ambassadors."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from plugins.catalogue.edition import Edition
from plugins.catalogue.labels import COMINGS
from plugins.portal.records import Ambassador, Coming, Competence, Story

Person = Story | Ambassador
"""What tells of somebody who moved here."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something by which one finds people like oneself; ``tag`` is what scripts and addresses say."""

    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """The professions of a group of competences."""

    tag: str
    name: str
    professions: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """All that some people have among them; what nobody tells of is left out."""

    countries: tuple[Trait, ...]
    fields: tuple[Field, ...]
    comings: tuple[Trait, ...]


def traits_of(edition: Edition, people: Sequence[Person]) -> Traits:
    countries = {one.from_country for one in people}
    came = {coming for one in people for coming in one.came}
    return Traits(
        in_order_of_names(edition, {code: edition.language.territory(code) for code in countries}),
        fields_of(edition, {one.profession for one in people}),
        tuple(Trait(one, edition._(COMINGS[one])) for one in Coming if one in came),
    )


def tags(edition: Edition, person: Person) -> tuple[str, ...]:
    """Country, profession, its group and the situation. No two kinds share a word."""
    group = edition.portal.competences[person.profession].group
    return (
        person.from_country,
        f"{Competence.kind}-{person.profession}",
        f"group-{group}",
        *person.came,
    )


def fields_of(edition: Edition, professions: Collection[str]) -> tuple[Field, ...]:
    """Some professions by their groups, each in the order of the alphabet."""
    portal, found = edition.portal, dict[str, dict[str, str]]()
    for slug in professions:
        names = found.setdefault(portal.competences[slug].group, {})
        names[f"{Competence.kind}-{slug}"] = edition.link(Competence.kind, slug).text
    fields = [
        Field(
            f"group-{group}",
            edition.group_name(group),
            in_order_of_names(edition, names),
        )
        for group, names in found.items()
    ]
    return tuple(edition.language.in_order(fields, lambda field: field.name))


def in_order_of_names(edition: Edition, names: Mapping[str, str]) -> tuple[Trait, ...]:
    traits = [Trait(tag, name) for tag, name in names.items()]
    return tuple(edition.language.in_order(traits, lambda trait: trait.name))
