"""An exclusive lock on the data folder. The operating system holds it: it ends with the process, however."""

import os
from pathlib import Path

from django.core.files import locks

from qianming.gateway.journal.protocol import AlreadyServed


class FolderLock:
    """Holds `<name>.lock` beside the journal; the file names the process that holds it."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if not locks.lock(self._descriptor, locks.LOCK_EX | locks.LOCK_NB):
            holder = os.pread(self._descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise AlreadyServed(
                f"The data in {file.parent} is already served by process {holder or 'unknown'}. "
                "Stop that one first, or choose another folder with --data."
            )
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        os.close(self._descriptor)
