"""The index that is kept between two starts: opened when nothing changed, made anew when anything did, never half."""

import multiprocessing
import os
import signal
import time

import pytest

from tests.library.catalogue.harvested import Home
from tests.library.catalogue.made import SOURCE, asset
from toepas.catalogue import Collection, Query, keeping, open_collection
from toepas.catalogue.search import stored
from toepas.catalogue.search.local import LocalIndex
from toepas.catalogue.search.meaning import Model
from toepas.kernel import Words

WORDS = Words("en")
GEM = asset("Gem", "Chatbot that answers questions of residents")


def ids(found):
    return [hit.id for hit in found.hits]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of its own, and few shipped assets, so that building takes no time."""
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("toepas.catalogue.opening.shipped", lambda: (GEM,))
    return tmp_path / "home" / "catalogue" / "index"


@pytest.fixture
def nothing_is_made(monkeypatch):
    """Call it, and making an index is an error from then on."""

    def forbid():
        monkeypatch.setattr(LocalIndex, "put", lambda *_: pytest.fail("an index was made"))

    return forbid


def folders(cache):
    return sorted(path.name for path in cache.iterdir())


def test_the_second_opening_makes_nothing_anew(cache, nothing_is_made):
    first = open_collection(WORDS)
    made = folders(cache)
    nothing_is_made()
    second = open_collection(WORDS)
    assert folders(cache) == made
    assert len(made) == 1
    assert second["gem"] == first["gem"] == GEM
    assert list(second) == [GEM]


def test_an_opened_index_answers_as_one_in_memory_does():
    assets = [
        asset(
            f"Thing {n}",
            f"Helpt bij een vergunning {n} en een aanvraag" if n % 2 else "Helps residents",
            "nl" if n % 2 else "en",
        )
        for n in range(40)
    ]
    kept, memory = open_collection(WORDS, assets), Collection(LocalIndex(Model(make=False)), [GEM, *assets])
    for query in (
        Query("vergunningaanvraag", "nl", legs=("words",)), Query("residants", "en", legs=("words",)), Query(order="name"),
        Query(order="newest", offset=5), Query("resident", order="name", legs=("words",)), Query(filters={"kind": ["model"]}),
        Query("citizen service chatbot", legs=("purposes",)),
    ):  # fmt: skip
        assert kept.search(query) == memory.search(query)
    for typed in ("th", "thing 3", "gem", "zzz", "c"):
        assert kept.suggest(typed, "en") == memory.suggest(typed, "en")
    assert [found.id for found in kept] == [found.id for found in memory]


def test_a_changed_record_is_found_after_opening_again(tmp_path, cache):
    home = Home(tmp_path)
    path = home.store.path

    def put(thing):
        run = home.store.begin(SOURCE.id, home.now())
        home.store.put(run, "1", thing, home.now())
        home.store.abandon(run, home.now())

    put(asset("Signalen", "Sorts waste", id="made-up:signalen"))
    assert ids(open_collection(WORDS, path=path).search(Query("waste", legs=("words",)))) == ["made-up:signalen"]
    put(asset("Signalen", "Sorts invoices", id="made-up:signalen"))
    found = open_collection(WORDS, path=path)
    assert ids(found.search(Query("waste", legs=("words",)))) == []
    assert ids(found.search(Query("invoices", legs=("words",)))) == ["made-up:signalen"]
    assert len(folders(cache)) == 1  # the outdated one is gone
    home.store.close()


def test_a_store_that_was_put_back_and_changed_otherwise_is_another_one(tmp_path):
    home = Home(tmp_path)
    run = home.store.begin(SOURCE.id, home.now())
    home.store.put(run, "1", asset("One"), home.now())
    home.store.close()
    before = home.store.path.read_bytes()

    def put(name):
        again = Home(tmp_path)
        again.store.put(run, "2", asset(name), again.now())
        revision = again.store.revision()
        again.store.close()
        return revision

    first = put("Two")
    for path in tmp_path.glob(f"{home.store.path.name}-*"):
        path.unlink()
    home.store.path.write_bytes(before)
    second = put("Three")
    assert first[0] == second[0]
    assert first != second


def test_labels_or_analysis_of_another_version_make_another_index(cache, monkeypatch):
    open_collection(WORDS)
    made = folders(cache)
    monkeypatch.setattr(keeping, "_program", lambda: "another version")
    open_collection(WORDS)
    assert len(folders(cache)) == 1
    assert folders(cache) != made


def test_every_file_that_says_what_stands_in_an_index_counts():
    found = {
        path.removeprefix(str(keeping.PROGRAM))
        for part in keeping.READ_FROM
        for path in keeping.files_below(keeping.PROGRAM / part)
    }
    for name in (
        "catalogue/data/labels/mt.yaml",
        "catalogue/data/hubs.jsonl",
        "retrieval/data/stopwords.yaml",
        "retrieval/stems.py",
    ):
        assert f"/{name}" in found


@pytest.mark.parametrize("name", ["arrays.bin", "texts.bin", "manifest.json", "words/meta.json"])
@pytest.mark.parametrize("harm", ["flipped", "cut", "gone", "empty"])
def test_a_damaged_file_is_noticed_and_made_anew(cache, name, harm):
    open_collection(WORDS)
    file = next(cache.iterdir()) / name
    content = file.read_bytes()
    times = file.stat().st_mtime_ns
    if harm == "gone":
        file.unlink()
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        file.write_bytes({"flipped": flipped, "cut": content[:middle], "empty": b""}[harm])
        os.utime(file, ns=(times, times))
    found = open_collection(WORDS)
    assert ids(found.search(Query("residents", legs=("words",)))) == ["gem"]
    assert len(folders(cache)) == 1
    stored.open_folder(next(cache.iterdir()), None)  # whole again


def test_a_large_file_is_compared_in_full_only_where_its_time_is_another(cache, monkeypatch):
    monkeypatch.setattr(stored, "READ_ALL", 0)
    open_collection(WORDS)
    folder = next(cache.iterdir())
    stored.open_folder(folder, None)
    os.utime(folder / "texts.bin")
    stored.open_folder(folder, None)
    content = bytearray((folder / "texts.bin").read_bytes())
    content[5] ^= 1
    (folder / "texts.bin").write_bytes(content)
    with pytest.raises(ValueError, match=r"texts\.bin"):
        stored.open_folder(folder, None)


def _killed_while_making(ready):
    def stop(*_):
        ready.set()
        time.sleep(60)

    stored.write = stop
    open_collection(WORDS, [asset("New", "Something new")])


def test_a_killed_build_leaves_the_old_one_working(cache, nothing_is_made):
    open_collection(WORDS)
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    process = context.Process(target=_killed_while_making, args=(ready,))
    process.start()
    assert ready.wait(30)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    left = [name for name in folders(cache) if name.endswith(keeping.ASIDE)]
    assert len(left) == 1
    old = time.time() - 2 * keeping.LEFT_BEHIND
    os.utime(cache / left[0], (old, old))
    open_collection(WORDS, [asset("New", "Something new")])
    assert not [name for name in folders(cache) if name.endswith(keeping.ASIDE)]  # removed by the next that makes one
    nothing_is_made()
    assert len(open_collection(WORDS)) == 1
    assert len(open_collection(WORDS, [asset("New", "Something new")])) == 2


def _open_at(gate, answers):
    gate.wait()
    found = open_collection(WORDS)
    answers.put(ids(found.search(Query("residents", legs=("words",)))))


def test_two_processes_at_once_both_get_the_whole_index(cache):
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(3), context.Queue()
    processes = [context.Process(target=_open_at, args=(gate, answers)) for _ in range(3)]
    for process in processes:
        process.start()
    assert [answers.get(timeout=60) for _ in processes] == [["gem"]] * 3
    for process in processes:
        process.join()
    assert len(folders(cache)) == 1


def test_an_index_of_another_place_stays_until_nobody_opened_it_for_long(cache, tmp_path):
    open_collection(WORDS)
    first = folders(cache)[0]
    home = Home(tmp_path)
    open_collection(WORDS, path=home.store.path)
    home.store.close()
    assert first in folders(cache)
    assert len(folders(cache)) == 2
    old = time.time() - 2 * keeping.UNUSED
    os.utime(cache / first, (old, old))
    open_collection(WORDS, [asset("New")])
    assert first not in folders(cache)


@pytest.mark.parametrize("problem", ["a file in the way", "no permission"])
def test_without_a_place_to_keep_it_the_index_is_made_in_memory(tmp_path, monkeypatch, capfd, problem):
    if problem == "no permission":
        if os.geteuid() == 0:
            monkeypatch.setattr("tempfile.mkdtemp", _refused)  # whoever is root may write everywhere
        else:
            (tmp_path / "home").mkdir(mode=0o500)
    else:
        (tmp_path / "home").write_text("in the way", encoding="utf-8")
    found = open_collection(WORDS)
    assert ids(found.search(Query("residents", legs=("words",)))) == ["gem"]
    assert found["gem"] == GEM
    assert capfd.readouterr() == ("", "")


def _refused(*_):
    raise PermissionError(13, "Permission denied")


def test_a_full_disk_leaves_nothing_behind_and_the_index_in_memory(cache, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stored, "write_arrays", full)
    found = open_collection(WORDS)
    assert ids(found.search(Query("residents", legs=("words",)))) == ["gem"]
    assert folders(cache) == []


def test_a_collection_that_was_opened_can_still_be_changed():
    open_collection(WORDS)
    found = open_collection(WORDS)
    found.put([asset("New", "Something about waste")])
    assert ids(found.search(Query("waste", legs=("words",)))) == ["new"]
    assert ids(found.search(Query("residents", legs=("words",)))) == ["gem"]
    found.drop(["gem"])
    assert "gem" not in found
    assert [one.id for one in found] == ["new"]
    assert [one.id for one in open_collection(WORDS)] == ["gem"]  # the kept one is as it was


def test_an_asset_that_is_not_there_is_none():
    open_collection(WORDS)
    found = open_collection(WORDS)
    assert found.get("nobody") is None
    assert "nobody" not in found
    with pytest.raises(KeyError):
        found.similar("nobody")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files that are open; they are removed at the next making")
def test_who_has_an_outdated_index_open_goes_on_with_it(tmp_path, monkeypatch, cache):
    old = open_collection(WORDS)
    before = folders(cache)
    monkeypatch.setattr(keeping, "_program", lambda: "another version")
    open_collection(WORDS)
    assert not set(before) & set(folders(cache))
    assert ids(old.search(Query("residents", legs=("words",)))) == ["gem"]
    assert old["gem"] == GEM
    assert old.suggest("ge", "en")
