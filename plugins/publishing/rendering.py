"""A page to bytes: one Jinja environment a language, and the fault that a template's error is."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from types import TracebackType

from jinja2 import Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.ext import InternationalizationExtension

from plugins.languages import Language
from plugins.portal.page import Page
from plugins.portal.problems import ContentFault, Problem, nearest_name
from plugins.publishing.compiling import PageCode, PlainMacro
from plugins.publishing.messages import Messages, common_outline
from plugins.publishing.template_library import Library

KEPT = 50_000
"""Results that a language's pages share, and that are kept: some fifty million bytes at most."""


def language_environments(
    environment: Environment,
    languages: Iterable[Language],
    functions: Mapping[str, Callable[..., object]],
    library: Library | None = None,
) -> dict[str, Environment]:
    """An environment for each language, by its code, in which gettext speaks it.

    ``functions`` are what templates may call besides what ``environment`` has.
    A mistyped name is an error. Text is escaped whatever the settings say. What translators wrote is
    text as well: Jinja would take it for HTML.
    """
    library = library or Library()
    speakers = {language.code: (language, Messages(language)) for language in languages}
    outline = common_outline(messages for _, messages in speakers.values())
    found = {}
    for code, (language, messages) in speakers.items():
        found[code] = overlay = _overlay(environment, language, messages, functions)
        overlay.code_generator_class = partial(PageCode, outline)  # type: ignore[assignment]
        overlay.bytecode_cache = library.speaking(messages)
    return found


def _overlay(
    environment: Environment,
    language: Language,
    messages: Messages,
    functions: Mapping[str, Callable[..., object]],
) -> Environment:
    overlay = environment.overlay(undefined=StrictUndefined, auto_reload=False, autoescape=True)
    names = {**environment.globals, **functions, "language": language}
    overlay.globals = names
    # All templates share the names as they are: Jinja would chain them to a place for a template's
    # own ones, and compare the two at every import.
    overlay.make_globals = lambda _: names  # type: ignore[method-assign,assignment]
    i18n = InternationalizationExtension(overlay)
    overlay.extensions[i18n.identifier] = i18n
    overlay.newstyle_gettext = True  # type: ignore[attr-defined]
    names.update(messages.functions)
    overlay.get_template = cache(overlay.get_template)  # type: ignore[method-assign]
    names["once"] = Once()
    return overlay


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
        said = f"{type(error).__name__}: {error}{_meant(error)}"
    said = " ".join(said.split())  # a problem is one line
    return Problem(_shown(path), line, f"{said} (page {page.address}, template {page.template})")


def _meant(error: Exception) -> str:
    """The name that was probably meant by one that an object has not."""
    if not (isinstance(error, AttributeError) and error.name):
        return ""
    meant = nearest_name(error.name, (name for name in dir(error.obj) if name[0] != "_"))
    return f"; did you mean '{meant}'?" if meant else ""


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
