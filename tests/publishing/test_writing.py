"""Pages are rendered in several processes; what is written is as if one had done it."""

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from plugins.portal import parallel
from plugins.portal.problems import ContentFault
from plugins.publishing.pictures import Pictures
from plugins.publishing.rendering import language_environments
from plugins.publishing.writing import write_pages


@pytest.fixture(autouse=True, params=[1, 2, 5])
def _processors(request, monkeypatch):
    monkeypatch.setattr(parallel, "processors", lambda: request.param)


@pytest.fixture
def write(tmp_path, make_page, project):
    """Write a page for each of some views; what is told of it, and the contents by path."""

    def write_to(path, content):
        (tmp_path / path.replace("/", " ")).write_bytes(content)
        return content != b"en a"

    def write_views(template, views):
        pages = {
            f"{code}/{number}": make_page(f"/{code}/{number}/", code, view)
            for code in ("en", "da")
            for number, view in enumerate(views)
        }
        pictures = Pictures(project / "content/media", tmp_path / "cache", "")
        environment = Environment(loader=DictLoader({"page.html": template}), autoescape=True)
        functions = {"picture": pictures.picture}
        environments = language_environments(environment, pages.values(), functions)
        stage = SimpleNamespace(write=write_to)
        written = write_pages(pages, environments, pictures, stage)
        return written, {path: (tmp_path / path.replace("/", " ")).read_text() for path in pages}

    return write_views


def test_every_page_is_written_by_its_path(write):
    """By whichever process; those that turn out to be as published are told apart."""
    written, contents = write("{{ page.language }} {{ view }}", ["a", "b", "c"])
    assert contents == {
        f"{code}/{number}": f"{code} {view}"
        for code in ("en", "da")
        for number, view in enumerate("abc")
    }
    assert written.changed == len(contents) - len(["en a"])


def test_pictures_of_all_processes_are_told(write, save_picture):
    """For each page those that it shows, however often."""
    for name in ("one", "two"):
        save_picture(f"{name}.png")
    template = "{% for name in view %}{{ picture(name).width }}{% endfor %}"
    written, _ = write(template, [["one.png", "two.png", "one.png"], [], ["one.png"]])
    assert written.pictures == {
        f"{code}/{number}": names
        for code in ("en", "da")
        for number, names in ((0, ("one.png", "two.png")), (2, ("one.png",)))
    }


def test_faults_of_all_templates_are_told_at_once(write):
    """Each line of a template with the first page that it fails on."""
    template = "{% if view %}\n{{ view.x }}\n{% else %}\n{{ page.y }}\n{% endif %}"
    with pytest.raises(ContentFault) as fault:
        write(template, ["full", "", "full"])
    assert [problem.line for problem in fault.value.problems] == [2, 4]
    assert [p.message.split("(page ")[1].split(",")[0] for p in fault.value.problems] == [
        "/en/0/",
        "/en/1/",
    ]
