"""Accounts and their users: opened, verified anew, refused."""

import pytest
from allauth.account.models import EmailAddress

from qianming.core.codes import AccountType, EventKind, FindingCode
from qianming.core.permissions import Role
from qianming.registry.findings import open_findings
from qianming.registry.models import Account, Event, Membership, WorkOrder
from qianming.services.accounts import (
    CreateAccount,
    CreateUser,
    VerifyAccount,
    create_account,
    create_user,
    verify_account,
)
from qianming.services.actors import SYSTEM, user_actor
from qianming.services.refusals import Conflict, Forbidden, Invalid, NotFound
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    NOW,
    OPERATOR,
    REVIEWER,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    row_counts,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db


def test_it_opens_an_account_with_a_key_of_its_own() -> None:
    one, other = an_account("one"), an_account("other")
    assert bytes(one.wrapped_key) != bytes(other.wrapped_key)
    assert Account.objects.get(name="one").verified_name == COMPANY
    assert Event.objects.get(account=one).kind == EventKind.ACCOUNT_CREATED


def test_it_verifies_an_account_anew_and_lets_the_lane_know() -> None:
    account = an_account(kind=AccountType.INDIVIDUAL, verified_name="个人持有人")
    verify_account(OPERATOR, VerifyAccount(account.name, AccountType.ENTERPRISE, COMPANY, "9133"), NOW)
    again = Account.objects.get()
    assert (again.account_type, again.verified_name, again.credit_code) == ("enterprise", COMPANY, "9133")
    assert again.sending_version == account.sending_version + 1
    event = Event.objects.get(kind=EventKind.ACCOUNT_VERIFIED)
    assert (event.old, event.new) == ("individual", "enterprise")


def test_it_makes_a_user_who_can_sign_in_by_address() -> None:
    an_account("one")
    user, password = create_user(OPERATOR, CreateUser(" Reader@Example.test ", Role.APPLICANT, "one"), NOW)
    assert user.check_password(password)
    assert EmailAddress.objects.get(user=user).email == "reader@example.test"
    assert Membership.objects.get(user=user).role == "applicant"


def test_it_takes_a_given_password() -> None:
    user, password = create_user(
        OPERATOR, CreateUser("a@example.test", Role.REVIEWER, None, "given-one"), NOW
    )
    assert password == "given-one"
    assert user.check_password("given-one")


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (CreateUser("no address", Role.REVIEWER), Invalid),
        (CreateUser("a@example.test", Role.APPLICANT), Invalid),
        (CreateUser("a@example.test", Role.REVIEWER, "one"), Invalid),
        (CreateUser("a@example.test", Role.APPLICANT, "unknown"), NotFound),
        (CreateUser("TAKEN@example.test", Role.REVIEWER), Conflict),
    ],
)
def test_it_refuses_a_user_and_stores_nothing(command: CreateUser, refusal: type[Exception]) -> None:
    an_account("one")
    create_user(OPERATOR, CreateUser("taken@example.test", Role.REVIEWER), NOW)
    before = row_counts()
    with pytest.raises(refusal):
        create_user(OPERATOR, command, NOW)
    assert row_counts() == before


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (CreateAccount("one", AccountType.ENTERPRISE, COMPANY), Conflict),
        (CreateAccount("", AccountType.ENTERPRISE, COMPANY), Invalid),
        (CreateAccount("two", AccountType.ENTERPRISE, " "), Invalid),
        (CreateAccount("x" * 101, AccountType.ENTERPRISE, COMPANY), Invalid),
    ],
)
def test_it_refuses_an_account_and_stores_nothing(command: CreateAccount, refusal: type[Exception]) -> None:
    an_account("one")
    before = row_counts()
    with pytest.raises(refusal):
        create_account(OPERATOR, command, NOW)
    assert row_counts() == before


def test_only_who_administers_accounts_opens_them() -> None:
    command = CreateAccount("one", AccountType.ENTERPRISE, COMPANY)
    for actor in (REVIEWER, user_actor(2, Role.APPLICANT, None)):
        with pytest.raises(Forbidden):
            create_account(actor, command, NOW)
    assert create_account(SYSTEM, command, NOW).name == "one"


def test_an_upgraded_account_has_what_waits_judged_again() -> None:
    account = an_account("person", AccountType.INDIVIDUAL, "个人持有人")
    actor = an_applicant(account)
    order = WorkOrder.objects.get(pk=submitted_qualification(actor).order_id)
    doubts = {FindingCode.PURPOSE_ACCOUNT, FindingCode.PURPOSE_ENTITY}
    assert doubts <= {finding.code for finding in open_findings(order)}
    verify_account(OPERATOR, VerifyAccount("person", AccountType.ENTERPRISE, COMPANY), NOW)
    order.refresh_from_db()
    told = {finding.code for finding in open_findings(order)}
    assert doubts.isdisjoint(told)
    assert FindingCode.REGISTER_NOT_CHECKED in told
    event = Event.objects.get(kind=EventKind.ACCOUNT_VERIFIED)
    assert (event.old, event.new) == ("individual", "enterprise")


def test_a_new_verification_judges_applications_in_review_again() -> None:
    account = an_account("one")
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    order = WorkOrder.objects.get(pk=applied(actor, DOUBTFUL, qualification).order_id)
    before = {finding.code for finding in open_findings(order)}
    assert FindingCode.PURPOSE_ENTITY not in before
    verify_account(OPERATOR, VerifyAccount("one", AccountType.INDIVIDUAL, "个人持有人"), NOW)
    order.refresh_from_db()
    doubts = {FindingCode.PURPOSE_ACCOUNT, FindingCode.PURPOSE_ENTITY}
    assert {finding.code for finding in open_findings(order)} == before | doubts
    verify_account(OPERATOR, VerifyAccount("one", AccountType.ENTERPRISE, COMPANY), NOW)
    order.refresh_from_db()
    assert {finding.code for finding in open_findings(order)} == before
