"""Reading within one account."""

import pytest

from qianming.core.codes import SignatureKind
from qianming.registry import queries
from qianming.registry.models import Account, Application, Qualification, Signature
from qianming.services import signatures
from tests.services.conftest import own_folder
from tests.services.making import (
    COMPANY,
    NOW,
    a_live_signature,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
)

__all__ = ["own_folder"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(db: None) -> Account:
    return an_account("one")


def test_an_accounts_rows_are_its_own(account: Account) -> None:
    other = an_account("other")
    live = a_live_signature(account)
    assert list(queries.for_account(Signature, account.pk)) == [live]
    assert not queries.for_account(Signature, other.pk).exists()
    qualification = Qualification.objects.get()
    assert queries.qualification(account.pk, qualification.pk) == qualification
    assert queries.qualification(other.pk, qualification.pk) is None
    assert queries.signature(other.pk, COMPANY) is None
    assert queries.template(other.pk, "SMS_1") is None
    assert not queries.messages(other.pk, "0" * 64, NOW.date()).exists()


def test_lists_are_newest_first_and_paged(account: Account) -> None:
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    names = [COMPANY, "云帆样例", "样例科技", "云帆科技"]
    for name in names[1:]:
        applied(actor, name, qualification)
    rows = queries.signatures(account.pk)
    assert [row.name for row in rows] == names[::-1]
    first, last, beyond = (queries.page(rows, number, 3) for number in (1, 2, 9))
    assert ([row.name for row in first.rows], first.total) == (names[:0:-1], 4)
    assert [row.name for row in last.rows] == [COMPANY]
    assert (list(beyond.rows), beyond.total) == ([], 4)


def test_a_name_means_the_universal_one_unless_told(account: Account) -> None:
    live = a_live_signature(account)
    Signature.objects.update(kind=SignatureKind.VERIFICATION_CODE)
    assert queries.signature(account.pk, COMPANY) == live
    assert queries.signature(account.pk, COMPANY, SignatureKind.UNIVERSAL) is None
    assert queries.signature(account.pk, COMPANY.upper() + "a") is None


def test_what_is_deleted_is_not_listed(account: Account) -> None:
    a_live_signature(account)
    signatures.delete(an_applicant(account), account.pk, COMPANY, NOW)
    assert not queries.signatures(account.pk).exists()
    Qualification.objects.update(deleted_at=NOW)
    assert not queries.qualifications(account.pk).exists()


def test_the_shown_version_is_the_approved_one_else_the_latest(account: Account) -> None:
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    waiting = applied(actor, "云帆样例", qualification)
    row = Signature.objects.get(pk=waiting.signature_id)
    assert queries.shown_application(row) == queries.latest_application(row)
    live = Signature.objects.get(name=COMPANY)
    again = applied(actor, COMPANY, qualification)
    live.refresh_from_db()
    assert queries.shown_application(live).work_order_id == again.order_id
    Application.objects.filter(work_order=again.order_id).update(state="rejected")
    live.approved = None
    assert queries.shown_application(live).work_order_id == again.order_id
    assert queries.latest_application(live).work_order_id == again.order_id
