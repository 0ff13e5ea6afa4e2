"""From content to PDF: which brochures there are, and each of them in two editions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.brochures.content import Content
from plugins.brochures.edition import Edition
from plugins.brochures.palette import as_css, read_palette
from plugins.brochures.typesetting import Fonts, Typeset, Typesetter, TypesettingFault
from plugins.brochures.views import View, cluster_view, municipality_view, topic_view
from plugins.languages import Language
from plugins.portal.records import Cluster, Municipality

TEMPLATES = Path("brochures")
"""Below the theme's folder: the templates of brochures, and their style sheets."""

SCREEN_CSS, PRINT_CSS = "brochure.css", "print.css"
"""The second is added to the first for the printing house: bleed and crop marks."""

SHEET = 4
"""Pages of a folded sheet: a stapled booklet has so many, or a multiple."""


class Form(NamedTuple):
    """How a brochure is laid out."""

    is_tight: bool = False
    """Set closer, where that saves a page which would cost a sheet."""
    has_last_page: bool = False
    """Whether the imprint has a page of its own, the back of a booklet."""
    notes: int = 0
    """Pages for notes before the last one."""


@dataclass(frozen=True, slots=True)
class Booklet:
    """A brochure to be made; ``name`` is its file's below the folder of its language."""

    name: str
    language: str
    template: str
    view: Callable[[], View]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made."""

    path: Path
    pages: int
    size: int
    seconds: float
    missing: str
    """Letters that are in none of the portal's fonts."""


def booklets(edition: Edition) -> Iterator[Booklet]:
    """Every brochure in a language: on topics, of places, of lighthouses."""
    portal, code = edition.portal, edition.code
    for slug, brochure in portal.brochures.items():
        made: Callable[[], View] = partial(topic_view, edition, brochure)
        yield Booklet(slug, code, "topic.html", made)
    for slug, place in portal.municipalities.items():
        made = partial(municipality_view, edition, place)
        yield Booklet(f"{Municipality.kind}/{slug}", code, "municipality.html", made)
    for slug, cluster in portal.clusters.items():
        made = partial(cluster_view, edition, cluster)
        yield Booklet(f"{Cluster.kind}/{slug}", code, "cluster.html", made)


@dataclass(frozen=True)
class Press:
    """Everything that brochures are made with."""

    content: Content
    theme: Path
    fonts: Fonts

    @property
    def editions(self) -> Iterator[Edition]:
        palette = read_palette(self.theme)
        return (Edition(self.content, code, palette) for code in self.content.languages)

    def make(self, booklet: Booklet, folder: Path) -> list[Made]:
        """Write both editions of a brochure: for screens, and for the printing house."""
        path = folder / booklet.language / f"{booklet.name}.pdf"
        view, made = booklet.view(), []
        for is_print, file in ((False, path), (True, path.with_name(f"{path.stem}-print.pdf"))):
            start = perf_counter()
            try:
                html, typeset = self.typeset(booklet, view, is_print=is_print)
                written = typeset.pdf()
            except TypesettingFault as fault:
                raise TypesettingFault(f"{file.relative_to(folder)}: {fault}") from None
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(written)
            seconds = perf_counter() - start
            made.append(Made(file, typeset.pages, len(written), seconds, self.fonts.missing(html)))
        return made

    def typeset(self, booklet: Booklet, view: View, *, is_print: bool) -> tuple[str, Typeset]:
        """The HTML of an edition, and how it was laid out.

        What is printed gets pages for notes before its last one, so that its sheets come out even.
        """
        typesetter = self._typesetters[is_print]

        def laid_out(form: Form) -> tuple[str, Typeset]:
            html = self.html(booklet, view, form)
            return html, typesetter.set(html)

        form = Form()
        html, typeset = laid_out(form)
        if typeset.pages % SHEET == 1:
            tight = laid_out(Form(is_tight=True))
            if tight[1].pages < typeset.pages:
                form, (html, typeset) = Form(is_tight=True), tight
        if is_print and typeset.pages % SHEET:
            form = form._replace(has_last_page=True)
            _, alone = laid_out(form)
            html, typeset = laid_out(form._replace(notes=-alone.pages % SHEET))
        return html, typeset

    def html(self, booklet: Booklet, view: View, form: Form) -> str:
        """A brochure as one page of HTML."""
        language = self.content.languages[booklet.language]
        template = environment(self.theme, language).get_template(booklet.template)
        name = self.content.settings.name[booklet.language]
        return template.render(view=view, language=language, site_name=name, form=form)

    @cached_property
    def _typesetters(self) -> tuple[Typesetter, Typesetter]:
        """For screens, and for the printing house."""
        folder = self.theme / TEMPLATES
        screen, marks = (
            (folder / name).read_text(encoding="utf-8") for name in (SCREEN_CSS, PRINT_CSS)
        )
        screen = f"{as_css(read_palette(self.theme))}\n{screen}"
        return Typesetter(self.fonts, screen), Typesetter(self.fonts, f"{screen}\n{marks}")


def environment(theme: Path, language: Language) -> Environment:
    """Jinja with the words of a language; what templates show is escaped, and all of it is there."""
    made = Environment(
        loader=FileSystemLoader(theme / TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        language.gettext,
        language.ngettext,
        newstyle=True,
        pgettext=language.pgettext,
        npgettext=language.npgettext,
    )
    return made


def as_table(made: Sequence[Made], folder: Path) -> str:
    """What was made, a line each, and all of it together."""
    rows = [("brochure", "pages", "bytes", "seconds")]
    rows += [
        (
            one.path.relative_to(folder).as_posix(),
            str(one.pages),
            f"{one.size:,}",
            f"{one.seconds:.2f}",
        )
        for one in made
    ]
    pages, size, seconds = (
        sum(one.pages for one in made),
        sum(one.size for one in made),
        sum(one.seconds for one in made),
    )
    rows.append((f"{len(made)} files", str(pages), f"{size:,}", f"{seconds:.2f}"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join((name.ljust(widths[0]), *map(str.rjust, numbers, widths[1:])))
        for name, *numbers in rows
    )
