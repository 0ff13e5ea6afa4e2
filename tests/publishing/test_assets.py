import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.portal.problems import ContentFault
from plugins.publishing.assets import Assets, build_assets
from plugins.publishing.naming import hashed_name
from plugins.publishing.styles import keep_descendants

FONTS = {"letters.woff2": "fonts/letters-latin.woff2"}


@pytest.fixture
def build(project: Path, install: Callable[[Path], None]):
    """Write files into the theme's static folder and build its assets."""
    install(project)

    def build_with(files: dict[str, str] | None = None, base: str = "") -> Assets:
        static = project / "theme" / "static"
        for name, text in (files or {}).items():
            path = static / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        fonts = {name: project / path for name, path in FONTS.items()}
        return build_assets(static, fonts, base=base, root=project)

    return build_with


def content(assets: Assets, name: str) -> str:
    """What is published at the address that templates get for a name."""
    path = assets.address(name).removeprefix("/")
    return next(file.content for file in assets.files if file.path == path).decode()


class TestAddresses:
    @pytest.mark.parametrize(
        ("name", "pattern"),
        [
            ("site.css", r"/work/static/site-[0-9a-f]{12}\.css"),
            ("letters.woff2", r"/work/static/letters-[0-9a-f]{12}\.woff2"),
            ("img/logo.svg", r"/work/static/logo-[0-9a-f]{12}\.svg"),
            ("img/flags/da.svg", r"/work/static/da-[0-9a-f]{12}\.svg"),
            ("js/search.js", r"/work/static/search-[0-9a-f]{12}\.js"),
        ],
    )
    def test_addresses_carry_base_and_hash(self, build, name, pattern):
        """Every asset lies in static, below the path that the portal is published under."""
        files = {
            "img/logo.svg": "<svg/>",
            "img/flags/da.svg": "<svg />",
            "js/search.js": "// entry\n0",
        }
        assert re.fullmatch(pattern, build(files, base="/work").address(name))

    def test_names_change_with_content_alone(self, build):
        """The same content has the same name in every build, other content another."""
        first = build({"img/logo.svg": "<svg/>"}).address("img/logo.svg")
        assert build().address("img/logo.svg") == first
        assert build({"img/logo.svg": "<svg />"}).address("img/logo.svg") != first

    def test_hash_is_as_documented(self):
        """The hash is BLAKE2b with 6 bytes (RFC 7693), in hexadecimal."""
        assert hashed_name("img/a.b.svg", b"") == "a.b-ddd9c40767f9.svg"

    def test_unknown_names_are_refused_with_the_nearest(self, build):
        """A mistyped name is an error that says what was probably meant."""
        with pytest.raises(LookupError, match=r"no asset 'img/lgo\.svg'.*mean 'img/logo\.svg'"):
            build({"img/logo.svg": ""}).address("img/lgo.svg")

    def test_a_missing_font_says_what_installs_it(self, build, project):
        """Fonts come with node_modules, which 'make site' installs."""
        (project / FONTS["letters.woff2"]).unlink()
        with pytest.raises(ContentFault) as fault:
            build()
        assert str(fault.value).startswith("fonts/letters-latin.woff2:1: the font 'letters.woff2'")
        assert "'make site' installs it" in str(fault.value)

    def test_files_for_the_top_keep_their_names(self, build):
        """What lies in root is published unchanged at the top, hidden folders included."""
        assets = build({"root/favicon.ico": "i", "root/.well-known/security.txt": "s"})
        paths = {file.path: file.content for file in assets.files}
        assert paths["favicon.ico"] == b"i"
        assert paths[".well-known/security.txt"] == b"s"

    def test_hidden_files_stay_out(self, build):
        """What a file manager leaves behind is no asset."""
        assets = build({"img/.DS_Store": "", "css/.page.css.swp.css": "}", "js/.a.js": ""})
        assert sorted(assets.addresses) == ["letters.woff2", "site.css"]

    def test_equal_files_are_published_once(self, build):
        """Two names for one content share an address."""
        assets = build({"img/a/logo.svg": "<svg/>", "img/b/logo.svg": "<svg/>"})
        assert assets.address("img/a/logo.svg") == assets.address("img/b/logo.svg")
        assert len({file.path for file in assets.files}) == len(assets.files)

    def test_a_theme_without_static_files(self, build, project):
        """A theme may have no styles; then there is no style sheet to ask for."""
        (project / "theme/static/css/page.css").unlink()
        with pytest.raises(LookupError, match=r"no asset 'site\.css'"):
            build().address("site.css")


