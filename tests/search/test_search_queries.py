"""What candidates type finds what they mean, in either language, whatever they type."""

import random

import pytest

FOUND = [
    ("en", "welding", "Welder"),
    ("en", "nurse horsens", "Regionshospitalet Horsens"),
    ("en", "sygeplejerske", "Nurse"),
    ("en", "wind tecnician", "Wind turbine technician"),
    ("en", "schools viborg", "Choosing a school"),
    ("en", "samso", "Samsø"),
    ("en", "aarhus", "Aarhus"),
    ("en", "århus", "Aarhus"),
    ("en", "arhus", "Aarhus"),
    ("en", "nur", "Nurse"),
    ("en", "engineeri", "Civil engineer"),
    ("en", "VESTAS", "Vestas"),
    ("en", "Danish lessons", "Learning Danish"),
    ("en", "folkeskolelærer", "Primary and lower secondary teacher"),
    ("en", "lejebolig", "Finding a home"),
    ("en", "housing", "Finding a home"),
    ("en", "fysiotherapist", "Physiotherapist"),
    ("en", "kleaner", "Cleaner"),
    ("en", "urse", "Nurse"),
    ("en", "lorrydriver", "Lorry driver"),
    ("en", "ware house worker", "Warehouse worker"),
    ("en", "jobs for nurses in Horsens", "Regionshospitalet Horsens"),
    ("en", "phys", "Physiotherapist"),
    ("da", "nurse", "Sygeplejerske"),
    ("da", "sygeplejersker", "Sygeplejerske"),
    ("da", "sygeplejeske", "Sygeplejerske"),
    ("da", "sygplejerske", "Sygeplejerske"),
    ("da", "tekniker", "Vindmølletekniker"),
    ("da", "vindmolletekniker", "Vindmølletekniker"),
    ("da", "vindmoelletekniker", "Vindmølletekniker"),
    ("da", "softwareudvikler århus", "Systematic"),
    ("da", "skoler viborg", "Valg af skole"),
    ("da", "samsoe", "Samsø"),
    ("da", "software developer", "Softwareudvikler"),
    ("da", "job i Horsens", "Horsens"),
    ("da", "danish classes", "Lær dansk"),
    ("da", "kygeplejerske", "Sygeplejerske"),
    ("da", "ergotherapuet", "Ergoterapeut"),
    ("da", "lager medarbejder", "Lagermedarbejder"),
    ("da", "bygnings ingeniør", "Bygningsingeniør"),
    ("da", "sygeplejerskejob", "Sygeplejerske"),
    ("da", "udviklere", "Softwareudvikler"),
    ("da", "gymnasielærere", "Gymnasielærer"),
    ("da", "hvor kan jeg arbejde som sygeplejerske i Horsens", "Regionshospitalet Horsens"),
]


@pytest.mark.parametrize(("language", "text", "title"), FOUND)
def test_the_first_results_hold_what_is_meant(language, text, title, real_indexes, ask_node):
    """Plain, folded, inflected, compound, misspelt words, and those of the other language."""
    manifest = real_indexes[language].manifest
    [answer] = ask_node("search.mjs", {"manifest": manifest, "queries": [{"text": text}]})
    assert title in [result["title"] for result in answer["results"]]


@pytest.mark.parametrize(
    ("language", "text", "first", "later"),
    [
        ("da", "lærer", "Folkeskolelærer", "Lær dansk"),
        ("da", "kok", "Kok", "Køkkenmedhjælper"),
        ("da", "læge", "Læge", "Byplanlægger"),
        ("da", "nurse", "Sygeplejerske", "Regionshospitalet Horsens"),
        ("en", "nurses", "Nurse", "Regionshospitalet Horsens"),
    ],
)
def test_what_was_typed_comes_before_its_likes(
    language, text, first, later, real_indexes, ask_node
):
    """Other words have the same stem; who is called so comes before who seeks one."""
    manifest = real_indexes[language].manifest
    [answer] = ask_node("search.mjs", {"manifest": manifest, "queries": [{"text": text}]})
    titles = [result["title"] for result in answer["results"]]
    assert first in titles
    assert later not in titles[: titles.index(first)]


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        ("en", "goldsmith", "blacksmith"),
        ("da", "sømand", "formand"),
        ("en", "8200", None),
        ("en", "qqxxqqzzxx", None),
    ],
)
def test_the_nearest_words_are_offered_where_nothing_is_found(
    language, text, offered, real_indexes, ask_node
):
    """What is too far for a correction is asked about; each offer finds something."""
    manifest = real_indexes[language].manifest
    [answer] = ask_node("search.mjs", {"manifest": manifest, "queries": [{"text": text}]})
    assert answer["total"] == 0
    assert (offered in answer["suggestions"]) == bool(offered)
    queries = [{"text": suggestion} for suggestion in answer["suggestions"]]
    assert len(queries) <= 3
    assert all(
        a["total"] for a in ask_node("search.mjs", {"manifest": manifest, "queries": queries})
    )


