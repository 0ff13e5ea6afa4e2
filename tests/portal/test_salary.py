"""Net pay agrees with worked examples that others published, to the krone."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import pytest

from plugins.portal.records import (
    EmploymentAllowance,
    JobAllowance,
    MunicipalRates,
    ProgressiveTax,
    RuleSource,
    SpecialScheme,
    TaxYear,
)
from plugins.portal.salary import (
    KRONE,
    MONTHS,
    Payslip,
    a_month,
    after_allowance,
    ceiling_relief,
    employment_allowance,
    job_allowance,
    labour_market_contribution,
    may_use_scheme,
    ordinary_pay,
    progressive_tax,
    progressive_taxes,
    scheme_pay,
    scheme_percent,
    share,
)


def tax_year(  # noqa: PLR0913 - a year has as many rules
    year,
    *,
    allowance,
    employment,
    job,
    bottom,
    progressive,
    ceiling,
    scheme=(27_00, 65_400),
    atp=99_00,
):
    """The rules of a year; amounts in kroner, rates in hundredths of a percent."""
    return TaxYear(
        path=f"content/tax/{year}.yaml",
        slug=str(year),
        labour_market_contribution=8_00,
        atp_per_month=atp,
        personal_allowance=allowance * KRONE,
        employment_allowance=EmploymentAllowance(
            percent=employment[0], at_most=employment[1] * KRONE
        ),
        job_allowance=JobAllowance(percent=job[0], above=job[1] * KRONE, at_most=job[2] * KRONE),
        bottom_tax=bottom,
        progressive_taxes=tuple(
            ProgressiveTax(name={"en": "Tax"}, percent=percent, above=above * KRONE)
            for percent, above in progressive
        ),
        tax_ceiling=ceiling,
        special_scheme=SpecialScheme(
            percent=scheme[0], monthly_salary=scheme[1] * KRONE, months=84
        ),
        municipalities=(MunicipalRates(municipality="here", municipal_tax=25_00, church_tax=80),),
        typical_salaries=(40_000_00,),
        sources=(RuleSource(url="https://x.example/", checked=date(2026, 1, 1), states=("atp",)),),
    )


TAX_2026 = tax_year(
    2026,
    allowance=54_100,
    employment=(12_75, 63_300),
    job=(4_50, 235_200, 3_100),
    bottom=12_01,
    progressive=((7_50, 641_200), (7_50, 777_900), (5_00, 2_592_700)),
    ceiling=44_57,
)
TAX_2025 = tax_year(
    2025,
    allowance=51_600,
    employment=(12_30, 55_600),
    job=(4_50, 224_500, 2_900),
    bottom=12_01,
    progressive=((15_00, 611_800),),
    ceiling=52_07,
)
TAX_2024 = tax_year(
    2024,
    allowance=49_700,
    employment=(10_65, 45_100),
    job=(4_50, 216_100, 2_800),
    bottom=12_01,
    progressive=((15_00, 588_900),),
    ceiling=52_07,
)
TAX_2023 = tax_year(
    2023,
    allowance=48_000,
    employment=(10_65, 45_600),
    job=(4_50, 208_700, 2_700),
    bottom=12_09,
    progressive=((15_00, 568_900),),
    ceiling=52_07,
)
TAX_2020 = tax_year(
    2020,
    allowance=46_500,
    employment=(10_50, 39_400),
    job=(4_50, 195_800, 2_600),
    bottom=12_14,
    progressive=((15_00, 531_000),),
    ceiling=52_06,
)
TAX_2012 = tax_year(
    2012,
    allowance=42_900,
    employment=(4_40, 14_100),
    job=(0, 0, 0),
    bottom=4_64,
    progressive=((15_00, 389_900),),
    ceiling=51_50,
)


class Example(NamedTuple):
    """A worked example of PwC, kroner a year: https://taxsummaries.pwc.com/denmark/individual/sample-personal-income-tax-calculation

    A single person with a car from the employer, interest and a journey to work, in a municipality of
    the average rate, who is no member of the church. Property tax, which is no tax on a salary, is left
    out of ``total``. PwC drops øre in some lines and rounds them in others.
    """

    tax: TaxYear
    pay: int
    """Salary and car after ATP."""
    rate: int
    contribution: int
    personal_income: int
    employment: int
    job: int
    taxable_income: int
    municipal: int | None
    bottom: int
    progressive: tuple[int, ...]
    """Before the relief of the ceiling."""
    credits: int
    """The personal allowance's value, the relief of the ceiling, and 8 % of 50,000 of interest."""
    total: int | None


