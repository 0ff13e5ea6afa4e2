"""What axe-core says about a page as it stands."""

from playwright.sync_api import Page
from website import PROJECT

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""In the dark nothing but colours is different (see ``test_styles``): the rest is said in the light."""

RUN = """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
    found => found.id + ': ' + found.nodes.map(node => node.target.join(' ')).slice(0, 4).join(', ')
)"""


def axe_faults(page: Page) -> list[str]:
    """Each rule that is broken, with the first elements that break it."""
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, OF_COLOURS if is_dark else RULES)
    return found
