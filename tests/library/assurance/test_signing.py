"""Seals: the test vectors of RFC 8032, any change is found, and what is said of a report is what was found."""

import datetime as dt
import os
import stat
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from toepas.assurance import signing
from toepas.assurance.canonical import canonical, parsed
from toepas.assurance.checking import check, check_path
from toepas.assurance.model import Source
from toepas.assurance.signing import Key, Made, fingerprint, keep, load_key, load_public, new_key, sealed
from toepas.kernel import Problem, Words

WORDS = Words()
MADE = Made(dt.datetime(2026, 11, 26, 18, 0, tzinfo=dt.UTC), "0.1.0")
KEY = Key(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Key(Ed25519PrivateKey.from_private_bytes(bytes(32)))
DATA = "aa" * 32
SOURCE = Source("cases.csv", DATA, 920, 918)
REPORT = {
    "verdict": {"outcome": "signal", "reasons": ["gaps-between-groups"]},
    "groups": [
        {"key": [["sex", "women"]], "n": 12, "sensitivity": 0.5},
        {"key": [], "n": 106, "sensitivity": 0.7843137254901961},
    ],
}
FILES = {"report.html": b"<!doctype html>", "report.pdf": b"%PDF-1.7"}
SEALED = sealed(REPORT, SOURCE, FILES, MADE, KEY)
# RFC 8032, section 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_keys_sign_as_rfc_8032_says(monkeypatch, secret, public, message, signature):
    key = Key(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)))
    monkeypatch.setattr(signing, "signed_bytes", lambda statement: statement["raw"])
    assert key.public.hex() == public
    assert key.sign({"raw": bytes.fromhex(message)}) == signature


def test_a_report_as_it_was_made_is_intact_and_says_by_which_key_and_when():
    found = check(SEALED, FILES, DATA, KEY.public)
    assert found.intact
    assert (found.signature, found.data, found.expected, found.parts) == ("holds", "same", True, ())
    assert found.files == {"report.html": "same", "report.pdf": "same"}
    assert (found.made, found.version, found.source) == ("2026-11-26T18:00:00+00:00", "0.1.0", "cases.csv")
    assert found.fingerprint == fingerprint(KEY.public)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_change_of_any_byte_is_found(at, by):
    changed = SEALED[:at] + bytes([SEALED[at] ^ by]) + SEALED[at + 1 :]
    try:
        found = check(changed, FILES)
    except Problem:
        return
    assert not found.intact


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(SEALED)), st.binary(min_size=1, max_size=3))
def test_a_byte_more_is_found(at, more):
    try:
        found = check(SEALED[:at] + more + SEALED[at:], FILES)
    except Problem:
        return
    assert not found.intact


def test_the_part_that_was_changed_is_named():
    report = parsed(SEALED)
    report["groups"][0]["sensitivity"] = 0.9
    found = check(canonical(report), FILES)
    assert (found.signature, found.parts) == ("holds", ("groups",))


def test_a_part_that_was_added_or_taken_out_is_named():
    report = parsed(SEALED)
    report["advice"] = "buy it"
    del report["verdict"]
    assert check(canonical(report), FILES).parts == ("advice", "verdict.outcome", "verdict.reasons")


def test_whoever_writes_the_digests_anew_breaks_the_signature():
    report = parsed(sealed({**REPORT, "verdict": {"outcome": "passed"}}, SOURCE, FILES, MADE, None))
    report["seal"] |= {name: parsed(SEALED)["seal"][name] for name in ("algorithm", "key", "signature")}
    found = check(canonical(report), FILES)
    assert (found.signature, found.parts, found.intact) == ("broken", (), False)


def test_whoever_signs_it_anew_has_another_fingerprint():
    found = check(
        sealed({**REPORT, "verdict": {"outcome": "passed"}}, SOURCE, FILES, MADE, OTHER), FILES, key=KEY.public
    )
    assert (found.signature, found.expected, found.intact) == ("holds", False, False)
    assert found.fingerprint != fingerprint(KEY.public)


def test_a_report_without_signature_is_never_intact():
    found = check(sealed(REPORT, SOURCE, FILES, MADE, None), FILES)
    assert (found.signature, found.fingerprint, found.intact) == ("absent", "", False)


def test_another_layout_is_told_from_another_content():
    import json

    found = check(json.dumps(parsed(SEALED), indent=2).encode(), FILES)
    assert (found.signature, found.parts, found.layout, found.intact) == ("holds", (), False, False)


def test_other_data_and_other_files_are_named():
    found = check(SEALED, {"report.html": b"other", "report.pdf": None}, "bb" * 32)
    assert found.data == "other"
    assert found.files == {"report.html": "changed", "report.pdf": "missing"}
    assert not found.intact


def test_a_signature_in_other_letters_is_another_byte_and_does_not_hold():
    report = parsed(SEALED)
    report["seal"]["signature"] = report["seal"]["signature"].upper()
    assert check(canonical(report), FILES).signature == "broken"


def test_a_folder_is_checked_with_the_data(tmp_path):
    data = tmp_path / "cases.csv"
    data.write_bytes(b"y,p\n1,0.5\n")
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "report.json").write_bytes(sealed(REPORT, replace(SOURCE, name=data.name), FILES, MADE, KEY))
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    assert check_path(folder, WORDS).intact
    assert check_path(folder, WORDS, data).data == "other"
    assert check_path(folder / "report.json", WORDS, key=KEY.public).files == {}


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"seal":{"statement":{}}}', b"\x00\xff", b"[" * 20000])
def test_what_is_no_report_gets_one_clear_message(content):
    with pytest.raises(Problem, match="no report with a seal"):
        check(content, {})


def test_a_seal_cannot_make_us_read_outside_the_folder(tmp_path):
    (tmp_path / "secret").write_bytes(b"x")
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "report.json").write_bytes(sealed(REPORT, SOURCE, {"../secret": b"x", "/etc/passwd": b"x"}, MADE, KEY))
    assert check_path(folder, WORDS).files == {}


@pytest.mark.skipif(os.name != "posix", reason="needs file modes")
def test_a_private_key_is_for_its_owner_only_and_never_written_over(tmp_path):
    key = new_key()
    private, public = keep(key, tmp_path / "keys", WORDS)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(private.parent.stat().st_mode) == 0o700
    assert load_key(private, WORDS).public == load_public(public, WORDS) == key.public
    with pytest.raises(Problem, match="a key already"):
        keep(new_key(), tmp_path / "keys", WORDS)
    assert load_key(private, WORDS).public == key.public
    private.chmod(0o644)
    with pytest.raises(Problem, match="Others on this computer"):
        load_key(private, WORDS)


def test_a_file_that_is_no_key_gets_a_clear_message(tmp_path):
    path = tmp_path / "key.pem"
    path.write_text("no key")
    path.chmod(0o600)
    for read in (load_key, load_public):
        with pytest.raises(Problem, match="no key file"):
            read(path, WORDS)
    with pytest.raises(Problem, match="no such file"):
        load_public(tmp_path / "gone.pem", WORDS)