def test_known_words_cost_no_spellings(real_indexes, ask_node):
    """Spellings are fetched for words that nothing is known of: the common ones and two letters."""
    known = [{"text": text} for text in ("nurse", "software developer", "horsens nurses", "samso")]
    unknown = [
        {"text": text} for text in ("kleaner", "fysiotherapist", "lorrydriver", "krokodille")
    ]
    question = {"manifest": real_indexes["en"].manifest, "queries": [*known, *unknown]}
    numbers = [
        sum(name.startswith("words-") for name in answer["fetched"])
        for answer in ask_node("search.mjs", question)
    ]
    assert numbers[: len(known)] == [0] * len(known)
    assert all(0 < number <= 3 for number in numbers[len(known) :])


@pytest.mark.parametrize(
    ("language", "text", "searched"),
    [
        ("en", "wind tecnician", "wind technician"),
        ("da", "sygeplejeske", "sygeplejerske"),
        ("da", "sygeplejerske", None),
        ("en", "engineeri", None),
        ("en", "8200", None),
        ("en", "fysiotherapist horsens", "physiotherapist horsens"),
        ("da", "bygnings ingeniør", None),
        ("da", "udviklere", None),
    ],
)
def test_a_correction_is_told(language, text, searched, real_indexes, ask_node):
    """Where a word was taken for a misspelling, the result says what was searched instead."""
    manifest = real_indexes[language].manifest
    [answer] = ask_node("search.mjs", {"manifest": manifest, "queries": [{"text": text}]})
    assert answer["searched"] == searched


@pytest.mark.parametrize(
    ("language", "text"), [("en", "nurse "), ("da", "Aarhus "), ("da", "sygeplejerske")]
)
def test_one_word_is_answered_by_one_shard(language, text, real_indexes, ask_node):
    """What its first results show comes with its terms."""
    manifest = real_indexes[language].manifest
    queries = [{"text": text}, {"text": text, "limit": 40}]
    first, more = ask_node("search.mjs", {"manifest": manifest, "queries": queries})
    assert {name.split("-")[0] for name in first["fetched"]} == {"terms", f"{language}.json"}
    assert len(first["results"]) == 10
    assert any(name.startswith("docs-") for name in more["fetched"])
    assert more["results"][:10] == first["results"]


@pytest.mark.parametrize("language", ["en", "da"])
def test_three_letters_touch_one_shard_of_terms(language, real_indexes, ask_node):
    """Results while typing cost one request for terms, whatever the first three letters are."""
    written = real_indexes[language]
    prefixes = sorted({term[:3] for term in written.index.postings if len(term) >= 3})
    queries = [{"text": prefix} for prefix in prefixes]
    answers = ask_node("search.mjs", {"manifest": written.manifest, "queries": queries})
    for prefix, answer in zip(prefixes, answers, strict=True):
        shards = {name for name in answer["fetched"] if name.startswith("terms-")}
        assert len(shards) <= 1 or answer["searched"] or not answer["total"], prefix
        assert len(answer["fetched"]) == len(set(answer["fetched"]))


def test_kinds_are_counted_and_chosen(real_indexes, ask_node):
    """A kind narrows the results; the counts of all kinds stay, so that one can change it."""
    queries = [{"text": "wind"}, {"text": "wind", "kind": "company", "limit": 100}]
    manifest = real_indexes["en"].manifest
    everything, companies = ask_node("search.mjs", {"manifest": manifest, "queries": queries})
    assert everything["total"] == sum(everything["kinds"].values())
    assert companies["kinds"] == everything["kinds"]
    assert companies["total"] == everything["kinds"]["company"] == len(companies["results"])
    assert {result["kind"] for result in companies["results"]} == {"company"}


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "windmill builder exampleby", "Windmill builder for calm days"),
        ("en", "windmills", "Windmill builder for calm days"),
        ("en", "without danish", "Windmill builder for calm days"),
        ("en", "uden dansk", "Windmill builder for calm days"),
        ("da", "job uden dansk", "Windmill builder for calm days"),
        ("en", "vingepudser", "Vingepudser på Øksempel Ø"),
        ("da", "deltid", "Vingepudser på Øksempel Ø"),
        ("en", "internship", "عداد فواصل"),
        ("ar", "praktik", "عداد فواصل"),
        ("en", "gust forcaster", "Gust forecaster"),
    ],
)
def test_jobs_are_found(language, text, title, golden_indexes, ask_node):
    """By profession, employer, place, kind of employment and how much Danish, in any language."""
    question = {
        "manifest": golden_indexes[language].manifest,
        "queries": [{"text": text, "jobs": 3}],
    }
    [answer] = ask_node("search.mjs", question)
    assert title in [job["title"] for job in answer["jobs"]]
    assert {job["kind"] for job in answer["jobs"]} == {"job"}


