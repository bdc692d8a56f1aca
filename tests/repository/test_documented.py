"""What a person can type is described where a person looks, and what is described can be typed."""

import re
import subprocess
import sys

from tests.repository.project import ROOT

# These two belong to the launcher ./toepas, not to the program behind it.
OF_THE_LAUNCHER = {"test", "bench"}


def commands() -> set[str]:
    """The commands that `toepas --help` offers."""
    shown = subprocess.run(
        [sys.executable, "-P", "-m", "toepas", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "COLUMNS": "200"},
    ).stdout
    found = re.findall(r"^    ([a-z]+)(?: {2,}|$)", shown, flags=re.MULTILINE)  # a long name has a line of its own
    assert found, f"no commands found in the help text:\n{shown}"
    return set(found)


def guides() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs/guides").glob("*.md"))]
    return "\n".join(page.read_text("utf-8") for page in pages)


def test_every_command_is_described_in_the_readme_or_a_guide():
    described = set(re.findall(r"toepas ([a-z]+)", guides()))
    assert (commands() | OF_THE_LAUNCHER) - described == set()


def test_every_command_the_guides_show_exists():
    shown = set(re.findall(r"\./toepas ([a-z]+)", guides()))
    assert shown - commands() - OF_THE_LAUNCHER == set()


def test_every_example_the_readme_names_exists():
    named = set(re.findall(r"\bexamples/[\w./-]+\w", (ROOT / "README.md").read_text("utf-8")))
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_link_between_pages_leads_somewhere():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
