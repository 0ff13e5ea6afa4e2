"""A whole project folder of a portal that visibly exists nowhere: seeded, bilingual, of any size.

It holds what editors and importers write and the two settings files; theme, plugins and Node
modules are those of the checkout.
"""

import shutil
from pathlib import Path
from random import Random

from benchmarks.builds.project.articles import write_articles
from benchmarks.builds.project.companies import write_companies
from benchmarks.builds.project.jobs import write_jobs
from benchmarks.builds.project.vocabulary import write_vocabulary
from benchmarks.builds.sizes import Size

CHECKOUT = Path(__file__).resolve().parents[3]
SEED = 20260101

PELICANCONF = '''"""The made-up portal: the real one's settings, without the real one's coast and search."""

import runpy

globals().update(runpy.run_path({settings!r}))

SITENAME = "Example Careers"
SITEURL = "https://portal.example"
PLUGINS = {plugins!r}
PORTAL_NAME = {{"en": "Example Careers", "da": "Eksempel Karriere"}}
PORTAL_COASTLINE = None
'''
PUBLISHCONF = '''"""What differs in production."""

from pelicanconf import *  # noqa: F403 - as in the real portal
'''
PLUGINS = ["plugins.catalogue", "plugins.discovery", "plugins.publishing"]
"""The search's index has a line of its own in the table, so most builds go without it."""


def write_project(folder: Path, size: Size, seed: int = SEED) -> None:
    """Write a project of ``size`` into ``folder``, which must not exist. The same seed, the same bytes."""
    folder.mkdir(parents=True)
    random = Random(seed)
    write_settings(folder)
    write_vocabulary(folder / "content")
    companies = write_companies(folder, size.companies, random)
    write_jobs(folder / "content/jobs", size.jobs, companies, random)
    write_articles(folder / "content", size.articles, companies, random)
    shutil.copytree(CHECKOUT / "themes", folder / "themes")
    (folder / "node_modules").symlink_to(CHECKOUT / "node_modules")


def write_settings(folder: Path) -> None:
    settings = PELICANCONF.format(settings=str(CHECKOUT / "pelicanconf.py"), plugins=PLUGINS)
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")
    (folder / "publishconf.py").write_text(PUBLISHCONF, encoding="utf-8")
