"""A page to bytes: one Jinja environment a language, and the fault that a template's error is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from jinja2 import Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.ext import Extension, InternationalizationExtension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from plugins.languages import Language
from plugins.portal.page import Page
from plugins.portal.problems import ContentFault, Problem


def language_environments(
    environment: Environment, pages: Iterable[Page], functions: Mapping[str, Callable[..., object]]
) -> dict[str, Environment]:
    """An environment for each language of the pages, by its code.

    ``functions`` are what templates may call besides what ``environment`` has.
    """
    languages = {page.language: page.frame.language for page in pages}
    return {
        code: language_environment(environment, language, functions)
        for code, language in languages.items()
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
    # The installer that an overlay inherits as an attribute installs into the environment that the
    # overlay was made from; this one belongs to the overlay.
    i18n = InternationalizationExtension(overlay)
    overlay.extensions[i18n.identifier] = i18n
    i18n._install_callables(  # noqa: SLF001 - see above
        _escaping(language.gettext),
        _escaping(language.ngettext),
        newstyle=True,
        pgettext=_escaping(language.pgettext),
        npgettext=_escaping(language.npgettext),
    )
    # Each environment has its own, so that the attribute may hold what belongs to one language.
    messages = FixedMessages(overlay)
    messages.translate = _escaping(language.gettext)
    overlay.extensions[messages.identifier] = messages
    names["once"] = Once()
    return overlay


class FixedMessages(Extension):
    """Puts messages without variables into the compiled template, which is one language's own.

    ``_("Companies")`` is then a text like those around it, not a call for each page.
    """

    translate: Callable[[str], Markup]

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            found = tokens[at : at + len(FIXED_MESSAGE)]
            if _is_fixed_message(found, tokens[at - 1] if at else None):
                # Messages are formatted also without variables: "%%" is a sign of per cent.
                start, message = found[0].lineno, str(self.translate(found[2].value) % {})
                yield from (Token(start, kind, text) for kind, text in _safe_text(message))
                at += len(found)
            else:
                yield tokens[at]
                at += 1


FIXED_MESSAGE = ("name", "lparen", "string", "rparen")


def _is_fixed_message(tokens: Sequence[Token], before: Token | None) -> bool:
    is_call = tuple(token.type for token in tokens) == FIXED_MESSAGE and tokens[0].value == "_"
    return is_call and not (before and before.type == "dot")


def _safe_text(text: str) -> tuple[tuple[str, str], ...]:
    """The tokens of ``("text"|safe)``."""
    return (
        *(("lparen", "("), ("string", text), ("pipe", "|")),
        *(("name", "safe"), ("rparen", ")")),
    )


class Once:
    """Calls a macro once for the same arguments: what all pages of a language have in common."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}

    def __call__(self, macro: Macro, *arguments: object) -> str:
        key = (macro.name, *map(id, arguments))
        if key not in self._made:
            # Arguments are kept, so that no other object gets their identity.
            self._made[key] = macro(*arguments), arguments
        made, _ = self._made[key]
        return made


def _escaping(translate: Callable[..., str]) -> Callable[..., Markup]:
    return lambda *message: escape(translate(*message))


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
