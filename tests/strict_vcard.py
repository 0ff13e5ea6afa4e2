"""A strict reader of contact cards (RFC 6350), which takes nothing that the standard does not allow."""

import re
from dataclasses import dataclass

LINE = re.compile(
    r'(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]+))*):(?P<value>.*)'
)
TEXT = r"(?:[^\\,\x00-\x1f\x7f]|\\[\\,;nN])*"
ADDRESS = r"https?://[!-~]+"
VALUES = {
    "VERSION": r"4\.0",
    "PRODID": TEXT,
    "UID": r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "REV": r"\d{8}T\d{6}Z",
    "SOURCE": ADDRESS,
    "KIND": "individual|group|org|location",
    "FN": rf"(?=.){TEXT}",
    "ORG": TEXT,
    "ROLE": TEXT,
    "EMAIL": r"[^@\s\\]+@[A-Za-z0-9.-]+",
    "TEL": r"tel:\+\d{6,15}|[0-9 ]{6,20}",
    "URL": ADDRESS,
    "NOTE": TEXT,
}
"""Property → all that its value may be, of those that we write."""

PARAMETERS = {
    "LANGUAGE": {"FN", "ORG", "ROLE", "NOTE"},
    "TYPE": {"FN", "ORG", "ROLE", "EMAIL", "TEL", "URL", "NOTE"},
    "PREF": {"FN", "ORG", "ROLE", "EMAIL", "TEL", "URL", "NOTE", "SOURCE"},
    "VALUE": {"TEL", "UID"},
}
"""Parameter → the properties that may have it."""

ONCE = {"VERSION", "PRODID", "UID", "REV", "KIND"}
REQUIRED = {"VERSION", "FN"}


@dataclass(frozen=True)
class Property:
    value: str
    parameters: dict[str, str]


Card = dict[str, list[Property]]


def read_card(content: bytes) -> Card:
    """The card of a file; whatever the standard forbids is an AssertionError."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert not set("\r\n") & set(text.replace("\r\n", ""))
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    begin, version, *whole, end = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert (begin, version, end) == ("BEGIN:VCARD", "VERSION:4.0", "END:VCARD")
    card: Card = {}
    for line in (version, *whole):
        name, found = read_line(line)
        card.setdefault(name, []).append(found)
    assert card.keys() >= REQUIRED
    assert all(len(card[name]) == 1 for name in ONCE & card.keys())
    return card


def read_line(line: str) -> tuple[str, Property]:
    found = LINE.fullmatch(line)
    assert found, line
    name, value = found["name"], found["value"]
    assert name in VALUES, name
    assert re.fullmatch(VALUES[name], value), line
    parts = re.findall(r';([A-Z-]+)=("[^"]*"|[^";]+)', found["parameters"])
    given = {key: said.strip('"') for key, said in parts}
    assert len(given) == len(parts)
    assert all(name in PARAMETERS[key] for key in given), line
    assert (given.get("VALUE") == "uri") == (name == "TEL" and value.startswith("tel:")), line
    if "PREF" in given:
        assert 1 <= int(given["PREF"]) <= 100
    return name, Property(value, given)


def unescaped(value: str) -> str:
    """The text of a value."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
