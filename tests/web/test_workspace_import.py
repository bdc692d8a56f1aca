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
    assert "Molen 10-49 people" in shown


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
