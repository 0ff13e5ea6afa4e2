"""JSON Schemas of the files that editors write, generated from the records."""

from typing import Any

from plugins.portal.records import RECORDS, Article, GoneJob, Job, Record
from plugins.portal.sources import DESCRIPTIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""How all schemas of the portal are written."""


def file_schemas() -> dict[str, dict[str, Any]]:
    """Kind → JSON Schema (draft 2020-12) of one record as it is written in a file.

    Jobs stand in lists, and theirs is the schema of a whole file.
    """
    files = {kind: model for kind, model in RECORDS.items() if model is not GoneJob}
    return {kind: file_schema(model) for kind, model in files.items()} | {
        Job.kind: job_list_schema()
    }


def file_schema(model: type[Record]) -> dict[str, Any]:
    """The schema without the fields that come from a file's place and name."""
    schema: dict[str, Any] = _with_limits(model.model_json_schema())
    hidden = set(model.from_file)
    optional = hidden | ({"slug"} if issubclass(model, Article) else set())
    schema["$schema"] = DIALECT
    schema["properties"] = {k: v for k, v in schema["properties"].items() if k not in hidden}
    schema["required"] = [name for name in schema.get("required", []) if name not in optional]
    return schema


LIMITS = {"ge": "minimum", "le": "maximum"}
"""What pydantic calls the limits of a number that is read from a text first → what the standard does."""


def _with_limits(found: Any) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(found, dict):
        return {LIMITS.get(name, name): _with_limits(value) for name, value in found.items()}
    return [_with_limits(value) for value in found] if isinstance(found, list) else found


def job_list_schema() -> dict[str, Any]:
    """The schema of a file of jobs, in which an entry without ``apply`` corrects an imported one.

    A whole job is described in Markdown by an editor, or in HTML by the importer. What the importer
    keeps of a job that is gone has fewer keys, and the day.
    """
    entry = file_schema(Job)
    entry["properties"]["gone"] = file_schema(GoneJob)["properties"]["gone"]
    others = sorted({*entry["required"]} - {"id", "apply"})
    descriptions = [{"required": [name]} for name in DESCRIPTIONS]
    entry |= {
        "required": ["id"],
        "dependentRequired": {"apply": others},
        "dependentSchemas": {"apply": {"oneOf": descriptions}},
    }
    top = {name: entry.pop(name) for name in ("$schema", "$defs")}
    return {**top, "type": "array", "items": entry}
