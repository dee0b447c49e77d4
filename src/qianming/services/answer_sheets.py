"""What a carrier's answer sheet says of which filings, and recording it.

Decides which row means which filing, by its reference or by name and credit code; what fits none, or several,
is reported and never guessed. A sheet that is imported twice changes nothing the second time.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from qianming.carriers.protocol import FilingAnswer
from qianming.carriers.spreadsheet.answers import AnswerRow, BadRow
from qianming.carriers.spreadsheet.layout import Layout
from qianming.core.codes import Carrier, FilingState, ReviewState
from qianming.core.papers.identity import compact_credit_code
from qianming.core.permissions import Permission
from qianming.registry.models import CarrierFiling, Signature
from qianming.services._command import lock_accounts, write
from qianming.services.actors import Actor
from qianming.services.compliance import LONGEST_TEXT, record_compliance
from qianming.services.filing_orders import enter_all
from qianming.services.filings import standing_rows
from qianming.services.refusals import Refusal

_MATCHED_AT_ONCE = 500
# The rows of one transaction; whoever else wants to write waits for no longer than they take.
_RECORDED_AT_ONCE = 25


class MatchFault(StrEnum):
    """Why a readable row was not taken."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    CONTRADICTS = "contradicts"
    TWICE = "twice"
    IMPOSSIBLE = "impossible"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A readable row that was not taken."""

    line: int
    fault: MatchFault
    value: str


@dataclass(frozen=True, slots=True)
class SheetImported:
    """How many rows were news, how many were known already, and what became of the others."""

    recorded: int
    unchanged: int
    mismatches: tuple[Mismatch | BadRow, ...]


def import_answers(
    actor: Actor,
    carrier: Carrier,
    rows: Sequence[AnswerRow | BadRow],
    layout: Layout,
    now: datetime,
    told: Callable[[int], None] = lambda rows: None,
) -> SheetImported:
    """Record what a sheet says; raises `Forbidden`.

    Some rows are stored together, and each stands for itself: one that cannot be taken leaves the others
    alone. Stopped half-way, the sheet is to be imported again.
    """
    actor.need(Permission.FILING_OPERATE)
    mismatches: list[Mismatch | BadRow] = [row for row in rows if isinstance(row, BadRow)]
    matched = _all_matched([row for row in rows if isinstance(row, AnswerRow)], carrier)
    news: Counter[bool] = Counter()
    for start in range(0, len(matched), _RECORDED_AT_ONCE):
        some = matched[start : start + _RECORDED_AT_ONCE]
        for (row, _), ended in zip(some, _recorded(some, layout, actor, now), strict=True):
            if isinstance(ended, MatchFault):
                mismatches.append(Mismatch(row.line, ended, row.reference or row.signature))
            else:
                news[ended] += 1
        told(len(some))
    return SheetImported(news[True], news[False], tuple(sorted(mismatches, key=lambda bad: bad.line)))


def _all_matched(rows: Sequence[AnswerRow], carrier: Carrier) -> list[tuple[AnswerRow, int | MatchFault]]:
    """The filing that each row means; rows that mean the same one are all taken for a mistake."""
    matched: list[tuple[AnswerRow, int | MatchFault]] = []
    for start in range(0, len(rows), _MATCHED_AT_ONCE):
        some = rows[start : start + _MATCHED_AT_ONCE]
        by_reference, by_name = _candidates(some, carrier)
        matched += [(row, _matched(row, by_reference, by_name)) for row in some]
    times = Counter(found for _, found in matched if isinstance(found, int))
    twice = {found for found, count in times.items() if count > 1}
    return [(row, MatchFault.TWICE if found in twice else found) for row, found in matched]


_Candidates = Mapping[str, Sequence[CarrierFiling]]


def _candidates(rows: Sequence[AnswerRow], carrier: Carrier) -> tuple[_Candidates, _Candidates]:
    """The filings that rows may mean, the oldest first: by their references, and by the signatures' names."""
    live = (
        CarrierFiling.objects.filter(
            carrier=carrier, superseded_at__isnull=True, signature__deleted_at__isnull=True
        )
        .select_related("signature", "application__qualification")
        .only("reference", "signature__name", "application__qualification__credit_code")
        .order_by("pk")
    )
    references = live.filter(reference__in={row.reference for row in rows if row.reference})
    names = {row.signature for row in rows if not row.reference}
    named = live.filter(signature__name__in=names, application__state=ReviewState.APPROVED)
    return (
        _grouped(references, lambda filing: filing.reference),
        _grouped(named, lambda filing: filing.signature.name),
    )


