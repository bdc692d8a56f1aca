"""The blind sum: exact, whoever drops out, and nothing of a single site to be seen."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest

from tests.library.assurance.pooling.hospitals import AT, WORDS, new_round
from toepas.assurance.pooling import keys, masking, messages, sharing, third_party
from toepas.assurance.pooling.checks import faults
from toepas.assurance.pooling.layout import Layout
from toepas.kernel.problems import Problem


@pytest.fixture
def round_(tmp_path):
    return new_round(tmp_path / "round")


def test_the_sum_of_all_sites_is_exactly_the_sum_of_their_counts(round_):
    opened = round_.through()
    assert np.array_equal(opened.numbers, round_.sum())
    assert (opened.missing, opened.false, set(opened.sites)) == ({}, (), set(round_.sites))
    assert faults(opened.numbers, Layout(round_.protocol), 4, 1600) == ()


@pytest.mark.parametrize("step", ["no_join", "no_answer"])
@pytest.mark.parametrize("gone", ["cleveland", "long-beach"])
def test_a_site_that_drops_out_before_it_answered_is_named_and_the_sum_is_that_of_the_others(round_, step, gone):
    opened = round_.through(**{step: (gone,)})
    assert opened.missing == {gone: step.removeprefix("no_")}
    assert np.array_equal(opened.numbers, round_.sum(gone))


def test_a_site_that_drops_out_after_it_answered_is_in_the_sum(round_):
    opened = round_.through(no_unlock=("basel",))
    assert opened.missing == {"basel": "unlock"}
    assert np.array_equal(opened.numbers, round_.sum())


@pytest.mark.parametrize("step", ["no_join", "no_answer", "no_unlock"])
def test_with_fewer_sites_than_agreed_there_is_no_sum(round_, step):
    with pytest.raises(Problem, match="Only 2 sites") as caught:
        round_.through(**{step: ("basel", "budapest")})
    assert {"basel", "budapest"} <= set(str(caught.value).replace(",", "").replace(".", "").split())


def test_a_site_that_comes_too_late_is_told_so_and_its_masks_stay_on(round_):
    round_.sites_step()
    round_.hub()
    round_.sites_step("basel")
    round_.hub()
    assert round_.sites_step()["basel"] == "left-out"


def test_what_a_site_hands_in_looks_like_noise_to_the_third_party(round_):
    """Every bit of a masked number is set about half of the time, and no count shows through."""
    round_.sites_step()
    round_.hub()
    round_.sites_step()
    hub = round_.parties["hub"]
    post = round_.box.read()
    masked = third_party._masked(hub, post["answer"]["cleveland"])
    bits = np.unpackbits(np.frombuffer(masking.pack(masked), dtype=np.uint8))
    assert abs(bits.mean() - 0.5) < 0.01
    assert not np.any(masked.astype(np.int64) == round_.counted["cleveland"])


def test_the_postbox_cannot_read_an_answer_and_no_count_stands_in_a_message(round_):
    round_.through()
    stranger = keys.new("hub")
    answer = round_.box.read()["answer"]["cleveland"]
    site = round_.protocol.site("cleveland").public
    with pytest.raises(keys.Unsealed):
        keys.unseal(answer.body["masked"], stranger, site, round_.parties["hub"].salt, "answer")
    assert set(answer.body) == {"joined", "masked", "digest", "commitment", "pairs"}


def test_a_site_refuses_to_unlock_a_second_list(round_):
    """A third party that opens one list with a site and one without could subtract; so each site unlocks once."""
    round_.sites_step()
    round_.hub()
    round_.sites_step()
    round_.hub()
    round_.sites_step()
    added, unlock = (round_.box.folder / name for name in ("added.hub.json", "unlock.cleveland.json"))
    body = json.loads(added.read_text("utf-8"))["body"]
    body["answers"].pop("basel")
    added.unlink()
    unlock.unlink()
    round_.box.put(round_.parties["hub"].message("added", body))
    with pytest.raises(Problem, match="second list"):
        round_.sites_step("basel", "budapest", "long-beach")


def test_a_site_refuses_a_list_with_another_answer_of_its_own(round_):
    round_.sites_step()
    round_.hub()
    round_.sites_step()
    joined = round_.box.read()["joined"]["hub"]
    body = {"joined": joined.hash, "answers": dict.fromkeys(round_.sites, "0" * 64), "despite": ""}
    round_.box.put(round_.parties["hub"].message("added", body))
    with pytest.raises(Problem, match="another answer"):
        round_.sites_step()


def test_a_site_that_hands_over_a_false_share_is_named_and_the_sum_is_opened_all_the_same(round_):
    round_.sites_step()
    round_.hub()
    round_.sites_step()
    round_.hub()
    round_.sites_step("basel")
    party = round_.parties["basel"]
    added = round_.box.read()["added"]["hub"]
    wrong = {"own": {name: bytes(sharing.WIDTH).hex() for name in round_.sites}, "mask": {}}
    sealed = keys.seal(json.dumps(wrong).encode(), party.private, round_.protocol.third_party, party.salt, "unlock")
    round_.box.put(party.message("unlock", {"added": added.hash, "sealed": sealed, "luck": "", "despite": ""}))
    opened = round_.opened()
    assert opened.false == ("basel",)
    assert np.array_equal(opened.numbers, round_.sum())


def test_masks_on_which_two_sites_do_not_agree_are_found_before_anything_is_added(round_):
    round_.sites_step()
    round_.hub()
    round_.sites_step("basel")
    party = round_.parties["basel"]
    packed = masking.pack(masking.stream(bytes(32), Layout(round_.protocol).length))
    body = {
        "joined": round_.box.read()["joined"]["hub"].hash,
        "masked": keys.seal(packed, party.private, round_.protocol.third_party, party.salt, "answer"),
        "digest": messages.digest(packed),
        "commitment": "0" * 64,
        "pairs": dict.fromkeys(set(round_.sites) - {"basel"}, "0" * 64),
    }
    round_.box.put(party.message("answer", body))
    with pytest.raises(Problem, match="'basel' and 'budapest'"):
        round_.hub()
    assert round_.hub(without=["basel"]) == "added"
    round_.sites_step("basel")
    assert np.array_equal(round_.opened().numbers, round_.sum("basel"))


def test_an_answer_that_was_changed_on_its_way_is_refused(round_):
    round_.sites_step()
    path = round_.box.folder / "join.basel.json"
    data = json.loads(path.read_text("utf-8"))
    data["body"]["own"] = "0" * 64
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(Problem, match="signature of 'basel' does not hold") as caught:
        round_.box.read()
    assert caught.value.where == str(path)


def test_a_message_of_an_earlier_round_cannot_be_played_again(tmp_path):
    parties = {name: keys.new(name) for name in ("cleveland", "budapest", "basel", "long-beach", "hub", "auditor")}
    first = new_round(tmp_path / "first", parties=parties)
    first.sites_step()
    second = new_round(tmp_path / "second", parties=parties, round="2026-12")
    second.box.folder.mkdir()
    old = first.box.folder / "join.basel.json"
    (second.box.folder / old.name).write_bytes(old.read_bytes())
    with pytest.raises(Problem, match="another protocol or another round"):
        second.box.read()


def test_nobody_sends_a_step_twice_or_in_the_name_of_another(round_):
    round_.sites_step()
    again = round_.parties["basel"].message("join", {"mask": "", "own": "", "shares": {}})
    with pytest.raises(Problem, match="cannot be sent twice"):
        round_.box.put(again)
    stranger = messages.write("join", {}, keys.new("paris"), round_.protocol.fingerprint, AT)
    (round_.box.folder / stranger.file_name).write_bytes(stranger.to_bytes())
    with pytest.raises(Problem, match="'paris' does not take part"):
        round_.box.read()


def test_a_site_cannot_play_the_third_party(round_):
    message = round_.parties["basel"].message("joined", {"joins": {}})
    (round_.box.folder).mkdir()
    (round_.box.folder / message.file_name).write_bytes(message.to_bytes())
    with pytest.raises(Problem, match="not in this role"):
        round_.box.read()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"format": "toepas-pool/1"}', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_message_gets_one_clear_sentence(content):
    with pytest.raises(Problem, match="no message of a pooled validation"):
        messages.read(content, "somewhere", WORDS)


def test_shares_bring_a_secret_back_from_any_so_many_and_one_fewer_say_nothing():
    chance = random.Random(4)
    secret = chance.randbytes(32)
    shares = sharing.split(secret, 5, range(1, 10))
    for _ in range(20):
        places = tuple(sorted(chance.sample(range(1, 10), 5)))
        assert sharing.join(shares, sharing.weights(places)) == secret
    few = tuple(range(1, 5))
    guesses = {sharing.join(sharing.split(secret, 5, range(1, 10)), sharing.weights(few)) for _ in range(5)}
    assert secret not in guesses


def test_the_prime_of_the_shares_is_the_first_one_above_256_bits():
    """Miller and Rabin's test with forty random bases, written apart from the library."""

    def probably_prime(number):
        odd, twos = number - 1, 0
        while odd % 2 == 0:
            odd, twos = odd // 2, twos + 1
        chance = random.Random(1)
        for _ in range(40):
            power = pow(chance.randrange(2, number - 1), odd, number)
            if power in (1, number - 1):
                continue
            for _ in range(twos - 1):
                power = power * power % number
                if power == number - 1:
                    break
            else:
                return False
        return True

    assert [gap for gap in range(1, 298, 2) if probably_prime(2**256 + gap)] == [297]
    assert sharing.PRIME == 2**256 + 297


def test_pair_masks_vanish_for_any_number_of_sites():
    chance = np.random.default_rng(1)
    names = [f"site-{number}" for number in range(7)]
    seeds = {frozenset((one, other)): chance.bytes(32) for one in names for other in names if one < other}
    counts = {name: chance.integers(-5, 10**12, 50) for name in names}
    own = {name: chance.bytes(32) for name in names}
    answers = [
        masking.masked(
            counts[name], name, {other: seeds[frozenset((name, other))] for other in names if other != name}, own[name]
        )
        for name in names
    ]
    total = masking.add(answers, 50)
    for name in names:
        total = total - masking.stream(own[name], 50)
    assert np.array_equal(masking.signed(total), sum(counts.values()))
