"""Brochures: what is in them, that they are tagged, and that they are the same bytes whenever made."""

import itertools
import re
import subprocess
import sys

import page as pdf_validator
import pytest
from golden_site import SETTINGS_FILE
from PIL import ImageFile
from tag_tree import outline_of
from website import PROJECT

from plugins.brochures.__main__ import main, open_press
from plugins.brochures.drawings import qr_code
from plugins.brochures.making import SHEET, Form, as_table
from plugins.brochures.typesetting import Fonts, Typesetter, TypesettingFault
from plugins.portal.qr import qr_path

TOPIC, PLACE, CLUSTER = "owls-at-work", "municipality/exampleby", "cluster/wind-and-weather"
KINDS = (TOPIC, PLACE, CLUSTER)

MILLIMETRE = 72 / 25.4
"""In points."""

FONT = (
    PROJECT / "node_modules/@fontsource-variable/schibsted-grotesk/files"
    "/schibsted-grotesk-latin-wght-normal.woff2"
)


@pytest.fixture(scope="module")
def html(press, found):
    """Makes the HTML of a brochure."""

    def make(name, language="en"):
        booklet = found[language, name]
        return press.html(booklet, booklet.view(), Form())

    return make


@pytest.fixture(scope="module")
def made(press, found, tmp_path_factory):
    """One of each kind in the first language, and one from right to left, in both editions."""
    folder = tmp_path_factory.mktemp("made")
    chosen = [("en", name) for name in KINDS] + [("ar", TOPIC)]
    return folder, [one for key in chosen for one in press.make(found[key], folder)]


@pytest.fixture(scope="module")
def outlines(press, found):
    """Name → what the edition for screens says of itself, and that of the topic for the printing house."""

    def outline(name, *, is_print):
        booklet = found["en", name]
        return outline_of(press.typeset(booklet, booklet.view(), is_print=is_print)[1])

    screen = {name: outline(name, is_print=False) for name in KINDS}
    return screen | {"print": outline(TOPIC, is_print=True)}


def test_every_topic_place_and_lighthouse_has_one_in_every_language(press, found):
    """Drafts have none."""
    portal = press.content.portal
    names = {
        *portal.brochures,
        *(f"municipality/{slug}" for slug in portal.municipalities),
        *(f"cluster/{slug}" for slug in portal.clusters),
    }
    assert names >= set(KINDS)
    assert "secret-leaflet" not in names
    assert set(found) == {(code, name) for code in press.content.languages for name in names}


def test_both_editions_stand_where_they_are_looked_for(made):
    """The printed one beside that for screens."""
    folder, files = made
    shown = [one.path.relative_to(folder).as_posix() for one in files]
    assert shown[:4] == [
        "en/owls-at-work.pdf",
        "en/owls-at-work-print.pdf",
        "en/municipality/exampleby.pdf",
        "en/municipality/exampleby-print.pdf",
    ]
    assert "8 files" in as_table(files, folder).splitlines()[-1]


def test_every_kind_passes_pdf_ua(made):
    """In both editions, and from right to left."""
    for one in made[1]:
        report = pdf_validator.validate_pdf(str(one.path), profile="ua1")
        assert report.is_compliant, [(one.path, f.rule_id, f.message) for f in report.failures]


def test_the_validator_refuses_what_is_not_tagged():
    """So that the test above can fail."""
    plain = Typesetter(Fonts((FONT,)), "").set("<html><title>x</title><h3>x</h3></html>")
    report = pdf_validator.validate_pdf_bytes(plain.document.write_pdf(), profile="ua1")
    assert not report.is_compliant


def test_fonts_are_embedded(outlines):
    """A font that is named has its file in the document."""
    for outline in outlines.values():
        assert outline.has_fonts
        assert all(outline.has_fonts)


def test_what_is_printed_has_marks_bleed_and_whole_sheets(made, outlines):
    """Three millimetres of bleed at least, marks beyond it; the edition for screens is A5."""
    boxes = outlines["print"].boxes
    assert boxes["TrimBox"][0] - boxes["BleedBox"][0] >= 3 * MILLIMETRE
    assert boxes["BleedBox"][0] - boxes["MediaBox"][0] >= 3 * MILLIMETRE
    assert boxes["TrimBox"][2] - boxes["TrimBox"][0] == pytest.approx(148 * MILLIMETRE, abs=0.1)
    left, bottom, right, top = outlines[TOPIC].boxes["MediaBox"]
    assert (right - left, top - bottom) == pytest.approx(
        (148 * MILLIMETRE, 210 * MILLIMETRE), abs=0.1
    )
    printed = [one.pages for one in made[1] if one.path.stem.endswith("-print")]
    assert [pages % SHEET for pages in printed] == [0] * (len(KINDS) + 1)


