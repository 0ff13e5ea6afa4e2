"""``python -m plugins.publishing``: see the portal while it is written, or why a page was rendered."""

import argparse
import runpy
import sys
from pathlib import Path

from plugins.portal.problems import ContentFault
from plugins.portal.settings import read_settings
from plugins.publishing.explanation import explain
from plugins.publishing.outputs import output_cache
from plugins.publishing.preview import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m plugins.publishing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="build, serve, and show every edit at once")
    serving.add_argument("--port", type=int, default=8000, help="on this computer alone (8000)")
    serving.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    explaining = commands.add_parser("explain", help="say why the last build rendered a page")
    explaining.add_argument("page", help="the page's address, as in /en/about/")
    explaining.add_argument("--settings", type=Path, default=Path("publishconf.py"))
    arguments = parser.parse_args()
    if arguments.command == "serve":
        sys.exit(serve(arguments.settings, arguments.port))
    sys.exit(print_explanation(arguments.page, arguments.settings))


def print_explanation(page: str, settings_file: Path) -> int:
    """Say why a page was rendered. The exit status."""
    try:
        host = runpy.run_path(str(settings_file))
        settings = read_settings(host, settings_file.resolve().parent)
        output = settings.root / host["OUTPUT_PATH"]
        print(explain(page, output, output_cache(settings.root, output), settings.base))
    except (LookupError, ContentFault, FileNotFoundError) as error:
        print(error.args[0] if isinstance(error, LookupError) else error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    main()
