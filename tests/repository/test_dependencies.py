"""Every dependency is wanted, explained, pinned and hash-checked."""

import re
import sys

import pytest

from tests.repository.project import ROOT, imported_roots, library_files, named, pyproject, python_files

# What a package is called where it differs from its name when installed.
IMPORTED_AS = {
    "pyyaml": "yaml",
    "python-docx": "docx",
    "pystemmer": "Stemmer",
    "django-allauth": "allauth",
    "django-ninja": "ninja",
    "django-csp": "csp",
    "django-htmx": "django_htmx",
    "dj-database-url": "dj_database_url",
    "license-expression": "license_expression",
    "python-calamine": "python_calamine",
    "vl-convert-python": "vl_convert",
}
# Named in the settings or on a command line, never imported by us.
USED_BY_NAME = {"django-htmx", "gunicorn", "psycopg", "whitenoise"}
RUN = "requirements.lock"
DEV = "requirements-dev.lock"
SPARK = "requirements-spark.lock"


def plain(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def runtime() -> list[str]:
    return pyproject()["project"]["dependencies"]


def extras() -> dict[str, list[str]]:
    return pyproject()["project"]["optional-dependencies"]


def optional() -> list[str]:
    return [requirement for extra in extras().values() for requirement in extra]


def spark() -> list[str]:
    """The extra that the launcher leaves out for its size; it has a lock of its own."""
    return extras()["spark"]


def left_out() -> list[str]:
    """What the launcher does not bring: Spark for its size, the follower of power counters for what it brings along."""
    return [*spark(), *extras()["energy"]]


def launched() -> list[str]:
    return [requirement for requirement in optional() if requirement not in left_out()]


def dev() -> list[str]:
    return pyproject()["dependency-groups"]["dev"]


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """Per package of a lock file: the exact requirement, and how many hashes it may have. A package can be there twice,
    for different versions of Python."""
    found = {}
    for block in re.split(r"\n(?=\w)", (ROOT / lock).read_text("utf-8")):
        if match := re.match(r"([\w.-]+)==(\S+)", block):
            found[plain(match[1])] = (match[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}", block)))
    return found


def test_every_dependency_has_a_sentence_of_reason_above_it():
    lines = [line.strip() for line in (ROOT / "pyproject.toml").read_text("utf-8").splitlines()]
    for requirement in [*runtime(), *optional(), *dev()]:
        above = lines[lines.index(f'"{requirement}",') - 1]
        assert re.fullmatch(r"# [A-Z].{10,}\.", above), f"{requirement} has no sentence of reason above it"


def test_every_rule_that_is_switched_off_has_a_sentence_of_reason_above_it():
    lines = [line.strip() for line in (ROOT / "pyproject.toml").read_text("utf-8").splitlines()]
    start = lines.index("ignore = [")
    rules = lines[start + 1 : lines.index("]", start)]
    group_has_reason = False
    for line in rules:
        group_has_reason = line.startswith("#") or (group_has_reason and line.startswith('"'))
        assert group_has_reason, f"{line} is switched off without a reason"


def roots(requirements: list[str]) -> set[str]:
    return {IMPORTED_AS.get(plain(r), plain(r)) for r in requirements}


def test_every_dependency_is_used():
    used = set().union(*(imported_roots(path) for path in python_files("src/")))
    wanted = [r for r in [*runtime(), *optional()] if plain(r) not in USED_BY_NAME]
    assert roots(wanted) - used == set()
    settings = (ROOT / "src/toepas_web/config/settings.py").read_text("utf-8")
    started = (ROOT / "src/toepas_web/config/commands.py").read_text("utf-8")
    assert {
        name for name in USED_BY_NAME - {"psycopg"} if IMPORTED_AS.get(name, name) not in settings + started
    } == set()


def test_the_library_imports_nothing_it_does_not_declare():
    declared = (
        roots(
            [
                *runtime(),
                *extras()["academy"],
                *extras()["alliance"],
                *extras()["ask"],
                *extras()["catalogue"],
                *extras()["observatory"],
                *extras()["assurance"],
                *extras()["mcp"],
                *left_out(),
            ]
        )
        | set(sys.stdlib_module_names)
        | {"toepas"}
    )
    assert {named(p): extra for p in library_files() if (extra := imported_roots(p) - declared)} == {}


def test_the_site_imports_nothing_it_does_not_declare():
    declared = roots([*runtime(), *extras()["web"]]) | set(sys.stdlib_module_names) | {"toepas", "toepas_web"}
    site = python_files("src/toepas_web/")
    assert {named(p): extra for p in site if (extra := imported_roots(p) - declared)} == {}


@pytest.mark.parametrize(
    ("lock", "wanted"), [(RUN, runtime), (RUN, launched), (DEV, dev), (SPARK, runtime), (SPARK, spark)]
)
def test_every_dependency_is_pinned(lock, wanted):
    assert {name for r in wanted() if (name := plain(r)) not in pins(lock)} == set()


@pytest.mark.parametrize("lock", [RUN, DEV, SPARK])
def test_every_pin_has_hashes(lock):
    assert {name for name, (_, hashes) in pins(lock).items() if not hashes} == set()


def test_the_test_tools_come_with_the_very_packages_that_users_get():
    of_dev = pins(DEV)
    assert {name: pin for name, pin in pins(RUN).items() if of_dev.get(name) != pin} == {}


def test_spark_stands_beside_the_very_packages_that_users_get():
    of_run, of_spark = pins(RUN), pins(SPARK)
    assert {name: pin for name, pin in of_spark.items() if name in of_run and of_run[name] != pin} == {}


def test_the_launcher_does_not_bring_what_is_left_out():
    assert {plain(r) for r in left_out()} & pins(RUN).keys() == set()
