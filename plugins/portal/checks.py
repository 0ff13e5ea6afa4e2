"""The rules that hold between records. Each check yields problems; none prints or raises."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from operator import itemgetter
from pathlib import Path

from plugins.portal.addresses import Addresses
from plugins.portal.contradictions import check_contradictions, check_sites
from plugins.portal.downloads import file_fault, marks
from plugins.portal.facts import Place, reference_kinds, references
from plugins.portal.fields import is_spoken
from plugins.portal.loading import JOBS, Loaded
from plugins.portal.problems import Problem, allowed
from plugins.portal.records import (
    GROUP,
    RECORDS,
    Article,
    Campaign,
    Event,
    LastingRecord,
    Municipality,
    Narrative,
    Status,
    TaxYear,
)
from plugins.portal.settings import Settings
from plugins.portal.sources import Key
from plugins.portal.step_checks import check_order_of_steps

COMPLETE_FIELDS: Mapping[str, str] = {
    "municipality": "name",
    "cluster": "name",
    "competence": "label",
    "step": "name",
    "pathway": "title",
    "narrative": "title",
    "material": "title",
    GROUP: "name",
}
"""Kind → the text that stands in every list, and so must exist in every language."""

EXCUSED_TEXTS = frozenset({"synonyms", "url", "link"})
"""What need not be in a language that the portal is published in: what only searches read, and pages of
others, beside which stands in which language they are."""

ANY_LANGUAGE = frozenset({Campaign.kind, Narrative.kind})
"""Kinds whose texts may be in languages that the portal lacks: a campaign may be in any, and says in it
what the narrative says."""

A_MONTH = re.compile("[0-9]{4}-[0-9]{2}")

Names = Mapping[str, Mapping[str, Status]]
"""Kind → slug (or key) → whether it is shown."""

ARTICLES = frozenset(kind for kind, model in RECORDS.items() if issubclass(model, Article))
LASTING = frozenset(kind for kind, model in RECORDS.items() if issubclass(model, LastingRecord))


def find_problems(loaded: Loaded, settings: Settings, addresses: Addresses) -> list[Problem]:
    """Everything that is wrong. Nothing is looked at again that was right, and can be nothing else."""
    world = _world(settings, addresses)
    loaded.narrow(world)
    problems = [*loaded.problems, *check_records(loaded, settings, addresses)]
    if not problems and loaded.store:
        loaded.store.vouch(world)
    return problems


def _world(settings: Settings, addresses: Addresses) -> bytes:
    """What rules between records depend on beside them."""
    media = settings.content / "media"
    said = (
        *(_known_languages(settings), settings.languages, addresses),
        *(sorted(_plain_files(media)), marks(media)),
    )
    return repr(said).encode("utf-8", "surrogateescape")


def check_records(loaded: Loaded, settings: Settings, addresses: Addresses) -> Iterator[Problem]:
    """Every rule between records, in the order in which an editor would want to mend them.

    Those that compare records with each other are asked only where all are in the scope.
    """
    names = _names(loaded, settings)
    yield from check_languages(loaded, settings)
    yield from check_texts(loaded, settings)
    yield from check_references(loaded, names)
    yield from check_links(loaded, names)
    yield from check_images(loaded, settings.content / "media")
    yield from check_downloads(loaded, settings.content / "media")
    yield from check_sites(loaded)
    yield from check_rates(loaded, names)
    if loaded.scope is None:
        yield from check_translations(loaded, settings)
        yield from check_slugs(loaded)
        yield from check_addresses(loaded, settings, addresses)
        yield from check_contradictions(loaded)
        yield from check_order_of_steps(loaded)


def check_languages(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """Every text is in a language that the portal has."""
    known = _known_languages(settings)
    for key, facts in loaded.each():
        if key[0] in ARTICLES and key[2] not in known:
            yield Problem(loaded.path(key), 1, f"{_no_language(key[2], known)}; rename the file")
        for place, codes in facts.texts:
            for code in codes:
                if key[0] in ANY_LANGUAGE and not is_spoken(code):
                    message = f"'{code}' is not a language code, as in da or en (ISO 639)"
                    yield loaded.problem_at(key, (*place, code), message)
                elif key[0] not in ANY_LANGUAGE and code not in known:
                    yield loaded.problem_at(key, (*place, code), _no_language(code, known))


def _known_languages(settings: Settings) -> tuple[str, ...]:
    return (*settings.languages, *settings.unpublished_languages)


def _no_language(code: str, known: Iterable[str]) -> str:
    return f"'{code}' is not a language of this portal; {allowed(code, known)}"


def check_texts(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """A text is in one published language at least, and a name that lists show in all of them.

    A page can excuse a text in another language; a list cannot excuse each of its lines.
    """
    known = set(_known_languages(settings))
    for key, facts in loaded.each():
        # What a campaign is written in, it says itself.
        for place, codes in facts.texts if key[0] != Campaign.kind else ():
            missing = [code for code in settings.languages if code not in codes]
            has_others = key[0] not in ANY_LANGUAGE and not known.issuperset(codes)
            if not missing or has_others or place[-1] in EXCUSED_TEXTS:
                continue
            complete = (*place,) == (COMPLETE_FIELDS.get(key[0]),)
            if complete or len(missing) == len(settings.languages):
                said = (" and " if complete else " or ").join(f"'{code}'" for code in missing)
                field = key[1] if key[0] == GROUP else place[-1]
                yield loaded.problem_at(key, place, f"'{field}' has no text in {said}")


def check_references(loaded: Loaded, names: Names) -> Iterator[Problem]:
    """A record that is named exists, and a published one names no draft."""
    published: dict[str, set[str]] = defaultdict(set)
    for kind, slugs in names.items():
        published[kind] |= {slug for slug in slugs if slugs[slug] is Status.PUBLISHED}
    spoken = cache(partial(_spoken_names, loaded))
    for key, facts in loaded.each():
        if not facts.references:
            continue
        kinds = reference_kinds(RECORDS[key[0]])
        named = facts.references.items()
        if all(published[kinds[field]].issuperset(slugs) for field, slugs in named):
            continue
        record = loaded.record(key)
        for location, kind, slug in references(record) if record else ():
            if kind in loaded.unread:
                continue
            if slug not in names[kind]:
                said = allowed(slug, names[kind], spoken(kind))
                yield loaded.problem_at(key, location, f"there is no {kind} '{slug}'; {said}")
            elif not facts.is_draft and names[kind][slug] is Status.DRAFT:
                message = f"the {kind} '{slug}' is a draft; publish it, or make this a draft too"
                yield loaded.problem_at(key, location, message)


def check_links(loaded: Loaded, names: Names) -> Iterator[Problem]:
    """Links in texts name records that exist, and those of a published record no drafts."""
    for key, facts in loaded.each():
        for place, lines, target in facts.links:
            kind, _, slug = target.partition(":")
            message = _link_fault(kind, slug, names, is_draft=facts.is_draft)
            if message and kind not in loaded.unread:
                yield loaded.problem_in_text(key, place, lines, message)


def _link_fault(kind: str, slug: str, names: Names, *, is_draft: bool) -> str | None:
    if slug not in names[kind]:
        return f"there is no {kind} '{slug}' to link to; {allowed(slug, names[kind])}"
    if not is_draft and names[kind][slug] is Status.DRAFT:
        return f"the link goes to the {kind} '{slug}', a draft; publish it, or remove the link"
    return None


def check_rates(loaded: Loaded, names: Names) -> Iterator[Problem]:
    """A year of taxes has the rates of every municipality that is shown.

    Where it names one that is none, that is probably the one that is missing.
    """
    places = names[Municipality.kind]
    shown = {slug for slug, status in places.items() if status is Status.PUBLISHED}
    for key, facts in loaded.made():
        named = facts.references.get(RATES_OF, ())
        if key[0] != TaxYear.kind or facts.is_draft or not places.keys() >= {*named}:
            continue
        for slug in sorted(shown.difference(named)):
            message = f"'municipalities' has no rates for '{slug}'; add them"
            yield loaded.problem_at(key, ("municipalities",), message)


RATES_OF = "municipalities.municipality"
"""The field of a year of taxes that names municipalities."""


def _names(loaded: Loaded, settings: Settings) -> Names:
    """Everything that can be named; an article is shown when one of its translations is."""
    found: dict[str, dict[str, Status]] = defaultdict(dict)
    for kind, name in loaded.named:
        found[kind][name] = Status.PUBLISHED
    drafts: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, set[str]] = defaultdict(set)
    for key in loaded.facts:
        if key[0] in JOBS:
            continue  # no record names one
        is_shown = key not in loaded.drafts and _shown_languages(key, settings)
        (shown if is_shown else drafts)[key[0]].add(key[1])
    for kind, names in drafts.items():
        found[kind].update(dict.fromkeys(names - shown[kind], Status.DRAFT))
    return found


def _spoken_names(loaded: Loaded, kind: str) -> dict[str, str]:
    """What people call the records of a kind, in any language and lower case → their slugs."""
    spoken: dict[str, str] = {}
    for key in loaded.records:
        record = loaded.records[key] if key[0] == kind else None
        for texts in (getattr(record, "name", None), getattr(record, "label", None)):
            if isinstance(texts, Mapping):
                spoken.update(dict.fromkeys(map(str.casefold, texts.values()), key[1]))
        for names in getattr(record, "synonyms", {}).values():
            for name in names:
                spoken.setdefault(name.casefold(), key[1])
    return spoken


def check_translations(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """Facts that every translation of a guide or story states are the same in all of them."""
    families: dict[Key, list[Key]] = defaultdict(list)
    for key in sorted(key for key in loaded.facts if key[0] in ARTICLES):
        families[key[:2]].append(key)
    order = _known_languages(settings)
    for family in families.values():
        family.sort(key=lambda key: (*order, key[2]).index(key[2]))
        for field in loaded.facts[family[0]].shared:
            yield from _disagreements(loaded, family, field)


def _disagreements(loaded: Loaded, family: list[Key], field: str) -> Iterator[Problem]:
    """The translations that state something else than most of them do, or than the first does."""
    stated = {key: loaded.facts[key].shared[field] for key in family}
    usual, _ = Counter(stated.values()).most_common(1)[0]
    agreed = next(key for key in family if stated[key] == usual)
    for key in family:
        if stated[key] != usual:
            message = f"'{field}' is {stated[key]} here and {usual} in {loaded.path(agreed)}; make them the same"
            yield loaded.problem_at(key, (field,), message)


def check_images(loaded: Loaded, media: Path) -> Iterator[Problem]:
    """Pictures exist as real files inside content/media."""
    if not media.parent.is_dir():
        return  # the missing folder is one fault, not one for each picture
    plain = frozenset(_plain_files(media))
    for key, facts in loaded.each():
        for place, file in facts.images:
            if file not in plain and (message := _image_fault(media, file)):
                yield loaded.problem_at(key, (*place, "file"), message)


def check_downloads(loaded: Loaded, media: Path) -> Iterator[Problem]:
    """Files that are handed out are there, are what they are called, and carry nothing that acts."""
    if not media.parent.is_dir():
        return
    plain = frozenset(_plain_files(media))
    for key, facts in loaded.each():
        for place, file in facts.downloads:
            message = _image_fault(media, file, "file") if file not in plain else None
            if message := message or file_fault(media / file):
                yield loaded.problem_at(key, (*place, "file"), message)


def _plain_files(folder: Path) -> Iterator[str]:
    """The files in a folder and below, those left out to which a symbolic link leads."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                yield entry.name
            elif entry.is_dir(follow_symlinks=False):
                yield from (f"{entry.name}/{below}" for below in _plain_files(folder / entry.name))


