"""The vocabulary of the real content, read without a build."""

from pathlib import Path

import pytest
import yaml

from plugins.vacancies.vocabulary import Vocabulary

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    competences = yaml.safe_load((CONTENT / "competences.yaml").read_text("utf-8"))
    return Vocabulary.make(
        {
            slug: {
                code: (label, *entry.get("synonyms", {}).get(code, ()))
                for code, label in entry["label"].items()
            }
            for slug, entry in competences.items()
        },
        {
            path.stem: tuple(yaml.safe_load(path.read_text("utf-8"))["name"].values())
            for path in sorted((CONTENT / "municipalities").glob("*.yaml"))
        },
        {slug: entry["group"] for slug, entry in competences.items()},
    )
