"""Campaigns: a page for an audience and a field, put together from what the portal knows of it.

A campaign is in languages of its own. In one that the portal lacks, its page stands in the frame of
another: its own words are marked, and all that the portal says stands in the frame's language.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from urllib.parse import quote, urlencode

from babel import Locale

from plugins.catalogue.edition import (
    ArticleCard,
    CompanyCard,
    Count,
    Edition,
    JobCard,
    LocalisedText,
    SourceView,
)
from plugins.catalogue.labels import PLATFORMS
from plugins.catalogue.pages.jobs import job_cards
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import CAMPAIGNS, MUNICIPALITIES, MY_LIFE, TWO_CAREERS
from plugins.portal.likeness import company_of
from plugins.portal.links import text_in
from plugins.portal.page import LanguageLink, Link, Page
from plugins.portal.records import (
    Campaign,
    Channel,
    Cluster,
    Competence,
    Platform,
    Record,
    Visitor,
)
from plugins.portal.text import render_section

PAST_CAMPAIGN = "past-campaign"
TO_SHARE = "campaign-to-share"

COMPANIES_SHOWN = 9
JOBS_SHOWN = 8
STORIES_SHOWN = 3

MEDIA: Mapping[Platform, str] = {Platform.EMAIL: "email"}
"""What counters of visitors call the medium; what is not named here is ``social``.
https://support.google.com/analytics/answer/10917952"""


@dataclass(frozen=True, slots=True)
class CampaignsView:
    lead: str
    campaigns: tuple[ArticleCard, ...]


@dataclass(frozen=True, slots=True)
class CampaignView:
    title: LocalisedText
    lead: LocalisedText
    about: LocalisedText | None
    until: date
    languages: tuple[LanguageLink, ...]
    """The ways to the same in languages that the portal lacks."""
    jobs: tuple[JobCard, ...]
    competences: tuple[Count, ...]
    """The field, with how many companies seek each."""
    companies: tuple[CompanyCard, ...]
    field: Link | None
    """All employers of the field, where it has a page."""
    stories: tuple[ArticleCard, ...]
    why: LocalisedText | None
    """What the narrative is called."""
    message: LocalisedText | None
    """What it says to the audience."""
    ways: tuple[Link, ...]
    share: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class PastCampaignView:
    title: LocalisedText
    until: date
    competences: tuple[Count, ...]
    field: Link | None
    running: tuple[ArticleCard, ...]
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PostView:
    id: str
    platform: str
    subject: str
    text: str
    address: str
    """Tagged, so that a counter of visitors tells where they came from."""
    mail: str
    """What opens a new e-mail; '' for other platforms."""


@dataclass(frozen=True, slots=True)
class PostsView:
    """The posts in one language."""

    id: str
    language: str
    name: str
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class ToShareView:
    campaign: Link
    lead: str
    languages: tuple[PostsView, ...]


def campaign_plans(edition: Edition) -> Iterator[Planned]:
    portal, addresses, code = edition.portal, edition.addresses, edition.code
    if portal.running_campaigns:
        yield addresses.section(code, CAMPAIGNS), CAMPAIGNS, (CAMPAIGNS,)
    for slug, known in portal.started_campaigns.items():
        kind = PAST_CAMPAIGN if known.is_over else Campaign.kind
        for language in known.languages:
            if frame_of(edition, slug, language) == code:
                yield addresses.campaign(slug, code, language), kind, (kind, slug, language)
        if not known.is_over:
            yield addresses.campaign_to_share(code, slug), TO_SHARE, (TO_SHARE, slug)


def frame_of(edition: Edition, slug: str, language: str) -> str:
    """The language of the portal in whose frame a campaign's page stands."""
    languages = edition.portal.languages
    if language in languages:
        return language
    own = edition.portal.started_campaigns[slug].languages
    return next((code for code in languages if code in own), languages[0])


def addresses_of(edition: Edition, slug: str) -> dict[str, str]:
    """Language code → a campaign's page, those of the portal in their order first."""
    own = edition.portal.started_campaigns[slug].languages
    order = dict.fromkeys((*edition.portal.languages, *sorted(own)))
    return {
        code: edition.addresses.campaign(slug, frame_of(edition, slug, code), code)
        for code in order
        if code in own
    }


