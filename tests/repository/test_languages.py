"""Only languages that are complete are shown, no catalogue lags behind the texts in the code and the law data, and
every page speaks to its reader in the same way.
"""

import os
import re
import subprocess
import sys

from babel.messages.pofile import read_po

from tests.repository.project import ROOT

FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jouwe|jezelf|jouzelf|jullie)\b", re.IGNORECASE)


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


def test_dutch_says_u_to_the_reader_in_every_message():
    found = []
    for file in sorted((ROOT / "src").glob("*/locale/nl/LC_MESSAGES/toepas.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale="nl"):
                texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
                found += [f"{file.parts[-5]}: {text}" for text in texts if message.id and FAMILIAR.search(text)]
    assert found == []
