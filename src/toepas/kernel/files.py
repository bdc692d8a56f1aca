"""A file that a person names, opened; what stands in the way is said plainly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@contextmanager
def opened(path: Path, words: Words, todo: str = "") -> Iterator[BinaryIO]:
    """The bytes of a file, while they are read. ``todo`` says what to do where a folder was named.

    Raises Problem for a folder, for a file that is not there, and for one that cannot be read, also halfway.
    """
    try:
        if path.is_dir():
            raise Problem(
                words.t("This is a folder, not a file."), where=str(path), todo=todo or words.t("Name a file.")
            )
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise Problem(
            words.t("There is no such file."), where=str(path), todo=words.t("Check the name and the folder.")
        ) from None
    except OSError as error:
        raise Problem(
            words.t("The file cannot be read."),
            where=str(path),
            expected=error.strerror or "",
            todo=words.t("Check that you may read it."),
        ) from None
