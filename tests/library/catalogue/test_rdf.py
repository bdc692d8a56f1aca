"""Linked data: what we write is what the profiles ask for, and comes back; what others write is read or refused."""

import functools
import json
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from tests.law.agreement.deviations import SHARED
from tests.library.catalogue.made_up_assets import BASE, DATA, HERE, PUBLISHER, assets, everything
from tests.library.catalogue.round_trip import same_again
from toepas.catalogue import Asset, Kind, shipped
from toepas.catalogue.rdf import gaps, parse, read_rdf, serialise, to_graph
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

WORDS = Words()
STANDARDS = SHARED / "standards"
MLDCAT = STANDARDS / "mldcat-ap"
DCAT = STANDARDS / "dcat-ap-3.0.1"
SHAPES = {
    "mldcat-ap": [MLDCAT / "mldcat-ap-SHACL.ttl"],
    "dcat-ap": [DCAT / "shacl_dcat-ap-SHACL.ttl", DCAT / "shacl_ranges.ttl", DCAT / "html_shacl_shapes.ttl"],
}
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Made-up catalogues are large: making a failing one smaller would take minutes."""
SH = "http://www.w3.org/ns/shacl#"
needs_standards = pytest.mark.skipif(not MLDCAT.exists(), reason="the official shapes and examples are not at hand")
profiles = pytest.mark.parametrize("profile", ["mldcat-ap", "dcat-ap"])
formats = pytest.mark.parametrize("form", ["turtle", "json-ld", "xml"])


@functools.cache
def shapes(path: Path) -> Graph:
    """The official shapes, without the property shapes that name no property: these are not SHACL (DCAT-AP issue 448)."""
    graph = Graph().parse(path)
    for shape, link, prop in list(graph.triples((None, URIRef(SH + "property"), None))):
        if graph.value(prop, URIRef(SH + "path")) is None:
            graph.remove((shape, link, prop))
    return graph


def violations(graph: Graph, profile: str) -> str:
    for path in SHAPES[profile]:
        conforms, _, text = validate(graph, shacl_graph=shapes(path), meta_shacl=False)
        if not conforms:
            return f"{path.name}: {text}"
    return ""


def exported(*listed: Asset, profile: str = "mldcat-ap") -> Graph:
    return to_graph(listed, profile, PUBLISHER, BASE, licence="CC0-1.0")


def read_back(graph: Graph, form: str = "turtle") -> dict[str, Asset]:
    found = list(read_rdf(serialise(graph, form), form, "here", WORDS, source=HERE))
    assert [str(item) for item in found if isinstance(item, Problem)] == []
    return {asset.id: asset for asset in found}


@needs_standards
@profiles
def test_every_kind_with_every_field_conforms_to_the_official_shapes(profile):
    assert violations(exported(DATA, *map(everything, Kind), profile=profile), profile) == ""


@needs_standards
@profiles
@given(st.lists(assets, max_size=3, unique_by=lambda asset: asset.id))
@settings(max_examples=8, deadline=None, phases=QUICK)
def test_made_up_assets_conform_to_the_official_shapes(profile, listed):
    assert violations(exported(DATA, *listed, profile=profile), profile) == ""


@needs_standards
@profiles
def test_a_sample_of_what_is_shipped_conforms_to_the_official_shapes(profile):
    sample = shipped()[::11]
    assert violations(exported(*sample, profile=profile), profile) == ""


def test_a_sample_of_what_is_shipped_comes_back():
    sample = shipped()[::7]
    back = read_back(exported(*sample))
    assert [same_again(back[asset.id], "mldcat-ap") for asset in sample] == [
        same_again(asset, "mldcat-ap") for asset in sample
    ]


@needs_standards
def test_the_shapes_catch_what_is_missing():
    graph = exported(DATA)
    graph.remove((None, URIRef("http://purl.org/dc/terms/publisher"), None))
    assert "publisher" in violations(graph, "mldcat-ap")


@needs_standards
def test_the_warnings_of_dcat_ap_about_our_own_part_of_the_catalogue_are_known():
    _, report, _ = validate(
        exported(profile="dcat-ap"), shacl_graph=shapes(DCAT / "html_shacl_shapes_recommended.ttl"), meta_shacl=False
    )
    about = {str(path).rpartition("/")[2] for path in report.objects(None, URIRef(SH + "resultPath"))}
    # An empty catalogue has no day; the coordinates of the Union and the kind of its licence are not ours to state.
    assert about == {"issued", "modified", "type", "dcat#bbox", "dcat#centroid"}


@profiles
@formats
@pytest.mark.parametrize("kind", Kind)
def test_what_a_profile_carries_comes_back(profile, form, kind):
    asset = everything(kind)
    back = read_back(exported(asset, profile=profile), form)
    assert same_again(back[asset.id], profile) == same_again(asset, profile)


@profiles
@given(assets)
@settings(max_examples=30, deadline=None, phases=QUICK)
def test_whatever_is_written_comes_back(profile, asset):
    back = read_back(exported(DATA, asset, profile=profile))
    assert same_again(back[asset.id], profile) == same_again(asset, profile)


@given(assets, st.sampled_from(["json-ld", "xml"]))
@settings(max_examples=20, deadline=None, phases=QUICK)
def test_every_format_says_the_same(asset, form):
    graph = exported(asset)
    assert isomorphic(parse.parse(serialise(graph, form), form, "here", WORDS), graph)


@formats
def test_the_same_catalogue_gives_the_same_bytes(form):
    listed = [everything(kind) for kind in Kind]
    assert serialise(exported(*listed), form) == serialise(exported(*reversed(listed)), form)


def test_where_another_catalogue_has_its_facts_from_comes_back_too():
    asset = everything(Kind.SOLUTION)
    back = read_back(exported(asset))[asset.id]
    assert back.sources[0].url == HERE.url
    assert set(back.sources[1:]) == set(asset.sources)


def test_a_model_says_what_it_lacks_to_be_called_one():
    model = everything(Kind.MODEL)
    bare = Asset(id="m", kind=Kind.MODEL, name={"en": "M"}, sources=(HERE,))
    assert gaps(bare) == ["version", "extra.dct:created", "training.trained_on", "files"]
    assert gaps(model) == ["training.trained_on"]
    assert gaps(model, among=[DATA]) == []
    assert gaps(bare, "dcat-ap") == []


def test_only_a_whole_model_is_called_a_model():
    model, class_ = everything(Kind.MODEL), URIRef("http://data.europa.eu/it6/MachineLearningModel")
    assert class_ not in set(exported(model).objects())
    assert class_ in set(exported(model, DATA).objects())


def test_a_data_set_without_a_description_is_a_plain_resource():
    bare = Asset(id="d", kind=Kind.DATASET, name={"en": "D"}, sources=(HERE,))
    assert gaps(bare, "dcat-ap") == ["description"]
    assert URIRef("http://www.w3.org/ns/dcat#Dataset") not in set(exported(bare, profile="dcat-ap").objects())


@pytest.mark.parametrize(
    ("profile", "base"), [("adms", BASE), ("dcat-ap", "catalogue/"), ("dcat-ap", "https://a.example")]
)
def test_an_unknown_profile_or_a_base_that_is_no_address_is_refused(profile, base):
    with pytest.raises(ValueError, match=r"adms|catalogue/|example"):
        to_graph([], profile, PUBLISHER, base)


@needs_standards
@pytest.mark.parametrize(
    ("name", "form", "records"),
    [
        ("example-machinelearningmodel-hf-apertus.jsonld", "json-ld", 14),
        ("example-machinelearningmodel-hf-apertus.ttl", "turtle", 14),
        ("example-machinelearningmodel-hf-bloom.ttl", "turtle", 3),
        ("example-machinelearningmodel-eosc.ttl", "turtle", 2),
        ("example-dataset.ttl", "turtle", 2),
    ],
)
def test_the_official_examples_are_read(name, form, records):
    found = list(read_rdf((MLDCAT / name).read_bytes(), form, name, WORDS, source=HERE))
    assert [str(item) for item in found if isinstance(item, Problem)] == []
    assert len(found) == records


@needs_standards
def test_our_context_means_what_the_official_one_means():
    ours, theirs = (
        parse.parse((MLDCAT / f"example-machinelearningmodel-hf-apertus.{ext}").read_bytes(), ext, "example", WORDS)
        for ext in ("jsonld", "ttl")
    )
    assert isomorphic(ours, theirs)


@needs_standards
@pytest.mark.parametrize(
    "path", [MLDCAT / "mldcat-ap.jsonld", DCAT / "context_dcat-ap.jsonld"], ids=lambda path: path.name
)
def test_our_context_has_every_word_of_the_official_ones_for_the_classes_it_knows(path):
    from toepas.catalogue.rdf.contexts import known
    from toepas.catalogue.rdf.names import PREFIXES

    def meaning(value: object) -> str:
        name = str(value["@id"] if isinstance(value, dict) else value)
        prefix, _, local = name.partition(":")
        return PREFIXES[prefix] + local if prefix in PREFIXES else name

    official = json.loads(path.read_text("utf-8"))["@context"]
    dotted = path.name.startswith("mldcat")
    ours = known(
        f"https://semiceu.github.io/{'ML' if dotted else ''}DCAT-AP/releases/3.0.0/context/{'ml' if dotted else ''}dcat-ap.jsonld"
    )
    wrong = []
    for name, value in official.items():
        class_ = name.partition(".")[0]
        if class_ not in ours:
            continue
        inner = value.get("@context", {}) if isinstance(value, dict) else {}
        pairs = [
            (name, value, ours.get(name)),
            *((f"{name}.{word}", inner[word], ours[name]["@context"].get(word)) for word in inner),
        ]
        wrong += [word for word, theirs, mine in pairs if mine is None or meaning(mine) != meaning(theirs)]
    assert wrong == []


@needs_standards
def test_what_the_example_of_apertus_says_of_the_model_is_kept():
    content = (MLDCAT / "example-machinelearningmodel-hf-apertus.ttl").read_bytes()
    found = read_rdf(content, "turtle", "apertus", WORDS, source=HERE)
    model = next(asset for asset in found if isinstance(asset, Asset) and asset.kind is Kind.MODEL)
    assert model.name == {"und": "Apertus-70B-2509"}
    assert model.licence == "Apache-2.0"
    assert model.training.parameters == 70_000_000_000
    assert len(model.training.trained_on) == 13
    assert model.training.input == ("Text",)
    assert model.extra["it6:methodOfDistribution"] == "Hugging Face"


@needs_standards
def test_the_official_examples_written_again_still_conform():
    listed = []
    for name in ("hf-apertus", "hf-bloom", "eosc"):
        content = (MLDCAT / f"example-machinelearningmodel-{name}.ttl").read_bytes()
        listed += read_rdf(content, "turtle", name, WORDS, source=HERE)
    graph = exported(*listed)
    assert violations(graph, "mldcat-ap") == ""
    models = [asset for asset in listed if asset.kind is Kind.MODEL]
    assert [gaps(asset, among=listed) for asset in models] == [[], [], []]
