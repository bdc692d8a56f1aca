"""What the tests of credentials share: where published material lies, and an issuer to try things with."""

import datetime
import json
from pathlib import Path

import pytest

from toepas.academy.credentials.contexts import EXTENSIONS, OPEN_BADGES, known

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared/standards/credentials"
ONE_EDTECH = SHARED / "1edtech-validator-tests/inspector-vc/src"
BADGES = ONE_EDTECH / "test/resources/ob30"
VECTORS = SHARED / "vc-vectors/TestVectors"
DCC = SHARED / "dcc-vc-test-fixtures"
EDUBADGES = SHARED / "edubadges-examples"
ELM = SHARED / "elm"
NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
EXAMPLES = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    }
}
LIST = "https://academy.example.org/credentials/status/1"
LEARNER = "Anneke.Vandersteen@example.org"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the published material is not beside the project")


def read(path):
    return json.loads(Path(path).read_text("utf-8"))


def official_contexts():
    """The contexts as their makers publish them."""
    published = ONE_EDTECH / "main/resources/contexts"
    return {
        **known(),
        OPEN_BADGES: read(published / "ob-v3p0-3.0.3.json"),
        EXTENSIONS: read(published / "ob-v3p0-extensions.json"),
        "https://www.w3.org/ns/credentials/v2": read(published / "credentials-v2.jsonld"),
        "https://w3id.org/security/suites/ed25519-2020/v1": read(published / "security-suites-ed25519-2020-v1.jsonld"),
    }


def published_documents():
    """Every published credential, status list, presentation and proof that has a context, by its path."""
    found = {}
    for path in sorted([*SHARED.glob("**/*.json"), *DCC.glob("statusLists/*/*"), BADGES / "bit-string-list/testlist"]):
        if "contexts" in path.parts or "elm" in path.parts:
            continue
        try:
            document = read(path)
        except ValueError:
            continue
        if isinstance(document, dict) and "@context" in document:
            found[str(path.relative_to(SHARED))] = document
    return found


def checks(verification):
    """What was found, by question: outcome and code."""
    return {check.about: (check.outcome, check.code) for check in verification.checks}
