"""How faults are told: where, what was found, what is allowed, what was meant."""

import pytest

from plugins.portal.problems import ContentFault, Problem, allowed, nearest_name

MANY = [f"choice-{n:02}" for n in range(40)]


@pytest.mark.parametrize(
    ("found", "choices", "said"),
    [
        ("hornsens", ["aarhus", "horsens"], "allowed: aarhus, horsens; did you mean 'horsens'?"),
        ("Horsens", ["aarhus", "horsens"], "allowed: aarhus, horsens; did you mean 'horsens'?"),
        ("x", ["aarhus", "horsens"], "allowed: aarhus, horsens"),
        ("x", [], "there are none yet"),
        ("choise-07", MANY, "did you mean 'choice-07'?"),
        (
            "x",
            MANY,
            "there are 40, among them choice-00, choice-01, choice-02, choice-03, choice-04",
        ),
    ],
)
def test_what_is_allowed_is_said_with_what_was_meant(found, choices, said):
    """Few choices are listed; of many, the nearest is named."""
    assert allowed(found, choices) == said


@pytest.mark.parametrize(
    ("found", "meant"), [("Foundet", "founded"), ("websites", "website"), ("zzz", None), ("", None)]
)
def test_the_nearest_name_is_near(found, meant):
    """What is like nothing is not guessed."""
    assert nearest_name(found, ["founded", "website", "name"]) == meant


def test_problems_are_told_in_order_and_once():
    """A run's problems stand by file and line, and are counted."""
    fault = ContentFault(
        [
            Problem("b", 1, "two"),
            Problem("a", 10, "one"),
            Problem("a", 2, "x"),
            Problem("b", 1, "two"),
        ]
    )
    assert (
        str(fault) == "a:2: x\na:10: one\nb:1: two\n3 faults in the content; nothing was published"
    )


def test_one_problem_is_one_fault():
    """The count agrees with its noun."""
    assert str(ContentFault([Problem("a", 1, "x")])).endswith(
        "\n1 fault in the content; nothing was published"
    )


@pytest.mark.parametrize(
    ("path", "message", "said"),
    [
        ("a\nb:1: no", "x", r"a\nb:1: no:1: x"),
        ("a", "'\x1b[2J' is odd", r"a:1: '\x1b[2J' is odd"),
        ("a\u202eb", "Ærlig…", "a\\u202eb:1: Ærlig…"),
        ("a\udcff", "x", r"a\udcff:1: x"),
    ],
)
def test_a_problem_is_one_line_of_plain_signs(path, message, said):
    """What stands in names and texts neither makes lines of its own nor steers the terminal."""
    assert str(Problem(path, 1, message)) == said


def test_a_problem_is_not_as_long_as_what_it_quotes():
    """Beginning and end of a message are shown."""
    said = str(Problem("a", 1, f"begin {'x' * 100_000} end"))
    assert said.startswith("a:1: begin")
    assert said.endswith(" end")
    assert len(said) < 1_100