def campaign_list(edition: Edition) -> Page:
    lead = edition._(
        "Professions that employers here look for at the moment, a page for each field."
    )
    return edition.page(
        edition.everywhere(edition.addresses.section, CAMPAIGNS),
        kind=CAMPAIGNS,
        title=edition._("Sought right now"),
        description=lead,
        view=CampaignsView(lead, running_cards(edition)),
        breadcrumbs=(edition.home,),
    )


def running_cards(edition: Edition) -> tuple[ArticleCard, ...]:
    """The campaigns that run: each in the page's language or another one, and in all that the portal lacks."""
    running = edition.portal.running_campaigns
    return tuple(card for slug in running for card in cards_of(edition, slug))


def cards_about(edition: Edition, record: Record) -> tuple[ArticleCard, ...]:
    """Those of them that are about a lighthouse or a competence, in short."""
    found = edition.portal.campaigns_by_subject.get(f"{record.kind}/{record.slug}", ())
    return tuple(replace(card, summary="") for slug in found for card in cards_of(edition, slug))


def cards_of(edition: Edition, slug: str) -> Iterator[ArticleCard]:
    addresses = addresses_of(edition, slug)
    best = next(code for code in chain(edition.preferred, addresses) if code in addresses)
    others = [code for code in addresses if code not in edition.portal.languages]
    yield from (card_in(edition, slug, code) for code in dict.fromkeys((best, *others)))


def card_in(edition: Edition, slug: str, code: str) -> ArticleCard:
    campaign = edition.portal.campaigns[slug]
    foreign = code != edition.code
    return ArticleCard(
        title=campaign.title[code],
        address=addresses_of(edition, slug)[code],
        summary=campaign.lead[code],
        language=code if foreign else None,
        language_name=edition.language.language_name(code) if foreign else "",
    )


def campaign_page(edition: Edition, slug: str, language: str) -> Page:
    campaign = edition.portal.campaigns[slug]
    narrative = next(iter(edition.portal.narratives.values()), None)
    about = (campaign.about or {}).get(language, "")
    field = edition.portal.field_of(campaign)
    companies = employers_of(edition, campaign, field)
    view = CampaignView(
        title=in_its_language(edition, campaign.title[language], language),
        lead=in_its_language(edition, campaign.lead[language], language),
        about=in_its_language(edition, render_section(about, edition.resolve, 1), language)
        if about
        else None,
        until=campaign.until,
        languages=foreign_languages(edition, slug, besides=language),
        jobs=job_cards(edition, jobs_of(edition, campaign, field)[:JOBS_SHOWN]),
        competences=sought(edition, field),
        companies=tuple(map(edition.card, companies)),
        field=field_link(edition, campaign),
        stories=stories_of(edition, campaign, field, companies),
        why=nearest(edition, [narrative.title], language) if narrative else None,
        message=nearest(edition, edition.portal.said_to(campaign.audience, Channel.PAGE), language),
        ways=ways_on(edition, campaign.audience),
        share=edition.addresses.campaign_to_share(edition.code, slug),
        sources=edition.sources(campaign.sources),
    )
    return its_page(
        edition,
        slug,
        language,
        kind=Campaign.kind,
        title=campaign.title[language],
        description=(campaign.description or campaign.lead)[language],
        view=view,
    )


def past_campaign_page(edition: Edition, slug: str, language: str) -> Page:
    """What is left at the address of a campaign that is over: the way to what it was about."""
    campaign = edition.portal.campaigns[slug]
    view = PastCampaignView(
        title=in_its_language(edition, campaign.title[language], language),
        until=campaign.until,
        competences=sought(edition, edition.portal.field_of(campaign)),
        field=field_link(edition, campaign),
        running=running_cards(edition),
        ways=ways_on(edition, campaign.audience),
    )
    return its_page(
        edition,
        slug,
        language,
        kind=PAST_CAMPAIGN,
        title=campaign.title[language],
        description=campaign.lead[language],
        view=view,
    )


