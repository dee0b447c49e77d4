"""Callbacks to a real receiver, on a clock that is set by hand."""

import gzip
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from qianming.core.callbacks import CallbackKind, DeliveryState
from qianming.core.message_codes import ReceiptCode
from qianming.core.webhooks import key_of, signature
from qianming.jobs.due import run_once
from qianming.jobs.handlers.callbacks import CallbackHandler
from qianming.jobs.posting import is_public, post
from qianming.registry.models import Account, CallbackDelivery, Event, Message
from qianming.services import applications, callbacks, messages, receipts, reviews, signatures
from qianming.services.applications import SubmitApplication
from qianming.services.callbacks import Posting, SetCallback
from qianming.services.messages import JournalEntry, JournalLine
from qianming.services.refusals import Invalid, NotFound
from tests.clock import StandingClock
from tests.jobs.receiver import BROKEN, OK, Received, Receiver, listening
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    NOW,
    OPERATOR,
    REASON,
    REVIEWER,
    a_live_signature,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
)

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.QIANMING_CALLBACK_PRIVATE_ADDRESSES = True
    with listening() as made:
        yield made


@pytest.fixture
def account(db: None) -> Account:
    return an_account()


class Post:
    """The jobs that post, and their clock."""

    def __init__(self) -> None:
        self.clock = StandingClock(NOW)
        self.handler = CallbackHandler()

    def run(self) -> None:
        while run_once(self.handler, self.clock):
            pass

    def until_quiet(self, longest: timedelta = timedelta(days=3)) -> list[datetime]:
        """Move the clock to each next due time; the times at which something was done."""
        times, end = [], self.clock.moment + longest
        self.run()
        while (due := CallbackDelivery.objects.filter(due_at__isnull=False).order_by("due_at").first()) and (
            due.due_at is not None and due.due_at <= end
        ):
            self.clock.moment = max(self.clock.moment, due.due_at)
            times.append(self.clock.moment)
            self.run()
        return times


def tell(account: Account, kind: CallbackKind, url: str) -> str:
    secret = callbacks.set_endpoint(OPERATOR, SetCallback(account.name, kind, url), NOW)
    assert secret is not None
    return secret


def ids(received: list[Received]) -> list[str]:
    return [one.id for one in received]


def test_a_review_is_reported_as_documented(receiver: Receiver, account: Account) -> None:
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    tell(account, CallbackKind.SIGN_REPORT, receiver.url)
    order = applied(actor, DOUBTFUL, qualification).order_id
    reviews.reject(REVIEWER, order, REASON, "", NOW)
    Post().run()
    first, second = receiver.confirmed
    assert first.headers["content-type"] == "application/json;charset=utf-8"
    assert first.path == "/hook?token=hidden"
    assert first.content == [
        {
            "sign_name": DOUBTFUL,
            "sign_status": "approving",
            "reason": "",
            "remark": "",
            "sign_source": "企事业单位名称",
            "sign_scene": "通用",
            "orderId": str(order),
            "create_date": "2026-06-10 10:00:00",
        }
    ]
    assert second.content[0]["sign_status"] == "rejected"
    assert second.content[0]["reason"]


def test_a_receipt_is_reported_as_documented(receiver: Receiver, account: Account) -> None:
    live = a_live_signature(account)
    tell(account, CallbackKind.SMS_REPORT, receiver.url)
    line = JournalLine("13900000007", f"【{COMPANY}】样例", live.pk)
    messages.record_batch("lane", [JournalEntry(1, account.pk, "b1", NOW, "SMS_1", (line,), "o1")])
    message = Message.objects.get()
    receipts.record_receipt(message.pk, ReceiptCode.DELIVERED, NOW + timedelta(seconds=3))
    Post().until_quiet()
    (report,) = receiver.confirmed[0].content
    assert report == {
        "phone_number": "13900000007",
        "send_time": "2026-06-10 10:00:00",
        "report_time": "2026-06-10 10:00:03",
        "success": True,
        "err_code": "DELIVERED",
        "err_msg": report["err_msg"],
        "sms_size": "1",
        "biz_id": "b1",
        "out_id": "o1",
    }


