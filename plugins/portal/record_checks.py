"""The rules of a record by itself. What they say of it changes with its file alone."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from plugins.portal.facts import fields_with
from plugins.portal.fields import WEEKDAYS
from plugins.portal.markdown_checks import check_markdown
from plugins.portal.moves import PHASE_DAYS
from plugins.portal.origins import Origin
from plugins.portal.problems import Problem, allowed
from plugins.portal.reading import Location
from plugins.portal.records import (
    PATH_AUDIENCES,
    RULES_OF_TAX,
    Ambassador,
    Article,
    Campaign,
    Channel,
    Due,
    Event,
    GoneJob,
    Job,
    Licence,
    Material,
    MentorProgramme,
    Narrative,
    Pace,
    Pathway,
    Phase,
    Platform,
    ProgrammeState,
    Record,
    Repetition,
    Situation,
    Step,
    TaxYear,
    Timing,
)
from plugins.portal.schedules import LAST_YEAR, days_of


def check_record(record: Record, origin: Origin) -> Iterator[Problem]:
    """Every rule of a record by itself; of a salvaged one, as far as it goes."""
    if isinstance(record, Article):
        yield from check_body(record)
    for model, check in CHECKS.items():
        if isinstance(record, model):
            yield from check(record, origin)
    yield from check_repetitions(record, origin)
    yield from check_markdown(record, origin.problem_in_text)


def check_body(article: Article) -> Iterator[Problem]:
    """An article has a text."""
    if not article.body.strip():
        line = article.body_line - 1
        yield Problem(article.path, line, "there is no text below the second '---'")


def check_repetitions(record: Record, origin: Origin) -> Iterator[Problem]:
    """No list of words holds one of them twice."""
    for field in fields_with(type(record), tuple):
        for position, value in repeated(getattr(record, field)):
            yield origin.problem((field, position), f"'{value}' is given twice; remove one")


def repeated(values: object) -> Iterator[tuple[int, str]]:
    """The words of a list that stand in it before, with their positions."""
    if not isinstance(values, tuple) or len(values) < 2:  # noqa: PLR2004 - nothing to repeat
        return
    for position, value in enumerate(values):
        if isinstance(value, str) and value in values[:position]:
            yield position, value


def check_job(job: Job, origin: Origin) -> Iterator[Problem]:
    """A job's days and amounts stand in their order, and a salary says an amount."""
    if job.deadline and job.posted and job.deadline < job.posted:
        message = f"'deadline' is before {job.posted}, the day on which the job was posted"
        yield origin.problem(("deadline",), message)
    if job.salary and job.salary.min is job.salary.max is None:
        yield origin.problem(("salary",), "'salary' needs 'min', 'max' or both")
    if job.salary and job.salary.min and job.salary.max and job.salary.min > job.salary.max:
        message = f"'max' is less than 'min', {job.salary.min:g}; swap the two"
        yield origin.problem(("salary", "max"), message)


def check_gone_job(job: GoneJob, origin: Origin) -> Iterator[Problem]:
    """A job goes after it has come."""
    if job.posted and job.gone and job.gone < job.posted:
        message = f"'gone' is before {job.posted}, the day on which the job was posted"
        yield origin.problem(("gone",), message)


def check_step(step: Step, origin: Origin) -> Iterator[Problem]:
    """A step is taken on a day of its phase, and says of each situation what it is."""
    if step.when:
        yield from ((origin.problem(("when", key), said)) for key, said in _untimely(step.when))
    for position, situation in enumerate(step.who or ()):
        place = ("who", position)
        values = [(field, getattr(situation, field)) for field in Situation.model_fields]
        if not any(found for _, found in values):
            keys = ", ".join(field for field, _ in values)
            said = f"says nothing of whom the step is for; give one of {keys}, or remove it"
            yield origin.problem(place, f"an entry of 'who' {said}")
        for field, found in values:
            for at, value in repeated(found):
                yield origin.problem((*place, field, at), f"'{value}' is given twice; remove one")


