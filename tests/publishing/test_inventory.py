import pytest

from plugins.portal.page import File
from plugins.publishing.inventory import (
    check_addresses,
    check_pages,
    check_paths,
    is_inside,
    page_path,
)


@pytest.mark.parametrize(
    ("address", "base", "path"),
    [
        ("/", "", "index.html"),
        ("/en/x/", "", "en/x/index.html"),
        ("/en/404.html", "", "en/404.html"),
        ("/work/", "/work", "index.html"),
        ("/work/da/søg/", "/work", "da/søg/index.html"),
    ],
)
def test_a_page_lies_where_its_address_says(address, base, path):
    """An address that ends in a slash is the index of a folder, below the site's base."""
    assert page_path(address, base) == path


@pytest.mark.parametrize(
    ("address", "base"), [("en/", ""), ("/en", ""), ("/workshop/", "/work"), ("/en/x.txt", "")]
)
def test_other_addresses_are_faults(address, base, make_plan):
    """An address outside the base, or with another ending, is a fault that names it."""
    (problem,) = check_addresses([make_plan(address)], base)
    assert f"'{address}'" in problem.message
    assert problem.path == "page.html"


def test_a_site_without_pages_is_a_fault():
    """Without a page there is nothing to publish, and nothing may be replaced."""
    assert [problem.path for problem in check_pages([])] == ["pelicanconf.py"]


@pytest.mark.parametrize(
    ("pages", "files"),
    [
        (["/en/x/", "/en/x/"], []),
        (["/en/x/", "/en/X/"], []),
        (["/en/STRASSE/", "/en/straße/"], []),
        (["/en/x/"], ["en/x/index.html"]),
        (["/en/x/"], ["en/x"]),
        (["/en/x/"], ["EN"]),
        ([], ["a/b", "a"]),
        ([], ["a", "A/b"]),
    ],
)
def test_two_of_one_path_are_a_fault(make_plan, pages, files):
    """A path is taken once, also where a file system ignores case, or one is a folder."""
    outputs = [make_plan(address) for address in pages], [File(path, b"") for path in files]
    (problem,) = check_paths(*outputs, "")
    assert "takes already" in problem.message


def test_neighbours_are_no_fault(make_plan):
    """Paths that only begin alike do not collide."""
    pages = [make_plan(address) for address in ("/", "/en/", "/en/x/", "/en/x/y/", "/en/x.html")]
    assert list(check_paths(pages, [File("en/x/y.txt", b"")], "")) == []


@pytest.mark.parametrize(
    "path", ["", "/a", "../a", "a/../b", "a//b", "./a", "a/", "C:/a", "a\\b", "a\0b"]
)
def test_files_stay_inside_the_output(path):
    """A file that would be written elsewhere is a fault."""
    assert not is_inside(path)
    assert [problem.path for problem in check_paths([], [File(path, b"")], "")] == [path]
