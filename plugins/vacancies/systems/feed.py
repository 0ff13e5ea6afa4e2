"""Any feed of open positions, RSS or Atom. A board is the feed's address.

A feed says of a position what it says of any article: title, text, address and day.
https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287
"""

from collections.abc import AsyncIterator
from urllib.parse import urljoin

from plugins.vacancies import markup
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.markup import child, children, said
from plugins.vacancies.offers import Offer
from plugins.vacancies.systems.system import Entry, System, page_address
from plugins.vacancies.values import day
from plugins.vacancies.web import Visit

TEXTS = ("encoded", "content", "description", "summary")
"""Where the text may stand, the fullest first: ``content:encoded`` is a common extension of RSS."""

DAYS = ("pubDate", "published", "date", "updated")
"""``date`` is Dublin Core's, in RSS 1.0."""

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    answer = await visit.whole(page_address(board))
    root = markup.read_xml(answer.body)
    channel = child(root, "channel")
    found = [
        *children(root, "entry"),  # Atom
        *children(channel, "item"),  # RSS 2.0
        *children(root, "item"),  # RSS 1.0
    ]
    if not found and channel is None and not str(root.tag).endswith("}feed"):
        raise SourceFault("answers with XML that is neither RSS nor Atom")
    for entry in found:
        yield answer.address, entry


def offer(found: Entry) -> Offer:
    feed, entry = found
    address = urljoin(feed, _address(entry))
    return Offer(
        id=_id(entry),
        title=said(entry, "title"),
        description=next(filter(None, (_text(entry, name) for name in TEXTS)), ""),
        address=address,
        place=said(entry, "location"),
        language=entry.get(XML_LANGUAGE, ""),
        posted=next(filter(None, (day(said(entry, name)) for name in DAYS)), None),
    )


def _id(entry: Entry) -> str:
    return said(entry, "guid") or said(entry, "id") or _address(entry)


def _address(entry: Entry) -> str:
    """RSS has it as text, or as the id; Atom has several links, of which the page is ``alternate``."""
    for link in children(entry, "link"):
        if link.get("rel", "alternate") == "alternate" and (found := link.get("href", said(link))):
            return str(found)
    named = said(entry, "guid")
    return named if named.startswith("https://") else ""


def _text(entry: Entry, name: str) -> str:
    """A text of a feed; that of Atom may be elements of XHTML, which are written out."""
    found = child(entry, name)
    if found is None or len(found) == 0:
        return said(found)
    return "".join(markup.written(part) for part in found)


SYSTEM = System(entries, offer, lambda found: _id(found[1]))
