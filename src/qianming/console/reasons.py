"""Why a signature is not simply available: each reason with its cause, since when, and what to do.

Decides the order and the grouping; the sentences are the catalogue's, the facts are the registry's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from qianming.console.evidence import fixes_of, sentences_of
from qianming.console.remedies import page_of
from qianming.console.tones import Tone
from qianming.console.wording import language, say
from qianming.core.codes import Abnormality, ReviewState, Unavailability
from qianming.core.status.remedies import ReasonGroup, group_of, remedy_of
from qianming.registry.models import Application, Signature
from qianming.registry.rejections import rejection_of

CHANGE_REJECTED = "CHANGE_REJECTED"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: `why` and `fix` are whole sentences, several when several things are behind it.

    `step` names what mends it and `link` is the page for that; empty where no page of ours helps.
    """

    code: str
    title: str
    why: tuple[str, ...]
    fix: tuple[str, ...]
    since: datetime | None
    tone: Tone
    group: ReasonGroup | None = None
    step: str = ""
    link: str = ""

    @property
    def tells_rejection(self) -> bool:
        """Whether it is about a decision against an application, which has reasons of its own."""
        return self.code in (Unavailability.APPROVAL_REJECTED, CHANGE_REJECTED)


def reasons_of(signature: Signature) -> tuple[Reason, ...]:
    """All reasons, heaviest first: what stops the signature, what endangers it, what became of a change."""
    return (*_unavailabilities(signature), *_abnormalities(signature), *_rejected_change(signature))


@dataclass(frozen=True, slots=True)
class Group:
    """Reasons of one kind under their title; those of none have no title."""

    title: str
    reasons: tuple[Reason, ...]


def groups_of(reasons: Iterable[Reason]) -> tuple[Group, ...]:
    """The reasons by their titles, heaviest title first, each in the order they came in."""
    found = list(reasons)
    kinds = [*ReasonGroup, None]
    gathered = ((kind, tuple(reason for reason in found if reason.group is kind)) for kind in kinds)
    return tuple(Group(say(kind).title if kind else "", mine) for kind, mine in gathered if mine)


def _unavailabilities(signature: Signature) -> Iterator[Reason]:
    stored = set(signature.unavailabilities)
    for code in Unavailability:
        if code in stored:
            yield _unavailability(signature, code)


def _unavailability(signature: Signature, code: Unavailability) -> Reason:
    words = say(code)
    if code is Unavailability.APPROVAL_REJECTED:
        rejected = _newest(signature)
        why, fix = _rejection(rejected)
        return Reason(
            code,
            words.title,
            why or (words.why,),
            fix or (words.fix,),
            rejected.decided_at,
            Tone.BAD,
            *_way_out(signature, code),
        )
    since = {
        Unavailability.DISABLED: signature.disabled_at,
        Unavailability.FROZEN_BY_PLATFORM: signature.frozen_by_platform_at,
        Unavailability.FROZEN_BY_CUSTOMER: signature.frozen_by_customer_at,
    }[code]
    out = _way_out(signature, code)
    return Reason(code, words.title, (words.why,), (words.fix,), since, Tone.BAD, *out)


def _way_out(signature: Signature, code: Abnormality | Unavailability) -> tuple[ReasonGroup, str, str]:
    """The group of a reason, the name of the step that mends it, and the page for that."""
    remedy = remedy_of(code)
    return group_of(code), say(remedy).title, page_of(remedy, signature)


def _abnormalities(signature: Signature) -> Iterator[Reason]:
    rank = {code: place for place, code in enumerate(Abnormality)}
    for row in sorted(signature.health_reasons.all(), key=lambda row: rank[Abnormality(row.code)]):
        code = Abnormality(row.code)
        words, out = say(code), _way_out(signature, code)
        why = (words.why, *sentences_of(row.evidence))
        fix = (words.fix, *fixes_of(row.evidence))
        yield Reason(row.code, words.title, why, fix, row.since, Tone.WARN, *out)


def _rejected_change(signature: Signature) -> Iterator[Reason]:
    """A change that was rejected while the approved version stays live."""
    newest = _newest(signature)
    if signature.approved_id and signature.approved_id != newest.pk and newest.state == ReviewState.REJECTED:
        why, fix = _rejection(newest)
        title = _("The latest change was rejected; the approved version stays in force")
        words = say(ReviewState.REJECTED)
        yield Reason(
            CHANGE_REJECTED, title, why or (words.why,), fix or (words.fix,), newest.decided_at, Tone.IDLE
        )


def _newest(signature: Signature) -> Application:
    return list(signature.applications.all())[-1]


def _rejection(application: Application) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the decision said, as sentences and as fixes, the reviewer's own words last."""
    found = rejection_of(application.work_order)
    if found is None:
        return (), ()
    words = [reason.words(language()) for reason in found.reasons]
    note = (_("The reviewer adds: %(note)s") % {"note": found.note},) if found.note else ()
    return (*(word.why for word in words), *note), tuple(dict.fromkeys(word.fix for word in words))
