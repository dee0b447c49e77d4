"""Reading, always within one account. Decides nothing; a row of another account is as good as none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from qianming.core.codes import Carrier, FilingState, SignatureKind
from qianming.core.names.lookalike import keys
from qianming.registry.models import (
    Application,
    CarrierFiling,
    Message,
    PowerOfAttorney,
    Qualification,
    Signature,
    Template,
)

RowT = TypeVar("RowT", bound=Model)

# More names than these tell a reviewer nothing new.
MOST_OTHERS = 20

_APPLICATION_PARTS = ("work_order__account", "qualification", "trademark", "power_of_attorney")


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """One page of a list: its rows, its number from 1, the page size, and how many rows there are in all."""

    rows: Sequence[RowT]
    number: int
    size: int
    total: int


def for_account(model: type[RowT], account_id: int) -> QuerySet[RowT]:
    """The one door to an account's rows."""
    return model._default_manager.filter(account_id=account_id)


def with_ids(model: type[RowT], account_id: int, ids: Collection[int]) -> list[RowT]:
    """The account's rows of those ids, by id, each with its account; what it does not have is left out."""
    return list(for_account(model, account_id).filter(pk__in=ids).select_related("account").order_by("pk"))


def page(rows: QuerySet[RowT], number: int = 1, size: int = 10) -> Page[RowT]:
    """A page of an ordered query; a page beyond the end is empty."""
    start = (number - 1) * size
    return Page(list(rows[start : start + size]), number, size, rows.count())


def signatures(account_id: int) -> QuerySet[Signature]:
    """The account's signatures, deleted ones left out, newest first."""
    rows = for_account(Signature, account_id).filter(deleted_at__isnull=True)
    return rows.select_related("approved").order_by("-pk")


def signature(account_id: int, name: str, kind: SignatureKind | None = None) -> Signature | None:
    """The live signature of that exact name; of two kinds the universal one unless `kind` says so."""
    rows = [row for row in signatures(account_id).filter(name=name) if row.name == name]
    wanted = [kind] if kind else [SignatureKind.UNIVERSAL, SignatureKind.VERIFICATION_CODE]
    return next((row for choice in wanted for row in rows if row.kind == choice), None)


def names_of_others(name: str, credit_code: str) -> frozenset[str]:
    """Names of other entities' live signatures that can be taken for this one, at most twenty.

    The one query over all accounts: a name is public, whoever has it.
    """
    alike = keys(name)
    same = Q(spelling_key=alike.spelling) | Q(shape_key=alike.shape) | Q(sound_key=alike.sound)
    live = Signature.objects.filter(same, deleted_at__isnull=True, approved__isnull=False)
    others = live.exclude(approved__qualification__credit_code=credit_code)
    return frozenset(others.values_list("name", flat=True).distinct()[:MOST_OTHERS])


def latest_application(signature: Signature) -> Application:
    """The signature's newest application, whatever became of it."""
    rows = for_account(Application, signature.account_id).filter(signature=signature)
    return rows.select_related(*_APPLICATION_PARTS).order_by("-pk")[0]


def shown_application(signature: Signature) -> Application:
    """The version that a query shows: the approved one, also while an edit is in review; else the last."""
    return signature.approved or latest_application(signature)


IN_FORCE = (FilingState.UNVERIFIED, FilingState.FILED)


def resting_on(filings: Iterable[CarrierFiling]) -> dict[Carrier, CarrierFiling]:
    """Per carrier the filing that messages rest on, of one signature's, those of earlier versions first.

    It is the approved version's; an earlier version's that the carrier has filed stays in force until the
    carrier has filed the new one.
    """
    found: dict[Carrier, CarrierFiling] = {}
    for row in filings:
        earlier = found.get(Carrier(row.carrier))
        if earlier is None or row.state in IN_FORCE or earlier.state not in IN_FORCE:
            found[Carrier(row.carrier)] = row
    return found


def qualifications(account_id: int) -> QuerySet[Qualification]:
    """The account's qualifications, deleted ones left out, newest first."""
    rows = for_account(Qualification, account_id).filter(deleted_at__isnull=True)
    return rows.select_related("work_order", "account").order_by("-pk")


def qualification(account_id: int, qualification_id: int) -> Qualification | None:
    """The account's qualification of that id."""
    return qualifications(account_id).filter(pk=qualification_id).first()


def powers_of_attorney(account_id: int) -> QuerySet[PowerOfAttorney]:
    """The account's powers of attorney, newest first."""
    return for_account(PowerOfAttorney, account_id).select_related("account").order_by("-pk")


def templates(account_id: int) -> QuerySet[Template]:
    """The account's templates, deleted ones left out, newest first."""
    rows = for_account(Template, account_id).filter(deleted_at__isnull=True)
    return rows.select_related("work_order").order_by("-pk")


def template(account_id: int, code: str) -> Template | None:
    """The account's template of that code."""
    return templates(account_id).filter(code=code).first()


def messages(account_id: int, phone_hash: str, day: date, biz_id: str = "") -> QuerySet[Message]:
    """The records of one number on one sending day (China time), newest first."""
    rows = for_account(Message, account_id).filter(phone_hash=phone_hash, day=day)
    if biz_id:
        rows = rows.filter(biz_id=biz_id)
    return rows.order_by("-accepted_at", "-pk")
