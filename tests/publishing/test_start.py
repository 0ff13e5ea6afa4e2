"""What a build does before it reads."""

import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, pass_context
from pelican.settings import read_settings as read_host

from plugins.portal.settings import read_settings
from plugins.publishing.start import (
    begin_compiling,
    catalogue_digests,
    library_for,
    template_names,
)

ROOT = Path(__file__).parents[2]

REGISTER = """
import sys
from importlib import import_module
from pelican.settings import read_settings
for name in read_settings("pelicanconf.py")["PLUGINS"]:
    import_module(name).register()
print(*sorted(sys.modules))
"""


@pytest.fixture(scope="module")
def host():
    """The portal's settings, as Pelican reads them."""
    return read_host(str(ROOT / "pelicanconf.py"))


def test_plugins_are_registered_without_what_knows_records():
    """Where nothing changed, nobody needs it, and to import it takes as long as all else."""
    command = [sys.executable, "-c", REGISTER]
    modules = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "plugins.publishing.start" in modules.split()
    assert not {"plugins.portal.records", "pydantic"} & {*modules.split()}


class TestTemplatesCompiledAhead:
    @pytest.fixture
    def compiled_ahead(self, host, monkeypatch):
        """What is compiled ahead for an environment: the names of templates that need no compiling."""
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr("plugins.publishing.template_library.processors", lambda: 2)
        settings = read_settings(host, ROOT)

        def compile_ahead(**functions: object) -> set[str]:
            environment = Environment(**host["JINJA_ENVIRONMENT"])  # noqa: S701 - escapes
            environment.globals |= functions
            library = library_for(catalogue_digests(settings), environment)
            begin_compiling(host, settings)(library)
            theme = Path(host["THEME"]) / "templates"
            return {
                name
                for name, found in library.compiled.items()
                if found.checksum == library._checksum((theme / name).read_text(encoding="utf-8"))
            }

        return compile_ahead

    def test_all_of_a_theme_are(self, compiled_ahead, host):
        """Also where features give functions to templates."""
        names = set(template_names(Path(host["THEME"])))
        assert len(names) > 50
        assert compiled_ahead(discovery=str) == names

    def test_none_is_where_a_function_wants_more(self, compiled_ahead):
        """It would be called without the context that it asks for."""
        assert compiled_ahead(special=pass_context(lambda context: context)) == set()
