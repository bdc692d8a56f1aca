"""Croissant: ours is valid by the standard's own validator; that of others is read or refused."""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.law.agreement.deviations import SHARED
from tests.library.catalogue.made_up_assets import DATA, HERE, assets, everything
from toepas.catalogue import Asset, Kind
from toepas.catalogue.croissant import CONTEXT, croissant_gaps, read_croissant, to_croissant
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

WORDS = Words()
FOLDER = SHARED / "standards" / "croissant"
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
needs_standard = pytest.mark.skipif(not FOLDER.exists(), reason="the official examples are not at hand")
CARRIED = ("name", "description", "url", "licence", "version", "keywords", "languages", "issued", "modified")


def read(document: object) -> Asset:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_croissant(content, "here", WORDS, source=HERE)


@pytest.fixture(scope="module")
def valid():
    mlcroissant = pytest.importorskip("mlcroissant", reason="the validator of the standard is not installed")
    return lambda document: mlcroissant.Dataset(jsonld=document).metadata.ctx.issues


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("asset", [everything(Kind.DATASET), DATA], ids=["whole", "small"])
def test_what_we_write_is_valid(valid, asset):
    assert not valid(to_croissant(asset)).errors


@pytest.mark.filterwarnings("ignore")
@given(
    assets.filter(lambda asset: asset.kind is Kind.DATASET and not {"url", "description"} & set(croissant_gaps(asset)))
)
@settings(max_examples=10, deadline=None, phases=QUICK, suppress_health_check=list(HealthCheck))
def test_made_up_data_sets_are_valid(valid, asset):
    assert not valid(to_croissant(asset)).errors


@pytest.mark.filterwarnings("ignore")
def test_the_validator_would_find_a_missing_fingerprint(valid):
    document = to_croissant(everything(Kind.DATASET))
    del document["distribution"][0]["sha256"]
    with pytest.raises(Exception, match="sha256"):
        valid(document)


@pytest.mark.filterwarnings("ignore")
def test_the_context_is_that_of_the_standard(valid):
    from mlcroissant._src.core.context import Context, CroissantVersion
    from mlcroissant._src.core.rdf import make_context

    standard = Context()
    standard.conforms_to = CroissantVersion.V_1_1
    assert make_context(standard) == CONTEXT


def test_what_is_carried_comes_back():
    asset = everything(Kind.DATASET)
    back = read(to_croissant(asset))
    assert [getattr(back, name) for name in CARRIED] == [getattr(asset, name) for name in CARRIED]
    assert back.provider.name == asset.provider.name
    assert [(file.url, file.title, file.format, file.bytes, file.sha256) for file in back.files] == [
        (file.url, file.title, file.format, file.bytes, file.sha256) for file in asset.files
    ]


def test_what_is_missing_is_named_and_never_made_up():
    assert croissant_gaps(DATA) == ["licence", "issued", "provider"]
    assert not {"license", "datePublished", "creator", "version"} & set(to_croissant(DATA))


def test_only_data_sets_are_croissants():
    with pytest.raises(ValueError, match="course"):
        to_croissant(everything(Kind.COURSE))


@needs_standard
@pytest.mark.parametrize(
    "name", ["1.0/credit-g", "1.0/flores-200", "1.0/simple-join", "1.0/titanic", "1.1/huggingface-squad_v2"]
)
def test_the_official_examples_are_read(name):
    content = (FOLDER / "datasets" / name / "metadata.json").read_bytes()
    asset, original = read(content), json.loads(content)
    assert asset.name == {"en": original["name"]}
    assert asset.kind is Kind.DATASET
    assert asset.extra["recordSet"]


@needs_standard
def test_licences_are_read_as_spdx_writes_them():
    names = {"1.0/flores-200": "CC-BY-SA-4.0", "1.0/simple-join": "CC-BY-4.0", "1.0/credit-g": "LicenseRef-Public"}
    for name, licence in names.items():
        assert read((FOLDER / "datasets" / name / "metadata.json").read_bytes()).licence == licence


@needs_standard
def test_the_bad_example_is_refused():
    with pytest.raises(Problem, match="Croissant"):
        read((FOLDER / "bad.json").read_bytes())


def test_people_are_not_kept():
    asset = read(to_croissant(DATA) | {"creator": {"@type": "sc:Person", "name": "Ann Doe"}})
    assert "Doe" not in str(asset)


def test_a_fingerprint_that_is_none_is_left_out():
    document = to_croissant(everything(Kind.DATASET))
    document["distribution"][0]["sha256"] = "https://example.org/later"
    assert read(document).files[0].sha256 == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"@context": "https://evil.example"}',
        b"[" * 9_000,
        b'{"@context": {}, "@type": "sc:Person"}',
    ],
)
def test_what_is_no_croissant_is_refused_with_a_message(content):
    with pytest.raises(Problem) as problem:
        read(content)
    assert problem.value.todo


@pytest.mark.parametrize("value", [None, 3, [], {}, [[]], {"a": {}}, "", ["x", None], {"@value": 1, "@language": 2}])
@pytest.mark.parametrize(
    "field",
    [
        "name",
        "description",
        "url",
        "license",
        "keywords",
        "distribution",
        "recordSet",
        "publisher",
        "inLanguage",
        "version",
    ],
)
def test_any_shape_of_a_field_gives_a_record_or_a_message(field, value):
    try:
        found = read(to_croissant(DATA) | {field: value})
    except Problem as problem:
        found = problem.expected
    assert found
