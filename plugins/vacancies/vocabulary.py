"""The words by which postings are understood, made once from a portal's competences and municipalities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from plugins.portal.records import Competence, Municipality
from plugins.vacancies.places import Places, make_places
from plugins.vacancies.professions import Professions, make_professions


class _Portal(Protocol):
    """What is read of ``plugins.portal.links.Portal``."""

    @property
    def competences(self) -> Mapping[str, Competence]: ...
    @property
    def municipalities(self) -> Mapping[str, Municipality]: ...


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Names of competences and places, laid out for look-ups. Make it once, use it for all postings."""

    professions: Professions
    places: Places

    @classmethod
    def of_portal(cls, portal: _Portal) -> Self:
        """From the records of a loaded portal."""
        competences = {
            slug: {
                code: (label, *record.synonyms.get(code, ()))
                for code, label in record.label.items()
            }
            for slug, record in portal.competences.items()
        }
        groups = {slug: record.group for slug, record in portal.competences.items()}
        places = {slug: tuple(it.name.values()) for slug, it in portal.municipalities.items()}
        return cls.make(competences, places, groups)

    @classmethod
    def make(
        cls,
        competences: Mapping[str, Mapping[str, Sequence[str]]],
        municipalities: Mapping[str, Sequence[str]],
        groups: Mapping[str, str] | None = None,
    ) -> Self:
        """From plain mappings.

        ``competences``: slug → language → names, the label first; ``municipalities``: slug → names;
        ``groups``: slug of a competence → its group, where there are groups.
        """
        return cls(make_professions(competences, groups or {}), make_places(municipalities))
