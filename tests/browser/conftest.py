"""A site as a user starts it, and a real browser in front of it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.repository.project import ROOT

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = {"runOnly": WCAG, "resultTypes": ["violations"]}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
expect.set_options(timeout=15_000)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def serving(home: Path, port: int, **env: str):
    """The site, started as the README says, until the block ends. Yields (address, file with what it printed)."""
    log = home / "serve.log"
    home.mkdir(parents=True, exist_ok=True)
    with log.open("a") as stream:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "toepas", "serve", "--port", str(port), "--workers", "2"],
            env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "TOEPAS_HOME": str(home / "data"),
                 "TOEPAS_API_RATE": "100000/m", "PYTHONUNBUFFERED": "1",
                 "TOEPAS_ISSUER_NAME": "Example Academy", "TOEPAS_ISSUER_COUNTRY": "NL", **env},
            stdout=stream, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        wait_until_up(address, process, log)
        yield address, log
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_up(address: str, process: subprocess.Popen, log: Path, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("site"), free_port()) as (address, log):
        yield address, log


class Visitor:
    """A person with a browser. Every journey ends with ``leaves_an_accessible_page``."""

    def __init__(self, page: Page, address: str, log: Path) -> None:
        self.page, self.address, self.log = page, address, log
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def opens(self, path: str) -> None:
        self.page.goto(self.address + path)

    def reads(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def answers(self, label: str, then: str = "Go on") -> None:
        self.page.get_by_label(label, exact=True).check()
        self.page.get_by_role("button", name=then, exact=True).click()

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def leaves_an_accessible_page(self) -> None:
        """No violation of WCAG 2.2 AA by axe, no complaint of the browser, nothing wider than the screen."""
        found = Axe().run(self.page, options=ASKED).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
        refused = [text for text in self.complaints if "status of 4" not in text]
        assert refused == []
        wide, screen = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= screen

    def finds_it_accessible_on_a_desk_and_on_a_phone(self, path: str) -> None:
        """One page, in light and then in dark: how wide it is and which colours it has is all up to its style."""
        self.complaints.clear()
        self.page.set_viewport_size(DESK)
        self.page.emulate_media(color_scheme="light")
        self.opens(path)
        self.leaves_an_accessible_page()
        self.page.set_viewport_size(PHONE)
        self.page.emulate_media(color_scheme="dark")
        self.leaves_an_accessible_page()

    def code_from_mail(self) -> str:
        """The code in the last mail: without a mail server it is printed where the site was started."""
        for _ in range(100):
            found = re.findall(r"^([A-Z0-9]{3,4}-[A-Z0-9]{3,4})$", self.log.read_text(), re.MULTILINE)
            if found:
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())


def visitor(chromium, site, **options):
    context = chromium.new_context(**options)
    return Visitor(context.new_page(), *site)


@pytest.fixture(scope="session")
def reader(chromium, site):
    """Somebody who only reads: one window for all pages, since to open one takes longer than to look at a page."""
    made = visitor(chromium, site, locale="en-IE")
    yield made
    made.page.context.close()


@pytest.fixture(params=["desk", "phone"])
def person(request, chromium, site):
    size = DESK if request.param == "desk" else PHONE
    made = visitor(
        chromium, site, viewport=size, locale="en-IE", color_scheme="dark" if request.param == "phone" else "light"
    )
    yield made
    made.page.context.close()


@pytest.fixture
def person_without_scripts(chromium, site):
    made = visitor(chromium, site, viewport=DESK, java_script_enabled=False)
    yield made
    made.page.context.close()
