"""An office of an issuer with one credential, made anew for each test."""

import datetime

import pytest

from tests.library.academy.material import LEARNER, LIST, NOW, ROOT
from toepas.academy import Known, Office, read_description
from toepas.kernel.words import Words


@pytest.fixture
def words():
    return Words()


@pytest.fixture
def description_file(tmp_path):
    """The example of the guide, as a file."""
    guide = (ROOT / "docs/guides/credentials.md").read_text("utf-8")
    path = tmp_path / "ai-literacy.yaml"
    path.write_text(guide.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    return path


@pytest.fixture
def described(description_file, words):
    return read_description(description_file, words)


@pytest.fixture
def office(tmp_path, words):
    office = Office(tmp_path / "office", words)
    office.open(NOW - datetime.timedelta(days=2), did=None, list_address=LIST)
    return office


@pytest.fixture
def credential(office, described):
    return office.issue(*described, NOW - datetime.timedelta(days=1), identity=LEARNER).credential


@pytest.fixture
def at_hand(office):
    """What somebody who checks has: the list of what was revoked, as it is now."""
    return Known(lambda name: office.status_list(NOW) if name == LIST else None)
