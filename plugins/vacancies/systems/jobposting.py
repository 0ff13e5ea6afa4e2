"""Pages that describe jobs by schema.org's JobPosting. A board is the address of a careers page.

The page itself may hold postings; otherwise those of its links on the same host are followed that
look like jobs. What robots.txt forbids is not asked for.
https://schema.org/JobPosting, https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import re
from collections.abc import AsyncIterator, Iterator
from hashlib import blake2b
from urllib.parse import urldefrag, urljoin, urlsplit

from plugins.vacancies import markup
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.offers import Offer, Pay, Same
from plugins.vacancies.systems.system import Entry, System, page_address
from plugins.vacancies.values import day, first_home, mapping, number, period, place_of, text, texts
from plugins.vacancies.web import Answer, Visit

KIND = "JobPosting"
LOOKS_LIKE_JOB = re.compile(
    r"job|career|karriere|stilling|position|vacanc|ledig|opening|opslag|recruit|rekrutter",
    re.IGNORECASE,
)
NO_PAGE = re.compile(
    r"\.(pdf|docx?|jpe?g|png|svg|webp|gif|zip|mp4|ics|css|js|xml|rss)$", re.IGNORECASE
)


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    start = page_address(board)
    answer = await visit.fresh(start, is_page=True)
    page = markup.read_html(answer.body, answer.charset)
    postings = [*_postings(page)]
    for posting in postings:
        yield answer.address, posting
    if postings:
        return
    found = failed = 0
    fault = ""
    links = [*_links(page, answer.address)][: visit.web.limits.pages]
    for link in links:
        try:
            linked = await visit.if_new(link, is_page=True)
        except SourceFault as broken:
            failed, fault = failed + 1, str(broken)
            yield link, str(broken)
            continue
        if linked is None:
            found += 1
            yield link, Same(_id_of(link))
            continue
        postings = [*_page_postings(linked)]
        found += len(postings)
        if len(postings) != 1:
            visit.forget(link)
        for posting in postings:
            yield link if len(postings) == 1 else _own_address(posting, link), posting
    if failed and not found:
        raise SourceFault(f"none of {failed} pages can be read, the last since it {fault}")


def _page_postings(answer: Answer) -> Iterator[Entry]:
    try:
        yield from _postings(markup.read_html(answer.body, answer.charset))
    except SourceFault:
        return  # A page that is none says nothing of jobs.


def _postings(page: markup.Element) -> Iterator[Entry]:
    for found in markup.linked_data(page):
        if any(re.split("[/:#]", kind)[-1] == KIND for kind in texts(found.get("@type"))):
            yield found


def _links(page: markup.Element, address: str) -> Iterator[str]:
    """Addresses of the same host that look like those of jobs, each once, in their order."""
    seen = {urldefrag(address).url}
    start = urlsplit(address)
    below = start.path.rstrip("/") + "/"
    for anchor in page.iterfind(".//a[@href]"):
        try:
            link = urldefrag(urljoin(address, anchor.get("href").strip())).url
            parts = urlsplit(link)
        except ValueError:
            continue
        words = f"{parts.path} {anchor.text_content()}"
        is_near = parts.path.startswith(below) or LOOKS_LIKE_JOB.search(words)
        is_same = (parts.scheme, parts.netloc) == (start.scheme, start.netloc)
        if link not in seen and is_same and is_near and not NO_PAGE.search(parts.path):
            seen.add(link)
            yield link


def _own_address(posting: Entry, page: str) -> str:
    """The address of one of several postings of a page."""
    return urljoin(page, text(posting.get("url"))) or page


def _id_of(address: str) -> str:
    """A name for the posting of a page: what its address ends in, and a digest of the whole."""
    digest = blake2b(address.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{urlsplit(address).path.rstrip('/').rpartition('/')[2][:60]}-{digest}"


def offer(entry: Entry) -> Offer | Same:
    address, found = entry
    if isinstance(found, Same):
        return found
    if isinstance(found, str):
        raise SourceFault(found)
    places = found.get("jobLocation")
    place, country = first_home(map(_place, places if isinstance(places, list) else [places]))
    return Offer(
        id=_id_of(address),
        title=text(found["title"]),
        description=text(found["description"]),
        address=address,
        place=place,
        country=country,
        language=text(found.get("inLanguage")),
        terms=texts(found.get("employmentType")),
        posted=day(found.get("datePosted")),
        deadline=day(found.get("validThrough")),
        pay=_pay(mapping(found.get("baseSalary"))),
    )


def _place(value: object) -> tuple[str, str]:
    """One place, and its country."""
    place = mapping(value)
    if isinstance(place.get("address"), str):
        return text(place["address"]), ""
    address = mapping(place.get("address"))
    country = address.get("addressCountry")
    parts = ("streetAddress", "postalCode", "addressLocality")
    return place_of(*(address.get(part) for part in parts)), text(
        mapping(country).get("name") if isinstance(country, dict) else country
    )


def _pay(found: Entry) -> Pay | None:
    value = mapping(found.get("value"))
    per = period(value.get("unitText"))
    low, high = number(value.get("minValue")), number(value.get("maxValue"))
    low = low or number(value.get("value"))
    if per is None or (low is None and high is None):
        return None
    return Pay(text(found.get("currency")), per, low, high)


SYSTEM = System(entries, offer, lambda entry: _id_of(entry[0]))
