"""The vectors of the W3C for EdDSA come out byte for byte."""

import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.library.academy.material import EXAMPLES, VECTORS, needs_shared, read
from toepas.academy.credentials.keys import public_bytes
from toepas.academy.credentials.multibase import decode
from toepas.academy.credentials.proof import hashed, holds, proofs, sign

pytestmark = needs_shared


def published(suite, name):
    return (VECTORS / suite / name).read_text("utf-8")


@pytest.mark.parametrize(("suite", "ending"), [("eddsa-rdfc-2022", "DataInt"), ("Ed25519Signature2020", "EdSig")])
def test_canonical_forms_and_hashes_are_those_of_the_vectors(suite, ending):
    document = read(VECTORS / suite / f"signed{ending}.json")
    found = hashed(document, document["proof"], EXAMPLES)
    assert found.document == published(suite, f"canonDoc{ending}.txt")
    assert found.settings == published(suite, f"proofCanon{ending}.txt")
    assert found.data[:32].hex() == published(suite, f"proofHash{ending}.txt")
    assert found.data[32:].hex() == published(suite, f"docHash{ending}.txt")
    assert found.data.hex() == published(suite, f"combinedHash{ending}.txt")


def test_signing_the_vector_gives_the_published_signature():
    pair, published_proof = (
        read(VECTORS / "keyPair.json"),
        read(VECTORS / "eddsa-rdfc-2022/signedDataInt.json")["proof"],
    )
    secret = Ed25519PrivateKey.from_private_bytes(decode(pair["privateKeyMultibase"])[2:])
    signed = sign(
        read(VECTORS / "unsigned.json"),
        secret,
        method=published_proof["verificationMethod"],
        now=datetime.datetime.fromisoformat(published_proof["created"]),
        contexts=EXAMPLES,
    )
    assert signed["proof"] == [published_proof]
    assert decode(published_proof["proofValue"]).hex() == published("eddsa-rdfc-2022", "sigHexDataInt.txt")


@pytest.mark.parametrize(
    "name",
    [
        "eddsa-rdfc-2022/signedDataInt",
        "Ed25519Signature2020/signedEdSig",
        "proof-set-chain/signedProofSet1",
        "proof-set-chain/signedProofSet2",
        "proof-set-chain/signedProofChain1",
        "proof-set-chain/signedProofChain2",
    ],
)
def test_every_proof_of_the_signed_vectors_holds_alone_in_sets_and_in_chains(name):
    document = read(VECTORS / f"{name}.json")
    keys = [public_bytes(proof["verificationMethod"].partition("#")[2]) for proof in proofs(document)]
    assert keys
    assert all(holds(document, proof, key, EXAMPLES) for proof, key in zip(proofs(document), keys, strict=True))
    changed = {**document, "name": "Something else"}
    assert not any(holds(changed, proof, key, EXAMPLES) for proof, key in zip(proofs(document), keys, strict=True))
