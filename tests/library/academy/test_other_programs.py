"""Programs that are not ours say the same of our credentials: right ones verify, changed and revoked ones do not."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OB3LdpSigner,
    OB3LdpVerifier,
    OB3VerificationError,
    OpenBadgeCredential,
)

from tests.library.academy.material import LEARNER, LIST, NOW, ROOT
from toepas.academy import Office, is_about, make_key, new_challenge, present, verify_credential, web_address

NODE = Path(os.environ.get("TOEPAS_TEST_NODE") or ROOT / ".node-oracles")
SCRIPT = Path(__file__).with_name("node") / "verify.mjs"
needs_node = pytest.mark.skipif(
    not shutil.which("node") or not (NODE / "node_modules").is_dir(),
    reason="the other programs are not installed: tools/with_credential_oracles.sh brings them, and Node must be here",
)
DID = "did:web:academy.example.org"


@pytest.fixture(params=[None, DID], ids=["did:key", "did:web"])
def issuing(request, tmp_path, words):
    office = Office(tmp_path / "issuing", words)
    office.open(NOW, did=request.param, list_address=LIST)
    if request.param:
        office.keys.rotate(NOW)
    return office


def documents_of(office):
    document = office.document()
    return {LIST: office.status_list(NOW), document["id"]: document, web_address(document["id"]) or "": document}


def ask(cases, documents):
    """What both programs say, by the name of the case."""
    listed = [{"name": name, **case} for name, case in cases.items()]
    answer = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT.read_text("utf-8")],
        input=json.dumps({"cases": listed, "documents": documents}),
        cwd=NODE,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@needs_node
def test_right_credentials_verify_elsewhere_and_changed_forged_and_revoked_ones_do_not(issuing, described):
    right, gone = (issuing.issue(*described, NOW, identity=LEARNER).credential for _ in range(2))
    issuing.revoke(gone["id"], NOW)
    changed = json.loads(json.dumps(right).replace("Recognise output", "Ignore output"))
    method = make_key(NOW).method
    forged = {**right, "proof": [{**right["proof"][0], "verificationMethod": method}]}
    cases = {"right": right, "gone": gone, "changed": changed, "forged": forged}
    said = ask({name: {"document": document} for name, document in cases.items()}, documents_of(issuing))
    assert said["right"]["vc"] == {"verified": True, "set": False, "errors": []}
    steps = said["right"]["core"]["log"]
    assert (steps["valid_signature"], steps["revocation_status"], steps["expiration"]) == (True, True, True)
    assert said["gone"]["vc"] == {"verified": False, "set": True, "errors": []}
    assert said["gone"]["core"]["log"]["revocation_status"] is False
    for name in ("changed", "forged"):
        assert said[name]["vc"]["verified"] is False
        assert not said[name]["core"]["log"].get("valid_signature")


@needs_node
def test_a_presentation_verifies_elsewhere_for_its_question_alone(issuing, described):
    holder, challenge = make_key(NOW), new_challenge()
    credential = issuing.issue(*described, NOW, holder=holder.did).credential
    shown = present(
        credential, holder.secret, holder=holder.did, challenge=challenge, domain="employer.example", now=NOW
    )
    key_alone = present(None, holder.secret, holder=holder.did, challenge=challenge, domain="employer.example", now=NOW)
    said = ask(
        {
            "key alone": {"document": key_alone, "challenge": challenge, "domain": "employer.example"},
            "asked": {"document": shown, "challenge": challenge, "domain": "employer.example"},
            "replayed": {"document": shown, "challenge": new_challenge(), "domain": "employer.example"},
        },
        documents_of(issuing),
    )
    assert said["asked"]["vc"]["verified"] is True
    assert said["key alone"]["vc"]["verified"] is True
    assert said["replayed"]["vc"]["verified"] is False


@pytest.fixture
def by_library(issuing):
    """Verifies as openbadgeslib does, with the status list; the key of a did:web is handed over."""

    def download(address, *_arguments, **_more):
        return json.dumps(documents_of(issuing)[address]).encode()

    def verify(document):
        OB3LdpVerifier().verify(json.dumps(document), check_status=True, download=download, verify_status_list=False)

    return verify


def test_openbadgeslib_says_the_same(issuing, described, by_library):
    right, gone = (issuing.issue(*described, NOW, identity=LEARNER).credential for _ in range(2))
    issuing.revoke(gone["id"], NOW)
    by_library(right)
    with pytest.raises(OB3VerificationError, match="revocation"):
        by_library(gone)
    with pytest.raises(OB3VerificationError):
        by_library(json.loads(json.dumps(right).replace("Recognise output", "Ignore output")))
    with pytest.raises(OB3VerificationError):
        by_library({name: value for name, value in right.items() if name != "credentialStatus"})


@pytest.fixture
def of_library():
    """A credential that openbadgeslib issued, for the learner's address as it was typed."""
    key = make_key(NOW)
    pem = key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return OB3LdpSigner(pem).sign(
        OpenBadgeCredential(
            issuer=Issuer(key.did, "Another Academy"),
            recipient_id=None,
            achievement=Achievement("urn:uuid:5", "A course", "What was learned", "What had to be done"),
            issuance_date=NOW,
            identifiers=[IdentityObject.create(LEARNER, "salt")],
        ),
        created=NOW,
    )


def test_what_openbadgeslib_issues_is_valid_here_and_what_was_changed_is_not(of_library):
    assert verify_credential(of_library, now=NOW).verdict == "valid"
    assert is_about(of_library, LEARNER)
    assert not is_about(of_library, "b@example.org")
    assert verify_credential({**of_library, "name": "A better course"}, now=NOW).verdict == "invalid"
