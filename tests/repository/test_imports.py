"""The import contracts hold, and would notice: each is tried on a made-up tree that breaks it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.project import ROOT

LIBRARY = ROOT / "pyproject.toml"
SITE = ROOT / ".importlinter-web"
SMALL_LIBRARY = {
    "toepas/__init__.py": "",
    "toepas/__main__.py": "from toepas.cli import main",
    "toepas/cli/__init__.py": "from toepas import advise",
    "toepas/cli/main.py": "",
    "toepas/advise/__init__.py": "from toepas.check import check",
    "toepas/check/__init__.py": "from toepas.check.engine import check",
    "toepas/check/engine.py": "from toepas import law\ncheck = law",
    "toepas/law/__init__.py": "from toepas import kernel",
    "toepas/retrieval/__init__.py": "from toepas import kernel",
    "toepas/kernel/__init__.py": "",
    "toepas/kernel/words.py": "",
}
SMALL_SITE = {
    "toepas_web/__init__.py": "",
    "toepas_web/config/__init__.py": "from toepas_web.home import urls",
    "toepas_web/home/__init__.py": "",
    "toepas_web/home/urls.py": "from toepas_web.check import views",
    "toepas_web/check/__init__.py": "",
    "toepas_web/check/urls.py": "from toepas_web.check import views",
    "toepas_web/check/views.py": "from toepas_web.check import actions, forms",
    "toepas_web/check/forms.py": "from toepas_web.check import models",
    "toepas_web/check/actions.py": "from toepas_web.audit import actions\nfrom toepas.check import check",
    "toepas_web/check/models.py": "",
    "toepas_web/advise/__init__.py": "",
    "toepas_web/audit/__init__.py": "",
    "toepas_web/audit/actions.py": "",
    "toepas_web/ui/__init__.py": "",
}


def lint(config: Path, source: Path, cwd: Path) -> tuple[bool, str]:
    """Whether the contracts hold for the packages in `source`, and what the linter says."""
    program = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, "--config", str(config), "--no-cache"],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def lint_made_up(tmp_path):
    def lint_tree(config: Path, files: dict[str, str]) -> tuple[bool, str]:
        for name, content in files.items():
            path = tmp_path / "made-up" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content + "\n", encoding="utf-8")
        return lint(config, tmp_path / "made-up", tmp_path)

    return lint_tree


def test_the_library_keeps_its_contracts():
    kept, said = lint(LIBRARY, ROOT / "src", ROOT)
    assert kept, said


def test_the_site_keeps_its_contracts_from_the_moment_it_exists(lint_made_up):
    if (ROOT / "src/toepas_web").exists():
        kept, said = lint(SITE, ROOT / "src", ROOT)
    else:
        kept, said = lint_made_up(SITE, SMALL_LIBRARY | SMALL_SITE)
    assert kept, said


def test_a_small_library_in_order_passes(lint_made_up):
    kept, said = lint_made_up(LIBRARY, SMALL_LIBRARY)
    assert kept, said


@pytest.mark.parametrize(
    ("contract", "file", "content"),
    [
        ("The library imports neither Django nor the site", "toepas/check/form.py", "import django.forms"),
        ("The library imports neither Django nor the site", "toepas/check/form.py", "import toepas_web"),
        ("The library's ladder", "toepas/law/reverse.py", "from toepas import check"),
        ("The library's ladder", "toepas/kernel/reverse.py", "from toepas import law"),
        ("The library's ladder", "toepas/utils/__init__.py", ""),
        ("The library's ladder", "toepas/strategy/__init__.py", "from toepas import law"),
    ],
)
def test_a_broken_library_contract_is_noticed(lint_made_up, contract, file, content):
    kept, said = lint_made_up(LIBRARY, SMALL_LIBRARY | {file: content})
    assert not kept
    assert f"{contract} BROKEN" in said


@pytest.mark.parametrize(
    ("contract", "file", "content"),
    [
        (
            "The site imports toepas.X, never its insides",
            "toepas_web/check/rules.py",
            "from toepas.check import engine",
        ),
        ("The library does not know the site", "toepas/check/form.py", "from toepas_web import ui"),
        ("The site's ladder", "toepas_web/ui/links.py", "from toepas_web.check import urls"),
        ("The site's ladder", "toepas_web/advise/views.py", "from toepas_web.check import models"),
        ("The site's ladder", "toepas_web/shared/__init__.py", ""),
        ("Inside an app", "toepas_web/check/models.py", "from toepas_web.check import actions"),
        ("Inside an app", "toepas_web/check/presenters.py", "from toepas_web.check import views"),
    ],
)
def test_a_broken_site_contract_is_noticed(lint_made_up, contract, file, content):
    kept, said = lint_made_up(SITE, SMALL_LIBRARY | SMALL_SITE | {file: content})
    assert not kept
    assert any(contract in line and "BROKEN" in line for line in said.splitlines()), said
