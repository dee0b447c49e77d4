"""The facts behind a reason of health, put into sentences. Nothing is decided: they were stored with it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from qianming.console.moments import day, short_moment
from qianming.console.wording import say
from qianming.core.codes import Carrier, FilingState, QualificationState, SignatureSource

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
    return (*told, *((_filings(evidence, carriers),) if carriers else ()))


def _source(value: str) -> str:
    return _("The source is “%(source)s”.") % {"source": say(SignatureSource(value)).title}


def _state(value: str) -> str:
    return _("The qualification is “%(state)s”.") % {"state": say(QualificationState(value)).title}


def _missing(value: str) -> str:
    names = [str(_ELEMENTS[name]) for name in value.split(",") if name in _ELEMENTS]
    return _("Missing: %(names)s.") % {"names": pgettext("between items of a list", ", ").join(names)}


def _until(value: str) -> str:
    return _("It was valid until %(day)s.") % {"day": day(date.fromisoformat(value))}


def _activity(value: str) -> str:
    return _("Last activity: %(at)s.") % {"at": short_moment(datetime.fromisoformat(value))}


_TELLERS: Mapping[str, Callable[[str], str]] = {
    "source": _source,
    "state": _state,
    "missing": _missing,
    "until": _until,
    "last_activity": _activity,
}


def _filings(evidence: Mapping[str, str], carriers: list[Carrier]) -> str:
    colon = pgettext("between a label and its value", ": ")
    parts = [
        f"{say(carrier).title}{colon}{say(FilingState(evidence[carrier])).title}" for carrier in carriers
    ]
    return _("%(states)s.") % {"states": pgettext("between parts of a sentence", "; ").join(parts)}
