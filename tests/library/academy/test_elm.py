"""The twin in the European Learning Model has the shapes that the Commission publishes."""

import dataclasses
import json

import pytest
from pyld import jsonld
from pyld.documentloader.frozen import BUNDLED_CONTEXTS

from tests.library.academy.material import ELM, LEARNER, NOW, needs_shared, read
from toepas.academy import twin
from toepas.academy.credentials.elm import CONTEXTS
from toepas.kernel.problems import Problem


@pytest.fixture
def made(office, described):
    return office.issue(*described, NOW, identity=LEARNER)


@pytest.fixture(scope="module")
def shapes():
    from rdflib import Graph

    graph = Graph()
    for name in ("no-cv", "full"):
        graph.parse(ELM / f"rdf/ap/edc/EDC-generic-{name}.ttl")
    return graph


def as_graph(document):
    """The document as linked data, with the official contexts; a word that they do not have fails."""
    from rdflib import Graph

    contexts = {
        CONTEXTS[0]: read(BUNDLED_CONTEXTS[CONTEXTS[0]]),
        CONTEXTS[1]: read(ELM / "rdf/ap/edc/edc-ap-context.jsonld"),
    }

    def load(address, _options):
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": contexts[address],
        }

    dropped = []
    expanded = jsonld.expand(document, {"documentLoader": load}, on_property_dropped=dropped.append)
    assert dropped == []
    return Graph().parse(data=jsonld.to_rdf(expanded, {"format": "application/n-quads"}), format="nt")


def conforms(document, shapes):
    import pyshacl

    good, _, text = pyshacl.validate(as_graph(document), shacl_graph=shapes, advanced=True)
    return good, text


@needs_shared
def test_the_twin_has_the_published_shapes(made, words, shapes):
    good, text = conforms(twin(made.award, made.did, words), shapes)
    assert good, text


@needs_shared
@pytest.mark.parametrize(
    "change",
    [
        {"level": None},
        {"ects": None},
        {"hours": None},
        {"participation": "workplace"},
        {"cycle": "short"},
        {"language": "nl"},
    ],
)
def test_it_has_them_too_with_fewer_or_other_facts(made, words, shapes, change):
    award = dataclasses.replace(made.award, description=dataclasses.replace(made.award.description, **change))
    good, text = conforms(twin(award, made.did, words), shapes)
    assert good, text


@needs_shared
@pytest.mark.parametrize("part", ["issuer", "issued", "credentialSubject", "displayParameter"])
def test_the_shapes_would_find_what_is_missing(made, words, shapes, part):
    document = {name: value for name, value in twin(made.award, made.did, words).items() if name != part}
    assert not conforms(document, shapes)[0]


def test_the_twin_says_what_the_badge_says_and_nothing_more_of_the_learner(made, words):
    text = json.dumps(twin(made.award, made.did, words))
    described = made.award.description
    for said in (
        described.title,
        *described.outcomes,
        described.quality.by,
        *described.tags,
        "PT28H",
        "eqf/4",
        made.award.id,
    ):
        assert said in text
    assert "anneke" not in text.lower()
    assert made.credential["credentialSubject"]["identifier"][0]["identityHash"] in text


def test_without_the_number_of_the_organisation_there_is_no_twin(made, words):
    award = dataclasses.replace(made.award, issuer=dataclasses.replace(made.award.issuer, legal_id=""))
    with pytest.raises(Problem, match="legal identifier"):
        twin(award, made.did, words)
