"""Pages that describe jobs by schema.org's JobPosting. A board is the address of a careers page.

The page itself may hold postings; otherwise those of its links on the same host are followed that
look like jobs. A list that goes on on further pages of the host is read to its end, or to a limit.
What robots.txt forbids is not asked for.
https://schema.org/JobPosting, https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urldefrag, urljoin, urlsplit

from plugins.vacancies import markup
from plugins.vacancies.faults import ForbiddenPage, SourceFault
from plugins.vacancies.offers import Offer, Pay, Same
from plugins.vacancies.systems.system import Entry, System, page_address
from plugins.vacancies.values import day, first_home, mapping, number, period, place_of, text, texts
from plugins.vacancies.web import Answer, Visit

KIND = "JobPosting"
LOOKS_LIKE_JOB = re.compile(
    r"job|career|karriere|stilling|position|vacanc|ledig|opening|opslag|recruit|rekrutter",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?<=[?&])(?:page|paged|pg|side|offset|start)=\d{1,5}(?:&|$)|/(?:page|side)/\d{1,4}(?=/|$)",
    re.IGNORECASE,
)
"""What tells the pages of one list apart, in addresses."""

LISTS = 20
"""Pages of one list that are read: other pages are jobs, or calendars without an end."""

NO_PAGE = re.compile(
    r"\.(pdf|docx?|jpe?g|png|svg|webp|gif|zip|mp4|ics|css|js|xml|rss)$", re.IGNORECASE
)


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    lists = _Lists(page_address(board), visit)
    links: dict[str, None] = {}
    told: set[str] = set()
    async for address, page in lists.pages():
        here = [(_own_address(posting, address), posting) for posting in _postings(page)]
        for own, posting in here:
            if own not in told:
                yield own, posting
        told.update(own for own, _ in here)
        if not here:
            links |= dict.fromkeys(_links(page, address))
    if not told:
        single = [link for link in links if link not in lists.seen]
        async for entry in _linked(single[: visit.web.limits.pages - lists.read], visit):
            yield entry
    if lists.fault:
        raise SourceFault(lists.fault)


@dataclass(slots=True)
class _Lists:
    """A careers page, and those that go on with its list: the next ones, as far as robots.txt lets."""

    start: str
    visit: Visit
    read: int = 0
    seen: set[str] = field(default_factory=set)
    """Their addresses."""
    fault: str = ""
    """Why one of the others could not be read. What stands there is not known, and not gone."""

    async def pages(self) -> AsyncIterator[tuple[str, markup.Element]]:
        """Address and content of each."""
        waiting, home = [self.start], ""
        self.seen.add(self.start)
        while waiting and self.read < LISTS:
            address = waiting.pop(0)
            self.read += 1
            try:
                answer = await self.visit.fresh(address, is_page=True)
                page = markup.read_html(answer.body, answer.charset)
            except SourceFault as fault:
                if not home:
                    raise
                if not isinstance(fault, ForbiddenPage):
                    self.fault = f"{address} {fault}"
                continue
            home = home or answer.address
            self.seen.add(answer.address)
            if not _is_same_host(answer.address, home):
                continue
            yield answer.address, page
            for link in _further(page, answer.address):
                if link not in self.seen:
                    self.seen.add(link)
                    waiting.append(link)


async def _linked(links: Sequence[str], visit: Visit) -> AsyncIterator[Entry]:
    """What the pages of single postings say."""
    found = failed = 0
    fault = ""
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
    seen = {urldefrag(address).url, *_further(page, address)}
    below = urlsplit(address).path.rstrip("/") + "/"
    for anchor, link in _anchors(page, address):
        path = urlsplit(link).path
        is_near = path.startswith(below) or LOOKS_LIKE_JOB.search(f"{path} {anchor.text_content()}")
        if anchor.tag == "a" and link not in seen and is_near and not NO_PAGE.search(path):
            seen.add(link)
            yield link


def _further(page: markup.Element, address: str) -> list[str]:
    """Where a list goes on: what a page calls the next one, or its own address with another number."""
    own = _without_number(address)
    return [
        link
        for anchor, link in _anchors(page, address)
        if "next" in anchor.get("rel", "").lower().split()
        or (NUMBERED.search(link) and _without_number(link) == own)
    ]


def _without_number(address: str) -> str:
    return NUMBERED.sub("", address).rstrip("/?&")


def _anchors(page: markup.Element, address: str) -> Iterator[tuple[markup.Element, str]]:
    """The links to the same host, those of the head included, and where each leads."""
    for anchor in page.iterfind(".//*[@href]"):
        if anchor.tag not in ("a", "link"):
            continue
        with suppress(ValueError):
            link = urldefrag(urljoin(address, anchor.get("href").strip())).url
            if _is_same_host(link, address):
                yield anchor, link


def _is_same_host(one: str, other: str) -> bool:
    return urlsplit(one)[:2] == urlsplit(other)[:2]


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
