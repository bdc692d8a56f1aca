"""Customers from a table: shown before anything is kept, refused with row and reason, never mixed between hubs."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.conftest import FIRM, page, signed_in
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Engagement
from toepas_web.workspace.models import Customer

pytestmark = pytest.mark.django_db
CSV = """Organisation;Employees;Sector;Country
Bakkerij De Ster;7;;NL
Bakker;9;;NL
;12;;NL
Te groot;veel;;NL
Elders;20;;Atlantis
Bakkerij de ster;8;;NL
=Kwaad();60;;Belgium
"""


def bring(client, hub, name, content):
    return client.post(reverse("workspace-import", args=[hub.pk]), {"file": SimpleUploadedFile(name, content)})


def test_a_table_is_shown_before_anything_is_kept(known, hub, adviser):
    client = signed_in(adviser)
    answer = bring(client, hub, "list.csv", CSV.encode())
    shown = page(answer)
    assert "2 customers will be added" in shown
    assert "5 rows are refused" in shown
    for said in (
        "list.csv:4",
        "There is no name",
        "&#39;veel&#39; is no size",
        "is no country",
        "The same name stands in list.csv:2",
        "is there already",
    ):
        assert said in shown
    assert Customer.objects.count() == 1
    sealed = re.search(r'name="sealed" value="([^"]+)"', answer.content.decode())[1]
    for _ in range(2):
        client.post(reverse("workspace-import", args=[hub.pk]), {"sealed": sealed})
    found = {one.name: (one.size, one.country) for one in Customer.objects.all()}
    assert found == {"Bakker": ("1-9", "NL"), "Bakkerij De Ster": ("1-9", "NL"), "=Kwaad()": ("50-249", "BE")}
    assert not Engagement.objects.exists()  # fmt: skip


def test_a_workbook_is_read_as_well(hub, adviser):
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([["name", "size"], ["Molen", 25]]):
            sheet.write_row(row, 0, cells)
    shown = page(bring(signed_in(adviser), hub, "list.xlsx", made.getvalue()))
    assert "Molen Size: 10-49 people" in shown


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"size;land\n3;NL\n", b"PK\x03\x04nothing", b"name;size\n"])
def test_a_file_that_is_no_table_of_customers_is_explained(hub, adviser, content):
    answer = bring(signed_in(adviser), hub, "list.csv", content)
    assert answer.status_code == 422
    assert "There is a problem" in page(answer)
    assert "/tmp" not in answer.content.decode()


def test_rows_sealed_for_one_hub_are_not_kept_by_another(hub, adviser, owner, as_owner):
    other = organisations.create(by=owner, texts={**FIRM, "name": "Hub Zuid", "kind": "hub"})
    answer = bring(signed_in(adviser), hub, "list.csv", CSV.encode())
    sealed = re.search(r'name="sealed" value="([^"]+)"', answer.content.decode())[1]
    for changed in (sealed, sealed[:-1] + "x", "nonsense"):
        as_owner.post(reverse("workspace-import", args=[other.pk]), {"sealed": changed})
    assert not Customer.objects.exists()


def test_a_file_of_an_older_windows_program_is_read_and_that_is_said(hub, adviser):
    content = "Naam;Omvang;Land\r\nCafé Één;12;Nederland\r\nZuivel Köhler;60;Duitsland\r\n"
    shown = page(bring(signed_in(adviser), hub, "list.csv", content.encode("cp1252")))
    assert "2 customers will be added" in shown
    assert "Café Één" in shown
    assert "older Windows program" in shown
    assert "older Windows program" not in page(bring(signed_in(adviser), hub, "list.csv", content.encode()))


def test_a_list_of_names_alone_is_enough(hub, adviser):
    shown = page(bring(signed_in(adviser), hub, "list.csv", b"Naam\r\nEen BV\r\n\r\nTwee BV\r\n"))
    assert "2 customers will be added" in shown
    assert "refused" not in shown


@pytest.mark.parametrize(
    "size", ["1-sep", "Sep-01", "okt-49", "10-okt", "2026-09-01", "2026-09-01 00:00:00", "1/9/2026"]
)
def test_a_size_of_which_a_spreadsheet_made_a_date_is_explained(hub, adviser, size):
    shown = page(bring(signed_in(adviser), hub, "list.csv", f"name;size\nMolen;{size}\n".encode()))
    assert f"&#39;{size}&#39; is a date and no size" in shown
    assert "write the number of people" in shown


def test_a_date_in_a_workbook_is_explained_as_well(hub, adviser):
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "size"])
        sheet.write(1, 0, "Molen")
        sheet.write_number(
            1, 1, 46_266, book.add_format({"num_format": "d-mmm"})
        )  # 1 September 2026, as a workbook counts
    assert "is a date and no size" in page(bring(signed_in(adviser), hub, "list.xlsx", made.getvalue()))


def test_words_that_are_no_size_are_not_called_a_date(hub, adviser):
    shown = page(bring(signed_in(adviser), hub, "list.csv", b"name;size\nMolen;ongeveer 20\n"))
    assert "&#39;ongeveer 20&#39; is no size" in shown


def test_columns_of_which_nothing_is_read_are_named(hub, adviser):
    shown = page(bring(signed_in(adviser), hub, "list.csv", b"name;FTE;contact\nMolen;12;Jan\n"))
    assert "Not read, because no such column is known here: FTE, contact." in shown
    assert "Not read" not in page(bring(signed_in(adviser), hub, "list.csv", b"name;size\nMolen;12\n"))


def test_a_list_that_is_too_long_says_what_to_do(hub, adviser):
    content = b"name;size\n" + b"".join(b"Customer %d;12\n" % number for number in range(2001))
    answer = bring(signed_in(adviser), hub, "list.csv", content)
    assert answer.status_code == 422
    assert "Divide it over several files" in page(answer)
