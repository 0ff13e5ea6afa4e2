"""What the style sheets promise to other tests."""

import re

from website import PROJECT

STYLES = PROJECT / "themes" / "portal"

IN_THE_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(?P<what>[^{}]*)\}")
COLOUR = re.compile(r"\s*--[a-z-]+: #[0-9a-f]{6}\s*")


def test_in_the_dark_nothing_but_colours_is_different() -> None:
    """What is said of a page in the light holds in the dark, but for what depends on its colours."""
    styles = "".join(sheet.read_text("utf-8") for sheet in sorted(STYLES.rglob("*.css")))
    found = IN_THE_DARK.findall(styles)
    assert len(found) == styles.count("prefers-color-scheme") == 1
    *declarations, end = found[0].split(";")
    assert [one for one in declarations if not COLOUR.fullmatch(one)] == []
    assert len(declarations) > 10
    assert not end.strip()
