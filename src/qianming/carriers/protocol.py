"""What a carrier's driver is asked and what it answers.

A driver decides nothing about signatures or messages and stores nothing: it says what the carrier says, or
what a simulated carrier will do. It is always called outside transactions, and may be called again with the
same reference, which must then be harmless.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.message_codes import ReceiptCode
from qianming.core.mismatches import MismatchFault
from qianming.core.subjects import SixElements


class CarrierUnreachable(Exception):
    """The carrier gave no answer; the same call is made again later. The message carries no personal data."""


class CarrierMisunderstood(Exception):
    """The carrier answered, but nothing that could be taken for an answer to this question.

    `told` is the state, status or code that it named; never its text, which may hold personal data.
    """

    def __init__(self, fault: MismatchFault, told: str = "") -> None:
        super().__init__(f"{fault} {told}".strip())
        self.fault, self.told = fault, told


@dataclass(frozen=True, slots=True)
class FilingRequest:
    """A signature to be filed: its name, where the name comes from, and the six elements behind it.

    `extension` is the sub-port that its messages go out over, which is this signature's alone.
    """

    reference: str
    carrier: Carrier
    signature: str
    source: SignatureSource
    elements: SixElements
    extension: str = ""


@dataclass(frozen=True, slots=True)
class FilingProbe:
    """A question about a filing that was handed over: where does it stand since `since`?"""

    reference: str
    carrier: Carrier
    state: FilingState
    since: datetime
    signature: str = ""


@dataclass(frozen=True, slots=True)
class ComplianceVerdict:
    """A carrier's word on whether a signature is compliant at all, and why not, in its own words."""

    compliant: bool
    text: str = ""


def _no_texts() -> Mapping[FilingReason, tuple[str, ...]]:
    return {}


@dataclass(frozen=True, slots=True)
class FilingAnswer:
    """Where the filing stands, why, and when to ask again; None when nothing more is to be expected.

    `texts` are the carrier's own words for a reason. `verdict` is apart from the filing and may come with any
    answer, also long after the signature was filed; None where nothing was said.
    """

    state: FilingState
    reasons: tuple[FilingReason, ...]
    ask_again_at: datetime | None
    texts: Mapping[FilingReason, tuple[str, ...]] = field(default_factory=_no_texts)
    verdict: ComplianceVerdict | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One text to one number. `filed` is whether this carrier took the signature's filing.

    `extension` are the last digits of the sender's number, where the message has any. `again` says that it
    may have been handed over before, since `accepted_at`, and the answer was lost.
    """

    reference: str
    carrier: Carrier
    phone: str
    text: str
    filed: bool
    extension: str = ""
    again: bool = False
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relayed:
    """A service upstream took the text; what became of it has to be asked. Its number may not be known."""

    upstream_id: str = ""


@dataclass(frozen=True, slots=True)
class RelayedProbe:
    """A question about a text that a service upstream took."""

    reference: str
    carrier: Carrier
    phone: str
    upstream_id: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class TextReport:
    """What became of such a text."""

    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class DeliveryPlan:
    """What becomes of a submission.

    `receipt_code` is reported at `receipt_at`, or never when it is None. Only a simulated carrier knows this
    in advance; `reaches_phone` says that the text is to appear in the simulated phone's inbox.
    """

    receipt_code: ReceiptCode | None
    receipt_at: datetime
    reaches_phone: bool


Delivery = DeliveryPlan | Relayed | None


class CarrierDriver(Protocol):
    """One carrier's interface.

    Every method may raise `CarrierUnreachable`, and those about filings `CarrierMisunderstood`.
    """

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        """Hand a filing over; a reference that the carrier knows already is not filed twice."""
        ...

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        """Ask where a filing stands."""
        ...

    def deliver(self, submission: Submission, now: datetime) -> Delivery:
        """Hand a text over; None when receipts arrive on another way."""
        ...


@runtime_checkable
class Reporting(Protocol):
    """A driver that can tell what became of texts which another service took."""

    def report(self, probe: RelayedProbe, now: datetime) -> TextReport | None:
        """What became of a text; None while that is open."""
        ...


class Texts(Protocol):
    """A way for texts alone, beside a carrier that only takes filings."""

    def deliver(self, submission: Submission, now: datetime) -> Delivery:
        """Hand a text over."""
        ...


Drivers = Mapping[Carrier, CarrierDriver]
