"""Making an application, with its signature where there is none yet: rows only. Decides nothing."""

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from qianming.core.codes import (
    Industry,
    Origin,
    PaperKind,
    Purpose,
    ReviewState,
    SignatureKind,
    SignatureSource,
)
from qianming.core.names.lookalike import keys
from qianming.registry.models import Account, Application, Signature, WorkOrder
from qianming.registry.subjects import Papers
from qianming.services._moves import Move, move_application
from qianming.services.refusals import RefusalCode, RuleViolation


@dataclass(frozen=True, slots=True)
class NewSignature:
    """What a new signature starts with."""

    name: str
    kind: SignatureKind
    origin: Origin
    source: SignatureSource
    purpose: Purpose
    papers: Papers
    scene: str = ""
    remark: str = ""
    material_keys: tuple[str, ...] = ()
    material_kinds: Mapping[str, PaperKind] = field(default_factory=dict)
    industry: Industry | None = None


def make_signature(
    account: Account, order: WorkOrder, new: NewSignature, move: Move, edited: Signature | None = None
) -> Application:
    """Store an application and put it in review: for the `edited` signature, or for one made with it.

    An application for the name of a complimentary signature becomes the next version of that signature,
    which is then one that was applied for; until a decision its first version stays live.
    """
    signature = edited or _given(account, new) or _signature(account, new, move.now)
    application = Application.objects.create(
        account=account,
        signature=signature,
        work_order=order,
        source=new.source,
        purpose=new.purpose,
        qualification=new.papers.qualification,
        power_of_attorney=new.papers.power_of_attorney,
        trademark=new.papers.trademark,
        app_record=new.papers.app_record,
        scene=new.scene,
        remark=new.remark,
        material_keys=list(new.material_keys),
        material_kinds={key: kind.value for key, kind in new.material_kinds.items()},
        industry=new.industry or "",
        created_at=move.now,
    )
    move_application(application, ReviewState.IN_REVIEW, move)
    return application


def _given(account: Account, new: NewSignature) -> Signature | None:
    """The complimentary signature of the name, made one that was applied for; None if there is none."""
    if new.origin is not Origin.APPLIED_FOR:
        return None
    given = Signature.objects.filter(
        account=account, name=new.name, kind=new.kind, origin=Origin.COMPLIMENTARY, deleted_at__isnull=True
    ).first()
    if given is not None:
        given.origin = Origin.APPLIED_FOR
        given.save(update_fields=["origin"])
    return given


def _signature(account: Account, new: NewSignature, now: datetime) -> Signature:
    alike = keys(new.name)
    try:
        with transaction.atomic():
            return Signature.objects.create(
                account=account,
                name=new.name,
                kind=new.kind,
                origin=new.origin,
                spelling_key=alike.spelling,
                shape_key=alike.shape,
                sound_key=alike.sound,
                code=_code(account.pk, now),
                created_at=now,
            )
    except IntegrityError:
        raise RuleViolation(RefusalCode.NAME_EXISTS) from None


def _code(account_id: int, now: datetime) -> str:
    tail = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(5))
    return f"SIGN_{account_id}_{int(now.timestamp() * 1000)}_{tail}"
