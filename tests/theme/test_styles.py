"""What the style sheets promise to other tests."""

import re

from website import PROJECT

THEME = PROJECT / "themes" / "portal"
OF_PAGES = {".css", ".html", ".js", ".svg", ".xml"}

IN_THE_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(?P<what>[^{}]*)\}")
COLOUR = re.compile(r"\s*--[a-z-]+: #[0-9a-f]{6}\s*")


def test_in_the_dark_nothing_but_colours_is_different() -> None:
    """What is said of a page in the light holds in the dark, but for what depends on its colours."""
    files = [path for path in sorted(THEME.rglob("*")) if path.suffix in OF_PAGES]
    theme = "".join(path.read_text("utf-8") for path in files)
    found = IN_THE_DARK.findall(theme)
    assert len(found) == theme.count("prefers-color-scheme") == 1
    *declarations, end = found[0].split(";")
    assert [one for one in declarations if not COLOUR.fullmatch(one)] == []
    assert len(declarations) > 10
    assert not end.strip()
