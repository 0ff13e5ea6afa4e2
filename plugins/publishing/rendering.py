"""A page to bytes: one Jinja environment a language, and the fault that a template's error is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from types import TracebackType

from jinja2 import (
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.ext import InternationalizationExtension

from plugins.languages import Language
from plugins.portal.page import Page
from plugins.portal.parallel import begun, processors, shares
from plugins.portal.problems import ContentFault, Problem
from plugins.publishing.compiling import PageCode, PlainMacro
from plugins.publishing.messages import Messages

KEPT = 50_000
"""Results that a language's pages share, and that are kept: some fifty million bytes at most."""


def language_environments(
    environment: Environment,
    languages: Iterable[Language],
    functions: Mapping[str, Callable[..., object]],
) -> dict[str, Environment]:
    """An environment for each language, by its code.

    ``functions`` are what templates may call besides what ``environment`` has.
    """
    return {
        language.code: language_environment(environment, language, functions)
        for language in languages
    }


def language_environment(
    environment: Environment, language: Language, functions: Mapping[str, Callable[..., object]]
) -> Environment:
    """An overlay in which gettext speaks one language and a mistyped name is an error.

    Text is escaped whatever the settings say. What translators wrote is text as well: Jinja would
    take it for HTML.
    """
    overlay = environment.overlay(undefined=StrictUndefined, auto_reload=False, autoescape=True)
    names = {**environment.globals, **functions, "language": language}
    overlay.globals = names
    # All templates share the names as they are: Jinja would chain them to a place for a template's
    # own ones, and compare the two at every import.
    overlay.make_globals = lambda _: names  # type: ignore[method-assign,assignment]
    i18n = InternationalizationExtension(overlay)
    overlay.extensions[i18n.identifier] = i18n
    overlay.newstyle_gettext = True  # type: ignore[attr-defined]
    messages = Messages(language)
    names.update(messages.functions)
    overlay.code_generator_class = partial(PageCode, messages)  # type: ignore[assignment]
    overlay.get_template = cache(overlay.get_template)  # type: ignore[method-assign]
    names["once"] = Once()
    return overlay


class Compiled(BytecodeCache):
    """Compiled templates, to be had from the process that compiled them. Nothing of them is kept."""

    def __init__(self, codes: Mapping[str, bytes]) -> None:
        self.codes = dict(codes)

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


def begin_compiling(
    environments: Mapping[str, Environment], names: Sequence[str]
) -> Callable[[], None]:
    """Compile templates for all languages in processes of their own; what is returned waits for them.

    One that is missing or wrong is told when a page is rendered with it. Environments that have
    a cache of their own are left alone, as all are where there is but one processor: it compiles
    what it needs.
    """
    fresh = {code: found for code, found in environments.items() if found.bytecode_cache is None}
    parts = shares([*fresh.items()]) if processors() > 1 else []
    waiting = [begun(partial(_compiled, dict(part), names)) for part in parts]

    def wait() -> None:
        while waiting:
            _take(waiting.pop()(), fresh)

    return wait


def _take(
    codes: Mapping[str, Mapping[str, bytes]], environments: Mapping[str, Environment]
) -> None:
    for code, kept in codes.items():
        environments[code].bytecode_cache = Compiled(kept)


def _compiled(
    environments: Mapping[str, Environment], names: Iterable[str]
) -> dict[str, Mapping[str, bytes]]:
    found: dict[str, Mapping[str, bytes]] = {}
    for code, environment in environments.items():
        environment.bytecode_cache = cache = Compiled({})
        for name in names:
            with suppress(TemplateNotFound, TemplateSyntaxError):
                environment.get_template(name)
        found[code] = cache.codes
    return found


class Once:
    """Calls a macro once for the same arguments: for what many pages of a language have in common."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, ...], tuple[str, object]] = {}

    def __call__(self, macro: PlainMacro, *arguments: object) -> str:
        key = (id(macro.source), *map(id, arguments))
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= KEPT:
                self._made.clear()
            # All that the key is made of is kept, so that nothing else gets its identity.
            found = self._made[key] = macro(*arguments), (macro, arguments)
        return found[0]


def render_page(environment: Environment, page: Page) -> bytes:
    """The bytes of a page. They depend on nothing but the arguments.

    Raises ContentFault that names the page, and the line of the template that failed.
    """
    try:
        template = environment.get_template(page.template)
        return template.render(page=page, view=page.view, frame=page.frame).encode()
    except ContentFault:
        raise
    except Exception as error:
        raise ContentFault([template_problem(error, page)]) from error


def template_problem(error: Exception, page: Page) -> Problem:
    """An error of a template as a problem at the template's line."""
    path, line = _place(error) or (page.template, 1)
    if isinstance(error, TemplateNotFound):
        said = f"there is no template '{error.name}'"
    elif isinstance(error, TemplateSyntaxError):
        said = error.message or "is not a template"
    else:
        said = f"{type(error).__name__}: {error}"
    said = " ".join(said.split())  # a problem is one line
    return Problem(_shown(path), line, f"{said} (page {page.address}, template {page.template})")


def _place(error: Exception) -> tuple[str, int] | None:
    """File and line of the innermost template in an error's traceback."""
    if isinstance(error, TemplateSyntaxError):
        return (error.filename or error.name or "template", error.lineno)
    place, traceback = None, error.__traceback__
    while traceback:
        if _is_template(traceback):
            place = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
    return place


def _is_template(traceback: TracebackType) -> bool:
    # Jinja puts templates and their lines into tracebacks under this name.
    return "__jinja_exception__" in traceback.tb_frame.f_globals


def _shown(path: str) -> str:
    absolute = Path(path).absolute()
    root = Path.cwd()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path
