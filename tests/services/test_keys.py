"""Access keys: made, disabled, and refused."""

import pytest

from qianming.core.codes import EventKind
from qianming.registry.models import AccessKey, Account, Event
from qianming.services.keys import CreateKey, create_key, disable_key, open_secret
from qianming.services.refusals import Conflict, Forbidden, Invalid, NotFound
from tests.services.making import NOW, OPERATOR, an_account, an_applicant, row_counts

pytestmark = pytest.mark.django_db


def test_it_makes_a_key_whose_secret_is_shown_once() -> None:
    an_account("one")
    key, secret = create_key(OPERATOR, CreateKey("one"), NOW)
    stored = AccessKey.objects.get(key_id=key.key_id)
    assert secret.encode() not in bytes(stored.sealed_secret)
    assert open_secret(stored) == secret


def test_it_takes_a_given_pair() -> None:
    an_account("one")
    key, secret = create_key(OPERATOR, CreateKey("one", "MY-KEY", "my-secret"), NOW)
    assert (key.key_id, secret) == ("MY-KEY", "my-secret")


def test_it_disables_a_key_once_and_lets_the_lane_know() -> None:
    account = an_account("one")
    key, _ = create_key(OPERATOR, CreateKey("one"), NOW)
    for _ in range(2):
        assert not disable_key(OPERATOR, key.key_id, NOW).enabled
    assert Event.objects.filter(kind=EventKind.KEY_DISABLED).count() == 1
    assert Account.objects.get(pk=account.pk).sending_version == account.sending_version + 2


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (CreateKey("unknown"), NotFound),
        (CreateKey("one", "TAKEN"), Conflict),
        (CreateKey("one", "no spaces"), Invalid),
        (CreateKey("one", "x" * 129), Invalid),
    ],
)
def test_it_refuses_a_key_and_stores_nothing(command: CreateKey, refusal: type[Exception]) -> None:
    an_account("one")
    create_key(OPERATOR, CreateKey("one", "TAKEN"), NOW)
    before = row_counts()
    with pytest.raises(refusal):
        create_key(OPERATOR, command, NOW)
    assert row_counts() == before


def test_an_applicant_neither_makes_nor_disables_keys() -> None:
    actor = an_applicant(an_account("one"))
    create_key(OPERATOR, CreateKey("one", "KEY"), NOW)
    with pytest.raises(Forbidden):
        create_key(actor, CreateKey("one"), NOW)
    with pytest.raises(Forbidden):
        disable_key(actor, "KEY", NOW)
    with pytest.raises(NotFound):
        disable_key(OPERATOR, "OTHER", NOW)
