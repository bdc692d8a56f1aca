"""Only languages that are complete are shown, and no catalogue lags behind the texts in the code and the law data."""

import os
import subprocess
import sys

from tests.repository.project import ROOT


def test_every_shown_language_is_complete_and_every_catalogue_is_fresh():
    checked = subprocess.run(
        [sys.executable, "-P", "-m", "toepas.cli.catalogues", "check"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
