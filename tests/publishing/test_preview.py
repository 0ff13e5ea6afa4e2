import json
import signal
import socket
from datetime import date
from http.client import HTTPConnection
from queue import SimpleQueue
from threading import Thread

import pytest

from plugins.publishing import preview
from plugins.publishing.bulletin import Bulletin, News
from plugins.publishing.preview import (
    Builder,
    day_of,
    keep_built,
    moments,
    serve,
    serving,
    watched_paths,
)
from plugins.publishing.server import EVENTS, SCRIPT, PreviewServer, with_script

SITE = {
    "index.html": "<html><body>choice</body></html>",
    "en/index.html": "<html><body>home</body></html>",
    "en/404.html": "<html><body>not here</body></html>",
    "da/index.html": "<html><body>hjem</body></html>",
    "da/404.html": "<html><body>ikke her</body></html>",
    "da/søg/index.html": "<html><body>søg</body></html>",
    "static/site.css": "a{}",
    "static/letters.woff2": "letters",
    "fragment.html": "no body",
}


@pytest.fixture
def site(tmp_path):
    """A folder with a built site; beside it lies what nobody may read."""
    for name, text in SITE.items():
        path = tmp_path / "preview" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret")
    return tmp_path / "preview"


@pytest.fixture
def bulletin():
    return Bulletin()


@pytest.fixture
def server(site, bulletin):
    """A preview server of the site on a free port, before it answers."""
    with PreviewServer(0, site, bulletin) as server:
        yield server


@pytest.fixture
def get(server):
    """Ask the server for an address: the response, and its text."""

    def get_address(address, method="GET", host=None):
        connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.putrequest(method, address, skip_host=host is not None)
        if host:
            connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response, text

    with serving(server):
        yield get_address


class Listener:
    """A browser that listens for news."""

    def __init__(self, port):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=10)
        self.connection.request("GET", EVENTS)
        self.response = self.connection.getresponse()

    def hear(self):
        """The next news, or None where the stream has ended."""
        while line := self.response.fp.readline():
            if line.startswith(b"data: "):
                return News(**json.loads(line.removeprefix(b"data: ")))
        return None

    def close(self):
        self.response.close()
        self.connection.close()


@pytest.fixture
def listen(server):
    """Listen for news as browsers do."""
    listeners = []

    def start_listening():
        listeners.append(Listener(server.port))
        return listeners[-1]

    yield start_listening
    for listener in listeners:
        listener.close()


class TestAnswers:
    @pytest.mark.parametrize(
        ("address", "status", "kind", "shown"),
        [
            ("/", 200, "text/html; charset=utf-8", "choice"),
            ("/?utm=x", 200, "text/html; charset=utf-8", "choice"),
            ("/da/s%C3%B8g/", 200, "text/html; charset=utf-8", "søg"),
            ("/static/site.css", 200, "text/css; charset=utf-8", "a{}"),
            ("/static/letters.woff2", 200, "font/woff2", "letters"),
            (SCRIPT, 200, "text/javascript; charset=utf-8", "EventSource"),
            ("/da/nothing/", 404, "text/html; charset=utf-8", "ikke her"),
            ("/en/a/b/c", 404, "text/html; charset=utf-8", "not here"),
            ("/nothing", 404, "text/html; charset=utf-8", "ikke her"),
            ("/static/", 404, "text/html; charset=utf-8", "ikke her"),
            ("/../secret.html", 404, "text/html; charset=utf-8", "ikke her"),
            ("/%2e%2e/secret.html", 404, "text/html; charset=utf-8", "ikke her"),
            ("/%00", 404, "text/html; charset=utf-8", "ikke her"),
        ],
    )
    def test_addresses_answer_as_hosts_do(self, get, address, status, kind, shown):
        """Files come with their type, and what is missing with the nearest page that says so."""
        response, text = get(address)
        assert (response.status, response.getheader("Content-Type")) == (status, kind)
        assert shown in text

    @pytest.mark.parametrize(
        ("address", "location"),
        [
            ("/da", "/da/"),
            ("/da?q=x", "/da/?q=x"),
            ("/da/s%C3%B8g", "/da/s%C3%B8g/"),
            ("//da", "/da/"),
            ("//da/s%C3%B8g?q=//x", "/da/s%C3%B8g/?q=//x"),
        ],
    )
    def test_folders_without_a_slash_lead_to_those_with_it(self, get, address, location):
        """A redirect stays on this server and is not kept by the browser."""
        response, _ = get(address)
        assert (response.status, response.getheader("Location")) == (307, location)
        assert response.getheader("Cache-Control") == "no-store"

    @pytest.mark.parametrize(
        ("host", "status"),
        [
            ("", 200),
            ("localhost", 200),
            ("LOCALHOST:8000", 200),
            ("127.0.0.1:8000", 200),
            ("evil.example", 421),
            ("evil.example:8000", 421),
            ("localhost.evil.example", 421),
            ("localhost@evil.example", 421),
            ("[", 404),
        ],
    )
    def test_other_names_are_not_answered(self, get, host, status):
        """A page from elsewhere whose name leads to this computer reads no preview."""
        response, text = get("/", host=host)
        assert response.status == status
        assert ("choice" in text) == (status == 200)

    @pytest.mark.parametrize("address", [f"/{'a' * 5000}", f"/da/{'a' * 300}/", "http://[/"])
    def test_addresses_that_are_none_are_not_found(self, get, address):
        """What no file can be called is missing like everything else that is not there."""
        assert get(address, host="localhost")[0].status == 404

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "nonsense"])
    def test_other_methods_are_refused(self, get, method):
        """A preview is only looked at."""
        assert get("/", method)[0].status == 501

    def test_published_rules_apply(self, get):
        """What the published headers forbid is forbidden in the preview too."""
        response, _ = get("/")
        assert response.getheader("Content-Security-Policy").startswith("default-src 'none'")

    def test_heads_have_no_body(self, get):
        """HEAD tells the length that GET would send."""
        response, text = get("/", "HEAD")
        assert text == ""
        assert int(response.getheader("Content-Length")) == len(get("/")[1])

    def test_the_script_is_in_pages_alone(self, get, site, bulletin):
        """HTML gets the script before the end of its body, files on disk and other kinds do not."""
        script = f'<script src="{SCRIPT}" data-build="{bulletin.news.build}"></script>'
        assert get("/")[1] == f"<html><body>choice{script}</body></html>"
        assert get("/en/nothing/")[1] == f"<html><body>not here{script}</body></html>"
        assert get("/fragment.html")[1] == f"no body{script}"
        assert "script" not in get("/static/site.css")[1]
        assert (site / "index.html").read_text() == SITE["index.html"]

    def test_the_script_stands_before_the_last_end(self):
        """A page may speak of </body> in its text."""
        page = with_script(b"<p>&lt;/body> </body> </body></html>", "1").decode()
        assert page.endswith('data-build="1"></script></body></html>')

    def test_without_any_build_the_faults_are_the_page(self, get, site, bulletin):
        """If the very first build fails, its faults are shown, escaped, on a page that listens."""
        site.rename(site.with_name("away"))
        bulletin.announce("content/x.yaml:1: <script>alert(1)</script>")
        response, text = get("/en/")
        assert response.status == 503
        assert "content/x.yaml:1: &lt;script&gt;alert(1)" in text
        assert SCRIPT in text


