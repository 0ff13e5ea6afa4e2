"""What is offered has its file and its page: the list in docs/services.md, walked."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from golden_site import GOLDEN_SITE
from website import PROJECT, Website

from plugins.portal.folders import FOLDERS

SERVICES = (PROJECT / "docs" / "services.md").read_text(encoding="utf-8")
COMMANDS = (PROJECT / "Makefile").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")


class Service(NamedTuple):
    what: str
    files: list[str]
    page: str
    is_made_up: bool
    """Whether the content has none yet."""


def services() -> Iterator[Service]:
    for line in SERVICES.splitlines():
        if line.startswith("| ") and "`" in line:
            what, files, page = (cell.strip() for cell in line.strip("|").split(" | "))
            names = [name for name in CODE.findall(files) if "/" in name]
            yield Service(what, names, CODE.findall(page)[0], what.endswith(r"\*"))


SERVICE_LIST = [*services()]


def test_every_kind_of_content_is_offered_somewhere() -> None:
    """A new kind cannot be forgotten here; pages are about the portal itself."""
    named = "".join(SERVICES)
    assert {folder for folder in FOLDERS if f"content/{folder}/" not in named} == set()
    assert len(SERVICE_LIST) == SERVICES.count("\n| ") - 1 > len(FOLDERS)


@pytest.mark.parametrize("service", SERVICE_LIST, ids=lambda service: service.what)
def test_editors_find_the_file_and_readers_the_page(
    service: Service, real_site: Website, published_golden_site: Website
) -> None:
    """In every language; what the content has none of yet, on the golden site."""
    root, site = PROJECT, real_site
    if service.is_made_up:
        root, site = GOLDEN_SITE, published_golden_site
    for name in service.files:
        pattern = re.sub(r"<\w+>", "*", name)
        assert [*root.glob(pattern)] or [*PROJECT.glob(pattern)], name
    if service.page.startswith("make "):
        assert f"\n{service.page.removeprefix('make ')}: " in COMMANDS
        return
    if not service.page.endswith("/"):
        assert service.page in site.files
        return
    others = site.shown[service.page].xpath("//link[@rel='alternate'][@hreflang]/@href")
    assert len(others) > 1
    assert {site.resolve(service.page, other) for other in others} <= site.shown.keys()
