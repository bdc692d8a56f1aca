"""Lists of proposals read from tables as people have them, and one clear message where they cannot be."""

import json
import zipfile

import pytest

from toepas.kernel import Problem, Words
from toepas.match import read_proposals

WORDS = Words("en")
WORKBOOK = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Voorstellen" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    def write(content, name="list.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def facts(found):
    return [(one.id, one.title, one.text, one.sectors, one.lang) for one in found]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_are_recognised(file, separator, encoding):
    rows = [
        ["Nr", "Titel", "Omschrijving", "Sector"],
        ["7", "Robots", "Robots die groenten plukken in de kas", "robotica"],
    ]
    path = file("\r\n".join(separator.join(row) for row in rows), encoding=encoding)
    assert facts(read_proposals(path, WORDS)) == [
        ("7", "Robots", "Robots die groenten plukken in de kas", ("robotics",), "nl")
    ]


@pytest.mark.parametrize(
    "head", ["id,title,description", "Nummer,Bezeichnung,Beschreibung", "code,titre,texte", "numero,titolo,descrizione", "kood,pealkiri,text"]
)  # fmt: skip
def test_columns_are_found_by_their_names_in_several_languages(file, head):
    found = read_proposals(file(f"{head}\nA,B,C"), WORDS, lang="en")
    assert (found[0].title, found[0].text) == ("B", "C")


def test_columns_can_be_named_and_a_text_can_stand_in_several(file):
    path = file("wat,waarom,hoe,wie\nDrones,Omdat het moet,Met camera's,Defensie\n")
    found = read_proposals(
        path, WORDS, columns={"title": ["wat"], "text": ["waarom", "hoe"], "sector": ["wie"]}, lang="nl"
    )
    assert facts(found) == [("1", "Drones", "Omdat het moet Met camera's", ("defence-and-space",), "nl")]


def test_a_workbook_is_read_like_a_table(file, tmp_path):
    cells = [["id", "titel", "tekst"], ["a1", "Stroomnet", "Vraag naar stroom voorspellen"]]
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in cells
    )
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in WORKBOOK.items():
            packed.writestr(name, content)
        packed.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>')  # fmt: skip
    assert facts(read_proposals(path, WORDS, lang="nl")) == [
        ("a1", "Stroomnet", "Vraag naar stroom voorspellen", (), "nl")
    ]


def test_a_list_in_json_is_read_too(file):
    path = file(json.dumps([{"id": "1", "title": "Drones", "text": "Look at dikes"}]), "list.json")
    assert facts(read_proposals(path, WORDS, lang="en")) == [("1", "Drones", "Look at dikes", (), "en")]


def test_the_language_is_that_of_its_column_or_recognised_row_by_row(file):
    path = file("title,text,language\nX,Y,el\nVorhersage der Stromnachfrage,Modelle für das Netz der Zukunft,\n")
    assert [one.lang for one in read_proposals(path, WORDS)] == ["el", "de"]


def test_what_is_no_sector_of_ours_is_told(file):
    found = read_proposals(file("title,sector\nCrackers,chemie; energie\n"), WORDS, lang="nl")[0]
    assert found.sectors == ("energy",)
    assert found.unread == "chemie"


def test_an_encoding_that_is_named_is_used(file):
    path = file("titel;tekst\nEnergieré;Één net\n", encoding="cp1252")
    assert read_proposals(path, WORDS, encoding="cp1252", lang="nl")[0].title == "Energieré"


@pytest.mark.parametrize(
    ("content", "says", "where"),
    [
        ("titel;tekst\nEnergier\xe9;net\n".encode("cp1252"), "UTF-8", ":2"),
        (b"id,title\n1,A\n2,B\n1,C\n", "same id: 1", ":4, id"),
        (b"id,title,text\n1,A,x\n2,,\n", "neither a title nor a text", ":3, title, text"),
        (b"colour,size\nred,big\n", "No column with a title or a text", ":1"),
        (b"id,title\n1,A,B,C\n", "columns", ":2"),
        (b'id,title\n1,"A\n2,B\n', "quotation mark", ":2"),
        (b"id,title\n", "no rows", "list.csv"),
        (b"", "empty", "list.csv"),
        (b"just a line", "no table", ":1"),
    ],
)
def test_what_is_wrong_is_said_once_with_file_row_and_column(file, content, says, where):
    path = file(content)
    with pytest.raises(Problem) as raised:
        read_proposals(path, WORDS)
    assert says in f"{raised.value.what} {raised.value.expected}"
    assert raised.value.where.startswith(str(path))
    assert raised.value.where.endswith(where)
    assert raised.value.todo


def test_a_file_a_column_or_an_encoding_that_is_not_there_is_told(file, tmp_path):
    with pytest.raises(Problem, match="no such file"):
        read_proposals(tmp_path / "nothing.csv", WORDS)
    path = file("id,title\n1,A\n")
    with pytest.raises(Problem, match="naam"):
        read_proposals(path, WORDS, columns={"title": ["naam"]})
    with pytest.raises(Problem, match="colour"):
        read_proposals(path, WORDS, columns={"colour": ["title"]})
    with pytest.raises(Problem, match="encoding"):
        read_proposals(path, WORDS, encoding="klingon")