def its_page(  # noqa: PLR0913 - what differs between the two kinds of page
    edition: Edition,
    slug: str,
    language: str,
    *,
    kind: str,
    title: str,
    description: str,
    view: object,
) -> Page:
    """A page of a campaign in one of its languages, in the frame of this edition."""
    code, running = edition.code, edition.portal.running_campaigns
    addresses = addresses_of(edition, slug)
    home = edition.everywhere(edition.addresses.home)
    lists = edition.everywhere(edition.addresses.section, CAMPAIGNS) if running else home
    section = Link(edition._("Sought right now"), lists[code])
    page = edition.page(
        {**addresses, code: addresses[language]},
        kind=kind,
        title=title,
        description=description,
        view=view,
        nearest=lists,
        breadcrumbs=(edition.home, section) if running else (edition.home,),
        record=edition.portal.campaigns[slug],
        updated=edition.portal.campaigns[slug].updated,
        indexed=kind == Campaign.kind,
    )
    switch = tuple(
        replace(
            link, address=addresses.get(link.code, lists[link.code]), same=link.code in addresses
        )
        for link in page.switch
    )
    is_foreign = language != code
    return replace(
        page,
        alternates=addresses if page.indexed else {},
        default_alternate=next(iter(addresses.values())) if page.indexed else "",
        switch=(*switch, *foreign_languages(edition, slug)),
        text_language=language if is_foreign else "",
    )


def foreign_languages(edition: Edition, slug: str, besides: str = "") -> tuple[LanguageLink, ...]:
    """A campaign's pages in languages that the portal lacks, called by their own names."""
    return tuple(
        LanguageLink(code, own_name(code), address, same=True)
        for code, address in addresses_of(edition, slug).items()
        if code not in edition.portal.languages and code != besides
    )


def own_name(code: str) -> str:
    """What a language calls itself, with the capital that a menu wants."""
    locale = Locale.parse(code, sep="-")
    name = str(locale.get_display_name(locale))
    return name[:1].upper() + name[1:]


def in_its_language(edition: Edition, text: str, language: str) -> LocalisedText:
    return LocalisedText(text, None if language == edition.code else language)


def nearest(
    edition: Edition, found: Iterable[Mapping[str, str]], language: str
) -> LocalisedText | None:
    """The first of some texts that is in a language, or in one that the frame prefers."""
    there = [*found]
    for code in (language, *edition.preferred):
        for texts in there:
            if code in texts:
                return in_its_language(edition, texts[code], code)
    return None


def field_link(edition: Edition, campaign: Campaign) -> Link | None:
    return edition.link(Cluster.kind, campaign.cluster) if campaign.cluster else None


def sought(edition: Edition, field: tuple[str, ...]) -> tuple[Count, ...]:
    there = edition.portal.companies_by_competence
    return edition.counts(Competence.kind, {slug: len(there.get(slug, ())) for slug in field})


def employers_of(edition: Edition, campaign: Campaign, field: tuple[str, ...]) -> tuple[str, ...]:
    """The slugs of employers of the field: those whom the editor names, then who seeks most of it."""
    portal, order = edition.portal, edition.company_order
    subjects = (
        [f"{Cluster.kind}/{campaign.cluster}"]
        if campaign.cluster
        else [f"{Competence.kind}/{slug}" for slug in field]
    )
    found = {one.slug for subject in subjects for one in portal.companies_of(subject)}

    def rank(slug: str) -> tuple[int, int]:
        return -len({*field}.intersection(portal.facts_of(slug).competences)), order[slug]

    ranked = dict.fromkeys((*campaign.companies, *sorted(found, key=rank)))
    return tuple(slug for slug in ranked if slug not in campaign.without)[:COMPANIES_SHOWN]


def jobs_of(edition: Edition, campaign: Campaign, field: tuple[str, ...]) -> list[str]:
    """The slugs of the open jobs of the field, the last posted first."""
    portal = edition.portal
    by_subject = portal.jobs_by_subject
    found = {job for slug in field for job in by_subject.get(f"{Competence.kind}/{slug}", ())}
    if campaign.cluster:
        found &= {*by_subject.get(f"{Cluster.kind}/{campaign.cluster}", ())}
    shown = sorted(job for job in found if company_of(job) not in campaign.without)
    return sorted(shown, key=lambda job: portal.job_facts(job).posted, reverse=True)


