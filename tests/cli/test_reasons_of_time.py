"""The reasons that only time raises: at the command line, by nightly runs, on a clock that is moved."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from qianming.core.codes import Purpose, SignatureSource
from qianming.core.papers.qualification import PersonFields
from qianming.registry.models import Account, CarrierFiling, Signature
from qianming.services import clock, powers, reviews
from qianming.services._command import write
from qianming.services.applications import SubmitApplication, submit
from qianming.services.health import refresh
from tests.cli.conftest import Command
from tests.clock import StandingClock
from tests.services.making import (
    COMPANY,
    LONG_COMPANY,
    NOW,
    OTHER_CREDIT_CODE,
    REVIEWER,
    a_letter,
    a_live_signature,
    an_account,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    upload,
)

pytestmark = pytest.mark.django_db
PHONE = "13800000021"
UNTIL = "2026-06-30"
PERIOD, LONGER = f"2020-01-01~{UNTIL}", "2020-01-01~2036-06-30"


@pytest.fixture
def moved(settings: LazySettings, tmp_path: Path) -> Iterator[StandingClock]:
    settings.QIANMING_ANALYTICS = str(tmp_path / "analytics")
    moved = StandingClock(NOW)
    clock.set_clock(moved)
    yield moved
    clock.set_clock(clock.system_clock)


@dataclass(frozen=True, slots=True)
class Desk:
    """The command line over one account, and the clock on its wall."""

    command: Command
    clock: StandingClock
    account: Account
    folder: Path

    def run(self, *arguments: str) -> Any:
        done = self.command(*arguments, "--format", "json")
        assert done.code in (0, 1), done.err
        return done.data

    def codes(self, name: str) -> list[str]:
        shown = self.run("signature", "show", self.account.name, name)
        assert all(reason["since"] and reason["fix"] for reason in shown["reasons"])
        return [reason["code"] for reason in shown["reasons"]]

    def night_of(self, day: str) -> None:
        """The nightly run for a day, early on the next one."""
        self.clock.moment = datetime.fromisoformat(f"{day}T18:00:00+00:00")
        self.run("evaluate", "--day", day)

    def file(self, **fields: Any) -> str:
        path = self.folder / "papers.json"
        path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
        return str(path)


@pytest.fixture
def desk(command: Command, moved: StandingClock, tmp_path: Path) -> Desk:
    return Desk(command, moved, an_account("demo"), tmp_path)


def in_order(signature: Signature) -> Signature:
    """As if every carrier had filed it."""
    CarrierFiling.objects.filter(signature=signature).update(state="filed", due_at=None)
    with write():
        refresh(signature, clock.now())
    return signature


def test_an_expired_identity_document_is_a_reason_until_it_is_renewed(desk: Desk) -> None:
    actor = an_applicant(desk.account)
    picture = upload(actor)
    administrator = PersonFields("管理员乙", "identityCard", id_number(2), PERIOD, picture, picture)
    representative = PersonFields("法人甲", "identityCard", id_number(1), PERIOD)
    qualification = approved_qualification(
        actor, legal_representative=representative, administrator=administrator
    )
    in_order(Signature.objects.get(name=COMPANY))
    desk.night_of(UNTIL)
    assert desk.codes(COMPANY) == []
    desk.clock.moment += timedelta(hours=8)
    assert desk.codes(COMPANY) == []
    desk.night_of("2026-07-01")
    both = ["LEGAL_REPRESENTATIVE_ID_EXPIRED", "ADMINISTRATOR_ID_EXPIRED"]
    assert desk.codes(COMPANY) == both
    desk.clock.moment += timedelta(hours=8)
    code = phone_code(actor, PHONE, desk.clock.moment)
    changes = desk.file(
        AdminPhoneNo=PHONE,
        CertifyCode=code,
        LegalPersonIdCardEffTime=LONGER,
        AdminIDCardExpDate=LONGER,
    )
    order = desk.run("qualification", "update", str(qualification.pk), changes)["order"]
    assert desk.codes(COMPANY) == ["QUALIFICATION_NOT_APPROVED", *both]
    desk.run("review", "approve", str(order))
    assert desk.codes(COMPANY) == []


def test_an_expired_letter_is_a_reason_until_it_is_renewed(desk: Desk) -> None:
    actor = an_applicant(desk.account)
    foreign = approved_qualification(
        actor, company_name=LONG_COMPANY, credit_code=OTHER_CREDIT_CODE, own_use=False, name="他用资质"
    )
    name = LONG_COMPANY[:12]
    first = powers.keep(actor, a_letter(actor, period=f"2026-01-01~{UNTIL}"), NOW)
    command = SubmitApplication(
        name,
        source=SignatureSource.ENTERPRISE_NAME,
        purpose=Purpose.FOR_OTHERS,
        qualification_id=foreign.pk,
        power_of_attorney_id=first.pk,
    )
    submitted = submit(actor, command, NOW)
    if submitted.state == "in_review":
        reviews.approve(REVIEWER, submitted.order_id, NOW)
    in_order(Signature.objects.get(name=name))
    desk.night_of(UNTIL)
    assert desk.codes(name) == []
    desk.night_of("2026-07-01")
    assert desk.codes(name) == ["POWER_OF_ATTORNEY_EXPIRED"]
    desk.clock.moment += timedelta(hours=8)
    letter = a_letter(actor, name="乙公司授权书", period=LONGER)
    second = powers.keep(actor, letter, desk.clock.moment)
    again = desk.run("signature", "resubmit", "demo", name, "--power", str(second.pk))
    if again["review"] == "in_review":
        assert desk.codes(name) == ["POWER_OF_ATTORNEY_EXPIRED"]
        desk.run("review", "approve", str(again["id"]))
    assert "POWER_OF_ATTORNEY_EXPIRED" not in desk.codes(name)


@pytest.mark.parametrize(
    ("days", "codes"),
    [(89, []), (90, ["RECENTLY_UNUSED"]), (169, ["RECENTLY_UNUSED"]), (170, ["LONG_UNUSED"])],
)
def test_idleness_begins_by_night_and_ends_with_an_edit(desk: Desk, days: int, codes: list[str]) -> None:
    in_order(a_live_signature(desk.account))
    desk.clock.moment = NOW + timedelta(days=days)
    assert desk.codes(COMPANY) == []
    desk.night_of((NOW + timedelta(days=days)).date().isoformat())
    assert desk.codes(COMPANY) == codes
    desk.clock.moment += timedelta(hours=8)
    again = desk.run("signature", "apply", "demo", COMPANY, "--remark", "still in use")
    (waiting,) = again if isinstance(again, list) else [again]
    if waiting["review"] == "in_review":
        desk.run("review", "approve", str(waiting["id"]))
    in_order(Signature.objects.get())
    assert desk.codes(COMPANY) == []
