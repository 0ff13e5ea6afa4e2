import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.portal.cache import Cache
from plugins.publishing import exchange as exchanging
from plugins.publishing import staging
from plugins.publishing.exchange import exchange
from plugins.publishing.notes import Notes
from plugins.publishing.staging import Stage, staged

PROJECT = Path(__file__).parents[2]

OLD = {"index.html": b"old", "same.txt": b"same", "gone/index.html": b"gone"}
NEW = {"index.html": b"new", "same.txt": b"same", "more/index.html": b"more"}

BUILD_THAT_HALTS = """
import signal, sys
from pathlib import Path
from plugins.portal.cache import Cache
from plugins.publishing import notes, staging
from test_staging import publish_to

def halt(*_, **__):
    print("halted", flush=True)
    signal.pause()

moment, output = sys.argv[1], Path(sys.argv[2])
rename = Path.rename

def halt_before_second_rename(path, target):
    if target == output:
        halt()
    return rename(path, target)

cache = Cache(output.parent.parent / "cache")
files = %r
if moment == "swapping":
    staging.exchange = halt
if moment == "writing the notes":
    notes._write = halt
if moment == "sealing the notes":
    put = Cache.put
    Cache.put = lambda self, name, content: halt() if content else put(self, name, content)
if moment == "between two renames":
    staging.exchange = lambda *_: False
    Path.rename = halt_before_second_rename
with staging.staged(output, cache) as stage:
    if moment == "nothing written":
        halt()
    if moment == "first file written":
        stage.write("index.html", files["index.html"])
        halt()
    publish_to(stage, output, files)
"""


PATHS = {**os.environ, "PYTHONPATH": os.pathsep.join((str(PROJECT), str(Path(__file__).parent)))}


def cache_of(output: Path) -> Cache:
    return Cache(output.parent.parent / "cache")


def publish(output: Path, files: dict[str, bytes]) -> list[str]:
    """Publish files; the paths of those that were written."""
    with staged(output, cache_of(output)) as stage:
        return publish_to(stage, output, files)


def publish_to(stage: Stage, output: Path, files: dict[str, bytes]) -> list[str]:
    notes = Notes(cache_of(output))
    former = notes.files() if stage.is_known else {}
    due = [
        path
        for path, content in files.items()
        if path in stage.damaged or path not in former or former[path].digest != content.hex()
    ]
    gone = notes.files().keys() - files.keys()
    written = [path for path in due if stage.write(path, files[path])]
    if due or gone or not stage.is_there:
        stage.publish({*due}, gone)
        if not notes.exist:
            notes.begin([])
        notes.learn(stage.learnt({path: (files[path].hex(), "made up") for path in due}, gone))
    return written


