"""What the tests of the catalogue share: both engines behind the one interface, the real PostgreSQL among them."""

import os
import shutil
import tempfile

import pytest

from toepas.catalogue.search.local import LocalIndex
from toepas.catalogue.search.meaning import Model
from toepas.retrieval import vectors


@pytest.fixture(scope="session")
def meaning():
    if vectors.encoder() is None:
        pytest.skip("the model of the extra 'ask' is not installed")
    return Model()


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL server with vectors: the one named in TOEPAS_TEST_VECTORS, else one started for the tests."""
    named = os.environ.get("TOEPAS_TEST_VECTORS")
    if named:
        yield named
        return
    pgserver = pytest.importorskip("pgserver", reason="the package pgserver is not installed")
    folder = tempfile.mkdtemp(prefix="toepas-postgres-")
    server = pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["local", "postgres"])
def make_index(request):
    """Makes empty indexes of each engine."""
    opened = []

    def make(meaning=None):
        if request.param == "local":
            return LocalIndex(meaning)
        import psycopg

        from toepas.catalogue.search.postgres import PostgresIndex

        connection = psycopg.connect(request.getfixturevalue("postgres"), autocommit=True)
        opened.append(connection)
        connection.execute("drop schema if exists public cascade; create schema public")
        return PostgresIndex(connection, meaning)

    yield make
    for connection in opened:
        connection.close()