def _untimely(when: Timing) -> Iterator[tuple[str, str]]:
    """The key of a timing that is at fault, and what to say of it."""
    first, last = PHASE_DAYS[when.phase]
    if when.days is not None and not first <= when.days <= last:
        others = [phase for phase, (start, end) in PHASE_DAYS.items() if start <= when.days <= end]
        meant = f"; did you mean the phase '{others[0]}'?" if others else ""
        allowed = f"allowed: {first} to {last}, counted from the arrival"
        yield "days", f"'days' cannot be {when.days} in the phase '{when.phase}'; {allowed}{meant}"
    if when.days is None and when.phase is Phase.ON_ARRIVAL:
        yield (
            "phase",
            f"'days' is missing: a step of '{when.phase}' says how many after the arrival",
        )
    elif when.days is None and when.due is Due.RULE:
        yield "due", "'due' is 'rule', so 'days' must say by which day; give it, or write 'advice'"


def check_tax_year(tax: TaxYear, origin: Origin) -> Iterator[Problem]:
    """A year of taxes is called after the year, goes upwards, and says where each rule comes from."""
    if not re.fullmatch("20[0-9]{2}", tax.slug):
        message = f"'{tax.slug}' is not a year; name the file after it, as in 2026.yaml"
        yield Problem(tax.path, 1, message)
    yield from _check_upwards(tax, origin)
    yield from _check_ceiling(tax, origin)
    yield from _check_each_municipality_once(tax, origin)
    yield from _check_sources_of_rules(tax, origin)


def _check_upwards(tax: TaxYear, origin: Origin) -> Iterator[Problem]:
    """Each progressive tax begins above the one before, and salaries are told from the lowest on."""
    for position, (before, after) in enumerate(pairwise(tax.progressive_taxes or ()), 1):
        if after.above <= before.above:
            message = (
                f"'above' is not more than {before.above / 100:g}, where the tax before begins"
            )
            yield origin.problem(
                ("progressive_taxes", position, "above"), f"{message}; put the lowest first"
            )
    for position, (one, next_one) in enumerate(pairwise(tax.typical_salaries or ()), 1):
        if next_one <= one:
            message = f"{next_one / 100:g} is not more than the salary before it, {one / 100:g}"
            yield origin.problem(("typical_salaries", position), f"{message}; put the lowest first")


def _check_ceiling(tax: TaxYear, origin: Origin) -> Iterator[Problem]:
    """The ceiling leaves room for the taxes of the state below it."""
    if not tax.progressive_taxes or tax.bottom_tax is None or tax.tax_ceiling is None:
        return
    state = tax.bottom_tax + tax.progressive_taxes[0].percent
    if tax.tax_ceiling <= state:
        message = f"'tax_ceiling' is not more than the {state / 100:g} percent that the state takes"
        yield origin.problem(
            ("tax_ceiling",), f"{message}; it holds municipal tax too, so look it up again"
        )


def _check_each_municipality_once(tax: TaxYear, origin: Origin) -> Iterator[Problem]:
    named = tuple(rates.municipality for rates in tax.municipalities or ())
    for position, slug in repeated(named):
        message = f"the rates of '{slug}' are given twice; remove one"
        yield origin.problem(("municipalities", position, "municipality"), message)


def _check_sources_of_rules(tax: TaxYear, origin: Origin) -> Iterator[Problem]:
    """Each rule is stated by a source, and sources state nothing else."""
    stated = set()
    for position, source in enumerate(tax.sources or ()):
        for place, name in enumerate(source.states):
            stated.add(name)
            if name not in RULES_OF_TAX:
                message = f"'{name}' is no rule of this file; {allowed(name, RULES_OF_TAX)}"
                yield origin.problem(("sources", position, "states", place), message)
    for name in RULES_OF_TAX if tax.sources else ():
        if name not in stated:
            message = f"no source states '{name}'; add it to 'states' of the one that does"
            yield origin.problem(("sources",), message)


LONGEST_EVENT = timedelta(days=31)
"""What lasts longer is no event that one goes to; most often a year or a month was mistyped."""


