"""What each kind of brochure shows: one on a topic, one of a municipality, one of a lighthouse."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.brochures.edition import (
    Address,
    Card,
    Edition,
    Employers,
    Fact,
    Figure,
    Imprint,
    Link,
    Text,
)
from plugins.brochures.labels import FOR
from plugins.portal.addresses import MY_LIFE
from plugins.portal.links import in_languages
from plugins.portal.records import (
    Audience,
    Brochure,
    Channel,
    Cluster,
    Municipality,
    Office,
    UsefulLink,
    Visitor,
)

MOST_COMPETENCES = 14
MOST_NETWORKS = 5


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    title: Text
    lead: Text
    above: str
    """A line above the title."""
    map: Figure


@dataclass(frozen=True, slots=True)
class Part:
    """A text under a heading."""

    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class StoryBox:
    title: Text
    summary: Text
    page: Address
    code: Figure


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is cut out and handed on, in two pages."""

    title: Text
    text: Text
    steps: tuple[Text, ...]
    contacts: tuple[Card, ...]
    page: Address
    code: Figure


@dataclass(frozen=True, slots=True)
class TopicView:
    cover: Cover
    chapters: tuple[Part, ...]
    story: StoryBox | None
    contacts: tuple[Card, ...]
    leaf: Leaf | None
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    cover: Cover
    about: Text
    facts: tuple[Fact, ...]
    cards: tuple[Card, ...]
    page: Address
    code: Figure
    employers: Employers
    competences: tuple[Fact, ...]
    clusters: tuple[Fact, ...]
    guides: tuple[Link, ...]
    guides_page: Address
    networks: tuple[Part, ...]
    links: tuple[tuple[Link, str], ...]
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class ClusterView:
    cover: Cover
    about: Text
    facts: tuple[Fact, ...]
    page: Address
    code: Figure
    employers: Employers
    competences: tuple[Fact, ...]
    places: tuple[Fact, ...]
    links: tuple[tuple[Link, str], ...]
    imprint: Imprint


View = TopicView | MunicipalityView | ClusterView


def lead(edition: Edition, record: Brochure | Municipality | Cluster) -> Text:
    """What a brochure's cover says below its title: the one place where that is chosen."""
    own = {Brochure.kind: "standfirst", Cluster.kind: "tagline"}.get(record.kind)
    if own and (texts := getattr(record, own)):
        return edition.text(texts)
    audience = record.audience if isinstance(record, Brochure) else Visitor.NEWCOMERS
    said = edition.portal.message(audience, Channel.BROCHURE, edition.code)
    if said or isinstance(record, Brochure):
        return Text(said)
    if isinstance(record, Cluster):
        return Text(edition._("Who they are, what they seek and where they work"))
    return Text(
        edition._("Who receives you, who you can work for and what to know before you move")
    )


def topic_view(edition: Edition, brochure: Brochure) -> TopicView:
    title = edition.text(brochure.title)
    return TopicView(
        cover=Cover(
            title=title,
            lead=lead(edition, brochure),
            above=edition._(FOR[brochure.audience]),
            map=edition.map_of(
                edition.portal.municipalities,
                edition._("Map of the region with its municipalities"),
            ),
        ),
        chapters=tuple(
            Part(edition.text(chapter.title), edition.rich_text(chapter.text))
            for chapter in brochure.chapters
        ),
        story=story_box(edition, brochure.story) if brochure.story else None,
        contacts=edition.cards_of_all(brochure.contacts, Office.NEWCOMER_SERVICE)
        if brochure.contacts
        else (),
        leaf=leaf(edition, brochure),
        imprint=edition.imprint([brochure], brochure.sources),
    )


def story_box(edition: Edition, key: str) -> StoryBox:
    story = in_languages(edition.portal.stories[key], edition.preferred)
    language = "" if story.language == edition.code else story.language
    page = edition.page(story)
    return StoryBox(
        title=Text(story.title, language),
        summary=Text(story.summary, language),
        page=page,
        code=edition.code_for(page),
    )


def leaf(edition: Edition, brochure: Brochure) -> Leaf | None:
    """The leaf of a brochure; its code leads to the path of those whom the contacts help, or to guides."""
    if not (tear_out := brochure.tear_out):
        return None
    page = edition.full(way_on(edition, brochure.contacts))
    return Leaf(
        title=edition.text(tear_out.title),
        text=edition.rich_text(tear_out.text),
        steps=tuple(edition.text(step) for step in tear_out.steps),
        contacts=edition.cards_of_all(brochure.contacts) if brochure.contacts else (),
        page=page,
        code=edition.code_for(page),
    )


def way_on(edition: Edition, office: Office | None) -> str:
    """Where those read on whom an office helps."""
    addresses, audience = edition.content.addresses, Audience.PARTNERS
    if office is Office.PARTNER_CONSULTANT and audience in edition.portal.pathways:
        return addresses.pathway(edition.code, audience)
    if office is Office.PARTNER_CONSULTANT and has_guides(edition, audience):
        return addresses.audience(edition.code, audience)
    return addresses.section(edition.code, MY_LIFE)


