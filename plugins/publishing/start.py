"""What a build does before it reads: it stops where nothing changed, and has others begin.

Nothing here knows records: to import what does takes as long as to see that there is nothing to do,
and templates are compiled meanwhile.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from plugins.portal.days import today
from plugins.portal.parallel import begun
from plugins.portal.problems import raise_faults
from plugins.portal.settings import Settings, load_languages, read_settings
from plugins.publishing import inputs
from plugins.publishing.compiling import special_names
from plugins.publishing.fingerprints import digest_of, folder_digest
from plugins.publishing.outputs import output_cache
from plugins.publishing.rendering import language_environments
from plugins.publishing.safety import check_output_folder
from plugins.publishing.staging import Prepared, prepare
from plugins.publishing.stopwatch import Stopwatch
from plugins.publishing.template_library import Library, compiled_elsewhere
from plugins.publishing.template_memory import MEMORY

PUBLISHED = "Published"
"""The first word that a build says once it knows what the next one needs, too."""

STARTED = "PUBLISHING_STARTED"
"""Under which ``Started`` stands among the settings of a run."""

TEMPLATES = frozenset({".html", ".xml", ".txt"})
"""How the names of templates end."""


@dataclass(slots=True)
class Started:
    """What a run knows, and has begun, before anything is read."""

    inputs: str = ""
    """The digest of all that it reads."""
    watch: Stopwatch = field(default_factory=Stopwatch)
    prepared: Callable[[], Prepared] | None = None
    """What another process does meanwhile: it looks at all that is published."""
    compiled: Callable[[Library], None] = lambda _: None
    """Puts the templates that others compile meanwhile into a library."""


def refuse_unsafe_output(pelican: Any) -> None:  # noqa: ANN401 - Pelican carries no types
    """Stop before the first file is read where publishing could destroy something."""
    raise_faults(check_output_folder(pelican.settings, Path.cwd()))


def stop_where_nothing_changed(pelican: Any) -> None:  # noqa: ANN401 - Pelican carries no types
    """End the run where it would read what the last one read, and write what is there."""
    host = pelican.settings
    settings, output = read_settings(host, Path.cwd()), Path(host["OUTPUT_PATH"])
    digest = inputs.inputs_digest(host, settings)
    cache = output_cache(settings.root, output)
    if inputs.is_unchanged(cache, digest, today(settings.time_zone), output):
        print(f"{PUBLISHED} already: nothing has changed since the last build", flush=True)
        sys.exit()
    # The digest is from before anything is read: what is edited during a build is seen by the next one.
    host[STARTED] = Started(
        inputs=digest,
        prepared=begun(partial(prepare, output, cache, os.getpid())),
        compiled=begin_compiling(host, settings),
    )


def library_for(catalogues: Mapping[str, str], environment: Environment) -> Library:
    """The templates of a build, as its catalogues and the functions of its environment have them.

    ``catalogues`` are as ``catalogue_digests`` tells them.
    """
    state = [catalogues, special_names(environment)]
    return MEMORY.open_library(digest_of(repr(state).encode()))


def catalogue_digests(settings: Settings) -> dict[str, str]:
    """Language → the digest of what translators wrote."""
    return {code: folder_digest(settings.translations / code) for code in settings.languages}


def begin_compiling(host: Mapping[str, Any], settings: Settings) -> Callable[[Library], None]:
    """Have the theme's templates compiled while this process goes on.

    Whoever compiles them has none of the functions that features will give to templates. Where these
    want more than others do, what was compiled is left alone: see ``special_names``.
    """
    if MEMORY.knows_templates:
        return lambda _: None
    names = template_names(settings.root / host["THEME"])

    def make() -> tuple[Library, Environment]:
        environment = _environment(host)
        languages, _ = load_languages(settings)  # what is wrong with them is told by who reads
        library = library_for(catalogue_digests(settings), environment)
        speakers = language_environments(environment, languages.values(), {}, library)
        return library, next(iter(speakers.values()))

    return compiled_elsewhere(make, names)


def template_names(theme: Path) -> list[str]:
    """Those of a theme's own templates."""
    folder = theme / "templates"
    paths = sorted(path for path in folder.rglob("*") if path.suffix in TEMPLATES)
    return [path.relative_to(folder).as_posix() for path in paths]


def _environment(host: Mapping[str, Any]) -> Environment:
    """As that of Pelican, which makes one for each generator, but for what it loads besides."""
    loader = FileSystemLoader(os.path.join(host["THEME"], "templates"))  # noqa: PTH118 - as Pelican
    environment = Environment(loader=loader, **host["JINJA_ENVIRONMENT"])  # noqa: S701 - see above
    environment.filters |= host["JINJA_FILTERS"]
    environment.globals |= host["JINJA_GLOBALS"]
    environment.tests |= host["JINJA_TESTS"]
    return environment
