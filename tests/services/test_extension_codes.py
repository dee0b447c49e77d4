"""Extension codes: one code, one signature."""

import pytest

from qianming.core.codes import EventKind
from qianming.registry.models import Account, Event, ExtensionCode
from qianming.services import extension_codes, signatures
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, NotFound, Refusal, RefusalCode
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    NOW,
    a_live_signature,
    an_account,
    an_applicant,
    applied,
    row_counts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    """With two signatures: a live one, and one in review."""
    account = an_account()
    live = a_live_signature(account)
    assert live.approved is not None
    assert live.approved.qualification is not None
    applied(an_applicant(account), DOUBTFUL, live.approved.qualification)
    return account


def ties(account: Account) -> dict[str, str]:
    return dict(ExtensionCode.objects.filter(account=account).values_list("code", "signature__name"))


def test_a_code_is_tied_changed_and_freed(account: Account, actor: Actor) -> None:
    extension_codes.tie(actor, "01", COMPANY, NOW)
    extension_codes.tie(actor, "01", COMPANY, NOW)
    extension_codes.tie(actor, "02", DOUBTFUL, NOW)
    assert ties(account) == {"01": COMPANY, "02": DOUBTFUL}
    extension_codes.replace(actor, COMPANY, "01", "03", NOW)
    extension_codes.replace(actor, COMPANY, "03", "03", NOW)
    assert ties(account) == {"03": COMPANY, "02": DOUBTFUL}
    extension_codes.free(actor, "03", COMPANY, NOW)
    assert ties(account) == {"02": DOUBTFUL}
    told = Event.objects.filter(kind=EventKind.EXTENSION_CODE_MOVED).values_list("old", "new")
    assert list(told) == [("", "01"), ("", "02"), ("01", "03"), ("03", "")]


def test_each_change_reaches_the_lane(account: Account, actor: Actor) -> None:
    before = Account.objects.get(pk=account.pk).sending_version
    extension_codes.tie(actor, "01", COMPANY, NOW)
    assert Account.objects.get(pk=account.pk).sending_version == before + 1


def test_two_accounts_may_have_the_same_code(account: Account, actor: Actor) -> None:
    other = an_account("other", verified_name="上海样例公司")
    ExtensionCode.objects.create(
        account=other, code="01", signature=account.signatures.get(name=COMPANY), created_at=NOW
    )
    extension_codes.tie(actor, "01", COMPANY, NOW)
    assert ties(account) == {"01": COMPANY}


def test_a_deleted_signature_holds_no_code(account: Account, actor: Actor) -> None:
    extension_codes.tie(actor, "01", COMPANY, NOW)
    signatures.delete(actor, account.pk, COMPANY, NOW)
    extension_codes.tie(actor, "01", DOUBTFUL, NOW)
    assert ties(account) == {"01": DOUBTFUL}


def test_a_signature_has_ten_codes_at_most(account: Account, actor: Actor) -> None:
    for number in range(extension_codes.CODES_PER_SIGNATURE):
        extension_codes.tie(actor, str(number), COMPANY, NOW)
    with pytest.raises(Conflict) as refused:
        extension_codes.tie(actor, "99", COMPANY, NOW)
    assert refused.value.code == RefusalCode.EXTENSION_LIMIT


@pytest.mark.parametrize(
    ("verb", "arguments", "refusal"),
    [
        (extension_codes.tie, ("01", DOUBTFUL), Conflict),
        (extension_codes.tie, ("x", COMPANY), Invalid),
        (extension_codes.tie, ("05", "没有的签名"), NotFound),
        (extension_codes.replace, (COMPANY, "01", "02"), Conflict),
        (extension_codes.replace, (COMPANY, "09", "05"), NotFound),
        (extension_codes.replace, (COMPANY, "02", "05"), NotFound),
        (extension_codes.replace, (COMPANY, "01", ""), Invalid),
        (extension_codes.free, ("02", COMPANY), NotFound),
        (extension_codes.free, ("x", COMPANY), Invalid),
    ],
)
def test_what_is_refused_stores_nothing(
    account: Account, actor: Actor, verb: object, arguments: tuple[str, ...], refusal: type[Refusal]
) -> None:
    extension_codes.tie(actor, "01", COMPANY, NOW)
    extension_codes.tie(actor, "02", DOUBTFUL, NOW)
    before, rows = ties(account), row_counts()
    with pytest.raises(refusal):
        verb(actor, *arguments, NOW)  # type: ignore[operator]
    assert (ties(account), row_counts()) == (before, rows)
