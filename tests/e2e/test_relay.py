"""The relay driver against a second service of our own, which is a process with an API like any other."""

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from qianming.carriers.protocol import (
    DeliveryPlan,
    FilingProbe,
    FilingRequest,
    Relayed,
    RelayedProbe,
    Submission,
)
from qianming.carriers.relay import RelayCarrier, RelayEntry
from qianming.carriers.relay.calling import Upstream
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.message_codes import ReceiptCode
from qianming.core.subjects import SixElements
from tests.e2e.service import Applicant, Service, until

COMPANY, CREDIT_CODE = "杭州云帆样例科技有限公司", "91330100MA2B0AAA1K"
# A name whose end the rules cannot judge: it waits for a reviewer upstream.
NAME, PHONE = "杭州云帆样例科", "13300000001"
CONTENT = "您的验证码为${code}，五分钟内有效。"

# What the database could change here is tested below the wire, on both.
pytestmark = pytest.mark.only_on("sqlite")
S, R = FilingState, FilingReason


def now() -> datetime:
    return datetime.now(UTC)


def request(name: str = NAME, credit_code: str = CREDIT_CODE) -> FilingRequest:
    elements = SixElements(COMPANY, credit_code)
    return FilingRequest("ref", Carrier.TELECOM, name, SignatureSource.ENTERPRISE_NAME, elements)


@pytest.fixture
def upstream(service: Service) -> Applicant:
    service.simulate(
        "[all]\nfiling_delay_seconds = 0\nprobe_delay_seconds = 0\nreceipt_delay_seconds = 0.1\n"
    )
    service.start()
    return Applicant.join(service, "relay", COMPANY, CREDIT_CODE)


def test_a_signature_is_applied_for_followed_and_sent_with(upstream: Applicant) -> None:
    qualification = upstream.qualify()
    upstream.approve_whatever_waits()
    key_id, secret = upstream.credentials("relay")
    template = upstream.template(CONTENT)
    upstream.approve_whatever_waits()
    entry = RelayEntry(
        upstream.service.url, key_id, secret, {CREDIT_CODE: qualification}, {template: CONTENT}
    )
    with httpx.HTTPTransport() as transport:
        carrier = RelayCarrier(Carrier.TELECOM, entry, Upstream(entry.url, key_id, secret, transport))
        _used(carrier, upstream)


def _used(carrier: RelayCarrier, upstream: Applicant) -> None:
    answer = carrier.file(request(), now())
    assert answer.ask_again_at is not None, answer
    assert carrier.file(request(), now()).state is not S.FAILED, "asked again, it is the same application"
    upstream.approve_whatever_waits()
    probe = FilingProbe("ref", Carrier.TELECOM, S.FILING, now(), NAME)
    until("the filing upstream", lambda: carrier.poll(probe, now()).state is S.FILED)
    assert carrier.poll(probe, now()).reasons == (R.DETECT_SUCCESS,)
    orders = [row["name"] for row in upstream.service.json("signature", "list", "relay")]
    assert orders.count(NAME) == 1

    text = Submission("M1", Carrier.TELECOM, PHONE, f"【{NAME}】您的验证码为482913，五分钟内有效。", True)
    sent = carrier.deliver(text, now())
    assert isinstance(sent, Relayed)
    assert carrier.deliver(replace(text, again=True), now()) == Relayed(), "it is there already"
    asked = RelayedProbe("M1", Carrier.TELECOM, PHONE, sent.upstream_id, now())
    report = until("its report", lambda: carrier.report(asked, now()))
    assert report.code is ReceiptCode.DELIVERED
    (arrived,) = upstream.service.json("inbox", "--phone", PHONE)
    assert arrived["text"] == text.text
    other = Submission("M2", Carrier.TELECOM, PHONE, f"【{NAME}】别的内容", True)
    plan = carrier.deliver(other, now())
    assert isinstance(plan, DeliveryPlan)
    assert not plan.reaches_phone

    unknown = carrier.file(request("别的名称", "91330100MA2B0BBB2L"), now())
    assert (unknown.state, unknown.reasons) == (S.FAILED, (R.QUALIFICATION_ERROR,))
    gone = carrier.poll(FilingProbe("ref", Carrier.TELECOM, S.FILING, now(), "没有的签名"), now())
    assert (gone.state, gone.reasons) == (S.FAILED, (R.SIGNATURE_ERROR,))
