"""How a company comes into the portal: its file explained, and a form that writes it in the browser."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import orjson

from plugins.catalogue.company_keys import (
    KEYS,
    Choice,
    KeyView,
    choices_of,
    company_schema,
    example_file,
    key_views,
    named,
)
from plugins.catalogue.edition import Edition
from plugins.catalogue.open_data import rows, shapes
from plugins.catalogue.pages.documents import document
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.pages.open_data import DATA
from plugins.portal.addresses import COMPANIES
from plugins.portal.page import Page
from plugins.portal.records import Competence, Municipality

ADD_COMPANY = "add-company"
SCHEMA = "company-file-schema"

SPOKEN = ("da", "en", "de", "sv", "no", "nl", "pl", "uk", "fr", "es")
"""Languages that many work in; others can be added to the file by hand."""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices under a heading, which may be ''."""

    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form. ``name`` is the way to the value in the file, joined by points."""

    name: str
    kind: str
    """``line``, ``lines``, ``one`` of some choices, or ``many``."""
    label: str
    hint: str = ""
    required: bool = False
    type: str = "text"
    groups: tuple[ChoiceGroup, ...] = ()
    language: str = ""
    """Of what is written into it."""
    wrong: str = ""
    """What is said where the value is not right."""

    @property
    def id(self) -> str:
        return f"Field-{self.name.replace('.', '-')}"

    @property
    def described_by(self) -> str:
        """The ids of what is said of it: how to fill it in, and what is wrong."""
        return " ".join([f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-fault"])

    @property
    def input_type(self) -> str:
        """As HTML has it; numbers are typed as text, since browsers change what is no number."""
        return "text" if self.type == "number" else self.type


@dataclass(frozen=True, slots=True)
class FieldSet:
    heading: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class AddCompanyView:
    keys: tuple[KeyView, ...]
    example: str
    schema: str
    fieldsets: tuple[FieldSet, ...]
    order: str
    """The keys in the order in which the file has them, as JSON."""
    contact: str
    """Where files may be sent; '' where nobody says."""
    repository: str
    """Where a file is added to the repository; '' where nobody says."""
    repository_folder: str
    companies: str
    for_employers: str
    words: tuple[str, ...]


def add_company_plans(edition: Edition) -> Iterator[Planned]:
    yield edition.addresses.add_company(edition.code), ADD_COMPANY, (ADD_COMPANY,)
    if edition.code == edition.portal.languages[0]:
        yield edition.addresses.data(shapes.COMPANY_FILE), DATA, (SCHEMA,)


def schema_file(edition: Edition) -> Page:
    """The JSON Schema by which a company's file is checked, in the browser as by editors' programs."""
    schema = {"$id": rows.data_address(edition, shapes.COMPANY_FILE), **company_schema()}
    text = orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode()
    return document(edition, edition.addresses.data(shapes.COMPANY_FILE), DATA, f"{text}\n")


def add_company(edition: Edition) -> Page:
    settings, root = edition.content.settings, edition.content.settings.root
    keys = key_views(edition)
    view = AddCompanyView(
        keys=keys,
        example=example_file(edition),
        schema=edition.addresses.data(shapes.COMPANY_FILE),
        fieldsets=tuple(fieldsets(edition)),
        order=orjson.dumps([*KEYS]).decode(),
        contact=settings.contact,
        repository=settings.repository,
        repository_folder=quote(settings.companies.relative_to(root).as_posix()),
        companies=edition.sections[COMPANIES].address,
        for_employers=edition.for_employers.address,
        words=tuple(f"{one.label}: {one.what}" for one in keys),
    )
    return edition.page(
        edition.everywhere(edition.addresses.add_company),
        kind=ADD_COMPANY,
        title=edition._("Add your company"),
        description=edition._(
            "Write your company's profile in a form, which checks it and makes the file that the portal reads."
        ),
        view=view,
        breadcrumbs=(edition.home, edition.for_employers),
    )


def fieldsets(edition: Edition) -> Iterator[FieldSet]:
    gettext = edition._
    yield FieldSet(gettext("The company"), tuple(_company_fields(edition)))
    yield FieldSet(gettext("Where it is and whom it seeks"), tuple(_search_fields(edition)))
    for code, language in edition.content.every_language().items():
        name = edition.language.language_name(code)
        fields = tuple(_text_fields(edition, code))
        yield FieldSet(gettext("Texts: %(language)s") % {"language": name}, fields)
        del language
    yield FieldSet(gettext("Working here"), tuple(_work_fields(edition)))
    yield FieldSet(gettext("Address and contact"), tuple(_contact_fields(edition)))
    yield FieldSet(gettext("Where this is from"), tuple(_source_fields(edition)))


def _field(  # noqa: PLR0913 - a field is all of this
    edition: Edition,
    key: str,
    kind: str = "line",
    *,
    name: str = "",
    label: str = "",
    type: str = "text",  # noqa: A002 - as HTML calls it
    groups: tuple[ChoiceGroup, ...] = (),
    language: str = "",
    required: bool | None = None,
    wrong: str = "",
) -> FormField:
    """A field for a key as it is documented."""
    schema = company_schema()
    own, what = KEYS[key]
    shown = label or edition._(own)
    return FormField(
        name=name or key,
        kind=kind,
        label=shown,
        hint="" if label else edition._(what),
        required=key in schema["required"] if required is None else required,
        type=type,
        groups=groups,
        language=language,
        wrong=wrong or edition._("Look at “%(field)s” again") % {"field": shown},
    )


def _address_fault(edition: Edition, field: str) -> str:
    said = edition._("“%(field)s” must be an address that begins with https://")
    return said % {"field": field}


def _company_fields(edition: Edition) -> Iterator[FormField]:
    gettext = edition._
    yield _field(edition, "name", wrong=gettext("Write the company's name in one line"))
    for key in ("website", "careers"):
        wrong = _address_fault(edition, gettext(KEYS[key][0]))
        yield _field(edition, key, type="url", wrong=wrong)
    yield _field(
        edition,
        "cvr",
        wrong=gettext("A CVR number has eight digits; one of these was mistyped"),
    )
    yield _field(edition, "founded", type="number", wrong=gettext("Write the year in four digits"))
    yield _field(edition, "employees", "one", groups=_one_group(choices_of(edition, "employees")))


def _one_group(choices: tuple[Choice, ...]) -> tuple[ChoiceGroup, ...]:
    return (ChoiceGroup("", choices),)


def _search_fields(edition: Edition) -> Iterator[FormField]:
    gettext = edition._
    places = _one_group(choices_of(edition, "municipalities"))
    yield _field(
        edition,
        "municipalities",
        "one",
        name="municipalities.0",
        label=gettext("Main site"),
        groups=places,
        wrong=gettext("Choose the municipality of the main site"),
    )
    yield _field(
        edition,
        "municipalities",
        "many",
        label=gettext("Other municipalities"),
        groups=places,
        required=False,
    )
    yield _field(
        edition,
        "clusters",
        "many",
        groups=_one_group(choices_of(edition, "clusters")),
        required=False,
    )
    yield _field(
        edition,
        "competences",
        "many",
        groups=_competence_groups(edition),
        wrong=gettext("Choose at least one competence"),
    )


def _competence_groups(edition: Edition) -> tuple[ChoiceGroup, ...]:
    """The competences under the groups of the vocabulary, each in the order of the alphabet."""
    portal, found = edition.portal, []
    ordered = named(edition, Competence.kind)
    for slug, competences in portal.competences_by_group.items():
        slugs = {competence.slug for competence in competences}
        own = tuple(Choice(one, link.text) for one, link in ordered if one in slugs)
        found.append(ChoiceGroup(edition.group_name(slug), own))
    return tuple(edition.language.in_order(found, lambda group: group.heading))


def _text_fields(edition: Edition, code: str) -> Iterator[FormField]:
    gettext = edition._
    yield _field(
        edition,
        "tagline",
        name=f"tagline.{code}",
        language=code,
        required=False,
        wrong=gettext("Write what the company does in one line, in one language at least"),
    )
    for key in ("about", "life"):
        yield _field(
            edition, key, "lines", name=f"{key}.{code}", language=code, required=False,
            wrong=gettext(
                "Write something about the company, in one language at least; headings begin with ##, links with https://, and there are no pictures"
            ) if key == "about" else gettext(
                "In these texts headings begin with ##, links with https://, and there are no pictures"
            ),
        )  # fmt: skip


def _work_fields(edition: Edition) -> Iterator[FormField]:
    codes = dict.fromkeys((*SPOKEN, *edition.portal.languages))
    spoken = [Choice(code, edition.language.language_name(code)) for code in codes]
    ordered = tuple(edition.language.in_order(spoken, lambda choice: choice.name))
    yield _field(edition, "working_languages", "many", groups=_one_group(ordered))
    yield _field(
        edition, "danish_needed", "one", groups=_one_group(choices_of(edition, "danish_needed"))
    )
    yield _field(edition, "offers", "many", groups=_one_group(choices_of(edition, "offers")))


def _contact_fields(edition: Edition) -> Iterator[FormField]:
    gettext = edition._
    places = tuple(Choice(slug, link.text) for slug, link in named(edition, Municipality.kind))
    parts = (
        ("street", gettext("Street and number"), "text", ""),
        ("postcode", gettext("Postcode"), "text", gettext("Write the postcode, as in 8000")),
        ("city", gettext("Town"), "text", ""),
    )
    yield _field(
        edition,
        "locations",
        "one",
        name="locations.0.municipality",
        label=gettext("Municipality of this address"),
        groups=_one_group(places),
        wrong=gettext("Choose the municipality of this address, or leave the address out"),
    )
    for part, label, kind, wrong in parts:
        yield _field(
            edition, "locations", name=f"locations.0.{part}", label=label, type=kind, wrong=wrong
        )
    contact = (
        ("role", gettext("Who answers, such as HR"), "text", ""),
        ("email", gettext("E-mail of that function"), "email", gettext("Write an e-mail address, as in jobs@company.example")),
        ("phone", gettext("Telephone of that function"), "tel", gettext("Write the telephone number in digits and spaces, as in +45 12 34 56 78")),
        ("url", gettext("Page of that function"), "url", _address_fault(edition, gettext("Page of that function"))),
    )  # fmt: skip
    for part, label, kind, wrong in contact:
        yield _field(
            edition, "contact", name=f"contact.{part}", label=label, type=kind, wrong=wrong
        )


def _source_fields(edition: Edition) -> Iterator[FormField]:
    gettext = edition._
    label = gettext("A page that tells these facts")
    yield _field(
        edition,
        "sources",
        name="sources.0.url",
        label=label,
        type="url",
        required=False,
        wrong=_address_fault(edition, label),
    )
