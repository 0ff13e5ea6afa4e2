"""The toolkit: ZIP files that are the same everywhere, and a company's file explained as it is read."""

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from plugins.catalogue.company_keys import KEYS, example_file, key_views
from plugins.catalogue.content import Content
from plugins.catalogue.edition import Edition
from plugins.catalogue.toolkit import toolkit_files
from plugins.portal.records import Company

Load = Callable[[Path], Content]


def editions_of(content: Content) -> dict[str, Edition]:
    return {code: Edition(content, code) for code in content.languages}


def files_of(content: Content) -> dict[str, bytes]:
    return {file.path: file.make() for file in toolkit_files(editions_of(content))}


def digests_of(content: Content) -> dict[str, str]:
    return {file.path: file.digest for file in toolkit_files(editions_of(content))}


def test_each_audience_has_one_zip_file(golden_site: Path, load: Load) -> None:
    """With all that is for it, and a text in each language; nothing of drafts is published."""
    found = files_of(load(golden_site))
    assert sorted(found) == [
        "downloads/drawings/windmill.svg",
        "downloads/employers.zip",
        "downloads/municipalities.zip",
        "downloads/welcome.da.txt",
        "downloads/welcome.en.txt",
    ]
    with zipfile.ZipFile(BytesIO(found["downloads/employers.zip"])) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            *("README.ar.txt", "README.da.txt", "README.en.txt"),
            *("drawings/windmill.svg", "welcome.da.txt", "welcome.en.txt"),
        ]
        assert archive.read("welcome.da.txt") == found["downloads/welcome.da.txt"]
        read_me = archive.read("README.en.txt").decode()
        assert {(i.date_time, i.external_attr >> 16) for i in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644)
        }
    assert "https://portal.example/work/en/for-employers/" in read_me
    assert "CC-BY-4.0" in read_me
    assert "Name as the source: Example County" in read_me
    assert "- welcome.en.txt (English)\n- welcome.da.txt (Danish)\n" in read_me
    assert "⟦da: Name as the source:".encode() in found["downloads/municipalities.zip"]


def test_a_zip_file_says_nothing_of_when_or_where_it_was_made(
    golden_site: Path, load: Load
) -> None:
    """Files may be of any day, and anybody's."""
    before = files_of(load(golden_site))
    for path in (golden_site / "content/media/toolkit").rglob("*.txt"):
        os.utime(path, (0, 0))
        path.chmod(0o600)
    assert files_of(load(golden_site)) == before


def test_only_what_is_touched_is_made_again(golden_site: Path, load: Load) -> None:
    """A file's digest changes with it, and with it that of the bundles that it is in."""
    before = digests_of(load(golden_site))
    assert digests_of(load(golden_site)) == before
    (golden_site / "content/media/toolkit/drawings/windmill.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8"
    )
    now = digests_of(load(golden_site))
    assert {path for path in now if now[path] != before[path]} == {
        "downloads/drawings/windmill.svg",
        "downloads/employers.zip",
    }


def test_every_key_of_a_company_is_explained() -> None:
    """Each once, in words."""
    assert set(KEYS) == set(Company.model_fields) - Company.from_file


def test_each_key_says_what_the_schema_allows(golden_site: Path, load: Load) -> None:
    """In the words of the page's language, with an example."""
    keys = {one.key: one for one in key_views(Edition(load(golden_site), "en"))}
    assert keys["website"].allowed == "An address that begins with https://"
    assert keys["founded"].allowed == "A whole number from 1000 to 2100"
    assert keys["competences"].allowed == ("A list. At least one. One line, at most 300 characters")
    assert keys["sources"].allowed == "A list. At least one. Keys: url and checked"
    assert keys["contact"].allowed == "Keys: role, name, email, phone, url and text"
    assert keys["tagline"].allowed == "A text per language, in one language at least"
    assert [one.value for one in keys["danish_needed"].choices] == ["none", "helpful", "required"]
    assert keys["verified_on"].example == "verified_on: 2026-06-01\n"
    assert {key for key, one in keys.items() if one.required} == {
        *("name", "website", "careers", "municipalities", "clusters", "competences"),
        *("tagline", "about", "sources"),
    }


@pytest.mark.parametrize("code", ["en", "da", "ar"])
def test_the_example_has_no_faults(golden_site: Path, load: Load, code: str) -> None:
    """Whoever copies it begins with something that is read. Its CVR number is made up, as here."""
    text = example_file(Edition(load(golden_site), code)).replace("cvr: '00000000'\n", "")
    (golden_site / "companies/example.yaml").write_text(text, "utf-8")
    assert load(golden_site).portal.companies["example"].name == "Example A/S"


def test_the_example_of_each_key_has_no_faults(golden_site: Path, load: Load) -> None:
    """Also of those that the whole example leaves out, once the pictures are there."""
    media = golden_site / "content/media"
    (media / "logos").mkdir()
    for name in ("logos/example.png", "photos/example.jpg"):
        (media / name).write_bytes((media / "windmills.png").read_bytes())
    examples = (one.example for one in key_views(Edition(load(golden_site), "en")))
    text = "".join(example for example in examples if not example.startswith("cvr:"))
    (golden_site / "companies/example.yaml").write_text(text, "utf-8")
    assert load(golden_site).portal.companies["example"].aliases == ("former-name",)
