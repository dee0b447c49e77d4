"""Trademarks: kept as told, looked up in the register, and weighed by the rules."""

from datetime import date

import httpx
import pytest
from pytest_django import Settings

from qianming.core.codes import EventKind, FindingCode, SignatureSource
from qianming.core.permissions import Role
from qianming.core.trademarks import TrademarkEntry, TrademarkStatus
from qianming.registers.asking import RegisterUnreachable
from qianming.registers.trademarks import (
    ImportedTrademarks,
    TrademarkService,
    trademark_register,
)
from qianming.registry.models import Event, RegisteredTrademark, Trademark
from qianming.services import app_records, applications, trademarks
from qianming.services.actors import Actor, user_actor
from qianming.services.app_records import AppRecordFields
from qianming.services.applications import SubmitApplication
from qianming.services.refusals import Forbidden, Invalid
from qianming.services.trademark_register import import_register
from qianming.services.trademarks import TrademarkFields
from tests.services.making import (
    COMPANY,
    MINUTE,
    NOW,
    OPERATOR,
    approved_qualification,
    upload,
)

pytestmark = pytest.mark.django_db

MARK, NUMBER = "云帆样例", "7000001"
REGISTERED = TrademarkEntry(NUMBER, MARK, COMPANY, TrademarkStatus.REGISTERED, date(2030, 1, 1))


def a_mark(actor: Actor, **changes: str) -> Trademark:
    fields = {
        "text": MARK,
        "registration_number": NUMBER,
        "owner": COMPANY,
        "period": "2020-01-01~2030-01-01",
        "picture_key": upload(actor, "mark.png"),
        **changes,
    }
    row = trademarks.keep(actor, TrademarkFields(**fields), NOW)
    row.refresh_from_db()
    return row


def findings(actor: Actor, mark: Trademark) -> set[FindingCode]:
    """What the rules say of an application that takes its name from the mark."""
    qualification = approved_qualification(actor)
    command = SubmitApplication(
        MARK, SignatureSource.TRADEMARK, qualification_id=qualification.pk, trademark_id=mark.pk
    )
    return {finding.code for finding in applications.submit(actor, command, NOW + MINUTE).findings}


def test_a_mark_is_kept_with_what_the_register_says(actor: Actor) -> None:
    import_register(OPERATOR, [REGISTERED], NOW)
    mark = a_mark(actor)
    assert (mark.status, mark.register_owner, mark.other_owners) == ("registered", COMPANY, [])
    assert mark.looked_up_at == NOW
    kinds = set(Event.objects.filter(subject=f"trademark:{mark.pk}").values_list("kind", flat=True))
    assert kinds == {EventKind.TRADEMARK_CREATED, EventKind.TRADEMARK_LOOKED_UP}


def test_a_mark_that_the_register_does_not_know_stays_open(actor: Actor) -> None:
    mark = a_mark(actor)
    assert (mark.status, mark.register_owner) == ("", "")
    assert not findings(actor, mark) & {FindingCode.TRADEMARK_STATUS, FindingCode.TRADEMARK_NOT_UNIQUE}


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([TrademarkEntry(NUMBER, MARK, COMPANY, TrademarkStatus.PENDING)], FindingCode.TRADEMARK_STATUS),
        ([TrademarkEntry(NUMBER, MARK, COMPANY, TrademarkStatus.INVALID)], FindingCode.TRADEMARK_STATUS),
        (
            [TrademarkEntry(NUMBER, MARK, "杭州云杉样例公司", TrademarkStatus.REGISTERED)],
            FindingCode.TRADEMARK_OWNER,
        ),
        (
            [REGISTERED, TrademarkEntry("9", MARK, "杭州云杉样例公司", TrademarkStatus.REGISTERED)],
            FindingCode.TRADEMARK_NOT_UNIQUE,
        ),
    ],
)
def test_the_register_is_asked_again_with_the_application(
    actor: Actor, entries: list[TrademarkEntry], code: FindingCode
) -> None:
    mark = a_mark(actor)
    import_register(OPERATOR, entries, NOW)
    assert code in findings(actor, mark)


