"""``python -m plugins.brochures``: make brochures of the portal's content, as PDF."""

import argparse
import runpy
import sys
from functools import partial
from pathlib import Path

from plugins.brochures.content import load_content
from plugins.brochures.making import Booklet, Made, Press, as_table, booklets
from plugins.brochures.typesetting import Fonts, TypesettingFault
from plugins.portal.parallel import in_parallel
from plugins.portal.problems import ContentFault, allowed
from plugins.portal.settings import read_settings


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m plugins.brochures", description=__doc__)
    parser.add_argument("names", nargs="*", help="make these alone, as in municipality/aarhus")
    parser.add_argument("--settings", type=Path, default=Path("publishconf.py"))
    parser.add_argument("--output", type=Path, default=Path("build/brochures"))
    sys.exit(run(parser.parse_args()))


def run(arguments: argparse.Namespace) -> int:
    """Make brochures, tell what was made, and give the exit status."""
    try:
        made = make(open_press(arguments.settings), arguments.names, arguments.output)
    except (ContentFault, TypesettingFault) as fault:
        print(fault, file=sys.stderr)
        return 1
    print(as_table(made, arguments.output))
    for one in made:
        if one.missing:
            said = "are in none of the portal's fonts: this machine's were used"
            print(f"{one.path}: the letters {' '.join(one.missing)} {said}", file=sys.stderr)
    return 0


def open_press(settings_file: Path) -> Press:
    """Read settings, content, theme and fonts. Raises ContentFault with every problem."""
    path = settings_file.resolve()
    said, root = runpy.run_path(str(path)), path.parent
    settings = read_settings(said, root)
    fonts = said.get("PORTAL_BROCHURE_FONTS", said.get("PORTAL_FONTS", {}).values())
    return Press(
        load_content(settings), root / said["THEME"], Fonts(tuple(root / f for f in fonts))
    )


def make(press: Press, names: list[str], folder: Path) -> list[Made]:
    """Make all brochures, or those with some names, in every language."""
    found = [booklet for edition in press.editions for booklet in booklets(edition)]
    known = {booklet.name for booklet in found}
    for name in names:
        if name not in known:
            sys.exit(f"no brochure is called '{name}'; {allowed(name, known)}")
    chosen: list[Booklet] = [b for b in found if not names or b.name in names]
    tasks = [partial(press.make, booklet, folder) for booklet in chosen]
    return [one for made in in_parallel(tasks) for one in made]


if __name__ == "__main__":
    main()
