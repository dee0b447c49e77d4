"""Reads a document in a process of its own: one page at a time, within 20 seconds and 1.5 GB.

Decides nothing; it is for the services to say what becomes of what was read.
"""

from functools import cache
from typing import Final

import msgspec

from qianming.core.readings import DocumentKind
from qianming.documents.reading import is_installed
from qianming.documents.reading.results import Reading
from qianming.documents.workers import Allowance, Workers

__all__ = ["Reading", "is_installed", "read"]

ALLOWANCE: Final = Allowance(seconds=20, memory=1536 * 1024 * 1024, processes=1, waiting=2, files=1)


def read(content: bytes, kind: str, document: DocumentKind) -> Reading:
    """What the first page says; raises `Faulty`, or `Busy` when others wait already."""
    return msgspec.msgpack.decode(_workers().run(document.value, content, kind), type=Reading)


@cache
def _workers() -> Workers:
    return Workers(ALLOWANCE)
