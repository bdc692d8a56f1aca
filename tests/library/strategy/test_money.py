"""Money is added up only where that is right: one kind, nothing twice, no unknowns."""

import pytest

from toepas.kernel import Words
from toepas.strategy import (
    Amount,
    Bound,
    Kind,
    NoSum,
    Place,
    actions,
    amount_text,
    ledger,
    money_of_action,
    money_of_sector,
    totals,
)


def amount(name, euro=10.0, kind=Kind.COMMITTED, bound=Bound.EXACTLY, **more):
    return Amount(name, f"Amount {name}", kind, Place("apply-ai", "2"), euro, bound, **more)


def only(*amounts):
    (total,) = totals(amounts, {})
    return total


def test_amounts_of_one_kind_are_added_up():
    assert only(amount("a"), amount("b", 5)).euro == 15


def test_amounts_of_different_kinds_never_are():
    found = totals([amount("a"), amount("b", kind=Kind.EXPECTED), amount("c", kind=Kind.ASKED)], {})
    assert [(total.kind, total.euro) for total in found] == [
        (Kind.COMMITTED, 10),
        (Kind.EXPECTED, 10),
        (Kind.ASKED, 10),
    ]


def test_an_amount_within_another_is_not_counted_again():
    total = only(amount("whole", 100), amount("part", 30, within=("whole",)))
    assert (total.euro, [part.id for part in total.inside]) == (100, ["part"])


def test_containing_goes_on_by_way_of_an_amount_that_is_not_listed():
    between = amount("between", 50, within=("whole",))
    (total,) = totals([amount("whole", 100), amount("part", 30, within=("between",))], {"between": between})
    assert total.euro == 100


@pytest.mark.parametrize("says_it", ["a", "b"])
def test_amounts_that_may_hold_the_same_money_have_no_sum(says_it):
    other = {"a": "b", "b": "a"}[says_it]
    total = only(amount(says_it, overlaps=(other,)), amount(other))
    assert (total.euro, total.why) == (None, NoSum.OVERLAP)


def test_a_part_shares_the_overlap_of_its_whole():
    whole = amount("whole", 100, overlaps=("b",))
    (total,) = totals([amount("part", within=("whole",)), amount("b")], {"whole": whole})
    assert total.why is NoSum.OVERLAP


def test_one_amount_in_words_only_leaves_no_sum():
    assert only(amount("a"), amount("b", None)).why is NoSum.IN_WORDS


@pytest.mark.parametrize(
    ("bounds", "sum_is"),
    [
        ((Bound.EXACTLY, Bound.EXACTLY), Bound.EXACTLY),
        ((Bound.EXACTLY, Bound.ABOUT), Bound.ABOUT),
        ((Bound.ABOUT, Bound.AT_LEAST), Bound.AT_LEAST),
        ((Bound.UP_TO, Bound.EXACTLY), Bound.UP_TO),
    ],
)
def test_a_sum_is_as_sure_as_its_least_sure_part(bounds, sum_is):
    total = only(*(amount(str(at), bound=bound) for at, bound in enumerate(bounds)))
    assert (total.euro, total.bound) == (20, sum_is)


def test_a_ceiling_and_a_floor_have_no_sum():
    assert only(amount("a", bound=Bound.UP_TO), amount("b", bound=Bound.AT_LEAST)).why is NoSum.BOUNDS


@pytest.fixture
def small_ledger(monkeypatch):
    def put(*amounts):
        found = {entry.id: entry for entry in amounts}
        monkeypatch.setattr("toepas.strategy.money.ledger", lambda: found)

    return put


def test_money_for_several_actions_is_no_action_s_own(small_ledger):
    small_ledger(amount("one", actions=("raise",)), amount("both", actions=("raise", "ai-labs-pool")))
    money = money_of_action(actions()["raise"])
    assert [entry.id for entry in money.own] == ["one"]
    assert [entry.id for entry in money.shared] == ["both"]
    assert [total.euro for total in money.totals] == [10]
    assert not money_of_action(actions()["ai-labs-pool"]).known


def test_money_of_a_sector_is_that_of_its_actions_and_of_itself(small_ledger):
    small_ledger(
        amount("sector", sectors=("energy",)),
        amount("action", actions=("energy-models",)),
        amount("two", sectors=("energy", "climate")),
        amount("general", actions=("energy-models", "one-billion")),
    )
    money = money_of_sector("energy")
    assert {entry.id for entry in money.own} == {"sector", "action"}
    assert {entry.id for entry in money.shared} == {"two", "general"}


def test_an_action_without_an_amount_is_not_known_rather_than_zero(small_ledger):
    small_ledger()
    money = money_of_action(actions()["raise"])
    assert (money.known, money.totals) == (False, ())


def test_the_two_sums_of_one_billion_are_never_added_up():
    found = [entry for entry in ledger().values() if entry.euro == 1_000_000_000]
    assert len(found) == 2
    assert all(total.euro is None for total in totals(found))


def test_amounts_are_told_as_the_document_words_them():
    words = Words("en")
    assert amount_text(None, Bound.ABOUT, words) == "no figure was given"
    assert amount_text(1e9, Bound.ABOUT, words) == "about €\u00a01,000,000,000"
    assert amount_text(5.0, Bound.UP_TO, words).startswith("at most")


def test_amounts_that_different_bodies_pay_are_not_one_sum():
    total = only(amount("a", payers=("commission",)), amount("b", payers=("nl-government",)))
    assert (total.euro, total.why) == (None, NoSum.PAYERS)
    assert only(amount("a", payers=("commission",)), amount("b", payers=("commission",))).euro == 20
