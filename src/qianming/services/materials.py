"""Uploaded files: the permit to upload, the checks on arrival, links to look at them.

Decides which files come in (by size, name, and type as the content shows it). What a file proves is for a
reviewer to decide. Permits and links are proven by their signatures, so that nothing is stored for them.
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
from django.db import IntegrityError

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission, Role
from qianming.core.problems import Problem
from qianming.documents.kinds import ENDINGS, claimed_kind
from qianming.registry import files
from qianming.registry.models import Account, Material
from qianming.registry.queries import for_account
from qianming.registry.sealing import service_key
from qianming.services import leftovers
from qianming.services._command import Change, record, write
from qianming.services._inspecting import inspected, kept
from qianming.services.actors import Actor, ActorKind
from qianming.services.refusals import Invalid, NotFound, Noun, RefusalCode

MAXIMUM_BYTES = 5 * 1024 * 1024
_PERMIT_LIFETIME = timedelta(minutes=30)
_LINK_LIFETIME = timedelta(hours=1)
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.([A-Za-z]{3,4})")
_START_PATH = re.compile(r"([0-9]{1,18})/[0-9a-f]{16}")


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


@dataclass(frozen=True, slots=True)
class Link:
    """A link's parts: who holds the key and the signature may look at the file until it expires."""

    key: str
    access_key_id: str
    expires_at: datetime
    signature: str


class _Policy(msgspec.Struct, frozen=True):
    """What the permit says; its shape is that of a browser-style form upload to object storage."""

    expiration: datetime
    conditions: list[list[str | int]]


def issue_permit(actor: Actor, now: datetime) -> Permit:
    """A permit for the actor's account, valid for half an hour."""
    account_id = actor.account_for(Permission.MATERIAL_UPLOAD)
    start_path = f"{account_id}/{secrets.token_hex(8)}"
    expires_at = now + _PERMIT_LIFETIME
    conditions: list[list[str | int]] = [
        ["content-length-range", 0, MAXIMUM_BYTES],
        ["starts-with", "$key", start_path],
    ]
    expiration = expires_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    document = msgspec.json.encode({"expiration": expiration, "conditions": conditions})
    policy = base64.b64encode(document).decode()
    return Permit(_key_id(account_id), policy, _sign("upload-permit", policy), start_path, expires_at)


def store(command: StoreMaterial, now: datetime) -> Material:
    """Check permit and file, decode it elsewhere, write the sealed bytes, then the row.

    `Invalid` names what is wrong, `Unavailable` what the service lacks. A key is written once: the same bytes
    again are fine, others are refused.
    """
    account = _permitted(command, now)
    kind = _claimed_type(command)
    known = find(account.pk, command.key)
    if known is not None:
        return _same(known, command.content)
    inspected(command.content, kind)
    digest = kept(account, command.content)
    try:
        with write():
            return _stored(account, command, kind, digest, now)
    except IntegrityError:
        # Two uploads of one key at once: the first one's row stands.
        files.forget(digest)
        return _same(account.materials.get(key=command.key), command.content)


def find(account_id: int, key: str) -> Material | None:
    """The account's material of that key."""
    return for_account(Material, account_id).select_related("account").filter(key=key).first()


def read(material: Material) -> bytes:
    """The bytes in the clear."""
    return files.content_of(material)


def link_to(material: Material, now: datetime) -> Link:
    """A link to look at a file, valid for an hour."""
    expires_at = (now + _LINK_LIFETIME).replace(microsecond=0)
    signature = _sign("download-link", f"{material.key}\n{int(expires_at.timestamp())}")
    return Link(material.key, _key_id(material.account_id), expires_at, signature)


def follow(link: Link, now: datetime) -> Material:
    """The material that a link leads to; raises `Invalid` for a forged or old link, `NotFound`."""
    signature = _sign("download-link", f"{link.key}\n{int(link.expires_at.timestamp())}")
    if not hmac.compare_digest(signature.encode(), link.signature.encode()):
        raise Invalid(Problem(RefusalCode.PERMIT_INVALID, "signature"))
    if now > link.expires_at:
        raise Invalid(Problem(RefusalCode.PERMIT_EXPIRED, "expires"))
    account = link.key.partition("/")[0]
    material = find(int(account), link.key) if account.isdecimal() else None
    if material is None:
        raise NotFound(Noun.MATERIAL)
    return material


def _permitted(command: StoreMaterial, now: datetime) -> Account:
    """The account whose permit it is; the key must begin as the permit says."""
    signature = _sign("upload-permit", command.policy)
    if not hmac.compare_digest(signature.encode(), command.signature.encode()):
        raise Invalid(Problem(RefusalCode.PERMIT_INVALID, "signature"))
    policy = msgspec.json.decode(base64.b64decode(command.policy), type=_Policy)
    if now > policy.expiration:
        raise Invalid(Problem(RefusalCode.PERMIT_EXPIRED, "policy"))
    start_path = next(str(value) for operator, *_, value in policy.conditions if operator == "starts-with")
    match = _START_PATH.fullmatch(start_path)
    account = Account.objects.filter(pk=int(match[1])).first() if match else None
    if account is None or command.access_key_id != _key_id(account.pk):
        raise Invalid(Problem(RefusalCode.PERMIT_INVALID, "OSSAccessKeyId"))
    if not command.key.startswith(f"{start_path}/"):
        raise Invalid(Problem(RefusalCode.PERMIT_INVALID, "key"))
    return account


def _claimed_type(command: StoreMaterial) -> str:
    """The type that name and first bytes agree on; whether the rest does too is seen by decoding it."""
    name = _FILE_NAME.fullmatch(command.key.split("/", 2)[-1])
    if name is None or ".." in name[0]:
        raise Invalid(Problem(RefusalCode.FILE_NAME_INVALID, "key"))
    if not command.content:
        raise Invalid(Problem(RefusalCode.FILE_EMPTY, "file"))
    if len(command.content) > MAXIMUM_BYTES:
        raise Invalid(Problem(RefusalCode.FILE_TOO_LARGE, "file"))
    kind = claimed_kind(command.content)
    if kind is None or name[1].lower() not in ENDINGS[kind]:
        raise Invalid(Problem(RefusalCode.FILE_TYPE_INVALID, "file"))
    return kind


def _stored(account: Account, command: StoreMaterial, kind: str, digest: str, now: datetime) -> Material:
    material = Material.objects.create(
        account=account,
        key=command.key,
        digest=digest,
        media_type=kind,
        size=len(command.content),
        stored_at=now,
        look_at=leftovers.first_look(now),
    )
    uploader = Actor(ActorKind.SYSTEM, "upload-permit", account.pk, Role.APPLICANT)
    subject = f"material:{material.pk}"
    record(Change(EventKind.MATERIAL_STORED, subject, account.pk, new="stored"), uploader, now)
    return material


def _same(material: Material, content: bytes) -> Material:
    if files.content_of(material) != content:
        raise Invalid(Problem(RefusalCode.FILE_EXISTS, "key"))
    return material


def _key_id(account_id: int) -> str:
    return f"QMFILES{account_id:09d}"


def _sign(purpose: str, text: str) -> str:
    """HMAC-SHA1 in base64, which is what clients of object storage know."""
    digest = hmac.new(service_key(purpose), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
