"""The key that signs sessions and links: made once, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """The key in the file; a new one where there is none yet. Two processes that start together get the same one."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(secrets.token_urlsafe(50))
    try:
        # A link, unlike a rename, fails where another process was first.
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return file.read_text(encoding="utf-8").strip()