def test_the_same_bytes_on_any_day_place_and_in_any_language(
    made, press, found, tmp_path, monkeypatch
):
    """Also after other brochures were made, and from a copy of the site elsewhere."""
    folder, _files = made
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setenv("LC_ALL", "ar_EG.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    again = tmp_path / "elsewhere"
    (again / "site").mkdir(parents=True)
    for path in press.content.settings.root.iterdir():
        (again / "site" / path.name).symlink_to(path.resolve())
    other = open_press(again / "site" / SETTINGS_FILE)
    assert other.content.day == press.content.day
    for one in other.make(found["en", CLUSTER], again):
        assert one.path.read_bytes() == (folder / one.path.relative_to(again)).read_bytes()


@pytest.mark.parametrize("name", KINDS)
class TestTags:
    """The tag tree, which a validator cannot judge all of."""

    def test_language_title_and_order(self, outlines, name):
        """A reader is told the language and title, and goes through links in their order."""
        outline = outlines[name]
        assert outline.language == "en"
        assert outline.shows_title
        assert set(outline.tab_orders) == {"/S"}

    def test_headings_skip_no_level(self, outlines, name):
        """One title, and below it nothing that is not announced."""
        levels = [
            int(t.type[1]) for t in outlines[name].root.all() if re.fullmatch("H[1-6]", t.type)
        ]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))

    def test_every_figure_has_an_alternative(self, outlines, name):
        """Map and codes say what they show."""
        figures = [t.alternative for t in outlines[name].root.all() if t.type == "Figure"]
        assert figures
        assert all(figures)
        assert any("QR code" in said for said in figures)

    def test_lists_hold_items_and_links_hold_words(self, outlines, name):
        """What is a list is announced as one, and no link is empty."""
        for tag in outlines[name].root.all():
            if tag.type == "L":
                assert {child.type for child in tag.children} <= {"LI", "L"}
            if tag.type == "Link":
                assert any(below.has_content for below in tag.all())


def test_a_topic_tells_what_its_editor_wrote(html):
    """Chapters, the story, contacts, and the leaf; a text that is missing comes in another language."""
    shown = html(TOPIC)
    for said in ("Owls at work", "By night &amp; by day", "Ada Example came for", "Say hoo."):
        assert said in shown
    assert 'href="mailto:partners@exampleby.example"' in shown
    assert "https://portal.example/work/en/companies/example-windmills/" in shown
    arabic = html(TOPIC, "ar")
    assert 'dir="rtl"' in arabic
    assert '<span lang="en">Say hoo.</span>' in arabic


def test_a_place_shows_its_contacts_with_their_code(html):
    """The code leads to the municipality's page, under its address on the portal."""
    shown = html(PLACE)
    assert "newcomers@exampleby.example" in shown
    assert "+45\u00a000\u00a000\u00a000\u00a001" in shown
    assert "portal.example/work/en/municipalities/exampleby" in shown
    assert "123,456" in shown


def test_a_lighthouse_counts_its_employers_and_open_jobs(press, html):
    """Jobs are those of the content's own day, and the day is told."""
    portal = press.content.portal
    cluster = portal.clusters["wind-and-weather"]
    number = len(portal.companies_by_cluster[cluster.slug])
    shown = html(CLUSTER)
    assert f"<strong>{number}</strong> employers" in shown
    assert len(portal.jobs_of(cluster)) > 0
    assert re.search(r"<strong>\d+</strong> open jobs? on 1?\d \w+ 2026", shown)


def test_drafts_and_paths_stay_out(html, press, found):
    """Nothing of a draft, and nothing of the machine."""
    for language, name in found:
        shown = html(name, language)
        assert "SECRET-DRAFT" not in shown
        assert str(press.content.settings.root) not in shown


def test_a_code_says_its_address():
    """It is the portal's, dark on white."""
    size, path = qr_path("https://portal.example/work/en/")
    drawn = qr_code("https://portal.example/work/en/", "#12343b")
    assert f'viewBox="0 0 {size} {size}"' in drawn
    assert f'<rect width="{size}" height="{size}" fill="#ffffff"/>' in drawn
    assert f'<path d="{path}" fill="#12343b"/>' in drawn


def test_letters_that_no_font_has_are_told():
    """So that nobody is surprised by another machine's fonts."""
    fonts = Fonts((FONT,))
    assert fonts.missing("Ærø 2026\n") == ""
    assert fonts.missing("Ω ada Ж") == "ΩЖ"


def test_what_weasyprint_warns_of_is_a_fault():
    """Nothing is fetched from outside, and no rule of a style sheet is lost in silence."""
    setter = Typesetter(Fonts((FONT,)), "")
    with pytest.raises(TypesettingFault, match="file:///etc/passwd"):
        setter.set('<html lang="en"><img src="file:///etc/passwd" alt="x"></html>').pdf()
    with pytest.raises(TypesettingFault, match="colour"):
        Typesetter(Fonts((FONT,)), "p { colour: red }").set("<p>x</p>")


def test_half_a_picture_is_refused_still():
    """WeasyPrint lets the whole process load truncated images; here it does not."""
    code = (
        "from PIL import ImageFile; import plugins.brochures.typesetting; "
        "print(ImageFile.LOAD_TRUNCATED_IMAGES)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False", done.stderr
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_the_command_names_what_it_cannot_find(golden_site, monkeypatch, capsys):
    """A name that is nearly right is told."""
    settings = golden_site / SETTINGS_FILE
    argv = ["brochures", "owls-at-wrok", "--settings", str(settings)]
    monkeypatch.setattr(sys, "argv", argv)
    with pytest.raises(SystemExit, match="did you mean 'owls-at-work'"):
        main()


def test_a_fault_in_content_makes_nothing(golden_site, break_file, monkeypatch, capsys, tmp_path):
    """It is told as the build tells it."""
    break_file("content/brochures/owls-at-work.yaml", "audience: employers", "audience: owls")
    argv = ["brochures", "--settings", str(golden_site / SETTINGS_FILE), "--output", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", argv)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert "'audience' cannot be 'owls'" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.pdf"))
