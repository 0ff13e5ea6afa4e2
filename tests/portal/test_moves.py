"""The steps of a move: their order, and whom they concern."""

from datetime import date
from random import Random

import pytest

from plugins.portal.loading import load_files
from plugins.portal.moves import PHASE_DAYS, Answers, fits, in_order, moment_of
from plugins.portal.records import Companion, Phase, Situation, Source, Step, Timing


def step(slug, phase="first-month", days=None, after=(), who=()):
    text = {"en": slug}
    return Step(
        path=f"content/moves/{slug}.yaml",
        slug=slug,
        name=text,
        what=text,
        why=text,
        where=text,
        when={"phase": phase, **({} if days is None else {"days": str(days)})},
        who=list(who),
        after=list(after),
        link={"name": slug, "url": {"en": "https://office.example/"}},
        reviewed_on="2026-05-30",
        sources=[{"url": "https://office.example/", "checked": "2026-05-31"}],
    )


def test_steps_stand_in_the_order_of_their_time():
    """First comes the phase, then the day; a step without one belongs to the end of its phase."""
    steps = [
        step("later", "first-half-year", 90),
        step("whenever", "first-month"),
        step("soon", "first-month", 10),
        step("register", "on-arrival", 5),
        step("pack", "before-moving", -3),
        step("think", "before-deciding"),
    ]
    found = [one.slug for one in in_order(steps)]
    assert found == ["think", "pack", "register", "soon", "whenever", "later"]


def test_what_has_to_be_done_before_comes_first():
    """Of steps of one time those come first that others wait for, then they stand by their slugs."""
    steps = [
        step("a", days=10, after=["z"]),
        step("m", days=10),
        step("z", days=10, after=["y"]),
        step("y", days=10),
    ]
    assert [one.slug for one in in_order(steps)] == ["m", "y", "z", "a"]


def test_a_prerequisite_that_is_not_shown_is_no_obstacle():
    """What a draft would be waited for is left out."""
    assert [one.slug for one in in_order([step("a", after=["draft"])])] == ["a"]


@pytest.mark.parametrize("seed", range(20))
def test_any_steps_stand_by_time_and_after_what_they_need(seed):
    """Whatever the steps are, no step stands before an earlier one, nor before one that it needs."""
    random = Random(seed)
    steps = []
    for number in range(40):
        phase = random.choice(list(Phase))
        first, last = PHASE_DAYS[phase]
        one = step(f"s{number:02}", phase, random.choice([first, (first + last) // 2, last]))
        earlier = [o.slug for o in steps if moment_of(o.when) <= moment_of(one.when)]
        after = random.sample(earlier, min(len(earlier), 2))
        steps.append(one.model_copy(update={"after": tuple(after)}))
    random.shuffle(steps)
    found = in_order(steps)
    places = {one.slug: place for place, one in enumerate(found)}
    assert sorted(places) == sorted(one.slug for one in steps)
    assert [moment_of(one.when) for one in found] == sorted(moment_of(one.when) for one in steps)
    assert all(places[o] < places[one.slug] for one in found for o in one.after)


FITTING = [
    ((), Answers(), True),
    ((), Answers("eu", "work", frozenset(), "exampleby"), True),
    (({"citizenship": ["other"]},), Answers(), True),
    (({"citizenship": ["other"]},), Answers(citizenship="other"), True),
    (({"citizenship": ["other"]},), Answers(citizenship="nordic"), False),
    (({"citizenship": ["eu", "other"]},), Answers(citizenship="eu"), True),
    (({"citizenship": ["other"], "purpose": ["study"]},), Answers("other", "work"), False),
    (({"citizenship": ["other"], "purpose": ["study"]},), Answers("other", None), True),
    (({"citizenship": ["other"]}, {"purpose": ["study"]}), Answers("eu", "study"), True),
    (({"citizenship": ["other"]}, {"purpose": ["study"]}), Answers("eu", "work"), False),
    (({"companions": ["partner"]},), Answers(companions=frozenset()), False),
    (({"companions": ["partner"]},), Answers(companions=frozenset({"children"})), False),
    (({"companions": ["partner"]},), Answers(companions=frozenset(Companion)), True),
    (({"municipalities": ["exampleby"]},), Answers(municipality="exampleby"), True),
    (({"municipalities": ["exampleby"]},), Answers(municipality="testrup"), False),
]


@pytest.mark.parametrize(("who", "answers", "expected"), FITTING)
def test_a_step_fits_whom_one_of_its_situations_fits(who, answers, expected):
    """Of several situations one is enough, all of which must hold; what is not said excludes nobody."""
    situations = [Situation.model_validate(one) for one in who]
    assert fits(situations, answers) is expected


def test_a_step_was_touched_when_it_was_reviewed_or_a_source_was_looked_at():
    """The later of both days counts."""
    one = step("a")
    assert one.updated == date(2026, 5, 31)
    seen = Source(url="https://office.example/", checked="2026-05-01")
    reviewed = step("a").model_copy(update={"sources": (seen,)})
    assert reviewed.updated == date(2026, 5, 30)


def test_a_phase_ends_where_its_last_day_is():
    """A step of the first month without a day of its own is one for the end of it."""
    for phase, (_, last) in PHASE_DAYS.items():
        assert moment_of(Timing(phase=phase))[1] == last


def test_the_golden_steps_are_in_order(golden_settings):
    """The whole way from files to the order of steps."""
    settings = golden_settings
    loaded = load_files(settings.root, settings.companies, settings.content)
    steps = [loaded.records[key] for key in loaded.records if key[0] == "step"]
    assert [one.slug for one in in_order(steps)] == [
        "ask-the-owls",
        "wind-permit",
        "register",
        "nursery",
        "secret-step",
        "island-boat",
    ]


def test_there_is_an_answer_to_every_question():
    """What situations distinguish, a newcomer can say."""
    assert len(Situation.model_fields) == len(Answers.__dataclass_fields__)
