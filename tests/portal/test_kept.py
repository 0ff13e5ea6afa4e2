"""What was read is kept: the same records and faults as without it, whatever became of the file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.portal import kept, loading
from plugins.portal.checks import check_records
from plugins.portal.loading import Loaded, load_files
from plugins.portal.settings import Settings

COMPANY = ("company", "example-windmills")
FILE = "companies/example-windmills.yaml"


@pytest.fixture
def load_kept(golden_settings: Settings, tmp_path: Path):
    """Load the golden site with what the last call kept."""

    def load(cache: Path | None = tmp_path / "kept" / "records") -> Loaded:
        found = golden_settings
        return load_files(found.root, found.companies, found.content, cache)

    return load


@pytest.fixture
def read_files(monkeypatch) -> list[str]:
    """The name of every file that is read from now on."""
    found = []
    read_source = loading.read_source

    def read(source):
        found.extend(file.name for file in source.files)
        return read_source(source)

    monkeypatch.setattr(loading, "read_source", read)
    return found


def test_what_is_kept_gives_the_same_records(load_kept):
    """Each record comes back as it was read, down to what its file left out."""
    load_kept()
    again, fresh = load_kept(), load_kept(None)
    assert {**again.records} == {**fresh.records}
    assert again.groups == fresh.groups
    assert (again.facts.keys(), again.digests) == (fresh.facts.keys(), fresh.digests)
    assert (again.named, again.unread, again.problems) == (fresh.named, set(), [])
    for key, record in again.records.items():
        made = loading.read_source(again.sources[key]).records[key]
        assert record == made
        assert record.model_fields_set == made.model_fields_set


def test_a_file_is_read_again_when_it_changes(load_kept, read_files, break_file):
    """And no other is."""
    load_kept()
    read_files.clear()
    load_kept()
    assert read_files == []
    break_file(FILE, "founded: 1968", "founded: 1969")
    assert load_kept().records[COMPANY].founded == 1969
    assert read_files == [FILE]


def test_jobs_are_read_again_when_either_of_their_files_changes(
    load_kept, golden_site, read_files, break_file
):
    """An import and its corrections are one source."""
    load_kept()
    read_files.clear()
    break_file("content/jobs/example-windmills.yaml", "helpful", "none")
    load_kept()
    names = [f"content/jobs/example-windmills.{suffix}" for suffix in ("json", "yaml")]
    assert read_files == names
    (golden_site / names[1]).unlink()
    assert load_kept().records["job", "example-windmills/4712"].municipality is None


def test_what_is_no_longer_there_is_not_kept(load_kept, golden_site, tmp_path):
    """The file does not grow with the years."""
    load_kept()
    path = tmp_path / "kept" / "records"
    (golden_site / FILE).unlink()
    load_kept()
    assert b'"founded":1968' not in path.read_bytes()
    assert [name for name in kept.read_kept(path) if FILE in name] == []


def test_a_file_with_a_fault_is_not_kept(load_kept, read_files, break_file):
    """It is read at every run until it is mended, so that its faults are told each time."""
    break_file(FILE, "founded: 1968", "founded: soon")
    first, again = load_kept(), load_kept()
    assert again.problems == first.problems != []
    assert read_files[-1] == FILE


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"<script>"),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[:1000]),
        lambda path: path.write_bytes(path.read_bytes()[:20_000]),
        lambda path: path.write_bytes(path.read_bytes().partition(b"\n]")[0] + b"\n]"),
        lambda path: path.write_bytes(path.read_bytes().replace(b"Ord", b"Org")),
        lambda path: path.write_bytes(path.read_bytes().replace(b"1968", b"1969")),
        lambda path: path.write_bytes(path.read_bytes().replace(b"aliases", b"aliased")),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_damage_changes_nothing(load_kept, tmp_path, damage):
    """Nothing but what was kept is ever given, and the rest is read again."""
    fresh = load_kept(None)
    load_kept()
    damage(tmp_path / "kept" / "records")
    again = load_kept()
    assert {**again.records} == {**fresh.records}
    assert again.groups == fresh.groups
    assert again.problems == []


def test_other_code_does_not_trust_what_was_kept(load_kept, read_files, monkeypatch):
    """What reads files may have changed its mind."""
    load_kept()
    read_files.clear()
    monkeypatch.setattr(kept, "_maker", lambda: b"other code")
    load_kept()
    assert FILE in read_files


def test_a_folder_that_cannot_be_written_is_done_without(load_kept, tmp_path):
    """A build on a read-only disk gives the same, and takes longer."""
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert COMPANY in load_kept().records


def test_what_changes_while_it_is_read_is_not_kept(load_kept, golden_site, read_files, monkeypatch):
    """Nobody knows which of the two was read."""
    checked = loading.read_checked

    def save(source):
        reading = checked(source)
        with source.files[0].path.open("a") as file:
            file.write("\n")
        return reading

    monkeypatch.setattr(loading, "read_checked", save)
    load_kept()
    monkeypatch.undo()
    assert kept.read_kept(golden_site.parent / "kept" / "records")[("company", FILE)].digests == ()


@pytest.mark.parametrize("path", [FILE, "content/jobs/example-windmills.yaml"])
def test_a_fault_is_told_of_a_file_that_is_saved_meanwhile(
    load_kept, golden_site, golden_settings, addresses, break_file, path
):
    """An editor who is typing gets the fault, if not its line, and no crash."""
    break_file(FILE, "clusters: [", "clusters: [gone, ")
    break_file("content/jobs/example-windmills.yaml", "[blade-polisher]", "[gone]")
    load_kept()
    loaded = load_kept()
    (golden_site / path).write_text("name: [", encoding="utf-8")
    told = [str(problem) for problem in check_records(loaded, golden_settings, addresses)]
    lost = [line for line in told if line.startswith(f"{path}:1: there is no cluster 'gone'")]
    assert len(lost) == (path == FILE)
    assert len(told) == 1 + (path == FILE)


def test_several_processes_read_as_one_does(load_kept, golden_site, monkeypatch):
    """In the order of the files, faulty ones among them."""
    (golden_site / "companies" / "aaens-garn.yaml").write_text("name: x")
    one = load_kept(None)
    monkeypatch.setattr(loading, "WORTH_SHARING", 2)
    monkeypatch.setattr(loading, "processors", lambda: 3)
    several = load_kept(None)
    assert [*several.records.items()] == [*one.records.items()]
    assert several.problems == one.problems != []


def test_a_digest_is_that_of_one_entry(load_kept, break_file):
    """Competences and jobs stand many in a file; an edit of one changes no other."""
    before = load_kept().digests
    break_file("content/competences.yaml", "oil-engineer", "oily-engineer")
    break_file("content/jobs/example-windmills.yaml", "helpful", "none")
    after = load_kept().digests
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {("competence", "grease-engineer"), ("job", "example-windmills/4712")}


PASSAGES = [
    (FILE, "founded: 1968", "founded: soon"),
    (FILE, "[Exampleby", "[gone](company:gone) [Exampleby"),
    (FILE, "clusters: [", "clusters: [gone, "),
    ("content/competences.yaml", "oil-engineer", "7"),
    ("content/guides/housing.en.md", "## Buying", "# Buying"),
    ("content/guides/housing.da.md", "order: 1", "order: 2"),
    ("content/municipalities/testrup.yaml", "  da: Testrup\n", ""),
    ("content/municipalities/testrup.yaml", "name:", "status: draft\nname:"),
    ("content/jobs/example-windmills.yaml", "oeksempel-oe", "oeksempel"),
    ("content/jobs/example-windmills.json", '"id": "hostile"', '"id": "4712"'),
    ("companies/aerlig-oel.yaml", "name: ", "name: Example Windmills # "),
    ("companies/secret-draft.yaml", "status: draft", "status: published"),
]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.sampled_from(range(len(PASSAGES)))), min_size=2, max_size=4))
def test_whatever_is_edited_the_same_is_told(golden_site, find_faults, rounds):
    """Faults come and go; what was kept of other rounds is never seen in what is said."""
    originals = {path: (golden_site / path).read_text("utf-8") for path, _, _ in PASSAGES}
    for chosen in rounds:
        texts = dict(originals)
        for path, old, new in (PASSAGES[number] for number in sorted(chosen)):
            texts[path] = texts[path].replace(old, new, 1)
        for path, text in texts.items():
            (golden_site / path).write_text(text, encoding="utf-8")
        find_faults()
    for path, text in originals.items():
        (golden_site / path).write_text(text, encoding="utf-8")
    assert find_faults() == []
