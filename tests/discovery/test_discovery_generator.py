"""What connects discovery to Pelican."""

import pytest
from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from plugins import discovery
from plugins.discovery.generator import DiscoveryGenerator, install_global


@pytest.fixture
def registered():
    discovery.register()
    yield
    signals.get_generators.disconnect(discovery._get_generators)
    signals.generator_init.disconnect(install_global)


@pytest.fixture
def generator(registered, tmp_path, monkeypatch):
    """A generator as Pelican makes it, in an empty project."""
    monkeypatch.chdir(tmp_path)
    settings = {
        **DEFAULT_CONFIG,
        "PORTAL_LANGUAGES": ["en"],
        "PORTAL_NAME": {"en": "Careers"},
        "SITEURL": "https://portal.example",
    }
    (made,) = (made for _, made in signals.get_generators.send(None) if made is DiscoveryGenerator)
    return made({}, settings, str(tmp_path), str(tmp_path), str(tmp_path / "output"))


def test_templates_can_ask_for_a_page(generator, make_page):
    """Every Jinja environment that Pelican makes has the function ``discovery``."""
    template = generator.env.from_string("{% set found = discovery(page) %}{{ found.canonical }}")
    assert template.render(page=make_page()) == "https://portal.example/en/companies/vola/"


def test_the_image_that_a_page_names_is_made(generator, make_page):
    """Page and generator agree on the address of a share image."""
    page = make_page(place="Horsens")
    named = dict(generator.env.globals["discovery"](page).open_graph)["og:image"]
    made = {f"https://portal.example/{file.path}" for file in generator.make_files([page])}
    assert named in made


def test_drawn_images_are_kept_in_the_projects_cache(generator, make_page, tmp_path):
    """The cache stands in the project's folder, not in the output."""
    list(generator.make_files([make_page()]))
    assert len(list((tmp_path / ".cache" / "share").iterdir())) == 1
    assert not (tmp_path / "output").exists()