def publish_first(path: Path, exists) -> bool:
    """Say whether a folder is there, and let another build put it there then."""
    was_there = exists(path)
    path.mkdir(exist_ok=True)
    (path / "index.html").write_bytes(b"another build")
    return was_there


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def beside(output: Path) -> list[str]:
    """What stands beside the published folder, but the spare."""
    names = {path.name for path in output.parent.iterdir()}
    return sorted(names - {output.name, f".{output.name}-spare"})


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A published folder, alone in its parent."""
    folder = tmp_path / "www" / "output"
    publish(folder, OLD)
    return folder


@pytest.fixture(params=[True, False], ids=["exchange", "two renames"])
def way(request, monkeypatch):
    """Both ways to replace a folder."""
    if not request.param:
        monkeypatch.setattr(staging, "exchange", lambda *_: False)


class TestPublishing:
    def test_first_build_makes_the_folder(self, tmp_path):
        """Folders above the output that are missing are made."""
        publish(tmp_path / "deep" / "output", OLD)
        assert contents(tmp_path / "deep" / "output") == OLD

    def test_two_first_builds_at_once(self, tmp_path, way):
        """The one that is second replaces what the first published meanwhile."""
        output = tmp_path / "www" / "output"
        with staged(output, cache_of(output)) as stage:
            exists = Path.exists
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Path, "exists", lambda path: publish_first(path, exists))
                publish_to(stage, output, NEW)
        assert contents(output) == NEW

    def test_nothing_stale_stays(self, output, way):
        """After a build there is what it wrote and nothing else."""
        publish(output, NEW)
        assert contents(output) == NEW
        assert beside(output) == []

    def test_unchanged_files_keep_their_time(self, output, way):
        """A file with the same bytes has the same modification time; a changed one a newer."""
        for name in OLD:
            os.utime(output / name, ns=(10**18, 10**18))
        publish(output, NEW)
        assert (output / "same.txt").stat().st_mtime_ns == 10**18
        assert (output / "index.html").stat().st_mtime_ns != 10**18

    @pytest.mark.parametrize("link", ["www", "output"])
    def test_links_to_the_folder_stay(self, output, tmp_path, link):
        """Where the output or a folder above it is a symbolic link, what it leads to is replaced."""
        shown = tmp_path / "linked" / link
        shown.parent.mkdir()
        shown.symlink_to(output.parent if link == "www" else output, target_is_directory=True)
        publish(shown / "output" if link == "www" else shown, NEW)
        assert shown.is_symlink()
        assert contents(output) == NEW
        assert beside(output) == []

    def test_a_folder_may_take_a_files_place(self, output):
        """What was a file may be a folder in the next build."""
        publish(output, {"index.html/index.html": b"now below"})
        assert contents(output) == {"index.html/index.html": b"now below"}
        publish(output, {"index.html": b"a file again"})
        assert contents(output) == {"index.html": b"a file again"}


BUILDS = (
    OLD,
    NEW,
    {},
    {"deep/er/index.html": b"1", "deep/index.html": b"2"},
    {"deep": b"a file"},
    {"deep/er/index.html": b"1"},
    OLD,
    OLD,
)


class TestOnlyWhatChanged:
    def test_is_written(self, output, way):
        """What is published already is neither made nor written again."""
        assert publish(output, OLD) == []
        assert publish(output, {**OLD, "index.html": b"new"}) == ["index.html"]
        assert publish(output, {**OLD, "index.html": b"new"}) == []
        assert publish(output, OLD) == ["index.html"]

    def test_any_order_of_builds_gives_what_each_says(self, output, way):
        """Whatever the tree held that is used again: it was the published one two builds ago."""
        for first in BUILDS:
            for second in BUILDS:
                for files in (first, second):
                    publish(output, files)
                    assert contents(output) == files

    def test_the_published_files_are_shared(self, output, way):
        """The spare costs folders, not files."""
        publish(output, NEW)
        publish(output, {**NEW, "more/index.html": b"even more"})
        spare = output.with_name(".output-spare")
        assert (spare / "same.txt").samefile(output / "same.txt")
        assert (spare / "more/index.html").read_bytes() == b"more"

    @pytest.mark.parametrize("before", [None, {"index.html": b"foreign", "left/x.txt": b"x"}])
    def test_a_first_build_may_leave_a_spare(self, tmp_path, before, way):
        """Of the same files, for the next build to work in; nothing of what was there is left."""
        output = tmp_path / "www" / "first"
        for path, content in (before or {}).items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(content)
        with staged(output, cache_of(output)) as stage:
            for path, content in OLD.items():
                stage.write(path, content)
            stage.publish(OLD.keys(), set())
            stage.leave_spare(OLD)
            notes = Notes(cache_of(output))
            notes.begin([])
            notes.learn(stage.learnt({p: (c.hex(), "made up") for p, c in OLD.items()}, set()))
        spare = output.with_name(".first-spare")
        assert contents(spare) == contents(output) == OLD
        assert all((spare / path).samefile(output / path) for path in OLD)
        number = spare.stat().st_ino
        for files in (NEW, OLD, NEW):
            publish(output, files)
            assert contents(output) == files
        assert number in {output.stat().st_ino, spare.stat().st_ino}

    def test_nothing_changed_touches_nothing(self, output, snapshot):
        """No folder changes places."""
        before = output.stat().st_ino, snapshot(output)
        publish(output, OLD)
        assert (output.stat().st_ino, snapshot(output)) == before

    @pytest.mark.parametrize("damage", ["changed", "emptied", "removed", "replaced", "touched"])
    def test_what_somebody_did_to_the_output_is_undone(self, output, damage, way):
        """And neither tree shows it again."""
        for files in (NEW, OLD):
            publish(output, files)
        spoil(output, damage)
        for files in (OLD, NEW, OLD, NEW):
            publish(output, files)
            assert contents(output) == files

    def test_foreign_files_at_the_top_go_with_the_next_build(self, output):
        """As they do where a tree is written anew; they do not come back either."""
        publish(output, NEW)
        (output / "foreign.txt").write_text("x")
        (output / "foreign").mkdir()
        for files in (OLD, NEW, OLD):
            publish(output, files)
            assert contents(output) == files

    @pytest.mark.parametrize("lost", ["cache", "spare", "output", "all but the spare"])
    def test_nothing_is_needed_for_the_next_build(self, output, lost):
        """Ledger, spare and output may go at any time."""
        publish(output, NEW)
        spare = output.with_name(".output-spare")
        for folder in {
            "cache": [cache_of(output).folder],
            "spare": [spare],
            "output": [output],
            "all but the spare": [output, cache_of(output).folder],
        }[lost]:
            shutil.rmtree(folder)
        for files in (OLD, OLD, NEW):
            publish(output, files)
            assert contents(output) == files

    def test_notes_of_another_tree_are_none(self, output, tmp_path):
        """A folder that was put in the output's place is not taken for it."""
        copy = tmp_path / "www" / "copy"
        shutil.copytree(output, copy)
        (copy / "index.html").write_bytes(b"odd")
        shutil.rmtree(output)
        copy.rename(output)
        publish(output, OLD)
        assert contents(output) == OLD

    def test_systems_without_links_get_copies(self, output, monkeypatch):
        """They keep the times, too."""

        def refuse(*_):
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(Path, "hardlink_to", refuse)
        os.utime(output / "same.txt", ns=(10**18, 10**18))
        publish(output, NEW)
        assert contents(output) == NEW
        assert (output / "same.txt").stat().st_mtime_ns == 10**18


