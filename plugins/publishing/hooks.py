"""Where Pelican meets publishing: the order in which a site is made and put in place, see ``start``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment

from plugins.languages import Language
from plugins.portal.cache import Cache
from plugins.portal.days import Span
from plugins.portal.page import File, LateFile, Page, Plan
from plugins.portal.parallel import uncollected
from plugins.portal.problems import ContentFault, Problem, raise_faults
from plugins.portal.settings import PREVIEW, Settings, read_settings
from plugins.portal.tracking import Tracker
from plugins.publishing import inputs
from plugins.publishing.assets import Assets, build_assets
from plugins.publishing.files import Maker
from plugins.publishing.fingerprints import Fingerprints, Templates, code_digest, digest_of
from plugins.publishing.headers import headers_file
from plugins.publishing.inventory import check_addresses, check_pages, check_paths
from plugins.publishing.knowledge import Knowledge
from plugins.publishing.outputs import CACHE, forget_lost_outputs, output_cache
from plugins.publishing.pictures import Pictures
from plugins.publishing.plans import FormerPlans, NewPlans, Plans
from plugins.publishing.publication import Publication
from plugins.publishing.rendering import language_environments
from plugins.publishing.safety import SETTINGS_FILE
from plugins.publishing.staging import staged
from plugins.publishing.start import (
    PUBLISHED,
    STARTED,
    Started,
    catalogue_digests,
    library_for,
)
from plugins.publishing.template_memory import MEMORY

PLACED = "In place"
"""What a build for a preview says as soon as its pages can be seen."""

PICTURE_CACHE = Path(".cache/media")


def publish_site(generators: Sequence[Any]) -> None:
    """Write all that the generators made to the published folder, or change nothing."""
    with uncollected():
        _publish(generators)


def _publish(generators: Sequence[Any]) -> None:
    host = generators[0].settings
    settings = read_settings(host, Path.cwd())
    started: Started = host.pop(STARTED, None) or Started()
    watch = started.watch
    watch.lap("reading")

    assets = _build_assets(host, settings)
    pictures = Pictures(settings.content / "media", settings.root / PICTURE_CACHE, settings.base)
    environment = _environment(generators)
    functions = {"asset": assets.address, "picture": pictures.picture}
    catalogues = catalogue_digests(settings)
    library = library_for(catalogues, environment)
    environments = language_environments(environment, _languages(generators), functions, library)
    speaker = next(iter(environments.values()))
    watch.lap("assets")

    output = Path(host["OUTPUT_PATH"])
    cache = output_cache(settings.root, output)
    world = _world(generators, settings)
    known = Knowledge.of(_tracker(generators), world, cache)
    plans = collect_plans(generators, known, settings.base)
    for generator in generators:
        if hasattr(generator, "prepare"):
            generator.prepare(plans.samples)
    watch.lap("plans")

    is_preview = bool(host.get(PREVIEW))
    embeds = sorted({plan.frame.embeds for plan in plans.samples if plan.frame.embeds})
    headers = headers_file(settings.base, embeds)
    references = partial(library.references, speaker)
    templates = Templates(environment, references, Cache(settings.root / CACHE))
    own = Maker("publishing", lambda _: (*assets.files, headers), None)
    publication = Publication(
        plans,
        known,
        [own, *_makers(generators, is_preview=is_preview)],
        environments,
        pictures,
        _fingerprints(generators, assets, templates, world, catalogues),
        settings.base,
        compiled=partial(started.compiled, library),
        prepare=partial(_prepare, generators),
        tell_placed=partial(print, PLACED, flush=True) if is_preview else lambda: None,
    )
    with _telling_what_stops(host["OUTPUT_PATH"]), staged(output, cache, started.prepared) as stage:
        outcome = publication.publish(stage, watch)
    readings = [g.planner.reading for g in generators if hasattr(g, "planner")]
    print(f"{PUBLISHED} {', '.join([str(outcome), *readings])}: {watch}", flush=True)
    if is_preview:
        MEMORY.tell()
        makers = [own, *_makers(generators, is_preview=True, is_late=True)]
        late = replace(
            publication,
            known=Knowledge.of(known.tracker, world, cache),
            makers=makers,
            tell_placed=lambda: None,
        )
        with _telling_what_stops(host["OUTPUT_PATH"]), staged(output, cache) as stage:
            late.publish(stage)
        library.compile(speaker, publication.fingerprints.template_digests)
        MEMORY.tell()
    inputs.remember(cache, started.inputs, _span(generators))
    forget_lost_outputs(settings.root)


def _span(generators: Iterable[Any]) -> Span:
    """The days on which the pages of all generators are what they are now."""
    planners = (g.planner for g in generators if hasattr(g, "planner"))
    spans = [planner.span for planner in planners if hasattr(planner, "span")]
    return Span(
        max((span.first for span in spans), default=date.min),
        min((span.last for span in spans), default=date.max),
    )


def _prepare(generators: Iterable[Any]) -> None:
    for generator in generators:
        if planner := getattr(generator, "planner", None):
            planner.make_shared()


def _makers(
    generators: Iterable[Any], *, is_preview: bool, is_late: bool = False
) -> Iterator[Maker]:
    """What makes files from all pages, such as the sitemap.

    A preview that shows its pages already asks for what takes long, in the place of other files.
    """
    for number, generator in enumerate(generators):
        has_late = is_preview and hasattr(generator, "make_late_files")
        names = ["make_files", *(["make_late_files"] if has_late and is_late else [])]
        makes = [getattr(generator, name) for name in names if hasattr(generator, name)]
        if makes:
            tells = getattr(generator, "tells", lambda *_: True)
            name = f"{number} {type(generator).__name__}"
            yield Maker(name, partial(_made, makes), tells, is_last=is_late or not has_late)


def _made(
    makes: Iterable[Callable[[Sequence[Page]], Iterable[File | LateFile]]], pages: Sequence[Page]
) -> list[File | LateFile]:
    return list({file.path: file for make in makes for file in make(pages)}.values())


def _fingerprints(
    generators: Iterable[Any],
    assets: Assets,
    templates: Templates,
    world: str,
    catalogues: Mapping[str, str],
) -> Fingerprints:
    """``template_state`` of a generator says what the functions that it gives to templates depend on."""
    states = (getattr(generator, "template_state", "") for generator in generators)
    shared = [world, repr(sorted(assets.addresses.items())), *states]
    return Fingerprints(templates, shared, catalogues)


@contextmanager
def _telling_what_stops(output: str) -> Iterator[None]:
    """Say it as a fault where the system does not let a build write: a full disk, a foreign folder."""
    try:
        yield
    except OSError as error:
        message = f"OUTPUT_PATH '{output}' cannot be written: {error.strerror or error}"
        raise ContentFault([Problem(SETTINGS_FILE, 1, message)]) from error


def _world(generators: Sequence[Any], settings: Settings) -> str:
    """The digest of what any page may depend on: code, settings and what planners say of theirs."""
    states = [g.planner.state for g in generators if hasattr(g, "planner")]
    reading = generators[0].settings.get("JINJA_ENVIRONMENT")
    return digest_of(code_digest().encode(), repr([settings, reading, states]).encode())


def collect_plans(generators: Iterable[Any], known: Knowledge, base: str) -> Plans:
    """The pages of all generators, yet to be made; ContentFault where there are none."""
    plans: list[Plan] = []
    planners = [generator.planner for generator in generators if hasattr(generator, "planner")]
    ready = [plan for generator in generators for plan in _ready(generator, known.tracker)]
    if len(planners) == 1 and not ready and known.holds_plan:
        return FormerPlans(planners[0], known.notes, base)
    plans = [*(plan for planner in planners for plan in planner.plan()), *ready]
    raise_faults(check_pages(plans))
    raise_faults(check_addresses(plans, base))
    found = NewPlans(plans, known.notes, base)
    if len(found.new) < len(plans):
        raise_faults(check_paths(plans, (), base))
    return found


def _tracker(generators: Iterable[Any]) -> Tracker:
    """Knows what pages are made from; of pages that are ready it learns that from themselves."""
    planners = (g.planner for g in generators if hasattr(g, "planner"))
    tracker = next((planner.tracker for planner in planners), Tracker())
    for generator in generators:
        for page in _pages(generator):
            tracker.given(page.address, page)
    return tracker


def _ready(generator: object, tracker: Tracker) -> Iterator[Plan]:
    """Plans of pages that are made already, each of which depends on itself."""
    for page in _pages(generator):
        make = tracker.given(page.address, page)
        yield Plan(page.address, page.kind, (page.address,), page.frame, make)


def _pages(generator: object) -> list[Page]:
    """Pelican's own generator of pages has an attribute of the same name, for another type."""
    return [page for page in getattr(generator, "pages", ()) if isinstance(page, Page)]


def _makes_pages(generator: object) -> bool:
    return hasattr(generator, "planner") or bool(_pages(generator))


def _languages(generators: Iterable[Any]) -> list[Language]:
    """Those of all pages."""
    planners = (g.planner for g in generators if hasattr(g, "planner"))
    planned = (language for planner in planners for language in planner.languages)
    ready = (page.frame.language for generator in generators for page in _pages(generator))
    return list({language.code: language for language in chain(planned, ready)}.values())


def _environment(generators: Iterable[Any]) -> Environment:
    """That of the pages; ContentFault where there are none."""
    environment = next((g.env for g in generators if _makes_pages(g)), None)
    if environment is None:
        raise_faults(check_pages([]))
    assert isinstance(environment, Environment)  # noqa: S101 - Pelican carries no types
    return environment


def _build_assets(host: Mapping[str, Any], settings: Settings) -> Assets:
    fonts = {name: settings.root / path for name, path in host.get("PORTAL_FONTS", {}).items()}
    static = settings.root / host["THEME"] / "static"
    return build_assets(static, fonts, base=settings.base, root=settings.root)
