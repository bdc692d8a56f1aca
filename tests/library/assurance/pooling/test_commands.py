"""``toepas pool`` from end to end: with a shared folder as between hospitals, and rehearsed with separate processes over loopback."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.library.assurance.pooling.hospitals import HOSPITALS, ROOT, frame
from toepas.assurance.document import validation_from_data
from toepas.cli.main import main
from toepas.kernel.words import Words

DATA = ROOT / "examples/assurance/four-hospitals.csv"
REHEARSAL = [
    "run",
    DATA,
    "--label",
    "disease",
    "--score",
    "predicted",
    "--site",
    "hospital",
    "--by",
    "sex",
    "--threshold",
    0.5,
]


def pool(capsys, *given, lang="en"):
    code = main(["pool", *map(str, given), "--lang", lang])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def rehearse(capsys, *more):
    code, out, err = pool(capsys, *REHEARSAL, "--json", *more)
    assert code == 0, err
    return json.loads(out)


@pytest.fixture
def hospitals(tmp_path, capsys):
    """Keys, a protocol that was filled in, and each hospital's own file with its own names of columns."""
    names = [*HOSPITALS, "hub", "auditor"]
    for name in names:
        assert pool(capsys, "keys", name, "-o", tmp_path / name)[0] == 0
    public = {name: tmp_path / name / f"{name}.public.json" for name in names}
    sites = [part for name in HOSPITALS for part in ("--site", public[name])]
    protocol = tmp_path / "protocol.yaml"
    assert (
        pool(
            capsys,
            "protocol",
            protocol,
            "--new",
            *sites,
            "--third-party",
            public["hub"],
            "--auditor",
            public["auditor"],
        )[0]
        == 0
    )
    text = protocol.read_text("utf-8").replace("FILL IN: ", "").replace("  age: {bands: [45, 65, 75]}\n", "")
    protocol.write_text(text, encoding="utf-8")
    for name, hospital in HOSPITALS.items():
        rows = frame().filter(pl.col("hospital") == hospital).select(ziekte="disease", kans="predicted", geslacht="sex")
        rows.write_csv(tmp_path / name / "rows.csv")
    return tmp_path


def test_four_hospitals_and_a_shared_folder(hospitals, capsys):
    folder, protocol = hospitals / "shared", hospitals / "protocol.yaml"

    def site(name):
        own = ["--label", "ziekte", "--score", "kans", "--column", "sex=geslacht"]
        keys = hospitals / name / f"{name}.private.json"
        return pool(capsys, "site", protocol, hospitals / name / "rows.csv", "--keys", keys, "--folder", folder, *own)

    def other(part, name, *more):
        return pool(
            capsys, part, protocol, "--keys", hospitals / name / f"{name}.private.json", "--folder", folder, *more
        )

    assert "need the help of 2 other sites" in pool(capsys, "protocol", protocol)[1]
    assert all(site(name)[1].startswith("Joined.") for name in HOSPITALS)
    assert "Nothing to do yet" in site("basel")[1]
    assert other("add", "hub")[0] == 0
    assert all(site(name)[1].startswith("Counted and answered") for name in HOSPITALS if name != "basel")
    assert other("add", "hub")[0] == 0
    assert "goes on without this site" in site("basel")[1]
    assert all(site(name)[1].startswith("Unlocked.") for name in HOSPITALS if name != "basel")
    code, said, _ = other("open", "hub", "-o", hospitals / "result")
    assert code == 0
    assert "Joined and then dropped out; their numbers are not in the sum: basel." in said
    assert "Women" in said
    assert "The round is over" in site("budapest")[1]
    report = json.loads((hospitals / "result" / "report.json").read_text("utf-8"))
    assert {"report.html", "report.pdf", "report.docx"} <= {path.name for path in (hospitals / "result").iterdir()}
    rows = frame().filter(pl.col("hospital") != HOSPITALS["basel"])
    assert validation_from_data(report, Words()).everybody.n == rows.height
    drawn = json.loads((hospitals / "result" / "result.json").read_text("utf-8"))["body"]["drawn"]
    assert other("audit", "auditor")[0] == 1
    assert other("audit", drawn[0])[0] == 0
    code, said, _ = other("audit", "auditor")
    assert (code, "holds together" in said) == (0, True)
    assert "Deleted" in other("forget", drawn[0])[1]