def _grouped(found: QuerySet[CarrierFiling], key: Callable[[CarrierFiling], str]) -> _Candidates:
    grouped: dict[str, list[CarrierFiling]] = defaultdict(list)
    for filing in found:
        grouped[key(filing)].append(filing)
    return grouped


def _matched(row: AnswerRow, by_reference: _Candidates, by_name: _Candidates) -> int | MatchFault:
    """The one filing that a row means."""
    if row.reference:
        found = next(iter(by_reference.get(row.reference, ())), None)
        if found is None:
            return MatchFault.UNKNOWN
        return found.pk if _agrees(row, found) else MatchFault.CONTRADICTS
    named = [filing for filing in by_name.get(row.signature, ()) if _agrees(row, filing)]
    newest = {filing.signature_id: filing for filing in named}
    if len(newest) > 1:
        return MatchFault.AMBIGUOUS
    return next((filing.pk for filing in newest.values()), MatchFault.UNKNOWN)


def _agrees(row: AnswerRow, filing: CarrierFiling) -> bool:
    """Whether name and credit code, where the sheet has them, are the filing's."""
    bound = filing.application.qualification
    code = compact_credit_code(bound.credit_code) if bound else ""
    if row.signature and row.signature != filing.signature.name:
        return False
    return not row.credit_code or compact_credit_code(row.credit_code) == code


def _recorded(
    some: Sequence[tuple[AnswerRow, int | MatchFault]], layout: Layout, actor: Actor, now: datetime
) -> list[bool | MatchFault]:
    """For each row whether it was news, or why it cannot be."""
    wanted = {found: row for row, found in some if isinstance(found, int) and len(row.text) <= LONGEST_TEXT}
    entered = _entered(wanted, layout, actor, now) if wanted else {}
    return [entered.get(found, MatchFault.TOO_LONG) if isinstance(found, int) else found for _, found in some]


def _entered(
    rows: Mapping[int, AnswerRow], layout: Layout, actor: Actor, now: datetime
) -> dict[int, bool | MatchFault]:
    """By the filing what became of the row that means it."""
    accounts = CarrierFiling.objects.filter(pk__in=rows).values_list("account_id", flat=True)
    with write():
        lock_accounts(*set(accounts))
        filings = [(filing, rows[filing.pk]) for filing in standing_rows(rows)]
        answers = [
            (filing, _answer(row, row.state, layout)) for filing, row in filings if row.state is not None
        ]
        told = zip(answers, enter_all(answers, actor, now), strict=True)
        ended = {
            filing.pk: MatchFault.IMPOSSIBLE if isinstance(news, Refusal) else news
            for (filing, _), news in told
        }
        judged = {
            filing.pk: _judged(filing.signature, row, Carrier(filing.carrier), actor, now)
            for filing, row in filings
            if row.state is None
        }
    return dict.fromkeys(rows, MatchFault.UNKNOWN) | ended | judged


def _answer(row: AnswerRow, state: FilingState, layout: Layout) -> FilingAnswer:
    reason = row.reason or layout.usual_reason(state)
    texts = {reason: (row.text,)} if row.text else {}
    return FilingAnswer(state, (reason,), None, texts, row.verdict)


def _judged(
    signature: Signature, row: AnswerRow, carrier: Carrier, actor: Actor, now: datetime
) -> bool | MatchFault:
    try:
        return row.verdict is not None and record_compliance(signature, carrier, row.verdict, actor, now)
    except Refusal:
        return MatchFault.IMPOSSIBLE
