"""Uploaded files: the permit to upload, the checks on arrival, and the sealed bytes on disk.

Decides which files come in (type by content, size, name). What a file proves is a reviewer's to decide.
"""

from dataclasses import dataclass
from datetime import datetime

from qianming.registry.models import Material
from qianming.services.actors import Actor

MAXIMUM_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Permit:
    """What a client needs for one browser-style upload: `start_path` begins every key it may write."""

    access_key_id: str
    policy: str
    signature: str
    start_path: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StoreMaterial:
    """An upload as it arrived: the permit's own fields, the key, and the bytes."""

    access_key_id: str
    policy: str
    signature: str
    key: str
    content: bytes


def issue_permit(actor: Actor, now: datetime) -> Permit:
    """A permit for the actor's account, valid for some minutes. It is proven by its signature, not stored."""
    raise NotImplementedError


def store(command: StoreMaterial, now: datetime) -> Material:
    """Check permit and file, write the sealed bytes, then the row; `Invalid` names what is wrong."""
    raise NotImplementedError


def find(account_id: int, key: str) -> Material | None:
    """The account's material of that key."""
    raise NotImplementedError


def read(material: Material) -> bytes:
    """The bytes in the clear."""
    raise NotImplementedError
