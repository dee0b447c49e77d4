"""The letter that we prepare: what is known is in it, what would not do is refused."""

from datetime import date
from typing import Any

import pypdfium2
import pytest

from qianming.core.permissions import Role
from qianming.services import letters
from qianming.services.actors import user_actor
from qianming.services.letters import DraftLetter
from qianming.services.refusals import Forbidden, Invalid, RefusalCode
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    LONG_COMPANY,
    NOW,
    OTHER_CREDIT_CODE,
    an_account,
    an_applicant,
    approved_qualification,
)

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 1, 1)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_what_is_known_need_not_be_typed() -> None:
    account = an_account()
    actor = an_applicant(account)
    approved_qualification(
        actor, company_name=LONG_COMPANY, credit_code=OTHER_CREDIT_CODE, own_use=False, name="他人资质"
    )
    text = text_of(letters.draft(actor, DraftLetter(LONG_COMPANY, UNTIL, names=("云帆样例",)), NOW))
    for part in (LONG_COMPANY, OTHER_CREDIT_CODE, COMPANY, CREDIT_CODE, "云帆样例", "自2026年6月10日起"):
        assert part in text


def test_all_known_names_of_the_grantor_go_into_one_letter() -> None:
    from qianming.registry.models import Signature
    from qianming.services import applications
    from qianming.services.applications import SubmitApplication

    account = an_account()
    actor = an_applicant(account)
    own = approved_qualification(actor)
    applications.submit(actor, SubmitApplication("杭州云帆样例", qualification_id=own.pk), NOW)
    assert letters.known_names(account.pk, COMPANY) == ()
    account.qualifications.update(purpose="others")
    names = set(Signature.objects.values_list("name", flat=True))
    assert set(letters.known_names(account.pk, COMPANY)) == names
    text = text_of(letters.draft(actor, DraftLetter(COMPANY, UNTIL), NOW))
    assert all(name in text for name in names)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({}, "SignNotMatchRegex", "scope"),
        ({"names": ("云帆样例",), "grantor": "云帆𠮷"}, RefusalCode.CHARACTER_UNPRINTABLE, "grantor 𠮷"),
        ({"names": ("云帆样例",), "valid_until": date(2020, 1, 1)}, None, "period"),
    ],
)
def test_a_letter_that_would_not_do_is_refused(changes: dict[str, Any], code: str | None, field: str) -> None:
    given = {"grantor": LONG_COMPANY, "valid_until": UNTIL, **changes}
    with pytest.raises(Invalid) as refusal:
        letters.draft(an_applicant(an_account()), DraftLetter(**given), NOW)
    (problem,) = refusal.value.problems
    assert problem.field == field
    assert code in (None, problem.code)


def test_a_reviewer_makes_no_letters() -> None:
    with pytest.raises(Forbidden):
        letters.draft(user_actor(1, Role.REVIEWER, an_account().pk), DraftLetter(LONG_COMPANY, UNTIL), NOW)
