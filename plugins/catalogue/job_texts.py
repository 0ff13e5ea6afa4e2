"""The descriptions of jobs as safe HTML, the same in all languages of the portal.

Employers' systems send HTML, which is cleaned in a moment; editors write Markdown. A description
links to no record.
"""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from plugins.portal.postings import render_posting
from plugins.portal.records import Job
from plugins.portal.text import render_section

BELOW = 1
"""The level of the heading that a description stands under: the page's title."""


REMEMBERED = 1024
"""Descriptions that are kept: the pages of a job in all languages are made one after the other."""


class JobDescriptions(Mapping[str, Markup]):
    """Slug of a job → its description, made when it is first asked for: many pages need none."""

    def __init__(self, jobs: Mapping[str, Job]) -> None:
        self._jobs = jobs
        self._made: dict[str, Markup] = {}
        """Those that were made last."""

    def __getitem__(self, slug: str) -> Markup:
        job = self._jobs[slug]
        if slug not in self._made:
            self._made[slug] = render_description(job)
            if len(self._made) > REMEMBERED:
                del self._made[next(iter(self._made))]
        return self._made[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._jobs)

    def __len__(self) -> int:
        return len(self._jobs)


def render_description(job: Job) -> Markup:
    if job.description_html:
        return render_posting(job.description_html)
    return render_section(job.description or "", lambda *_: None, BELOW)