def test_own_events_are_signed(receiver: Receiver, account: Account) -> None:
    secret = tell(account, CallbackKind.EVENTS, receiver.url)
    approved_qualification(an_applicant(account))
    Post().run()
    key = key_of(secret)
    assert key is not None
    for one in receiver.confirmed:
        stamp = int(one.headers["webhook-timestamp"])
        assert stamp == int(NOW.timestamp())
        assert one.headers["webhook-signature"] == signature(key, one.id, stamp, one.body)
    kinds = {one.content["type"] for one in receiver.confirmed}
    assert kinds >= {"qualification.moved", "filing.moved", "availability.changed"}
    told = [one.content["data"] for one in receiver.confirmed if one.content["type"] == "filing.moved"]
    assert {one["carrier"] for one in told} == {"mobile", "unicom", "telecom"}
    assert {one["signature_name"] for one in told} == {COMPANY}


@pytest.mark.parametrize("kind", [CallbackKind.SIGN_REPORT, CallbackKind.EVENTS])
def test_a_receiver_that_fails_twice_gets_everything_once_and_in_order(
    receiver: Receiver, account: Account, kind: CallbackKind
) -> None:
    tell(account, kind, receiver.url)
    receiver.answers = [BROKEN, BROKEN, OK]
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    order = applied(actor, DOUBTFUL, qualification).order_id
    reviews.approve(REVIEWER, order, NOW)
    signatures.freeze(actor, account.pk, DOUBTFUL, "customer", None, NOW)  # type: ignore[arg-type]
    Post().until_quiet()
    expected = CallbackDelivery.objects.order_by("pk")
    assert {row.state for row in expected} == {DeliveryState.DELIVERED}
    assert len(ids(receiver.confirmed)) == len(set(ids(receiver.confirmed))) == expected.count() >= 4
    assert set(ids(receiver.refused)) <= set(ids(receiver.confirmed))
    for line in {row.line for row in expected}:
        laid_out = [row.message_id for row in expected if row.line == line]
        assert [one for one in ids(receiver.confirmed) if one in laid_out] == laid_out


def test_a_later_event_waits_for_an_earlier_one_of_its_signature(
    receiver: Receiver, account: Account
) -> None:
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    tell(account, CallbackKind.SIGN_REPORT, receiver.url)
    receiver.answers = [BROKEN, OK]
    order = applied(actor, DOUBTFUL, qualification).order_id
    reviews.approve(REVIEWER, order, NOW)
    applications.submit(actor, SubmitApplication("云帆样例", qualification_id=qualification.pk), NOW)
    post = Post()
    post.run()
    # The first one failed; its follower waits for it, another signature's does not.
    assert {one.content[0]["sign_name"] for one in receiver.confirmed} == {"云帆样例"}
    assert post.until_quiet()[0] == NOW + MINUTE
    own = [
        one.content[0]["sign_status"] for one in receiver.confirmed if one.content[0]["sign_name"] == DOUBTFUL
    ]
    assert own == ["approving", "approved"]


@pytest.mark.parametrize(
    ("kind", "answer", "tries", "problem"),
    [
        (CallbackKind.SIGN_REPORT, BROKEN, 4, "status_500"),
        (CallbackKind.SIGN_REPORT, (200, b"received"), 4, "answer"),
        (CallbackKind.SIGN_REPORT, (200, b'{"code":"0"}'), 4, "answer"),
        (CallbackKind.SIGN_REPORT, (200, b'{"code":1}'), 4, "answer"),
        (CallbackKind.SIGN_REPORT, (204, b""), 4, "status_204"),
        (CallbackKind.EVENTS, (302, b""), 27, "status_302"),
    ],
)
def test_what_is_never_confirmed_is_given_up_and_can_be_replayed(
    receiver: Receiver,
    account: Account,
    kind: CallbackKind,
    answer: tuple[int, bytes],
    tries: int,
    problem: str,
) -> None:
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    tell(account, kind, receiver.url)
    receiver.answers, receiver.location = [answer], receiver.url
    if kind is CallbackKind.EVENTS:
        signatures.freeze(actor, account.pk, COMPANY, "customer", None, NOW)  # type: ignore[arg-type]
    else:
        applied(actor, DOUBTFUL, qualification)
    post = Post()
    times = post.until_quiet()
    row = CallbackDelivery.objects.get()
    assert (row.state, row.tries, row.problem) == (DeliveryState.DEAD, tries, problem)
    assert times[:3] == [NOW + MINUTE, NOW + 6 * MINUTE, NOW + 16 * MINUTE]
    assert times[-1] <= NOW + timedelta(days=1)
    assert len(set(ids(receiver.refused))) == 1
    assert callbacks.dead() == 1
    receiver.answers = [OK]
    assert callbacks.replay(OPERATOR, account.name, kind, None, post.clock.moment) == 1
    post.run()
    assert ids(receiver.confirmed) == [row.message_id]
    assert callbacks.dead() == 0


