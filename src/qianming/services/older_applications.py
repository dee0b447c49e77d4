"""Applications as the older API makes them: pictures come along, a qualification does not.

Decides what the older API refuses that the present one stores as rejected. Without a qualification carriers
file nothing, so that such a signature stays abnormal until one is bound to it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.codes import ReviewState, SignatureKind, SignatureSource
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.registry.queries import latest_application
from qianming.services import applications, materials
from qianming.services._applying import need_possible
from qianming.services._fields import policy_at
from qianming.services.actors import Actor
from qianming.services.applications import Resubmission, SubmitApplication, SubmittedApplication
from qianming.services.finding import found_signature
from qianming.services.refusals import Conflict, Invalid, RefusalCode, RuleViolation

MAXIMUM_BYTES = 2 * 1024 * 1024
SUFFIXES = ("jpg", "png", "gif", "jpeg")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its bytes and the ending that it was given."""

    content: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class OlderApplication:
    """The fields of AddSmsSign and ModifySmsSign."""

    name: str
    source: SignatureSource
    kind: SignatureKind
    remark: str
    pictures: tuple[Picture, ...]


def add(actor: Actor, given: OlderApplication, now: datetime) -> SubmittedApplication:
    """Apply for a new signature without a qualification."""
    command = SubmitApplication(
        name=given.name, source=given.source, kind=given.kind, remark=given.remark, unbound=True
    )
    need_possible(command, now)
    _need_sound(given, now)
    keys = _stored(actor, given.pictures, now)
    unbound = SubmitApplication(
        name=given.name,
        source=given.source,
        kind=given.kind,
        remark=given.remark,
        material_keys=keys,
        unbound=True,
    )
    return applications.submit(actor, unbound, now)


def modify(actor: Actor, given: OlderApplication, now: datetime) -> SubmittedApplication:
    """Apply again for a rejected signature; `Conflict(NOT_MODIFIABLE)` for any other."""
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    row = found_signature(account_id, given.name)
    last = latest_application(row)
    if last.state != ReviewState.REJECTED:
        raise Conflict(RefusalCode.NOT_MODIFIABLE)
    _need_sound(given, now)
    resubmission = Resubmission(
        order_id=last.work_order_id,
        source=given.source,
        remark=given.remark,
        material_keys=_stored(actor, given.pictures, now),
    )
    return applications.resubmit(actor, resubmission, now)


def _need_sound(given: OlderApplication, now: datetime) -> None:
    ended = policy_at(now).ended_sources.get(given.source)
    if ended is not None and ended <= china_day(now):
        raise RuleViolation(RefusalCode.SOURCE_ENDED)
    for picture in given.pictures:
        if not picture.content:
            raise Invalid(Problem(RefusalCode.OLDER_FILE_EMPTY, "SignFileList"))
        if len(picture.content) > MAXIMUM_BYTES:
            raise Invalid(Problem(RefusalCode.OLDER_FILE_TOO_LARGE, "SignFileList"))


def _stored(actor: Actor, pictures: tuple[Picture, ...], now: datetime) -> tuple[str, ...]:
    """The pictures as uploaded files, and their keys."""
    permit = materials.issue_permit(actor, now)
    return tuple(
        materials.store(
            materials.StoreMaterial(
                access_key_id=permit.access_key_id,
                policy=permit.policy,
                signature=permit.signature,
                key=f"{permit.start_path}/{secrets.token_hex(8)}.{picture.suffix}",
                content=picture.content,
            ),
            now,
        ).key
        for picture in pictures
    )
