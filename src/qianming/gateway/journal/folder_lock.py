"""An exclusive lock on the data folder. The operating system holds it: it ends with the process, however."""

import os
from pathlib import Path

from django.core.files import locks

from qianming.gateway.journal.protocol import AlreadyServed


class FolderLock:
    """Holds `<name>.lock` beside the journal; the file names the process that holds it."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if not locks.lock(descriptor, locks.LOCK_EX | locks.LOCK_NB):
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise AlreadyServed(file.parent, holder or "?")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let others have the folder; doing it twice changes nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
