"""What is left of a salary: the rules of Danish income tax, as pure functions.

All amounts are whole numbers of øre and all rates hundredths of a percent, so that every sum comes out
exactly and the browser, which reckons by the same steps (``static/js/salary-core.js``), cannot differ.
Years are whole: a month's salary is earned twelve times. The functions take what a ``TaxYear`` says and
know no year themselves. They raise nothing; a salary below what is taken from it leaves nothing.

The rules are those of an unmarried employee with full-time work all year and no other income,
deductions or debts. Sources: personskatteloven §§ 5-9, 10, 12 and 19, ligningsloven §§ 9 J and 9 K,
arbejdsmarkedsbidragsloven and kildeskatteloven §§ 48 E-F, as the Danish Tax Agency's guides tell them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.portal.records import MunicipalRates, ProgressiveTax, TaxYear

MONTHS = 12
WHOLE = 100_00
"""Hundredths of a percent in the whole."""

KRONE = 100
"""Øre in a krone."""


@dataclass(frozen=True, slots=True)
class Payslip:
    """What becomes of a salary, in øre a year. Everything but ``salary`` and ``net`` is taken off.

    ``progressive`` has an amount for each progressive tax of the year, in its order, the first after
    the relief of the tax ceiling; ``church`` is 0 for those who are no members.
    """

    salary: int
    atp: int
    pension: int
    contribution: int
    municipal: int
    church: int
    bottom: int
    progressive: tuple[int, ...]
    scheme: int
    """The scheme's tax in the place of all others but the contribution; 0 outside it."""
    net: int


