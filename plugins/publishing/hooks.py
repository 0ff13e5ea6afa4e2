"""Where Pelican meets publishing: the order in which a site is made and put in place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment

from plugins.portal.cache import Cache
from plugins.portal.page import File, Page
from plugins.portal.problems import ContentFault, Problem
from plugins.portal.settings import PREVIEW, Settings, read_settings
from plugins.publishing.assets import Assets, build_assets
from plugins.publishing.fingerprints import Fingerprints, Templates, folder_digest
from plugins.publishing.headers import headers_file
from plugins.publishing.inventory import check_addresses, check_pages, check_paths
from plugins.publishing.pictures import Pictures
from plugins.publishing.publication import CACHE, Publication, output_cache
from plugins.publishing.rendering import language_environments
from plugins.publishing.safety import SETTINGS_FILE, check_output_folder
from plugins.publishing.staging import staged
from plugins.publishing.stopwatch import Stopwatch

PUBLISHED = "Published"
"""The first word that a build says once its pages are in place."""

PICTURE_CACHE = Path(".cache/media")


def refuse_unsafe_output(pelican: Any) -> None:  # noqa: ANN401 - Pelican carries no types
    """Stop before the first file is read where publishing could destroy something."""
    _raise_faults(check_output_folder(pelican.settings, Path.cwd()))


def publish_site(generators: Sequence[Any]) -> None:
    """Write all that the generators made to the published folder, or change nothing."""
    host = generators[0].settings
    settings = read_settings(host, Path.cwd())
    watch = Stopwatch()

    pages = collect_pages(generators)
    files = [*collect_files(generators, pages), headers_file(settings.base)]
    watch.lap("files")

    assets = _build_assets(host, settings)
    pictures = Pictures(settings.content / "media", settings.root / PICTURE_CACHE, settings.base)
    _raise_faults(check_addresses(pages, settings.base))
    _raise_faults(check_paths(pages, [*assets.files, *files], settings.base))
    watch.lap("assets")

    output = Path(host["OUTPUT_PATH"])
    cache = output_cache(settings.root, output)
    functions = {"asset": assets.address, "picture": pictures.picture}
    environment = _environment(generators)
    publication = Publication(
        pages,
        [*assets.files, *files],
        language_environments(environment, pages, functions),
        pictures,
        _fingerprints(generators, assets, environment, settings),
        settings.base,
        cache,
    )
    with _telling_what_stops(host["OUTPUT_PATH"]), staged(output, cache) as stage:
        outcome = publication.publish(stage)
    watch.lap("pages")
    print(f"{PUBLISHED} {outcome}: {watch}", flush=True)
    if host.get(PREVIEW):
        newest = {file.path: file for file in (*files, *collect_late_files(generators, pages))}
        late = replace(publication, files=[*assets.files, *newest.values()])
        with _telling_what_stops(host["OUTPUT_PATH"]), staged(output, cache) as stage:
            late.publish(stage)


def collect_late_files(generators: Iterable[Any], pages: Sequence[Page]) -> list[File]:
    """What takes long, for a preview that shows its pages already."""
    makers: list[Callable[[Sequence[Page]], Iterable[File]]] = [
        generator.make_late_files
        for generator in generators
        if hasattr(generator, "make_late_files")
    ]
    return [file for make_files in makers for file in make_files(pages)]


def _fingerprints(
    generators: Iterable[Any], assets: Assets, environment: Environment, settings: Settings
) -> Fingerprints:
    """``template_state`` of a generator says what the functions that it gives to templates depend on."""
    states = (getattr(generator, "template_state", "") for generator in generators)
    shared = [settings.base, repr(sorted(assets.addresses.items())), *states]
    catalogues = {code: folder_digest(settings.translations / code) for code in settings.languages}
    return Fingerprints(Templates(environment, Cache(settings.root / CACHE)), shared, catalogues)


@contextmanager
def _telling_what_stops(output: str) -> Iterator[None]:
    """Say it as a fault where the system does not let a build write: a full disk, a foreign folder."""
    try:
        yield
    except OSError as error:
        message = f"OUTPUT_PATH '{output}' cannot be written: {error.strerror or error}"
        raise ContentFault([Problem(SETTINGS_FILE, 1, message)]) from error


def collect_pages(generators: Iterable[Any]) -> list[Page]:
    """The pages of all generators; ContentFault where there are none.

    Pelican's own generator of pages has an attribute of the same name, for another type.
    """
    pages = [page for generator in generators for page in _pages(generator)]
    _raise_faults(check_pages(pages))
    return pages


def collect_files(generators: Iterable[Any], pages: Sequence[Page]) -> list[File]:
    """The files that generators make from all pages, such as the sitemap."""
    makers: list[Callable[[Sequence[Page]], Iterable[File]]] = [
        generator.make_files for generator in generators if hasattr(generator, "make_files")
    ]
    return [file for make_files in makers for file in make_files(pages)]


def _pages(generator: object) -> list[Page]:
    return [page for page in getattr(generator, "pages", ()) if isinstance(page, Page)]


def _environment(generators: Iterable[Any]) -> Environment:
    environment = next(generator.env for generator in generators if _pages(generator))
    assert isinstance(environment, Environment)  # noqa: S101 - Pelican carries no types
    return environment


def _build_assets(host: Mapping[str, Any], settings: Settings) -> Assets:
    fonts = {name: settings.root / path for name, path in host.get("PORTAL_FONTS", {}).items()}
    static = settings.root / host["THEME"] / "static"
    return build_assets(static, fonts, base=settings.base, root=settings.root)


def _raise_faults(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise ContentFault(found)
