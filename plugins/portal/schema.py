"""JSON Schemas of the files that editors write, generated from the records."""

from typing import Any

from plugins.portal.records import RECORDS, Article, Record


def file_schemas() -> dict[str, dict[str, Any]]:
    """Kind → JSON Schema (draft 2020-12) of one record as it is written in a file."""
    return {kind: file_schema(model) for kind, model in RECORDS.items()}


def file_schema(model: type[Record]) -> dict[str, Any]:
    """The schema without the fields that come from a file's place and name."""
    schema = model.model_json_schema()
    hidden = set(model.from_file)
    optional = hidden | ({"slug"} if issubclass(model, Article) else set())
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"] = {k: v for k, v in schema["properties"].items() if k not in hidden}
    schema["required"] = [name for name in schema.get("required", []) if name not in optional]
    return schema
