"""Where each message of the narrative is said, told from what pages read while they are made."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from plugins.catalogue.content import Content
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import Planner
from plugins.portal.records import Channel
from plugins.portal.tracking import Tracker

SHOWN = 5
"""Addresses of a message that is said in many places; the others are counted."""


def uses(content: Content) -> Mapping[str, list[str]]:
    """Message, as ``audience/channel`` → the addresses of the pages that it is on."""
    tracker = content.portal.tracker
    editions = {code: Edition(content, code) for code in content.settings.languages}
    found: dict[str, list[str]] = {name: [] for name in [*content.portal.messages]}
    read_by: dict[str, frozenset[str]] = {}
    for plan in Planner(editions).plan():
        with tracker.tracing() as reads:
            plan.make()
        # Those that were asked for and are not there are among what was read, too.
        for name in _messages(tracker, reads, read_by) & found.keys():
            found[name].append(plan.address)
    return found


def _messages(
    tracker: Tracker, reads: AbstractSet[str], read_by: dict[str, frozenset[str]]
) -> frozenset[str]:
    """The messages among what was read, and among what that was made from."""
    said: set[str] = set()
    for name in reads:
        if name.startswith("messages["):
            said.add(name.removeprefix("messages[").removesuffix("]"))
        elif name in tracker.traces:
            if name not in read_by:
                read_by[name] = frozenset()  # no result is made from itself
                below = frozenset(tracker.traces[name].reads)
                read_by[name] = _messages(tracker, below, read_by)
            said |= read_by[name]
    return frozenset(said)


def told(content: Content) -> Iterator[str]:
    """Every message in each language, and where it is said, a line each."""
    found = uses(content)
    for name, texts in content.portal.messages.items():
        yield name
        yield from (f"  {code}: {text}" for code, text in texts.items())
        pages = found[name]
        more = f" and {len(pages) - SHOWN} more" if len(pages) > SHOWN else ""
        if pages:
            yield f"  on {', '.join(pages[:SHOWN])}{more}"
        elif name.endswith(f"/{Channel.BROCHURE}"):
            yield "  on no page; make brochures prints it"
        else:
            yield "  on no page"