def test_all_since_a_time_is_replayed_in_its_order(receiver: Receiver, account: Account) -> None:
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    tell(account, CallbackKind.SIGN_REPORT, receiver.url)
    order = applied(actor, DOUBTFUL, qualification).order_id
    reviews.approve(REVIEWER, order, NOW)
    post = Post()
    post.run()
    first = ids(receiver.confirmed)
    receiver.confirmed.clear()
    assert callbacks.replay(OPERATOR, account.name, CallbackKind.SIGN_REPORT, NOW, NOW) == 2
    post.run()
    assert ids(receiver.confirmed) == first


def test_nobody_there_is_a_failure_like_another(settings: Settings, account: Account) -> None:
    settings.QIANMING_CALLBACK_PRIVATE_ADDRESSES = True
    with listening() as gone:
        url = gone.url
    tell(account, CallbackKind.EVENTS, url)
    approved_qualification(an_applicant(account))
    Post().run()
    assert set(CallbackDelivery.objects.filter(tries=1).values_list("problem", flat=True)) == {"connection"}


def test_an_answer_is_not_unpacked(receiver: Receiver) -> None:
    posting = Posting(CallbackKind.SIGN_REPORT, receiver.url, b"key", "msg_1", b"[]")
    assert post(posting, NOW, private=True) == ""
    assert receiver.confirmed[0].headers["accept-encoding"] == "identity"
    receiver.answers, receiver.encoding = [(200, gzip.compress(OK[1]))], "gzip"
    assert post(posting, NOW, private=True) == "answer"


def test_a_private_address_is_refused(
    receiver: Receiver, account: Account, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.QIANMING_CALLBACK_PRIVATE_ADDRESSES = False
    tell(account, CallbackKind.EVENTS, receiver.url)
    with caplog.at_level(logging.INFO, "qianming"):
        approved_qualification(an_applicant(account))
        Post().run()
    assert receiver.confirmed == receiver.refused == []
    problems = CallbackDelivery.objects.filter(tries=1).values_list("problem", flat=True)
    assert set(problems) == {"address_refused"}
    assert "hidden" not in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_of_no_open_network_is_seen(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2400:3200::1", "::ffff:8.8.8.8"])
def test_an_open_address_is_let_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a.example/", "http://", "https://user:word@a.example/", "http://a.example:0/", "http://a b/",
     "http://a.example:port/", "file:///etc/passwd", "http://例子/", "https://a.example/" + "x" * 1000],
)  # fmt: skip
def test_what_is_no_address_is_refused(account: Account, url: str) -> None:
    with pytest.raises(Invalid) as refused:
        callbacks.set_endpoint(OPERATOR, SetCallback(account.name, CallbackKind.EVENTS, url, "short"), NOW)
    assert [problem.field for problem in refused.value.problems] == ["url", "secret"]


def test_an_endpoint_can_be_replaced_and_removed(account: Account) -> None:
    tell(account, CallbackKind.EVENTS, "https://a.example/one")
    again = SetCallback(account.name, CallbackKind.EVENTS, "https://a.example/two")
    assert callbacks.set_endpoint(OPERATOR, again, NOW) is None
    approved_qualification(an_applicant(account))
    (standing,) = callbacks.standing(OPERATOR, account.name)
    assert standing.url == "https://a.example/two"
    assert standing.waiting == CallbackDelivery.objects.count() > 0
    callbacks.remove_endpoint(OPERATOR, account.name, CallbackKind.EVENTS, NOW)
    assert callbacks.standing(OPERATOR, account.name) == []
    assert not CallbackDelivery.objects.exists()
    with pytest.raises(NotFound):
        callbacks.remove_endpoint(OPERATOR, account.name, CallbackKind.EVENTS, NOW)
    told = Event.objects.filter(subject="callback:events").values_list("kind", flat=True)
    assert list(told) == ["callback.set", "callback.set", "callback.removed"]
