"""Campaigns as visitors, search engines and editors meet them."""

from datetime import date
from pathlib import Path

from golden_site import SETTINGS_FILE, set_day
from lxml import html
from website import Website, build

from plugins.portal.days import EPOCH

WIND = "en/campaigns/wind-counters"
GERMAN = f"{WIND}/de"


def page(folder: Path, address: str) -> html.HtmlElement:
    return html.parse(folder / address / "index.html").getroot()


def test_a_page_in_another_language_says_so_of_each_part(published_golden_site: Website) -> None:
    """The document is German, what surrounds the campaign is not, and its own words are marked."""
    found = page(published_golden_site.folder, GERMAN)
    body = found.find("body")
    assert (found.get("lang"), body.get("lang")) == ("de", "en")
    assert found.xpath("string(//main//h1/span[@lang='de'])").startswith("Wind zählen <script>")
    assert len(found.xpath("//main//div[@class='prose'][@lang='de']//h2")) == 1
    current = found.xpath("//*[contains(@class, 'language-switch-current')]")
    assert [one.text for one in current] == ["Deutsch"]
    assert found.xpath("//li[@aria-current='page']/@lang") == ["de"]
    assert found.xpath("//link[@rel='canonical']/@href") == [
        f"https://portal.example/work/{GERMAN}/"
    ]
    codes = found.xpath("//link[@rel='alternate'][@hreflang]/@hreflang")
    assert sorted(codes) == ["ar", "de", "en", "x-default"]


def test_each_campaign_is_shared_with_its_own_picture(published_golden_site: Website) -> None:
    """Those of two languages differ, and both are there."""
    folder = published_golden_site.folder
    pictures = {
        page(folder, address).xpath("//meta[@property='og:image']/@content")[0]
        for address in (WIND, GERMAN, "en/campaigns/rhymes/de")
    }
    assert len(pictures) == 3
    for picture in pictures:
        assert (folder / picture.removeprefix("https://portal.example/work/")).is_file()


def test_campaigns_are_in_the_sitemap_while_they_run(published_golden_site: Website) -> None:
    """Not those that are over or have not begun, nor what is there for who communicates."""
    told = (published_golden_site.folder / "sitemap.xml").read_text("utf-8")
    assert f"/{GERMAN}/</loc>" in told
    assert "/en/campaigns/rhymes/de/</loc>" in told
    for other in ("last-winter", "next-winter", "to-share"):
        assert other not in told
    assert not (published_golden_site.folder / "en/campaigns/next-winter").exists()


def test_what_runs_today_is_over_tomorrow(golden_site: Path, monkeypatch) -> None:
    """A build on the next day takes what is over out of lists, and its address leads on."""
    output = golden_site.parent / "output"
    for day, over in ((date(2026, 6, 2), False), (date(2026, 6, 3), True)):
        set_day(golden_site, day)
        monkeypatch.setenv(EPOCH, str(int(date_seconds(day))))
        done = build(golden_site / SETTINGS_FILE, output)
        assert done.returncode == 0, done.stdout + done.stderr
        found = page(output, "en/campaigns/rhymes/de")
        robots = found.xpath("//meta[@name='robots']/@content")
        assert robots == (["noindex"] if over else [])
        assert ("This campaign ended on" in found.text_content()) == over
        links = page(output, "en/campaigns").xpath("//main//a/@href")
        assert ("/work/en/campaigns/rhymes/de/" in links) == (not over)
        assert "/work/en/campaigns/wind-counters/de/" in links


def date_seconds(day: date) -> float:
    """Noon, since 1970."""
    return (day - date(1970, 1, 1)).total_seconds() + 12 * 3600


def test_an_edit_of_the_narrative_changes_all_that_says_it_and_nothing_else(
    golden_site: Path,
) -> None:
    """What newcomers read on pages stands on the home page and on their campaigns, in each language."""
    output = golden_site.parent / "output"
    assert build(golden_site / SETTINGS_FILE, output).returncode == 0
    before = {p: p.read_bytes() for p in output.rglob("*.html")}
    path = golden_site / "content/narrative.yaml"
    text = path.read_text("utf-8")
    assert "en: Exampleby counts its wind," in text
    path.write_text(text.replace("en: Exampleby counts its wind,", "en: Exampleby counts it all,"))
    done = build(golden_site / SETTINGS_FILE, output)
    assert done.returncode == 0, done.stdout + done.stderr
    changed = {
        str(p.relative_to(output).parent)
        for p in output.rglob("*.html")
        if p.read_bytes() != before[p]
    }
    own = {"en", WIND, GERMAN, "en/campaigns/rhymes/de"}
    assert changed == {*own, *(path for path in changed if path.endswith("to-share"))}
    assert f"{WIND}/to-share" in changed
    assert len(changed) == len(own) + 3
    rendered = int(done.stdout.partition(" rendered")[0].rpartition("(")[2])
    # A message is one thing in all languages: who says it in another one looks at it, too.
    assert rendered <= 14, done.stdout
