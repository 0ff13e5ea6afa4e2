"""What is left of a salary: tables by municipality, and what the browser needs to reckon by itself."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.edition import Edition, LocalisedText, SourceView, short_address
from plugins.catalogue.labels import RULES_OF_TAX
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import MY_LIFE
from plugins.portal.page import Link, Page
from plugins.portal.records import Municipality, MunicipalRates, TaxYear
from plugins.portal.salary import (
    KRONE,
    MONTHS,
    Payslip,
    a_month,
    may_use_scheme,
    ordinary_pay,
    rates_of,
    scheme_pay,
    scheme_percent,
)

RuleTold = tuple[LocalisedText, str]
"""A rule and what it is."""

SALARY = "salary"
"""The kind of the page."""

LOWEST, HIGHEST = 10_000, 999_999
"""Kroner a month that one can ask for. Below, rules count that are left out here."""

HIGHEST_PENSION = 30
"""Percent of the salary."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality, its rates and what is left there of each salary, without and with church tax."""

    slug: str
    place: Link
    municipal_tax: str
    church_tax: str
    left: tuple[str, ...]
    left_of_members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """What the scheme leaves of a salary, and whether that is enough for a key employee."""

    salary: str
    left: str
    is_enough: bool


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A line of a payslip. ``name`` is what the browser calls it."""

    name: str
    label: LocalisedText
    rate: str
    month: str
    year: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class RuleSourceView:
    source: SourceView
    states: str


@dataclass(frozen=True, slots=True)
class SalaryView:
    year: str
    this_year: str
    """The year in which the page was made, where it is a later one; else ''."""
    salaries: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    chosen: Link
    """Where the worked example lives."""
    chosen_slug: str
    example: str
    """The salary of the worked example, as a sentence tells it."""
    asked: int
    """The same in kroner."""
    slip: tuple[SlipLine, ...]
    left: SlipLine
    scheme: tuple[SchemeRow, ...]
    scheme_percent: str
    scheme_all: str
    """With the labour market contribution."""
    scheme_salary: str
    scheme_years: str
    lowest: int
    highest: int
    highest_pension: int
    rules: str
    """What the browser reckons by: JSON."""
    rates: tuple[RuleTold, ...]
    sources: tuple[RuleSourceView, ...]


@dataclass(frozen=True, slots=True)
class PlaceSalary:
    """What a municipality's own page says of it."""

    year: str
    municipal_tax: str
    church_tax: str
    left: tuple[tuple[str, str, str], ...]
    """Salary, what is left of it, and what of that of a member of the church."""
    address: str


def newest_tax(edition: Edition) -> TaxYear | None:
    """The year of taxes that counts, where there is one."""
    return next(iter(edition.portal.taxes.values()), None)


def salary_link(edition: Edition) -> Link | None:
    """The way to the page, where there is one."""
    if not newest_tax(edition):
        return None
    return Link(edition._("What is left of a salary"), edition.addresses.salary(edition.code))


def salary_plans(edition: Edition) -> Iterator[Planned]:
    if newest_tax(edition):
        yield edition.addresses.salary(edition.code), SALARY, (SALARY,)


def salary(edition: Edition) -> Page:
    tax = newest_tax(edition)
    assert tax  # noqa: S101 - or the page would not be planned
    return edition.page(
        edition.everywhere(edition.addresses.salary),
        kind=SALARY,
        title=edition._("What is left of a salary"),
        description=edition._(
            "Your pay after tax in each municipality in %(year)s: work out the net salary for "
            "ordinary taxation, with and without church tax, and for the researchers' and key "
            "employees' scheme."
        )
        % {"year": tax.slug},
        view=salary_view(edition, tax),
        breadcrumbs=(edition.home, edition.sections[MY_LIFE]),
        updated=tax.updated,
    )


