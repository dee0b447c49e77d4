"""A signature that nothing is wrong with, to be changed fact by fact."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from qianming.core.codes import Carrier, FilingState, QualificationState, ReviewState, SignatureSource
from qianming.core.subjects import QualificationFacts, SignatureFacts, SixElements

TODAY = date(2026, 11, 18)
ELEMENTS = SixElements("样例公司", "91330100MA0000000C", "法人甲", "1", "管理员乙", "2")
QUALIFICATION = QualificationFacts(
    QualificationState.APPROVED,
    ELEMENTS,
    legal_representative_id_until=date(2030, 1, 1),
    administrator_id_until=date(2030, 1, 1),
)
HEALTHY = SignatureFacts(
    latest_state=ReviewState.APPROVED,
    ever_approved=True,
    source=SignatureSource.ENTERPRISE_NAME,
    qualification=QUALIFICATION,
    filings=dict.fromkeys(Carrier, FilingState.FILED),
    power_of_attorney_until=date(2027, 1, 1),
    last_activity=datetime(2026, 11, 17, tzinfo=UTC),
)


def facts(**changes: Any) -> SignatureFacts:
    """The healthy signature with some facts changed."""
    return replace(HEALTHY, **changes)


def qualified(**changes: Any) -> SignatureFacts:
    """The healthy signature with some facts of its qualification changed."""
    return facts(qualification=replace(QUALIFICATION, **changes))


def filed(**states: FilingState) -> SignatureFacts:
    """The healthy signature with other filing states, by carrier."""
    changed = {Carrier(name): state for name, state in states.items()}
    return facts(filings={**HEALTHY.filings, **changed})
