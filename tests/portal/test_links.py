"""The portal as one whole: published records, and the links between them both ways."""

import math
from datetime import date, timedelta

import pytest
from golden_site import TODAY
from hypothesis import given
from hypothesis import strategies as st

from plugins.portal.likeness import Places
from plugins.portal.links import NEXT_JOBS, Portal, distance_km, in_languages, link_records
from plugins.portal.loading import load_files
from plugins.portal.records import Company, GoneJob, Municipality, Offer
from plugins.portal.settings import Settings


@pytest.fixture
def portal(golden_settings: Settings) -> Portal:
    settings = golden_settings
    loaded = load_files(settings.root, settings.companies, settings.content)
    return link_records(loaded, settings.languages, TODAY)


def test_records_stand_in_the_order_of_their_slugs(portal):
    """The order of files on a disk is nowhere to be seen."""
    for records in (portal.companies, portal.municipalities, portal.clusters, portal.competences):
        assert list(records) == sorted(records)


def test_drafts_are_not_in_the_portal(portal):
    """Nothing that is drafted can be reached, whichever way one goes."""
    assert "secret-draft" not in portal.companies
    assert list(portal.stories["noor-sample"]) == ["ar"]
    assert "SECRET-DRAFT" not in repr(portal)


def test_translations_stand_in_the_order_of_the_languages(portal):
    """An article is found in the languages that it is written in, the default language first."""
    assert {key: list(guide) for key, guide in portal.guides.items()} == {
        "housing": ["en", "da", "ar"],
        "queueing": ["en", "da"],
        "tea": ["ar"],
    }


@pytest.mark.parametrize(
    ("languages", "found"), [(["da", "en"], "da"), (["ar", "en"], "en"), (["ar"], "en"), ([], "en")]
)
def test_an_article_is_shown_in_the_first_language_that_it_has(languages, found, portal):
    """Where it has none of those asked for, it is shown in any."""
    assert in_languages(portal.guides["queueing"], languages).language == found


@pytest.mark.parametrize("field", ["municipalities", "clusters", "competences", "offers"])
def test_companies_are_found_by_everything_that_they_name(field, portal):
    """The reverse links of companies hold exactly what the companies say, in order of slugs."""
    by_name = {
        "municipalities": portal.companies_by_municipality,
        "clusters": portal.companies_by_cluster,
        "competences": portal.companies_by_competence,
        "offers": portal.companies_by_offer,
    }[field]
    for name, companies in by_name.items():
        said = [
            slug for slug, company in portal.companies.items() if name in getattr(company, field)
        ]
        assert [company.slug for company in companies] == said
    assert set(by_name) == {n for c in portal.companies.values() for n in getattr(c, field)}


def test_other_records_are_found_by_what_they_name(portal):
    """Stories, guides, clusters and competences have reverse links too."""
    assert slugs(portal.competences_by_group["words"]) == [
        "comma-counter",
        "pun-checker",
        "rhyme-engineer",
        "tale-teller",
    ]
    assert slugs(portal.clusters_by_competence["windmill-builder"]) == ["wind-and-weather"]
    assert lists(portal.stories_by_company) == {"example-windmills": ["ada-example"]}
    assert lists(portal.stories_by_municipality) == {
        "exampleby": ["ada-example"],
        "testrup": ["noor-sample"],
    }
    assert lists(portal.stories_by_profession) == {
        "windmill-builder": ["ada-example"],
        "tale-teller": ["noor-sample"],
    }
    assert lists(portal.guides_by_municipality) == {"sampleborg": ["queueing"]}
    assert portal.companies_by_offer[Offer.FAST_TRACK][0].slug == "example-windmills"


def test_jobs_are_found_by_all_that_they_belong_to(portal):
    """A job is its company's, its place's, its competences' and its company's lighthouses'."""
    for kind, records in {
        "company": portal.companies,
        "municipality": portal.municipalities,
        "competence": portal.competences,
        "cluster": portal.clusters,
    }.items():
        for slug, record in records.items():
            expected = {
                job.slug
                for job in portal.jobs.values()
                if slug
                in {
                    "company": {job.company},
                    "municipality": {portal.place_of(job)},
                    "competence": set(job.competences),
                    "cluster": set(portal.companies[job.company].clusters),
                }[kind]
            }
            assert set(portal.jobs_of(record)) == expected