def salary_view(edition: Edition, tax: TaxYear) -> SalaryView:
    places = tuple(place_rows(edition, tax))
    asked = tax.typical_salaries[len(tax.typical_salaries) // 2]
    rates = rates_of_most(edition, tax)
    lines = tuple(slip_lines(edition, tax, rates, ordinary_pay(tax, rates, asked)))
    this_year = edition.portal.year()
    scheme = tax.special_scheme
    return SalaryView(
        year=tax.slug,
        this_year=str(this_year) if this_year > tax.year else "",
        salaries=tuple(edition.language.number(kroner(one)) for one in tax.typical_salaries),
        places=places,
        chosen=edition.link(Municipality.kind, rates.municipality),
        chosen_slug=rates.municipality,
        example=edition.language.number(kroner(asked)),
        asked=int(kroner(asked)),
        slip=lines[:-1],
        left=lines[-1],
        scheme=tuple(scheme_rows(edition, tax)),
        scheme_percent=edition.language.percent(scheme.percent),
        scheme_all=edition.language.percent(scheme_percent(tax)),
        scheme_salary=edition.language.number(kroner(scheme.monthly_salary)),
        scheme_years=edition.language.number(scheme.months / MONTHS),
        lowest=LOWEST,
        highest=HIGHEST,
        highest_pension=HIGHEST_PENSION,
        rules=rules_for_browser(tax),
        rates=tuple(rules_told(edition, tax)),
        sources=tuple(sources(edition, tax)),
    )


def rates_of_most(edition: Edition, tax: TaxYear) -> MunicipalRates:
    """Those of the municipality where most people live."""
    places = edition.portal.municipalities
    shown = [rates for rates in tax.municipalities if rates.municipality in places]
    return max(shown, key=lambda rates: places[rates.municipality].population or 0)


def kroner(oere: int) -> float:
    return oere / KRONE


def place_rows(edition: Edition, tax: TaxYear) -> Iterator[PlaceRow]:
    """The municipalities as the alphabet has them."""
    places = edition.portal.municipalities
    rates = [rates for rates in tax.municipalities if rates.municipality in places]
    found = [(edition.link(Municipality.kind, rates.municipality), rates) for rates in rates]
    for link, one in edition.language.in_order(found, lambda pair: pair[0].text):
        yield PlaceRow(
            slug=one.municipality,
            place=link,
            municipal_tax=edition.language.percent(one.municipal_tax),
            church_tax=edition.language.percent(one.church_tax),
            left=left_of_each(edition, tax, one, is_member=False),
            left_of_members=left_of_each(edition, tax, one, is_member=True),
        )


def left_of_each(
    edition: Edition, tax: TaxYear, rates: MunicipalRates, *, is_member: bool
) -> tuple[str, ...]:
    """What is left a month of each typical salary."""
    slips = (ordinary_pay(tax, rates, one, is_member=is_member) for one in tax.typical_salaries)
    return tuple(edition.language.number(a_month(slip.net)) for slip in slips)


def scheme_rows(edition: Edition, tax: TaxYear) -> Iterator[SchemeRow]:
    for one in tax.typical_salaries:
        left = edition.language.number(a_month(scheme_pay(tax, one).net))
        salary = edition.language.number(kroner(one))
        yield SchemeRow(salary, left, may_use_scheme(tax, one))


def slip_lines(
    edition: Edition, tax: TaxYear, rates: MunicipalRates, slip: Payslip
) -> Iterator[SlipLine]:
    """All lines that a payslip can have; those that take nothing in the example are hidden."""
    _, percent = edition._, edition.language.percent

    def line(name: str, label: str | LocalisedText, amount: int, rate: str = "") -> SlipLine:
        said = label if isinstance(label, LocalisedText) else LocalisedText(label)
        month, year = (
            edition.language.number(one) for one in (a_month(amount), a_month(amount * MONTHS))
        )
        return SlipLine(name, said, rate, month, year, bool(amount) or name in ("salary", "left"))

    yield line("salary", _("Salary"), slip.salary)
    yield line("atp", _("ATP, your own share"), slip.atp)
    yield line("pension", _("Pension, your own share"), slip.pension)
    contribution = percent(tax.labour_market_contribution)
    yield line("contribution", _("Labour market contribution"), slip.contribution, contribution)
    yield line("municipal", _("Municipal tax"), slip.municipal, percent(rates.municipal_tax))
    yield line("church", _("Church tax"), slip.church, percent(rates.church_tax))
    yield line("bottom", _("Bottom-bracket tax"), slip.bottom, percent(tax.bottom_tax))
    taken = zip(tax.progressive_taxes, slip.progressive, strict=True)
    for number, (rule, amount) in enumerate(taken):
        name = f"progressive-{number}"
        yield line(name, edition.text(rule.name), amount, percent(rule.percent))
    scheme = percent(tax.special_scheme.percent)
    yield line("scheme", _("Tax under the scheme"), slip.scheme, scheme)
    yield line("left", _("Left for you"), slip.net)


def rules_for_browser(tax: TaxYear) -> str:
    """The year's rules as ``salary-core.js`` reads them: øre and hundredths of a percent."""
    rules = {
        "contribution": tax.labour_market_contribution,
        "atp": tax.atp_per_month,
        "allowance": tax.personal_allowance,
        "employment": {
            "percent": tax.employment_allowance.percent,
            "atMost": tax.employment_allowance.at_most,
        },
        "job": {
            "percent": tax.job_allowance.percent,
            "above": tax.job_allowance.above,
            "atMost": tax.job_allowance.at_most,
        },
        "bottom": tax.bottom_tax,
        "progressive": [
            {"percent": rule.percent, "above": rule.above} for rule in tax.progressive_taxes
        ],
        "ceiling": tax.tax_ceiling,
        "scheme": {
            "percent": tax.special_scheme.percent,
            "salary": tax.special_scheme.monthly_salary,
        },
        "municipalities": {
            rates.municipality: {"municipal": rates.municipal_tax, "church": rates.church_tax}
            for rates in tax.municipalities
        },
    }
    return json.dumps(rules, separators=(",", ":"))


def rules_told(edition: Edition, tax: TaxYear) -> Iterator[RuleTold]:
    """Each rule of the state and what it is, as a list tells it."""
    _, percent = edition._, edition.language.percent

    def amount(oere: int) -> str:
        return _("DKK %(amount)s") % {"amount": edition.language.number(kroner(oere))}

    def told(name: str, text: str, share: int = 0, limit: int = 0, most: int = 0) -> RuleTold:
        gaps = {"percent": percent(share), "limit": amount(limit), "amount": amount(most)}
        return LocalisedText(_(RULES_OF_TAX[name])), text % gaps

    said = _("%(percent)s of the salary, before all else")
    yield told("labour_market_contribution", said, tax.labour_market_contribution)
    yield told("atp_per_month", _("%(amount)s a month"), most=tax.atp_per_month)
    yield told("personal_allowance", _("%(amount)s a year"), most=tax.personal_allowance)
    employment, job = tax.employment_allowance, tax.job_allowance
    said = _("%(percent)s of the salary, at most %(amount)s a year")
    yield told("employment_allowance", said, employment.percent, most=employment.at_most)
    said = _("%(percent)s of what is above %(limit)s, at most %(amount)s a year")
    yield told("job_allowance", said, job.percent, job.above, job.at_most)
    yield told("bottom_tax", "%(percent)s", tax.bottom_tax)
    for rule in tax.progressive_taxes:
        said = _("%(percent)s of what is above %(limit)s a year after the contribution")
        gaps = {"percent": percent(rule.percent), "limit": amount(rule.above)}
        yield edition.text(rule.name), said % gaps
    said = _("%(percent)s for municipal tax and the two lowest taxes of the state together")
    yield told("tax_ceiling", said, tax.tax_ceiling)


def sources(edition: Edition, tax: TaxYear) -> Iterator[RuleSourceView]:
    """Where the rules come from, each source with what it states."""
    for source in tax.sources:
        states = edition.language.listed(edition._(RULES_OF_TAX[name]) for name in source.states)
        view = SourceView(source.url, short_address(source.url), source.checked)
        yield RuleSourceView(view, states)


def place_salary(edition: Edition, slug: str) -> PlaceSalary | None:
    """The rates and typical net pay of a municipality, where they are known."""
    tax = newest_tax(edition)
    rates = rates_of(tax, slug) if tax else None
    if not tax or not rates:
        return None
    salaries = (edition.language.number(kroner(one)) for one in tax.typical_salaries)
    return PlaceSalary(
        year=tax.slug,
        municipal_tax=edition.language.percent(rates.municipal_tax),
        church_tax=edition.language.percent(rates.church_tax),
        left=tuple(
            zip(
                salaries,
                left_of_each(edition, tax, rates, is_member=False),
                left_of_each(edition, tax, rates, is_member=True),
                strict=True,
            )
        ),
        address=edition.addresses.salary(edition.code),
    )
