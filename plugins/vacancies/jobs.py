"""An offer becomes a job as it stands in ``content/jobs/<company>.json``, or is refused with a reason."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from html import unescape
from typing import Any

from babel import Locale
from pydantic import ValidationError

from plugins.portal.explaining import explain
from plugins.portal.fields import slugify
from plugins.portal.postings import render_posting
from plugins.portal.reading import INVISIBLE, MAX_TEXT
from plugins.portal.records import Company, Job, Status
from plugins.vacancies.faults import OfferFault
from plugins.vacancies.markup import as_html, as_line
from plugins.vacancies.offers import Offer, Pay
from plugins.vacancies.understanding import Posting, Understanding, understand
from plugins.vacancies.vocabulary import Vocabulary

JobData = dict[str, Any]
"""One job as JSON has it."""

COUNTRY = "DK"
"""Where the portal's municipalities are."""

NAMES_OF_COUNTRIES = ("en", "da", "de", "sv", "nb")
"""The languages that employers here name countries in."""

NO_PLACES = frozenset({"remote", "hybrid", "flexible", "anywhere", "fjernarbejde", "hjemmefra"})
"""What systems put in the place of a place."""

MAX_RAW = 400_000
"""Characters of a description with all its styles, before anything is done with them."""

MAX_ID = 60
MAX_PLACE, MAX_TERMS = 300, 10
"""Characters of a place or another small text, and how many words for employment are looked at."""

REQUIRED = frozenset(name for name, field in Job.model_fields.items() if field.is_required())


@dataclass(frozen=True, slots=True)
class Context:
    """What an offer is understood by. ``language`` is what the portal speaks first."""

    vocabulary: Vocabulary
    language: str
    today: date


def job_of(offer: Offer, company: Company, prefix: str, context: Context) -> JobData | None:
    """The job that an offer is; None where it is elsewhere. Raises OfferFault.

    Whether it is over, and the moment of the import, belong to the comparison with the last import.
    """
    if country_of(offer) not in ("", COUNTRY):
        return None
    told = understand(_posting(offer, company), context.vocabulary)
    values = _stated(offer, context) | _understood(told)
    values["id"] = prefix + job_id(offer.id)
    guessed = set(told.guessed)
    if "language" not in values:
        values["language"] = _likely_language(offer, company, context)
        guessed.add("language")
    if has_place(offer) and told.municipality is None:
        # Somewhere else, or a place that we do not know: an editor may tell.
        values["status"] = Status.DRAFT.value
        guessed.add("status")
    if offer.posted is None:
        guessed.add("posted")
    values["guessed"] = sorted(guessed & values.keys())
    return _checked(values, company)


def job_id(name: str) -> str:
    """A system's name for a posting as the end of an address, which is another for another name."""
    slug = slugify(name.rstrip("/").rpartition("/")[2])[:MAX_ID].strip("-")
    if slug == name.lower():
        return slug
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{slug}-{digest}" if slug else digest


def country_of(offer: Offer) -> str:
    """The country's code, as it is stated or named at the end of the place; '' where it is not."""
    last = offer.place[:MAX_PLACE].rpartition(",")[2].strip()
    for said in (offer.country.strip(), last):
        if code := _countries().get(said.casefold()):
            return code
    return ""


def has_place(offer: Offer) -> bool:
    """Whether an offer names a place that is more than a country."""
    words = [
        part.strip().casefold() for part in re.split(r"[,/|()\u2013-]", offer.place[:MAX_PLACE])
    ]
    return any(word and word not in NO_PLACES and word not in _countries() for word in words)


@cache
def _countries() -> Mapping[str, str]:
    """Codes and names of countries → codes."""
    found: dict[str, str] = {}
    for language in NAMES_OF_COUNTRIES:
        for code, name in Locale(language).territories.items():
            if code.isalpha():
                found.setdefault(str(name).casefold(), code)
                found.setdefault(code.casefold(), code)
    return found


def _posting(offer: Offer, company: Company) -> Posting:
    return Posting(
        title=as_line(offer.title[:MAX_RAW])[:MAX_PLACE],
        description=offer.description[:MAX_RAW],
        place=offer.place[:MAX_PLACE],
        company=company.slug,
        language=offer.language[:MAX_PLACE] or None,
        terms=tuple(term[:MAX_PLACE] for term in offer.terms[:MAX_TERMS]),
        workload=offer.workload,
        posted=offer.posted,
        deadline=offer.deadline,
    )


def _stated(offer: Offer, context: Context) -> JobData:
    """What the system says plainly, in the words of a record."""
    address, apply = offer.address.strip(), offer.apply.strip()
    posted = min(offer.posted or context.today, context.today)
    values: JobData = {
        "title": INVISIBLE.sub("", as_line(offer.title[:MAX_RAW])),
        "description_html": _description(offer),
        "posted": posted.isoformat(),
        "apply": apply or address,
    }
    if offer.deadline:
        values["deadline"] = offer.deadline.isoformat()
    if apply and address and apply != address:
        values["source"] = address
    if offer.pay:
        values["salary"] = _salary(offer.pay)
    return values


def _description(offer: Offer) -> str:
    """The harmless part of a description: what nobody would read to its end is refused."""
    if len(offer.description) > MAX_RAW:
        raise OfferFault(f"its text has {len(offer.description):,} characters; refused")
    clean = INVISIBLE.sub("", render_posting(as_html(offer.description)))
    if len(clean) > MAX_TEXT:
        raise OfferFault(f"its text has {len(clean):,} characters; refused")
    if not re.search(r"\w", unescape(re.sub(r"<[^>]*>", "", clean))):
        raise OfferFault("it has no text")
    return clean


def _salary(pay: Pay) -> JobData:
    found = asdict(pay) | {"currency": pay.currency.upper(), "per": pay.per.value}
    return {key: found[key] for key in ("min", "max", "currency", "per") if found[key] is not None}


def _understood(told: Understanding) -> JobData:
    """What was understood, without what was not."""
    values: JobData = {
        "municipality": told.municipality,
        "competences": list(told.competences),
        "language": told.language,
        "employment_type": told.employment_type and told.employment_type.value,
        "opening": told.opening and told.opening.value,
        "workload": told.workload,
        "working_languages": list(told.working_languages),
        "danish_needed": told.danish_needed and told.danish_needed.value,
    }
    return {key: value for key, value in values.items() if value not in (None, [])}


def _likely_language(offer: Offer, company: Company, context: Context) -> str:
    """What a job must have and its text is too short to tell."""
    stated = re.split("[-_]", offer.language.strip().lower())[0]
    if stated in Locale("en").languages:
        return stated
    return next(iter(company.working_languages), context.language)


def _checked(values: JobData, company: Company) -> JobData:
    """The values that a record may have, in its order. A job without what it must have is refused.

    What it need not have is left out where it is wrong.
    """
    given = {"path": "", "company": company.slug, "slug": f"{company.slug}/{values['id']}"}
    try:
        Job.model_validate(values | given)
    except ValidationError as error:
        wrong = error.errors(include_url=False)
        for detail in wrong:
            if detail["loc"][0] in REQUIRED | {"description_html"}:
                raise OfferFault(explain(detail, Job, detail["loc"])) from None
        dropped = {detail["loc"][0] for detail in wrong}
        values = {key: value for key, value in values.items() if key not in dropped}
        values["guessed"] = [key for key in values["guessed"] if key not in dropped]
        return _checked(values, company)
    return in_order(values)


def in_order(values: JobData) -> JobData:
    """A job's values in the order of the record's fields, without empty lists."""
    return {name: values[name] for name in Job.model_fields if values.get(name) not in (None, [])}
