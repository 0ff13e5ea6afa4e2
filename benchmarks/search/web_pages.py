"""The made-up portal as small pages of HTML, for what reads a finished site."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from benchmarks.made_up.writing import words
from benchmarks.search.portal import Portal
from plugins.portal.page import Page
from plugins.portal.records import Cluster, Company, Competence, Guide, Job, Municipality, Story

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main data-pagefind-body data-pagefind-filter="kind:{kind}"><h1>{title}</h1>{paragraphs}</main></body></html>
"""


def write_pages(portal: Portal, folder: Path) -> None:
    """Write a file for each page, where its address says."""
    for page in portal.pages:
        path = folder / page.address.strip("/") / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(html_of(page), encoding="utf-8")


def html_of(page: Page) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in _shown(page) if text)
    return PAGE.format(
        language=page.language, kind=page.kind, title=escape(page.title), paragraphs=paragraphs
    )


def _shown(page: Page) -> Iterator[str]:
    """What a page of the portal shows of its record: summary, facts, text."""
    yield page.description
    yield from _names(page)
    record = page.record
    match record:
        case Company() | Cluster() | Municipality():
            about = record.about
            yield about.get(page.language) or next(iter(about.values()))
        case Guide() | Story():
            yield record.body
        case Job():
            yield record.description or ""


def _names(page: Page) -> Iterator[str]:
    record, code = page.record, page.language
    professions, clusters, places = (words()[k] for k in ("professions", "clusters", "places"))
    match record:
        case Company():
            yield from (professions[slug][code][0] for slug in record.competences)
            yield from (clusters[slug][code] for slug in record.clusters)
            yield from (places[slug][code] for slug in record.municipalities)
        case Cluster():
            yield from (professions[slug][code][0] for slug in record.competences)
        case Competence():
            yield from record.synonyms[code]
            yield page.view.group.text
        case Job():
            yield from (professions[slug][code][0] for slug in record.competences)
            yield page.place
            yield from filter(None, (record.opening, record.employment_type))
        case Guide():
            yield page.view.topic.text
        case Story():
            yield record.person
            yield professions[record.profession][code][0]
