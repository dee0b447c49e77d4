"""Whether a file is what it claims to be, found out by decoding it where that can do no harm.

Decides about content alone: which kinds of files are welcome, and where, is decided by the services.
"""

import os
from functools import cache
from typing import Final

from qianming.documents.workers import Allowance, Workers

_SECONDS: Final = 10
_MEMORY: Final = 1024 * 1024 * 1024
_WAITING: Final = 3
_FILES: Final = 500


def inspect(content: bytes, kind: str) -> None:
    """Decode the file in another process; raises `Faulty` for what is wrong with it, or `Busy`."""
    _workers().run("inspect", content, kind)


@cache
def _workers() -> Workers:
    """Half of the cores at most, so that requests always find one."""
    processes = max(1, (os.cpu_count() or 2) // 2)
    return Workers(Allowance(_SECONDS, _MEMORY, min(processes, 4), _WAITING, _FILES))
