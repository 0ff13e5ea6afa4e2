"""Where a record is written, for those who have to say what is wrong with it."""

from dataclasses import dataclass

from plugins.portal.problems import Problem
from plugins.portal.reading import Document, Location

BODY: Location = ("body",)
"""Where the text of an article stands: below the facts, under no key."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record is written: at a place in a document, unless an editor corrects it elsewhere."""

    document: Document
    above: Location = ()
    correction: "Origin | None" = None
    """An entry whose keys win over those of this one."""

    def place(self, location: Location) -> tuple[Document, Location]:
        """The document that says what stands at ``location`` in the record, and where it does."""
        if self.correction and location:
            document, above = self.correction.document, self.correction.above
            if (*above, location[0]) in document.lines:
                return document, (*above, *location)
        return self.document, (*self.above, *location)

    def problem(self, location: Location, message: str) -> Problem:
        document, place = self.place(location)
        return document.problem(place, message)

    def problem_in_text(self, location: Location, lines_before: int, message: str) -> Problem:
        """A problem of a line within the text at ``location``."""
        if location == BODY:
            line = self.document.body_line + lines_before
            return Problem(self.document.path, line, message)
        document, place = self.place(location)
        return Problem(document.path, document.line_in_text(place, lines_before), message)

    def is_faulty(self, location: Location) -> bool:
        document, place = self.place(location)
        return document.is_faulty(place)
