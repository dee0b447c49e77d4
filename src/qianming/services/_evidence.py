"""What a health reason can be checked by: states and dates, never personal data. Decides nothing."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from qianming.core.codes import Abnormality, Carrier, FilingState, FindingCode
from qianming.core.papers.qualification import missing_elements
from qianming.core.rejections import RejectionReason
from qianming.core.subjects import SignatureFacts

Evidence = dict[str, str]


def evidence(code: Abnormality, facts: SignatureFacts) -> Evidence:
    """The facts behind a reason, as names and values."""
    read = _READERS.get(code)
    return read(facts) if read else {}


def _source(facts: SignatureFacts) -> Evidence:
    return {"source": facts.source}


def _name(facts: SignatureFacts) -> Evidence:
    return {"rules": ",".join(sorted(facts.violations - {FindingCode.SOURCE_UNSUPPORTED}))}


def _objecting(facts: SignatureFacts) -> Evidence:
    return {"objecting": ",".join(facts.objecting)} if facts.objecting else {}


def _missing(facts: SignatureFacts) -> Evidence:
    missing = missing_elements(facts.qualification.elements) if facts.qualification else ()
    return {"missing": ",".join(missing)} if missing else {"verdict": RejectionReason.ELEMENTS_INCOMPLETE}


def _inaccurate(facts: SignatureFacts) -> Evidence:
    return {"verdict": RejectionReason.ELEMENTS_INACCURATE}


def _qualification_state(facts: SignatureFacts) -> Evidence:
    return {"state": facts.qualification.state} if facts.qualification else {}


def _legal_representative(facts: SignatureFacts) -> Evidence:
    return _until(facts.qualification.legal_representative_id_until if facts.qualification else None)


def _administrator(facts: SignatureFacts) -> Evidence:
    return _until(facts.qualification.administrator_id_until if facts.qualification else None)


def _power(facts: SignatureFacts) -> Evidence:
    return _until(facts.power_of_attorney_until)


def _filings(facts: SignatureFacts) -> Evidence:
    return {carrier.value: facts.filings.get(carrier, FilingState.NOT_FILED).value for carrier in Carrier}


def _delivery(facts: SignatureFacts) -> Evidence:
    told = {f"delivered_{low.carrier}": f"{low.delivered}/{low.answered}" for low in facts.delivery.low}
    return told | {f"cause_{low.carrier}": low.cause for low in facts.delivery.low if low.cause}


def _unfiled_delivery(facts: SignatureFacts) -> Evidence:
    return _filings(facts) | _delivery(facts)


def _activity(facts: SignatureFacts) -> Evidence:
    moment: datetime | None = facts.last_activity
    return {"last_activity": moment.isoformat()} if moment else {}


def _until(day: date | None) -> Evidence:
    return {"until": day.isoformat()} if day else {}


_READERS: Mapping[Abnormality, Callable[[SignatureFacts], Evidence]] = MappingProxyType(
    {
        Abnormality.SOURCE_UNSUPPORTED: _source,
        Abnormality.NAME_MISMATCH: _name,
        Abnormality.CARRIER_NON_COMPLIANT: _objecting,
        Abnormality.QUALIFICATION_INCOMPLETE: _missing,
        Abnormality.QUALIFICATION_NOT_APPROVED: _qualification_state,
        Abnormality.QUALIFICATION_INACCURATE: _inaccurate,
        Abnormality.LEGAL_REPRESENTATIVE_ID_EXPIRED: _legal_representative,
        Abnormality.ADMINISTRATOR_ID_EXPIRED: _administrator,
        Abnormality.POWER_OF_ATTORNEY_EXPIRED: _power,
        Abnormality.FILING_ABNORMAL: _filings,
        Abnormality.DELIVERY_ABNORMAL: _delivery,
        Abnormality.DELIVERY_ABNORMAL_UNFILED: _unfiled_delivery,
        Abnormality.LONG_UNUSED: _activity,
        Abnormality.RECENTLY_UNUSED: _activity,
    }
)