def test_jobs_stand_apart_from_everything_else(golden_indexes, ask_node):
    """They are too many to be one kind among others, unless they alone are asked for."""
    queries = [
        {"text": "gust forecaster", "jobs": 3},
        {"text": "gust forecaster", "kind": "job"},
        {"text": "gust forecaster"},
    ]
    question = {"manifest": golden_indexes["en"].manifest, "queries": queries}
    both, alone, others = ask_node("search.mjs", question)
    assert both["results"] == others["results"]
    assert others["jobs"] == alone["jobs"] == []
    assert "job" not in {result["kind"] for result in both["results"]}
    assert alone["results"][: len(both["jobs"])] == both["jobs"]
    assert alone["total"] == alone["kinds"]["job"]
    assert sum(both["kinds"].values()) == both["total"] + both["kinds"]["job"]
    assert both["jobsFirst"]
    assert both["results"][0]["isNamed"]


def test_jobs_past_their_deadline_are_not_shown(golden_indexes, ask_node):
    """On the last day one can still apply; a job without a deadline stays."""
    days = ["2026-06-30", "2026-07-01"]
    queries = [{"text": "windmills", "kind": "job", "today": day} for day in days]
    question = {"manifest": golden_indexes["en"].manifest, "queries": queries}
    on_time, late = [
        {job["title"]: job["deadline"] for job in answer["results"]}
        for answer in ask_node("search.mjs", question)
    ]
    assert on_time["Windmill builder for calm days"] == "2026-06-30"
    assert "Windmill builder for calm days" not in late
    assert late["Gust forecaster"] == ""


def test_matched_words_are_named_as_they_stand(real_indexes, ask_node):
    """Pages mark the very words of title and summary, inflected as they are."""
    manifest = real_indexes["en"].manifest
    [answer] = ask_node("search.mjs", {"manifest": manifest, "queries": [{"text": "nurses"}]})
    first = answer["results"][0]
    assert first["title"] == "Nurse"
    assert "Nurse" in first["words"]


HOSTILE = [
    "",
    " ",
    "*",
    "**",
    "~2",
    "foo:bar",
    "title:wind",
    "+wind -mill",
    "wind^5",
    "__proto__",
    "constructor",
    "toString hasOwnProperty",
    "<img src=x onerror=alert(1)>",
    "\u202eabc\u202c",
    "\u0000",
    "👩‍⚕️",
    "\ud83d",
    "a" * 10_000,
    "å " * 5_000,
    "wind " * 2_000,
    "../../../etc/passwd",
    "%00%2e%2e",
    "(" * 500,
    "\\",
    "$&",
    "ﷺ" * 200,
]


def hostile_texts(number: int) -> list[str]:
    rng = random.Random(5)
    parts = [*HOSTILE[:-1], "nurse", "vindmølle", "å", "-", '"', "'", "é", "ß", "عمل", "工作", "\n"]
    parts = [part[:200] for part in parts]
    letters = "abdefghijklmnoprstuvyæøå"
    signs = "abcæøå *~^:+-\"'<>&;\u200f\u202e\u2066\ud800\udfff\u0301😀0"

    def unknown_words() -> str:
        words = ("".join(rng.choices(letters, k=rng.randint(2, 45))) for _ in range(14))
        return " ".join(words)

    kinds = (
        lambda: "".join(rng.choices(parts, k=rng.randint(1, 5))),
        lambda: "".join(rng.choices(signs, k=rng.randint(1, 40))),
        unknown_words,
    )
    return [kinds[at % len(kinds)]() for at in range(number)]


@pytest.mark.parametrize("language", ["en", "da"])
def test_no_text_breaks_or_stalls_the_search(language, real_indexes, ask_node):
    """Operators, markup, emoji, marks of direction and endless texts are words or nothing."""
    texts = [*HOSTILE, *hostile_texts(800)]
    question = {
        "manifest": real_indexes[language].manifest,
        "queries": [{"text": text} for text in texts],
        "forgetful": False,
    }
    answers = ask_node("search.mjs", question)
    assert len(answers) == len(texts)
    assert [answer for answer in answers if "error" in answer] == []
    assert max(answer["ms"] for answer in answers) < 5000, (
        "an answer that takes this long has stalled"
    )
    assert all(answer["total"] >= len(answer["results"]) for answer in answers)
    told = [answer["searched"] for answer in answers if answer["searched"]]
    assert all(len(text) < 1000 for text in told)


def test_a_piece_that_cannot_be_fetched_is_asked_for_again(real_indexes, ask_node):
    """A failed request makes this search fail, not the next one."""
    question = {"manifest": real_indexes["en"].manifest, "text": "nurse"}
    first, second = ask_node("failing.mjs", question)
    assert first == "Error: offline"
    assert second == "Nurse"
