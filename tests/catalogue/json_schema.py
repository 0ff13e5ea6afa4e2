"""As much of JSON Schema 2020-12 as the portal's own schemas use; a word that is not known is an error.

https://json-schema.org/draft/2020-12/json-schema-validation
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

Schema = Mapping[str, Any]

TYPES: Mapping[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
    "boolean": bool,
}

SILENT = {"$schema", "$id", "$defs", "title", "description"}
"""Words that allow everything."""


def problems(schema: Schema, value: Any, root: Schema | None = None, at: str = "") -> Iterator[str]:
    """What is wrong with a value, each with the place."""
    root = root or schema
    for word, said in schema.items():
        if word not in SILENT:
            yield from RULES[word](said, value, root, at, schema)


def _ref(said: str, value: Any, root: Schema, at: str, _: Schema) -> Iterator[str]:
    yield from problems(root["$defs"][said.removeprefix("#/$defs/")], value, root, at)


def _type(said: str, value: Any, _root: Schema, at: str, _: Schema) -> Iterator[str]:
    # Python takes a truth value for a number; JSON does not.
    if not isinstance(value, TYPES[said]) or isinstance(value, bool) != (said == "boolean"):
        yield f"{at}: {value!r} is no {said}"


def _any_of(said: list[Schema], value: Any, root: Schema, at: str, _: Schema) -> Iterator[str]:
    if all(any(problems(one, value, root, at)) for one in said):
        yield f"{at}: {value!r} is nothing that is allowed"


def _enum(said: list[Any], value: Any, _root: Schema, at: str, _: Schema) -> Iterator[str]:
    if value not in said:
        yield f"{at}: {value!r} is none of {said}"


def _format(said: str, value: Any, _root: Schema, at: str, _: Schema) -> Iterator[str]:
    try:
        is_valid = FORMATS[said](value)
    except (TypeError, ValueError):
        is_valid = False
    if not is_valid:
        yield f"{at}: {value!r} is no {said}"


def _is_moment(said: str) -> bool:
    """Without an offset it would be another moment everywhere. RFC 3339, section 5.6"""
    return datetime.fromisoformat(said).tzinfo is not None


FORMATS: Mapping[str, Any] = {"date": date.fromisoformat, "date-time": _is_moment}


def _items(said: Schema, value: Any, root: Schema, at: str, _: Schema) -> Iterator[str]:
    for place, item in enumerate(value if isinstance(value, list) else ()):
        yield from problems(said, item, root, f"{at}[{place}]")


def _required(said: list[str], value: Any, _root: Schema, at: str, _: Schema) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at}: '{name}' is missing" for name in said if name not in value)


def _members(value: Any) -> Iterable[tuple[str, Any]]:
    """Nothing of what is no object: that it is none, its type says."""
    return value.items() if isinstance(value, dict) else ()


def _properties(
    said: Mapping[str, Schema], value: Any, root: Schema, at: str, schema: Schema
) -> Iterator[str]:
    """Also what the schema does not name, where it leaves open what else there may be."""
    for name, part in _members(value):
        if name in said:
            yield from problems(said[name], part, root, f"{at}.{name}")
        elif "additionalProperties" not in schema:
            yield f"{at}: '{name}' is documented nowhere"


def _additional(said: Schema, value: Any, root: Schema, at: str, schema: Schema) -> Iterator[str]:
    named = schema.get("properties", {})
    for name, part in _members(value):
        if name not in named and isinstance(said, Mapping):
            yield from problems(said, part, root, f"{at}.{name}")


RULES: Mapping[str, Any] = {
    "$ref": _ref,
    "type": _type,
    "anyOf": _any_of,
    "enum": _enum,
    "format": _format,
    "items": _items,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
}
