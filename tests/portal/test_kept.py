"""What was read is kept: the same records and faults as without it, whatever became of the file."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.portal import checks, kept, loading
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
    assert FILE.encode() not in path.read_bytes()
    assert [name for name in kept.Store(path).rows if FILE in name] == []


def test_texts_that_nothing_names_any_more_are_removed(
    load_kept, golden_site, tmp_path, monkeypatch
):
    """Once they are more than those that something names."""
    monkeypatch.setattr(kept, "MOST_GARBAGE", 0)
    load_kept()
    texts = tmp_path / "kept" / "records.texts"
    path, first = golden_site / FILE, texts.stat().st_size
    text = path.read_text("utf-8")
    sizes = []
    for year in range(1800, 1900):
        path.write_text(text.replace("founded: 1968", f"founded: {year}"), encoding="utf-8")
        load_kept()
        sizes.append(texts.stat().st_size)
        assert sizes[-1] < 2.1 * first
    assert sorted(sizes) != sizes
    again, fresh = load_kept(), load_kept(None)
    assert {**again.records} == {**fresh.records}
    assert {**again.facts} == {**fresh.facts}


def test_what_killed_builds_have_left_is_removed(load_kept, tmp_path):
    """A build that is running keeps its own."""
    folder = tmp_path / "kept"
    folder.mkdir()
    names = ["records.texts.999999999.part", "records.texts.x.part", f"records.{os.getppid()}.part"]
    for name in names:
        (folder / name).touch()
    load_kept()
    left = {path.name for path in folder.iterdir()}
    assert left == {"records", "records.texts", names[2]}


def test_files_that_nobody_touched_are_not_opened(
    load_kept, golden_site, read_files, break_file, monkeypatch
):
    """One that was touched is; it is read only where it is another."""
    monkeypatch.setattr(loading, "SETTLED_NS", 0)
    opened = []
    digest = loading._digest
    monkeypatch.setattr(loading, "_digest", lambda path: opened.append(path.name) or digest(path))
    load_kept()
    opened.clear()
    read_files.clear()
    load_kept()
    assert opened == []
    os.utime(golden_site / FILE)
    load_kept()
    load_kept()
    assert (opened, read_files) == (["example-windmills.yaml"], [])
    status = (golden_site / FILE).stat()
    break_file(FILE, "founded: 1968", "founded: 1969")
    os.utime(golden_site / FILE, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert load_kept().records[COMPANY].founded == 1969


def test_a_file_that_was_just_written_is_opened(load_kept, monkeypatch):
    """What is written in the next moment may have the same times."""
    opened = []
    digest = loading._digest
    monkeypatch.setattr(loading, "_digest", lambda path: opened.append(path.name) or digest(path))
    load_kept()
    load_kept()
    assert "example-windmills.yaml" in opened


@pytest.fixture
def looked_at(monkeypatch) -> list[set]:
    """The records that rules are asked about, at each run from now on."""
    found = []
    check_languages = checks.check_languages

    def check(loaded, settings):
        found.append({key for key, _ in loaded.each()})
        return check_languages(loaded, settings)

    monkeypatch.setattr(checks, "check_languages", check)
    return found


ALL, SOME = "all", "some"


@pytest.mark.parametrize(
    ("edit", "share"),
    [
        ((FILE, "founded: 1968", "founded: 1969"), SOME),
        ((FILE, "clusters: [", "clusters: [gone, "), SOME),
        (("content/jobs/example-windmills.yaml", "helpful", "none"), SOME),
        (("content/jobs/example-windmills.json", '"id": "4712"', '"id": "4713"'), SOME),
        ((FILE, "name: Example Windmills", "name: Other"), ALL),
        ((FILE, "aliases: [example-mills, ", "aliases: ["), ALL),
        (("content/municipalities/testrup.yaml", "lat: 5", "lat: 4"), ALL),
        (("content/guides/housing.da.md", "order: 1", "order: 2"), ALL),
        (("companies/secret-draft.yaml", "status: draft", "status: published"), ALL),
    ],
)
def test_rules_look_again_at_what_can_have_become_a_fault(
    find_faults, looked_at, break_file, edit, share
):
    """At all records, where one changed in what it is to others."""
    every = load_keys(find_faults, looked_at)
    break_file(*edit)
    find_faults()
    # The first of three runs knows nothing, the second what the last one kept.
    if share == ALL:
        assert looked_at[1] == every
    else:
        assert {key[1].partition("/")[0] for key in looked_at[1]} == {COMPANY[1]}


def load_keys(find_faults, looked_at) -> set:
    assert find_faults() == []
    keys = looked_at[0]
    looked_at.clear()
    return keys


def test_rules_look_at_all_when_a_picture_is_gone(find_faults, golden_site, looked_at):
    """What no record says can make one wrong, too."""
    every = load_keys(find_faults, looked_at)
    next((golden_site / "content" / "media").rglob("*.png")).unlink()
    assert find_faults() != []
    assert looked_at[1] == every


def test_a_file_with_a_fault_is_not_kept(load_kept, read_files, break_file):
    """It is read at every run until it is mended, so that its faults are told each time."""
    break_file(FILE, "founded: 1968", "founded: soon")
    first, again = load_kept(), load_kept()
    assert again.problems == first.problems != []
    assert read_files[-1] == FILE


DAMAGES = [
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
    lambda path: path.write_bytes(path.read_bytes().replace(b"slug", b"slog")),
    lambda path: path.write_bytes(path.read_bytes().replace(b"[[", b"[{")),
    lambda path: path.write_bytes(path.read_bytes()[::-1]),
    lambda path: (path.unlink(), path.mkdir()),
]


@pytest.mark.parametrize("name", ["records", "records.texts", "records.sound"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_changes_nothing(load_kept, find_faults, tmp_path, damage, name):
    """Nothing but what was kept is ever given, and the rest is read again."""
    fresh = load_kept(None)
    assert find_faults() == []
    damage(tmp_path / "kept" / name)
    again = load_kept()
    assert {**again.records} == {**fresh.records}
    assert {**again.facts} == {**fresh.facts}
    assert again.groups == fresh.groups
    assert find_faults() == []


@pytest.mark.parametrize("name", ["records", "records.texts", "records.sound"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_hides_no_fault(find_faults, tmp_path, break_file, damage, name):
    """It is told with what is damaged as it is without it."""
    assert find_faults() == []
    damage(tmp_path / "kept" / name)
    break_file(FILE, "clusters: [", "clusters: [gone, ")
    assert len(find_faults()) == 1


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


def test_what_changes_while_it_is_read_is_read_again(load_kept, golden_site, monkeypatch):
    """What is kept is known by what was read of it."""
    checked, path = loading.read_checked, golden_site / FILE
    edited = path.read_text("utf-8").replace("founded: 1968", "founded: 1969")

    def read_and_save(source):
        reading = checked(source)
        if source.files[0].path != path:
            return reading
        path.write_text(edited, encoding="utf-8")
        return reading

    monkeypatch.setattr(loading, "SETTLED_NS", 0)
    monkeypatch.setattr(loading, "read_checked", read_and_save)
    assert load_kept().records[COMPANY].founded == 1968
    monkeypatch.undo()
    assert load_kept().records[COMPANY].founded == 1969


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
