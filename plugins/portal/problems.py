"""Faults in what editors wrote, and how they are told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault: where it is, what was found, what is allowed and what was probably meant.

    ``path`` is relative to the project's folder, ``line`` counts from 1.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{one_line(self.path)}:{self.line}: {one_line(self.message)}"


MAX_SHOWN = 500
"""Characters at each end of a message; what is quoted in between can be a whole file."""


def one_line(text: str) -> str:
    """A text in which nothing breaks the line, steers the terminal or hides what is said.

    Names of files and what is quoted from them can hold any sign.
    """
    too_long = len(text) > 2 * MAX_SHOWN
    shown = f"{text[:MAX_SHOWN]} … {text[-MAX_SHOWN:]}" if too_long else text
    if shown.isprintable():
        return shown
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in shown
    )


class ContentFault(Exception):  # noqa: N818 - editors commit faults, the program has no error
    """The content cannot be published. Carries every problem of the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        faults = "\n".join(map(str, self.problems))
        count = len(self.problems)
        return f"{faults}\n{count} {'fault' if count == 1 else 'faults'} in the content; nothing was published"


def raise_faults(problems: Iterable[Problem]) -> None:
    """Raise ContentFault where there are any."""
    if found := list(problems):
        raise ContentFault(found)


LISTED_CHOICES = 24
"""More choices than this are not listed in a message; the nearest ones are."""


def allowed(
    found: str, choices: Iterable[str], spoken: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Say what is allowed in place of ``found`` and, when something is near, what was meant.

    ``spoken`` maps what people call the choices to the choices.
    """
    names = sorted(choices)
    nearest = spoken.get(found.casefold()) or nearest_name(found, names)
    if not nearest:
        nearest = spoken.get(nearest_name(found, spoken) or "")
    meant = f"; did you mean '{nearest}'?" if nearest else ""
    if not names:
        return "there are none yet"
    if len(names) <= LISTED_CHOICES:
        return f"allowed: {', '.join(names)}{meant}"
    return meant.removeprefix("; ") or f"there are {len(names)}, among them {', '.join(names[:5])}"


def nearest_name(found: str, choices: Iterable[str]) -> str | None:
    """The choice that was probably meant, or None when nothing is near."""
    by_folded = {choice.casefold(): choice for choice in choices}
    matches = get_close_matches(found.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None
