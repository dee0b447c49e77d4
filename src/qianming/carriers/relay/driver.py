"""A carrier behind another service of the same API: signatures are applied for there, and texts sent there.

A signature that is there already is not applied for again, so that a call that was cut off does no harm.
Decides nothing about names: the upstream service judges them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import msgspec

from qianming.carriers.protocol import (
    CarrierMisunderstood,
    Delivery,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    RelayedProbe,
    Submission,
    TextReport,
)
from qianming.carriers.relay.calling import Called, Upstream
from qianming.carriers.relay.texts import RelayTexts
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.mismatches import MismatchFault

_UNKNOWN = frozenset({"SignatureNotFound", "isv.SMS_SIGNATURE_ILLEGAL", "isv.SMS_SIGN_ILLEGAL"})
_THERE = frozenset({"SignName.Exists", "isv.SIGN_EXISTED"})
_IN_REVIEW, _APPROVED, _WITHDRAWN = 0, 1, 10
_SOURCES: Mapping[SignatureSource, int] = MappingProxyType({SignatureSource.ENTERPRISE_NAME: 0})
_STATES: Mapping[int, FilingState] = MappingProxyType(
    {
        -1: FilingState.FILING,
        0: FilingState.FAILED,
        1: FilingState.UNVERIFIED,
        2: FilingState.EXPIRED,
        3: FilingState.FILED,
    }
)


class RelayEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `carriers.toml` says. `qualifications` maps a credit code to the upstream qualification's id.

    `templates` maps a code of an upstream template to its content, by which texts are recognised.
    """

    url: str
    key_id: str
    secret: str
    qualifications: dict[str, int]
    templates: dict[str, str] = {}
    ask_every_seconds: float = 600.0


class RelayCarrier:
    """One carrier as the upstream service tells of it."""

    def __init__(self, carrier: Carrier, entry: RelayEntry, upstream: Upstream | None = None) -> None:
        self._carrier, self._entry = carrier, entry
        self._upstream = upstream or Upstream(entry.url, entry.key_id, entry.secret)
        self._texts = RelayTexts(self._upstream, entry.templates)

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        known = self._standing(request.signature, now)
        if known is not None:
            return known
        qualification = self._entry.qualifications.get(request.elements.credit_code)
        if qualification is None:
            text = "上级平台没有该主体的资质，请在 carriers.toml 的 qualifications 中登记。"
            return _failed(FilingReason.QUALIFICATION_ERROR, text)
        if request.source not in _SOURCES:
            text = "上级平台只接受来源为企业名称的签名。"
            return _failed(FilingReason.SIGNATURE_ERROR, text)
        called = self._upstream.call(
            "CreateSmsSign",
            SignName=request.signature,
            SignSource=_SOURCES[request.source],
            SignType=1,
            QualificationId=qualification,
            ThirdParty="false",
        )
        if called.code != "OK" and called.code not in _THERE:
            return _failed(FilingReason.SIGNATURE_ERROR, called.code)
        return self._waiting(now)

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        known = self._standing(probe.signature, now)
        return known or _failed(FilingReason.SIGNATURE_ERROR, "上级平台已没有该签名。")

    def deliver(self, submission: Submission, now: datetime) -> Delivery:
        return self._texts.deliver(submission, now)

    def report(self, probe: RelayedProbe, now: datetime) -> TextReport | None:
        return self._texts.report(probe, now)

    def _standing(self, signature: str, now: datetime) -> FilingAnswer | None:
        """What is known of the signature upstream; None where there is none."""
        called = self._upstream.call("GetSmsSign", SignName=signature)
        if called.code in _UNKNOWN:
            return None
        if called.code != "OK":
            raise CarrierMisunderstood(MismatchFault.REFUSED, called.code)
        status = called.body.get("SignStatus")
        if status == _APPROVED:
            return self._filed(called, now)
        if status == _IN_REVIEW:
            return self._waiting(now)
        if status == _WITHDRAWN:
            return _failed(FilingReason.SIGNATURE_ERROR, "上级平台的申请已撤回。")
        told = (called.body.get("AuditInfo") or {}).get("RejectInfo") or ""
        return _failed(FilingReason.SIGNATURE_ERROR, str(told))

    def _filed(self, called: Called, now: datetime) -> FilingAnswer:
        """This carrier's filing as the upstream service has it; one that has not begun there waits here."""
        mine = next((one for one in _details(called) if one.get("OperatorCode") == self._carrier), {})
        state = _STATES.get(int(mine.get("RegisterStatus", -2)))
        if state is None:
            return self._waiting(now)
        texts = dict(map(_reason, mine.get("RegisterStatusReasons") or ()))
        reasons = tuple(texts) or (FilingReason.OTHERS_ERROR,)
        ended = state in (FilingState.FAILED, FilingState.EXPIRED)
        return FilingAnswer(state, reasons, None if ended else self._later(now), texts)

    def _waiting(self, now: datetime) -> FilingAnswer:
        return FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), self._later(now))

    def _later(self, now: datetime) -> datetime:
        return now + timedelta(seconds=max(self._entry.ask_every_seconds, 1.0))


def _details(called: Called) -> Sequence[Mapping[str, Any]]:
    """The list per carrier, whether it is wrapped once more or not."""
    found = called.body.get("SignIspRegisterDetailList") or ()
    return found if isinstance(found, list) else next(iter(found.values()), ()) if found else ()


def _reason(told: Mapping[str, Any]) -> tuple[FilingReason, tuple[str, ...]]:
    code = str(told.get("ReasonCode", ""))
    known = FilingReason(code) if code in set(FilingReason) else FilingReason.OTHERS_ERROR
    return known, tuple(map(str, told.get("ReasonDescList") or ()))


def _failed(reason: FilingReason, text: str) -> FilingAnswer:
    return FilingAnswer(FilingState.FAILED, (reason,), None, {reason: (text,)} if text else {})
