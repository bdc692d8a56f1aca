"""Anybody's table: a mapping is proposed, a person edits it, and the table is read by it."""

import pytest

from tests.library.catalogue.harvested import WORDS, Home
from toepas.catalogue import Kind
from toepas.catalogue.harvest import mapping
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.table import MappedTable
from toepas.kernel.problems import Problem


@pytest.fixture
def home(tmp_path):
    found = Home(tmp_path)
    yield found
    found.store.close()


TABLE = "Naam;Omschrijving;Leverancier;Land;Website;Licentie;Bijgewerkt;Actief\n" + "\n".join(
    f"Hulp {at};Een programma dat gemeenten helpt met het beantwoorden van vragen, nummer {at}, en dat nog veel meer doet.;"
    f"Firma {at};Duitsland;https://example.eu/{at};EUPL-1.2;0{at}-05-2026;x"
    for at in range(1, 6)
)  # fmt: skip


def proposal(home, lang="nl"):
    path = home.folder / "lijst.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path, mapping.propose(open_table(path, WORDS), lang)


def test_a_mapping_is_proposed_by_names_in_another_language_and_by_values(home):
    _, found = proposal(home)
    assert found.columns == {
        "Naam": "name", "Omschrijving": "description", "Leverancier": "provider", "Land": "country", "Website": "url",
        "Licentie": "licence", "Bijgewerkt": "modified", "Actief": "",
    }  # fmt: skip


def test_a_table_is_read_by_the_mapping_that_was_written_and_edited(home):
    path, found = proposal(home)
    target = home.folder / "m.yaml"
    mapping.write(found, target, WORDS)
    target.write_text(target.read_text().replace("kind: solution", "kind: service"), encoding="utf-8")
    read = mapping.read(target, WORDS)
    outcome = home.harvest(MappedTable(open_table(path, WORDS), read, WORDS))
    assert outcome.counts["new"] == 5
    asset = home.store.get("table-lijst:hulp-1-firma-1")
    assert (asset.kind, asset.countries, asset.licence) == (Kind.SERVICE, ("DE",), "EUPL-1.2")
    assert asset.modified.isoformat() == "2026-05-01"
    assert asset.extra == {"Actief": "x"}
    assert home.harvest(MappedTable(open_table(path, WORDS), read, WORDS)).counts["unchanged"] == 5


def test_a_mapping_is_never_overwritten(home):
    _, found = proposal(home)
    mapping.write(found, home.folder / "m.yaml", WORDS)
    with pytest.raises(Problem, match="already"):
        mapping.write(found, home.folder / "m.yaml", WORDS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("Naam: name", "Naam: title", "one of"), ("Land: country", "Land: name", "each field once"),
     ("kind: solution", "kind: thing", "one of"), ("lang: nl", "lang: Dutch", "language"), ("source:", "sauce:", "one of")],
)  # fmt: skip
def test_a_mistake_in_a_mapping_is_named_with_its_line(home, old, new, said):
    _, found = proposal(home)
    target = home.folder / "m.yaml"
    mapping.write(found, target, WORDS)
    target.write_text(target.read_text().replace(old, new), encoding="utf-8")
    with pytest.raises(Problem, match=said) as caught:
        mapping.read(target, WORDS)
    assert "m.yaml:" in caught.value.where


def test_a_table_without_the_columns_of_the_mapping_is_refused(home):
    _, found = proposal(home)
    other = home.folder / "other.csv"
    other.write_text("a;b\n1;2\n")
    with pytest.raises(Problem, match="does not have"):
        home.harvest(MappedTable(open_table(other, WORDS), found, WORDS))
