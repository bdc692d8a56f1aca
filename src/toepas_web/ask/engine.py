"""What the site asks: built once in each process, with the official texts that were made ready (`toepas ask --prepare`)."""

from __future__ import annotations

import functools
import os
import threading

import httpx

from toepas.ask import Answer, Engine, WriterSettings, ready_passages, warm, write
from toepas.kernel import Words
from toepas.law import load_act

_once = threading.Lock()


def ready() -> Engine:
    """The engine; the first question of a process builds it, others wait for that."""
    with _once:
        return _build()


@functools.cache
def _build() -> Engine:
    return warm(extra=ready_passages(load_act()))


def is_written_outside() -> bool:
    """Whether whoever runs the site has connected a language model: then questions leave this site."""
    return bool(os.environ.get("TOEPAS_LLM_URL"))


def written(answer: Answer, said: Words) -> Answer:
    """The answer with what a connected language model wrote from its passages, as far as they carry it.

    Raises Problem where the connection is set up wrongly; without one the answer comes back as it is.
    """
    settings = WriterSettings.read(os.environ, said)
    if settings is None:
        return answer
    with httpx.Client() as client:
        return write(answer, said, settings, client)
