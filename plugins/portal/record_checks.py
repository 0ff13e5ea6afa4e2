"""The rules of a record by itself. What they say of it changes with its file alone."""

import re
from collections.abc import Iterator
from itertools import pairwise

from plugins.portal.facts import fields_with
from plugins.portal.markdown_checks import check_markdown
from plugins.portal.moves import PHASE_DAYS
from plugins.portal.origins import Origin
from plugins.portal.problems import Problem, allowed
from plugins.portal.records import (
    RULES_OF_TAX,
    Article,
    Due,
    GoneJob,
    Job,
    Phase,
    Record,
    Situation,
    Step,
    TaxYear,
    Timing,
)


def check_record(record: Record, origin: Origin) -> Iterator[Problem]:
    """Every rule of a record by itself; of a salvaged one, as far as it goes."""
    if isinstance(record, Article):
        yield from check_body(record)
    if isinstance(record, Job):
        yield from check_job(record, origin)
    if isinstance(record, GoneJob):
        yield from check_gone_job(record, origin)
    if isinstance(record, Step):
        yield from check_step(record, origin)
    if isinstance(record, TaxYear):
        yield from check_tax_year(record, origin)
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
