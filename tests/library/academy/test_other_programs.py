"""Programs that are not ours say the same of our credentials: right ones verify, changed and revoked ones do not."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

from tests.library.academy.material import LEARNER, LIST, NOW, ROOT
from toepas.academy import Office, make_key, new_challenge, present, web_address

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
    said = ask(
        {
            "asked": {"document": shown, "challenge": challenge, "domain": "employer.example"},
            "replayed": {"document": shown, "challenge": new_challenge(), "domain": "employer.example"},
        },
        documents_of(issuing),
    )
    assert said["asked"]["vc"]["verified"] is True
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
