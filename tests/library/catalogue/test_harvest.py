"""A harvest: one bad record never stops the rest, an interrupted one goes on, and a second one changes nothing."""

import subprocess
import sys

import pytest

from tests.library.catalogue.harvested import WORDS, Algorithms, Home, algorithm, replay
from tests.repository.project import ROOT
from toepas.catalogue.harvest import web
from toepas.catalogue.harvest.web import Web
from toepas.kernel.problems import Problem


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    found = Home(tmp_path)
    yield found
    found.store.close()


def names(home):
    return sorted(asset.text("name", "nl") for asset in home.store.records())


def test_a_bad_record_is_refused_with_place_and_reason_and_the_rest_goes_on(home):
    outcome = home.algorithms(algorithm(1), {"id": "2"}, "no record", [3], algorithm(4, "Zivver"))
    assert outcome.counts["new"] == 2
    assert outcome.counts["refused"] == 3
    refused = home.store.refusals(outcome.run)
    assert refused[0].key == "2"
    assert refused[0].place.endswith("list.json [2]")
    assert "title" in refused[0].message
    assert names(home) == ["Anonimiseren", "Zivver"]


def test_a_second_harvest_of_the_same_changes_nothing(home):
    home.algorithms(algorithm(1), algorithm(2))
    revision, assets = home.store.revision(), home.store.assets()
    outcome = home.algorithms(algorithm(1), algorithm(2))
    assert outcome.counts["unchanged"] == 2
    assert outcome.counts["new"] == outcome.counts["changed"] == outcome.counts["gone"] == 0
    assert home.store.revision() == revision
    assert home.store.assets() == assets


def test_a_changed_record_replaces_the_old_one(home):
    home.algorithms(algorithm(1), algorithm(2))
    outcome = home.algorithms(algorithm(1, "Weglakken"), algorithm(2))
    assert outcome.counts["changed"] == 1
    assert names(home) == ["Anonimiseren", "Weglakken"]


class Stopped(BaseException):
    """Like a person who presses Ctrl-C."""


class Stopping(Algorithms):
    """Is stopped before a record."""

    before = 0

    def convert(self, raw, source):
        if raw.key == str(self.before):
            raise Stopped
        return super().convert(raw, source)


def test_a_harvest_that_is_stopped_keeps_what_it_read_and_goes_on_there(home):
    rows = {"algoritmes": [algorithm(number) for number in range(1, 501)]}
    stopping = home.file(Stopping, "list.json", rows)
    stopping.before = 350
    with pytest.raises(Stopped):
        home.harvest(stopping)
    first = home.store.runs()[0]
    assert first.counts["new"] == 349
    assert not first.whole
    read = []

    class Watching(Algorithms):
        def convert(self, raw, source):
            read.append(raw.key)
            return super().convert(raw, source)

    outcome = home.harvest(home.file(Watching, "list.json", rows))
    assert outcome.run == first.id
    assert "350" in read
    assert "349" not in read
    assert outcome.counts["read"] == outcome.counts["new"] == 500
    assert len(home.store.records()) == 500


def test_a_source_that_changed_after_the_stop_is_read_from_its_beginning(home):
    home.algorithms(*(algorithm(number) for number in range(5)), limit=3)
    outcome = home.algorithms(algorithm(0, "Ander"), *(algorithm(number) for number in range(1, 5)))
    assert outcome.counts["read"] == 5
    assert outcome.counts["changed"] == 1
    assert len(home.store.records()) == 5


def test_a_limit_leaves_the_rest_for_the_next_time_and_marks_nothing_as_gone(home):
    home.algorithms(*(algorithm(number) for number in range(10)))
    outcome = home.algorithms(*(algorithm(number) for number in range(10)), limit=4)
    assert not outcome.whole
    assert len(home.store.records()) == 10
    assert home.algorithms(*(algorithm(number) for number in range(10))).counts["read"] == 10


def test_what_the_source_no_longer_has_is_gone_after_a_whole_harvest(home):
    home.algorithms(algorithm(1), algorithm(2), algorithm(3, "Zivver"))
    outcome = home.algorithms(algorithm(1), algorithm(2))
    assert outcome.counts["gone"] == 1
    assert len(home.store.records()) == 2
    assert home.algorithms(algorithm(1), algorithm(2), algorithm(3, "Zivver")).counts["changed"] == 1
    assert len(home.store.records()) == 3


def test_a_source_that_shrank_to_less_than_half_is_not_believed_unless_forced(home):
    home.algorithms(*(algorithm(number) for number in range(10)))
    outcome = home.algorithms(algorithm(1), *(algorithm(number) for number in range(100, 120)))
    assert outcome.held
    assert len(home.store.records()) == 30
    forced = home.algorithms(algorithm(1), force=True)
    assert forced.counts["gone"] == 29
    assert len(home.store.records()) == 1