def test_an_import_takes_the_place_of_the_one_before() -> None:
    other = TrademarkEntry("8", "云杉", COMPANY, TrademarkStatus.REFUSED)
    assert import_register(OPERATOR, [REGISTERED, other], NOW) == 2
    changed = TrademarkEntry(NUMBER, MARK, COMPANY, TrademarkStatus.INVALID)
    assert import_register(OPERATOR, [changed], NOW + MINUTE) == 1
    assert list(RegisteredTrademark.objects.values_list("number", "status")) == [(NUMBER, "invalid")]
    with pytest.raises(Forbidden):
        import_register(user_actor(1, Role.REVIEWER, None), [changed], NOW)


def test_other_owners_are_found_whatever_the_letters_case() -> None:
    entries = [
        TrademarkEntry("1", "YunFan云帆", "甲公司", TrademarkStatus.REGISTERED),
        TrademarkEntry("2", "YUNFAN云帆", "乙公司", TrademarkStatus.REGISTERED),
        TrademarkEntry("3", "yunfan云帆", "丙公司", TrademarkStatus.REFUSED),
        TrademarkEntry("4", "YunFan云帆", "甲公司", TrademarkStatus.REGISTERED),
    ]
    import_register(OPERATOR, entries, NOW)
    found = ImportedTrademarks().entry("1", "YunFan云帆")
    assert found is not None
    assert found.other_owners == ("乙公司",)


def answering(status: int, body: bytes) -> TrademarkService:
    transport = httpx.MockTransport(lambda request: httpx.Response(status, content=body))
    return TrademarkService("http://register.example/marks", transport)


def test_a_service_answers_in_json() -> None:
    body = '{"number":"7","text":"云帆","owner":"甲公司","status":"pending","other_owners":["乙公司"]}'
    found = answering(200, body.encode()).entry("7", "云帆")
    assert found == TrademarkEntry("7", "云帆", "甲公司", TrademarkStatus.PENDING, None, ("乙公司",))
    assert answering(404, b"").entry("7", "云帆") is None


@pytest.mark.parametrize(("status", "body"), [(500, b""), (200, b"<html>"), (200, b'{"number":"7"}')])
def test_a_service_that_gives_no_answer_is_unreachable(status: int, body: bytes) -> None:
    with pytest.raises(RegisterUnreachable):
        answering(status, body).entry("7", "云帆")


def test_an_address_that_is_none_gives_no_answer() -> None:
    with pytest.raises(RegisterUnreachable):
        TrademarkService("http://[").entry("7", "云帆")


def test_without_an_answer_what_was_said_before_stays(actor: Actor, settings: Settings) -> None:
    import_register(OPERATOR, [REGISTERED], NOW)
    mark = a_mark(actor)
    settings.QIANMING_TRADEMARK_REGISTER = "http://127.0.0.1:9/marks"
    assert isinstance(trademark_register(), TrademarkService)
    assert FindingCode.TRADEMARK_STATUS not in findings(actor, mark)
    mark.refresh_from_db()
    assert mark.status == "registered"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "帆" * 16}, "TrademarkNameOverLimit"),
        ({"picture_key": "1/none/mark.png"}, "TrademarkOssFileNotUploadError"),
    ],
)
def test_a_wrong_mark_is_not_kept(actor: Actor, changes: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_mark(actor, **changes)
    assert refusal.value.code == code
    assert not Trademark.objects.exists()


def test_records_of_apps_are_still_kept(actor: Actor) -> None:
    picture = upload(actor, "app.png")
    given = AppRecordFields(
        "云帆", COMPANY, "浙ICP备1号-1A", "2024-01-01", "https://app.example", picture, picture, ""
    )
    row = app_records.keep(actor, given, NOW)
    assert (row.approved_on, row.store_key) == (date(2024, 1, 1), "")
    qualification = approved_qualification(actor)
    command = SubmitApplication(
        "云帆样例", SignatureSource.APP, qualification_id=qualification.pk, app_record_id=row.pk
    )
    submitted = applications.submit(actor, command, NOW)
    assert submitted.state == "rejected"
    assert FindingCode.SOURCE_UNSUPPORTED in {finding.code for finding in submitted.findings}