def test_the_newest_jobs_come_first(portal):
    """Those of one day stand in the order of their slugs, in every list."""
    for jobs in (portal.newest_jobs, *portal.jobs_by_subject.values()):
        order = [(-portal.jobs[slug].posted.toordinal(), slug) for slug in jobs]
        assert order == sorted(order)
    assert set(portal.newest_jobs) == set(portal.jobs)


def test_a_job_is_at_the_main_site_unless_it_says_otherwise(portal):
    """The first municipality of a company is where its jobs are."""
    jobs = portal.jobs
    assert jobs["mithal-bakery/comma-counter"].municipality is None
    assert portal.place_of(jobs["mithal-bakery/comma-counter"]) == "testrup"
    assert portal.place_of(jobs["example-windmills/4712"]) == "oeksempel-oe"


def test_a_company_that_is_a_draft_has_no_jobs_to_show(portal):
    """Its jobs are hidden with it, without a word in each of them."""
    assert not [slug for slug in portal.jobs if "secret" in slug or "never" in slug]


def test_the_next_jobs_are_the_nearest_with_the_same_competences(portal):
    """Those that share two are chosen first; all are told nearest first, then by what they share."""
    found = portal.next_jobs["example-windmills"]
    expected = [
        "007-locks",  # in the same municipality, shares two
        "aaens-garn",  # in the same municipality, shares one
        "long-words",  # in the next municipality
        "aerlig-oel",  # on the island, by slug
        "oestersoeens-ost",
    ]
    assert [slug for slug, _ in found] == expected[:NEXT_JOBS]
    distances = [km for _, km in found]
    assert distances[:2] == [0, 0]
    assert distances == sorted(distances)


PLACES = {
    slug: Municipality.model_construct(slug=slug, lat=lat, lon=9.0)
    for slug, lat in {"a": 56.0, "b": 56.1, "twin-of-b": 56.1, "c": 57.0}.items()
}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(PLACES)),
            st.lists(st.sampled_from("uvwxyz"), min_size=1, unique=True),
        ),
        max_size=25,
    )
)
def test_the_next_jobs_are_those_that_a_plain_comparison_finds(made_up):
    """However they are found, they are what comparing every company with every other gives."""
    companies = {
        f"company-{n:02}": Company.model_construct(
            slug=f"company-{n:02}",
            municipalities=(place,),
            clusters=(),
            competences=tuple(competences),
            offers=(),
        )
        for n, (place, competences) in enumerate(made_up)
    }
    portal = Portal(("en",), companies, PLACES, {}, {}, {}, {}, {}, {})
    for slug, company in companies.items():
        found = [other for other, _ in portal.next_jobs.get(slug, ())]
        assert found == compare_with_all(company, companies)


def compare_with_all(company, companies):
    here = company.municipalities[0]

    def rank(other):
        there = other.municipalities[0]
        distance = distance_km(PLACES[here], PLACES[there])
        return distance, there != here, there, -len(shared(other)), other.slug

    def shared(other):
        return set(company.competences) & set(other.competences)

    others = [other for other in companies.values() if other is not company and shared(other)]
    ranked = sorted(others, key=rank)
    chosen = sorted(ranked, key=lambda other: len(shared(other)) < 2)[:NEXT_JOBS]
    chosen.sort(key=lambda other: rank(other)[0])
    return [other.slug for other in chosen]


def test_every_municipality_is_nearest_to_itself(portal):
    """The distances of each municipality begin with zero, grow, and leave none out."""
    for slug, nearest in portal.nearest_municipalities.items():
        assert nearest[0] == (slug, 0)
        assert [km for _, km in nearest] == sorted(km for _, km in nearest)
        assert {there for there, _ in nearest} == set(portal.municipalities)


def test_distances_are_along_the_surface_of_the_earth(portal):
    """One degree of latitude is 111 km, everywhere and in both directions."""
    here = portal.municipalities["exampleby"]
    north = here.model_copy(update={"lat": here.lat + 1})
    assert math.isclose(distance_km(here, north), 111.2, abs_tol=0.1)
    assert distance_km(here, north) == distance_km(north, here)


