"""One fault, one line: what editors are told about every kind of fault that they can commit."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

Change = Callable[[Path], None]

COMPANY = "companies/example-windmills.yaml"
OTHER_COMPANY = "companies/aerlig-oel.yaml"
MUNICIPALITY = "content/municipalities/exampleby.yaml"
GROUPS = "content/competence_groups.yaml"
COMPETENCES = "content/competences.yaml"
GUIDE = "content/guides/housing.en.md"
GUIDE_DA = "content/guides/housing.da.md"
STORY = "content/stories/ada-example.en.md"
PAGE = "content/pages/about.en.md"
JOB = "content/jobs/mithal-bakery.yaml"
IMPORTED = "content/jobs/example-windmills.json"
TAX = "content/tax/2026.yaml"
EVENT = "content/events/thursday-tea.yaml"
EVENING = "content/events/job-evening.yaml"
MATERIAL = "content/toolkit/welcome-words.yaml"
PROGRAMME = "content/mentors/two-and-two.yaml"
PATHWAY = "content/pathways/partners.yaml"
NARRATIVE = "content/narrative.yaml"
AMBASSADOR = "content/ambassadors/noor.yaml"
CAMPAIGN = "content/campaigns/wind-counters.yaml"
RHYMES = "content/campaigns/rhymes.yaml"
CORRECTIONS = "content/jobs/example-windmills.yaml"
STEP = "content/moves/register.yaml"
BROCHURE = "content/brochures/owls-at-work.yaml"
EARLY_STEP = "content/moves/ask-the-owls.yaml"
PERMIT_STEP = "content/moves/wind-permit.yaml"
ISLAND_STEP = "content/moves/island-boat.yaml"


@dataclass(frozen=True)
class Fault:
    """A change to the faultless golden site and the one line that it must give."""

    name: str
    change: Change
    line: str


def swap(path: str, old: str, new: str) -> Change:
    """Write ``new`` for the only ``old`` in a file."""

    def change(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (site / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def write(path: str, content: str | bytes) -> Change:
    """Write a whole file."""

    def change(site: Path) -> None:
        (site / path).parent.mkdir(exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (site / path).write_bytes(data)

    return change


def rename(path: str, new_name: str) -> Change:
    def change(site: Path) -> None:
        (site / path).rename((site / path).with_name(new_name))

    return change


def link(path: str, target: str) -> Change:
    return lambda site: (site / path).symlink_to(target)


def move_and_link(path: str, target: str) -> Change:
    """Move something out of the content folder and leave a symbolic link in its place."""

    def change(site: Path) -> None:
        (site / path).rename(site / target)
        (site / path).symlink_to(site / target)

    return change


def all_of(*changes: Change) -> Change:
    def change(site: Path) -> None:
        for one in changes:
            one(site)

    return change


DRAFT_CLUSTER = """\
name: {en: New, da: Ny, ar: جديد}
about: {en: New}
status: draft
"""

NOTATION = [
    Fault(
        "an unclosed quotation mark",
        swap(COMPANY, "name: Example Windmills", 'name: "Example Windmills'),
        "companies/example-windmills.yaml:2: has a quotation mark that is never closed",
    ),
    Fault(
        "a colon in a text",
        swap(COMPANY, "en: Windmills for imaginary wind", "en: Windmills: for wind"),
        "companies/example-windmills.yaml:9: has ': ' where no key can stand; put the text in quotes, or indent the line as its neighbours",
    ),
    Fault(
        "a text after a quoted text",
        swap(COMPANY, "name: Example Windmills", 'name: "Example" Windmills'),
        "companies/example-windmills.yaml:2: goes on after its value has ended; put the text in quotes, or indent the line as its neighbours",
    ),
    Fault(
        "a value that begins with a link",
        swap(COMPANY, "en: Windmills for imaginary wind", "en: [Wind](company:x) power"),
        "companies/example-windmills.yaml:9: goes on after its value has ended; put the text in quotes, or indent the line as its neighbours",
    ),
    Fault(
        "a value that begins with an asterisk",
        swap(COMPANY, "en: Windmills for imaginary wind", "en: *Wind*"),
        "companies/example-windmills.yaml:9: has a value that begins with '*'; put the text in quotes",
    ),
    Fault(
        "a value that begins with a percent sign",
        swap(COMPANY, "en: Windmills for imaginary wind", "en: %wind"),
        "companies/example-windmills.yaml:9: has a tab or a special sign where a value begins; indent with spaces, or put the text in quotes",
    ),
    Fault(
        "an unclosed list",
        swap(COMPANY, "[en, da, ar]", "[en, da, ar"),
        "companies/example-windmills.yaml:32: has a '[' without its ']'; close it, or put the text in quotes",
    ),
    Fault(
        "a tab as indentation",
        swap(COMPANY, "  en: Windmills for", "\ten: Windmills for"),
        "companies/example-windmills.yaml:9: has a tab or a special sign where a value begins; indent with spaces, or put the text in quotes",
    ),
    Fault(
        "a line without a key",
        swap(COMPANY, "founded: 1968", "founded"),
        "companies/example-windmills.yaml:30: is neither 'key: value' nor a part of the text above it",
    ),
    Fault(
        "a key without a space after the colon",
        swap(COMPANY, "founded: 1968", "founded:1968"),
        "companies/example-windmills.yaml:30: is neither 'key: value' nor a part of the text above it",
    ),
    Fault(
        "a wrong indentation",
        swap(COMPANY, "  da: Vindmøller til", " da: Vindmøller til"),
        "companies/example-windmills.yaml:10: goes on after its value has ended; put the text in quotes, or indent the line as its neighbours",
    ),
    Fault(
        "a backslash in double quotes",
        swap(COMPANY, '"00000000"', '"\\q"'),
        "companies/example-windmills.yaml:31: has a backslash in double quotes; use single quotes",
    ),
    Fault(
        "a duplicate key",
        swap(COMPANY, "founded: 1968", "founded: 1968\nname: Again"),
        "companies/example-windmills.yaml:31: 'name' was already given on line 2; keep one of the two",
    ),
    Fault(
        "a duplicate nested key",
        swap(COMPANY, "    en: People and culture", "    en: People\n    en: Culture"),
        "companies/example-windmills.yaml:47: 'en' was already given on line 46; keep one of the two",
    ),
    Fault(
        "an anchor",
        swap(COMPANY, "founded: 1968", "founded: &year 1968"),
        "companies/example-windmills.yaml:30: uses '&year' to repeat a value; write the value out instead",
    ),
    Fault(
        "an alias bomb",
        swap(
            OTHER_COMPANY,
            "offers: [coffee-meetings, internships]",
            "offers: &a [internships]\nlocations: &b [*a, *a]\nimages: &c [*b, *b]\naliases: [*c, *c]",
        ),
        "companies/aerlig-oel.yaml:16: uses '&a' to repeat a value; write the value out instead",
    ),
    Fault(
        "a tag that names code",
        swap(COMPANY, "founded: 1968", "founded: !!python/object/apply:os.system [x]"),
        "companies/example-windmills.yaml:30: uses the tag 'tag:yaml.org,2002:python/object/apply:os.system'; tags are not allowed, remove it",
    ),
    Fault(
        "a second document",
        swap(COMPANY, "verified_on:", "---\nverified_on:"),
        "companies/example-windmills.yaml:72: holds a second document after '---'; one file is one document",
    ),
    Fault(
        "an empty value",
        swap(COMPANY, "founded: 1968", "founded:"),
        "companies/example-windmills.yaml:30: 'founded' is empty; write a value, or remove the line",
    ),
    Fault(
        "an empty required value",
        swap(COMPANY, "name: Example Windmills", "name: ~"),
        "companies/example-windmills.yaml:2: 'name' is empty; write a value, or remove the line",
    ),
    Fault(
        "an empty value in a list",
        swap(COMPANY, "[en, da, ar]", "[en, ~]"),
        "companies/example-windmills.yaml:32: 'working_languages' is empty; write a value, or remove the line",
    ),
    Fault(
        "an empty file",
        write(OTHER_COMPANY, ""),
        "companies/aerlig-oel.yaml:1: is empty; write at least the required keys",
    ),
    Fault(
        "a file of comments",
        write(OTHER_COMPANY, "# nothing\n"),
        "companies/aerlig-oel.yaml:1: is empty; write at least the required keys",
    ),
    Fault(
        "a file that is a list",
        write(OTHER_COMPANY, "- name: Ærlig Øl\n"),
        "companies/aerlig-oel.yaml:1: must be a list of 'key: value' lines",
    ),
    Fault(
        "a file that is one text",
        write(OTHER_COMPANY, "Ærlig Øl\n"),
        "companies/aerlig-oel.yaml:1: must be a list of 'key: value' lines",
    ),
    Fault(
        "a key that is a list",
        swap(COMPANY, "founded: 1968", "[a, b]: 1968"),
        "companies/example-windmills.yaml:30: a key must be one word, not an alias, a list or a mapping",
    ),
    Fault(
        "a file in Latin-1",
        write(OTHER_COMPANY, "# one\nname: Ærlig Øl\n".encode("latin-1")),
        "companies/aerlig-oel.yaml:2: byte 0xc6 is not UTF-8; save the file with encoding UTF-8",
    ),
    Fault(
        "a file in UTF-16",
        write(OTHER_COMPANY, "name: Øl\n".encode("utf-16")),
        "companies/aerlig-oel.yaml:1: byte 0xff is not UTF-8; save the file with encoding UTF-8",
    ),
    Fault(
        "a control character",
        swap(COMPANY, "Example Windmills\nweb", "Example\u0008 Windmills\nweb"),
        "companies/example-windmills.yaml:2: holds the invisible control character U+0008; delete it",
    ),
    Fault(
        "an escaped control character",
        swap(COMPANY, "name: Example Windmills", 'name: "Example\\0"'),
        "companies/example-windmills.yaml:2: holds the invisible control character U+0000; delete it",
    ),
    Fault(
        "an override of the direction",
        swap(GUIDE, "Homes stand", "Homes \u202estand"),
        "content/guides/housing.en.md:15: holds the invisible control character U+202E; delete it",
    ),
    Fault(
        "a file that is too large",
        write(OTHER_COMPANY, "# " + 300_000 * "x"),
        "companies/aerlig-oel.yaml:1: is 300,002 bytes; at most 262,144 are allowed in a text file",
    ),
    Fault(
        "a file that is too deep",
        write(OTHER_COMPANY, "name: " + 5000 * "[" + "\n"),
        "companies/aerlig-oel.yaml:1: is nested more than 12 levels deep",
    ),
    Fault(
        "front matter that is never closed",
        write(GUIDE, "---\ntitle: Housing\n"),
        "content/guides/housing.en.md:1: the facts that open with '---' are never closed by a second '---'",
    ),
    Fault(
        "a guide without front matter",
        write(GUIDE, "Homes stand in rows.\n"),
        "content/guides/housing.en.md:1: the file must open with a line of '---' and its facts, as in title: …",
    ),
    Fault(
        "a fault in front matter",
        swap(GUIDE, "order: 10", "order: 10: 11"),
        "content/guides/housing.en.md:7: has ': ' where no key can stand; put the text in quotes, or indent the line as its neighbours",
    ),
]

KEYS = [
    Fault(
        "an unknown key",
        swap(COMPANY, "founded:", "foundet:"),
        "companies/example-windmills.yaml:30: unknown key 'foundet'; did you mean 'founded'?",
    ),
    Fault(
        "an unknown key like no other",
        swap(OTHER_COMPANY, "employees: 10-49", "zzz: 10-49"),
        "companies/aerlig-oel.yaml:14: unknown key 'zzz'; allowed: status, sources, aliases, name, website, careers, municipalities, clusters, competences, tagline, about, life, employees, founded, cvr, working_languages, danish_needed, offers, locations, contact, logo, images, jobs, verified_on, added_on",
    ),
    Fault(
        "an unknown nested key",
        swap(COMPANY, "    postcode:", "    zipcode:"),
        "companies/example-windmills.yaml:38: unknown key 'zipcode'; did you mean 'postcode'?",
    ),
    Fault(
        "an unknown key of a contact",
        swap(COMPANY, "  phone:", "  telephone:"),
        "companies/example-windmills.yaml:50: unknown key 'telephone'; did you mean 'phone'?",
    ),
    Fault(
        "an unknown key of a competence",
        swap(COMPETENCES, "  esco:", "  escu:"),
        "content/competences.yaml:10: unknown key 'escu'; did you mean 'esco'?",
    ),
    Fault(
        "a key that the file's name gives",
        swap(COMPANY, "founded: 1968", "slug: windmills"),
        "companies/example-windmills.yaml:30: 'slug' comes from the file's name and place; remove the line",
    ),
    Fault(
        "a key that an article's name gives",
        swap(GUIDE, "order: 10", "order: 10\nlanguage: en"),
        "content/guides/housing.en.md:8: 'language' comes from the file's name and place; remove the line",
    ),
    Fault(
        "a missing key",
        swap(COMPANY, "website: https://windmills.example/\n", ""),
        "companies/example-windmills.yaml:2: 'website' is missing",
    ),
    Fault(
        "a missing nested key",
        swap(COMPANY, "\n    checked: 2026-06-01", ""),
        "companies/example-windmills.yaml:70: 'checked' is missing",
    ),
    Fault(
        "a missing key of a guide",
        swap(GUIDE, "topic: housing\n", ""),
        "content/guides/housing.en.md:2: 'topic' is missing",
    ),
    Fault(
        "a missing title",
        swap(GUIDE, "title: Finding somewhere to live\nslug: housing\n", ""),
        "content/guides/housing.en.md:2: 'title' is missing",
    ),
    Fault(
        "a missing key of a competence",
        swap(COMPETENCES, "  group: craft\n  esco", "  esco"),
        "content/competences.yaml:1: 'group' is missing",
    ),
    Fault(
        "a text for a list",
        swap(COMPANY, "municipalities: [exampleby, testrup]", "municipalities: exampleby"),
        "companies/example-windmills.yaml:5: 'municipalities' must be a list, as in [exampleby]",
    ),
    Fault(
        "a list for a text",
        swap(COMPANY, "name: Example Windmills", "name: [Example, Windmills]"),
        "companies/example-windmills.yaml:2: 'name' must be one text, found a list",
    ),
    Fault(
        "a text for texts by language",
        swap(
            OTHER_COMPANY,
            "tagline:\n  en: Beer that tells the truth\n  da: Øl, der siger sandheden",
            "tagline: Beer",
        ),
        "companies/aerlig-oel.yaml:8: 'tagline' must give a text for each language, as in 'en: Beer'",
    ),
    Fault(
        "a list for texts by language",
        swap(
            OTHER_COMPANY,
            "tagline:\n  en: Beer that tells the truth\n  da: Øl, der siger sandheden",
            "tagline: [Beer]",
        ),
        "companies/aerlig-oel.yaml:8: 'tagline' must give a text for each language, as in 'en: …'",
    ),
    Fault(
        "texts by language for a text",
        swap(COMPANY, "name: Example Windmills", "name:\n  en: Example Windmills"),
        "companies/example-windmills.yaml:2: 'name' must be one text, found keys (en)",
    ),
    Fault(
        "a text for a mapping",
        swap(COMPANY, "jobs:\n  system: example-board\n  board: windmills", "jobs: windmills"),
        "companies/example-windmills.yaml:64: 'jobs' must be followed by indented 'key: value' lines, found 'windmills'",
    ),
    Fault(
        "a list of texts for a list of mappings",
        swap(COMPANY, "jobs:\n  system: example-board\n  board: windmills", "jobs: [windmills]"),
        "companies/example-windmills.yaml:64: 'jobs' must be followed by indented 'key: value' lines, found 'windmills'",
    ),
    Fault(
        "a mapping for a list",
        swap(COMPANY, "working_languages: [en, da, ar]", "working_languages: {en: da}"),
        "companies/example-windmills.yaml:32: 'working_languages' must be a list, as in […]",
    ),
    Fault(
        "a text for a number",
        swap(COMPANY, "founded: 1968", "founded: long ago"),
        "companies/example-windmills.yaml:30: 'founded': 'long ago' is not a whole number, as in 1968",
    ),
    Fault(
        "a list for a number",
        swap(COMPANY, "founded: 1968", "founded: [1968]"),
        "companies/example-windmills.yaml:30: 'founded' must be one number, found a list",
    ),
    Fault(
        "a number out of bounds",
        swap(COMPANY, "founded: 1968", "founded: 968"),
        "companies/example-windmills.yaml:30: 'founded' is 968; it must be at least 1000",
    ),
    Fault(
        "a list for a date",
        swap(COMPANY, "verified_on: 2026-06-02", "verified_on: [2026-06-02]"),
        "companies/example-windmills.yaml:72: 'verified_on' must be one date, found a list",
    ),
    Fault(
        "no entries in a list that needs one",
        swap(COMPANY, "municipalities: [exampleby, testrup]", "municipalities: []"),
        "companies/example-windmills.yaml:5: 'municipalities' has no entries; give at least one",
    ),
    Fault(
        "no text in a mapping that needs one",
        swap(
            OTHER_COMPANY,
            "tagline:\n  en: Beer that tells the truth\n  da: Øl, der siger sandheden",
            "tagline: {}",
        ),
        "companies/aerlig-oel.yaml:8: 'tagline' has no entries; give at least one",
    ),
    Fault(
        "an empty text in quotes",
        swap(COMPANY, "name: Example Windmills", 'name: ""'),
        "companies/example-windmills.yaml:2: 'name' is empty; write a value, or remove the line",
    ),
    Fault(
        "a text of spaces",
        swap(COMPANY, "name: Example Windmills", 'name: "  "'),
        "companies/example-windmills.yaml:2: 'name' is empty; write a value, or remove the line",
    ),
    Fault(
        "an empty Markdown text",
        swap(OTHER_COMPANY, "    The brewery of [Øksempel Ø](municipality:oeksempel-oe).\n", "\n"),
        "companies/aerlig-oel.yaml:12: 'en' is empty; write a value, or remove the line",
    ),
    Fault(
        "a guide without a text",
        swap("content/guides/queueing.da.md", "\n<!-- SECRET-COMMENT -->\nStil dig bagest.\n", ""),
        "content/guides/queueing.da.md:11: there is no text below the second '---'",
    ),
    Fault(
        "two lines for one",
        swap(COMPANY, "name: Example Windmills", 'name: "Example\\nWindmills"'),
        "companies/example-windmills.yaml:2: 'name' must be one line; only Markdown texts have more",
    ),
    Fault(
        "a name that is too long",
        swap(COMPANY, "name: Example Windmills", f"name: {'x' * 301}"),
        "companies/example-windmills.yaml:2: 'name' has 301 characters; at most 300 are allowed",
    ),
    Fault(
        "a word that is no choice",
        swap(COMPANY, "employees: 250-999", "employees: 250-1000"),
        "companies/example-windmills.yaml:29: 'employees' cannot be '250-1000'; allowed: 1-9, 10-49, 1000+, 250-999, 50-249; did you mean '1000+'?",
    ),
    Fault(
        "a list for a choice",
        swap(COMPANY, "danish_needed: helpful", "danish_needed: [helpful]"),
        "companies/example-windmills.yaml:33: 'danish_needed' cannot be a list; allowed: helpful, none, required; did you mean 'helpful'?",
    ),
    Fault(
        "an offer that does not exist",
        swap(OTHER_COMPANY, "coffee-meetings", "coffee-meeting"),
        "companies/aerlig-oel.yaml:16: 'offers' cannot be 'coffee-meeting'; allowed: coffee-meetings, danish-lessons, fast-track, internships, partner-help, relocation-help, remote-days, short-term-jobs, student-jobs, thesis-projects; did you mean 'coffee-meetings'?",
    ),
    Fault(
        "an entry that is no mapping",
        swap(GROUPS, "words:\n  en: Words\n  da: Ord\n  ar: كلمات", "words: Words"),
        "content/competence_groups.yaml:5: 'words' must be followed by indented 'key: value' lines",
    ),
    Fault(
        "an audience that does not exist",
        swap(GUIDE, "[everyone, families]", "[everyone, family]"),
        "content/guides/housing.en.md:6: 'audience' cannot be 'family'; allowed: everyone, families, partners, students; did you mean 'families'?",
    ),
]

VALUES = [
    Fault(
        "a date that is none",
        swap(COMPANY, "2026-06-02", "2/6 2026"),
        "companies/example-windmills.yaml:72: 'verified_on': '2/6 2026' is not a date: write year-month-day, as in 2026-05-31",
    ),
    Fault(
        "an impossible date",
        swap(COMPANY, "2026-06-02", "2026-02-30"),
        "companies/example-windmills.yaml:72: 'verified_on': '2026-02-30' is no day of the calendar",
    ),
    Fault(
        "a CVR number of seven digits",
        swap(COMPANY, '"00000000"', '"0000000"'),
        "companies/example-windmills.yaml:31: 'cvr': '0000000' is not a CVR number: it has eight digits",
    ),
    Fault(
        "a CVR number with a wrong check digit",
        swap(COMPANY, '"00000000"', '"00000001"'),
        "companies/example-windmills.yaml:31: 'cvr': '00000001' is not a CVR number: its check digit is wrong, so a digit was mistyped",
    ),
    Fault(
        "an http address",
        swap(COMPANY, "website: https://", "website: http://"),
        "companies/example-windmills.yaml:3: 'website': 'http://windmills.example/' must be an https:// address; did you mean 'https://windmills.example/'?",
    ),
    Fault(
        "an address without a scheme",
        swap(COMPANY, "website: https://", "website: www."),
        "companies/example-windmills.yaml:3: 'website': 'www.windmills.example/' must be an https:// address; did you mean 'https://www.windmills.example/'?",
    ),
    Fault(
        "an address that runs script",
        swap(COMPANY, "website: https://windmills.example/", "website: javascript:alert(1)"),
        "companies/example-windmills.yaml:3: 'website': 'javascript:alert(1)' must be an https:// address",
    ),
    Fault(
        "an e-mail address in the place of a page",
        swap(COMPANY, "website: https://windmills.example/", "website: jobs@windmills.example"),
        "companies/example-windmills.yaml:3: 'website': 'jobs@windmills.example' is an e-mail address; an https:// address of a page must stand here",
    ),
    Fault(
        "an address with a password",
        swap(COMPANY, "website: https://", "website: https://me:secret@"),
        "companies/example-windmills.yaml:3: 'website': 'https://me:secret@windmills.example/' is not a public web address, as in https://company.example/jobs",
    ),
    Fault(
        "an e-mail address without a host",
        swap(COMPANY, "jobs@windmills.example", "jobs@windmills"),
        "companies/example-windmills.yaml:49: 'email': 'jobs@windmills' is not an e-mail address, as in jobs@company.example",
    ),
    Fault(
        "a telephone number with letters",
        swap(COMPANY, '"+45 00 00 00 00"', "call us"),
        "companies/example-windmills.yaml:50: 'phone': 'call us' is not a telephone number: digits and spaces, as in '+45 12 34 56 78'",
    ),
    Fault(
        "a postcode that is none",
        swap(COMPANY, '"0001"', '"1"'),
        "companies/example-windmills.yaml:38: 'postcode': '1' is not a postcode, as in '8700'",
    ),
    Fault(
        "an ESCO address that is none",
        swap(COMPETENCES, "http://data.europa.eu", "https://data.europa.eu"),
        "content/competences.yaml:10: 'esco': 'https://data.europa.eu/esco/occupation/00000000-0000-0000-0000-000000000000' is not an ESCO address: it begins with http://data.europa.eu/esco/occupation/",
    ),
    Fault(
        "a latitude that is none",
        swap(COMPANY, "lat: 56.25", "lat: 156.25"),
        "companies/example-windmills.yaml:40: 'lat' is 156.25; it must be at most 90",
    ),
    Fault(
        "a number with a comma",
        swap(COMPANY, "lat: 56.25", 'lat: "56,25"'),
        "companies/example-windmills.yaml:40: 'lat': '56,25' is not a number, as in 37.5",
    ),
    Fault(
        "a country that is none",
        swap(STORY, "from_country: NO", "from_country: UK"),
        "content/stories/ada-example.en.md:5: 'from_country': 'UK' is not a country code, as in DE or GB (ISO 3166, two capitals)",
    ),
    Fault(
        "a country in small letters",
        swap(STORY, "from_country: NO", "from_country: no"),
        "content/stories/ada-example.en.md:5: 'from_country': 'no' is not a country code, as in DE or GB (ISO 3166, two capitals)",
    ),
    Fault(
        "a working language that is none",
        swap(COMPANY, "[en, da, ar]", "[en, dansk]"),
        "companies/example-windmills.yaml:32: 'working_languages': 'dansk' is not a language code, as in da or en (ISO 639)",
    ),
    Fault(
        "a month that is none",
        swap(STORY, "arrived: 2017-12", "arrived: 2017-13"),
        "content/stories/ada-example.en.md:9: 'arrived': '2017-13' is not a time: write 2017, 2017-12 or 2017-12-01",
    ),
    Fault(
        "a situation that nobody is in",
        swap(STORY, "came: [for-work, with-partner]", "came: [for-work, with-partners]"),
        "content/stories/ada-example.en.md:10: 'came' cannot be 'with-partners'; allowed: as-partner, for-work, to-study, with-children, with-partner; did you mean 'with-partner'?",
    ),
    Fault(
        "a picture outside the media folder",
        swap(COMPANY, "file: windmills.png", "file: ../../secret.png"),
        "companies/example-windmills.yaml:55: 'file': '../../secret.png' is not a picture in content/media: lower-case names ending in .png, .jpg or .webp, with no '..' and no leading '/'",
    ),
    Fault(
        "a picture that does not exist",
        swap(COMPANY, "file: windmills.png", "file: windmill.png"),
        "companies/example-windmills.yaml:55: there is no picture windmill.png in content/media; allowed: photos/mill-field.jpg, portraits/ada.png, toolkit/drawings/windmill.svg, toolkit/secret.txt, toolkit/welcome.da.txt, toolkit/welcome.en.txt, windmills.png; did you mean 'windmills.png'?",
    ),
    Fault(
        "a picture that is a link",
        move_and_link("content/media/portraits/ada.png", "ada.png"),
        "content/stories/ada-example.en.md:16: 'portraits/ada.png' leads out of content/media; put the file itself there",
    ),
    Fault(
        "a picture in a linked folder",
        move_and_link("content/media/portraits", "portraits"),
        "content/stories/ada-example.en.md:16: 'portraits/ada.png' leads out of content/media; put the file itself there",
    ),
    Fault(
        "a slug with capitals",
        swap(COMPANY, "[exampleby, testrup]", "[Exampleby, testrup]"),
        "companies/example-windmills.yaml:5: there is no municipality 'Exampleby'; allowed: exampleby, oeksempel-oe, sampleborg, testrup; did you mean 'exampleby'?",
    ),
    Fault(
        "a place by its name in another language",
        swap(COMPANY, "[exampleby, testrup]", "[Eksempelby, testrup]"),
        "companies/example-windmills.yaml:5: there is no municipality 'Eksempelby'; allowed: exampleby, oeksempel-oe, sampleborg, testrup; did you mean 'exampleby'?",
    ),
    Fault(
        "a competence by its label",
        swap(COMPANY, "competences: [windmill-builder,", "competences: [Møllebygger,"),
        "companies/example-windmills.yaml:7: there is no competence 'Møllebygger'; allowed: blade-polisher, comma-counter, grease-engineer, gust-forecaster, pun-checker, rhyme-engineer, tale-teller, windmill-builder; did you mean 'windmill-builder'?",
    ),
    Fault(
        "the same company twice",
        swap(OTHER_COMPANY, "name: Ærlig Øl", "name: EXAMPLE windmills"),
        "companies/example-windmills.yaml:2: 'name' is that of companies/aerlig-oel.yaml too; keep one profile of the company",
    ),
    Fault(
        "a site outside the company's municipalities",
        swap(COMPANY, "  - municipality: testrup", "  - municipality: sampleborg"),
        "companies/example-windmills.yaml:42: 'sampleborg' is not among the company's 'municipalities'; add it there",
    ),
    Fault(
        "a site with swapped coordinates",
        swap(COMPANY, "    lat: 56.25\n    lon: 9.5", "    lat: 9.5\n    lon: 56.25"),
        "companies/example-windmills.yaml:40: this point is 6,578 km from exampleby; are 'lat' and 'lon' swapped?",
    ),
    Fault(
        "a municipality with swapped coordinates",
        all_of(
            swap(MUNICIPALITY, "lat: 56.25\nlon: 9.5", "lat: 9.5\nlon: 56.25"),
            swap(COMPANY, "    lat: 56.25\n    lon: 9.5\n", ""),
        ),
        "content/municipalities/exampleby.yaml:7: this point is 6,547 km from every other municipality; are 'lat' and 'lon' swapped?",
    ),
    Fault(
        "a slug that is too long",
        swap(GUIDE, "slug: housing", f"slug: {'x' * 81}"),
        "content/guides/housing.en.md:3: 'slug': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' is longer than 80 characters; shorten it",
    ),
    Fault(
        "a title without letters for an address",
        swap("content/guides/tea.ar.md", "slug: shai\n", ""),
        "content/guides/tea.ar.md:2: no address can be made from this title; add a line such as 'slug: tea'",
    ),
]

RELATIONS = [
    Fault(
        "a reference to nothing",
        swap(COMPANY, "clusters: [wind-and-weather, tales]", "clusters: [wind-and-wether, tales]"),
        "companies/example-windmills.yaml:6: there is no cluster 'wind-and-wether'; allowed: tales, wind-and-weather; did you mean 'wind-and-weather'?",
    ),
    Fault(
        "a nested reference to nothing",
        swap(COMPANY, "  - municipality: testrup", "  - municipality: testrop"),
        "companies/example-windmills.yaml:42: there is no municipality 'testrop'; allowed: exampleby, oeksempel-oe, sampleborg, testrup; did you mean 'testrup'?",
    ),
    Fault(
        "a reference of a competence to nothing",
        swap(COMPETENCES, "  group: craft\n  esco", "  group: crafts\n  esco"),
        "content/competences.yaml:9: there is no competence group 'crafts'; allowed: craft, words; did you mean 'craft'?",
    ),
    Fault(
        "a reference to a draft",
        all_of(
            write("content/clusters/new.yaml", DRAFT_CLUSTER),
            swap(OTHER_COMPANY, "[tales]", "[new]"),
        ),
        "companies/aerlig-oel.yaml:6: the cluster 'new' is a draft; publish it, or make this a draft too",
    ),
    Fault(
        "a link to nothing",
        swap(COMPANY, "(company:aaens-garn)", "(company:aanes-garn)"),
        "companies/example-windmills.yaml:18: there is no company 'aanes-garn' to link to; allowed: 007-locks, aaens-garn, aerlig-oel, bare-minimum, example-windmills, hostile-cannery, long-words, mithal-bakery, oestersoeens-ost, secret-draft; did you mean 'aaens-garn'?",
    ),
    Fault(
        "a link to a draft",
        swap(COMPANY, "(company:aaens-garn)", "(company:secret-draft)"),
        "companies/example-windmills.yaml:18: the link goes to the company 'secret-draft', a draft; publish it, or remove the link",
    ),
    Fault(
        "a link that runs script",
        swap(COMPANY, "(company:aaens-garn)", "(javascript:alert(1))"),
        "companies/example-windmills.yaml:18: 'javascript:alert(1)' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a link to an http address",
        swap(GUIDE, "(tel:+4500000000)", "(http://homes.example/)"),
        "content/guides/housing.en.md:35: 'http://homes.example/' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a bare http address",
        swap(GUIDE, "[telephone](tel:+4500000000)", "<http://homes.example/>"),
        "content/guides/housing.en.md:35: 'http://homes.example/' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a link by hand",
        swap(GUIDE, "(municipality:exampleby)", "(/en/municipalities/exampleby/)"),
        "content/guides/housing.en.md:15: '/en/municipalities/exampleby/' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a link to an unknown kind",
        swap(GUIDE, "(municipality:exampleby)", "(town:exampleby)"),
        "content/guides/housing.en.md:15: 'town:exampleby' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a link without a target",
        swap(GUIDE, "(municipality:exampleby)", "()"),
        "content/guides/housing.en.md:15: '' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a link that is defined below",
        swap(GUIDE, "> Never pay in windmills.", "[it][x]\n\n[x]: data:text/html,x"),
        "content/guides/housing.en.md:26: 'data:text/html,x' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a link in a folded text",
        swap(
            OTHER_COMPANY,
            "en: |\n    The brewery of [Øksempel Ø](municipality:oeksempel-oe)",
            "en: >\n    The\n\n    brewery [Øksempel Ø](municipality:x)",
        ),
        "companies/aerlig-oel.yaml:12: there is no municipality 'x' to link to; allowed: exampleby, oeksempel-oe, sampleborg, testrup",
    ),
    Fault(
        "a picture in a text",
        swap(GUIDE, "> Never pay in windmills.", "![a windmill](windmills.png)"),
        "content/guides/housing.en.md:24: texts hold no pictures; use the record's image keys",
    ),
    Fault(
        "a heading with one sign",
        swap(GUIDE, "## Buying", "# Buying"),
        "content/guides/housing.en.md:26: a heading with '#' is the page's title; use '##'",
    ),
    Fault(
        "a heading without a space",
        swap(GUIDE, "## Buying", "#Buying"),
        "content/guides/housing.en.md:26: a heading with '#' is the page's title; use '##'",
    ),
    Fault(
        "an underlined heading",
        swap(GUIDE, "## Buying", "Buying\n======"),
        "content/guides/housing.en.md:26: a heading with '===' is the page's title; use '##'",
    ),
    Fault(
        "a heading that skips a level",
        swap(GUIDE, "### The deposit", "#### The deposit"),
        "content/guides/housing.en.md:22: this heading skips a level; use '###' instead of '####'",
    ),
    Fault(
        "a heading of a section that skips a level",
        swap(COMPANY, "## What they", "### What they"),
        "companies/example-windmills.yaml:16: this heading skips a level; use '##' instead of '###'",
    ),
    Fault(
        "translations that disagree",
        swap(GUIDE_DA, "topic: housing", "topic: money"),
        "content/guides/housing.da.md:4: 'topic' is 'money' here and 'housing' in content/guides/housing.en.md; make them the same",
    ),
    Fault(
        "a first translation that disagrees",
        swap("content/guides/housing.ar.md", "order: 10", "order: 11"),
        "content/guides/housing.ar.md:7: 'order' is '11' here and '10' in content/guides/housing.en.md; make them the same",
    ),
    Fault(
        "a translation without a fact",
        swap("content/stories/ada-example.da.md", "months_to_first_job: 3\n", ""),
        "content/stories/ada-example.da.md:2: 'months_to_first_job' is not given here and '3' in content/stories/ada-example.en.md; make them the same",
    ),
    Fault(
        "a name that lacks a language",
        swap(MUNICIPALITY, "  ar: مدينة المثال\n", ""),
        "content/municipalities/exampleby.yaml:1: 'name' has no text in 'ar'",
    ),
    Fault(
        "a label that lacks languages",
        swap(COMPETENCES, "    da: Møllebygger\n    ar: بناء الطواحين\n", ""),
        "content/competences.yaml:2: 'label' has no text in 'da' and 'ar'",
    ),
    Fault(
        "a group that lacks a language",
        swap(GROUPS, "  ar: كلمات\n", ""),
        "content/competence_groups.yaml:5: 'words' has no text in 'ar'",
    ),
    Fault(
        "a text in an unknown language",
        swap(COMPANY, "  ar: طواحين لرياح خيالية", "  fr: Moulins"),
        "companies/example-windmills.yaml:11: 'fr' is not a language of this portal; allowed: ar, da, en",
    ),
    Fault(
        "a text in an unknown language alone",
        swap(
            "companies/bare-minimum.yaml", "  da: Kun det nødvendige", "  no: Bare det nødvendige"
        ),
        "companies/bare-minimum.yaml:9: 'no' is not a language of this portal; allowed: ar, da, en",
    ),
    Fault(
        "a name in an unknown language",
        swap(MUNICIPALITY, "  ar: مدينة المثال\n", "  at: مدينة المثال\n"),
        "content/municipalities/exampleby.yaml:4: 'at' is not a language of this portal; allowed: ar, da, en",
    ),
    Fault(
        "a text in no language",
        swap("companies/bare-minimum.yaml", "  da: Kun det nødvendige", "  DA: Kun det nødvendige"),
        "companies/bare-minimum.yaml:9: 'DA' is not a language code, as in da or en (ISO 639)",
    ),
    Fault(
        "a duplicate entry",
        swap(COMPANY, "[exampleby, testrup]", "[exampleby, testrup, exampleby]"),
        "companies/example-windmills.yaml:5: 'exampleby' is given twice; remove one",
    ),
    Fault(
        "a duplicate language",
        swap(COMPANY, "[en, da, ar]", "[en, da, en]"),
        "companies/example-windmills.yaml:32: 'en' is given twice; remove one",
    ),
]

ADDRESSES = [
    Fault(
        "an alias that is another's slug",
        swap(COMPANY, "[example-mills, old-mills]", "[example-mills, aerlig-oel]"),
        "companies/example-windmills.yaml:74: the address /en/companies/aerlig-oel/ already belongs to the company 'aerlig-oel'; remove the alias",
    ),
    Fault(
        "an alias that is another's alias",
        swap(OTHER_COMPANY, "employees: 10-49", "aliases: [old-mills]"),
        "companies/example-windmills.yaml:74: the address /en/companies/old-mills/ already belongs to the company 'aerlig-oel'; remove the alias",
    ),
    Fault(
        "an alias that is the record's slug",
        swap(COMPANY, "[example-mills, old-mills]", "[example-mills, example-windmills]"),
        "companies/example-windmills.yaml:74: the address /en/companies/example-windmills/ is the one that this record has already; remove the alias",
    ),
    Fault(
        "an alias given twice",
        swap(COMPANY, "[example-mills, old-mills]", "[old-mills, old-mills]"),
        "companies/example-windmills.yaml:74: 'old-mills' is given twice; remove one",
    ),
    Fault(
        "an alias of digits",
        swap(COMPANY, "[example-mills, old-mills]", '["2"]'),
        "companies/example-windmills.yaml:74: '2' would be mistaken for a page number; add a word",
    ),
    Fault(
        "a slug of digits",
        swap(GUIDE, "slug: housing", "slug: 2026"),
        "content/guides/housing.en.md:3: '2026' would be mistaken for a page number; add a word",
    ),
    Fault(
        "two articles with one slug",
        swap("content/guides/queueing.en.md", "topic:", "slug: housing\ntopic:"),
        "content/guides/queueing.en.md:4: the address /en/my-life/housing/ already belongs to the guide 'housing'; choose another slug",
    ),
    Fault(
        "two articles with one title",
        swap(
            "content/guides/queueing.da.md",
            "title: At stå i kø",
            "title: Find et sted at bo på Øksempel Ø",
        ),
        "content/guides/queueing.da.md:2: the address /da/da-my-life/find-et-sted-at-bo-paa-oeksempel-oe/ already belongs to the guide 'housing'; choose another slug",
    ),
    Fault(
        "a page with a section's address",
        swap(PAGE, "slug: about", "slug: companies"),
        "content/pages/about.en.md:3: the address /en/companies/ already belongs to the portal's own list 'companies'; choose another slug",
    ),
    Fault(
        "a page with a translated section's address",
        swap("content/pages/about.da.md", "slug: om", "slug: da-stories"),
        "content/pages/about.da.md:3: the address /da/da-stories/ already belongs to the portal's own list 'stories'; choose another slug",
    ),
    Fault(
        "a company with the address of offers",
        all_of(
            rename(OTHER_COMPANY, "offers.yaml"),
            swap("companies/aaens-garn.yaml", "company:aerlig-oel", "company:offers"),
        ),
        "companies/offers.yaml:2: the address /en/companies/offers/ already belongs to the portal's own list 'offers'; choose another name",
    ),
    Fault(
        "a guide with the address of audiences",
        swap(GUIDE, "slug: housing", "slug: for"),
        "content/guides/housing.en.md:3: the address /en/my-life/for/ already belongs to the portal's own list 'for'; choose another slug",
    ),
    Fault(
        "an alias with a list's address",
        swap(GUIDE, "aliases: [homes]", "aliases: [for]"),
        "content/guides/housing.en.md:12: the address /en/my-life/for/ already belongs to the portal's own list 'for'; remove the alias",
    ),
]

FILES = [
    Fault(
        "a symbolic link",
        link("companies/link.yaml", "aerlig-oel.yaml"),
        "companies/link.yaml:1: is a symbolic link; put the file itself here",
    ),
    Fault(
        "a dangling symbolic link",
        link("companies/link.yaml", "nowhere.yaml"),
        "companies/link.yaml:1: is a symbolic link; put the file itself here",
    ),
    Fault(
        "a linked folder",
        move_and_link("content/guides", "guides"),
        "content/guides:1: is a symbolic link; put the folder itself here",
    ),
    Fault(
        "a linked vocabulary",
        move_and_link(COMPETENCES, "competences.yaml"),
        "content/competences.yaml:1: is a symbolic link; put the file itself here",
    ),
    Fault(
        "an unknown file type",
        rename(OTHER_COMPANY, "aerlig-oel.yml"),
        "companies/aerlig-oel.yml:1: is not a file that is read here; its name must end in .yaml",
    ),
    Fault(
        "a picture among companies",
        write("companies/logo.png", b"\x89PNG"),
        "companies/logo.png:1: is not a file that is read here; its name must end in .yaml",
    ),
    Fault(
        "a folder among companies",
        write("companies/old/acme.yaml", "name: Acme\n"),
        "companies/old:1: is a folder; files ending in .yaml stand in companies/ itself",
    ),
    Fault(
        "an ambassador's own address",
        swap(AMBASSADOR, "consent: 2026-05-01", "email: noor@home.example\nconsent: 2026-05-01"),
        f"{AMBASSADOR}:19: unknown key 'email'; allowed: status, name, from_country, profession, company, employer, municipality, languages, arrived, came, about, guides, programme, consent, consent_until, sources",
    ),
    Fault(
        "an ambassador who never agreed",
        swap(AMBASSADOR, "consent: 2026-05-01\n", ""),
        f"{AMBASSADOR}:1: 'consent' is missing",
    ),
    Fault(
        "consent that ends before it begins",
        swap(AMBASSADOR, "consent_until: 2026-06-03", "consent_until: 2026-04-03"),
        f"{AMBASSADOR}:20: '2026-04-03' is before 'consent', which is '2026-05-01'; one of the two is mistyped",
    ),
    Fault(
        "a programme that nobody can ask",
        swap(
            AMBASSADOR,
            "  url: https://hosts.example/ask\n  email: hosts@hosts.example\n",
            "",
        ),
        f"{AMBASSADOR}:12: nobody can ask a programme without 'url' or 'email'; add one",
    ),
    Fault(
        "a guide of an ambassador that is not there",
        swap(AMBASSADOR, "guides: [queueing]", "guides: [queuing]"),
        f"{AMBASSADOR}:11: there is no guide 'queuing'; allowed: housing, queueing, tea; did you mean 'queueing'?",
    ),
    Fault(
        "a message for a channel that there is not",
        swap(NARRATIVE, "channel: feed", "channel: feeds"),
        "content/narrative.yaml:20: 'channel' cannot be 'feeds'; allowed: brochure, description, feed, page, post; did you mean 'feed'?",
    ),
    Fault(
        "two messages for one place",
        swap(NARRATIVE, "channel: feed", "channel: description"),
        "content/narrative.yaml:19: there is a message to 'newcomers' for 'description' above; keep one of the two",
    ),
    Fault(
        "a message that does not fit",
        swap(NARRATIVE, "News of <b>made-up</b> wind & weather.", "News " * 41),
        "content/narrative.yaml:22: has 204 characters, and 'feed' has room for 200",
    ),
    Fault(
        "a narrative in a language that nobody speaks",
        swap(NARRATIVE, "da: Nyt om vinden.", "dk: Nyt om vinden."),
        "content/narrative.yaml:24: 'dk' is not a language code, as in da or en (ISO 639)",
    ),
    Fault(
        "a campaign for no field",
        swap(CAMPAIGN, "cluster: wind-and-weather\n", ""),
        "content/campaigns/wind-counters.yaml:2: a campaign is for a field; give one of cluster, group, competences",
    ),
    Fault(
        "a campaign for two fields",
        swap(
            CAMPAIGN,
            "cluster: wind-and-weather",
            "cluster: wind-and-weather\ncompetences: [pun-checker]",
        ),
        "content/campaigns/wind-counters.yaml:27: 'cluster' and 'competences' both say the field; keep one of the two",
    ),
    Fault(
        "a campaign that ends before it starts",
        swap(CAMPAIGN, "until: 2026-06-30", "until: 2026-05-30"),
        "content/campaigns/wind-counters.yaml:53: 'until' is before 2026-06-01, the day on which the campaign starts",
    ),
    Fault(
        "a company that is shown and left out",
        swap(CAMPAIGN, "without: [long-words]", "without: [example-windmills]"),
        "content/campaigns/wind-counters.yaml:28: 'example-windmills' stands under 'companies' too; remove it from one of the two",
    ),
    Fault(
        "a campaign's text that lacks one of its languages",
        swap(CAMPAIGN, '  de: Eingebildeten Wind zählen "><img src=x onerror=1>\n', ""),
        "content/campaigns/wind-counters.yaml:10: 'description' has no text in 'de', in which the campaign has a title",
    ),
    Fault(
        "a campaign's text in a language without a title",
        swap(RHYMES, "lead:", "lead:\n  sv: Bara på tyska."),
        "content/campaigns/rhymes.yaml:4: the campaign has no title in 'sv'; add one, or remove this text",
    ),
    Fault(
        "a description that is cut",
        swap(CAMPAIGN, "en: Count imaginary wind for a living.", f"en: {'wind ' * 40}"),
        "content/campaigns/wind-counters.yaml:11: has 199 characters, and a description has room for 160",
    ),
    Fault(
        "a platform that there is not",
        swap(CAMPAIGN, "platform: x", "platform: linkdin"),
        "content/campaigns/wind-counters.yaml:31: 'platform' cannot be 'linkdin'; allowed: email, facebook, linkedin, x; did you mean 'linkedin'?",
    ),
    Fault(
        "two posts for one platform",
        swap(CAMPAIGN, "starts:", "  - platform: x\n    text: {en: A, ar: B, de: C}\nstarts:"),
        "content/campaigns/wind-counters.yaml:52: there is a post for 'x' above; keep one of the two",
    ),
    Fault(
        "a post with a subject",
        swap(CAMPAIGN, "platform: email", "platform: facebook"),
        "content/campaigns/wind-counters.yaml:37: only an e-mail has a 'subject', not a post for 'facebook'",
    ),
    Fault(
        "an e-mail without a subject",
        swap(
            CAMPAIGN,
            "    subject:\n      en: Wind & you\n      ar: الرياح وأنت\n      de: Der Wind & Sie\n",
            "",
        ),
        "content/campaigns/wind-counters.yaml:36: an e-mail needs a 'subject'",
    ),
    Fault(
        "a post that is too long",
        swap(CAMPAIGN, "en: The wind wants to be counted.", f"en: {'wind ' * 60}"),
        "content/campaigns/wind-counters.yaml:33: has 299 characters, and 'x' has room for 250",
    ),
    Fault(
        "an unknown folder",
        write("content/guide/housing.en.md", "---\n---\n"),
        "content/guide:1: nothing reads 'guide' here; allowed: ambassadors, brochures, campaigns, clusters, competence_groups.yaml, competences.yaml, events, guides, jobs, media, mentors, moves, municipalities, narrative.yaml, networks, pages, pathways, stories, tax, toolkit; did you mean 'guides'?",
    ),
    Fault(
        "an unknown file",
        write("content/competences.yml", "a: b\n"),
        "content/competences.yml:1: nothing reads 'competences.yml' here; allowed: ambassadors, brochures, campaigns, clusters, competence_groups.yaml, competences.yaml, events, guides, jobs, media, mentors, moves, municipalities, narrative.yaml, networks, pages, pathways, stories, tax, toolkit; did you mean 'competences.yaml'?",
    ),
    Fault(
        "a missing vocabulary",
        lambda site: (site / COMPETENCES).unlink(),
        "content/competences.yaml:1: there is no such file",
    ),
    Fault(
        "an unreadable vocabulary",
        write(GROUPS, "craft: [\n"),
        "content/competence_groups.yaml:1: has a '[' or '{' that is never closed; close it, or put the text in quotes",
    ),
    Fault(
        "a file name with capitals",
        rename(OTHER_COMPANY, "Aerlig-Oel.yaml"),
        "companies/Aerlig-Oel.yaml:1: a file's name becomes its address; rename it to aerlig-oel.yaml",
    ),
    Fault(
        "a file name with æ, ø and å",
        rename(OTHER_COMPANY, "ærlig-øl.yaml"),
        "companies/ærlig-øl.yaml:1: a file's name becomes its address; rename it to aerlig-oel.yaml",
    ),
    Fault(
        "a file name with a space",
        rename("companies/long-words.yaml", "long words.yaml"),
        "companies/long words.yaml:1: a file's name becomes its address; rename it to long-words.yaml",
    ),
    Fault(
        "an article that does not name its language",
        rename("content/guides/queueing.da.md", "queueing.md"),
        "content/guides/queueing.md:1: must name its language, as in queueing.en.md",
    ),
    Fault(
        "an article that names no language",
        rename("content/guides/queueing.da.md", "queueing.Danish.md"),
        "content/guides/queueing.Danish.md:1: 'Danish' is not a language code; name the file as in queueing.en.md",
    ),
    Fault(
        "an article in an unknown language",
        rename("content/guides/queueing.da.md", "queueing.no.md"),
        "content/guides/queueing.no.md:1: 'no' is not a language of this portal; allowed: ar, da, en; rename the file",
    ),
    Fault(
        "a competence with a bad name",
        swap(COMPETENCES, "comma-counter:", "Comma counter:"),
        "content/competences.yaml:52: 'Comma counter' cannot stand in an address; write 'comma-counter'",
    ),
]
JOBS = [
    Fault(
        "an unknown key of a job",
        swap(JOB, "employment_type:", "employmenttype:"),
        "content/jobs/mithal-bakery.yaml:13: unknown key 'employmenttype'; did you mean 'employment_type'?",
    ),
    Fault(
        "a job without an id",
        swap(JOB, "- id: comma-counter\n  title", "- title"),
        "content/jobs/mithal-bakery.yaml:1: 'id' is missing",
    ),
    Fault(
        "a job whose id is a list",
        swap(JOB, "id: comma-counter", "id: [comma-counter]"),
        "content/jobs/mithal-bakery.yaml:1: 'id' must be one text",
    ),
    Fault(
        "a job whose id cannot stand in an address",
        swap(JOB, "id: comma-counter", "id: Comma counter"),
        "content/jobs/mithal-bakery.yaml:1: 'id': 'Comma counter' cannot stand in an address: use a-z, 0-9 and single hyphens; did you mean 'comma-counter'?",
    ),
    Fault(
        "a job without the address to apply at",
        swap(JOB, "  apply: https://bakery.example/jobs\n", ""),
        "content/jobs/mithal-bakery.yaml:1: 'apply' is missing",
    ),
    Fault(
        "two jobs with one id",
        swap(CORRECTIONS, "id: long-gone", 'id: "4712"'),
        "content/jobs/example-windmills.yaml:6: '4712' is the id of the job on line 2 too; give each its own",
    ),
    Fault(
        "two imported jobs with one id",
        swap(IMPORTED, '"id": "gust-forecaster"', '"id": "4712"'),
        "content/jobs/example-windmills.json:48: '4712' is the id of the job on line 22 too; give each its own",
    ),
    Fault(
        "an entry that is no job",
        swap(CORRECTIONS, "- id: long-gone\n  competences: [blade-polisher]", "- long-gone"),
        "content/jobs/example-windmills.yaml:6: each entry must be 'key: value' lines, of which 'id' is one",
    ),
    Fault(
        "an employment type that does not exist",
        swap(JOB, "employment_type: intern", "employment_type: internship"),
        "content/jobs/mithal-bakery.yaml:13: 'employment_type' cannot be 'internship'; allowed: contractor, full-time, intern, other, part-time, per-diem, temporary, volunteer; did you mean 'intern'?",
    ),
    Fault(
        "a percentage as workload",
        swap(JOB, "employment_type: intern", "workload: 100"),
        "content/jobs/mithal-bakery.yaml:13: 'workload': '100' is no number of hours a week: in Denmark, full time is 37",
    ),
    Fault(
        "a job that an editor imports",
        swap(JOB, "employment_type: intern", "imported: 2026-06-02T04:12:00Z"),
        "content/jobs/mithal-bakery.yaml:13: 'imported' is written by the importer alone; remove the line",
    ),
    Fault(
        "a job that an editor calls gone",
        swap(JOB, "employment_type: intern", "gone: 2026-06-02"),
        "content/jobs/mithal-bakery.yaml:13: 'gone' is written by the importer alone; write 'deadline', the last day on which one can apply",
    ),
    Fault(
        "a job that went before it came",
        swap(IMPORTED, '"gone": "2026-01-15"', '"posted": "2026-01-16",\n    "gone": "2026-01-15"'),
        "content/jobs/example-windmills.json:90: 'gone' is before 2026-01-16, the day on which the job was posted",
    ),
    Fault(
        "a word that jobs that are gone do not have",
        swap(
            IMPORTED, '"gone": "2026-01-15"', '"deadline": "2026-01-14",\n    "gone": "2026-01-15"'
        ),
        "content/jobs/example-windmills.json:89: unknown key 'deadline'; allowed: status, id, title, language, municipality, competences, posted, gone",
    ),
    Fault(
        "an editor's description in HTML",
        swap(JOB, "  description: |", "  description_html: <p>a</p>\n  description: |"),
        "content/jobs/mithal-bakery.yaml:4: 'description_html' is written by the importer alone; write 'description', in Markdown",
    ),
    Fault(
        "an imported job without a description",
        swap(IMPORTED, '    "description": "Tell us when there is none.\\n",\n', ""),
        "content/jobs/example-windmills.json:47: 'description' is missing",
    ),
    Fault(
        "an imported job with an empty description",
        swap(IMPORTED, '"description": "Tell us when there is none.\\n"', '"description_html": ""'),
        "content/jobs/example-windmills.json:51: 'description_html' is empty; write a value, or remove the line",
    ),
    Fault(
        "an imported job with two descriptions",
        swap(
            IMPORTED, '"description": "Tell', '"description_html": "a",\n    "description": "Tell'
        ),
        "content/jobs/example-windmills.json:52: 'description' and 'description_html' say the same; keep one of the two",
    ),
    Fault(
        "an imported description that is too long",
        swap(IMPORTED, "<li>Raise imaginary", f"<li>{'a' * 40_000}"),
        "content/jobs/example-windmills.json:6: 'description_html' has 40,476 characters; at most 40,000 are allowed",
    ),
    Fault(
        "a job that names its company",
        swap(JOB, "employment_type: intern", "company: mithal-bakery"),
        "content/jobs/mithal-bakery.yaml:13: 'company' comes from the file's name and place; remove the line",
    ),
    Fault(
        "a job for a place that does not exist",
        swap(CORRECTIONS, "municipality: oeksempel-oe", "municipality: oeksempel"),
        "content/jobs/example-windmills.yaml:3: there is no municipality 'oeksempel'; allowed: exampleby, oeksempel-oe, sampleborg, testrup; did you mean 'oeksempel-oe'?",
    ),
    Fault(
        "an imported job for a competence that does not exist",
        swap(IMPORTED, '"competences": ["gust-forecaster"]', '"competences": ["gust-forecast"]'),
        "content/jobs/example-windmills.json:52: there is no competence 'gust-forecast'; allowed: blade-polisher, comma-counter, grease-engineer, gust-forecaster, pun-checker, rhyme-engineer, tale-teller, windmill-builder; did you mean 'gust-forecaster'?",
    ),
    Fault(
        "a correction of a job that is gone with a competence that does not exist",
        swap(CORRECTIONS, "[blade-polisher]", "[blade-polish]"),
        "content/jobs/example-windmills.yaml:7: there is no competence 'blade-polish'; allowed: blade-polisher, comma-counter, grease-engineer, gust-forecaster, pun-checker, rhyme-engineer, tale-teller, windmill-builder; did you mean 'blade-polisher'?",
    ),
    Fault(
        "a deadline before the job was posted",
        swap(JOB, "deadline: 2026-07-01", "deadline: 2026-05-01"),
        "content/jobs/mithal-bakery.yaml:16: 'deadline' is before 2026-05-30, the day on which the job was posted",
    ),
    Fault(
        "a corrected deadline before the job was posted",
        swap(CORRECTIONS, "danish_needed: helpful", "deadline: 2026-05-01"),
        "content/jobs/example-windmills.yaml:4: 'deadline' is before 2026-05-28, the day on which the job was posted",
    ),
    Fault(
        "an impossible deadline",
        swap(IMPORTED, "2026-06-30", "2026-06-31"),
        "content/jobs/example-windmills.json:14: 'deadline': '2026-06-31' is no day of the calendar",
    ),
    Fault(
        "a moment without a time zone",
        swap(
            IMPORTED,
            '2026-06-02T04:12:00+02:00",\n    "status',
            '2026-06-02T04:12:00",\n    "status',
        ),
        "content/jobs/example-windmills.json:18: 'imported': '2026-06-02T04:12:00' is not a moment with its time zone, as in 2026-05-31T04:12:00Z",
    ),
    Fault(
        "a salary without an amount",
        swap(IMPORTED, '"min": 210, ', ""),
        "content/jobs/example-windmills.json:56: 'salary' needs 'min', 'max' or both",
    ),
    Fault(
        "a salary with its ends swapped",
        swap(IMPORTED, '"max": 41500.5', '"max": 4150'),
        "content/jobs/example-windmills.json:16: 'max' is less than 'min', 35000; swap the two",
    ),
    Fault(
        "a salary in no currency",
        swap(IMPORTED, '41500.5, "currency": "DKK"', '41500.5, "currency": "kr"'),
        "content/jobs/example-windmills.json:16: 'currency': 'kr' is not a currency, as in DKK or EUR (ISO 4217, three capitals)",
    ),
    Fault(
        "a salary that is a truth value",
        swap(IMPORTED, '"min": 210', '"min": true'),
        "content/jobs/example-windmills.json:56: 'min' must be one number, found 'true'",
    ),
    Fault(
        "a null for a text",
        swap(IMPORTED, '"title": "Gust forecaster"', '"title": null'),
        "content/jobs/example-windmills.json:49: 'title' must be one text, found 'null'",
    ),
    Fault(
        "a number that is none",
        swap(IMPORTED, '"workload": 37', '"workload": NaN'),
        "content/jobs/example-windmills.json:11: 'workload': 'NaN' is not a number, as in 37.5",
    ),
    Fault(
        "a link from a posting to a record",
        swap(JOB, "نبحث عن", "[عن](page:about)"),
        "content/jobs/mithal-bakery.yaml:5: 'page:about' cannot be linked to; write an https:// address, mailto: or tel:",
    ),
    Fault(
        "a heading of a posting that skips a level",
        swap(JOB, "## المهام", "### المهام"),
        "content/jobs/mithal-bakery.yaml:7: this heading skips a level; use '##' instead of '###'",
    ),
    Fault(
        "an imported heading that is the title",
        swap(IMPORTED, "## Vi tilbyder", "# Vi tilbyder"),
        "content/jobs/example-windmills.json:25: a heading with '#' is the page's title; use '##'",
    ),
    Fault(
        "an http address to apply at",
        swap(JOB, "https://bakery.example/jobs", "http://bakery.example/jobs"),
        "content/jobs/mithal-bakery.yaml:17: 'apply': 'http://bakery.example/jobs' must be an https:// address; did you mean 'https://bakery.example/jobs'?",
    ),
    Fault(
        "a competence that a job names twice",
        swap(JOB, "[comma-counter]", "[comma-counter, comma-counter]"),
        "content/jobs/mithal-bakery.yaml:11: 'comma-counter' is given twice; remove one",
    ),
    Fault(
        "jobs of no company",
        rename(JOB, "mithal-bakeri.yaml"),
        "content/jobs/mithal-bakeri.yaml:1: there is no company 'mithal-bakeri' to have these jobs; allowed: 007-locks, aaens-garn, aerlig-oel, bare-minimum, example-windmills, hostile-cannery, long-words, mithal-bakery, oestersoeens-ost, secret-draft; did you mean 'mithal-bakery'?",
    ),
    Fault(
        "a file of jobs that is a mapping",
        write(JOB, "id: comma-counter\n"),
        "content/jobs/mithal-bakery.yaml:1: must be a list of entries, each of which begins with '- '",
    ),
    Fault(
        "an empty file of jobs",
        write(JOB, ""),
        "content/jobs/mithal-bakery.yaml:1: is empty; write at least the required keys",
    ),
    Fault(
        "a file of jobs of an unknown type",
        rename(JOB, "mithal-bakery.csv"),
        "content/jobs/mithal-bakery.csv:1: is not a file that is read here; its name must end in .yaml, or in .json where a program wrote it",
    ),
    Fault(
        "a folder of jobs",
        write("content/jobs/mithal/jobs.yaml", "[]"),
        "content/jobs/mithal:1: is a folder; files of jobs stand in jobs/ itself",
    ),
    Fault(
        "JSON that is none",
        swap(IMPORTED, '"workload": 37,', '"workload": 37'),
        "content/jobs/example-windmills.json:12: is not valid JSON: Expecting ',' delimiter (column 5)",
    ),
    Fault(
        "JSON that holds no list",
        write(IMPORTED, "{}"),
        "content/jobs/example-windmills.json:1: must be a list of entries",
    ),
    Fault(
        "JSON in Latin-1",
        write(IMPORTED, '[\n"ø"]'.encode("latin-1")),
        "content/jobs/example-windmills.json:2: byte 0xf8 is not UTF-8; save the file with encoding UTF-8",
    ),
    Fault(
        "JSON that is too deep",
        write(IMPORTED, '[{"id": ' + 30 * "[" + 30 * "]" + "}]"),
        "content/jobs/example-windmills.json:1: is nested more than 12 levels deep",
    ),
    Fault(
        "JSON that is far too deep",
        write(IMPORTED, 200_000 * "["),
        "content/jobs/example-windmills.json:1: is nested more than 12 levels deep",
    ),
    Fault(
        "JSON that is too large",
        write(IMPORTED, 17_000_000 * " "),
        "content/jobs/example-windmills.json:1: is 17,000,000 bytes; at most 16,777,216 are allowed in a text file",
    ),
    Fault(
        "a key that JSON has twice",
        swap(IMPORTED, '"workload": 37,', '"workload": 37,\n    "title": "Again",'),
        "content/jobs/example-windmills.json:12: 'title' was already given on line 4; keep one of the two",
    ),
    Fault(
        "a key that JSON has twice, before it is none",
        swap(
            IMPORTED, '"workload": 37,', '"workload": 37, "workload": 37,\n    {"title": "Again"},'
        ),
        "content/jobs/example-windmills.json:12: is not valid JSON: Expecting property name enclosed in double quotes (column 5)",
    ),
    Fault(
        "an invisible sign in JSON",
        swap(IMPORTED, "calm days", "calm\\u202e days"),
        "content/jobs/example-windmills.json:4: holds the invisible control character U+202E; delete it",
    ),
    Fault(
        "half a character in JSON",
        swap(IMPORTED, "calm days", "calm \\ud83d days"),
        "content/jobs/example-windmills.json:4: holds the invisible control character U+D83D; delete it",
    ),
    Fault(
        "a list in JSON that is too long",
        swap(IMPORTED, '["gust-forecaster"]', str(["x"] * 501).replace("'", '"')),
        "content/jobs/example-windmills.json:52: is a list of more than 500 entries; shorten it",
    ),
]

STEPS = [
    Fault(
        "a step without its time",
        swap(STEP, "when:\n  phase: on-arrival\n  days: 5\n  due: rule\n", ""),
        "content/moves/register.yaml:1: 'when' is missing",
    ),
    Fault(
        "a phase that there is not",
        swap(STEP, "phase: on-arrival", "phase: at-arrival"),
        "content/moves/register.yaml:21: 'phase' cannot be 'at-arrival'; allowed: before-deciding, before-moving, first-half-year, first-month, on-arrival; did you mean 'on-arrival'?",
    ),
    Fault(
        "a day out of its phase",
        swap(STEP, "days: 5", "days: 45"),
        "content/moves/register.yaml:22: 'days' cannot be 45 in the phase 'on-arrival'; allowed: 0 to 14, counted from the arrival; did you mean the phase 'first-half-year'?",
    ),
    Fault(
        "a day after the arrival that is written before it",
        swap(PERMIT_STEP, "days: -60", "days: 60"),
        "content/moves/wind-permit.yaml:22: 'days' cannot be 60 in the phase 'before-moving'; allowed: -365 to 0, counted from the arrival; did you mean the phase 'first-half-year'?",
    ),
    Fault(
        "days in words",
        swap(STEP, "days: 5", "days: five"),
        "content/moves/register.yaml:22: 'days': 'five' is not a whole number, as in 1968",
    ),
    Fault(
        "an arrival without days",
        swap(STEP, "  days: 5\n", ""),
        "content/moves/register.yaml:21: 'days' is missing: a step of 'on-arrival' says how many after the arrival",
    ),
    Fault(
        "a rule without days",
        swap(PERMIT_STEP, "  days: -60\n", ""),
        "content/moves/wind-permit.yaml:22: 'due' is 'rule', so 'days' must say by which day; give it, or write 'advice'",
    ),
    Fault(
        "a citizenship that there is not",
        swap(ISLAND_STEP, "[nordic, eu]", "[nordic, eea]"),
        "content/moves/island-boat.yaml:24: 'citizenship' cannot be 'eea'; allowed: eu, nordic, other",
    ),
    Fault(
        "a citizenship that is given twice",
        swap(ISLAND_STEP, "[nordic, eu]", "[nordic, nordic]"),
        "content/moves/island-boat.yaml:24: 'nordic' is given twice; remove one",
    ),
    Fault(
        "an unknown question",
        swap(ISLAND_STEP, "purpose:", "purposes:"),
        "content/moves/island-boat.yaml:25: unknown key 'purposes'; did you mean 'purpose'?",
    ),
    Fault(
        "a situation of nobody",
        swap(ISLAND_STEP, "[oeksempel-oe]", "[]"),
        "content/moves/island-boat.yaml:23: an entry of 'who' says nothing of whom the step is for; give one of citizenship, purpose, companions, municipalities, or remove it",
    ),
    Fault(
        "a step for a place that there is not",
        swap(ISLAND_STEP, "[oeksempel-oe]", "[oksempel-oe]"),
        "content/moves/island-boat.yaml:23: there is no municipality 'oksempel-oe'; allowed: exampleby, oeksempel-oe, sampleborg, testrup; did you mean 'oeksempel-oe'?",
    ),
    Fault(
        "a prerequisite that there is not",
        swap(STEP, "after: [wind-permit]", "after: [wind-permits]"),
        "content/moves/register.yaml:24: there is no step 'wind-permits'; allowed: ask-the-owls, island-boat, nursery, register, secret-step, wind-permit; did you mean 'wind-permit'?",
    ),
    Fault(
        "a prerequisite that is a draft",
        swap(ISLAND_STEP, "after: [register]", "after: [secret-step]"),
        "content/moves/island-boat.yaml:26: the step 'secret-step' is a draft; publish it, or make this a draft too",
    ),
    Fault(
        "a step that waits for itself",
        swap(STEP, "after: [wind-permit]", "after: [register]"),
        "content/moves/register.yaml:24: 'register' needs 'register', so that none of them can be done; remove one from 'after'",
    ),
    Fault(
        "steps that wait for each other",
        swap(EARLY_STEP, "link:\n  name: Owls", "after: [register]\nlink:\n  name: Owls"),
        "content/moves/ask-the-owls.yaml:22: 'ask-the-owls' needs 'register', which needs 'wind-permit', which needs 'ask-the-owls', so that none of them can be done; remove one from 'after'",
    ),
    Fault(
        "a prerequisite of a later phase",
        swap(ISLAND_STEP, "first-half-year", "before-moving"),
        "content/moves/island-boat.yaml:26: 'register' is a step of 'on-arrival', later than 'before-moving'; change 'when' in one of the two files, or remove it from 'after'",
    ),
    Fault(
        "a prerequisite of a later day",
        swap(EARLY_STEP, "phase: before-deciding", "phase: before-moving\n  days: -10"),
        "content/moves/wind-permit.yaml:29: 'ask-the-owls' is due on day -10, later than day -60 on which this step is; change 'when' in one of the two files, or remove it from 'after'",
    ),
    Fault(
        "a step without a name in a language",
        swap(STEP, "  ar: أخبر السجل أين تنام\n", ""),
        "content/moves/register.yaml:1: 'name' has no text in 'ar'",
    ),
    Fault(
        "a step in a language that there is not",
        swap(STEP, "    en: https://registry.example/", "    eng: https://registry.example/"),
        "content/moves/register.yaml:28: 'eng' is not a language of this portal; allowed: ar, da, en; did you mean 'en'?",
    ),
    Fault(
        "an official address that is none",
        swap(STEP, "    en: https://registry.example/", "    en: registry.example"),
        "content/moves/register.yaml:28: 'en': 'registry.example' must be an https:// address; did you mean 'https://registry.example'?",
    ),
    Fault(
        "a guide that there is not",
        swap(PERMIT_STEP, "guide: housing", "guide: houses"),
        "content/moves/wind-permit.yaml:39: there is no guide 'houses'; allowed: housing, queueing, tea; did you mean 'housing'?",
    ),
    Fault(
        "a link of a step to a record that there is not",
        swap(EARLY_STEP, "(guide:queueing), and they", "(guide:queuing), and they"),
        "content/moves/ask-the-owls.yaml:7: there is no guide 'queuing' to link to; allowed: housing, queueing, tea; did you mean 'queueing'?",
    ),
    Fault(
        "a link to a step that there is not",
        swap(GUIDE, "[telephone](tel:+4500000000)", "[telephone](step:registr)"),
        "content/guides/housing.en.md:35: there is no step 'registr' to link to; allowed: ask-the-owls, island-boat, nursery, register, secret-step, wind-permit; did you mean 'register'?",
    ),
    Fault(
        "a step that nobody reviewed",
        swap(STEP, "reviewed_on: 2026-05-31\n", ""),
        "content/moves/register.yaml:1: 'reviewed_on' is missing",
    ),
]
RULES_OF_TAX = (
    "allowed: atp_per_month, bottom_tax, employment_allowance, job_allowance, "
    "labour_market_contribution, municipalities, personal_allowance, progressive_taxes, "
    "special_scheme, tax_ceiling"
)
TAXES = [
    Fault(
        "taxes of no year",
        rename(TAX, "this-year.yaml"),
        "content/tax/this-year.yaml:1: 'this-year' is not a year; name the file after it, as in 2026.yaml",
    ),
    Fault(
        "a rate with a comma",
        swap(TAX, "municipal_tax: 24.52", "municipal_tax: 24,52"),
        f"{TAX}:32: 'municipal_tax': '24,52' is not a number of at most two decimals, as in 25.52; did you mean '24.52'?",
    ),
    Fault(
        "a rate with its sign",
        swap(TAX, "bottom_tax: 12.01", "bottom_tax: 12.01 %"),
        f"{TAX}:11: 'bottom_tax': '12.01 %' is not a number of at most two decimals, as in 25.52; did you mean '12.01'?",
    ),
    Fault(
        "a rate above the whole",
        swap(TAX, "percent: 27", "percent: 270"),
        f"{TAX}:26: 'percent': '270' is not a percentage: it is between 0 and 100",
    ),
    Fault(
        "an amount with its thousands set apart",
        swap(TAX, "personal_allowance: 50000", "personal_allowance: 50.000"),
        f"{TAX}:3: 'personal_allowance': '50.000' is not a number of at most two decimals, as in 54100; did you mean '50000'?",
    ),
    Fault(
        "an amount in words",
        swap(TAX, "at_most: 3000", "at_most: little"),
        f"{TAX}:10: 'at_most': 'little' is not a number of at most two decimals, as in 54100",
    ),
    Fault(
        "a rule that is left out",
        swap(TAX, "tax_ceiling: 44.57\n", ""),
        f"{TAX}:1: 'tax_ceiling' is missing",
    ),
    Fault(
        "a mistyped rule",
        swap(TAX, "  months: 84", "  month: 84\n  months: 84"),
        f"{TAX}:28: unknown key 'month'; did you mean 'months'?",
    ),
    Fault(
        "progressive taxes out of order",
        swap(TAX, "above: 780000", "above: 640000"),
        f"{TAX}:23: 'above' is not more than 640000, where the tax before begins; put the lowest first",
    ),
    Fault(
        "salaries out of order",
        swap(TAX, "[30000, 55000, 90000]", "[30000, 90000, 55000]"),
        f"{TAX}:29: 55000 is not more than the salary before it, 90000; put the lowest first",
    ),
    Fault(
        "a ceiling below the taxes",
        swap(TAX, "tax_ceiling: 44.57", "tax_ceiling: 19.51"),
        f"{TAX}:24: 'tax_ceiling' is not more than the 19.51 percent that the state takes; it holds municipal tax too, so look it up again",
    ),
    Fault(
        "rates of a municipality that is none",
        swap(TAX, "municipality: testrup", "municipality: testup"),
        f"{TAX}:34: there is no municipality 'testup'; allowed: exampleby, oeksempel-oe, sampleborg, testrup; did you mean 'testrup'?",
    ),
    Fault(
        "rates that are given twice",
        swap(
            TAX,
            "sources:",
            "  - municipality: testrup\n    municipal_tax: 26\n    church_tax: 1.2\nsources:",
        ),
        f"{TAX}:43: the rates of 'testrup' are given twice; remove one",
    ),
    Fault(
        "a municipality without rates",
        swap(TAX, "  - municipality: testrup\n    municipal_tax: 26\n    church_tax: 1.2\n", ""),
        f"{TAX}:30: 'municipalities' has no rates for 'testrup'; add them",
    ),
    Fault(
        "a rule without a source",
        swap(TAX, "bottom_tax, progressive_taxes, tax_ceiling", "bottom_tax, progressive_taxes"),
        f"{TAX}:43: no source states 'tax_ceiling'; add it to 'states' of the one that does",
    ),
    Fault(
        "a source of no rule",
        swap(TAX, "special_scheme, municipalities]", "special_scheme, municipalities, churches]"),
        f"{TAX}:49: 'churches' is no rule of this file; {RULES_OF_TAX}",
    ),
]
EVENTS = [
    Fault(
        "a time without its day",
        swap(EVENT, "starts: 2026-03-05 17:00", "starts: 17:00"),
        f"{EVENT}:16: 'starts': '17:00' is not a day with a time: write it as in 2026-12-03 17:30",
    ),
    Fault(
        "a time that no clock shows",
        swap(EVENT, "ends: 2026-03-05 19:30", "ends: 2026-03-05 24:30"),
        f"{EVENT}:17: 'ends': '2026-03-05 24:30' is no day of the calendar, or no time of day",
    ),
    Fault(
        "an event that ends before it begins",
        swap(EVENT, "ends: 2026-03-05 19:30", "ends: 2026-03-05 16:30"),
        f"{EVENT}:17: 'ends' must be after 2026-03-05 17:00, when the event starts",
    ),
    Fault(
        "an event that lasts a year",
        swap(EVENT, "ends: 2026-03-05 19:30", "ends: 2027-03-05 19:30"),
        f"{EVENT}:17: 'ends' is more than 31 days after the event starts; write one event for each time",
    ),
    Fault(
        "a day to repeat on that is none",
        swap(EVENT, "on: [thursday]", "on: [tursday]"),
        f"{EVENT}:20: 'on': 'tursday' is no day to repeat on; write a day of the week, as in monday, or for every month also as in first monday, last friday or 15; did you mean 'thursday'?",
    ),
    Fault(
        "a pace that is none",
        swap(EVENT, "every: week", "every: weekly"),
        f"{EVENT}:19: 'every' cannot be 'weekly'; allowed: month, week; did you mean 'week'?",
    ),
    Fault(
        "a day of the week once a month",
        swap(EVENT, "every: week", "every: month"),
        f"{EVENT}:20: 'thursday' is once a week; did you mean 'first thursday', or 'every: week'?",
    ),
    Fault(
        "a day of a month every week",
        swap(EVENT, "on: [thursday]", "on: [first thursday]"),
        f"{EVENT}:20: 'first thursday' is a day of a month; for every week, allowed: monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    ),
    Fault(
        "days by number and by name",
        swap(EVENT, "every: week\n  on: [thursday]", "every: month\n  on: [first thursday, 5]"),
        f"{EVENT}:20: days by number and by name cannot repeat together; write two events",
    ),
    Fault(
        "a first day on which it does not repeat",
        swap(EVENT, "on: [thursday]", "on: [friday]"),
        f"{EVENT}:16: 'starts' is 2026-03-05, a thursday, on which it does not repeat; did you mean 2026-03-06?",
    ),
    Fault(
        "an exception on another day",
        swap(EVENT, "2026-06-11", "2026-06-10"),
        f"{EVENT}:21: the event does not fall on 2026-06-10; did you mean 2026-06-11?",
    ),
    Fault(
        "two ends of one series",
        swap(EVENT, "every: week", "every: week\n  until: 2027-01-01\n  count: 60"),
        f"{EVENT}:21: 'count' and 'until' both say when it ends; keep one of the two",
    ),
    Fault(
        "a last day to register for each of many",
        swap(EVENT, "is_free: true", "register_by: 2026-03-01"),
        f"{EVENT}:36: an event that repeats has no one last day to register; remove the line",
    ),
    Fault(
        "a last day to register after the event",
        swap(EVENING, "register_by: 2026-06-18", "register_by: 2026-06-28"),
        f"{EVENING}:17: 'register_by' is after 2026-06-21, when the event ends",
    ),
    Fault(
        "an event that is nowhere",
        swap(EVENING, "online: https://meet.example/jobs?room=1&lang=en\n", ""),
        f"{EVENING}:1: an event needs 'place', 'online' or both; say where one takes part",
    ),
    Fault(
        "a place that is faulty is a place",
        swap(EVENT, "  postcode: 0001", "  post: 0001"),
        f"{EVENT}:28: unknown key 'post'; did you mean 'postcode'?",
    ),
    Fault(
        "an event that is free and has a price",
        swap(EVENING, "price:", "is_free: true\nprice:"),
        f"{EVENING}:19: 'price' says more than 'is_free'; keep one of the two",
    ),
    Fault(
        "a network that is not there",
        swap(EVENT, "network: tea-circle", "network: tea-cirle"),
        f"{EVENT}:35: there is no network 'tea-cirle'; allowed: hr-forum, tea-circle; did you mean 'tea-circle'?",
    ),
    Fault(
        "an event whose address is that of a month",
        rename(EVENT, "2026-06.yaml"),
        "content/events/2026-06.yaml:1: '2026-06' is the address of a month of events; add a word",
    ),
    Fault(
        "an event whose address is that of the archive",
        rename(EVENT, "past.yaml"),
        "content/events/past.yaml:1: the address /en/events/past/ already belongs to the portal's own list 'past'; choose another name",
    ),
    Fault(
        "months of a programme the wrong way round",
        swap(PROGRAMME, "months_at_most: 4", "months_at_most: 2"),
        f"{PROGRAMME}:17: 'months_at_most' must be more than 'months', which is 3",
    ),
    Fault(
        "a result whose source nobody checked",
        swap(
            PROGRAMME, "  - url: https://two.example/evaluation", "  - url: https://two.example/e"
        ),
        f"{PROGRAMME}:37: 'https://two.example/evaluation' is not among 'sources'; allowed: https://two.example/, https://two.example/e; did you mean 'https://two.example/e'?",
    ),
    Fault(
        "a form that no programme has",
        swap(PROGRAMME, "[one-to-one, workshops]", "[one-on-one, workshops]"),
        f"{PROGRAMME}:15: 'form' cannot be 'one-on-one'; allowed: company-visits, networking, one-to-one, online, workshops; did you mean 'one-to-one'?",
    ),
    Fault(
        "a link to a programme that is not there",
        swap("content/networks/hr-forum.yaml", "programme:two-and-two", "programme:two-by-two"),
        "content/networks/hr-forum.yaml:6: there is no mentor-programme 'two-by-two' to link to; allowed: far-away, two-and-two; did you mean 'two-and-two'?",
    ),
]
PATHWAYS = [
    Fault(
        "a path of no audience",
        rename(PATHWAY, "partner.yaml"),
        "content/pathways/partner.yaml:1: 'partner' is no audience that has a path; name the file after one: allowed: families, partners, students; did you mean 'partners'?",
    ),
    Fault(
        "a step with a key that no step has",
        swap(PATHWAY, "    takes:\n", "    lasts:\n"),
        f"{PATHWAY}:17: unknown key 'lasts'; allowed: name, what, takes, helper, offers, openings, link, guide",
    ),
    Fault(
        "a contact that no municipality has",
        swap(PATHWAY, "office: partner_consultant", "office: partner_consultants"),
        f"{PATHWAY}:8: 'office' cannot be 'partner_consultants'; allowed: newcomer_service, partner_consultant; did you mean 'partner_consultant'?",
    ),
    Fault(
        "an offer that nobody makes",
        swap(PATHWAY, "offers: [short-term-jobs, internships]", "offers: [short-jobs]"),
        f"{PATHWAY}:41: 'offers' cannot be 'short-jobs'; allowed: coffee-meetings, danish-lessons, fast-track, internships, partner-help, relocation-help, remote-days, short-term-jobs, student-jobs, thesis-projects; did you mean 'short-term-jobs'?",
    ),
    Fault(
        "an offer twice",
        swap(PATHWAY, "[short-term-jobs, internships]", "[internships, internships]"),
        f"{PATHWAY}:41: 'internships' is given twice; remove one",
    ),
    Fault(
        "an opening of no job",
        swap(PATHWAY, "openings: [internship]", "openings: [internships]"),
        f"{PATHWAY}:42: 'openings' cannot be 'internships'; allowed: apprenticeship, graduate, internship, phd, student-job, thesis; did you mean 'internship'?",
    ),
    Fault(
        "a guide of a step that is not there",
        swap(PATHWAY, "guide: queueing", "guide: queuing"),
        f"{PATHWAY}:35: there is no guide 'queuing'; allowed: housing, queueing, tea; did you mean 'queueing'?",
    ),
    Fault(
        "a story of a path that is not there",
        swap(PATHWAY, "stories: [ada-example]", "stories: [ada]"),
        f"{PATHWAY}:84: there is no story 'ada'; allowed: ada-example, noor-sample",
    ),
    Fault(
        "a link in a step that goes nowhere",
        swap(PATHWAY, "[bun](company:mithal-bakery)", "[bun](company:mithal)"),
        f"{PATHWAY}:16: there is no company 'mithal' to link to; allowed: 007-locks, aaens-garn, aerlig-oel, bare-minimum, example-windmills, hostile-cannery, long-words, mithal-bakery, oestersoeens-ost, secret-draft; did you mean 'mithal-bakery'?",
    ),
    Fault(
        "a heading above all in what employers are told",
        swap(PATHWAY, "1. Put the kettle on.", "# Put the kettle on."),
        f"{PATHWAY}:79: a heading with '#' is the page's title; use '##'",
    ),
    Fault(
        "a course whose source nobody checked",
        swap(PATHWAY, "source: https://oven.example/\n", "source: https://oven.example/da\n"),
        f"{PATHWAY}:67: 'https://oven.example/da' is not among 'sources'; allowed: https://bakery.example/kneading, https://oven.example/; did you mean 'https://oven.example/'?",
    ),
    Fault(
        "a title of a path that a list cannot show",
        swap(PATHWAY, '  da: "Partnere: fra båden til bageriet"\n', ""),
        f"{PATHWAY}:1: 'title' has no text in 'da'",
    ),
    Fault(
        "a page at the address of a path",
        swap(PAGE, "slug: about\n", "slug: partners\n"),
        f"{PAGE}:3: the address /en/partners/ already belongs to the portal's own list 'partners'; choose another slug",
    ),
]
MATERIALS = [
    Fault(
        "a form that is none",
        swap(MATERIAL, "form: text", "form: txt"),
        f"{MATERIAL}:7: 'form' cannot be 'txt'; allowed: checklist, image, map, posts, presentation, text; did you mean 'text'?",
    ),
    Fault(
        "an audience that is none",
        swap(MATERIAL, "[municipalities, employers]", "[municipality, employers]"),
        f"{MATERIAL}:8: 'audience' cannot be 'municipality'; allowed: employers, municipalities, universities; did you mean 'municipalities'?",
    ),
    Fault(
        "a licence that nobody knows",
        swap(MATERIAL, "CC-BY-4.0", "CC-BY-4"),
        f"{MATERIAL}:9: 'licence' cannot be 'CC-BY-4'; allowed: CC-BY-4.0, CC-BY-NC-4.0, CC-BY-ND-4.0, CC-BY-SA-4.0, CC0-1.0; did you mean 'CC-BY-4.0'?",
    ),
    Fault(
        "nobody to be named",
        swap(MATERIAL, "credit: Example County\n", ""),
        f"{MATERIAL}:9: CC-BY-4.0 asks that somebody is named; add 'credit'",
    ),
    Fault(
        "a file that is not there",
        swap(MATERIAL, "toolkit/welcome.en.txt", "toolkit/welcom.en.txt"),
        f"{MATERIAL}:12: there is no file toolkit/welcom.en.txt in content/media; allowed: photos/mill-field.jpg, portraits/ada.png, toolkit/drawings/windmill.svg, toolkit/secret.txt, toolkit/welcome.da.txt, toolkit/welcome.en.txt, windmills.png; did you mean 'toolkit/welcome.en.txt'?",
    ),
    Fault(
        "the same file twice",
        swap(MATERIAL, "toolkit/welcome.da.txt", "toolkit/welcome.en.txt"),
        f"{MATERIAL}:14: 'toolkit/welcome.en.txt' stands here already; remove it",
    ),
    Fault(
        "a file of a kind that is not handed out",
        swap(MATERIAL, "toolkit/welcome.en.txt", "toolkit/welcome.exe"),
        f"{MATERIAL}:12: 'file': 'toolkit/welcome.exe' is not a file to hand out: lower-case names in content/media/toolkit, as in toolkit/text.en.txt, that end in .docx, .jpg, .odp, .odt, .pdf, .png, .pptx, .svg, .txt, .webp",
    ),
    Fault(
        "a file of another folder",
        swap(MATERIAL, "toolkit/welcome.en.txt", "toolkit/../portraits/ada.png"),
        f"{MATERIAL}:12: 'file': 'toolkit/../portraits/ada.png' is not a file to hand out: lower-case names in content/media/toolkit, as in toolkit/text.en.txt, that end in .docx, .jpg, .odp, .odt, .pdf, .png, .pptx, .svg, .txt, .webp",
    ),
    Fault(
        "a file that leads elsewhere",
        move_and_link("content/media/toolkit/welcome.en.txt", "elsewhere.txt"),
        f"{MATERIAL}:12: 'toolkit/welcome.en.txt' leads out of content/media; put the file itself there",
    ),
    Fault(
        "a drawing that runs a script",
        write(
            "content/media/toolkit/drawings/windmill.svg",
            '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        ),
        "content/toolkit/windmill-drawing.yaml:12: 'windmill.svg' holds the element 'script', which is not allowed; save it as plain SVG",
    ),
    Fault(
        "a file that is something else",
        write("content/media/toolkit/welcome.en.txt", b"\xff\xfe"),
        f"{MATERIAL}:12: 'welcome.en.txt' is not text in UTF-8; save it as UTF-8",
    ),
]
BROCHURES = [
    Fault(
        "a chapter without a text",
        swap(
            BROCHURE,
            "      en: |\n        One mouse a day; see [housing](guide:housing).\n",
            "      en: ''\n",
        ),
        f"{BROCHURE}:28: 'en' is empty; write a value, or remove the line",
    ),
    Fault(
        "an unknown key of a chapter",
        swap(
            BROCHURE,
            "      en: What it costs\n    text:",
            "      en: What it costs\n    txt: {en: Mice}\n    text:",
        ),
        f"{BROCHURE}:27: unknown key 'txt'; did you mean 'text'?",
    ),
    Fault(
        "a brochure for nobody that there is",
        swap(BROCHURE, "audience: employers", "audience: employer"),
        f"{BROCHURE}:8: 'audience' cannot be 'employer'; allowed: employers, families, newcomers, partners, students; did you mean 'employers'?",
    ),
    Fault(
        "contacts that no municipality has",
        swap(BROCHURE, "contacts: partner_consultant", "contacts: partner-consultant"),
        f"{BROCHURE}:10: 'contacts' cannot be 'partner-consultant'; allowed: newcomer_service, partner_consultant; did you mean 'partner_consultant'?",
    ),
    Fault(
        "a story that there is not",
        swap(BROCHURE, "story: ada-example", "story: ada-exampel"),
        f"{BROCHURE}:9: there is no story 'ada-exampel'; allowed: ada-example, noor-sample; did you mean 'ada-example'?",
    ),
    Fault(
        "a link in a chapter that leads nowhere",
        swap(BROCHURE, "(guide:housing)", "(guide:hosing)"),
        f"{BROCHURE}:29: there is no guide 'hosing' to link to; allowed: housing, queueing, tea; did you mean 'housing'?",
    ),
    Fault(
        "a heading in a chapter that is a title",
        swap(BROCHURE, "## What they need", "# What they need"),
        f"{BROCHURE}:19: a heading with '#' is the page's title; use '##'",
    ),
    Fault(
        "a link on a leaf that cannot be followed",
        swap(BROCHURE, "You are not alone in the dark.", "[Not alone](javascript:dark)."),
        f"{BROCHURE}:36: 'javascript:dark' cannot be linked to; write an https:// address, mailto:, tel:, or one of cluster:…, company:…, competence:…, guide:…, mentor-programme:…, municipality:…, network:…, page:…, pathway:…, step:…, story:…",
    ),
    Fault(
        "a leaf without steps",
        swap(
            BROCHURE,
            "  steps:\n    - en: Say hoo.\n      da: Sig uhu.\n    - en: Wait for an answer.\n",
            "  steps: []\n",
        ),
        f"{BROCHURE}:37: 'steps' has no entries; give at least one",
    ),
    Fault(
        "a step of a leaf in a language that nobody reads here",
        swap(BROCHURE, "      da: Sig uhu.", "      no: Si uhu."),
        f"{BROCHURE}:39: 'no' is not a language of this portal; allowed: ar, da, en",
    ),
    Fault(
        "a brochure without sources",
        swap(
            BROCHURE, "sources:\n  - url: https://owls.example/work\n    checked: 2026-05-31\n", ""
        ),
        f"{BROCHURE}:1: 'sources' is missing",
    ),
]
FAULTS = [
    *EVENTS,
    *BROCHURES,
    *PATHWAYS,
    *MATERIALS,
    *NOTATION,
    *KEYS,
    *VALUES,
    *RELATIONS,
    *ADDRESSES,
    *FILES,
    *JOBS,
    *STEPS,
    *TAXES,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_gives_one_line_that_says_what_to_do(fault, golden_site, find_faults):
    """A fault is told once, at its line, with what was found, what is allowed and what was meant."""
    fault.change(golden_site)
    assert find_faults() == [fault.line]
