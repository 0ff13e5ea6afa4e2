"""An open position as an employer's system tells of it, whichever system it is."""

from dataclasses import dataclass
from datetime import date

from plugins.portal.records import PayPeriod


@dataclass(frozen=True, slots=True)
class Pay:
    """What an employer says that it pays, for the time ``per``."""

    currency: str
    per: PayPeriod
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One posting. Texts are as the system gave them: nothing in them is to be trusted."""

    id: str
    """The system's own name for it, which stays when the title changes."""
    title: str
    description: str
    """HTML, or text without any tag."""
    address: str
    """The posting's page."""
    apply: str = ""
    """Where one applies, if not on that page."""
    place: str = ""
    """Where one works, in the system's words, as in "Aarhus, Denmark"."""
    country: str = ""
    """Two letters of ISO 3166, or the country's name."""
    language: str = ""
    """The code that the system states."""
    terms: tuple[str, ...] = ()
    """The system's words for employment, as in "Full-time" or "Studiejob"."""
    workload: float | None = None
    """Hours a week."""
    posted: date | None = None
    deadline: date | None = None
    pay: Pay | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """A posting that its own page says is as it was at the last import."""

    id: str
