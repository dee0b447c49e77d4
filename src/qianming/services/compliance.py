"""A carrier's word on whether a signature is compliant at all, which comes apart from its filing.

It may come at any time, also for a filed signature. Health follows in the same transaction; while one carrier
objects the signature is abnormal.
"""

from datetime import datetime

from qianming.carriers.protocol import ComplianceVerdict
from qianming.core.codes import Carrier, EventKind
from qianming.core.permissions import Permission
from qianming.registry.carrier_words import open_verdict, seal_verdict
from qianming.registry.models import CarrierVerdict, Signature
from qianming.services import health
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._fields import need_fitting
from qianming.services.actors import Actor

LONGEST_TEXT = 500


def record_compliance(
    signature: Signature, carrier: Carrier, verdict: ComplianceVerdict, actor: Actor, now: datetime
) -> bool:
    """Keep what a carrier says, or that it takes it back; False when that was known.

    `Forbidden` for others than those who operate filings, `Invalid` for a text that is too long.
    """
    actor.need(Permission.FILING_OPERATE, signature.account_id)
    need_fitting(("text", verdict.text, LONGEST_TEXT))
    with write():
        lock_accounts(signature.account_id)
        row = Signature.objects.select_related("account").get(pk=signature.pk)
        standing = CarrierVerdict.objects.filter(signature=row, carrier=carrier).first()
        changed = (
            _taken_back(standing) if verdict.compliant else _objected(row, carrier, verdict, standing, now)
        )
        if not changed:
            return False
        _follow(row, now)
        _tell(row, carrier, verdict, known=standing is not None, actor=actor, now=now)
    return True


def _taken_back(standing: CarrierVerdict | None) -> bool:
    if standing is None:
        return False
    standing.delete()
    return True


def _objected(
    row: Signature,
    carrier: Carrier,
    verdict: ComplianceVerdict,
    standing: CarrierVerdict | None,
    now: datetime,
) -> bool:
    """Store it, or other words for it; since when stays."""
    if standing is not None and open_verdict(standing) == verdict.text:
        return False
    sealed = seal_verdict(row.account, verdict.text)
    if standing is None:
        CarrierVerdict.objects.create(
            account_id=row.account_id, signature=row, carrier=carrier, since=now, sealed_text=sealed
        )
    else:
        CarrierVerdict.objects.filter(pk=standing.pk).update(sealed_text=sealed)
    return True


def _follow(row: Signature, now: datetime) -> None:
    row.carrier_non_compliant = CarrierVerdict.objects.filter(signature=row).exists()
    row.save(update_fields=["carrier_non_compliant"])
    health.refresh(row, now)


def _tell(
    row: Signature, carrier: Carrier, verdict: ComplianceVerdict, *, known: bool, actor: Actor, now: datetime
) -> None:
    words = {True: "compliant", False: "non_compliant"}
    change = Change(
        EventKind.COMPLIANCE_REPORTED,
        f"signature:{row.pk}",
        row.account_id,
        old=words[not known],
        new=words[verdict.compliant],
        detail={"carrier": carrier},
    )
    record(change, actor, now)
