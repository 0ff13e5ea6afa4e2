"""``python -m plugins.publishing serve``: the portal as it will be, while it is written."""

import argparse
import sys
from pathlib import Path

from plugins.publishing.preview import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m plugins.publishing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="build, serve, and show every edit at once")
    serving.add_argument("--port", type=int, default=8000, help="on this computer alone (8000)")
    serving.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    arguments = parser.parse_args()
    sys.exit(serve(arguments.settings, arguments.port))


if __name__ == "__main__":
    main()