def stories_of(
    edition: Edition, campaign: Campaign, field: tuple[str, ...], companies: tuple[str, ...]
) -> tuple[ArticleCard, ...]:
    """Those that the editor names, then those of the field's professions and of the employers shown."""
    portal = edition.portal
    keys = dict.fromkeys(
        (
            *campaign.stories,
            *(key for slug in field for key in portal.stories_by_profession.get(slug, ())),
            *(key for slug in companies for key in portal.stories_by_company.get(slug, ())),
        )
    )
    return tuple(edition.story_card(portal.stories[key]) for key in [*keys][:STORIES_SHOWN])


def ways_on(edition: Edition, audience: Visitor) -> tuple[Link, ...]:
    """Where to go from a campaign: the audience's own path first."""
    path = next((link for one, link in edition.pathways.items() if str(one) == audience), None)
    move = edition.my_move
    careers = edition.addresses.section(edition.code, TWO_CAREERS)
    found = (
        path,
        Link(edition._("My move, step by step: make your own list, with dates"), move)
        if move
        else None,
        Link(edition._("Where are both of you sought?"), careers),
        Link(edition._("What is it like to live here?"), edition.sections[MY_LIFE].address),
        Link(edition._("Who do I ask?"), edition.sections[MUNICIPALITIES].address),
    )
    return tuple(filter(None, found))


def to_share_page(edition: Edition, slug: str) -> Page:
    """What those who communicate post, with addresses by which visits are told apart."""
    portal, addresses = edition.portal, addresses_of(edition, slug)
    campaign = portal.campaigns[slug]
    title, code = text_in(campaign.title, edition.preferred)
    own = Link(title, addresses[code], None if code == edition.code else code)
    view = ToShareView(
        campaign=own,
        lead=edition._(
            "Texts to post and send as they are. Each address says where a visit came from."
        ),
        languages=tuple(
            PostsView(
                f"In-{language}",
                language,
                own_name(language),
                tuple(post_views(edition, campaign, language, address)),
            )
            for language, address in addresses.items()
        ),
    )
    return edition.page(
        edition.everywhere(edition.addresses.campaign_to_share, slug),
        kind=TO_SHARE,
        title=edition._("Share: %(title)s") % {"title": title},
        description=view.lead,
        view=view,
        breadcrumbs=(
            edition.home,
            Link(edition._("Sought right now"), edition.addresses.section(edition.code, CAMPAIGNS)),
            *([own] if code == edition.code else []),
        ),
        indexed=False,
    )


def post_views(
    edition: Edition, campaign: Campaign, language: str, address: str
) -> Iterator[PostView]:
    """An address for each platform, and what to say there: where the campaign does not, what the narrative says."""
    own = {post.platform: post for post in campaign.posts}
    said = edition.portal.said_to(campaign.audience, Channel.POST)
    usual = next((texts[language] for texts in said if language in texts), "")
    for platform in Platform:
        post = own.get(platform)
        text = post.text[language].strip() if post else usual
        subject = post.subject[language] if post and post.subject else ""
        tagged = tagged_address(edition, address, platform, campaign.slug)
        yield PostView(
            id=f"In-{language}-{platform}",
            platform=edition._(PLATFORMS[platform]),
            subject=subject,
            text=text,
            address=tagged,
            mail=mail_address(subject, f"{text}\n\n{tagged}") if subject else "",
        )


def tagged_address(edition: Edition, address: str, platform: Platform, slug: str) -> str:
    tags = {
        "utm_source": str(platform),
        "utm_medium": MEDIA.get(platform, "social"),
        "utm_campaign": slug,
    }
    return f"{edition.content.settings.origin}{address}?{urlencode(tags)}"


def mail_address(subject: str, body: str) -> str:
    """https://www.rfc-editor.org/rfc/rfc6068"""
    lines = body.replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