def _image_fault(media: Path, file: str, what: str = "picture") -> str | None:
    path = media / file
    if not path.is_file():
        there = (p.relative_to(media).as_posix() for p in media.rglob("*") if p.is_file())
        return f"there is no {what} {file} in content/media; {allowed(file, there)}"
    if path.is_symlink() or not path.resolve().is_relative_to(media.resolve()):
        return f"'{file}' leads out of content/media; put the file itself there"
    return None


def check_slugs(loaded: Loaded) -> Iterator[Problem]:
    """A slug is no number: ``/companies/2/`` is the second page of the list."""
    for key, place, slug in _slugs(loaded):
        if slug.isdigit():
            message = f"'{slug}' would be mistaken for a page number; add a word"
            yield loaded.problem_at(key, place, message)
        elif key[0] == Event.kind and A_MONTH.fullmatch(slug):
            message = f"'{slug}' is the address of a month of events; add a word"
            yield loaded.problem_at(key, place, message)


def check_addresses(loaded: Loaded, settings: Settings, addresses: Addresses) -> Iterator[Problem]:
    """No two pages share an address, former addresses included."""
    owners = {
        address: f"the portal's own list '{word}'"
        for language in settings.languages
        for address, word in addresses.lists(language).items()
    }
    for key, place, slug in _slugs(loaded):
        own = f"the {key[0]} '{key[1]}'"
        for language in _shown_languages(key, settings):
            address = addresses.named(key[0], slug, language)
            owner = owners.setdefault(address, own)
            is_former = place[0] == "aliases"
            if owner != own or (is_former and slug == loaded.facts[key].slug):
                message = _taken(address, owner, own, key, is_former=is_former)
                yield loaded.problem_at(key, place, message)
                break


def _taken(address: str, owner: str, own: str, key: Key, *, is_former: bool) -> str:
    if owner == own:
        return f"the address {address} is the one that this record has already; remove the alias"
    renamed = "choose another slug" if key[0] in ARTICLES else "choose another name"
    way_out = "remove the alias" if is_former else renamed
    return f"the address {address} already belongs to {owner}; {way_out}"


def _slugs(loaded: Loaded) -> Iterator[tuple[Key, Place, str]]:
    """Every slug with its place: first those that records have, then those that they had.

    Jobs are left out: below their company, which has one file, they are told apart by their ids.
    """
    records = sorted(
        (pair for pair in loaded.facts.items() if pair[0][0] in LASTING), key=itemgetter(0)
    )
    for key, facts in records:
        yield key, ("slug",), facts.slug
    for key, facts in records:
        for position, alias in enumerate(facts.aliases):
            yield key, ("aliases", position), alias


def _shown_languages(key: Key, settings: Settings) -> tuple[str, ...]:
    """The languages in which a record has a page of its own."""
    if key[0] in ARTICLES:
        return tuple(code for code in settings.languages if code == key[2])
    return settings.languages
