"""Builds of a made-up portal by Pelican itself, each in a process of its own."""

import pytest

BUILD = ("-m", "pelican", "--settings", "pelicanconf.py", "--fatal", "errors")


@pytest.fixture
def text(project):
    """The file that the pages are made from."""
    return project / "content" / "text.txt"


def test_a_build_writes_the_site(run, project):
    """Pelican with the plugin publishes pages, files and assets, and nothing of its own."""
    result = run(*BUILD)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Published 4 pages (4 rendered, 4 changed), 4 files (4 changed): " in result.stdout
    output = project / "output"
    page = (output / "da/one/index.html").read_text()
    assert '<html lang="da">' in page
    assert '<link rel="stylesheet" href="/work/static/site-' in page
    top = {path.name for path in output.iterdir()}
    assert top == {"en", "da", "static", "_headers", "addresses.txt"}


def test_a_fault_is_one_plain_line_and_changes_nothing(run, project, text, snapshot):
    """A fault is one line that can be clicked and searched, exit status 1, and no traceback."""
    run(*BUILD)
    before = snapshot(project / "output")
    text.write_text("one\nfault\n")
    result = run(*BUILD)
    assert result.returncode == 1
    line = f"content/{'very-' * 30}long.yaml:2: there is a [red]fault"
    assert line in result.stderr.splitlines()
    assert "Traceback" not in result.stdout + result.stderr
    assert "1 fault in the content" in result.stdout
    assert snapshot(project / "output") == before


def test_a_template_error_names_template_and_page(run, project, snapshot):
    """A mistyped name in a template stops the build at the template's line."""
    run(*BUILD)
    before = snapshot(project / "output")
    (project / "theme/templates/page.html").write_text("\n{{ page.titel }}")
    result = run(*BUILD)
    assert result.returncode == 1
    assert "theme/templates/page.html:2: AttributeError: " in result.stderr
    assert "(page /work/en/one/, template page.html)" in result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert snapshot(project / "output") == before


def test_emptying_the_output_is_refused(run, project, snapshot):
    """Pelican's option -d, which takes the site down during a build, stops it."""
    run(*BUILD)
    before = snapshot(project / "output")
    result = run(*BUILD, "-d")
    assert result.returncode == 1
    assert "pelicanconf.py:1: DELETE_OUTPUT_DIRECTORY" in result.stderr
    assert snapshot(project / "output") == before


def test_autoreload_survives_faults(text, start):
    """With -r, a fault is shown once, mending it builds, and the same fault is shown again."""
    said = start(*BUILD, "--autoreload")
    assert said.wait_for("Published 4 pages")
    for _ in range(2):
        # Pelican watches only from some time after a build; until then nobody sees the change.
        assert said.wait_for(":2: there is a", meanwhile=lambda: text.write_text("one\nfault\n"))
        text.write_text("one\n")
        assert ":2: there is a" not in said.wait_for("Published 2 pages")
