"""What stands on the picture that social networks show beside a shared page."""

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.portal.page import Page

WIDTH, HEIGHT = 1200, 630
"""Pixels; the ratio 1.91:1 that social networks show uncropped.
https://developers.facebook.com/docs/sharing/webmasters/images"""


def gettext_noop(message: str) -> str:
    """Marks a message for translation where it is defined."""
    return message


LABELS: Mapping[str, str] = {
    "company": gettext_noop("Company"),
    "job": gettext_noop("Job"),
    "guide": gettext_noop("Guide"),
    "story": gettext_noop("Story"),
    "municipality": gettext_noop("Place"),
    "cluster": gettext_noop("Industry"),
    "competence": gettext_noop("Competence"),
    "event": gettext_noop("Event"),
    "network": gettext_noop("Network"),
    "mentor-programme": gettext_noop("Mentor programme"),
    "campaign": gettext_noop("Careers"),
    "pathway": gettext_noop("Path to a job"),
}
"""Kind of page → what its picture calls it. Other pages go by the portal's name."""


OWN_HEADLINE = frozenset({"campaign"})
"""Kinds of page that are made to be shared: each has a picture with its title."""


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of a share image. Many pages share one: it mostly names no record, only kind and place."""

    label: str
    """Small, above; '' where the headline says it already."""
    headline: str
    foot: str
    """The portal's name; '' where that is the headline."""
    direction: str
    """``ltr`` or ``rtl``."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written, from the top."""
        return tuple(filter(None, self.texts_by_place))

    @property
    def texts_by_place(self) -> tuple[str, str, str]:
        """Label, headline and foot, each '' where nothing stands there."""
        return self.label, self.headline, self.foot

    @property
    def alternative(self) -> str:
        """The picture's alternative text."""
        return " · ".join(self.texts)


def card_of(page: Page) -> Card:
    """The card that a page is shared with."""
    frame = page.frame
    label = LABELS.get(page.kind)
    name = frame.language.gettext(label) if label else frame.site_name
    own = page.title if page.kind in OWN_HEADLINE else page.place
    headline = own or name
    return Card(
        label=name if label and own else "",
        headline=headline,
        foot="" if headline == frame.site_name else frame.site_name,
        direction=frame.language.direction,
    )