def check_event(event: Event, origin: Origin) -> Iterator[Problem]:
    """An event ends after it begins, is somewhere, and says one way to pay."""
    if event.starts and event.ends:
        yield from check_times(event, origin)
    if not {"place", "online"} & origin.document.data.keys():
        message = "an event needs 'place', 'online' or both; say where one takes part"
        yield origin.problem((), message)
    if event.is_free and event.price:
        yield origin.problem(("price",), "'price' says more than 'is_free'; keep one of the two")


def check_times(event: Event, origin: Origin) -> Iterator[Problem]:
    if event.ends <= event.starts:
        message = f"'ends' must be after {event.starts:%Y-%m-%d %H:%M}, when the event starts"
        yield origin.problem(("ends",), message)
    elif event.ends - event.starts > LONGEST_EVENT:
        message = f"'ends' is more than {LONGEST_EVENT.days} days after the event starts"
        yield origin.problem(("ends",), f"{message}; write one event for each time")
    elif event.starts.year > LAST_YEAR:
        yield origin.problem(("starts",), f"'starts' is after {LAST_YEAR}; look at the year")
    elif event.repeats and event.repeats.every:
        yield from check_repeats(event, event.repeats, origin)
    if event.register_by and event.repeats:
        message = "an event that repeats has no one last day to register; remove the line"
        yield origin.problem(("register_by",), message)
    elif event.register_by and event.register_by > event.ends.date():
        message = f"'register_by' is after {event.ends.date()}, when the event ends"
        yield origin.problem(("register_by",), message)


def check_repeats(event: Event, repeats: Repetition, origin: Origin) -> Iterator[Problem]:
    """An event repeats on days that fit its pace and its first day, and ends in one way at most."""
    if fault := next(_faulty_days(repeats), None):
        place, message = fault
        yield origin.problem(("repeats", "on", *place), message)
        return
    start = event.starts.date()
    if repeats.until and repeats.count:
        message = "'count' and 'until' both say when it ends; keep one of the two"
        yield origin.problem(("repeats", "count"), message)
    if repeats.until and repeats.until < start:
        message = f"'until' is before {start}, the day on which the event starts"
        yield origin.problem(("repeats", "until"), message)
        return
    days = list(days_of(event.schedule))
    if not days or days[0] != start:
        name = WEEKDAYS[start.weekday()]
        meant = f"; did you mean {days[0]}?" if days else ""
        message = f"'starts' is {start}, a {name}, on which it does not repeat{meant}"
        yield origin.problem(("starts",), message)
    else:
        yield from _check_exceptions(repeats, days, origin)


def _faulty_days(repeats: Repetition) -> Iterator[tuple[tuple[int, ...], str]]:
    """The places in ``on`` of what does not fit the pace, and why not."""
    for position, day in enumerate(repeats.on):
        if repeats.every is Pace.WEEK and day not in WEEKDAYS:
            said = f"for every week, allowed: {', '.join(WEEKDAYS)}"
            yield (position,), f"'{day}' is a day of a month; {said}"
        if repeats.every is Pace.MONTH and day in WEEKDAYS:
            said = f"did you mean 'first {day}', or 'every: week'?"
            yield (position,), f"'{day}' is once a week; {said}"
    if len({day.isdigit() for day in repeats.on}) > 1:
        yield (), "days by number and by name cannot repeat together; write two events"


def _check_exceptions(repeats: Repetition, days: list[date], origin: Origin) -> Iterator[Problem]:
    """An event is left out on some of its days."""
    for position, left_out in enumerate(repeats.not_on):
        if left_out not in days:
            nearest = min(days, key=partial(_days_between, left_out))
            message = f"the event does not fall on {left_out}; did you mean {nearest}?"
            yield origin.problem(("repeats", "not_on", position), message)
    if set(days) <= set(repeats.not_on):
        yield origin.problem(("repeats", "not_on"), "the event is left out each time; remove it")


def _days_between(one: date, other: date) -> int:
    return abs((one - other).days)


