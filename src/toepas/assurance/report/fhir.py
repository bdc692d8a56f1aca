"""The validation for systems in care: AI Transparency on FHIR (HL7, FHIR R4, state of the guide of 6 August 2026, not yet final).

A bundle with the AI as a device, its model card as a document, the predictions that were tested as a document that an AI asserted (label AIAST), and
the provenance that ties them together. No patient and no prediction is in it, only the fingerprint of the file.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import uuid
from typing import Any

from toepas.assurance.advice import verdict_name, verdict_text
from toepas.assurance.model import Validation
from toepas.assurance.report.protection import protected
from toepas.assurance.signing import Made
from toepas.kernel.words import Words
from toepas.paper.tidy import clean

GUIDE = "http://hl7.org/fhir/uv/aitransparency"
KINDS_OF_AI, INPUTS = f"{GUIDE}/CodeSystem/AIdeviceTypeCS", f"{GUIDE}/CodeSystem/AIinputsCS"
ASSERTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "AIAST",
    "display": "Artificial Intelligence asserted",
}
PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
Resource = dict[str, Any]


def bundle(validation: Validation, words: Words, made: Made, card: bytes) -> bytes:
    """The bundle as JSON. ``card`` is the model card in the format of CHAI, which is attached. The same input gives the same bytes."""
    digest = validation.source.sha256
    names = {
        name: f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{GUIDE}/{name}/{digest}')}"
        for name in ("device", "card", "predictions", "provenance", "bundle")
    }
    moment = made.at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    resources = {
        "device": _device(validation, words, names),
        "card": _card(validation, words, card, moment),
        "predictions": _predictions(validation, words),
        "provenance": _provenance(words, names, moment),
    }
    found = {
        "resourceType": "Bundle",
        "id": names["bundle"].removeprefix("urn:uuid:"),
        "type": "collection",
        "timestamp": moment,
        "entry": [
            {"fullUrl": names[name], "resource": {**resource, "id": names[name].removeprefix("urn:uuid:")}}
            for name, resource in resources.items()
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _profiled(kind: str, profile: str, **security: Any) -> Resource:
    return {"resourceType": kind, "meta": {"profile": [f"{GUIDE}/StructureDefinition/{profile}"], **security}}


def _coded(system: str, code: str) -> Resource:
    """A code as the guide fixes it: without a display."""
    return {"coding": [{"system": system, "code": code}]}


def _fingerprint(digest: str) -> Resource:
    """The SHA-256 of a file as a name (RFC 6920)."""
    short = base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
    return {"system": "urn:ietf:rfc:3986", "value": f"ni:///sha-256;{short}"}


def _device(validation: Validation, words: Words, names: dict[str, str]) -> Resource:
    """The AI as a device: all that a validation knows of it is which column its predictions stand in."""
    score = str(validation.columns.get("score", ""))
    missing = words.t(
        "Not known from this validation and to be filled in: maker, version, identifier, kind of AI, contact."
    )
    return {
        **_profiled("Device", "AI-Device"),
        "extension": [
            {
                "url": f"{GUIDE}/StructureDefinition/aitransparency.modelCardDescription",
                "valueReference": {"reference": names["card"]},
            }
        ],
        "deviceName": [
            {"name": clean(words.t("The model behind the predictions in “{score}”", score=score)), "type": "other"}
        ],
        "type": _coded(KINDS_OF_AI, "Artificial-Intelligence"),
        "note": [{"text": missing}],
    }


def _card(validation: Validation, words: Words, card: bytes, moment: str) -> Resource:
    shown = protected(validation)
    return {
        **_profiled("DocumentReference", "AI-ModelCard"),
        "status": "current",
        "type": _coded(INPUTS, "AIModelCard"),
        "category": [{"coding": [{"system": INPUTS, "code": "AImodelCardCHAIformat", "display": "CHAI Format"}]}],
        "date": moment,
        "description": clean(f"{verdict_name(shown, words)}: {verdict_text(shown, words)}"),
        "content": [
            {
                "attachment": {
                    "contentType": "application/xml",
                    "language": words.lang,
                    "data": base64.b64encode(card).decode(),
                    "title": "model-card.xml",
                }
            }
        ],
    }


def _predictions(validation: Validation, words: Words) -> Resource:
    """The file of the predictions, by name and fingerprint only."""
    name = clean(validation.source.name)
    return {
        "resourceType": "DocumentReference",
        "meta": {"security": [ASSERTED]},
        "identifier": [_fingerprint(validation.source.sha256)],
        "status": "current",
        "type": {"text": words.t("Predictions of an AI with what became of them")},
        "content": [{"attachment": {"title": name}}],
    }


def _provenance(words: Words, names: dict[str, str], moment: str) -> Resource:
    return {
        **_profiled("Provenance", "AI-Provenance"),
        "target": [{"reference": names["predictions"]}],
        "recorded": moment,
        "reason": [{"coding": [ASSERTED]}],
        "activity": {"text": words.t("The AI made the predictions that were tested in a local validation")},
        "agent": [
            {
                "type": {"coding": [{"system": PARTICIPANT, "code": "author", "display": "Author"}]},
                "role": [_coded(KINDS_OF_AI, "Artificial-Intelligence")],
                "who": {"reference": names["device"]},
            }
        ],
        "entity": [{"role": "derivation", "what": {"reference": names["card"]}}],
    }
