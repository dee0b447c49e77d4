"""How much a process that decodes strangers' files may take. Where the platform has no limits, time remains.

Memory is that of the address space, so that what asks for too much fails at once instead of swapping.
"""

import os
import sys
from contextlib import suppress

_NICENESS = 10


def confine(memory: int) -> None:
    """Limit this process for good: memory in bytes, no dumps, no files, and last in the queue for a core."""
    with suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        with suppress(OSError, ValueError):  # a lower limit stands already
            resource.setrlimit(limit, (most, most))


def allow_seconds(seconds: int) -> None:
    """Let this process compute for so much longer; then the system ends it."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    ends = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (ends, most))
