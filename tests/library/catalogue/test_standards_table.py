"""The page about standards says what was measured."""

from tests.library.catalogue.standards_table import END, PAGE, START, table


def test_the_table_of_what_each_standard_carries_is_up_to_date():
    assert PAGE.read_text("utf-8").partition(START)[2].partition(END)[0].strip() == table()


def test_no_standard_loses_the_name_or_where_to_find_it():
    rows = {line.split("|")[1].strip(): line for line in table().splitlines()}
    for field in ("`name`", "`description`", "`url`", "`licence`"):
        assert " - " not in rows[field]
