"""A page is planned before it is made, and is then what was planned."""

import ast
import json
from collections import Counter
from pathlib import Path

import pytest
from page_parts import pages_of, parts, shown, with_other

import plugins
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import MAKERS, Planner
from plugins.portal.records import RECORDS, Article, CompetenceGroup, Part
from plugins.portal.traces import ResultTrace
from plugins.portal.tracking import BY_SLUG, SHARED, Relation, Watched, kept_relation

REMEMBERED = {"shared", "by_slug", "relation", "kept_relation"}
"""What makes a result of a function."""


@pytest.fixture(scope="module")
def planner(content):
    return Planner({code: Edition(content, code) for code in content.settings.languages})


@pytest.fixture(scope="module")
def plans(planner):
    return planner.plan()


def test_pages_are_what_was_planned(plans):
    """Who sees the plan alone must not be told otherwise."""
    for plan in plans:
        page = plan.make()
        assert (page.address, page.kind, page.language) == (plan.address, plan.kind, plan.language)
        assert page.frame is plan.frame
        if plan.record and page.record:
            record = plan.record()
            assert (record.kind, record.slug) == (page.record.kind, page.record.slug)


def test_plans_of_what_is_known_by_its_slug_know_its_record(plans):
    """Without making the page, whose record may be all that is asked for."""
    known = {plan.kind for plan in plans if plan.record}
    assert known >= {"company", "municipality", "cluster", "competence", "job"}


def test_a_page_that_was_planned_before_is_the_same(planner, plans):
    """From what was kept of its plan, in a file."""
    for plan in plans:
        key = tuple(json.loads(json.dumps(plan.key)))
        again = planner.again(plan.language, plan.address, plan.kind, key)
        assert (again.address, again.kind, again.key, again.frame) == (
            *(plan.address, plan.kind, plan.key, plan.frame),
        )
        assert repr(again.make()) == repr(plan.make())


def test_what_most_pages_share_is_made_once(content):
    """Before the first page, and without being read by whoever asks for that."""
    fresh = with_other(content)
    planner = Planner({code: Edition(fresh, code) for code in content.settings.languages})
    plans = planner.plan()
    with planner.tracker.tracing() as reads:
        planner.make_shared()
    shared = dict(planner.tracker.traces)
    assert {"next_jobs", "last_updates", "related_competences"} <= shared.keys()
    assert reads == set()
    expected = {plan.address: repr(plan.make()) for plan in plans}
    assert expected == {page.address: repr(page) for page in pages_of(with_other(content))}
    assert shared.items() <= planner.tracker.traces.items()


def test_kept_relations_are_made_from_what_is_compared_first(content):
    """Or one could be taken for what it was before it is known to be another."""
    portal = with_other(content).portal
    names = {name for name, found in vars(type(portal)).items() if type(found) is kept_relation}
    for name in names:
        dict(getattr(portal, name).items())
    traces, waiting = portal.tracker.traces, {*names}
    read: set[str] = set()
    while waiting:
        read |= waiting
        waiting = {r for name in waiting if name in traces for r in traces[name].reads} - read
    assert names <= portal.tracker.kept.keys()
    assert not {n for n in read - portal.tracker.sources.keys() if not portal.tracker.is_first(n)}


def test_no_two_pages_are_made_alike(plans):
    """The key says all of a page, but its language; and every maker makes some."""
    keys = [(plan.language, plan.key) for plan in plans]
    assert len(keys) == len(set(keys))
    assert {plan.key[0] for plan in plans} == MAKERS.keys()


def test_a_page_is_the_same_whenever_it_is_made(plans):
    """Whatever was made before it, and read for that."""
    first = [repr(plan.make()) for plan in plans]
    again = [repr(plan.make()) for plan in reversed(plans)]
    assert first == again[::-1]


def test_a_page_reads_the_same_whenever_it_is_made(plans, content):
    """What somebody else asked for before is read all the same."""
    tracker = content.portal.tracker

    def read(plan):
        with tracker.tracing() as reads:
            plan.make()
        return reads

    first = list(map(read, plans))
    again = list(map(read, reversed(plans)))
    assert [
        plan.address for plan, one, two in zip(plans, first, again[::-1], strict=True) if one != two
    ] == []


def test_a_page_reads_the_record_that_it_is_about(plans, content):
    """Of which structured data, too, tell more than the page itself."""
    for plan in plans:
        with content.portal.tracker.tracing() as reads:
            record = plan.make().record
        if record:
            assert name_of(record) in reads, plan.address


def name_of(record):
    """What a record is called among what is read."""
    if isinstance(record, Article):
        return f"{record.kind}/{record.key}/{record.language}"
    return f"{record.kind}/{record.slug}"


def test_no_view_has_a_record(plans):
    """What is read of one after the page was made would be known to nobody."""
    models = (*RECORDS.values(), CompetenceGroup, Watched)
    for plan in plans:
        for part in parts(shown(plan.make())):
            assert not isinstance(part, models), plan.address


def test_what_pages_share_has_no_record(plans, content):
    """But those that say when they are read: who shares a result has not read what it holds."""
    for plan in plans:
        plan.make()
    traces = content.portal.tracker.traces.items()
    results = [(name, trace.value) for name, trace in traces if isinstance(trace, ResultTrace)]
    assert results
    relations = [
        (name, found._found)
        for name, found in vars(content.portal).items()
        if isinstance(found, Relation)
    ]
    assert relations
    for name, value in (*results, *relations):
        for part in parts(value):
            assert type(part) is Watched or not isinstance(part, Part), name


def test_what_is_remembered_goes_by_one_name():
    """Results are known by the names of the functions that make them, wherever these stand."""
    trees = [ast.parse(path.read_text()) for path in Path(plugins.__file__).parent.rglob("*.py")]
    names = Counter(
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and {ast.unparse(one) for one in node.decorator_list} & REMEMBERED
    )
    assert names.keys() >= SHARED.keys() | BY_SLUG.keys()
    assert set(names.values()) == {1}