class TestNews:
    def test_a_good_build_is_told_to_every_browser(self, get, listen, bulletin):
        """All who listen hear of the next build; a page knows which one it was made by."""
        listeners = [listen(), listen()]
        first = {listener.hear() for listener in listeners}
        assert first == {bulletin.news}
        assert f'data-build="{bulletin.news.build}"' in get("/")[1]
        bulletin.announce("")
        assert {listener.hear() for listener in listeners} == {bulletin.news}
        assert bulletin.news not in first

    def test_a_failed_build_changes_the_faults_alone(self, get, listen, bulletin):
        """The last good page stays, under its faults, until they are mended."""
        listener = listen()
        good = listener.hear()
        bulletin.announce("x:1: wrong")
        assert listener.hear() == News(good.build, "x:1: wrong")
        bulletin.announce("")
        mended = listener.hear()
        assert mended.faults == ""
        assert mended.build != good.build

    def test_another_server_is_another_build(self):
        """A page left open since the last preview does not take a new one's build for its own."""
        assert Bulletin().news != Bulletin().news

    def test_silence_is_kept_alive(self, get, listen, monkeypatch):
        """A comment now and then shows the server which browsers have left."""
        monkeypatch.setattr("plugins.publishing.server.KEEP_ALIVE", 0.01)
        listener = listen()
        listener.hear()
        assert listener.response.fp.readline() == b"\n"
        assert listener.response.fp.readline() == b": still here\n"

    def test_the_stream_ends_with_the_server(self, server, listen):
        """Whoever listens is let go when the preview ends."""
        with serving(server):
            listener = listen()
            listener.hear()
        assert listener.hear() is None


def said_by(text, status=0):
    """What tells Python to make a build, a made-up one that prints to stderr."""
    return [
        "-c",
        f"import sys; print({text!r}, file=sys.stderr); sys.exit({status})",
    ]


