"""The systems that employers keep their open positions in, each a module of the same shape.

A new one is a new module, and its name here.
"""

from plugins.vacancies.systems import (
    feed,
    greenhouse,
    jobposting,
    lever,
    personio,
    recruitee,
    smartrecruiters,
    teamtailor,
    workable,
)
from plugins.vacancies.systems.system import System

SYSTEMS: dict[str, System] = {
    module.__name__.rpartition(".")[2]: module.SYSTEM
    for module in (
        feed,
        greenhouse,
        jobposting,
        lever,
        personio,
        recruitee,
        smartrecruiters,
        teamtailor,
        workable,
    )
}
"""What ``system`` in a company's ``jobs`` may be → how it is read."""