def check_programme(programme: MentorProgramme, origin: Origin) -> Iterator[Problem]:
    """A mentor programme's months stand in their order, and one can join it if it runs."""
    months, most = programme.months, programme.months_at_most
    if months and most and most <= months:
        message = f"'months_at_most' must be more than 'months', which is {months}"
        yield origin.problem(("months_at_most",), message)
    if most and not months:
        yield origin.problem(("months_at_most",), "'months_at_most' needs 'months' beside it")
    own = {source.url for source in programme.sources or ()}
    for position, result in enumerate(programme.results or ()):
        if result.source not in own:
            message = f"'{result.source}' is not among 'sources'; {allowed(result.source, own)}"
            yield origin.problem(("results", position, "source"), message)
    if programme.next_start and programme.state is ProgrammeState.EXAMPLE:
        message = "a programme that is an example has no 'next_start'; remove the line"
        yield origin.problem(("next_start",), message)


def check_pathway(pathway: Pathway, origin: Origin) -> Iterator[Problem]:
    """A path is called after an audience, and each course's source is one of those that were checked."""
    if pathway.slug not in PATH_AUDIENCES:
        message = f"'{pathway.slug}' is no audience that has a path; name the file after one"
        yield Problem(pathway.path, 1, f"{message}: {allowed(pathway.slug, PATH_AUDIENCES)}")
    for position, step in enumerate(pathway.steps or ()):
        for field in ("offers", "openings"):
            for at, value in repeated(getattr(step, field)):
                message = f"'{value}' is given twice; remove one"
                yield origin.problem(("steps", position, field, at), message)
    own = {source.url for source in pathway.sources or ()}
    for position, course in enumerate(pathway.courses or ()):
        if course.source not in own:
            message = f"'{course.source}' is not among 'sources'; {allowed(course.source, own)}"
            yield origin.problem(("courses", position, "source"), message)


LONGEST: Mapping[Channel, int] = {
    Channel.PAGE: 300,
    Channel.DESCRIPTION: 160,
    Channel.FEED: 200,
    Channel.POST: 250,
    Channel.BROCHURE: 500,
}
"""Characters of a message. Search engines cut descriptions after about 160, and a post has to leave
room for an address where 280 are allowed."""


def check_narrative(narrative: Narrative, origin: Origin) -> Iterator[Problem]:
    """Each audience is told one thing on each channel, and no more than fits."""
    said: set[tuple[object, object]] = set()
    for position, message in enumerate(narrative.messages or ()):
        name = message.audience, message.channel
        if None not in name and name in said:
            told = f"there is a message to '{name[0]}' for '{name[1]}' above; keep one of the two"
            yield origin.problem(("messages", position), told)
        said.add(name)
        most = LONGEST.get(message.channel)
        for code, text in (message.text or {}).items():
            if most and len(text) > most:
                long = f"has {len(text)} characters, and '{message.channel}' has room for {most}"
                yield origin.problem(("messages", position, "text", code), long)


def check_material(material: Material, origin: Origin) -> Iterator[Problem]:
    """A material says whom to name where its licence asks for that, and holds each file once."""
    if material.licence and material.licence is not Licence.CC0 and not material.credit:
        message = f"{material.licence} asks that somebody is named; add 'credit'"
        yield origin.problem(("licence",), message)
    seen: set[str] = set()
    for position, one in enumerate(material.files or ()):
        if one.file and one.file in seen:
            message = f"'{one.file}' stands here already; remove it"
            yield origin.problem(("files", position, "file"), message)
        seen.add(one.file)


def check_ambassador(ambassador: Ambassador, origin: Origin) -> Iterator[Problem]:
    """There is a way to ask, and consent ends no earlier than it begins."""
    programme = ambassador.programme
    if programme and programme.name and not programme.url and not programme.email:
        message = "nobody can ask a programme without 'url' or 'email'; add one"
        yield origin.problem(("programme",), message)
    first, last = ambassador.consent, ambassador.consent_until
    if first and last and last < first:
        message = f"'{last}' is before 'consent', which is '{first}'; one of the two is mistyped"
        yield origin.problem(("consent_until",), message)


LONGEST_POST: Mapping[Platform, int] = {
    Platform.LINKEDIN: 2900,
    Platform.FACEBOOK: 2900,
    Platform.X: 250,
    Platform.EMAIL: 5000,
}
"""Characters of a post, with room for the address after it: LinkedIn allows 3000 and X 280."""

