"""Where a signature stands, as tables for people. Decides nothing: `cli.standing` reads what is shown."""

from collections.abc import Iterator, Sequence

from qianming.cli.forecasting import forecast_words
from qianming.cli.language import say
from qianming.cli.printing import Grid
from qianming.cli.standing import FilingShown, ReasonShown, RejectionShown, SignatureShown
from qianming.cli.telling import title, told_code
from qianming.core.codes import Carrier
from qianming.core.status.remedies import ReasonGroup


def grids(signature: SignatureShown) -> tuple[Grid, ...]:
    """How it stands, each carrier's filing, and each reason with its way out."""
    head = [(_level(signature), title(signature.review))]
    tables = [Grid(("Availability", "Review"), head, signature.name), _filing_grid(signature)]
    if signature.reasons:
        tables += _reason_grids(signature.reasons)
    if signature.rejection:
        tables.append(_mending_grid(signature.rejection))
    return tuple(tables)


def _reason_grids(reasons: Sequence[ReasonShown]) -> Iterator[Grid]:
    """A table under each title, heaviest first."""
    headings = ("Reason", "What it means", "Since", "Evidence", "What to do", "Where")
    for group in ReasonGroup:
        rows = [_reason_row(reason) for reason in reasons if reason.group is group]
        if rows:
            yield Grid(headings, rows, title(group))


def _reason_row(reason: ReasonShown) -> tuple[str, ...]:
    meaning, told = told_code(reason.code).title, "\n".join(reason.told)
    return reason.code, meaning, reason.since or "", told, reason.fix, reason.link


def _mending_grid(rejection: RejectionShown) -> Grid:
    """Why the last application was rejected, a line for each thing to mend."""
    yes_or_no = {True: say("yes"), False: say("no")}
    rows = [
        (
            reason.code,
            reason.field,
            f"{reason.title}: {reason.why}",
            reason.fix,
            yes_or_no[reason.may_resubmit],
        )
        for reason in rejection.reasons
    ]
    if rejection.note:
        rows.append(("", "", rejection.note, "", ""))
    return Grid(("Rejected for", "Field", "Why", "What to do", "May come again"), rows)


def _level(signature: SignatureShown) -> str:
    told = [title(signature.availability)] if signature.availability else []
    if signature.due:
        told.append(say("not decided yet; due {due}", due=signature.due))
    return "\n".join(told) or say("none")


def _filing_grid(signature: SignatureShown) -> Grid:
    rows = [
        (title(carrier), title(filing.state), _filing_reasons(filing), filing.since or "", _answer(filing))
        for carrier, filing in signature.filings.items()
    ]
    return Grid(("Carrier", "Filing", "Reasons", "Since", "Answer"), rows)


def _answer(filing: FilingShown) -> str:
    return forecast_words(filing.forecast, filing.overdue_since)


def _filing_reasons(filing: FilingShown) -> str:
    told = [*filing.reasons, *(text for said in filing.texts.values() for text in said)]
    if filing.objection:
        told.append(say("not compliant since {since}", since=filing.objection.since))
        told += [filing.objection.text] if filing.objection.text else []
    return "\n".join(told)


def list_grid(rows: list[SignatureShown]) -> Grid:
    """One line for each signature."""
    lines = [
        (
            row.name,
            title(row.review),
            title(row.availability) if row.availability else say("none"),
            *(title(filing.state) for filing in row.filings.values()),
            "\n".join(reason.code for reason in row.reasons),
        )
        for row in rows
    ]
    return Grid(
        ("Signature", "Review", "Availability", *(title(carrier) for carrier in Carrier), "Reasons"), lines
    )
