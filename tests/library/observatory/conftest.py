"""A home of its own for every test of the observatory, and an office where one is asked for."""

import httpx
import pytest

from tests.library.observatory.answers import Eurostat


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def eurostat(monkeypatch):
    office = Eurostat()
    monkeypatch.setenv("TOEPAS_STATISTICS", office.base)
    yield office
    office.close()


@pytest.fixture
def office(eurostat):
    with httpx.Client() as client:
        yield eurostat.office(client)
