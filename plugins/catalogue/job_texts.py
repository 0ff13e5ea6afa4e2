"""The descriptions of jobs as safe HTML, made once for all languages and kept between builds.

Markdown is the dearest part of a job's page: twenty thousand take half a minute, and all but a
few are those of yesterday. A description links to no record, so that it is the same everywhere.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import cast

from markupsafe import Markup

from plugins.portal import text
from plugins.portal.cache import Cache
from plugins.portal.parallel import in_parallel, shares
from plugins.portal.records import Job

CACHE = ".cache/jobs"
"""Where rendered descriptions are kept, below the project's folder: a file for each company."""

WORTH_SHARING = 200
"""Descriptions that take longer to render than another process takes to start."""

BELOW = 1
"""The level of the heading that a description stands under: the page's title."""

Kept = Mapping[str, str]
"""Digest of a description → its HTML."""


def render_descriptions(jobs: Iterable[Job], folder: Path) -> Mapping[str, Markup]:
    """Slug → description as safe HTML, rendered where ``folder`` does not hold it already.

    ``jobs`` stand in the order of their companies.
    """
    cache = Cache(folder)
    companies = [(name, list(group)) for name, group in groupby(jobs, lambda job: job.company)]
    kept = {name: _kept(cache, name) for name, _ in companies}
    missing = {
        digest: job.description
        for name, group in companies
        for job in group
        if (digest := _digest(job.description)) not in kept[name]
    }
    rendered = _rendered(missing)
    found: dict[str, Markup] = {}
    for name, group in companies:
        digests = dict.fromkeys(_digest(job.description) for job in group)
        texts = {d: kept[name][d] if d in kept[name] else rendered[d] for d in digests}
        if texts != kept[name]:
            cache.put(name, json.dumps(texts, ensure_ascii=False).encode())
        for job in group:
            found[job.slug] = Markup(texts[_digest(job.description)])  # noqa: S704 - from render_section
    return found


def _kept(cache: Cache, company: str) -> Kept:
    content = cache.get(company)
    return cast("Kept", json.loads(content)) if content else {}


@cache
def _versions() -> bytes:
    """All that a rendered description depends on besides its Markdown."""
    code = Path(text.__file__).read_bytes()
    return blake2b(code + f"{version('markdown')} {version('nh3')} {BELOW}".encode()).digest()


def _digest(description: str) -> str:
    return blake2b(description.encode(), digest_size=16, key=_versions()).hexdigest()


def _rendered(descriptions: Mapping[str, str]) -> Mapping[str, str]:
    """Digest → HTML, on several processors where that is worth it."""
    sources = list(descriptions.items())
    parts = shares(sources) if len(sources) >= WORTH_SHARING else [sources]
    rendered = in_parallel([partial(_render, part) for part in parts])
    return {digest: html for part in rendered for digest, html in part}


def _render(sources: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(digest, str(_html(source))) for digest, source in sources]


def _html(source: str) -> Markup:
    return text.render_section(source, lambda *_: None, BELOW)
