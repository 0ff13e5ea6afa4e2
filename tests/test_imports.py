"""The architecture: imports go one way, and only the edges know Pelican."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parents[1] / "plugins"
PACKAGES = sorted(
    path.name for path in PLUGINS.iterdir() if path.is_dir() and path.name != "__pycache__"
)

BENEATH = {"languages": frozenset(), "portal": frozenset({"languages"})}
"""What the two packages beneath all others may import of the project."""

FEATURE_MAY_IMPORT = frozenset({"portal", "languages"})

KNOWS_PELICAN = frozenset({"__init__.py", "hooks.py", "generator.py"})
"""The files of a feature that connect it to Pelican; its work is done in the others."""

IMPORTS_BY_NAME = "publishing/warm.py"
"""Imports, as Pelican does and before it, what settings name; it uses nothing of that."""

MODULES = sorted(PLUGINS.rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    """The full names of all modules that a module imports, wherever in it, relative ones included."""
    package = ("plugins", *module.relative_to(PLUGINS).parent.parts)
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            # ``from plugins import portal`` names a package as well.
            yield from (f"{base}.{alias.name}" for alias in node.names)


def imported_packages(module: Path) -> set[str]:
    """The packages of the project that a module imports, its own left out."""
    own = module.relative_to(PLUGINS).parts[0]
    parts = (name.split(".") for name in imported(module))
    found = {names[1] for names in parts if names[0] == "plugins" and len(names) > 1}
    return found & set(PACKAGES) - {own}


def shown(module: Path) -> str:
    return module.relative_to(PLUGINS).as_posix()


def test_every_folder_is_a_package_and_nothing_stands_beside_them():
    """So every module belongs to a package, and to a rule below."""
    assert {*BENEATH, "catalogue"} <= set(PACKAGES)
    assert all((PLUGINS / name / "__init__.py").is_file() for name in PACKAGES)
    assert [path.name for path in PLUGINS.glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_is_beneath_it(package):
    """Languages import nothing of the project, the portal languages, features never each other."""
    allowed = BENEATH.get(package, FEATURE_MAY_IMPORT)
    wrong = {
        shown(module): found - allowed
        for module in (PLUGINS / package).rglob("*.py")
        if (found := imported_packages(module)) - allowed
    }
    assert wrong == {}


def test_only_the_edges_of_a_feature_know_pelican():
    """The core can be read, tested and used without the host."""
    wrong = [
        shown(module)
        for module in MODULES
        if any(name.split(".")[0] == "pelican" for name in imported(module))
        and (module.name not in KNOWS_PELICAN or module.relative_to(PLUGINS).parts[0] in BENEATH)
    ]
    assert wrong == []


def test_no_module_is_imported_by_a_name_that_this_test_cannot_see():
    """Imports are statements; a name that is put together at run time would escape the rules."""
    hidden = {"__import__", "import_module"}
    wrong = [
        shown(module)
        for module in MODULES
        if shown(module) != IMPORTS_BY_NAME
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id in hidden)
        or (isinstance(node, ast.Attribute) and node.attr in hidden)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "statement", "found"),
    [
        ("catalogue/x.py", "from plugins.portal.page import Page", {"portal"}),
        ("catalogue/x.py", "import plugins.discovery.feeds as f", {"discovery"}),
        ("catalogue/x.py", "from plugins import discovery, portal", {"discovery", "portal"}),
        ("catalogue/x.py", "from ..discovery import feeds", {"discovery"}),
        ("catalogue/pages/x.py", "from .. import labels", set()),
        ("catalogue/pages/x.py", "from ... import discovery", {"discovery"}),
        ("catalogue/x.py", "from plugins.catalogue import labels", set()),
        (
            "catalogue/x.py",
            "def f():\n    from plugins.publishing import rendering",
            {"publishing"},
        ),
        ("catalogue/x.py", "import portal, json", set()),
    ],
)
def test_every_way_to_import_is_seen(path, statement, found, tmp_path, monkeypatch):
    """The rules above hold for each spelling of an import."""
    monkeypatch.setattr(f"{__name__}.PLUGINS", tmp_path)
    monkeypatch.setattr(f"{__name__}.PACKAGES", ["catalogue", "discovery", "portal", "publishing"])
    module = tmp_path / path
    module.parent.mkdir(parents=True)
    module.write_text(statement, encoding="utf-8")
    assert imported_packages(module) == found
