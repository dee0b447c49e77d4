"""No person's name, ID or phone number stands readable in the database: all of it is dumped and searched."""

from collections.abc import Iterator

import pytest
from django.apps import apps

from qianming.carriers.protocol import DeliveryPlan
from qianming.core.codes import AccountType, Purpose
from qianming.core.message_codes import ReceiptCode
from qianming.core.rejections import RejectionReason
from qianming.registry.bodies import open_body
from qianming.registry.models import Message, WorkOrder
from qianming.registry.queries import signature
from qianming.registry.sealing import UnreadableSeal, new_wrapped_key
from qianming.services import applications, keys, messages, receipts, reviews, submissions
from qianming.services.applications import SubmitApplication
from qianming.services.keys import CreateKey
from qianming.services.messages import JournalEntry, JournalLine
from qianming.services.submissions import Submitted
from tests.services.making import (
    COMPANY,
    NOW,
    OPERATOR,
    PHONE,
    REVIEWER,
    a_power,
    an_account,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db

PERSON = "个人持有人丙"
RECIPIENT = "13900000007"
SECRET = "a-secret-that-nobody-reads"


def everything() -> Iterator[tuple[str, bytes]]:
    """Every value of every column of every table, as bytes."""
    for model in apps.get_models():
        for row in model._default_manager.values():
            for column, value in row.items():
                raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                yield f"{model._meta.label}.{column}", raw


def a_busy_day() -> None:
    """One of everything that personal data goes through."""
    account = an_account()
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    live = signature(account.pk, COMPANY)
    assert live is not None
    keys.create_key(OPERATOR, CreateKey("applicant", secret=SECRET), NOW)
    line = JournalLine(RECIPIENT, f"【{COMPANY}】您的验证码是123456。", live.pk)
    messages.record_batch("lane", [JournalEntry(1, account.pk, "b", NOW, "SMS_1", (line,))])
    rows = submissions.claim_due(NOW, 10)
    plan = DeliveryPlan(ReceiptCode.DELIVERED, NOW, reaches_phone=True)
    done = [(row, Submitted(submissions.submission_of(row), plan)) for row in rows]
    submissions.record(done, NOW)
    receipts.record_reports(receipts.claim_due(NOW, 10), NOW)
    applications.submit(actor, SubmitApplication("云帆样例", qualification_id=qualification.pk), NOW)
    _an_individuals_day()


def _an_individuals_day() -> None:
    """An individual account's holder is a person, whom findings and letters quote."""
    account = an_account("individual", AccountType.INDIVIDUAL, PERSON)
    actor = an_applicant(account)
    own = submitted_qualification(actor, administrator_phone="13900000002")
    reviews.reject(REVIEWER, own.order_id, [RejectionReason.WRONG_ENTITY], "", NOW)
    others = approved_qualification(actor, name="他用资质", own_use=False, administrator_phone="13900000003")
    power = a_power(account, scope=["云帆样例"])
    applications.submit(
        actor,
        SubmitApplication(
            "云帆样例",
            purpose=Purpose.FOR_OTHERS,
            qualification_id=others.pk,
            power_of_attorney_id=None,
        ),
        NOW,
    )
    assert power.pk


def test_no_personal_data_is_readable() -> None:
    a_busy_day()
    persons = ["法人甲", "管理员乙", PERSON, id_number(1), id_number(2)]
    secrets = [*persons, PHONE, RECIPIENT, "13900000002", SECRET, "验证码是"]
    found = {
        (column, secret) for column, value in everything() for secret in secrets if secret.encode() in value
    }
    assert found == set()
    assert WorkOrder.objects.count() >= 4


def test_a_phone_code_is_not_readable() -> None:
    code = phone_code(an_applicant(an_account()))
    columns = {column for column, value in everything() if code.encode() in value}
    # Six digits can occur in a hash by accident; a hash is not what a code is read from.
    assert all(column.endswith("_hash") for column in columns)


def test_who_loses_the_accounts_key_loses_the_persons() -> None:
    a_busy_day()
    message = Message.objects.select_related("account").get()
    assert open_body(message).phone == RECIPIENT
    message.account.wrapped_key = new_wrapped_key()
    with pytest.raises(UnreadableSeal):
        open_body(message)
