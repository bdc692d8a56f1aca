"""The project tells nobody where to get packages and nothing about the machine it was written on."""

import re

import pytest

from tests.repository.project import texts

# In pieces, so that this file passes its own test.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "npmjs" + ".com",
    "deb." + "debian.org",
    "crates" + ".io",
    "anaconda" + ".org",
    "proxy." + "golang.org",
    "repo1." + "maven",
]
HOST = re.compile("|".join(re.escape(host) for host in HOSTS), re.IGNORECASE)
FOLDERS = ["work", "farm", "home", "root", "tmp", "opt", "mnt", "srv", "Users", "private"]
FOLDER = f"/(?:{'|'.join(FOLDERS)})/[\\w.-]"
MACHINE_PATH = re.compile(rf"(?:(?<![\w.~/\-}}\])])|file://){FOLDER}|[A-Z]:\\Users\\")
INSTALLER_SOURCE = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host")


def lines_with(pattern: re.Pattern[str], only: str = "") -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, content in texts()
        if name.startswith(only)
        for number, line in enumerate(content.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_the_host_of_a_package_registry():
    assert lines_with(HOST) == []


def test_no_file_holds_a_path_of_somebodys_machine():
    assert lines_with(MACHINE_PATH) == []


def test_the_locks_leave_where_packages_come_from_to_the_machine_that_installs():
    assert lines_with(INSTALLER_SOURCE, only="requirements") == []


@pytest.mark.parametrize("host", HOSTS)
def test_a_registry_host_would_be_found(host):
    assert HOST.search(f"see https://{host}/simple")


@pytest.mark.parametrize("before", ["", " ", '"', "(", "=", "`"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_machine_path_would_be_found(before, folder):
    assert MACHINE_PATH.search(f"{before}/{folder}/someone/x")


@pytest.mark.parametrize("before", ["https://example.eu", "docs", "..", "$base", "~"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_path_inside_the_project_or_the_web_is_no_machine_path(before, folder):
    assert not MACHINE_PATH.search(f"{before}/{folder}/x")
