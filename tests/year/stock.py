"""What the year begins with: ten accounts of one enterprise each, and a thousand signatures.

Most were approved and filed before they came here and are imported; the others are applied for, or came with
an approved qualification.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, product

from qianming.core.codes import Carrier, FilingState, ReviewState, SignatureSource
from qianming.registry.models import Account, PowerOfAttorney, Qualification, Trademark
from qianming.services import applications, imports, powers, reviews
from qianming.services.actors import Actor
from qianming.services.applications import SubmitApplication
from qianming.services.imports import ImportedFiling, ImportSignature
from qianming.services.qualifications import PersonFields
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    NOW,
    OPERATOR,
    REVIEWER,
    a_letter,
    an_account,
    an_applicant,
    approved_qualification,
    id_number,
    upload,
)
from tests.year.clock import MovedClock
from tests.year.facts import Papers

ACCOUNTS, IMPORTED = 10, 94
# What the names of those applied for end with, in every other account: it decides how they are filed.
ENDINGS = ("春夏晴晴晴", "秋冬雨晴晴")
APPROVED_ON = date(2026, 5, 1)
RETIRED_FROM, UNBOUND, UNFILED, WITH_POWER = 0, 1, 2, 3
_FIRST, _SECOND = "山水云花鸟虫鱼日月星", "江河湖海松竹梅兰金银"
_LONG = "江河湖海松竹梅兰"
# Of these accounts an identity document ends within the year.
LEGAL_REPRESENTATIVE_ENDS, ADMINISTRATOR_ENDS = 0, 1
_BEGAN = "2020-01-01~"
ENDS, LASTS = date(2026, 11, 30), date(2035, 1, 1)
LETTER_PERIOD = "2026-01-01~2026-12-31"


@dataclass(frozen=True, slots=True)
class Applicant:
    """An account with its qualification, what that says, and the names of its signatures."""

    number: int
    account: Account
    actor: Actor
    qualification: Qualification
    papers: Papers
    power: PowerOfAttorney
    imported: tuple[str, ...]
    applied: tuple[str, ...]


def the_accounts() -> list[Applicant]:
    return [_applicant(number) for number in range(ACCOUNTS)]


def _applicant(number: int) -> Applicant:
    account = an_account(f"account-{number}")
    actor = an_applicant(account)
    pairs = (f"{first}{second}" for first, second in product(_FIRST, _SECOND))
    imported = [f"云帆{pair}" for pair in islice(pairs, IMPORTED)]
    # The longest names that the year's first policy allows.
    imported[-1] = f"云帆{_LONG}样例"
    applied = tuple(
        f"云杉{first}{ending}" for first, ending in zip(_FIRST, ENDINGS[number % 2], strict=False)
    )
    for name in (*imported, *applied):
        _trademark(account, name)
    power = powers.keep(actor, a_letter(actor, period=LETTER_PERIOD), NOW)
    qualification, papers = _qualified(actor, number), _papers(number)
    return Applicant(number, account, actor, qualification, papers, power, tuple(imported), applied)


def _qualified(actor: Actor, number: int) -> Qualification:
    """Papers of the account's own administrator, so that none stands for two enterprises."""
    picture, papers = upload(actor), _papers(number)
    return approved_qualification(
        actor,
        name=f"资质{number}",
        legal_representative=PersonFields(
            "法人甲", "identityCard", id_number(1), f"{_BEGAN}{papers.legal_until}"
        ),
        administrator=PersonFields(
            "管理员乙",
            "identityCard",
            id_number(100 + number),
            f"{_BEGAN}{papers.administrator_until}",
            picture,
            picture,
        ),
        administrator_phone=f"1380000{number:04d}",
    )


def _papers(number: int) -> Papers:
    """What the account's qualification says, as far as health rests on it and no event tells it."""
    legal = ENDS if number == LEGAL_REPRESENTATIVE_ENDS else LASTS
    administrator = ENDS if number == ADMINISTRATOR_ENDS else LASTS
    return Papers(NOW, f"administrator {number}", CREDIT_CODE, legal, administrator)


def _trademark(account: Account, text: str) -> None:
    Trademark.objects.create(
        account=account,
        text=text,
        registration_number="7000001",
        owner=COMPANY,
        valid_from=date(2020, 1, 1),
        valid_until=date(2040, 1, 1),
        created_at=NOW,
    )


def take_over(applicant: Applicant, now: datetime) -> None:
    """Import what was approved elsewhere; the first few are not in order."""
    rows = [_row(applicant, place, name) for place, name in enumerate(applicant.imported)]
    assert imports.import_stock(OPERATOR, rows, now).imported == IMPORTED


def _row(applicant: Applicant, place: int, name: str) -> ImportSignature:
    retired = place == RETIRED_FROM
    filed = {} if place in (UNBOUND, UNFILED) else dict.fromkeys(Carrier, ImportedFiling(FilingState.FILED))
    trademark = Trademark.objects.get(account=applicant.account, text=name)
    return ImportSignature(
        line=place + 2,
        account=applicant.account.name,
        name=name,
        source=SignatureSource.SHOP if retired else SignatureSource.TRADEMARK,
        approved_on=APPROVED_ON,
        qualification="" if place == UNBOUND else applicant.qualification.name,
        trademark="" if retired else str(trademark.pk),
        power_of_attorney=applicant.power.name if place == WITH_POWER else "",
        filings=filed,
    )


def apply_for(applicant: Applicant, name: str, clock: MovedClock) -> int:
    """Apply for a signature; the number of its work order. A reviewer decides later."""
    trademark = Trademark.objects.get(account=applicant.account, text=name)
    command = SubmitApplication(
        name,
        source=SignatureSource.TRADEMARK,
        qualification_id=applicant.qualification.pk,
        trademark_id=trademark.pk,
        material_keys=(upload(applicant.actor, "trademark_screenshot.png", now=clock.now()),),
    )
    return applications.submit(applicant.actor, command, clock.tick()).order_id


def approve(order_id: int, clock: MovedClock) -> None:
    """A reviewer's approval, where the rules have not decided already."""
    waiting = {
        review.order_id for review in reviews.pending(clock.now()) if review.state == ReviewState.IN_REVIEW
    }
    if order_id in waiting:
        reviews.approve(REVIEWER, order_id, clock.tick())
