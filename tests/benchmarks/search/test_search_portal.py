"""The portal that searches are measured on: seeded, visibly made up, the same for both searches."""

import pytest

from benchmarks.made_up.writing import INVENTED, words
from benchmarks.search.judging import SHOWN, ndcg, read_queries, right_answers, success
from benchmarks.search.portal import JOBS_PER_COMPANY, LOCALES, Portal, make_portal
from benchmarks.search.web_pages import html_of
from plugins.portal.records import Company, DanishNeeded, Opening
from plugins.search.documents import KINDS, Names, make_documents

SIZE = 600
FEWEST_QUERIES = 80


@pytest.fixture(scope="module")
def portal() -> Portal:
    return make_portal(SIZE)


def test_the_same_seed_gives_the_same_portal(portal: Portal) -> None:
    """Two runs give the same pages, and another seed gives other ones."""
    shown = list(map(html_of, portal.pages))
    assert list(map(html_of, make_portal(SIZE).pages)) == shown
    assert list(map(html_of, make_portal(SIZE, seed=1).pages)) != shown


@pytest.mark.parametrize("language", LOCALES)
def test_a_portal_has_as_many_documents_as_was_said(portal: Portal, language: str) -> None:
    """Readers of each language can find the number asked for, and the rules know each of them."""
    documents = make_documents(portal.pages, language, Names(portal.pages))
    jobs = sum(document.kind == "job" for document in documents)
    companies = sum(document.kind == "company" for document in documents)
    assert len(documents) - jobs == pytest.approx(SIZE, abs=1)
    assert jobs == JOBS_PER_COMPANY * companies
    known = {facts.address for facts in portal.shown_in(language)}
    assert {document.address for document in documents} == known


def test_every_employer_is_visibly_made_up(portal: Portal) -> None:
    """Companies are called examples and live at addresses that are reserved for them."""
    for company in (page.record for page in portal.pages if isinstance(page.record, Company)):
        assert company.name.startswith(tuple(INVENTED.values()))
        assert company.website.endswith(".example/")


def test_pages_of_one_language_and_danish_letters_are_in_it(portal: Portal) -> None:
    """Some companies are described in one language only, and æ, ø and å are in names."""
    companies = [page.record for page in portal.pages if isinstance(page.record, Company)]
    assert {tuple(company.about) for company in companies} == {("da",), ("en",), ("da", "en")}
    assert set("æøå") <= set("".join(page.title.lower() for page in portal.pages))


def test_queries_are_many_and_of_every_sort_in_both_languages() -> None:
    """There are enough queries, and each language has the same sorts."""
    queries = list(read_queries())
    assert len(queries) >= FEWEST_QUERIES
    sorts = {code: {q.sort for q in queries if q.language == code} for code in LOCALES}
    assert sorts["da"] == sorts["en"]


def test_rules_name_what_exists_and_find_something(portal: Portal) -> None:
    """Each rule names words of the portal, and few queries have no answer even in a small one."""
    known = {
        "competence": words()["professions"],
        "place": words()["places"],
        "cluster": words()["clusters"],
        "topic": words()["topics"],
        "kind": KINDS,
        "opening": set(Opening),
        "danish": set(DanishNeeded),
    }
    queries = list(read_queries())
    for query in queries:
        for key, slugs in query.rule.items():
            assert set(slugs) <= set(known[key])
    answered = [query for query in queries if right_answers(query, portal)]
    assert len(answered) > 0.9 * len(queries)


def test_measures_prefer_right_answers_first() -> None:
    """A first right answer counts fully, a later one less, one after the first screen not at all."""
    right = frozenset("r")
    assert (success(["r"], right), ndcg(["r"], right)) == (1, 1)
    assert 0 < ndcg(["x", "r"], right) < 1
    late = ["x"] * SHOWN + ["r"]
    assert (success(late, right), ndcg(late, right)) == (0, 0)
