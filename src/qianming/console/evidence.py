"""The facts behind a reason of health, put into sentences. Nothing is decided: they were stored with it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from qianming.console.moments import day, short_moment
from qianming.console.wording import say
from qianming.core.codes import (
    Carrier,
    FilingState,
    FindingCode,
    QualificationState,
    SignatureSource,
)
from qianming.core.delivery.causes import FailureCause
from qianming.core.rejections import RejectionReason

_ELEMENTS: Mapping[str, Promise] = {
    "enterprise_name": gettext_lazy("name of the enterprise"),
    "credit_code": gettext_lazy("unified social credit code"),
    "legal_representative": gettext_lazy("name of the legal representative"),
    "legal_representative_id_number": gettext_lazy("ID number of the legal representative"),
    "administrator": gettext_lazy("name of the administrator"),
    "administrator_id_number": gettext_lazy("ID number of the administrator"),
}


def sentences_of(evidence: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence per kind of fact, in the reader's language; facts that are not known here stay silent."""
    carriers = [carrier for carrier in Carrier if carrier in evidence]
    told = [tell(evidence[key]) for key, tell in _TELLERS.items() if evidence.get(key)]
    return (*told, *((_filings(evidence, carriers),) if carriers else ()), *_deliveries(evidence))


def fixes_of(evidence: Mapping[str, str]) -> tuple[str, ...]:
    """What helps against the causes of low delivery that were found, each said once."""
    causes = (evidence.get(f"{_CAUSE}{carrier}") for carrier in Carrier)
    return tuple(dict.fromkeys(say(FailureCause(cause)).fix for cause in causes if cause))


def _source(value: str) -> str:
    return _("The source is “%(source)s”.") % {"source": say(SignatureSource(value)).title}


def _state(value: str) -> str:
    return _("The qualification is “%(state)s”.") % {"state": say(QualificationState(value)).title}


def _missing(value: str) -> str:
    names = [str(_ELEMENTS[name]) for name in value.split(",") if name in _ELEMENTS]
    return _("Missing: %(names)s.") % {"names": pgettext("between items of a list", ", ").join(names)}


def _rules(value: str) -> str:
    names = pgettext("between items of a list", ", ").join(
        say(FindingCode(code)).title for code in value.split(",")
    )
    return _("Rules that it breaks: %(names)s.") % {"names": names}


def _objecting(value: str) -> str:
    names = pgettext("between items of a list", ", ").join(
        say(Carrier(one)).title for one in value.split(",")
    )
    return _("Not compliant to: %(names)s.") % {"names": names}


def _verdict(value: str) -> str:
    return _("A reviewer found: %(verdict)s.") % {"verdict": say(RejectionReason(value)).title}


def _until(value: str) -> str:
    return _("It was valid until %(day)s.") % {"day": day(date.fromisoformat(value))}


def _activity(value: str) -> str:
    return _("Last activity: %(at)s.") % {"at": short_moment(datetime.fromisoformat(value))}


_TELLERS: Mapping[str, Callable[[str], str]] = {
    "source": _source,
    "state": _state,
    "missing": _missing,
    "until": _until,
    "rules": _rules,
    "objecting": _objecting,
    "verdict": _verdict,
    "last_activity": _activity,
}


_RATE, _CAUSE = "delivered_", "cause_"


def _deliveries(evidence: Mapping[str, str]) -> Iterator[str]:
    """How many messages arrived, and why the others did not, where that was found out."""
    for carrier in Carrier:
        delivered, slash, answered = evidence.get(f"{_RATE}{carrier}", "").partition("/")
        if slash:
            values = {"carrier": say(carrier).title, "delivered": delivered, "answered": answered}
            yield _("%(carrier)s: %(delivered)s of %(answered)s messages arrived.") % values
        if cause := evidence.get(f"{_CAUSE}{carrier}"):
            yield say(FailureCause(cause)).why


def _filings(evidence: Mapping[str, str], carriers: list[Carrier]) -> str:
    colon = pgettext("between a label and its value", ": ")
    parts = [
        f"{say(carrier).title}{colon}{say(FilingState(evidence[carrier])).title}" for carrier in carriers
    ]
    return _("%(states)s.") % {"states": pgettext("between parts of a sentence", "; ").join(parts)}
