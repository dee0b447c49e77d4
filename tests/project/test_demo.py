"""The demo: made once, the same at every start, through the services alone."""

from pathlib import Path
from typing import Any

import pytest

from qianming.core.codes import QualificationState, ReviewState
from qianming.core.permissions import Role
from qianming.project.demo import ACCOUNT, DemoLogins, print_demo, seeded
from qianming.registry import queries
from qianming.registry.models import AccessKey, Account, Event, Signature, Template, User
from qianming.rpc.keys import RegistryKeys
from qianming.services import accounts
from qianming.services.actors import operator
from qianming.services.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.QIANMING_DATA = tmp_path


@pytest.fixture
def logins() -> DemoLogins:
    return seeded()


def test_every_role_can_sign_in(logins: DemoLogins) -> None:
    assert set(logins.passwords) == {Role.APPLICANT, Role.REVIEWER, Role.FILING_OPERATOR}
    for role, password in logins.passwords.items():
        assert User.objects.get(email=f"{role}@demo.example").check_password(password)


def test_the_access_key_signs(logins: DemoLogins) -> None:
    key = RegistryKeys().find(logins.key_id)
    assert key is not None
    assert (key.secret, key.enabled) == (logins.secret, True)


def test_the_first_page_has_something_to_show(logins: DemoLogins) -> None:
    account = Account.objects.get(name=ACCOUNT)
    assert [row.state for row in queries.qualifications(account.pk)] == [QualificationState.APPROVED]
    states = {row.name: queries.latest_application(row).state for row in queries.signatures(account.pk)}
    assert states == {
        "杭州示例网络科技有限公司": ReviewState.APPROVED,
        "杭州示例网": ReviewState.IN_REVIEW,
        "示例商城": ReviewState.REJECTED,
    }
    assert [row.state for row in Template.objects.all()] == [ReviewState.APPROVED]


def test_a_second_start_makes_nothing_and_says_the_same(logins: DemoLogins) -> None:
    rows = (User, AccessKey, Account, Signature, Template, Event)
    before = [kind.objects.count() for kind in rows]
    assert seeded() == logins
    assert [kind.objects.count() for kind in rows] == before


def test_what_was_interrupted_is_gone_on_with(logins: DemoLogins) -> None:
    Template.objects.all().delete()
    User.objects.filter(email="reviewer@demo.example").delete()
    assert seeded() == logins
    assert Template.objects.count() == 1


def test_a_colleague_who_joined_the_demo_is_left_alone(logins: DemoLogins) -> None:
    command = accounts.CreateUser("colleague@demo.example", Role.APPLICANT, ACCOUNT, "a colleague's own")
    accounts.create_user(operator(), command, now())
    assert seeded() == logins


def test_the_passwords_are_the_owners_alone(logins: DemoLogins, tmp_path: Path) -> None:
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600


def test_it_prints_how_to_get_in(logins: DemoLogins, capsys: pytest.CaptureFixture[str]) -> None:
    print_demo(logins, "http://127.0.0.1:8460/")
    printed = capsys.readouterr().out
    for value in (*logins.passwords.values(), logins.key_id, logins.secret):
        assert value in printed
    assert "http://127.0.0.1:8460/console/" in printed
    assert "127.0.0.1:8460 " in printed
