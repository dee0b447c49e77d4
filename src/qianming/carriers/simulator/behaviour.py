"""How one simulated carrier behaves, as values; what befalls a filing by chance follows from its reference.

The same seed and reference always meet the same chance, in every process and at every time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Any

from qianming.core.codes import FilingReason
from qianming.core.message_codes import ReceiptCode


class FilingOutcome(StrEnum):
    """What the carrier answers to a filing in the end; TIMEOUT is no answer."""

    FILED = "filed"
    FAILED = "failed"
    TIMEOUT = "timeout"


class ReceiptMode(StrEnum):
    """DELIVER and DROP both put the text on the phone; DROP never reports it."""

    DELIVER = "deliver"
    DROP = "drop"


class Compliance(StrEnum):
    """What the carrier says of a signature apart from its filing."""

    UNSAID = "unsaid"
    COMPLIANT = "compliant"
    NON_COMPLIANT = "non_compliant"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is different for signatures whose names are like `pattern`, in which * stands for anything."""

    pattern: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of time, its end excluded, in which the carrier gives no answer at all."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CarrierBehaviour:
    """One carrier's behaviour: delays in seconds and in working days, shares between 0 and 1.

    A filing takes `filing_delay_seconds` and between `filing_delay_days` and `filing_delay_days_most`. Of all
    filings `failed_share` fail and `timeout_share` are never answered, whatever `filing_outcome` says; a
    failed one has one of `filing_reasons`. `lost_share` of all answers do not arrive at first, and
    `duplicate_share` arrive twice. A filed signature is looked at again every `watch_seconds`, unless 0.
    """

    filing_delay_seconds: float = 2.0
    filing_delay_days: float = 0.0
    filing_delay_days_most: float = 0.0
    probe_delay_seconds: float = 2.0
    probe_delay_days: float = 0.0
    filing_outcome: FilingOutcome = FilingOutcome.FILED
    filing_reason: FilingReason = FilingReason.OTHERS_ERROR
    filing_reasons: tuple[FilingReason, ...] = ()
    filing_text: str = ""
    seed: int = 0
    failed_share: float = 0.0
    timeout_share: float = 0.0
    lost_share: float = 0.0
    duplicate_share: float = 0.0
    compliance: Compliance = Compliance.UNSAID
    compliance_text: str = ""
    watch_seconds: float = 0.0
    receipt_delay_seconds: float = 2.0
    receipts: ReceiptMode | ReceiptCode = ReceiptMode.DELIVER
    rules: tuple[Rule, ...] = ()
    outages: tuple[Outage, ...] = ()

    def toward(self, signature: str) -> "CarrierBehaviour":
        """How it behaves toward one signature: as the first rule says that fits the name."""
        for rule in self.rules:
            if fnmatchcase(signature, rule.pattern):
                return replace(self, **rule.changes)
        return self

    def is_out(self, now: datetime) -> bool:
        """Whether it cannot be reached now."""
        return any(outage.start <= now < outage.end for outage in self.outages)

    def chance(self, reference: str, what: str) -> float:
        """A number from 0 up to 1 that belongs to this filing and this question."""
        digest = sha256(f"{self.seed}/{what}/{reference}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 256**6

    def outcome(self, reference: str) -> FilingOutcome:
        """How the filing ends."""
        drawn = self.chance(reference, "outcome")
        if drawn < self.failed_share:
            return FilingOutcome.FAILED
        if drawn < self.failed_share + self.timeout_share:
            return FilingOutcome.TIMEOUT
        return self.filing_outcome

    def failure(self, reference: str) -> FilingReason:
        """Why it fails, if it does."""
        if not self.filing_reasons:
            return self.filing_reason
        return self.filing_reasons[int(self.chance(reference, "reason") * len(self.filing_reasons))]

    def filing_days(self, reference: str) -> float:
        """How many working days it takes beside the seconds."""
        spread = max(0.0, self.filing_delay_days_most - self.filing_delay_days)
        return self.filing_delay_days + spread * self.chance(reference, "days")
