"""A site that lies: found where it contradicts itself, by the auditor where it is opened, and bounded otherwise."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.library.assurance.pooling.hospitals import HOSPITALS, WORDS, frame, new_round, sample
from toepas.assurance.pooling import audit, keys, third_party
from toepas.assurance.pooling.counting import count
from toepas.assurance.pooling.layout import Layout
from toepas.assurance.pooling.pooled import pooled
from toepas.assurance.pooling.result import audited, publish, validation_of
from toepas.kernel.problems import Problem


def small_round(folder, change=None, **more):
    """A round with few groups: what is tested here does not hang on how many there are."""
    return new_round(folder, change, **{"groups": {"sex": {"values": ["female", "male"]}}, "thresholds": [0.5]} | more)


def raise_hits(name, numbers, layout):
    if name == "budapest":
        layout.parts(numbers)["confusion"][:, :, 0] += 3


def published(round_):
    round_.through()
    return publish(round_.parties["hub"], round_.box)


def open_all(round_, *names):
    for name in names or round_.sites:
        audit.open_answer(round_.parties[name], round_.box)


def test_a_total_that_contradicts_the_rest_is_found_in_the_sum_and_no_figure_is_shown(tmp_path):
    found = published(small_round(tmp_path / "round", raise_hits))
    assert found.validation is None
    assert [(fault.id, fault.off) for fault in found.faults] == [("confusion", -3)]


def test_the_auditor_finds_which_site_it_was(tmp_path):
    round_ = small_round(tmp_path / "round", raise_hits)
    published(round_)
    open_all(round_)
    report = audited(round_.parties["auditor"], round_.box)
    assert {one.name: one.sound for one in report.checked} == {name: name != "budapest" for name in round_.sites}
    assert report.whole is True


def test_honest_sites_hold_before_the_auditor(tmp_path):
    round_ = small_round(tmp_path / "round")
    published(round_)
    open_all(round_)
    report = audited(round_.parties["auditor"], round_.box)
    assert report.sound
    assert [one.name for one in report.checked] == sorted(round_.sites)


def test_a_site_cannot_open_another_answer_than_it_gave(tmp_path):
    """It shows better numbers to the auditor: neither the commitment nor what was added fits them."""
    round_ = small_round(tmp_path / "round")
    published(round_)
    party = round_.parties["basel"]
    secrets = party.store.secrets(round_.protocol)
    party.store.keep(
        round_.protocol,
        type(secrets)(secrets.mask, secrets.own, secrets.nonce, tuple(2 * number for number in secrets.numbers)),
    )
    open_all(round_, "basel")
    report = audited(round_.parties["auditor"], round_.box)
    found = next(one for one in report.checked if one.name == "basel")
    assert {"commitment", "answer"} <= set(found.broken)


def test_a_site_that_was_drawn_and_does_not_open_is_named(tmp_path):
    round_ = small_round(tmp_path / "round")
    published(round_)
    report = audited(round_.parties["auditor"], round_.box)
    assert [(one.name, one.opened) for one in report.checked] == [(report.asked[0], False)]
    assert not report.sound


def test_the_lot_draws_every_site_alike_and_nobody_before_the_sum_is_unlocked(tmp_path):
    round_ = small_round(tmp_path / "round")
    round_.through()
    post = {kind: dict(some) for kind, some in round_.box.read().items()}
    drawn = []
    for number in range(400):
        unlock = round_.parties["basel"].message(
            "unlock", {"added": "", "sealed": "", "luck": str(number), "despite": ""}
        )
        post["unlock"]["basel"] = unlock
        drawn += audit.drawn(round_.protocol, post)
    counts = [drawn.count(name) for name in round_.sites]
    assert sum(counts) == 400
    assert min(counts) > 65
    assert audit.drawn(round_.protocol, {**post, "added": {}}) == ()


def test_an_opening_is_for_the_auditor_alone(tmp_path):
    round_ = small_round(tmp_path / "round")
    published(round_)
    open_all(round_, "basel")
    opening = round_.box.read()["opening"]["basel"]
    hub, site = round_.parties["hub"], round_.protocol.site("basel").public
    with pytest.raises(keys.Unsealed):
        keys.unseal(opening.body["sealed"], hub.private, site, hub.salt, "opening")
    assert list(opening.body) == ["sealed"]


def test_a_third_party_that_publishes_another_result_is_found_when_all_open(tmp_path):
    round_ = small_round(tmp_path / "round")
    opened = round_.through()
    numbers = opened.numbers.copy()
    layout = Layout(round_.protocol)
    parts = layout.parts(numbers)
    at = layout.from_bin(0.5)
    parts["histogram"][0, at - 1, 1] += 5
    parts["histogram"][0, at, 1] -= 5
    hub = round_.parties["hub"]
    from toepas.assurance.pooling.result import result_data

    body = result_data(pooled(round_.protocol, third_party.Opened(numbers, opened.sites, {}, (), ())), ())
    round_.box.put(hub.message("result", body))
    open_all(round_)
    assert audited(round_.parties["auditor"], round_.box).whole is False


def test_a_site_that_leaves_out_rows_is_not_found_but_its_effect_is_bounded(tmp_path):
    """Switzerland leaves out all patients that the model missed: nothing contradicts, and the true figures lie within the bounds."""
    truth, layout = {}, None

    def leave_out(name, numbers, place):
        if name == "basel":
            rows = frame().filter(hospital=HOSPITALS[name])
            truth["counts"] = numbers.copy()
            kept = rows.filter(~((rows["disease"] == 1) & (rows["predicted"] < 0.5)))
            numbers[:] = count(sample(kept), place, WORDS)

    sizes = {"cleveland": 304, "budapest": 294, "basel": 123, "long-beach": 200}
    round_ = small_round(tmp_path / "round", leave_out, most=sizes, thresholds=[0.5], smallest_cell=1)
    found = published(round_)
    assert found.faults == ()
    layout = Layout(round_.protocol)
    true = layout.parts(round_.sum("basel") + truth["counts"])["confusion"].sum(axis=0)[0]
    sensitivity = true[0] / layout.parts(round_.sum("basel") + truth["counts"])["positives"][0]
    shown = found.validation.everybody.at[0].measures["sensitivity"].value
    bound = next(one for one in found.moved if (one.key, one.measure, one.threshold) == ((), "sensitivity", 0.5))
    assert shown - sensitivity > 0.05
    assert bound.low <= sensitivity <= bound.high


def test_nothing_is_opened_to_the_auditor_before_there_is_a_result(tmp_path):
    round_ = small_round(tmp_path / "round")
    round_.through()
    with pytest.raises(Problem, match="not opened yet"):
        open_all(round_, "basel")


def test_the_result_is_the_validation_that_any_sample_gives(tmp_path):
    """Signed, read back from the message, and the same for all."""
    round_ = small_round(tmp_path / "round")
    found = published(round_)
    message = round_.box.read()["result"]["hub"]
    assert validation_of(message, WORDS) == found.validation
    assert json.loads(message.to_bytes())["body"]["sites"] == sorted(round_.sites)


def test_a_second_sum_with_one_site_more_or_less_is_refused_by_the_sites_themselves(tmp_path):
    parties = {name: keys.new(name) for name in (*HOSPITALS, "hub", "auditor")}
    small_round(tmp_path / "first", parties=parties).through()
    second = small_round(tmp_path / "second", parties=parties, round="2026-12")
    second.sites_step()
    second.hub()
    second.sites_step("basel")
    with pytest.raises(Problem, match="differs only by these sites: basel"):
        second.hub()
    second.hub(despite="basel has left the network")
    with pytest.raises(Problem, match="differs only by these sites: basel"):
        second.sites_step("basel")


def test_a_reason_to_open_it_all_the_same_stands_in_the_result(tmp_path):
    parties = {name: keys.new(name) for name in (*HOSPITALS, "hub", "auditor")}
    small_round(tmp_path / "first", parties=parties).through()
    second = small_round(tmp_path / "second", parties=parties, round="2026-12")
    second.sites_step()
    second.hub()
    second.sites_step("basel")
    second.hub(despite="basel has left the network")
    from toepas.assurance.pooling import site

    for name in ("cleveland", "budapest", "long-beach"):
        site.step(second.parties[name], second.box, lambda: np.zeros(0), "we know")
    assert second.opened().despite == ("basel has left the network", "we know")


def test_the_same_sites_again_is_said(tmp_path):
    parties = {name: keys.new(name) for name in (*HOSPITALS, "hub", "auditor")}
    published(small_round(tmp_path / "first", parties=parties))
    second = small_round(tmp_path / "second", parties=parties, round="2026-12")
    published(second)
    assert second.box.read()["result"]["hub"].body["again"] is True
