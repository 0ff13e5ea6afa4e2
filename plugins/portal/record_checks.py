"""The rules of a record by itself. What they say of it changes with its file alone."""

from collections.abc import Iterator

from plugins.portal.facts import fields_with
from plugins.portal.markdown_checks import check_markdown
from plugins.portal.origins import Origin
from plugins.portal.problems import Problem
from plugins.portal.records import Article, GoneJob, Job, Record


def check_record(record: Record, origin: Origin) -> Iterator[Problem]:
    """Every rule of a record by itself; of a salvaged one, as far as it goes."""
    if isinstance(record, Article):
        yield from check_body(record)
    if isinstance(record, Job):
        yield from check_job(record, origin)
    if isinstance(record, GoneJob):
        yield from check_gone_job(record, origin)
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
        values = getattr(record, field)
        if not isinstance(values, tuple) or len(values) < 2:  # noqa: PLR2004 - nothing to repeat
            continue
        for position, value in enumerate(values):
            if isinstance(value, str) and value in values[:position]:
                message = f"'{value}' is given twice; remove one"
                yield origin.problem((field, position), message)


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
