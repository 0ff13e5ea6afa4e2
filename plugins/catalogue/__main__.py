"""``python -m plugins.catalogue``: check the content alone, or describe it for editors' tools."""

import argparse
import json
import runpy
import sys
from pathlib import Path
from time import perf_counter

from plugins.catalogue.content import load_content
from plugins.catalogue.narrative import told
from plugins.portal.problems import ContentFault
from plugins.portal.schema import file_schemas
from plugins.portal.settings import read_settings


def check(settings_file: Path) -> int:
    """Print every problem, or how much is fine. The exit status."""
    start = perf_counter()
    try:
        content = load_content(
            read_settings(runpy.run_path(str(settings_file)), settings_file.parent)
        )
    except ContentFault as fault:
        print(fault, file=sys.stderr)
        return 1
    portal = content.portal
    print(
        f"{len(portal.companies)} companies, {len(portal.municipalities)} municipalities, "
        f"{len(portal.clusters)} clusters, {len(portal.competences)} competences, "
        f"{len(portal.guides)} guides, {len(portal.stories)} stories, {len(portal.jobs)} jobs: no faults "
        f"({perf_counter() - start:.2f} s)"
    )
    for year in portal.taxes:
        if int(year) < portal.year():
            print(f"content/tax/{portal.year()}.yaml is missing: pages tell the taxes of {year}")
    return 0


def tell_narrative(settings_file: Path) -> int:
    """Print every message of the narrative and where it is said. The exit status."""
    settings = read_settings(runpy.run_path(str(settings_file)), settings_file.parent)
    try:
        lines = [*told(load_content(settings))]
    except ContentFault as fault:
        print(fault, file=sys.stderr)
        return 1
    print("\n".join(lines) or "There is no narrative; write content/narrative.yaml.")
    return 0


def write_schemas(folder: Path) -> int:
    """Write one JSON Schema a kind of file, for editors that complete and check as one types."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, schema in file_schemas().items():
        path = folder / f"{kind}.schema.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(path)
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser(
        "check", help="check everything that editors and translators wrote"
    )
    checking.add_argument("settings", type=Path, nargs="?", default=Path("pelicanconf.py"))
    telling = commands.add_parser(
        "narrative", help="tell where each message of the narrative is said"
    )
    telling.add_argument("settings", type=Path, nargs="?", default=Path("pelicanconf.py"))
    schemas = commands.add_parser("schemas", help="write a JSON Schema for each kind of file")
    schemas.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "check":
        sys.exit(check(arguments.settings.resolve()))
    if arguments.command == "narrative":
        sys.exit(tell_narrative(arguments.settings.resolve()))
    sys.exit(write_schemas(arguments.folder))


if __name__ == "__main__":
    main()