PWC = (
    Example(
        *(TAX_2026, 1_048_882, 25_07, 83_910, 964_972, 63_300, 3_100, 808_372, 202_659, 115_893),
        *((24_282, 14_030, 0), 24_092, 332_772),
    ),
    Example(
        *(TAX_2025, 648_864, 25_07, 51_909, 596_955, 55_600, 2_900, 448_255, 112_377, 71_694),
        *((0,), 23_133, 160_938),  # the source's 165,018.55 less 4,080 of property tax
    ),
    Example(
        *(TAX_2024, 648_864, 25_07, 51_909, 596_955, 45_100, 2_800, 458_855, 115_035, 71_694),
        *((1_208,), 22_429, 165_508),
    ),
)


class StateExample(NamedTuple):
    """The same of years whose municipal rate is not told, and does not follow from rounded amounts."""

    tax: TaxYear
    pay: int
    contribution: int
    personal_income: int
    employment: int
    job: int
    bottom: int
    top: int


PWC_STATE = (
    StateExample(TAX_2023, 648_864, 51_909, 596_955, 45_600, 2_700, 72_171, 4_208),
    StateExample(TAX_2020, 598_864, 47_909, 550_955, 39_400, 2_600, 66_886, 2_993),
)
CAPITAL_INCOME = -80_000
JOURNEY = 10_200
INTEREST_COMPENSATION = 4_000


def to_the_krone(found, published):
    """Whether øre come to the published kroner, however those were rounded."""
    return abs(found - published * KRONE) < KRONE


@pytest.mark.parametrize("example", PWC, ids=lambda example: example.tax.slug)
def test_each_line_of_a_published_calculation_comes_out_to_the_krone(example):
    """Contribution, allowances and taxes are those of PwC's examples for three years."""
    tax, pay = example.tax, example.pay * KRONE
    contribution = labour_market_contribution(tax, pay)
    personal_income = example.personal_income * KRONE
    allowances = employment_allowance(tax, pay) + job_allowance(tax, pay)
    taxable = personal_income - allowances + (CAPITAL_INCOME - JOURNEY) * KRONE
    rates = MunicipalRates(municipality="here", municipal_tax=example.rate, church_tax=0)
    municipal = after_allowance(tax, taxable, example.rate)
    bottom = after_allowance(tax, personal_income, tax.bottom_tax)
    progressive = progressive_taxes(tax, rates, personal_income)
    before = [progressive_tax(rule, personal_income) for rule in tax.progressive_taxes]

    assert contribution == example.contribution * KRONE
    assert to_the_krone(pay - contribution, example.personal_income)
    assert employment_allowance(tax, pay) == example.employment * KRONE
    assert job_allowance(tax, pay) == example.job * KRONE
    assert taxable == example.taxable_income * KRONE
    assert to_the_krone(share(taxable, example.rate), example.municipal)
    assert to_the_krone(share(personal_income, tax.bottom_tax), example.bottom)
    assert all(map(to_the_krone, before, example.progressive))
    taken_off = (
        share(tax.personal_allowance, example.rate)
        + share(tax.personal_allowance, tax.bottom_tax)
        + ceiling_relief(tax, example.rate, personal_income)
        + INTEREST_COMPENSATION * KRONE
    )
    assert to_the_krone(taken_off, example.credits)
    total = municipal + bottom + sum(progressive) - INTEREST_COMPENSATION * KRONE
    assert to_the_krone(total, example.total)


@pytest.mark.parametrize("example", PWC_STATE, ids=lambda example: example.tax.slug)
def test_the_taxes_of_the_state_are_those_of_published_calculations(example):
    """PwC's examples of two further years, line by line."""
    tax, pay, personal = example.tax, example.pay * KRONE, example.personal_income * KRONE
    contribution = labour_market_contribution(tax, pay)
    assert contribution == example.contribution * KRONE
    assert to_the_krone(pay - contribution, example.personal_income)
    assert employment_allowance(tax, pay) == example.employment * KRONE
    assert job_allowance(tax, pay) == example.job * KRONE
    assert to_the_krone(share(personal, tax.bottom_tax), example.bottom)
    assert to_the_krone(progressive_tax(tax.progressive_taxes[0], personal), example.top)


def test_the_tax_agency_reckons_the_same_for_a_salary_in_2026():
    """Its own calculator for 2026: 600,000 kroner in Copenhagen, no church tax, no ATP entered.

    Final tax 208,725.64 with the contribution and 160,725.64 without, as written down on 2026-07-18 in
    a public study of the income tax act.
    """
    copenhagen = MunicipalRates(municipality="copenhagen", municipal_tax=23_39, church_tax=80)
    tax = TAX_2026.model_copy(update={"atp_per_month": 0})
    found = ordinary_pay(tax, copenhagen, 50_000 * KRONE)
    assert found.contribution == 48_000_00
    assert found.municipal + found.bottom == 160_725_64
    assert found.net == 600_000_00 - 208_725_64


