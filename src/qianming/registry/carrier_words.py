"""A carrier's own words for its answers, sealed, for they may name persons. Decides nothing."""

from collections.abc import Mapping, Sequence

import msgspec

from qianming.core.codes import FilingReason
from qianming.registry.models import Account, CarrierFiling, CarrierVerdict
from qianming.registry.sealing import AccountSeal

_TEXTS = "carrier_filing.texts"
_VERDICT = "carrier_verdict.text"

Texts = Mapping[FilingReason, Sequence[str]]


def seal_texts(account: Account, texts: Texts) -> bytes:
    """The words of a filing's answer as they are stored; nothing where there are none."""
    spoken = {reason.value: list(said) for reason, said in texts.items() if said}
    if not spoken:
        return b""
    return AccountSeal(account.wrapped_key).seal_bytes(msgspec.json.encode(spoken), _TEXTS)


def open_texts(filing: CarrierFiling) -> dict[FilingReason, tuple[str, ...]]:
    """The words of a filing's last answer, by reason."""
    if not filing.sealed_texts:
        return {}
    content = AccountSeal(filing.account.wrapped_key).open_bytes(filing.sealed_texts, _TEXTS)
    return msgspec.json.decode(content, type=dict[FilingReason, tuple[str, ...]])


def seal_verdict(account: Account, text: str) -> bytes:
    """The words of a verdict as they are stored."""
    return AccountSeal(account.wrapped_key).seal(text, _VERDICT) if text else b""


def open_verdict(verdict: CarrierVerdict) -> str:
    """Why the carrier says that the signature is not compliant."""
    if not verdict.sealed_text:
        return ""
    return AccountSeal(verdict.account.wrapped_key).open(verdict.sealed_text, _VERDICT)
