import ctypes
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.publishing import exchange as exchanging
from plugins.publishing import staging
from plugins.publishing.exchange import exchange
from plugins.publishing.staging import Stage, staged

PROJECT = Path(__file__).parents[2]

OLD = {"index.html": b"old", "same.txt": b"same", "gone/index.html": b"gone"}
NEW = {"index.html": b"new", "same.txt": b"same", "more/index.html": b"more"}

BUILD_THAT_HALTS = """
import signal, sys
from pathlib import Path
from plugins.publishing import staging

def halt(*_, **__):
    print("halted", flush=True)
    signal.pause()

moment, output = sys.argv[1], Path(sys.argv[2])
rename = Path.rename

def halt_before_second_rename(path, target):
    if path.name.startswith(f".{output.name}-") and not path.name.endswith("-previous"):
        halt()
    return rename(path, target)

if moment == "swapping":
    staging.exchange = halt
if moment == "between two renames":
    staging.exchange = lambda *_: False
    Path.rename = halt_before_second_rename
with staging.staged(output) as stage:
    if moment == "nothing written":
        halt()
    for name, content in %r.items():
        stage.write(name, content)
        if moment == "first file written":
            halt()
    if moment == "removing the former build":
        staging.shutil.rmtree = halt
    stage.publish()
"""


def publish(output: Path, files: dict[str, bytes]) -> None:
    with staged(output) as stage:
        write(stage, files)
        stage.publish()


def write(stage: Stage, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        stage.write(name, content)


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
    return sorted(path.name for path in output.parent.iterdir() if path != output)


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
        with staged(tmp_path / "output") as stage:
            write(stage, NEW)
            exists = Path.exists
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Path, "exists", lambda path: publish_first(path, exists))
                stage.publish()
        assert contents(tmp_path / "output") == NEW

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

    def test_a_path_is_written_once(self, tmp_path):
        """A second file of the same path is an error, not an overwriting."""
        with staged(tmp_path / "output") as stage:
            write(stage, NEW)
            with pytest.raises(FileExistsError):
                write(stage, NEW)

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


class TestFailures:
    def test_a_failing_build_changes_nothing(self, output, snapshot):
        """An error before the swap leaves bytes, times and no trace beside the output."""
        before = snapshot(output)
        with pytest.raises(TypeError), staged(output) as stage:
            write(stage, {**NEW, "more.txt": None})
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
            if path.name == f".output-{os.getpid()}":
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
            ("removing the former build", NEW),
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
        with pytest.raises(RuntimeError), staged(output):
            raise RuntimeError
        assert snapshot(output) == before

    def test_the_stage_of_a_living_process_stays(self, output):
        """Only what dead processes left is removed."""
        living = output.with_name(f".output-{os.getppid()}")
        living.mkdir()
        publish(output, NEW)
        assert living.exists()

    @pytest.mark.parametrize("number", [str(os.getpid()), "9" * 30])
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
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=PROJECT) as process:
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