def test_related_competences_are_those_sought_together(portal):
    """What the same companies seek stands together, most often first, then by slug."""
    related = slugs(portal.related_competences["windmill-builder"])
    assert related == [
        "blade-polisher",
        "grease-engineer",
        "gust-forecaster",
        "rhyme-engineer",
    ]
    assert "windmill-builder" not in related


def slugs(records):
    return [record.slug for record in records]


def lists(relation):
    return {key: list(values) for key, values in relation.items()}


def on(settings, days):
    loaded = load_files(settings.root, settings.companies, settings.content)
    return link_records(loaded, settings.languages, TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, "open"), (28, "open"), (29, "gone"), (118, "gone"), (119, "former"), (5000, "former")],
)
def test_a_job_is_open_on_its_last_day_and_told_of_for_ninety_days(golden_settings, days, state):
    """The last day is 30 June. Nothing that is gone is in any list or relation."""
    portal = on(golden_settings, days)
    slug = "example-windmills/mill-builder-4711"
    found = {"open": portal.jobs, "gone": portal.gone_jobs, "former": portal.former_jobs}
    assert [name for name, jobs in found.items() if slug in jobs] == [state]
    listed = {slug for jobs in portal.jobs_by_subject.values() for slug in jobs}
    similar = {other for others in portal.similar_jobs.values() for other in others}
    assert listed == {*portal.newest_jobs} == {*portal.jobs}
    assert similar <= listed
    assert TODAY + timedelta(days=days) in portal.span


def test_a_portal_is_the_same_on_all_days_of_its_span(golden_settings):
    """And another one on the days around them."""

    def states(days):
        portal = on(golden_settings, days)
        jobs = [[*jobs] for jobs in (portal.jobs, portal.gone_jobs, portal.former_jobs)]
        dated = (portal.event_dates, portal.next_starts, portal.started_campaigns)
        return [*jobs, *map(dict, dated)]

    span = on(golden_settings, 0).span
    last, first = (span.last - TODAY).days, (span.first - TODAY).days
    assert states(first) == states(0) == states(last)
    assert states(first - 1) != states(0) != states(last + 1)


def test_a_job_that_is_over_tells_what_it_was(golden_settings):
    """As the importer would have kept it."""
    job = on(golden_settings, 0).gone_jobs["mithal-bakery/semicolon-counter"]
    assert isinstance(job, GoneJob)
    assert (job.title, job.gone) == ("Semikolontæller; til højtiden", date(2026, 5, 21))


def test_jobs_of_a_company_that_is_not_shown_lead_nowhere(golden_settings, break_file):
    """No address is left that would lead to a page that is not there."""
    break_file("companies/example-windmills.yaml", "cvr: ", "status: draft\ncvr: ")
    portal = on(golden_settings, 0)
    slugs = {*portal.jobs, *portal.gone_jobs, *portal.former_jobs}
    assert not any(slug.startswith("example-windmills/") for slug in slugs)


SEEKERS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.sampled_from("xy"), st.sets(st.sampled_from("klm"), max_size=3)
    ),
    max_size=12,
)


@given(seekers=SEEKERS, competences=st.sets(st.sampled_from("klm")))
def test_what_is_alike_is_of_others_and_shares_most_first(seekers, competences):
    """Each once, of a company one at a place, and what shares two or more before what shares one."""
    places, known = Places(), {}
    for number, (company, place, sought) in enumerate(seekers):
        slug = f"{company}/{number}"
        known[slug] = (place, sought)
        places.add(place, slug, tuple(sorted(sought)))
    nearest = [place for place in "xy" if place in places.slugs]
    found = [*places.like("a/5", sorted(competences), nearest)]
    assert len({*found}) == len(found)
    shared = [len(known[slug][1] & competences) for _, slug in found]
    assert all(shared)
    assert not any(slug.startswith("a/") for _, slug in found)
    several = [number > 1 for number in shared]
    assert several == sorted(several, reverse=True)
    expected = {
        (place, slug[0]) for slug, (place, s) in known.items() if s & competences and slug[0] != "a"
    }
    assert {(place, slug[0]) for place, slug in found} == expected
