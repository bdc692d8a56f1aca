"""Our vocabularies mean what the published ones mean, and nothing escapes a signature."""

import pytest

from tests.library.academy.material import EXAMPLES, needs_shared, official_contexts, published_documents
from toepas.academy.credentials.canonical import Unreadable, canonical
from toepas.academy.credentials.contexts import CREDENTIALS, EXTENSIONS, OF_THE_PACKAGE, OPEN_BADGES, known

BADGE = {
    "@context": [CREDENTIALS, OPEN_BADGES],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
}


def form(document, contexts):
    try:
        return canonical(document, contexts)
    except Unreadable as error:
        return error.reason, error.detail


@needs_shared
def test_every_published_document_has_the_same_canonical_form_with_our_vocabularies_as_with_the_official_ones():
    documents = published_documents()
    ours = {name: form(document, EXAMPLES) for name, document in documents.items()}
    theirs = {name: form(document, {**official_contexts(), **EXAMPLES}) for name, document in documents.items()}
    assert ours == theirs
    assert sum(isinstance(text, str) for text in ours.values()) > 90


@needs_shared
@pytest.mark.parametrize("address", [OPEN_BADGES, EXTENSIONS, *OF_THE_PACKAGE])
def test_every_word_of_an_official_vocabulary_is_in_ours_with_the_same_meaning(address):
    assert plain(known()[address]["@context"]) == plain(official_contexts()[address]["@context"])


def plain(context):
    """A context without differences of spelling: a word that only has an address may be written as that address."""
    return {
        word: (
            {"@id": meaning}
            if isinstance(meaning, str) and not meaning.startswith("@")
            else {key: plain(value) if key == "@context" and value else value for key, value in meaning.items()}
            if isinstance(meaning, dict)
            else meaning
        )
        for word, meaning in context.items()
        if word != "@protected"
    }


def test_our_vocabularies_cannot_be_redefined_by_another_one():
    other = {
        "https://other.example/v1": {
            "@context": {"validUntil": "https://other.example/never", "Achievement": "https://other.example/x"}
        }
    }
    document = {**BADGE, "@context": [*BADGE["@context"], *other], "credentialSubject": {"type": "Achievement"}}
    assert form(document, other)[0] == "not-linked-data"


def test_a_vocabulary_that_one_caller_trusts_is_not_trusted_by_the_next():
    trusted = {"https://other.example/v1": {"@context": {"@vocab": "https://other.example/"}}}
    document = {**BADGE, "@context": [CREDENTIALS, *trusted], "colour": "red"}
    assert isinstance(form(document, trusted), str)
    assert form(document, None) == ("unknown-context", "https://other.example/v1")
    forged = {OPEN_BADGES: {"@context": {"@vocab": "https://other.example/"}}}
    assert (
        form({**BADGE, "colour": "red"}, forged)
        != form({**BADGE, "colour": "red"}, None)
        == (
            "unknown-word",
            "colour",
        )
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"colour": "red"}, "unknown-word"),
        ({"issuer": {"id": "did:key:z6Mk", "type": ["Profile", "Trustworthy"]}}, "unknown-word"),
        ({"issuer": {"id": "somewhere", "type": "Profile", "name": "X"}}, "unknown-word"),
        ({"issuer": {"id": "//other.example/x", "type": "Profile", "name": "X"}}, "unknown-word"),
        ({"issuer": {"id": "../x", "type": "Profile", "name": "X"}}, "unknown-word"),
        ({"issuer": {"id": "", "type": "Profile", "name": "X"}}, "unknown-word"),
        ({"issuer": {"id": "no address", "type": "Profile", "name": "X"}}, "unknown-word"),
        ({"issuer": {"id": "did:with a:space", "type": "Profile", "name": "X"}}, "unknown-word"),
        ({"issuer": {"id": "_:b0", "type": "Profile"}}, "unknown-word"),
        ({"https://www.w3.org/2018/credentials#validUntil": "2020-01-01T00:00:00Z"}, "unknown-word"),
        ({"@graph": [{"id": "urn:uuid:1"}]}, "unknown-word"),
        ({"@included": [{"id": "urn:uuid:1"}]}, "unknown-word"),
        ({"name": {"@value": "x", "@language": "not a language"}}, "unknown-word"),
        ({"name": None}, "unknown-word"),
        ({"@context": [CREDENTIALS, {"colour": "https://other.example/colour"}]}, "own-context"),
        ({"@context": [CREDENTIALS, "https://other.example/v1"]}, "unknown-context"),
        (
            {"evidence": {"id": "urn:uuid:1", "type": "VerifiableCredential", "validUntil": "2020-01-01T00:00:00Z"}},
            "twice",
        ),
    ],
)
def test_what_a_signature_would_not_cover_or_readers_would_not_see_is_refused(change, reason):
    with pytest.raises(Unreadable) as refused:
        canonical({**BADGE, **change})
    assert refused.value.reason == reason


@pytest.mark.parametrize("depth", [70, 5_000])
def test_a_document_without_end_is_refused(depth):
    inside = {"id": "urn:uuid:2"}
    for _ in range(depth):
        inside = {"type": "Profile", "parentOrg": inside}
    assert form({**BADGE, "issuer": inside}, None)[0] == "too-tangled"


def test_nameless_parts_that_cannot_be_told_apart_do_not_take_for_ever():
    alike = {"type": "AchievementSubject", "achievement": {"type": "Achievement", "related": [{"type": "Related"}] * 6}}
    assert form({**BADGE, "credentialSubject": [alike] * 8}, None) == ("too-tangled", "")
