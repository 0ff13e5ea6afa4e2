"""My move: the steps of moving here, from which everybody makes their own list in the browser."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

import orjson

from plugins.catalogue.edition import Edition, LocalisedText, SourceView, newest_of
from plugins.catalogue.labels import (
    CITIZENSHIP_ANSWERS,
    CITIZENSHIPS,
    COMPANIONS,
    PHASES,
    PURPOSE_ANSWERS,
    PURPOSES,
    gettext_noop,
)
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import MY_LIFE, MY_MOVE, STEP_ID
from plugins.portal.page import Link, Page
from plugins.portal.records import Due, Municipality, OfficialLink, Situation, Step, Timing

AnswerT = TypeVar("AnswerT", bound=str)

WEEK, MONTH = 7, 30
"""Days."""

IN_WEEKS, IN_MONTHS = 14, 60
"""From so many days on, advice is given in weeks, and in months."""

FEW_LEFT_OUT = 3
"""Municipalities: a step for all but these is said to be for all but them."""

EVERYBODY = gettext_noop("For everybody")

COMPANY_ANSWERS: Mapping[str, str] = {
    "nobody": gettext_noop("Nobody"),
    "partner": gettext_noop("My partner"),
    "children": gettext_noop("My children"),
    "both": gettext_noop("My partner and children"),
}
"""Who comes along, as ``move-rules.js`` knows the answers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to one of the questions."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """The page of those who decide; ``language`` is set where it is not in the page's own."""

    name: LocalisedText
    url: str
    language: str | None


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, with all that the script needs to know of it."""

    slug: str
    id: str
    name: str
    timing: str
    """When it is taken, counted from the arrival, in words."""
    days: int | None
    is_rule: bool
    who: str
    """Whom it is for, as ``move-rules.js`` reads it: a JSON list of situations."""
    order: int
    what: LocalisedText
    why: LocalisedText
    where: LocalisedText
    after: tuple[Link, ...]
    official: OfficialPage
    guide: Link | None
    reviewed_on: date
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class SituationView:
    """The steps of a part of the move for those in one situation, whom ``name`` says."""

    name: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class PhaseView:
    id: str
    name: str
    situations: tuple[SituationView, ...]


@dataclass(frozen=True, slots=True)
class MoveView:
    total: int
    phases: tuple[PhaseView, ...]
    citizenships: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    companions: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    reviewed: date
    """The day on which the step was reviewed that was so longest ago."""
    words: tuple[str, ...]
    """By which the page is found: what there is to do."""


def move_plans(edition: Edition) -> Iterator[Planned]:
    """One page, where there is a step."""
    if edition.my_move:
        yield edition.my_move, MY_MOVE, (MY_MOVE,)


def my_move(edition: Edition) -> Page:
    steps = ordered_steps(edition)
    return edition.page(
        edition.everywhere(edition.addresses.my_move),
        kind=MY_MOVE,
        title=edition._("My move, step by step"),
        description=edition._(
            "What there is to do when you move to the region: in the right order, for your situation, with dates from the day you arrive and an official page for each step."
        ),
        view=move_view(edition, steps),
        breadcrumbs=(edition.home, edition.sections[MY_LIFE]),
        updated=newest_of(steps),
    )


def ordered_steps(edition: Edition) -> list[Step]:
    portal = edition.portal
    return [portal.steps[slug] for slug in portal.ordered_steps[Step.kind]]


def move_view(edition: Edition, steps: list[Step]) -> MoveView:
    places = edition.language.in_order(edition.portal.municipalities, edition.place_name)
    return MoveView(
        total=len(steps),
        phases=tuple(phase_views(edition, steps)),
        citizenships=choices(edition, CITIZENSHIP_ANSWERS),
        purposes=choices(edition, PURPOSE_ANSWERS),
        companions=choices(edition, COMPANY_ANSWERS),
        municipalities=tuple(Choice(slug, edition.place_name(slug)) for slug in places),
        reviewed=min(step.reviewed_on for step in steps),
        words=tuple(edition.name(step) for step in steps),
    )


def choices(edition: Edition, answers: Mapping[AnswerT, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, edition._(text)) for value, text in answers.items())


def phase_views(edition: Edition, steps: list[Step]) -> Iterator[PhaseView]:
    """The parts of a move that have steps; in each, what is for everybody comes first."""
    orders = {step.slug: order for order, step in enumerate(steps)}
    for phase, found in groupby(steps, lambda step: step.when.phase):
        situations: dict[str, list[StepView]] = {edition._(EVERYBODY): []}
        for step in found:
            view = step_view(edition, step, orders[step.slug])
            situations.setdefault(who_text(edition, step.who), []).append(view)
        yield PhaseView(
            id=f"Phase-{phase}",
            name=edition._(PHASES[phase]),
            situations=tuple(
                SituationView(name, tuple(views)) for name, views in situations.items() if views
            ),
        )


def step_view(edition: Edition, step: Step, order: int) -> StepView:
    return StepView(
        slug=step.slug,
        id=f"{STEP_ID}{step.slug}",
        name=edition.name(step),
        timing=timing_text(edition, step.when),
        days=step.when.days,
        is_rule=step.when.due is Due.RULE,
        who=situations_told(step.who),
        order=order,
        what=edition.rich_text(step.what, below=4),
        why=edition.text(step.why),
        where=edition.text(step.where),
        after=tuple(edition.link(Step.kind, slug) for slug in step.after),
        official=official_page(edition, step.link),
        guide=edition.guide_link(step.guide) if step.guide else None,
        reviewed_on=step.reviewed_on,
        sources=edition.sources(step.sources),
    )


def official_page(edition: Edition, link: OfficialLink) -> OfficialPage:
    url, name = edition.text(link.url), edition.contact_name(link.name)
    assert name  # noqa: S101 - a link has a name
    return OfficialPage(name, str(url.text), url.language)


def situations_told(who: Iterable[Situation]) -> str:
    """Situations as JSON: a list of mappings from question to the answers that one fits."""
    told = [
        {name: [*values] for name in Situation.model_fields if (values := getattr(one, name))}
        for one in who
    ]
    return orjson.dumps(told).decode()


def who_text(edition: Edition, who: tuple[Situation, ...]) -> str:
    """Whom a step is for, in words."""
    if not who:
        return edition._(EVERYBODY)
    text = edition.language.either(situation_text(edition, situation) for situation in who)
    return text[:1].upper() + text[1:]


def situation_text(edition: Edition, situation: Situation) -> str:
    either = edition.language.either
    parts = (
        either(edition._(CITIZENSHIPS[one]) for one in situation.citizenship),
        either(edition._(PURPOSES[one]) for one in situation.purpose),
        either(edition._(COMPANIONS[one]) for one in situation.companions),
        places_text(edition, situation.municipalities),
    )
    return " · ".join(filter(None, parts))


def places_text(edition: Edition, slugs: tuple[str, ...]) -> str:
    """Some municipalities, or those that are left out where they are few."""
    if not slugs:
        return ""
    left_out = [slug for slug in edition.portal.municipalities if slug not in slugs]
    said = gettext_noop("in %(places)s")
    if 0 < len(left_out) <= min(FEW_LEFT_OUT, len(slugs) - 1):
        slugs = tuple(left_out)
        said = gettext_noop("in all municipalities but %(places)s")
    names = [link.text for link in edition.links(Municipality.kind, slugs)]
    return edition._(said) % {"places": edition.language.listed(names)}


def timing_text(edition: Edition, when: Timing) -> str:
    """When a step is taken: a rule to the day, advice in round numbers."""
    if when.days is None:
        return edition._(PHASES[when.phase])
    if when.days == 0:
        return edition._("The day you arrive")
    number = abs(when.days)
    if when.due is Due.RULE:
        told = rule_text(edition, number, is_before=when.days < 0)
    elif number >= IN_MONTHS:
        number = round(number / MONTH)
        told = months_text(edition, number, is_before=when.days < 0)
    elif number >= IN_WEEKS:
        number = round(number / WEEK)
        told = weeks_text(edition, number, is_before=when.days < 0)
    else:
        told = days_text(edition, number, is_before=when.days < 0)
    return told % {"number": edition.language.number(number)}


def rule_text(edition: Edition, number: int, *, is_before: bool) -> str:
    ngettext = edition.language.ngettext
    if is_before:
        return ngettext(
            "At the latest %(number)s day before you arrive",
            "At the latest %(number)s days before you arrive",
            number,
        )
    return ngettext(
        "At the latest %(number)s day after you arrive",
        "At the latest %(number)s days after you arrive",
        number,
    )


def months_text(edition: Edition, number: int, *, is_before: bool) -> str:
    ngettext = edition.language.ngettext
    if is_before:
        return ngettext(
            "About %(number)s month before you arrive",
            "About %(number)s months before you arrive",
            number,
        )
    return ngettext(
        "About %(number)s month after you arrive",
        "About %(number)s months after you arrive",
        number,
    )


def weeks_text(edition: Edition, number: int, *, is_before: bool) -> str:
    ngettext = edition.language.ngettext
    if is_before:
        return ngettext(
            "About %(number)s week before you arrive",
            "About %(number)s weeks before you arrive",
            number,
        )
    return ngettext(
        "About %(number)s week after you arrive",
        "About %(number)s weeks after you arrive",
        number,
    )


def days_text(edition: Edition, number: int, *, is_before: bool) -> str:
    ngettext = edition.language.ngettext
    if is_before:
        return ngettext(
            "About %(number)s day before you arrive",
            "About %(number)s days before you arrive",
            number,
        )
    return ngettext(
        "About %(number)s day after you arrive",
        "About %(number)s days after you arrive",
        number,
    )
