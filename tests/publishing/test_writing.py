"""Pages are rendered in several processes; what is written is as if one had done it."""

import pytest
from jinja2 import DictLoader, Environment

from plugins.portal import parallel
from plugins.portal.page import File
from plugins.portal.problems import ContentFault
from plugins.publishing.pictures import Pictures
from plugins.publishing.rendering import language_environments
from plugins.publishing.staging import staged
from plugins.publishing.writing import Written, write_files, write_pages


@pytest.fixture(autouse=True, params=[1, 2, 5])
def _processors(request, monkeypatch):
    monkeypatch.setattr(parallel, "processors", lambda: request.param)


@pytest.fixture
def publish(tmp_path, make_page, project):
    """Publish a page for each of some views; what was written, and the contents by path."""

    def publish_pages(template, views):
        pages = [
            make_page(f"/{code}/{number}/", code, view)
            for code in ("en", "da")
            for number, view in enumerate(views)
        ]
        pictures = Pictures(project / "content/media", tmp_path / "cache", "")
        environment = Environment(loader=DictLoader({"page.html": template}), autoescape=True)
        functions = {"picture": pictures.picture}
        environments = language_environments(environment, pages, functions)
        output = tmp_path / "output"
        with staged(output) as stage:
            written = write_pages(pages, environments, pictures, stage, "")
            write_files(pictures.files(written.pictures), stage)
            stage.publish()
        files = (path for path in output.rglob("*") if path.is_file())
        return written, {path.relative_to(output).as_posix(): path.read_bytes() for path in files}

    return publish_pages


def test_every_page_is_written_where_its_address_says(publish):
    """By whichever process."""
    written, contents = publish("{{ page.language }} {{ view }}", ["a", "b", "c"])
    assert contents == {
        f"{code}/{number}/index.html": f"{code} {view}".encode()
        for code in ("en", "da")
        for number, view in enumerate("abc")
    }
    assert written == Written(6, sum(map(len, contents.values())))


def test_pictures_of_all_processes_are_published(publish, save_picture):
    """Each once, whoever asked."""
    for name in ("one", "two"):
        save_picture(f"{name}.png")
    _, contents = publish("{{ picture(view).width }}", ["one.png", "two.png", "one.png"])
    shown = [path for path in contents if path.startswith("static/media/")]
    assert sorted(path.split("/")[2].split("-")[0] for path in shown) == ["one", "two"]


def test_faults_of_all_templates_are_told_at_once(publish):
    """Each line of a template with the first page that it fails on."""
    template = "{% if view %}\n{{ view.x }}\n{% else %}\n{{ page.y }}\n{% endif %}"
    with pytest.raises(ContentFault) as fault:
        publish(template, ["full", "", "full"])
    assert [problem.line for problem in fault.value.problems] == [2, 4]
    assert [p.message.split("(page ")[1].split(",")[0] for p in fault.value.problems] == [
        "/en/0/",
        "/en/1/",
    ]


def test_files_are_written_as_they_are(tmp_path):
    """Their number and bytes are told."""
    files = [File("a.txt", b"one"), File("b/c.txt", b"three")]
    with staged(tmp_path / "output") as stage:
        assert write_files(iter(files), stage) == Written(2, 8)
        stage.publish()
    assert (tmp_path / "output/b/c.txt").read_bytes() == b"three"
