"""`QuerySendDetails`: the records, and what was acknowledged but is no record yet."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qianming.core.access_scopes import KeyScope
from qianming.core.codes import MessageState
from qianming.core.papers.identity import mask_phone
from qianming.core.sending.number import PhoneNumber
from qianming.registry.models import AccessKey, Account, Message, Template, WorkOrder
from qianming.rpc.endpoint import Endpoint
from qianming.services.keys import CreateKey, create_key
from qianming.services.messages import JournalEntry, JournalLine, record_batch
from tests.rpc.client import Client, MemoryNonces
from tests.services import making
from tests.services.making import NOW, PHONE

TEXT = "【云帆样例】您的验证码为1234"
OTHER_PHONE = "13800000002"


def entry(account: Account, position: int, **changes: object) -> JournalEntry:
    values: dict[str, Any] = {
        "position": position,
        "account_id": account.pk,
        "biz_id": f"{position}^0",
        "accepted_at": NOW + timedelta(seconds=position),
        "template_code": "SMS_1",
        "lines": (JournalLine(PHONE, TEXT, 1), JournalLine(OTHER_PHONE, TEXT, 1)),
        "out_id": f"out-{position}",
        **changes,
    }
    return JournalEntry(**values)


class Tail:
    """Acknowledged requests, as the journal knows them."""

    def __init__(self, entries: Sequence[JournalEntry]) -> None:
        self._entries = entries

    def entries(self, account_id: int, number: PhoneNumber, biz_id: str = "") -> Sequence[JournalEntry]:
        return [one for one in self._entries if one.account_id == account_id]


def recorded(*entries: JournalEntry) -> None:
    record_batch("main", entries)


def query(client: Client, **changes: Any) -> tuple[str, list[dict[str, Any]]]:
    given: dict[str, Any] = {
        "PhoneNumber": PHONE,
        "SendDate": "20260610",
        "PageSize": 10,
        "CurrentPage": 1,
        **changes,
    }
    body = client.ok("QuerySendDetails", **given)
    return body["TotalCount"], body["SmsSendDetailDTOs"]["SmsSendDetailDTO"]


def test_a_record_is_told_whole(client: Client, account: Account) -> None:
    recorded(entry(account, 1))
    total, details = query(client)
    assert total == "1"
    assert details == [
        {
            "PhoneNum": PHONE,
            "Content": TEXT,
            "SendStatus": 1,
            "ErrCode": "",
            "TemplateCode": "SMS_1",
            "SendDate": "2026-06-10 10:00:01",
            "ReceiveDate": "",
            "OutId": "out-1",
        }
    ]


@pytest.mark.parametrize(
    ("state", "error", "number", "code"),
    [
        (MessageState.ACCEPTED, "", 1, ""),
        (MessageState.SUBMITTED, "", 1, ""),
        (MessageState.DELIVERED, "", 3, "DELIVERED"),
        (MessageState.FAILED, "PORT_NOT_REGISTERED", 2, "PORT_NOT_REGISTERED"),
    ],
)
def test_the_receipt_is_told(
    client: Client, account: Account, state: MessageState, error: str, number: int, code: str
) -> None:
    recorded(entry(account, 1))
    received = datetime(2026, 6, 10, 2, 5, tzinfo=UTC)
    Message.objects.update(state=state, error_code=error, received_at=received)
    _, (detail,) = query(client)
    assert (detail["SendStatus"], detail["ErrCode"]) == (number, code)
    assert detail["ReceiveDate"] == "2026-06-10 10:05:00"


def test_what_is_no_record_yet_is_told_at_once_and_only_once(client: Client, account: Account) -> None:
    """Entries 2 and 3 have just become records: the journal still shows them."""
    entries = [entry(account, position) for position in range(1, 6)]
    recorded(*entries[:3])
    client.endpoint = Endpoint(client.clock, MemoryNonces(), unfollowed=Tail(entries[1:]))
    pages = [query(client, PageSize=2, CurrentPage=number) for number in (1, 2, 3, 4)]
    assert [total for total, _ in pages] == ["5"] * 4
    told = [detail["OutId"] for _, details in pages for detail in details]
    assert told == ["out-5", "out-4", "out-3", "out-2", "out-1"]
    assert query(client, BizId="4^0")[1][0]["OutId"] == "out-4"
    assert query(client, BizId="2^0")[0] == "1"


def test_it_tells_of_one_number_one_day_and_one_account(client: Client, account: Account) -> None:
    stranger = making.an_account("stranger")
    yesterday = NOW - timedelta(days=1)
    recorded(
        entry(account, 1),
        entry(account, 2, accepted_at=yesterday),
        entry(stranger, 3),
        entry(account, 4, lines=(JournalLine(OTHER_PHONE, TEXT, 1),)),
    )
    assert [one["OutId"] for one in query(client)[1]] == ["out-1"]
    assert [one["OutId"] for one in query(client, SendDate="20260609")[1]] == ["out-2"]
    assert [one["OutId"] for one in query(client, PhoneNumber=f"+86{OTHER_PHONE}")[1]] == ["out-4", "out-1"]
    assert query(client, BizId="none")[0] == "0"


def test_a_day_is_a_day_in_china(client: Client, account: Account) -> None:
    client.clock.moment = datetime(2026, 6, 10, 17, 0, tzinfo=UTC)
    recorded(entry(account, 1, accepted_at=datetime(2026, 6, 10, 16, 30, tzinfo=UTC)))
    assert query(client)[0] == "0"
    assert query(client, SendDate="20260611")[0] == "1"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"PhoneNumber": ""}, 400, "MissingPhoneNumber"),
        ({"SendDate": ""}, 400, "MissingSendDate"),
        ({"PageSize": ""}, 400, "MissingPageSize"),
        ({"CurrentPage": ""}, 400, "MissingCurrentPage"),
        ({"PageSize": 51}, 400, "InvalidPageSize"),
        ({"CurrentPage": 0}, 400, "InvalidCurrentPage"),
        ({"SendDate": "2026-06-10"}, 400, "InvalidSendDate"),
        ({"SendDate": "20261310"}, 400, "InvalidSendDate"),
        ({"SendDate": "20260510"}, 400, "InvalidSendDate"),
        ({"PhoneNumber": "12345"}, 200, "isv.MOBILE_NUMBER_ILLEGAL"),
        ({"SendDate": "20260611"}, 200, "isv.PARAMS_ILLEGAL"),
    ],
)
def test_what_it_refuses(client: Client, changes: dict[str, Any], status: int, code: str) -> None:
    given: dict[str, Any] = {
        "PhoneNumber": PHONE,
        "SendDate": "20260610",
        "PageSize": 10,
        "CurrentPage": 1,
        **changes,
    }
    answer = client.call("QuerySendDetails", **given)
    assert (answer.status, answer.code) == (status, code)


def test_who_may_only_read_sees_no_values(client: Client, account: Account) -> None:
    recorded(entry(account, 1))
    key, secret = create_key(making.OPERATOR, CreateKey(account.name, scopes=(KeyScope.READ_ONLY,)), NOW)
    reader = Client(client.endpoint, client.clock, key.key_id, secret)
    (detail,) = query(reader)[1]
    assert (detail["PhoneNum"], detail["Content"]) == (mask_phone(PHONE), "【云帆样例】***")
    Template.objects.create(**a_row(account))
    assert query(reader)[1][0]["Content"] == "【云帆样例】您的验证码为***"
    key.scopes = [KeyScope.READ_ONLY, KeyScope.PERSONAL]
    key.save()
    assert query(reader)[1][0]["Content"] == TEXT


def a_row(account: Account) -> dict[str, Any]:
    order = WorkOrder.objects.create(
        account=account, kind="template", submitted_at=NOW, due_at=NOW, policy=NOW.date()
    )
    content = "您的验证码为${code}"
    return {"account": account, "work_order": order, "code": "SMS_1", "content": content, "created_at": NOW}


def test_thirty_days_can_be_asked_for(client: Client) -> None:
    assert query(client, SendDate="20260511") == ("0", [])
    assert AccessKey.objects.filter(key_id=client.key).exists()
