"""The keys of the issuer of credentials go into the backup, unless they are left out, and what they signed counts after a restore."""

import datetime
import json
import os
import stat
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.web.test_academy import EN, finished
from toepas.academy import profiles
from toepas_web.academy import actions, issuing
from toepas_web.academy.models import Credential
from toepas_web.accounts.models import User
from toepas_web.config import archive

pytestmark = pytest.mark.django_db(transaction=True)
STAMP = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True, params=["http://localhost", "https://academy.example.org"], ids=["did:key", "did:web"])
def folder(request, settings, tmp_path):
    settings.URL = request.param
    settings.ISSUER_FOLDER = tmp_path / "office"
    return settings.ISSUER_FOLDER


def learner(name="a@example.org"):
    return User.objects.create_user(name)


def earned(user):
    return finished(user, actions.begin(by=user, profile=profiles()["office-clerk"], organisation=None, said=EN))


def page_of(document) -> str:
    return Client().post(reverse("academy-verify"), {"credential": json.dumps(document)}).content.decode()


def to_empty_home(settings, tmp_path, source, *more) -> None:
    """Another machine: no rows, no files, no keys."""
    for model in reversed(archive.models()):
        model._default_manager.all().delete()
    settings.ISSUER_FOLDER = tmp_path / "elsewhere" / "office"
    settings.MEDIA_ROOT = str(tmp_path / "elsewhere" / "files")
    call_command("restore", str(source), *more)


def test_on_another_machine_old_credentials_count_and_new_ones_are_issued_and_revoked(settings, tmp_path, folder):
    # given a credential, and where the name can keep several keys, a second one by a second key
    old = earned(learner())
    if issuing.own_did():
        issuing.office().keys.rotate(issuing.now())
    newer = earned(learner("b@example.org"))
    call_command("backup", str(tmp_path / "b.tar.gz"))
    # when all of it comes back on an empty home
    to_empty_home(settings, tmp_path, tmp_path / "b.tar.gz")
    # then both count, a new one can be issued in the same name, and one of before can be revoked
    for document in (old.document, newer.document):
        assert "This credential is valid." in page_of(document)
    fresh = earned(learner("c@example.org"))
    assert fresh.document["issuer"]["id"] == old.document["issuer"]["id"]
    assert "This credential is valid." in page_of(fresh.document)
    actions.revoke(by=learner("d@example.org"), credential_id=old.pk, reason="", said=EN)
    assert "The issuer has revoked it." in page_of(old.document)
    assert "This credential is valid." in page_of(newer.document)
    for path in (settings.ISSUER_FOLDER / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_archive_says_that_it_is_a_secret_and_only_its_owner_can_read_it(tmp_path, capsys):
    earned(learner())
    before = os.umask(0)
    try:
        call_command("backup", str(tmp_path / "b.tar.gz"))
    finally:
        os.umask(before)
    assert "It is a secret" in capsys.readouterr().out
    assert stat.S_IMODE((tmp_path / "b.tar.gz").stat().st_mode) == 0o600
    with tarfile.open(tmp_path / "b.tar.gz") as kept:
        assert kept.getnames()[0] == "SECRET.txt"
        assert json.loads(kept.extractfile("manifest.json").read())["secret"] is True


def test_without_keys_the_archive_holds_none_and_the_keys_are_put_back_by_hand(settings, tmp_path, folder, capsys):
    made = earned(learner())
    call_command("backup", str(tmp_path / "b.tar.gz"), "--without-keys")
    assert "are not in it" in capsys.readouterr().out
    with tarfile.open(tmp_path / "b.tar.gz") as kept:
        assert not [name for name in kept.getnames() if "keys" in name or name == "SECRET.txt"]
        assert "secretKeyMultibase" not in "".join(
            kept.extractfile(name).read().decode() for name in kept.getnames() if name.startswith("office/")
        )
        assert json.loads(kept.extractfile("manifest.json").read())["secret"] is False
    to_empty_home(settings, tmp_path, tmp_path / "b.tar.gz")
    assert "Put yours back" in capsys.readouterr().out
    (folder / "keys").rename(settings.ISSUER_FOLDER / "keys")
    assert "This credential is valid." in page_of(made.document)


def test_without_its_keys_a_site_says_so_instead_of_failing(settings, tmp_path, as_owner, owner):
    made = earned(learner())
    path = actions.begin(by=owner, profile=profiles()["office-clerk"], organisation=None, said=EN)
    call_command("backup", str(tmp_path / "b.tar.gz"), "--without-keys")
    for key in (settings.ISSUER_FOLDER / "keys").iterdir():
        key.unlink()
    with pytest.raises(actions.RefusedError, match="no-issuer"):
        finished(owner, path)
    answer = as_owner.get(reverse("academy-path", args=[path.pk]))
    assert "This site issues no credentials" in answer.content.decode()
    assert "It is not known whether this credential is valid." in page_of(made.document)
    assert Client().get("/.well-known/did.json").status_code == 404


def test_what_happened_since_the_backup_is_not_undone(tmp_path):
    revoked = earned(learner())
    call_command("backup", str(tmp_path / "b.tar.gz"))
    actions.revoke(by=learner("r@example.org"), credential_id=revoked.pk, reason="", said=EN)
    later = earned(learner("l@example.org"))
    call_command("restore", str(tmp_path / "b.tar.gz"), "--replace")
    assert not Credential.objects.filter(pk=later.pk).exists()
    assert "The issuer has revoked it." in page_of(revoked.document)
    assert "This credential is valid." in page_of(later.document)
    assert {one.id for one in issuing.office().issued()} == {revoked.name, later.name}


def test_a_key_that_was_withdrawn_since_stays_withdrawn(tmp_path, settings):
    made = earned(learner())
    call_command("backup", str(tmp_path / "b.tar.gz"))
    office = issuing.office()
    office.keys.withdraw(office.keys.all()[0].public, issuing.now())
    call_command("restore", str(tmp_path / "b.tar.gz"), "--replace")
    assert office.keys.all()[0].withdrawn is not None
    assert "This credential is valid." not in page_of(made.document)
    assert Client().get("/credentials/status/1").status_code == 404


def test_the_office_of_another_issuer_is_not_overwritten(tmp_path, settings, folder):
    earned(learner())
    call_command("backup", str(tmp_path / "b.tar.gz"))
    settings.URL = "https://other.example.org"
    settings.ISSUER_FOLDER = tmp_path / "other"
    earned(learner("o@example.org"))
    before = {path: path.read_bytes() for path in Path(settings.ISSUER_FOLDER).rglob("*") if path.is_file()}
    with pytest.raises(CommandError, match="another issuer"):
        call_command("restore", str(tmp_path / "b.tar.gz"), "--replace")
    assert {path: path.read_bytes() for path in Path(settings.ISSUER_FOLDER).rglob("*") if path.is_file()} == before
    assert User.objects.filter(email="o@example.org").exists()


def test_a_site_that_never_issued_has_nothing_secret_in_its_backup(tmp_path):
    archive.backup(tmp_path / "b.tar.gz", STAMP)
    with tarfile.open(tmp_path / "b.tar.gz") as kept:
        assert not [name for name in kept.getnames() if name.startswith(("office", "SECRET"))]