FIELDS_OF_CAMPAIGN = ("cluster", "group", "competences")


def check_campaign(campaign: Campaign, origin: Origin) -> Iterator[Problem]:
    """A campaign is for one field, ends after it starts, and says all of it in each of its languages."""
    fields = [name for name in FIELDS_OF_CAMPAIGN if getattr(campaign, name)]
    if not fields:
        named = ", ".join(FIELDS_OF_CAMPAIGN)
        yield origin.problem((), f"a campaign is for a field; give one of {named}")
    for field in fields[1:]:
        message = f"'{fields[0]}' and '{field}' both say the field; keep one of the two"
        yield origin.problem((field,), message)
    if campaign.starts and campaign.until and campaign.until < campaign.starts:
        message = f"'until' is before {campaign.starts}, the day on which the campaign starts"
        yield origin.problem(("until",), message)
    for position, slug in enumerate(campaign.without or ()):
        if slug in (campaign.companies or ()):
            message = f"'{slug}' stands under 'companies' too; remove it from one of the two"
            yield origin.problem(("without", position), message)
    for code, text in (campaign.description or {}).items():
        if len(text) > LONGEST[Channel.DESCRIPTION]:
            long = f"has {len(text)} characters, and a description has room for"
            yield origin.problem(("description", code), f"{long} {LONGEST[Channel.DESCRIPTION]}")
    yield from _check_posts(campaign, origin)
    yield from _check_languages_of_campaign(campaign, origin)


def _check_posts(campaign: Campaign, origin: Origin) -> Iterator[Problem]:
    """There is one post a platform, as long as that allows; an e-mail, and nothing else, has a subject."""
    for position, post in enumerate(campaign.posts or ()):
        place = ("posts", position)
        if post.platform in [other.platform for other in campaign.posts[:position]]:
            message = f"there is a post for '{post.platform}' above; keep one of the two"
            yield origin.problem(place, message)
        if post.platform is Platform.EMAIL and not post.subject:
            yield origin.problem(place, "an e-mail needs a 'subject'")
        elif post.platform is not Platform.EMAIL and post.subject:
            message = f"only an e-mail has a 'subject', not a post for '{post.platform}'"
            yield origin.problem((*place, "subject"), message)
        most = LONGEST_POST.get(post.platform)
        for code, text in (post.text or {}).items():
            if most and len(text.strip()) > most:
                long = f"has {len(text.strip())} characters, and '{post.platform}' has room for"
                yield origin.problem((*place, "text", code), f"{long} {most}")


def _check_languages_of_campaign(campaign: Campaign, origin: Origin) -> Iterator[Problem]:
    """Each of its texts is in the languages of the title."""
    own = {*(campaign.title or ())}
    for place, texts in _texts_of_campaign(campaign) if own else ():
        for code in sorted(own.difference(texts)) if texts else ():
            message = f"'{place[-1]}' has no text in '{code}', in which the campaign has a title"
            yield origin.problem(place, message)
        for code in sorted({*texts} - own):
            message = f"the campaign has no title in '{code}'; add one, or remove this text"
            yield origin.problem((*place, code), message)


def _texts_of_campaign(campaign: Campaign) -> Iterator[tuple[Location, Mapping[str, str]]]:
    """Its texts but the title, with their places."""
    for field in ("lead", "description", "about"):
        yield (field,), getattr(campaign, field) or {}
    for position, post in enumerate(campaign.posts or ()):
        for field in ("subject", "text"):
            yield ("posts", position, field), getattr(post, field) or {}


CHECKS: Mapping[type[Record], Callable[[Any, Origin], Iterator[Problem]]] = {
    Job: check_job,
    GoneJob: check_gone_job,
    Step: check_step,
    TaxYear: check_tax_year,
    Event: check_event,
    MentorProgramme: check_programme,
    Pathway: check_pathway,
    Narrative: check_narrative,
    Material: check_material,
    Ambassador: check_ambassador,
    Campaign: check_campaign,
}
"""Kind of record → its own rules."""
