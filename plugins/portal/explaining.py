"""What a record's validation found, in the words of an editor: found, allowed, meant."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from plugins.portal.problems import allowed, nearest_name
from plugins.portal.reading import Location
from plugins.portal.records import Part, Record


def explain(detail: ErrorDetails, model: type[Part], where: Location) -> str:
    """One validation error; ``where`` is its place in a record of ``model``."""
    key = next((step for step in reversed(where) if isinstance(step, str)), "")
    if detail["type"] == "extra_forbidden":
        return unknown_key(key, _part_at(model, where[:-1]))
    if detail["loc"][-1] == "[key]":
        return str(detail["ctx"]["message"])
    if detail["type"] == "refused":
        return f"'{key}': {detail['ctx']['message']}"
    if say := MESSAGES.get(detail["type"]):
        return f"'{key}' {say(detail['input'], detail.get('ctx', {}))}"
    return f"'{key}' cannot be {_described(detail['input'])}: {detail['msg'].lower()}"


Say = Callable[[Any, Mapping[str, Any]], str]


def _too_many_characters(found: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    return f"has {len(found):,} characters; at most {context['max_length']:,} are allowed"


def _no_such_choice(found: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    return f"cannot be {_described(found)}; {allowed(str(found), choices)}"


def _no_mapping(found: Any, _: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    return f"must be followed by indented 'key: value' lines, found {_described(found)}"


def _no_local_text(found: Any, _: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    return f"must give a text for each language, as in 'en: {_shown(found)}'"


_IS_EMPTY = "is empty; write a value, or remove the line"

MESSAGES: Mapping[str, Say] = {
    "unfit": lambda _, context: str(context["message"]),
    "missing": lambda *_: "is missing",
    "enum": _no_such_choice,
    "tuple_type": lambda found, _: f"must be a list, as in [{_shown(found)}]",
    "mapping_type": _no_local_text,
    "dict_type": _no_local_text,
    "model_type": _no_mapping,
    "string_type": lambda found, _: f"must be one text, found {_described(found)}",
    "int_type": lambda found, _: f"must be one number, found {_described(found)}",
    "float_type": lambda found, _: f"must be one number, found {_described(found)}",
    "date_type": lambda found, _: f"must be one date, found {_described(found)}",
    "too_short": lambda *_: "has no entries; give at least one",
    "string_too_short": lambda *_: _IS_EMPTY,
    "string_pattern_mismatch": lambda *_: _IS_EMPTY,
    "string_too_long": _too_many_characters,
    "greater_than_equal": lambda found, context: f"is {found}; it must be at least {context['ge']}",
    "less_than_equal": lambda found, context: f"is {found}; it must be at most {context['le']}",
}
"""Pydantic's type of error → what is said after the key."""


def unknown_key(key: str, model: type[Part] | None) -> str:
    internal = model.from_file if model and issubclass(model, Record) else frozenset()
    known = [name for name in (model.model_fields if model else {}) if name not in internal]
    nearest = nearest_name(key, known)
    meant = f"did you mean '{nearest}'?" if nearest else f"allowed: {', '.join(known)}"
    return f"unknown key '{key}'; {meant}"


def _part_at(model: type[Part], where: Location) -> type[Part] | None:
    """The model of the part that stands at ``where`` in a record of ``model``."""
    current: type[Part] | None = model
    for step in where:
        if isinstance(step, str) and current is not None:
            annotation = (
                current.model_fields[step].annotation if step in current.model_fields else None
            )
            current = next(_models_in(annotation), None)
    return current


def _models_in(annotation: Any) -> Iterator[type[Part]]:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _shown(found: object) -> str:
    text = found if isinstance(found, str) else "…"
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - one line of a terminal


def _described(found: object) -> str:
    if isinstance(found, list):
        return "a list"
    if found is None or isinstance(found, bool):
        return f"'{json.dumps(found)}'"
    if isinstance(found, dict):
        return f"keys ({', '.join(map(str, found))})"
    return f"'{_shown(found)}'"
