"""Mentor programmes: what they have in common and how they differ, for mentees and for mentors."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.catalogue.edition import ContactView, Edition, LocalisedText, SourceView, newest_of
from plugins.catalogue.labels import MENTEES, MENTOR_FORMS, PROGRAMME_STATES
from plugins.catalogue.meetings import (
    RecordCard,
    municipality_links,
    organiser_link,
    programme_card,
    programme_place,
    way_link,
)
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import MENTORS
from plugins.portal.page import Link, Page
from plugins.portal.records import MentorProgramme, ProgrammeState
from plugins.portal.tracking import shared


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme in the comparison of all."""

    title: LocalisedText
    address: str
    organiser: LocalisedText
    audience: str
    place: str
    length: str
    form: str
    starts: LocalisedText | None
    state: str
    """'' of one that runs."""


@dataclass(frozen=True, slots=True)
class ProgrammesView:
    lead: str
    open: tuple[RecordCard, ...]
    """Those that one can join, or soon can."""
    examples: tuple[RecordCard, ...]
    rows: tuple[ProgrammeRow, ...]
    mentees: tuple[tuple[RecordCard, LocalisedText], ...]
    """What those that one can join say to mentees, and then to mentors."""
    mentors: tuple[tuple[RecordCard, LocalisedText], ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    text: LocalisedText
    year: str
    source: SourceView


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    title: LocalisedText
    summary: LocalisedText
    about: LocalisedText
    state: str
    organiser: LocalisedText
    organiser_address: str
    places: tuple[Link, ...]
    elsewhere: LocalisedText | None
    audience: str
    form: str
    length: str
    meetings: LocalisedText | None
    languages: str
    starts: LocalisedText | None
    next_start: date | None
    for_mentees: LocalisedText | None
    for_mentors: LocalisedText | None
    apply: str
    contact: ContactView | None
    results: tuple[ResultView, ...]
    sources: tuple[SourceView, ...]


def programme_plans(edition: Edition) -> Iterator[Planned]:
    """Nothing at all where there are no programmes."""
    portal, addresses, code = edition.portal, edition.addresses, edition.code
    if portal.programmes:
        yield addresses.section(code, MENTORS), "mentors", ("mentors",)
    for slug, programme in portal.programmes.items():
        yield addresses.of(programme, code), MentorProgramme.kind, (MentorProgramme.kind, slug)


@shared
def programmes_in_order(edition: Edition) -> tuple[str, ...]:
    """The slugs of all programmes: those that one can join first, then by name."""
    found = edition.portal.programmes
    named = edition.language.in_order(found, lambda slug: edition.name(found[slug]))
    return tuple(sorted(named, key=lambda slug: found[slug].state is ProgrammeState.EXAMPLE))


def programme_list(edition: Edition) -> Page:
    lead = edition._(
        "A mentor gives you what no website can: an hour at a time with somebody who knows your field and how things are done here."
    )
    found = edition.portal.programmes
    order = programmes_in_order(edition)
    is_open = {slug: found[slug].state is not ProgrammeState.EXAMPLE for slug in order}
    is_example = {slug: not is_open[slug] or bool(found[slug].elsewhere) for slug in order}
    joined = [slug for slug in order if not is_example[slug]]
    view = ProgrammesView(
        lead,
        open=tuple(programme_card(edition, slug) for slug in joined),
        examples=tuple(programme_card(edition, slug) for slug in order if is_example[slug]),
        rows=tuple(programme_row(edition, slug) for slug in order),
        mentees=tuple(
            (programme_card(edition, slug), edition.rich_text(text, below=3))
            for slug in joined
            if (text := found[slug].for_mentees)
        ),
        mentors=tuple(
            (programme_card(edition, slug), edition.rich_text(text, below=3))
            for slug in joined
            if (text := found[slug].for_mentors)
        ),
    )
    return edition.page(
        edition.everywhere(edition.addresses.section, MENTORS),
        kind="mentors",
        title=edition._("Mentors"),
        description=lead,
        view=view,
        breadcrumbs=(edition.home,),
        updated=newest_of(found.values()),
    )


def programme_row(edition: Edition, slug: str) -> ProgrammeRow:
    programme = edition.portal.programmes[slug]
    state = programme.state
    return ProgrammeRow(
        title=edition.contact_name(programme.name) or LocalisedText(slug),
        address=edition.addresses.of(programme, edition.code),
        organiser=organiser_link(edition, programme.organiser)[0],
        audience=_audience(edition, programme),
        place=programme_place(edition, programme),
        length=length_text(edition, programme),
        form=_form(edition, programme),
        starts=edition.text(programme.starts) if programme.starts else None,
        state="" if state is ProgrammeState.RUNNING else edition._(PROGRAMME_STATES[state]),
    )


def length_text(edition: Edition, programme: MentorProgramme) -> str:
    """How many months a programme lasts, in words; '' where nobody says."""
    if not programme.months:
        return ""
    most = programme.months_at_most or programme.months
    language = edition.language
    number = language.number(most)
    if most > programme.months:
        number = f"{language.number(programme.months)}\N{EN DASH}{number}"
    return language.ngettext("%(number)s month", "%(number)s months", most) % {"number": number}


def _audience(edition: Edition, programme: MentorProgramme) -> str:
    return " · ".join(edition._(MENTEES[one]) for one in programme.audience)


def _form(edition: Edition, programme: MentorProgramme) -> str:
    return " · ".join(edition._(MENTOR_FORMS[one]) for one in programme.form)


def programme_page(edition: Edition, slug: str) -> Page:
    portal, addresses = edition.portal, edition.addresses
    programme = portal.programmes[slug]
    title = edition.contact_name(programme.name) or LocalisedText(slug)
    organiser, organiser_address = organiser_link(edition, programme.organiser)
    texts = {
        name: edition.rich_text(found) if found else None
        for name, found in (("you", programme.for_mentees), ("them", programme.for_mentors))
    }
    view = ProgrammeView(
        title=title,
        summary=edition.text(programme.summary),
        about=edition.rich_text(programme.about),
        state=edition._(PROGRAMME_STATES[programme.state]),
        organiser=organiser,
        organiser_address=organiser_address,
        places=municipality_links(edition, programme.municipalities),
        elsewhere=edition.text(programme.elsewhere) if programme.elsewhere else None,
        audience=_audience(edition, programme),
        form=_form(edition, programme),
        length=length_text(edition, programme),
        meetings=edition.text(programme.meetings) if programme.meetings else None,
        languages=edition.language.listed_languages(programme.languages),
        starts=edition.text(programme.starts) if programme.starts else None,
        next_start=portal.next_starts.get(slug),
        for_mentees=texts["you"],
        for_mentors=texts["them"],
        apply=programme.apply or "",
        contact=edition.contact(programme.contact, edition._("Ask about the programme"))
        if programme.contact
        else None,
        results=tuple(result_views(edition, programme)),
        sources=edition.sources(programme.sources),
    )
    return edition.page(
        {code: addresses.of(programme, code) for code in portal.languages},
        kind=MentorProgramme.kind,
        title=str(title.text),
        description=str(view.summary.text),
        view=view,
        breadcrumbs=(edition.home, way_link(edition, MENTORS)),
        record=programme,
        updated=programme.updated,
        place=edition.place_name(programme.municipalities[0]) if programme.municipalities else "",
    )


def result_views(edition: Edition, programme: MentorProgramme) -> Iterator[ResultView]:
    """What became of those who took part; the source is one of the programme's own where it is named there."""
    checked = {source.url: source for source in programme.sources}
    for result in programme.results:
        source = checked[result.source]
        year = edition.language.partial_date(str(result.year)) if result.year else ""
        yield ResultView(edition.text(result.text), year, edition.sources([source])[0])