def test_no_row_and_no_count_of_a_site_lies_in_the_shared_folder(hospitals, capsys):
    """Whoever reads the folder finds noise and hashes: none of the counts of a site stands there in the open."""
    folder, protocol = hospitals / "shared", hospitals / "protocol.yaml"
    own = ["--label", "ziekte", "--score", "kans", "--column", "sex=geslacht"]
    for name in HOSPITALS:
        keys = hospitals / name / f"{name}.private.json"
        pool(capsys, "site", protocol, hospitals / name / "rows.csv", "--keys", keys, "--folder", folder, *own)
    pool(capsys, "add", protocol, "--keys", hospitals / "hub" / "hub.private.json", "--folder", folder)
    keys = hospitals / "basel" / "basel.private.json"
    pool(capsys, "site", protocol, hospitals / "basel" / "rows.csv", "--keys", keys, "--folder", folder, *own)
    answer = json.loads((folder / "answer.basel.json").read_text("utf-8"))
    assert set(answer["body"]) == {"joined", "masked", "digest", "commitment", "pairs"}
    assert all(isinstance(value, str) for value in answer["body"].values() if not isinstance(value, dict))
    assert {path.name for path in folder.iterdir()} == {
        *(f"join.{name}.json" for name in HOSPITALS),
        "joined.hub.json",
        "answer.basel.json",
    }


def test_a_private_key_named_for_the_protocol_is_refused(hospitals, capsys):
    code, _, err = pool(
        capsys, "protocol", hospitals / "new.yaml", "--new", "--site", hospitals / "basel" / "basel.private.json",
    )  # fmt: skip
    assert code == 2
    assert "must not leave its owner" in err


def test_a_rehearsal_with_processes_gives_the_same_as_adding_up_in_the_open(capsys):
    told = rehearse(capsys)
    assert told["equals_central"] is True
    assert told["result"]["sites"] == ["budapest", "cleveland", "long-beach", "switzerland"]
    everybody = told["result"]["validation"]["groups"][0]
    rows = frame()
    assert (everybody["n"], everybody["positives"]) == (rows.height, int(rows["disease"].sum()))
    hits = rows.filter((pl.col("disease") == 1) & (pl.col("predicted") >= 0.5)).height
    assert everybody["at"][0]["measures"]["sensitivity"]["hits"] == hits
    assert told["audit"]["sound"] is True


def test_a_rehearsal_in_which_a_site_drops_out_goes_on_without_it_and_leaves_nothing_behind(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told = rehearse(capsys, "--drop", "Budapest:answer", "--patience", 15)
    assert told["result"]["missing"] == {"budapest": "answer"}
    assert told["equals_central"] is True
    assert told["result"]["validation"]["groups"][0]["n"] == frame().filter(pl.col("hospital") != "Budapest").height
    assert [path for path in Path(tmp_path).iterdir() if path.name.startswith("toepas-pool")] == []


def test_a_rehearsal_in_which_a_site_lies_about_a_total_finds_it_and_the_audit_names_it(capsys, tmp_path):
    told = rehearse(capsys, "--lie", "Switzerland:total", "-o", tmp_path / "kept")
    assert told["result"]["validation"] is None
    assert [fault["id"] for fault in told["result"]["faults"]] == ["confusion"]
    assert {one["name"] for one in told["audit"]["sites"] if not one["sound"]} == {"switzerland"}
    assert [path.name for path in (tmp_path / "kept" / "result").iterdir()] == ["result.json"]


def test_a_lie_that_is_consistent_is_not_found_and_the_bounds_hold_the_truth(capsys):
    told = rehearse(capsys, "--lie", "Switzerland:rows")
    rows = frame()
    true = rows.filter((pl.col("disease") == 1) & (pl.col("predicted") >= 0.5)).height / int(rows["disease"].sum())
    bound = next(
        one for one in told["result"]["if_sites_lie"]["figures"] if (one["key"], one["measure"]) == ([], "sensitivity")
    )
    assert told["equals_central"] is False
    assert told["result"]["faults"] == []
    assert bound["low"] <= true <= bound["high"]


def test_a_site_that_is_not_in_the_file_cannot_drop_out(capsys):
    code, _, err = pool(capsys, *REHEARSAL, "--drop", "Paris")
    assert (code, "Paris" in err) == (2, True)


def test_the_postbox_takes_addresses_of_this_machine_only(hospitals, capsys):
    keys = hospitals / "hub" / "hub.private.json"
    code, _, err = pool(capsys, "add", hospitals / "protocol.yaml", "--keys", keys, "--folder", "http://example.org:80")
    assert (code, "on this machine" in err) == (2, True)