def test_a_file_that_is_cut_off_loses_nothing_of_what_was_there(home):
    home.algorithms(*(algorithm(number) for number in range(10)))
    whole = (home.folder / "list.json").read_bytes()
    cut = home.file(Algorithms, "list.json", whole[: len(whole) // 2])
    with pytest.raises(Problem, match="cut off"):
        home.harvest(cut)
    assert len(home.store.records()) == 10
    assert not home.store.runs()[0].whole


def test_a_known_record_that_can_no_longer_be_read_stays(home):
    home.algorithms(*(algorithm(number) for number in range(5)))
    outcome = home.algorithms(*(algorithm(number) for number in range(4)), algorithm(4, title=""))
    assert outcome.counts["refused"] == 1
    assert outcome.counts["gone"] == 0
    assert len(home.store.records()) == 5


def test_a_key_that_stands_there_twice_is_refused_the_second_time(home):
    outcome = home.algorithms(algorithm(1), algorithm(1, "Ander"))
    assert outcome.counts["new"] == outcome.counts["refused"] == 1
    assert names(home) == ["Anonimiseren"]
    revision = home.store.revision()
    home.algorithms(algorithm(1), algorithm(1, "Ander"))
    assert home.store.revision() == revision


def fetch(address, client, waited):
    return Web(client, waited.append, WORDS, 1.0).file(address)


def test_what_has_not_changed_at_the_source_is_not_fetched_again(home):
    import httpx

    def answer(_, headers):
        if headers.get("If-None-Match") == '"one"':
            return 304, {}, b""
        return 200, {"ETag": '"one"'}, b'{"algoritmes": []}'

    with replay(answer) as (base, asked), httpx.Client() as client:
        first, second = fetch(f"{base}/list", client, []), fetch(f"{base}/list", client, [])
    assert first == second
    assert first.read_bytes() == b'{"algoritmes": []}'
    assert asked[1][1]["If-None-Match"] == '"one"'


def test_a_source_that_stumbles_is_asked_again_after_the_time_it_asks_for(home):
    import httpx

    answers = iter([(503, {"Retry-After": "7"}, b""), (200, {}, b"[]")])
    waited = []
    with replay(lambda *_: next(answers)) as (base, asked), httpx.Client() as client:
        assert fetch(f"{base}/list", client, waited).read_bytes() == b"[]"
    assert len(asked) == 2
    assert waited == [7.0]


def test_a_source_that_is_not_there_gives_one_message_and_the_old_file_stays(home):
    import httpx

    answers = iter([(200, {}, b"[1]"), (404, {}, b"gone")])
    with replay(lambda *_: next(answers)) as (base, _), httpx.Client() as client:
        kept = fetch(f"{base}/list", client, [])
        with pytest.raises(Problem, match="cannot be reached"):
            fetch(f"{base}/list", client, [])
    assert kept.read_bytes() == b"[1]"


def test_an_answer_without_end_is_cut_off(home, monkeypatch):
    import httpx

    monkeypatch.setattr(web, "LARGEST", 10_000)
    with (
        replay(lambda *_: (200, {}, b"x" * 50_000)) as (base, _),
        httpx.Client() as client,
        pytest.raises(Problem, match="too large"),
    ):
        fetch(f"{base}/list", client, [])


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://example.eu/list", "/again"])
def test_a_source_cannot_send_us_just_anywhere(home, target):
    import httpx

    with (
        replay(lambda *_: (302, {"Location": target}, b"")) as (base, _),
        httpx.Client() as client,
        pytest.raises(Problem, match="cannot be reached"),
    ):
        fetch(f"{base}/list", client, [])


def test_a_public_source_cannot_send_us_into_our_own_network():
    asking = Web(None, lambda _: None, WORDS)
    for inside in (
        "http://127.0.0.1/",
        "http://10.0.0.1/x",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/",
    ):
        with pytest.raises(Problem):
            asking._next("http://example.eu/list", inside)
    assert asking._next("http://example.eu/list", "https://other.eu/x") == "https://other.eu/x"


KILLED = """
import datetime, sys, time
from pathlib import Path
from toepas.catalogue import Store
from toepas.catalogue.harvest.register import Algorithms
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.run import harvest
from toepas.kernel.words import Words
words = Words("en")
def progress(done, every):
    print(done, flush=True)
    time.sleep(0.2)
table = open_table(Path(sys.argv[2]), words, Algorithms.lists)
now = lambda: datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
harvest(Algorithms(table, words), Store(Path(sys.argv[1]), words), words, now, progress=progress)
"""


def test_a_harvest_whose_process_is_killed_goes_on_where_it_was(home):
    rows = {"algoritmes": [algorithm(number) for number in range(1000)]}
    connector = home.file(Algorithms, "list.json", rows)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(home.store.path), str(home.folder / "list.json")],
        env={"PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout.readline() == b"200\n"
    process.kill()
    process.wait()
    process.stdout.close()
    kept = len(home.store.records())
    assert 200 <= kept < 1000
    outcome = home.harvest(connector)
    assert outcome.counts["read"] == outcome.counts["new"] == 1000
    assert len(home.store.runs()) == 1
    home.store.check()