def spoil(output: Path, damage: str) -> None:
    """Do something to a published file that a build did not do."""
    file = output / "index.html"
    match damage:
        case "changed":
            file.write_bytes(b"odd")
        case "emptied":
            file.write_bytes(b"")
        case "removed":
            file.unlink()
        case "replaced":
            file.unlink()
            file.mkdir()
            (file / "odd.txt").write_bytes(b"odd")
        case "touched":
            os.utime(file, ns=(10**18, 10**18))


class TestFailures:
    def test_a_failing_build_changes_nothing(self, output, snapshot):
        """An error before the swap leaves bytes, times and no trace beside the output."""
        before = snapshot(output)
        with pytest.raises(TypeError), staged(output, cache_of(output)) as stage:
            publish_to(stage, output, {**NEW, "more.txt": None})
        assert snapshot(output) == before
        assert beside(output) == []

    def test_a_failed_exchange_changes_nothing(self, output, snapshot, monkeypatch):
        """An error of the system while exchanging is told, and the published build stays."""

        def fail(*_):
            raise OSError(errno.EIO, "broken disk")

        before = snapshot(output)
        monkeypatch.setattr(staging, "exchange", fail)
        with pytest.raises(OSError, match="broken disk"):
            publish(output, NEW)
        assert snapshot(output) == before
        assert beside(output) == []

    def test_a_failed_second_rename_is_undone(self, output, snapshot, monkeypatch):
        """If the new build cannot be put in place, the former one is put back."""
        rename = Path.rename

        def fail_for_the_stage(path, target):
            if target == output and path.name == f".output-{os.getpid()}":
                raise OSError(errno.EIO, "broken disk")
            return rename(path, target)

        before = snapshot(output)
        monkeypatch.setattr(staging, "exchange", lambda *_: False)
        monkeypatch.setattr(Path, "rename", fail_for_the_stage)
        with pytest.raises(OSError, match="broken disk"):
            publish(output, NEW)
        assert snapshot(output) == before
        assert beside(output) == []


