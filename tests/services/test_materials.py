"""Uploads: the permit, the checks on arrival, the links, and that a key is written once."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from qianming.core.permissions import Role
from qianming.registry.models import Material
from qianming.services import materials
from qianming.services.actors import user_actor
from qianming.services.materials import MAXIMUM_BYTES, StoreMaterial
from qianming.services.refusals import Forbidden, Invalid, NotFound, Refusal, RefusalCode
from tests.documents.samples import DOC, DOCX, GIF, JPEG, PDF
from tests.services.making import MINUTE, NOW, PNG, SECOND, an_account, an_applicant, row_counts, upload

pytestmark = pytest.mark.django_db


def an_upload(name: str = "licence.png", content: bytes = PNG) -> StoreMaterial:
    permit = materials.issue_permit(an_applicant(an_account()), NOW)
    return StoreMaterial(
        permit.access_key_id, permit.policy, permit.signature, f"{permit.start_path}/{name}", content
    )


def files() -> set[Path]:
    return {path for path in (Path(settings.QIANMING_DATA) / "files").rglob("*") if path.is_file()}


def test_the_permit_is_a_signed_policy_for_a_form_upload() -> None:
    account = an_account()
    permit = materials.issue_permit(an_applicant(account), NOW)
    policy = json.loads(base64.b64decode(permit.policy))
    assert policy["expiration"] == "2026-06-10T02:30:00.000Z"
    assert policy["conditions"] == [
        ["content-length-range", 0, MAXIMUM_BYTES],
        ["starts-with", "$key", permit.start_path],
    ]
    assert len(base64.b64decode(permit.signature)) == hashlib.sha1().digest_size


def test_two_permits_never_share_a_path() -> None:
    actor = an_applicant(an_account())
    assert materials.issue_permit(actor, NOW).start_path != materials.issue_permit(actor, NOW).start_path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.png", PNG, "image/png"),
        ("a.PNG", PNG, "image/png"),
        ("a-1_b.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.gif", GIF, "image/gif"),
        ("a.pdf", PDF, "application/pdf"),
        ("a.doc", DOC, "application/msword"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_it_keeps_a_file_sealed(name: str, content: bytes, kind: str) -> None:
    before = files()
    material = materials.store(an_upload(name, content), NOW)
    assert (material.media_type, material.size) == (kind, len(content))
    (path,) = files() - before
    stored = path.read_bytes()
    assert content not in stored
    assert hashlib.sha256(stored).hexdigest() == material.digest == path.name
    assert path.stat().st_mode & 0o077 == 0
    assert materials.read(Material.objects.get()) == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.png", b"", RefusalCode.FILE_EMPTY),
        ("a.png", PNG + bytes(MAXIMUM_BYTES), RefusalCode.FILE_TOO_LARGE),
        ("a.png", b"MZ" + bytes(60), RefusalCode.FILE_TYPE_INVALID),
        ("a.png", JPEG, RefusalCode.FILE_TYPE_INVALID),
        ("a.html", b"<html>", RefusalCode.FILE_TYPE_INVALID),
        ("a.docx", b"PK\x03\x04" + bytes(40), RefusalCode.FILE_BROKEN),
        ("a.exe", PNG, RefusalCode.FILE_TYPE_INVALID),
        ("执照.png", PNG, RefusalCode.FILE_NAME_INVALID),
        ("a b.png", PNG, RefusalCode.FILE_NAME_INVALID),
        ("../a.png", PNG, RefusalCode.FILE_NAME_INVALID),
        ("b/a.png", PNG, RefusalCode.FILE_NAME_INVALID),
        ("a..png", PNG, RefusalCode.FILE_NAME_INVALID),
        (".png", PNG, RefusalCode.FILE_NAME_INVALID),
        ("png", PNG, RefusalCode.FILE_NAME_INVALID),
        ("", PNG, RefusalCode.FILE_NAME_INVALID),
    ],
)
def test_it_refuses_a_file_and_stores_nothing(name: str, content: bytes, code: RefusalCode) -> None:
    command = an_upload(name, content)
    rows, stored = row_counts(), files()
    with pytest.raises(Invalid) as refusal:
        materials.store(command, NOW)
    assert refusal.value.code == code
    assert (row_counts(), files()) == (rows, stored)


def test_it_refuses_a_tampered_or_old_permit() -> None:
    command = an_upload()
    wider = base64.b64encode(base64.b64decode(command.policy).replace(b"2026", b"2036")).decode()
    own = base64.b64encode(hmac.new(b"guess", command.policy.encode(), hashlib.sha1).digest()).decode()
    forged = [
        replace(command, policy=wider),
        replace(command, policy="no base64 中"),
        replace(command, signature=own),
        replace(command, signature="中"),
        replace(command, key="999/0123456789abcdef/a.png"),
        replace(command, key=command.key.replace("/", "x/", 1)),
        replace(command, access_key_id="QMFILES000000000"),
    ]
    for bad in forged:
        with pytest.raises(Invalid) as refusal:
            materials.store(bad, NOW)
        assert refusal.value.code == RefusalCode.PERMIT_INVALID
    with pytest.raises(Invalid) as refusal:
        materials.store(command, NOW + 30 * MINUTE + SECOND)
    assert refusal.value.code == RefusalCode.PERMIT_EXPIRED
    assert not Material.objects.exists()


def test_a_key_is_written_once() -> None:
    command = an_upload()
    first = materials.store(command, NOW)
    assert materials.store(command, NOW).pk == first.pk
    with pytest.raises(Invalid) as refusal:
        materials.store(replace(command, content=PNG + b"other"), NOW)
    assert refusal.value.code == RefusalCode.FILE_EXISTS
    assert materials.read(Material.objects.get()) == PNG


def test_a_link_shows_the_file_for_an_hour() -> None:
    account = an_account()
    material = materials.find(account.pk, upload(an_applicant(account)))
    assert material is not None
    link = materials.link_to(material, NOW)
    assert materials.follow(link, NOW + 60 * MINUTE).pk == material.pk
    for bad, when, kind in (
        (link, NOW + 60 * MINUTE + SECOND, Invalid),
        (replace(link, key=link.key + "x"), NOW, Invalid),
        (replace(link, expires_at=link.expires_at + MINUTE), NOW, Invalid),
    ):
        with pytest.raises(kind):
            materials.follow(bad, when)
    material.delete()
    with pytest.raises(NotFound):
        materials.follow(link, NOW)


def test_another_account_finds_nothing() -> None:
    key = upload(an_applicant(an_account("one")))
    assert materials.find(an_account("other").pk, key) is None


def test_a_reviewer_uploads_nothing() -> None:
    with pytest.raises(Forbidden):
        materials.issue_permit(user_actor(1, Role.REVIEWER, None), NOW)
    assert issubclass(Forbidden, Refusal)
