"""Commands of the site. The library does not know the site: it only starts it, as a program of its own."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

from toepas.cli.common import lacking
from toepas.kernel.words import Words

SITE = "toepas_web"


def summaries(words: Words) -> dict[str, str]:
    """The commands of the site with a line each."""
    return {
        "serve": words.t("Start the site on this machine"),
        "backup": words.t("Keep everything the site stores in one file, also while it serves"),
        "restore": words.t("Bring back what a backup holds"),
        "manage": words.t("Commands for administrators of the site"),
    }


def run(arguments: list[str], words: Words) -> int:
    """Hand over to the site; on POSIX this process becomes the site."""
    if importlib.util.find_spec(SITE) is None or importlib.util.find_spec("django") is None:
        raise lacking(words.t("The site is not installed here."), "web", words)
    os.environ["TOEPAS_LANG"] = words.lang
    command = [sys.executable, "-P", "-m", SITE, *_without_language(arguments)]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(sys.executable, command)  # noqa: S606 (our own interpreter, no shell)
    return subprocess.call(command)


def _without_language(arguments: list[str]) -> list[str]:
    """The arguments without ``--lang``, which was read already and is no word of the framework."""
    kept = [argument for argument in arguments if not argument.startswith("--lang=")]
    if "--lang" in kept:
        place = kept.index("--lang")
        del kept[place : place + 2]
    return kept
