"""What a page is: an address, a template and an immutable view that holds all that it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from plugins.languages import Language

if TYPE_CHECKING:  # a build that has nothing to do asks for pages, but for no record
    from plugins.portal.records import Record


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere. ``language`` is set where the target is in another one."""

    text: str
    address: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The way to another language: to the same thing, or to what is nearest to it there."""

    code: str
    name: str
    address: str
    same: bool
    """Whether the target is this very page in the other language."""


ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the newest records of one kind."""

    kind: str
    title: str
    address: str
    type: str = ATOM
    """The media type that it is sent as."""


BARE = frozenset({"feed", "embed", "data", "calendar", "contact-card"})
"""Kinds of page that are no part of the portal as visitors walk through it: programs read them, or
other sites show them. No search names them, and no social network."""


LEADING_ON = frozenset({"redirect", "job-folder"})
"""Kinds of page that only lead on; the view of each has the path ``target``."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page of a language: its name, its ways in, its foot."""

    language: Language
    site_name: str
    home: str
    navigation: tuple[Link, ...]
    about: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    site_url: str
    """Scheme and host that addresses are appended to where they must be absolute; may be ''."""
    shortlist: str = ""
    """The page of the companies that a visitor keeps."""
    search: str = ""
    """The page that searches; '' where there is none."""
    time_zone: str = "UTC"
    """By whose clock scripts tell whether a day is over."""
    has_meetings: bool = False
    """Whether there are events, networks or mentor programmes to be found."""
    embeds: str = ""
    """What the addresses of pages begin with that other sites may show in a frame."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Rendering it takes nothing but this and its template."""

    address: str
    kind: str
    template: str
    title: str
    description: str
    frame: Frame
    view: Any
    """A frozen record of the page type, made by what makes the page."""
    alternates: Mapping[str, str] = field(default_factory=dict)
    """Language code → address of the same thing, this page included."""
    default_alternate: str = ""
    """The alternate for readers of none of the languages (``x-default``)."""
    switch: tuple[LanguageLink, ...] = ()
    breadcrumbs: tuple[Link, ...] = ()
    """From the home page to the page above this one; this page itself is not in it."""
    record: "Record | None" = None
    updated: date | None = None
    """When the content changed last, by what the content itself says, never by the clock."""
    published: date | None = None
    indexed: bool = True
    place: str = ""
    """The name of the place that the page is about, if any."""
    feeds: tuple[Feed, ...] = ()
    """Feeds of what this page lists, besides those of the frame."""
    text_language: str = ""
    """That of title and description, where it is none of the portal's."""

    @property
    def language(self) -> str:
        return self.frame.language.code

    @property
    def section(self) -> Link | None:
        """The one of the frame's ways in that this page is, or that it lies below."""
        for address in (self.address, *[link.address for link in reversed(self.breadcrumbs)]):
            for link in self.frame.navigation:
                if link.address == address:
                    return link
        return None


PageKey = tuple[str | int, ...]
"""What a page is made by: the name of its maker, and what the maker is given besides the edition."""


class Plan(NamedTuple):
    """A page that can be made when it is needed: most builds need few of them."""

    address: str
    kind: str
    key: PageKey
    frame: Frame
    make: Callable[[], Page]
    says_the_same: bool = False
    """Whether pages of its key are mostly made from the same in all languages: they are best made together."""
    record: "Callable[[], Record] | None" = None
    """Asks for the record that the page is about, for who needs no more of it than that."""

    @property
    def language(self) -> str:
        return self.frame.language.code


class PageFacts(NamedTuple):
    """What files about all pages, such as sitemaps and feeds, tell of one."""

    title: str
    description: str
    place: str
    indexed: bool
    updated: date | None
    published: date | None

    @classmethod
    def of(cls, page: Page) -> "PageFacts":
        return cls(*(getattr(page, name) for name in cls._fields))


class LazyPage:
    """A page of which the facts are known. It is made where somebody asks for more of it."""

    __slots__ = (
        "_made",
        "_plan",
        "address",
        "frame",
        "kind",
        "language",
        *PageFacts._fields,
    )

    def __init__(self, plan: Plan, facts: PageFacts) -> None:
        self._plan = plan
        self._made: Page | None = None
        self.address, self.kind, self.frame = plan.address, plan.kind, plan.frame
        self.language = plan.frame.language.code
        self.title, self.description, self.place, *others = facts
        self.indexed, self.updated, self.published = others

    @property
    def record(self) -> "Record | None":
        """What the page is about, without making it where the plan knows."""
        if self._made is None and self._plan.record:
            return self._plan.record()
        found: Record | None = self.__getattr__("record")
        return found

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what pages have
        if self._made is None:
            self._made = self._plan.make()
        return getattr(self._made, name)


@dataclass(frozen=True, slots=True)
class File:
    """A file that is published as it is. ``path`` is relative to the output folder."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LateFile:
    """A file that is only made where it is not published already: it may be large.

    ``digest`` changes with all that it is made from.
    """

    path: str
    digest: str
    make: Callable[[], bytes]