def test_the_legal_guide_reckons_the_same_to_the_oere():
    """Example B-05 of the tax agency's guide, 2012, line by line: https://info.skat.dk/data.aspx?oid=121175

    The health contribution of that time (7 %) was taken of the same income as municipal tax.
    """
    tax, pay = TAX_2012, (463_793 - 1_080 - 23_154) * KRONE
    contribution = labour_market_contribution(tax, pay)
    assert contribution == 35_164_00
    assert pay - contribution == 404_395_00
    assert employment_allowance(tax, pay) == 14_100_00
    taxable, personal = 342_295_00, (358_395 + 8_500) * KRONE
    assert share(taxable, 24_33) == 83_280_37
    assert share(taxable, 7_00) == 23_960_65
    assert share(personal, tax.bottom_tax) == 17_023_93
    assert progressive_tax(tax.progressive_taxes[0], 404_395_00) == 2_174_25
    assert share(tax.personal_allowance, 24_33) == 10_437_57
    assert share(tax.personal_allowance, 7_00) == 3_003_00
    assert share(tax.personal_allowance, tax.bottom_tax) == 1_990_56
    total = (
        after_allowance(tax, taxable, 24_33)
        + after_allowance(tax, taxable, 7_00)
        + after_allowance(tax, personal, tax.bottom_tax)
        + 2_174_25
        + contribution
    )
    assert total == 146_172_07


@pytest.mark.parametrize(("percent", "value"), [(3_64, 1_561_56), (8_00, 3_432_00)])
def test_the_personal_allowance_is_worth_what_the_tax_agency_says(percent, value):
    """Two tax values of 42,900 kroner in 2011: https://www.skat.dk/SKAT.aspx?oId=1708211"""
    assert share(42_900_00, percent) == value


@pytest.mark.parametrize(
    ("salary", "number"), [(696_956, 0), (845_543, 1), (2_818_152, 2)], ids=str
)
def test_a_tax_of_the_state_begins_at_the_published_salary(salary, number):
    """The yearly salaries before the contribution from which PwC says that each tax is paid in 2026.

    https://www.pwc.dk/da/artikler/2025/09/skattelettelser-paa-vej-til-mange-danskere.html
    """
    rule = TAX_2026.progressive_taxes[number]
    pay = salary * KRONE
    assert progressive_tax(rule, pay - labour_market_contribution(TAX_2026, pay)) == 0
    more = pay + 100 * KRONE
    assert progressive_tax(rule, more - labour_market_contribution(TAX_2026, more)) > 0


@pytest.mark.parametrize(
    ("percent", "at_most", "income"),
    [(9_50, 34_300, 361_053), (10_10, 37_200, 368_317), (12_30, 55_600, 452_033)],
    ids=["2018", "2019", "2025"],
)
def test_the_employment_allowance_is_full_at_the_published_income(percent, at_most, income):
    """https://skat.dk/skat.aspx?oId=2234762 and https://www.skagenonline.dk/faq/hvornar-kan-man-fa-jobfradrag"""
    rule = EmploymentAllowance(percent=percent, at_most=at_most * KRONE)
    tax = TAX_2026.model_copy(update={"employment_allowance": rule})
    assert employment_allowance(tax, income * KRONE) == at_most * KRONE
    assert employment_allowance(tax, (income - 10) * KRONE) < at_most * KRONE


@pytest.mark.parametrize(
    ("percent", "above", "at_most", "income"),
    [
        (2_50, 187_500, 1_400, 243_500),
        (3_75, 191_600, 2_100, 247_600),
        (4_50, 195_800, 2_600, 253_578),
        (4_50, 202_700, 2_700, 262_700),
        (4_50, 208_700, 2_700, 268_700),
    ],
    ids=["2018", "2019", "2020", "2022", "2023"],
)
def test_the_job_allowance_is_full_at_the_published_income(percent, above, at_most, income):
    """https://skat.dk/skat.aspx?oId=2234762 and https://bankly.dk/blog/jobfradrag"""
    rule = JobAllowance(percent=percent, above=above * KRONE, at_most=at_most * KRONE)
    tax = TAX_2026.model_copy(update={"job_allowance": rule})
    assert job_allowance(tax, income * KRONE) == at_most * KRONE
    assert job_allowance(tax, (income - 100) * KRONE) < at_most * KRONE


def test_a_published_payslip_has_the_same_contribution():
    """4 % pension of 24,870 kroner and 75 of ATP leave 23,800, of which 1,904 go.

    https://www.pension.dk/virksomhed/indbetal/beregningseksempel---manedslonnet-pop-up/
    """
    pension = share(24_870_00, 4_00)
    assert a_month(pension * MONTHS) == 995
    assert labour_market_contribution(TAX_2026, 23_800_00) == 1_904_00


