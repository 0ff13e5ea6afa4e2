"""The theme's scripts, bundled: what each page's entry module needs, minified and under hashed names."""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from plugins.portal.cache import Cache
from plugins.portal.problems import ContentFault, Problem
from plugins.publishing.naming import hashed_name

ENTRY = "// entry"
"""The first line of a module that pages load; the others are only imported."""

CACHE = Path(".cache/scripts")
PACKAGES = "node_modules"
BUNDLER = "@esbuild/*/bin/esbuild"
"""npm installs the package of this machine's system alone. It is called directly, since esbuild's
own command needs Node on the path, which may stand in the virtual environment only."""

OPTIONS = (
    "--bundle",
    "--splitting",
    "--format=esm",
    "--target=es2022",
    "--minify",
    "--charset=utf8",
    "--legal-comments=eof",
    "--entry-names=[name]",
    "--chunk-names=[name]~[hash]",
    "--log-level=error",
    "--log-limit=0",
    "--color=false",
)

IMPORT = re.compile(r'"\./(?P<name>[\w.~-]+\.js)"')
"""How bundles name each other: ``import"./dialog.js"``; esbuild writes no other quotes there."""

CHUNK = re.compile(r"~\w+(?=\.js$)")
"""The bundler's own hash in the name of a part that entries share."""

FAULT = re.compile(r"\[ERROR\] (?P<message>.+)\n(?:\n +(?P<path>[^\n]+?):(?P<line>\d+):\d+:)?")


@dataclass
class Bundles:
    """Bundles under hashed names: published name and content by the bundler's name."""

    folder: str
    sources: Mapping[str, str]
    hashed: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def add(self, name: str, importers: tuple[str, ...] = ()) -> str:
        """Hash a bundle after those that it imports, since their names are part of its content.

        Gives its published name. Raises ContentFault where bundles import each other in a circle.
        """
        if name in importers:
            circle = " → ".join(CHUNK.sub("", n) for n in (*importers, name))
            raise ContentFault([Problem(f"{self.folder}/{name}", 1, f"imports itself: {circle}")])
        if name not in self.hashed:

            def published(imported: re.Match[str]) -> str:
                if imported["name"] not in self.sources:
                    return imported[0]
                return f'"./{self.add(imported["name"], (*importers, name))}"'

            content = IMPORT.sub(published, self.sources[name]).encode()
            self.hashed[name] = (hashed_name(CHUNK.sub("", name), content), content)
        return self.hashed[name][0]


def bundled_scripts(folder: Path, root: Path) -> dict[str, tuple[str, bytes]]:
    """Published name and content of each bundle of a folder's entries; entries go by their names.

    Packages and the bundler are those in ``root``, where npm installed them. Raises ContentFault
    where the bundler is missing and for what it finds wrong.
    """
    modules = {path.name: path.read_bytes() for path in script_files(folder)}
    entries = [name for name, content in modules.items() if is_entry(content)]
    if not entries:
        return {}
    kept = Cache(root / CACHE).content(
        f"{inputs_hash(modules, root)}.json",
        lambda: json.dumps(bundle(folder, entries, root)).encode(),
    )
    bundles = Bundles(_shown(folder, root), json.loads(kept))
    for name in bundles.sources:
        bundles.add(name)
    return bundles.hashed


def script_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.js") if not path.name.startswith("."))


def is_entry(content: bytes) -> bool:
    return content.partition(b"\n")[0].rstrip() == ENTRY.encode()


def inputs_hash(modules: Mapping[str, bytes], root: Path) -> str:
    """A hash of all that bundles are made from: modules, options, and what npm installed.

    npm's own list of installed packages names their hashes, the bundler's among them.
    """
    installed = root / PACKAGES / ".package-lock.json"
    parts = {
        **modules,
        "/options": "\n".join(OPTIONS).encode(),
        "/packages": installed.read_bytes() if installed.is_file() else b"",
    }
    digest = blake2b(digest_size=16)
    for name, content in parts.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def bundle(folder: Path, entries: list[str], root: Path) -> dict[str, str]:
    """Bundle modules with all that they import: content by name, shared parts among them."""
    bundler = find_bundler(root)
    with tempfile.TemporaryDirectory() as output:
        done = subprocess.run(
            [bundler, *entries, *OPTIONS, f"--outdir={output}"],
            cwd=folder.resolve(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise ContentFault(read_faults(done.stderr, _shown(folder, root)))
        return {path.name: path.read_text("utf-8") for path in sorted(Path(output).iterdir())}


def find_bundler(root: Path) -> Path:
    """The bundler's program, as an absolute path; ContentFault where npm has not installed it."""
    found = sorted((root / PACKAGES).glob(BUNDLER))
    if not found:
        message = "the bundler of scripts, esbuild, is not here; 'make site' installs it"
        raise ContentFault([Problem(f"{PACKAGES}/@esbuild", 1, message)])
    return found[0].resolve()


def read_faults(said: str, folder: str) -> Iterator[Problem]:
    """What the bundler found wrong, by the module's path and line where it names them."""
    for fault in FAULT.finditer(said):
        path = f"{folder}/{fault['path']}" if fault["path"] else folder
        yield Problem(path, int(fault["line"] or 1), fault["message"])


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
