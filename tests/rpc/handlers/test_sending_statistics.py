"""`QuerySendStatistics`: days, and what became of their messages."""

from datetime import timedelta
from typing import Any

import pytest

from qianming.core.codes import MessageState
from qianming.registry.models import Account, Message
from qianming.services.messages import record_batch
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import a_template, an_approved_qualification
from tests.rpc.handlers.test_answer_types import checked
from tests.rpc.handlers.test_sending_query import entry
from tests.services import making
from tests.services.making import NOW

RIGHT = {"IsGlobe": 1, "StartDate": "20260601", "EndDate": "20260610", "PageIndex": 1, "PageSize": 10}


def counted(client: Client, **changes: Any) -> list[tuple[str, int, int, int, int]]:
    body = client.ok("QuerySendStatistics", **{**RIGHT, **changes})
    checked("QuerySendStatistics", body)
    return [tuple(row.values()) for row in body["Data"]["TargetList"]]


def test_each_day_is_counted_by_what_became_of_its_messages(client: Client, account: Account) -> None:
    yesterday = NOW - timedelta(days=1)
    record_batch("main", [entry(account, 1), entry(account, 2), entry(account, 3, accepted_at=yesterday)])
    record_batch("main", [entry(making.an_account("stranger"), 4)])
    states = (MessageState.DELIVERED, MessageState.FAILED, MessageState.SUBMITTED)
    for row, state in zip(Message.objects.filter(account=account).order_by("pk"), states, strict=False):
        Message.objects.filter(pk=row.pk).update(state=state)
    assert counted(client) == [("20260609", 2, 0, 0, 2), ("20260610", 4, 1, 1, 2)]
    assert counted(client, PageSize=1, PageIndex=2) == [("20260610", 4, 1, 1, 2)]
    assert counted(client, EndDate="20260609") == [("20260609", 2, 0, 0, 2)]
    assert counted(client, IsGlobe=2) == []


def test_it_is_asked_for_a_signature_or_a_type(client: Client, account: Account) -> None:
    an_approved_qualification(client)
    code = client.ok("CreateSmsTemplate", **a_template())["TemplateCode"]
    signature = account.signatures.get(name=making.COMPANY)
    record_batch("main", [entry(account, 1, template_code=code), entry(account, 2)])
    Message.objects.filter(template_code=code).update(signature_id=signature.pk)
    Message.objects.exclude(template_code=code).update(signature_id=0)
    assert counted(client, SignName=making.COMPANY) == [("20260610", 2, 0, 0, 2)]
    assert counted(client, TemplateType=0) == [("20260610", 2, 0, 0, 2)]
    assert counted(client, TemplateType=1) == counted(client, TemplateType=7) == []
    assert counted(client) == [("20260610", 4, 0, 0, 4)]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"SignName": "没有的签名"}, 200, "isv.SMS_SIGNATURE_ILLEGAL"),
        ({"StartDate": "20260611", "EndDate": "20260611"}, 200, "isv.PARAMS_ILLEGAL"),
        ({"EndDate": "20260501"}, 200, "isv.INVALID_PARAMETERS"),
        ({"EndDate": "20261310"}, 400, "InvalidEndDate"),
        ({"IsGlobe": 3}, 400, "InvalidIsGlobe"),
        ({"IsGlobe": ""}, 400, "MissingIsGlobe"),
        ({"PageSize": 51}, 400, "InvalidPageSize"),
    ],
)
def test_what_it_refuses(client: Client, changes: dict[str, Any], status: int, code: str) -> None:
    answer = client.call("QuerySendStatistics", **{**RIGHT, **changes})
    assert (answer.status, answer.code) == (status, code)