class TestBuilding:
    def test_a_good_build_has_no_faults(self, capfd):
        """What a build says is shown in the terminal."""
        builder = Builder(said_by("Published 3 pages"))
        assert builder.build() == ""
        builder.stop()
        assert capfd.readouterr().out == "Published 3 pages\n"

    @pytest.mark.parametrize(
        ("said", "faults"),
        [
            (
                "noise\ncontent/a b.yaml:3: is wrong\nx.md:10: too",
                "content/a b.yaml:3: is wrong\nx.md:10: too",
            ),
            ("Traceback …\nKeyError: 'x'", "Traceback …\nKeyError: 'x'"),
            ("", "exit status 3"),
        ],
    )
    def test_faults_are_lines_or_else_everything(self, said, faults):
        """Of a failed build the browser shows the fault lines, or all that it said."""
        assert Builder(said_by(said, 3)).build() == faults

    @pytest.mark.parametrize("said", ["In place", "Published 3 pages"])
    def test_nobody_waits_for_what_comes_after_the_pages(self, said):
        """A build that has published goes on; the next one ends it."""
        script = f"import time; print({said!r}, flush=True); time.sleep(60)"
        builder = Builder(["-c", script])
        assert builder.build() == ""
        first = builder._process
        assert first.poll() is None
        assert builder.build() == ""
        assert first.poll() == -signal.SIGTERM
        builder.stop()

    def test_the_server_answers_after_the_first_build(self, server, tmp_path, capfd):
        """Builds follow each other as moments come, and browsers hear of each."""
        code = tmp_path / "status.txt"
        code.write_text("0")
        script = f"import sys; sys.exit(int(open({str(code)!r}).read()))"
        builder = Builder(["-c", script])
        more = SimpleQueue()

        def moments_of_test():
            yield
            yield from iter(more.get, None)

        loop = Thread(target=keep_built, args=(builder, moments_of_test(), server))
        loop.start()
        try:
            listener = Listener(server.port)
            first = listener.hear()
            assert first.faults == ""
            code.write_text("3")
            more.put("an edit")
            assert listener.hear() == News(first.build, "exit status 3")
            code.write_text("0")
            more.put("an edit")
            assert listener.hear().build != first.build
        finally:
            more.put(None)
            loop.join()
            listener.close()
        assert f"Preview: http://localhost:{server.port}/" in capfd.readouterr().out


class TestWatching:
    def test_edits_and_replaced_settings_are_moments(self, project):
        """A first moment comes at once, then one for each edit, new folders included."""
        settings = project / "pelicanconf.py"
        seen = moments(watched_paths(settings), [settings])
        next(seen)
        (project / "content" / "new").mkdir()
        (project / "content" / "new" / "text.txt").write_text("x")
        next(seen)
        for _ in range(2):  # editors replace files, and a watched file is lost by that
            copy = project / "saved"
            copy.write_text(settings.read_text() + "\n")
            copy.replace(settings)
            next(seen)
        seen.close()

    def test_a_new_day_is_a_moment(self, project):
        """Jobs go at midnight, though nobody edits anything."""
        days = iter([1, 1, 2, 2])
        seen = moments([project / "content"], [], day=lambda: next(days, 2))
        next(seen)
        next(seen)
        assert next(days) == 2
        seen.close()

    def test_the_day_is_that_of_the_settings_clocks(self, project, monkeypatch):
        """Settings that cannot be read are told by the build, and end no preview."""
        settings = project / "pelicanconf.py"
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780439400")
        settings.write_text('TIMEZONE = "UTC"\n')
        assert day_of(settings) == date(2026, 6, 2)
        settings.unlink()
        settings.write_text('TIMEZONE = "Europe/Copenhagen"  # another\n')
        assert day_of(settings) == date(2026, 6, 3)
        settings.write_text("TIMEZONE = (\n")
        assert day_of(settings) is None

    def test_what_a_build_reads_is_watched(self, project):
        """Folders that the settings name are watched where they are there."""
        watched = watched_paths(project / "pelicanconf.py")
        assert [path.name for path in watched] == ["content", "theme"]


class TestCommand:
    def test_a_taken_port_is_told(self, project, capsys):
        """A port that something else serves on is named, with the way out."""
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            assert serve(project / "pelicanconf.py", port) == 1
        assert (
            f"port {port} cannot be served on (Address already in use)" in capsys.readouterr().err
        )

    @pytest.mark.parametrize(("settings", "port"), [("missing.py", 0), ("pelicanconf.py", 70_000)])
    def test_other_mistakes_are_told(self, project, capsys, settings, port):
        """A missing settings file or an impossible port is one line, not a traceback."""
        assert serve(project / settings, port) == 1
        assert capsys.readouterr().err.startswith("The preview cannot start: ")

    def test_the_build_is_pelicans(self, project):
        """The command is what 'make site' runs, into the preview's own folder and address."""
        said = preview.build_arguments(project / "x.py", preview.FOLDER, "http://localhost:1")
        assert said[-2:] == ['SITEURL="http://localhost:1"', "PORTAL_PREVIEW=true"]
        assert ".cache/preview" in said

    def test_from_the_first_fault_to_the_end(self, project, start):
        """A preview that starts with a fault shows it, then the site, and ends with Ctrl-C."""
        text = project / "content" / "text.txt"
        text.write_text("one\nfault\n")
        said = start("-m", "plugins.publishing", "serve", "--port", "0")
        port = int(said.wait_for("Preview: ").rpartition("localhost:")[2].partition("/")[0])
        listener = Listener(port)
        failed = listener.hear()
        assert failed.faults.endswith("long.yaml:2: there is a [red]fault")
        text.write_text("one\n")
        good = listener.hear()
        assert good.faults == ""
        assert good.build != failed.build
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/en/one/")
        response = connection.getresponse()
        assert b"Hello one" in response.read()
        connection.close()
        assert not (project / "output").exists()
        said.process.send_signal(signal.SIGINT)
        assert said.process.wait(60) == 0
        assert "Traceback" not in said.rest()
        listener.close()
