"""Of several that take one name at once, one gets it and the others are told that it is taken."""

from collections.abc import Callable

import pytest

from qianming.core.callbacks import CallbackKind
from qianming.core.codes import AccountType
from qianming.core.permissions import Role
from qianming.registry.models import AccessKey, Account, CallbackEndpoint, User
from qianming.services.accounts import CreateAccount, CreateUser, create_account, create_user
from qianming.services.callbacks import SetCallback, set_endpoint
from qianming.services.keys import CreateKey, create_key
from tests.services.making import NOW, OPERATOR, an_account
from tests.services.test_races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)

ACCOUNT = CreateAccount("taken", AccountType.ENTERPRISE, "杭州云帆样例科技有限公司")
USER = CreateUser("reviewer@example.com", Role.REVIEWER)


def refused(attempt: Callable[[], object]) -> list[str]:
    return refusals(at_once(*[attempt] * 3))


def test_two_accounts_of_one_name_are_not_made() -> None:
    assert refused(lambda: create_account(OPERATOR, ACCOUNT, NOW)) == ["AlreadyExists"] * 2
    assert Account.objects.filter(name="taken").count() == 1


def test_two_users_of_one_address_are_not_made() -> None:
    assert refused(lambda: create_user(OPERATOR, USER, NOW)) == ["AlreadyExists"] * 2
    assert User.objects.filter(email=USER.email).count() == 1


def test_two_keys_of_one_id_are_not_made() -> None:
    command = CreateKey(an_account().name, "LTAI-taken", "secret")
    assert refused(lambda: create_key(OPERATOR, command, NOW)) == ["AlreadyExists"] * 2
    assert AccessKey.objects.filter(key_id="LTAI-taken").count() == 1


def test_callbacks_of_one_kind_replace_each_other() -> None:
    command = SetCallback(an_account().name, CallbackKind.EVENTS, "https://receiver.example/")
    assert refused(lambda: set_endpoint(OPERATOR, command, NOW)) == []
    assert CallbackEndpoint.objects.count() == 1
