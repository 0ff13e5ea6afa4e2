"""JSON Schemas for editors' tools: the documented keys, and no others."""

import pytest

from plugins.portal.records import RECORDS
from plugins.portal.schema import file_schemas

DOCUMENTED = {
    "company": "name website careers municipalities clusters competences tagline about life employees founded cvr "
    "working_languages danish_needed offers locations contact logo images jobs sources verified_on status aliases",
    "municipality": "name region business_region lat lon population about newcomer_service partner_consultant links "
    "sources status aliases",
    "cluster": "name about competences status aliases",
    "competence": "label synonyms group esco",
    "step": "name what why where when who after link guide reviewed_on sources status",
    "guide": "slug title summary topic audience municipality order reviewed_on sources status aliases",
    "story": "slug title summary person from_country profession company municipality arrived months_to_first_job "
    "found_job_by partner portrait sources status aliases",
    "page": "slug title summary status aliases",
    "job": "id title language description description_html municipality competences working_languages employment_type workload "
    "danish_needed posted deadline apply salary source imported status gone",
}
DOCUMENTED["tax"] = (
    "labour_market_contribution atp_per_month personal_allowance employment_allowance job_allowance bottom_tax "
    "progressive_taxes tax_ceiling special_scheme municipalities typical_salaries sources"
)
REQUIRED = {
    "tax": DOCUMENTED["tax"],
    "company": "name website careers municipalities clusters competences tagline about sources",
    "municipality": "name region lat lon about sources",
    "cluster": "name about",
    "competence": "label group",
    "step": "name what why where when link reviewed_on sources",
    "guide": "title summary topic audience reviewed_on sources",
    "story": "title summary person from_country profession municipality sources",
    "page": "title",
    "job": "id",
}


def record_schema(kind):
    """The schema of one record: of an entry, where a file holds several."""
    schema = file_schemas()[kind]
    return schema.get("items", schema)


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_every_documented_key_is_in_the_schema(kind):
    """What the design promises editors, their tools know."""
    assert set(DOCUMENTED[kind].split()) <= set(record_schema(kind)["properties"])


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_the_required_keys_are_those_that_an_editor_writes(kind):
    """What comes from a file's name is neither required nor allowed in it."""
    schema = record_schema(kind)
    assert set(schema["required"]) == set(REQUIRED[kind].split())
    assert not RECORDS[kind].from_file - {"slug"} & set(schema["properties"])
    assert ("slug" in schema["properties"]) == (kind in {"guide", "story", "page"})


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_a_schema_refuses_unknown_keys(kind):
    """A mistyped key is marked while it is typed, in the parts of a record too."""
    schema = file_schemas()[kind]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    parts = [part for part in schema.get("$defs", {}).values() if part["type"] == "object"]
    assert all(part["additionalProperties"] is False for part in [record_schema(kind), *parts])


def test_a_job_that_says_where_to_apply_is_whole():
    """What an editor only corrects of an imported job needs no more than its id."""
    entry = record_schema("job")
    assert entry["dependentRequired"] == {"apply": ["language", "posted", "title"]}
    descriptions = [{"required": ["description"]}, {"required": ["description_html"]}]
    assert entry["dependentSchemas"] == {"apply": {"oneOf": descriptions}}


def test_choices_are_listed():
    """Tools can complete the words that a key allows."""
    schema = file_schemas()["company"]
    assert schema["$defs"]["DanishNeeded"]["enum"] == ["none", "helpful", "required"]
