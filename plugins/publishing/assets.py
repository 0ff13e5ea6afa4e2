"""The theme's own files: styles, fonts, pictures and scripts, and the addresses they get."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.portal.page import File
from plugins.portal.problems import ContentFault, Problem, allowed
from plugins.publishing.naming import hashed_name
from plugins.publishing.scripts import bundled_scripts
from plugins.publishing.styles import UnknownUrl, join_styles, style_files

STATIC = "static"
"""The output folder of all files with hashed names; the headers file lets browsers keep it."""

STYLE = "site.css"


@dataclass(frozen=True, slots=True)
class Assets:
    """Files to publish, and the address of each by the name that templates use."""

    files: tuple[File, ...]
    addresses: Mapping[str, str]

    def address(self, name: str) -> str:
        """The address of ``site.css``, ``img/logo.svg``, ``js/search.js`` or a font.

        Raises LookupError with the nearest valid spelling.
        """
        try:
            return self.addresses[name]
        except KeyError:
            message = f"there is no asset '{name}'; {allowed(name, self.addresses)}"
            raise LookupError(message) from None


def build_assets(static: Path, fonts: Mapping[str, Path], *, base: str, root: Path) -> Assets:
    """Make the assets of a theme's static folder and of fonts that lie elsewhere.

    ``base`` is the path that the portal is published under; faults show paths relative to
    ``root``, whose ``node_modules`` has the bundler of scripts. Raises ContentFault for fonts that
    are missing, for addresses in CSS that name nothing and for scripts that cannot be bundled.
    """
    contents = dict(read_images(static / "img")) | read_fonts(fonts, root)
    published = {name: (hashed_name(name, content), content) for name, content in contents.items()}
    if styles := style_files(static / "css"):
        css, unknown = join_styles(styles, lambda name: _named_in_css(published, name))
        _refuse_unknown(unknown, published, root)
        published[STYLE] = (hashed_name(STYLE, css.encode()), css.encode())
    for name, script in bundled_scripts(static / "js", root).items():
        published[f"js/{name}"] = script
    hashed = dict(published.values())
    return Assets(
        files=(
            *(File(f"{STATIC}/{name}", content) for name, content in hashed.items()),
            *read_top_files(static / "root"),
        ),
        addresses={asset: f"{base}/{STATIC}/{name}" for asset, (name, _) in published.items()},
    )


def read_images(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The theme's pictures by the names that templates use, as in ``img/logo.svg``."""
    for path in _files(folder):
        if not path.name.startswith("."):
            yield f"img/{path.relative_to(folder).as_posix()}", path.read_bytes()


def read_fonts(fonts: Mapping[str, Path], root: Path) -> dict[str, bytes]:
    """The fonts by name; ContentFault where one is missing."""
    missing = [
        Problem(_shown(path, root), 1, f"the font '{name}' is not here; 'make site' installs it")
        for name, path in fonts.items()
        if not path.is_file()
    ]
    if missing:
        raise ContentFault(missing)
    return {name: path.read_bytes() for name, path in fonts.items()}


def read_top_files(folder: Path) -> Iterator[File]:
    """Files that stand at the top of the site under the names they have, as in ``favicon.ico``."""
    for path in _files(folder):
        yield File(path.relative_to(folder).as_posix(), path.read_bytes())


def _named_in_css(published: Mapping[str, tuple[str, bytes]], name: str) -> str | None:
    """An asset's address as the style sheet says it, which stands in the same folder."""
    found = published.get(name) or published.get(f"img/{name}")
    return found[0] if found else None


def _refuse_unknown(unknown: list[UnknownUrl], names: Mapping[str, object], root: Path) -> None:
    if unknown:
        raise ContentFault(
            Problem(
                _shown(url.path, root),
                url.line,
                f'url("{url.name}") names no picture or font of the theme; {allowed(url.name, names)}',
            )
            for url in unknown
        )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
