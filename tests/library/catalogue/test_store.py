"""The store loses nothing, says when it is damaged, and may be used by several processes at once."""

import subprocess
import sys

import pytest

from tests.library.catalogue.harvested import WORDS, Home, algorithm
from tests.library.catalogue.made import SOURCE, asset
from tests.repository.project import ROOT
from toepas.catalogue import Store
from toepas.kernel.problems import Problem


@pytest.fixture
def home(tmp_path):
    found = Home(tmp_path)
    yield found
    found.store.close()


def put(home, key, thing):
    run = home.store.begin(SOURCE.id, home.now())
    home.store.abandon(run, home.now())  # so that each call is a run of its own
    return home.store.put(run, key, thing, home.now())


def test_a_record_comes_back_as_it_was_put(home):
    thing = asset("Signalen", "Sorts reports", url="https://example.eu/signalen")
    assert put(home, "1", thing) == "new"
    assert home.store.records() == (thing,)
    assert home.store.get("signalen") == thing


def test_the_revision_changes_with_every_change_and_with_nothing_else(home):
    before = home.store.revision()
    put(home, "1", asset("Signalen"))
    after = home.store.revision()
    assert after != before
    assert put(home, "1", asset("Signalen")) == "unchanged"
    assert home.store.revision() == after
    assert put(home, "1", asset("Signalen", "Sorts reports")) == "changed"
    assert home.store.revision() != after


def test_an_empty_file_is_not_taken_for_a_new_catalogue(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"")
    with pytest.raises(Problem, match="cannot be read"):
        Store(path, WORDS)
    assert path.read_bytes() == b""


def test_a_file_that_is_something_else_is_left_as_it_is(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    path.write_text("my shopping list " * 500)
    with pytest.raises(Problem, match="cannot be read"):
        Store(path, WORDS)
    assert path.read_text().startswith("my shopping list")


def test_damage_in_the_middle_is_found_and_named(tmp_path):
    home = Home(tmp_path)
    home.algorithms(*(algorithm(number, doel="x" * 500) for number in range(500)))
    home.store.close()
    path = tmp_path / "catalogue.sqlite"
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = b"\xa5" * 20_000
    path.write_bytes(content)
    with pytest.raises(Problem, match="cannot be read"), Store(path, WORDS) as store:
        store.check()


def test_a_file_of_a_later_version_is_refused(home):
    home.store._db.execute("pragma user_version = 99")
    with pytest.raises(Problem, match="cannot be read"):
        Store(home.store.path, WORDS)


def test_half_a_batch_is_never_kept(home):
    run = home.store.begin("made-up", home.now())
    with pytest.raises(AttributeError):
        home.store.keep(run, [("1", asset("Whole")), ("2", None)], [], "place", home.now())
    assert home.store.records() == ()
    assert home.store.run(run.id).place == ""


WRITER = """
import datetime, sys
from pathlib import Path
from toepas.catalogue import Asset, Kind, Source, Store
from toepas.kernel.words import Words
path, name = Path(sys.argv[1]), sys.argv[2]
now = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
store = Store(path, Words("en"))
run = store.begin(name, now)
for at in range(100):
    source = Source(id=name, url="https://example.eu", retrieved=now.date())
    thing = Asset(id=f"{name}:{at}", kind=Kind.SOLUTION, name={"en": f"{name} {at}"}, sources=(source,))
    store.keep(run, [(str(at), thing)], [], str(at), now)
store.finish(run, now)
"""


def test_two_processes_that_start_and_write_at_once_lose_nothing(tmp_path):
    path = tmp_path / "new" / "catalogue.sqlite"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name],
            env={"PYTHONPATH": str(ROOT / "src")},
            stderr=subprocess.PIPE,
        )
        for name in ("one", "two")
    ]
    for process in started:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    with Store(path, WORDS) as store:
        assert store.sources() == {"one": 100, "two": 100}
        store.check()
