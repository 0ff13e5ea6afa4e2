"""``python -m plugins.catalogue check``: every fault of a run at once, and what the run ends with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.portal.problems import ContentFault
from plugins.portal.records import Topic

MUNICIPALITIES = "exampleby, oeksempel-oe, sampleborg, testrup"
TOPICS = ", ".join(sorted(Topic))
PROJECT = Path(__file__).parents[2]


def check(site: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "plugins.catalogue",
        "check",
        site / "pelicanconf.py",
    ]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_a_faultless_site_ends_with_0(golden_site):
    """What was found is counted, drafts left out."""
    done = check(golden_site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "9 companies, 4 municipalities, 2 clusters, 8 competences, 3 guides, 2 stories, 6 jobs: no faults"
    )


def test_all_faults_of_a_run_are_told_at_once(golden_site, break_file):
    """Files, relations between them and catalogues are told together, in order, with exit status 1."""
    break_file("content/guides/housing.en.md", "## Buying", "# Buying")
    break_file("content/guides/housing.en.md", "topic: housing", "topic: houses")
    break_file("companies/example-windmills.yaml", "founded: 1968", "founded: soon")
    break_file("companies/example-windmills.yaml", "phone:", "phon:")
    break_file("companies/aerlig-oel.yaml", "(municipality:oeksempel-oe)", "(municipality:oe)")
    break_file("companies/007-locks.yaml", "founded: 2007", "founded:\nname: Twice")
    break_file("content/municipalities/testrup.yaml", "  da: Testrup\n", "")
    line = break_message(golden_site, "da", "Companies", "")
    done = check(golden_site)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == f"""\
companies/007-locks.yaml:12: 'founded' is empty; write a value, or remove the line
companies/007-locks.yaml:13: 'name' was already given on line 1; keep one of the two
companies/aerlig-oel.yaml:13: there is no municipality 'oe' to link to; allowed: {MUNICIPALITIES}
companies/example-windmills.yaml:30: 'founded': 'soon' is not a whole number, as in 1968
companies/example-windmills.yaml:50: unknown key 'phon'; did you mean 'phone'?
content/guides/housing.en.md:5: 'topic' cannot be 'houses'; allowed: {TOPICS}; did you mean 'housing'?
content/guides/housing.en.md:26: a heading with '#' is the page's title; use '##'
content/municipalities/testrup.yaml:1: 'name' has no text in 'da'
translations/da/LC_MESSAGES/messages.po:{line}: no translation of 'Companies'
9 faults in the content; nothing was published
"""
    )


def break_message(site: Path, code: str, message: str, translation: str) -> int:
    """Replace a pseudo-translation; the line of its message in the catalogue."""
    path = site / "translations" / code / "LC_MESSAGES" / "messages.po"
    old = f'msgid "{message}"\nmsgstr "⟦{code}: {message}⟧"\n'
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(
        text.replace(old, f'msgid "{message}"\nmsgstr "{translation}"\n'), encoding="utf-8"
    )
    return text.count("\n", 0, text.index(old)) + 1


def test_a_missing_catalogue_is_one_fault(golden_site, load):
    """A language without a catalogue is told once, with the way to one."""
    (golden_site / "translations" / "ar" / "LC_MESSAGES" / "messages.po").unlink()
    with pytest.raises(ContentFault) as caught:
        load(golden_site)
    assert str(caught.value).splitlines()[:-1] == [
        "translations/ar/LC_MESSAGES/messages.po:1: there is no catalogue for 'ar'; 'make messages' makes one"
    ]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("da Companies", "'da Companies' cannot stand in an address; write 'da-companies'"),
        ("fyrtårne", "'fyrtårne' cannot stand in an address; write 'fyrtaarne'"),
        ("da-stories", "'da-stories' is already the path word for"),
    ],
)
def test_a_path_word_that_cannot_stand_in_an_address_is_a_fault(word, said, golden_site, load):
    """Path words are slugs, and each is another."""
    path = golden_site / "translations" / "da" / "LC_MESSAGES" / "messages.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"da-companies"', f'"{word}"'), encoding="utf-8")
    with pytest.raises(ContentFault) as caught:
        load(golden_site)
    (problem,) = caught.value.problems
    assert said in problem.message


def test_the_golden_site_is_in_three_languages(golden_site, load):
    """Its interface is pseudo-translated, so that a text that no catalogue holds can be seen."""
    content = load(golden_site)
    assert list(content.languages) == ["en", "da", "ar"]
    assert content.languages["en"].gettext("Companies") == "Companies"
    assert content.languages["da"].gettext("Companies") == "⟦da: Companies⟧"
    assert content.languages["ar"].direction == "rtl"
    assert content.addresses.all_companies("ar") == "/work/ar/ar-companies/"