def test_the_scheme_takes_what_the_tax_agency_says():
    """27 % and the contribution come to 32.84 %: https://www.skat.dk/skat.aspx?oid=2244911"""
    assert scheme_percent(TAX_2026) == 32_84
    tax = TAX_2026.model_copy(update={"atp_per_month": 0})
    found = scheme_pay(tax, 100_000_00)
    assert found.net == share(1_200_000_00, 100_00 - 32_84)


def test_the_scheme_of_earlier_years_comes_out_as_published():
    """26 % of 960,000 kroner: http://newinesbjerg.dk/en-gb/useful-information/tax/tax-reduction-foreign-researchers-or-key-employees"""
    assert labour_market_contribution(TAX_2026, 1_043_000_00) == 83_440_00
    assert share(960_000_00, 26_00) == 249_600_00
    earlier = TAX_2026.special_scheme.model_copy(update={"percent": 26_00})
    tax = TAX_2026.model_copy(update={"special_scheme": earlier})
    assert scheme_percent(tax) == 31_92  # as SKAT and the University of Southern Denmark have it


def test_the_published_relief_of_the_ceiling_comes_out():
    """The ministry's table for 2026 has 1.24 percent of relief for Langeland, whose rate is 26.30."""
    first = TAX_2026.progressive_taxes[0].above
    assert ceiling_relief(TAX_2026, 26_30, first + 1_000_000_00) == share(1_000_000_00, 1_24)


@pytest.mark.parametrize(
    ("monthly", "percent"), [(40_000, 42), (63_000, 49), (100_000, 56), (300_000, 60.5)]
)
def test_of_the_last_krone_is_taken_what_is_published(monthly, percent):
    """PwC's rates for 2026 with the contribution: about 42, 49, 56 and 60.5 percent.

    Its first one is told without the employment allowance, which is therefore full here.
    """
    rule = EmploymentAllowance(percent=100_00, at_most=63_300_00)
    tax = TAX_2026.model_copy(update={"employment_allowance": rule})
    rates = tax.municipalities[0]
    less = ordinary_pay(tax, rates, monthly * KRONE)
    more = ordinary_pay(tax, rates, (monthly + 1_000) * KRONE)
    kept = (more.net - less.net) / (MONTHS * 1_000 * KRONE)
    assert abs(100 * (1 - kept) - percent) < 0.5  # told as "about"


SALARIES = (0, 50, 98_99, 99_00, 10_000_00, 24_870_13, 40_000_00, 65_499_00, 90_000_00, 999_999_99)


@pytest.mark.parametrize("salary", SALARIES)
@pytest.mark.parametrize("is_member", [False, True])
def test_the_lines_of_a_payslip_come_to_the_salary(salary, is_member):
    """Nothing is lost and nothing is taken twice."""
    rates = TAX_2026.municipalities[0]
    for slip in (
        ordinary_pay(TAX_2026, rates, salary, is_member=is_member, pension=4_00),
        scheme_pay(TAX_2026, salary),
    ):
        taken = replace(slip, salary=0, net=0, progressive=())
        parts = [getattr(taken, name) for name in Payslip.__slots__ if name != "progressive"]
        assert slip.net + sum(parts) + sum(slip.progressive) >= slip.salary
        if slip.net:
            assert slip.net + sum(parts) + sum(slip.progressive) == slip.salary
        assert slip.net >= 0


def test_more_salary_leaves_more():
    """No step of the taxes takes more than was earned."""
    rates = TAX_2026.municipalities[0]
    nets = [ordinary_pay(TAX_2026, rates, salary).net for salary in range(0, 300_000_00, 377_00)]
    assert all(one <= two for one, two in pairwise(nets))


def test_church_tax_is_paid_by_members_alone():
    """A member keeps less, and nothing else is another."""
    rates = TAX_2026.municipalities[0]
    without = ordinary_pay(TAX_2026, rates, 40_000_00)
    member = ordinary_pay(TAX_2026, rates, 40_000_00, is_member=True)
    assert without.church == 0 < member.church
    assert without.net - member.church == member.net


@pytest.mark.parametrize(("salary", "may"), [(65_498_99, False), (65_499_00, True)])
def test_the_scheme_asks_for_its_salary_after_atp(salary, may):
    """https://www.azets.com/en-dk/insights/blog/tax-scheme-for-researchers-denmark-2026"""
    assert may_use_scheme(TAX_2026, salary) is may


@pytest.mark.parametrize(("oere", "kroner"), [(0, 0), (599, 0), (600, 1), (12_00, 1), (1799, 1)])
def test_a_month_is_a_twelfth_in_whole_kroner(oere, kroner):
    """Half a krone is rounded up, as the browser rounds it."""
    assert a_month(oere) == kroner
