"""Micro-credentials: Open Badges 3.0 as Verifiable Credentials 2.0, issued, revoked, shown and verified."""

from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
