"""Environments like those of the build, one for each language of the golden site."""

import runpy
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from plugins.languages import load_catalogue
from plugins.publishing.rendering import language_environments

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def new_environment(pseudo_translations: Path) -> Callable[[str], Environment]:
    """A new environment in a language, with what every template can call."""
    options = runpy.run_path(str(PROJECT / "pelicanconf.py"))["JINJA_ENVIRONMENT"]
    loader = FileSystemLoader(PROJECT / "themes" / "portal" / "templates")

    def make_environment(code: str) -> Environment:
        language, faults = load_catalogue(pseudo_translations, code, code)
        assert not faults
        environment = Environment(**options, loader=loader)  # noqa: S701 - the options turn it on
        return language_environments(environment, [language], {})[code]

    return make_environment


@pytest.fixture(scope="session")
def environment_of(new_environment: Callable[[str], Environment]) -> Callable[[str], Environment]:
    """The environment of a language, the same one for every test."""
    return cache(new_environment)
