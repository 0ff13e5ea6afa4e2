"""Scripts: what is bundled, under which names, and what is said when it cannot be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.portal.problems import ContentFault
from plugins.publishing import scripts
from plugins.publishing.scripts import bundled_scripts

TALK = """// entry
import { greet } from "./greet.js";
document.title = greet("æøå");
"""
SHOUT = """// entry
import { greet } from "./greet.js";
addEventListener("focus", () => import("./later.js").then((m) => m.late(greet)));
"""
GREET = 'export const greet = (name) => `Hello ${name}, here is "./b.js"`;'
LATER = "export const late = (greet) => console.log(greet(Math.PI));"
MODULES = {"talk.js": TALK, "shout.js": SHOUT, "greet.js": GREET, "later.js": LATER}
Texts = dict[str, str]


@pytest.fixture
def bundle(project: Path, install: Callable[[Path], None]) -> Callable[..., Texts]:
    """Write modules into the theme and bundle them: published text by name without hash."""
    install(project)

    def write_and_bundle(modules: Texts, root: Path = project) -> dict[str, tuple[str, bytes]]:
        folder = root / "theme" / "static" / "js"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in modules.items():
            (folder / name).write_text(text, encoding="utf-8")
        return bundled_scripts(folder, root)

    return write_and_bundle


def names(bundles: dict[str, tuple[str, bytes]]) -> list[str]:
    """Published names without their hashes."""
    return sorted(f"{name.rpartition('-')[0]}.js" for name, _ in bundles.values())


def test_entries_are_published_with_what_they_share(bundle):
    """Each entry has a file, so has what two of them import and what is fetched later."""
    bundles = bundle(MODULES)
    assert names(bundles) == ["chunk.js", "later.js", "shout.js", "talk.js"]
    assert {"talk.js", "shout.js"} <= bundles.keys()
    assert not {"greet.js", "later.js"} & bundles.keys()


def test_bundles_import_each_other_under_published_names(bundle):
    """What a bundle imports is there, under the name that changes with its content."""
    bundles = bundle(MODULES)
    published = {name for name, _ in bundles.values()}
    shout = bundles["shout.js"][1].decode()
    imported = {name for name in published if f'"./{name}"' in shout}
    assert sorted(name.partition("-")[0] for name in imported) == ["chunk", "later"]


def test_a_change_reaches_all_that_import_it(bundle):
    """A browser that keeps files for good gets a new name for each one that changed, no other."""
    before = bundle(MODULES)
    after = bundle({"later.js": LATER.replace("PI", "E")})
    changed = {name for name in ("talk.js", "shout.js") if before[name] != after[name]}
    assert changed == {"shout.js"}


def test_bundles_are_small_modern_and_readable_in_any_alphabet(bundle):
    """Comments and spaces are gone, letters stay letters, and other texts are left alone."""
    bundles = bundle(MODULES)
    talk = bundles["talk.js"][1].decode()
    assert "entry" not in talk
    assert "æøå" in talk
    assert any(b'"./b.js"' in content for _, content in bundles.values())


def test_packages_of_npm_are_bundled(bundle):
    """A module may import a package that the lock file names."""
    talk = '// entry\nimport lunr from "lunr";\ndocument.title = lunr.version;'
    assert b"tokenizer" in bundle({"talk.js": talk})["talk.js"][1]


def test_the_same_modules_give_the_same_bytes_anywhere(bundle, tmp_path, install):
    """Neither the folder nor what is kept of earlier builds shows in a bundle."""
    install(tmp_path / "other" / "place")
    assert bundle(MODULES, tmp_path / "other" / "place") == bundle(MODULES) == bundle({})


def test_nothing_is_bundled_twice(bundle, monkeypatch):
    """A build in which no module changed asks the bundler nothing."""
    first = bundle(MODULES)
    monkeypatch.setattr(scripts, "BUNDLER", "nowhere")
    assert bundle({}) == first
    with pytest.raises(ContentFault):
        bundle({"later.js": "1"})


def test_without_entries_nothing_is_published(bundle, monkeypatch):
    """A module that no page loads is not published, and no bundler is needed."""
    monkeypatch.setattr(scripts, "BUNDLER", "nowhere")
    assert bundle({"greet.js": GREET, "b.js": "\n// entry"}) == {}


def test_a_missing_bundler_says_what_installs_it(bundle, project):
    """The bundler comes with node_modules, which 'make site' installs."""
    (project / "node_modules").unlink()
    with pytest.raises(ContentFault, match=r"node_modules/@esbuild:1: .*'make site' installs it"):
        bundle(MODULES)


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("// entry\n\nconst a = ;", "a.js:3: Unexpected"),
        ('// entry\nimport "./gone.js";', 'a.js:2: Could not resolve "./gone.js"'),
        ('// entry\nimport "not-installed";', 'a.js:2: Could not resolve "not-installed"'),
    ],
)
def test_what_cannot_be_bundled_is_a_fault_with_its_line(bundle, module, said):
    """A mistake in a module stops the build before anything is published."""
    with pytest.raises(ContentFault) as fault:
        bundle({"a.js": module})
    assert f"theme/static/js/{said}" in str(fault.value)


def test_entries_that_fetch_each_other_are_a_fault(bundle):
    """The name of each would be part of the other's content."""
    modules = {f"{a}.js": f"// entry\nimport('./{b}.js')" for a, b in ("ab", "ba")}
    with pytest.raises(ContentFault, match=r"a\.js → b\.js → a\.js"):
        bundle(modules)


def test_files_of_editors_stay_out(bundle):
    """A hidden file that an editor left behind is no module."""
    assert bundle({".a.js.swp.js": "// entry\n}"}) == {}