class TestKilledBuilds:
    @pytest.mark.parametrize(
        ("moment", "left"),
        [
            ("nothing written", OLD),
            ("first file written", OLD),
            ("swapping", OLD),
            ("between two renames", None),
            ("writing the notes", NEW),
            ("sealing the notes", NEW),
        ],
    )
    def test_a_kill_leaves_a_whole_build_and_the_next_one_tidies_up(
        self, output, moment, left, snapshot
    ):
        """At whatever moment a build is killed, what is published is one build, as it was."""
        before = snapshot(output)
        kill_build(output, moment)
        if left is OLD:
            assert snapshot(output) == before
        else:
            assert contents(output) == (left or {})
        publish(output, NEW)
        assert contents(output) == NEW
        assert beside(output) == []

    def test_a_kill_between_two_renames_is_repaired_even_if_the_next_build_fails(
        self, output, snapshot
    ):
        """The next build begins by bringing the former one back."""
        before = snapshot(output)
        kill_build(output, "between two renames")
        with pytest.raises(RuntimeError), staged(output, cache_of(output)):
            raise RuntimeError
        assert snapshot(output) == before

    def test_the_stage_of_a_living_process_stays(self, output):
        """Only what dead processes left is removed."""
        living = output.with_name(f".output-{os.getppid()}")
        living.mkdir()
        publish(output, NEW)
        assert living.exists()

    @pytest.mark.parametrize("number", [str(os.getpid()), "9" * 30], ids=["reused", "impossible"])
    def test_leftovers_of_reused_or_impossible_numbers_go(self, output, number):
        """A leftover with this process's own number cannot be another's."""
        leftover = output.with_name(f".output-{number}")
        leftover.mkdir()
        publish(output, NEW)
        assert beside(output) == []

    def test_other_hidden_folders_stay(self, output):
        """Only folders named as stages are leftovers."""
        names = [".other-1", ".output-notes", ".outputs-1"]
        for name in names:
            output.with_name(name).mkdir()
        publish(output, NEW)
        assert beside(output) == names


def kill_build(output: Path, moment: str) -> None:
    """Start a build in another process and kill it when it has come to a moment."""
    arguments = [sys.executable, "-c", BUILD_THAT_HALTS % NEW, moment, str(output)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=PROJECT, env=PATHS) as process:
        assert process.stdout.readline() == b"halted\n"
        process.send_signal(signal.SIGKILL)


class TestExchange:
    @pytest.fixture
    def folders(self, tmp_path):
        """Two folders, each with one file."""
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            (tmp_path / name / name).touch()
        return tmp_path / "one", tmp_path / "other"

    @pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
    def test_folders_change_places(self, folders):
        """Each name stands for the other's content afterwards."""
        one, other = folders
        if not exchange(one, other):
            pytest.skip("this file system cannot exchange")
        assert (one / "other").exists()
        assert (other / "one").exists()

    @pytest.mark.parametrize("number", sorted(exchanging.UNSUPPORTED))
    def test_unsupported_is_told_apart_from_failed(self, folders, monkeypatch, number):
        """Where kernel or file system cannot exchange, the answer is False and nothing moved."""

        def refuse(*_):
            ctypes.set_errno(number)
            return -1

        monkeypatch.setattr(exchanging, "_renameat2", lambda: refuse)
        assert exchange(*folders) is False
        assert (folders[0] / "one").exists()

    @pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
    def test_real_errors_are_raised(self, tmp_path):
        """A folder that is missing is not a lack of support."""
        with pytest.raises(FileNotFoundError):
            exchange(tmp_path / "one", tmp_path / "other")

    def test_systems_without_it(self, folders, monkeypatch):
        """Other systems than Linux get the two renames."""
        monkeypatch.setattr(sys, "platform", "darwin")
        assert exchange(*folders) is False
