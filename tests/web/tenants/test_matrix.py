"""Every address that takes the id of something, asked by everybody: the answer is the one in the table."""

from __future__ import annotations

import pytest

from tests.web.tenants.asking import WITH_ID, ask, path_of, sign
from tests.web.tenants.table import COLUMNS, lines

pytestmark = pytest.mark.django_db
TABLE = lines()


def test_every_address_that_takes_an_id_stands_in_the_table():
    assert {one.name for one in TABLE} == set(WITH_ID)


@pytest.mark.parametrize("who", COLUMNS)
def test_each_person_gets_the_answers_of_the_table(worlds, who):
    here = worlds["a"]
    client = here.client(who)
    found = {line: sign(ask(client, line.method, line.name, here.ids)) for line in TABLE}
    wrong = [f"{line}: {found[line]} instead of {line.signs[who]}" for line in TABLE if found[line] != line.signs[who]]
    assert wrong == []


def test_a_method_that_is_not_in_the_table_is_not_there(worlds):
    here = worlds["a"]
    client, known = here.client("owner"), {(one.method, path_of(one.name, here.ids)) for one in TABLE}
    others = [
        (method, name)
        for name in WITH_ID
        for method in ("GET", "POST", "PUT", "DELETE")
        if (method, path_of(name, here.ids)) not in known
    ]
    assert others
    assert [pair for pair in others if sign(ask(client, *pair, here.ids)) not in "-.f"] == []
