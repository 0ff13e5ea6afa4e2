"""What fixed choices are called in brochures; each is translated where it is shown."""

from collections.abc import Mapping

from plugins.portal.records import Employees, Visitor


def gettext_noop(message: str) -> str:
    """Marks a message for translation where it is defined."""
    return message


EMPLOYEES: Mapping[Employees | None, str] = {
    Employees.FROM_1000: gettext_noop("1,000 employees or more"),
    Employees.FROM_250: gettext_noop("250 to 999 employees"),
    Employees.FROM_50: gettext_noop("50 to 249 employees"),
    Employees.FROM_10: gettext_noop("10 to 49 employees"),
    Employees.UP_TO_9: gettext_noop("Up to 9 employees"),
    None: gettext_noop("Size not stated"),
}
"""Largest first, as lists of employers stand."""

FOR: Mapping[Visitor, str] = {
    Visitor.NEWCOMERS: gettext_noop("For newcomers"),
    Visitor.PARTNERS: gettext_noop("For accompanying partners"),
    Visitor.FAMILIES: gettext_noop("For families with children"),
    Visitor.STUDENTS: gettext_noop("For international students"),
    Visitor.EMPLOYERS: gettext_noop("For employers"),
}