def has_guides(edition: Edition, audience: Audience) -> bool:
    guides = (in_languages(g, edition.preferred) for g in edition.portal.guides.values())
    return any(audience in guide.audience for guide in guides)


def municipality_view(edition: Edition, municipality: Municipality) -> MunicipalityView:
    portal, slug = edition.portal, municipality.slug
    name = edition.name(Municipality.kind, slug)
    companies = portal.companies_by_municipality.get(slug, ())
    clusters = Counter(cluster for company in companies for cluster in company.clusters)
    page = edition.page(municipality)
    return MunicipalityView(
        cover=Cover(
            title=Text(name),
            lead=lead(edition, municipality),
            above=edition._("Work and life"),
            map=edition.map_of(
                [slug], edition._("Map of the region: %(place)s is marked") % {"place": name}
            ),
        ),
        about=edition.rich_text(municipality.about),
        facts=tuple(place_facts(edition, municipality)),
        cards=tuple(cards_of(edition, municipality)),
        page=page,
        code=edition.code_for(page),
        employers=edition.employers(companies, with_place=False),
        competences=edition.competences(companies, MOST_COMPETENCES),
        clusters=edition.counted(Cluster.kind, clusters),
        guides=tuple(guides_for(edition, slug)),
        guides_page=edition.full(edition.content.addresses.section(edition.code, MY_LIFE)),
        networks=tuple(networks_in(edition, slug)),
        links=useful_links(edition, municipality.links),
        imprint=edition.imprint([municipality, *companies], municipality.sources),
    )


def place_facts(edition: Edition, municipality: Municipality) -> Iterator[Fact]:
    if municipality.population:
        said = edition.language.ngettext("inhabitant", "inhabitants", municipality.population)
        yield Fact(edition.language.number(municipality.population), said)
    companies = edition.portal.companies_by_municipality.get(municipality.slug, ())
    yield edition.number_of_employers(len(companies))
    yield from edition.open_jobs(municipality)


def cards_of(edition: Edition, municipality: Municipality) -> Iterator[Card]:
    if contact := municipality.newcomer_service:
        yield edition.card(contact, edition._("New in the municipality?"))
    if contact := municipality.partner_consultant:
        yield edition.card(contact, edition._("Your partner's job"))


def guides_for(edition: Edition, slug: str) -> Iterator[Link]:
    """The guides that are about this place or about none, as "My life" orders them."""
    guides = [in_languages(g, edition.preferred) for g in edition.portal.guides.values()]
    topics = list(type(guides[0].topic)) if guides else []
    fitting = [guide for guide in guides if guide.municipality in (None, slug)]
    fitting.sort(key=lambda g: (topics.index(g.topic), g.order, edition.language.sort_key(g.title)))
    for guide in fitting:
        if guide.language == edition.code:
            yield Link(guide.title, edition.page(guide).url)


def networks_in(edition: Edition, slug: str) -> Iterator[Part]:
    """Networks that meet in a place come before those of all the region."""
    found = edition.portal.networks_by_subject
    own = found.get(f"{Municipality.kind}/{slug}", ())
    everywhere = found.get(f"{Municipality.kind}/", ())
    for key in (*own, *everywhere)[:MOST_NETWORKS]:
        network = edition.portal.networks[key]
        if name := edition.named(network.name):
            yield Part(name, edition.text(network.summary))


def cluster_view(edition: Edition, cluster: Cluster) -> ClusterView:
    companies = edition.portal.companies_by_cluster.get(cluster.slug, ())
    name = edition.name(Cluster.kind, cluster.slug)
    places = Counter(slug for company in companies for slug in company.municipalities)
    page = edition.page(cluster)
    said = edition.language.ngettext("municipality", "municipalities", len(places))
    return ClusterView(
        cover=Cover(
            title=Text(name),
            lead=lead(edition, cluster),
            above=edition._("Where the region is strong"),
            map=edition.map_of(
                places,
                edition._(
                    "Map of the region: the municipalities with employers in %(cluster)s are marked"
                )
                % {"cluster": name},
            ),
        ),
        about=edition.rich_text(cluster.about),
        facts=(
            edition.number_of_employers(len(companies)),
            Fact(edition.language.number(len(places)), said),
            *edition.open_jobs(cluster),
        ),
        page=page,
        code=edition.code_for(page),
        employers=edition.employers(companies, with_place=True),
        competences=edition.competences(companies, MOST_COMPETENCES),
        places=edition.counted(Municipality.kind, places),
        links=useful_links(edition, cluster.links),
        imprint=edition.imprint([cluster, *companies], cluster.sources),
    )


def useful_links(edition: Edition, links: tuple[UsefulLink, ...]) -> tuple[tuple[Link, str], ...]:
    """Each link with the language of its words, where that is another one."""
    texts = ((link.url, edition.text(link.label)) for link in links)
    return tuple((Link(str(text.text), url), text.language) for url, text in texts)
