"""``toepas credential``: from a key to a revoked credential, on the command line."""

import json
import sys

import pytest

from tests.library.academy.material import LEARNER, LIST
from toepas.cli.main import main


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs a command in a folder of its own; gives the status and what was printed, to both outputs."""
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)

    def command(*arguments):
        status = main(["credential", *map(str, arguments)])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return command


@pytest.fixture
def issued(run, description_file):
    assert run("keys", "--new", "--list", LIST)[0] == 0
    assert run("issue", description_file, "--learner", LEARNER, "-o", "an.json", "--elm", "an.elm.json")[0] == 0
    assert run("status", "-o", "list.json")[0] == 0
    return "an.json"


def test_a_credential_is_issued_verified_and_revoked(run, issued):
    status, said = run("verify", issued, "--with", "list.json", "--learner", LEARNER)
    assert (status, "This credential is valid." in said, "It is about the person" in said) == (0, True, True)
    status, said = run("verify", issued)
    assert (status, "Do not take it for valid" in said) == (1, True)
    assert run("revoke", issued, "--reason", "by mistake")[0] == 0
    assert run("status", "-o", "list.json")[0] == 0
    status, said = run("verify", issued, "--with", "list.json")
    assert (status, "The issuer has revoked it." in said) == (2, True)


def test_a_valid_credential_of_somebody_else_is_no_success(run, issued):
    status, said = run("verify", issued, "--with", "list.json", "--learner", "b@example.org")
    assert (status, "somebody else" in said) == (2, True)


def test_the_answer_comes_as_json_with_a_sentence_per_check(run, issued):
    status, said = run("verify", issued, "--with", "list.json", "--json")
    answer = json.loads(said)
    assert (status, answer["verdict"]) == (0, "valid")
    assert {check["about"] for check in answer["checks"]} == {
        "shape", "vocabulary", "signature", "issuer", "dates", "status",
    }  # fmt: skip
    assert all(check["sentence"] for check in answer["checks"])
    assert answer["shown"]["learner"] == "fingerprint"
    assert LEARNER.lower() not in said.lower()


def test_the_answer_comes_in_dutch(run, issued):
    assert "Deze credential is geldig." in run("--lang", "nl", "verify", issued, "--with", "list.json")[1]


@pytest.mark.parametrize(("day", "status"), [("2020-01-01", 2), ("2090-01-01", 2), ("soon", 2)])
def test_another_day_can_be_asked_about(run, issued, day, status):
    assert run("verify", issued, "--with", "list.json", "--on", day)[0] == status


def test_a_key_that_is_its_own_name_shows_as_it_is_written(run, issued):
    said = run("keys")[1]
    assert "did:key:z6Mk" in said
    assert "in use" in said


def test_keys_of_a_website_are_replaced_and_its_document_written(run, tmp_path):
    assert run("keys", "--new", "--did", "did:web:academy.example.org", "--list", LIST)[0] == 0
    status, said = run("keys", "--rotate", "--document", "did.json")
    assert (status, "https://academy.example.org/.well-known/did.json" in said) == (0, True)
    document = json.loads((tmp_path / "did.json").read_text("utf-8"))
    assert len(document["verificationMethod"]) == 2
    assert "secret" not in json.dumps(document).lower()
    old = document["verificationMethod"][0]["publicKeyMultibase"]
    assert "withdrawn on" in run("keys", "--withdraw", old)[1]


def test_the_register_and_a_credential_are_shown(run, issued):
    said = run("status")[1]
    assert "1 issued, 0 revoked" in said
    status, said = run("show", issued)
    assert status == 0
    assert "Explain in plain words" in said
    assert "must also say" not in said
    assert json.loads(run("show", issued, "--json")[1])["country"] == "NL"


def test_the_address_of_the_learner_can_come_from_standard_input(run, description_file, monkeypatch, issued):
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{LEARNER}\n"))
    assert run("issue", description_file, "--learner", "-", "-o", "b.json")[0] == 0
    assert run("verify", "b.json", "--with", "list.json", "--learner", LEARNER)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("keys",), "no office of an issuer"),
        (("keys", "--new"), "no web address"),
        (("keys", "--new", "--did", "did:web:a/b", "--list", LIST), "no name of an issuer"),
        (("status",), ""),
        (("issue", "missing.yaml", "--learner", "a@b", "-o", "x.json"), "no such file"),
        (("verify", "missing.json"), "no such file"),
        (("revoke", "urn:uuid:1"), "not in the register"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message(run, arguments, says):
    status, said = run(*arguments)
    assert says in said
    assert status == (2 if says else 0)
    assert "defect" not in said


def test_without_the_tools_for_signatures_one_message_says_what_to_install(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyld", None)
    status, said = run("keys")
    assert (status, "toepas[academy]" in said) == (2, True)


def test_nothing_is_fetched_unless_that_was_asked_for_and_what_cannot_be_fetched_is_not_known(run, issued, monkeypatch):
    import httpx

    asked = []

    def handler(request):
        asked.append(str(request.url))
        return httpx.Response(404)

    real = httpx.Client

    def client(**settings):
        return real(transport=httpx.MockTransport(handler), **settings)

    monkeypatch.setattr(httpx, "Client", client)
    assert run("verify", issued)[0] == 1
    assert asked == []
    assert run("verify", issued, "--fetch")[0] == 1
    assert asked == [LIST]


def test_what_was_fetched_counts(run, issued, monkeypatch, tmp_path):
    import httpx

    real = httpx.Client
    answers = iter([(200, (tmp_path / "list.json").read_bytes()), (200, b"[]"), (200, b"x" * 2_000_001), (302, b"")])

    def client(**settings):
        def handler(_request):
            code, content = next(answers)
            return httpx.Response(
                code, content=content, headers={"Location": "https://other.example/"} if code == 302 else None
            )

        return real(transport=httpx.MockTransport(handler), **settings)

    monkeypatch.setattr(httpx, "Client", client)
    assert [run("verify", issued, "--fetch")[0] for _ in range(4)] == [0, 1, 1, 1]