def share(amount: int, percent: int) -> int:
    """A percentage (hundredths) of an amount (øre), rounded half up to an øre; amounts below 0 give 0."""
    return (max(amount, 0) * percent + WHOLE // 2) // WHOLE


def labour_market_contribution(tax: TaxYear, pay: int) -> int:
    """Arbejdsmarkedsbidrag of a year's pay after ATP and pension, rounded down to a whole krone.

    Rule: first of all, without any allowance; https://info.skat.dk/data.aspx?oid=121175 (example B-05).
    """
    return share(pay, tax.labour_market_contribution) // KRONE * KRONE


def employment_allowance(tax: TaxYear, work_income: int) -> int:
    """Beskæftigelsesfradrag of what a year's work pays before the labour market contribution.

    Contributions to ATP and to pension by way of the employer count as pay here.
    Rule: ligningsloven § 9 J; https://info.skat.dk/data.aspx?oid=2273718.
    """
    rule = tax.employment_allowance
    return min(share(work_income, rule.percent), rule.at_most)


def job_allowance(tax: TaxYear, work_income: int) -> int:
    """Jobfradrag of the same, as far as it is above a limit.

    Rule: ligningsloven § 9 K; https://info.skat.dk/data.aspx?oid=2273725.
    """
    rule = tax.job_allowance
    return min(share(work_income - rule.above, rule.percent), rule.at_most)


def after_allowance(tax: TaxYear, income: int, percent: int) -> int:
    """A tax on all of an income, less the same percentage of the personal allowance.

    Rule: personskatteloven §§ 9, 10 and 12: the allowance lowers each tax by its tax value. What one tax
    cannot use would lower another, which happens only where hardly anything is earned, and not here.
    """
    return max(share(income, percent) - share(tax.personal_allowance, percent), 0)


def progressive_tax(rule: ProgressiveTax, personal_income: int) -> int:
    """A tax of the state on what a personal income has above a limit (mellemskat, topskat, …).

    Rule: personskatteloven §§ 7, 7 a and 8.
    """
    return share(personal_income - rule.above, rule.percent)


def ceiling_relief(tax: TaxYear, municipal_tax: int, personal_income: int) -> int:
    """What the tax ceiling (skatteloft) takes off the first progressive tax.

    Where ``municipal_tax`` (a rate), bottom tax and that tax come to more than the ceiling, the rest is
    not taken. Church tax and the labour market contribution are outside the ceiling. The ceilings of
    higher taxes are as much higher as these, so nothing more is to be taken off.
    Rule: personskatteloven § 19.
    """
    first = tax.progressive_taxes[0]
    over = max(municipal_tax + tax.bottom_tax + first.percent - tax.tax_ceiling, 0)
    return share(personal_income - first.above, min(over, first.percent))


def progressive_taxes(tax: TaxYear, rates: MunicipalRates, personal_income: int) -> tuple[int, ...]:
    """All of them, in their order, the first after the relief of the ceiling."""
    found = [progressive_tax(rule, personal_income) for rule in tax.progressive_taxes]
    found[0] -= ceiling_relief(tax, rates.municipal_tax, personal_income)
    return tuple(found)


def ordinary_pay(
    tax: TaxYear,
    rates: MunicipalRates,
    monthly_salary: int,
    *,
    is_member: bool = False,
    pension: int = 0,
) -> Payslip:
    """A year's payslip under ordinary taxation.

    ``monthly_salary`` (øre) is before ATP and the employee's own ``pension`` share (hundredths of a
    percent of it), both of which the employer takes off before tax; ``is_member`` says whether church
    tax is paid.
    """
    salary, atp = monthly_salary * MONTHS, tax.atp_per_month * MONTHS
    own_pension = share(salary, pension)
    pay = max(salary - atp - own_pension, 0)
    contribution = labour_market_contribution(tax, pay)
    personal_income = pay - contribution
    allowances = employment_allowance(tax, salary) + job_allowance(tax, salary)
    taxable_income = max(personal_income - allowances, 0)
    return _payslip(
        salary=salary,
        atp=min(atp, salary),
        pension=own_pension,
        contribution=contribution,
        municipal=after_allowance(tax, taxable_income, rates.municipal_tax),
        church=after_allowance(tax, taxable_income, rates.church_tax) if is_member else 0,
        bottom=after_allowance(tax, personal_income, tax.bottom_tax),
        progressive=progressive_taxes(tax, rates, personal_income),
    )


def scheme_pay(tax: TaxYear, monthly_salary: int) -> Payslip:
    """A year's payslip under the scheme for researchers and key employees, the same everywhere.

    No allowance is given, and no other tax is taken.
    Rule: kildeskatteloven §§ 48 E-F; https://www.skat.dk/skat.aspx?oid=2244911.
    """
    salary, atp = monthly_salary * MONTHS, tax.atp_per_month * MONTHS
    pay = max(salary - atp, 0)
    contribution = labour_market_contribution(tax, pay)
    return _payslip(
        salary=salary,
        atp=min(atp, salary),
        contribution=contribution,
        progressive=(0,) * len(tax.progressive_taxes),
        scheme=share(pay - contribution, tax.special_scheme.percent),
    )


def may_use_scheme(tax: TaxYear, monthly_salary: int) -> bool:
    """Whether a salary is high enough for a key employee; researchers need not ask.

    What counts is the salary after ATP.
    """
    return monthly_salary - tax.atp_per_month >= tax.special_scheme.monthly_salary


def scheme_percent(tax: TaxYear) -> int:
    """What the scheme takes with the contribution, of all pay (hundredths of a percent), as in 3284."""
    contribution = tax.labour_market_contribution
    return contribution + share(WHOLE - contribution, tax.special_scheme.percent)


def a_month(amount: int) -> int:
    """A year's øre as whole kroner a month, rounded half up."""
    month = MONTHS * KRONE
    return (amount + month // 2) // month


def rates_of(tax: TaxYear, slug: str) -> MunicipalRates | None:
    """The rates of a municipality, where the year has them."""
    return next((rates for rates in tax.municipalities if rates.municipality == slug), None)


def _payslip(  # noqa: PLR0913 - a payslip has as many lines
    *,
    salary: int,
    atp: int,
    contribution: int,
    progressive: Sequence[int],
    pension: int = 0,
    municipal: int = 0,
    church: int = 0,
    bottom: int = 0,
    scheme: int = 0,
) -> Payslip:
    taken = atp + pension + contribution + municipal + church + bottom + sum(progressive) + scheme
    return Payslip(
        salary,
        atp,
        pension,
        contribution,
        municipal,
        church,
        bottom,
        tuple(progressive),
        scheme,
        max(salary - taken, 0),
    )
