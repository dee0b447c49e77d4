"""The two generations of the vendor's SDK, each in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from tests.e2e.service import Service

ROOT = Path(__file__).resolve().parents[2]
CALLER = Path(__file__).with_name("caller.py")


class Generation(StrEnum):
    """A generation of the SDK; the second one knows the older actions only."""

    CURRENT = "4.6.0"
    SECOND = "2.0.24"


FOLDERS = {Generation.CURRENT: "", Generation.SECOND: str(ROOT / "build" / "sdk2")}


@dataclass(frozen=True)
class Told:
    """What the SDK made of an answer."""

    status: int
    code: str
    body: Mapping[str, Any]


class Caller:
    """One SDK in its process, aimed at a service; `known` are its actions in small letters.

    May be used by several threads, which take turns.
    """

    def __init__(self, generation: Generation, service: Service) -> None:
        self.generation = generation
        self._service = service
        self._turn = Lock()
        environment = {**os.environ, "PYTHONPATH": FOLDERS[generation]}
        self._process = subprocess.Popen(
            [sys.executable, str(CALLER)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.known = frozenset(json.loads(self._process.stdout.readline()))

    def call(
        self, action: str, given: Mapping[str, object], credentials: Mapping[str, str], *, version: int = 3
    ) -> Told:
        """Perform an action; `version` 1 signs the older way, which the SDK calls v2."""
        config = {**credentials, "endpoint": self._service.endpoint, "protocol": "http"}
        if version == 1:
            config["signature_algorithm"] = "v2"
        with self._turn:
            answer = self._asked({"action": action, "given": given, "config": config})
        return Told(answer["status"], answer["code"], answer["body"])

    def _asked(self, call: Mapping[str, object]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(call) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
