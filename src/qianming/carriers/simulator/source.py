"""Where the simulated carriers' behaviour comes from: a file, read again when it changes.

A file that is missing means the defaults. One that cannot be used is logged once, and the behaviour read
before stays in force.
"""

import logging
import threading
from pathlib import Path

from qianming.carriers.simulator.behaviour import CarrierBehaviour
from qianming.carriers.simulator.configuration import DEFAULTS, BadConfiguration, Behaviours, parse
from qianming.core.codes import Carrier

log = logging.getLogger(__name__)


class BehaviourFile:
    """The behaviours as the file has them now; safe to be asked from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._behaviours = DEFAULTS
        self.problem = ""

    def of(self, carrier: Carrier) -> CarrierBehaviour:
        """How a carrier behaves now."""
        with self._lock:
            self._follow()
            return self._behaviours[carrier]

    def load(self) -> Behaviours:
        """Read the file now; raises `BadConfiguration` with the file's name and the key."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return DEFAULTS
        except (OSError, UnicodeDecodeError) as error:
            raise BadConfiguration(f"{self._path}: cannot be read: {error}") from error
        try:
            return parse(text)
        except BadConfiguration as error:
            raise BadConfiguration(f"{self._path}: {error}") from error

    def _follow(self) -> None:
        mark = self._mark()
        if mark == self._seen:
            return
        self._seen = mark
        try:
            self._behaviours = self.load()
            self.problem = ""
        except BadConfiguration as error:
            self.problem = str(error)
            log.error("simulated carriers keep their behaviour: %s", error)

    def _mark(self) -> tuple[int, int, int]:
        """What changes when the file does; all zero while there is none."""
        try:
            status = self._path.stat()
        except OSError:
            return (0, 0, 0)
        return (status.st_mtime_ns, status.st_size, status.st_ino)
