"""What may be sent: the snapshot of the registry, and the decision over it."""

from collections.abc import Callable

import pytest

from qianming.core.codes import SignatureKind, TemplateType
from qianming.core.message_codes import SendRefusal
from qianming.gateway.admission import Admission
from qianming.gateway.journal.content import opened
from qianming.gateway.orders import KeyWithdrawn, Order, Refused, SendPart, SendRequest
from qianming.gateway.snapshot import Snapshot
from qianming.registry.models import Account, Signature, Template
from qianming.registry.sealing import AccountSeal
from qianming.services import keys
from qianming.services.actors import operator
from tests.gateway.conftest import NOW
from tests.gateway.stock import KEY, NAME, TEMPLATE, change, new_account, new_signature, new_template

pytestmark = pytest.mark.django_db

TEXT = f"【{NAME}】您的验证码为482913，五分钟内有效。"


@pytest.fixture
def account() -> Account:
    return new_account()


@pytest.fixture
def signature(account: Account) -> Signature:
    return new_signature(account)


@pytest.fixture
def template(account: Account) -> Template:
    return new_template(account)


class Sender:
    """Asks the gate as the committer does."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.admission = Admission(Snapshot())

    def __call__(
        self,
        name: str = NAME,
        phones: tuple[str, ...] = ("13900000001",),
        params: str = '{"code":"482913"}',
        template: str = TEMPLATE,
        key: str = KEY,
        extension: str = "",
    ) -> bytes | Refused | KeyWithdrawn | None:
        self.admission.refresh({self.account.pk})
        send = SendRequest(template, (SendPart(name, params, phones, extension),), "order-1")
        return self.admission.decide(Order(b"n", self.account.pk, key, send), NOW)

    def accepted(self, **asked: object) -> tuple[str, tuple[str, ...]]:
        """Text and numbers of what was admitted."""
        sealed = self(**asked)  # type: ignore[arg-type]
        assert isinstance(sealed, bytes), sealed
        content = opened(sealed, AccountSeal(bytes(self.account.wrapped_key)))
        assert (content.accepted_at, content.template_code, content.out_id) == (NOW, TEMPLATE, "order-1")
        (part,) = content.parts
        return part.text, part.phones

    def refusal(self, **asked: object) -> SendRefusal:
        refused = self(**asked)  # type: ignore[arg-type]
        assert isinstance(refused, Refused), refused
        return refused.code


@pytest.fixture
def send(account: Account) -> Sender:
    return Sender(account)


def test_it_seals_the_whole_text_for_every_number(
    send: Sender, signature: Signature, template: Template
) -> None:
    numbers = ("13900000001", "+8613000000001", "0086 189-0000-0001", "13900000001")
    text, phones = send.accepted(phones=numbers)
    assert text == TEXT
    assert phones == ("13900000001", "13000000001", "18900000001")
    assert b"13900000001" not in bytes(send())  # type: ignore[arg-type]


def test_an_unknown_signature_is_refused(send: Sender, template: Template) -> None:
    assert send.refusal(name="某某科技") is SendRefusal.SIGNATURE_NOT_USABLE


def test_a_signature_of_another_account_is_unknown(send: Sender, template: Template) -> None:
    new_signature(new_account("other", "key-of-other"))
    assert send.refusal() is SendRefusal.SIGNATURE_NOT_USABLE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"approved": None}, SendRefusal.SIGNATURE_NOT_USABLE),
        ({"deleted_at": NOW}, SendRefusal.SIGNATURE_NOT_USABLE),
        ({"frozen_by_customer_at": NOW}, SendRefusal.SIGNATURE_UNAVAILABLE),
        ({"frozen_by_platform_at": NOW}, SendRefusal.SIGNATURE_UNAVAILABLE),
        ({"disabled_at": NOW}, SendRefusal.SIGNATURE_FORBIDDEN),
        ({"disabled_at": NOW, "frozen_by_platform_at": NOW}, SendRefusal.SIGNATURE_FORBIDDEN),
    ],
)
def test_a_change_of_the_signature_counts_from_the_next_batch_on(
    send: Sender, signature: Signature, template: Template, changes: dict[str, object], code: SendRefusal
) -> None:
    assert isinstance(send(), bytes)
    change(signature, **changes)
    assert send.refusal() is code


@pytest.mark.parametrize(
    ("universal", "verification", "sends"),
    [
        (True, True, "universal"),
        (True, False, "universal"),
        (False, True, "verification"),
        (False, False, None),
    ],
)
def test_of_two_kinds_the_universal_one_sends_as_soon_as_it_is_approved(
    send: Sender, account: Account, universal: bool, verification: bool, sends: str | None
) -> None:
    new_template(account, "您的订单已发货。", template_type=TemplateType.NOTIFICATION)
    new_signature(account, approved=universal)
    new_signature(account, approved=verification, kind=SignatureKind.VERIFICATION_CODE)
    match sends:
        case "universal":
            assert isinstance(send(), bytes)
        case "verification":
            assert send.refusal() is SendRefusal.SIGNATURE_SCENE
        case _:
            assert send.refusal() is SendRefusal.SIGNATURE_NOT_USABLE


def test_an_unknown_or_unapproved_template_is_refused(
    send: Sender, signature: Signature, account: Account
) -> None:
    assert send.refusal() is SendRefusal.TEMPLATE_NOT_USABLE
    new_template(account, approved=False)
    assert send.refusal() is SendRefusal.TEMPLATE_NOT_USABLE


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"params": "{}"}, SendRefusal.TEMPLATE_PARAMETERS_MISSING),
        ({"params": "{code"}, SendRefusal.TEMPLATE_PARAMETERS_NOT_JSON),
        ({"params": "{code", "name": "某某科技"}, SendRefusal.SIGNATURE_NOT_USABLE),
        ({"phones": ("12345",)}, SendRefusal.NUMBER_ILLEGAL),
        ({"phones": ("13900000001", "85200001234")}, SendRefusal.NUMBER_ILLEGAL),
        ({"phones": ()}, SendRefusal.NUMBER_ILLEGAL),
        ({"phones": ("13900000001",) * 1001}, SendRefusal.TOO_MANY_NUMBERS),
    ],
)
def test_what_the_caller_wrote_wrongly_is_refused(
    send: Sender, signature: Signature, template: Template, asked: dict[str, object], code: SendRefusal
) -> None:
    assert send.refusal(**asked) is code


def test_a_thousand_numbers_are_one_row(send: Sender, signature: Signature, template: Template) -> None:
    numbers = tuple(f"139{number:08d}" for number in range(1000))
    assert send.accepted(phones=numbers)[1] == numbers


def test_a_disabled_key_sends_nothing_more(send: Sender, signature: Signature, template: Template) -> None:
    assert isinstance(send(), bytes)
    keys.disable_key(operator(), KEY, NOW)
    assert send() == KeyWithdrawn()


def test_a_key_of_another_account_sends_nothing(
    send: Sender, signature: Signature, template: Template
) -> None:
    new_account("other", "key-of-other")
    assert send(key="key-of-other") == KeyWithdrawn()


def test_an_account_that_is_gone_sends_nothing(send: Sender) -> None:
    send.account.pk = 999_999
    assert send() == KeyWithdrawn()


def test_names_are_read_once_while_nothing_changes(
    send: Sender,
    signature: Signature,
    template: Template,
    django_assert_num_queries: Callable[[int], "object"],
) -> None:
    send()
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        send()


def test_a_name_longer_than_any_is_not_even_looked_up(send: Sender, template: Template) -> None:
    assert send.refusal(name="云" * 1000) is SendRefusal.SIGNATURE_NOT_USABLE
