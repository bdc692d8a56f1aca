"""Writes docs/openapi.json anew: ``python -m tests.web.pin_openapi``. Look at the difference before keeping it."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")

import django

django.setup()

from tests.web.test_api import PINNED  # noqa: E402 (the settings come first)
from toepas_web.api.main import description  # noqa: E402 (the settings come first)

if __name__ == "__main__":
    PINNED.write_text(json.dumps(description(), indent=1) + "\n", encoding="utf-8")