class TestStyles:
    def test_layers_come_first_and_the_rest_in_order(self, build):
        """The order of the cascade layers is fixed before any is filled."""
        files = {f"css/{name}.css": f".{name[-1]} {{ x: y }}" for name in ("b", "a", "c/a", "page")}
        css = content(build({**files, "css/layers.css": "@layer a, b;"}), "site.css")
        assert css == "@layer a,b;.a{x:y}.b{x:y}.a{x:y}.e{x:y}"

    @pytest.mark.parametrize("written", ['"{}"', "'{}'", "{}", ' "{}" '])
    @pytest.mark.parametrize("name", ["letters.woff2", "img/logo.svg", "logo.svg"])
    def test_addresses_are_those_of_assets(self, build, written, name):
        """Fonts and pictures in CSS are named as in templates, pictures also without img/."""
        rule = f"a {{ b: url({written.format(name)}) }}"
        assets = build({"img/logo.svg": "<svg/>", "css/page.css": rule})
        asset = name if name in assets.addresses else f"img/{name}"
        hashed = assets.address(asset).removeprefix("/static/")
        assert content(assets, "site.css") == f'a{{b:url("{hashed}")}}'

    @pytest.mark.parametrize(
        "name", ["lgo.svg", "../img/logo.svg", "https://cdn.example/x.png", "data:image/png,x"]
    )
    def test_other_addresses_are_faults_with_their_line(self, build, name):
        """Nothing is loaded from elsewhere, and a mistyped name does not come out as a 404."""
        rule = f"/* url(no) */\n\na {{ b: url({name}) }}"
        with pytest.raises(ContentFault) as fault:
            build({"img/logo.svg": "", "css/page.css": rule})
        assert str(fault.value).startswith(f'theme/static/css/page.css:3: url("{name}") names no')

    def test_parts_of_the_page_and_strings_are_left(self, build):
        """A fragment refers to the page itself, and a string is text."""
        rule = """a{b:url(#c);content:"/* url(x) */ \\" url(y)"}"""
        assert content(build({"css/page.css": rule}), "site.css") == rule

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            (".a :is(b) { c: d }", ".a *:is(b)"),
            ("a { .b  :hover { c: d } }", ".b *:hover"),
            ("nav ::marker { c: d }", "nav *::marker"),
            ("& :focus-visible, [x] :hover { c: d }", "& *:focus-visible, [x] *:hover"),
        ],
    )
    def test_descendants_are_kept_apart(self, written, kept):
        """The minifier may not turn a pseudo-class of a descendant into one of the element."""
        assert kept in keep_descendants(written)

    @pytest.mark.parametrize(
        "written",
        [
            "a { color :red; b :c }",
            "@page :first { a: b }",
            "a > :hover, b + :focus, c ~ :is(d), :root { a: b }",
            "a:hover { b: c }",
        ],
    )
    def test_everything_else_is_left(self, written):
        """Only a descendant's pseudo-class is rewritten."""
        assert keep_descendants(written) == written

    def test_nested_descendants_survive_minifying(self, build):
        """The minifier alone would join them inside a layer, which is why they are rewritten."""
        rule = "@layer a { .b :is(c) { d: e } .f { & :hover { g: h } } }"
        css = content(build({"css/page.css": rule}), "site.css")
        assert css == "@layer a{.b *:is(c){d:e}.f{& *:hover{g:h}}}"
