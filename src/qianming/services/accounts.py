"""Accounts and the people who work on them. What a role may do is in `core.permissions`."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from qianming.core.codes import AccountType, EventKind
from qianming.core.permissions import Permission, Role
from qianming.core.problems import Problem
from qianming.registry.models import Account, Membership, Signature, User
from qianming.registry.sealing import AccountSeal, generation_of, new_wrapped_key
from qianming.services import complimentary, health
from qianming.services._command import (
    SERVICE_KEYS,
    Change,
    lock_accounts,
    record,
    take_turn,
    touch_sending,
    write,
)
from qianming.services._moves import Move
from qianming.services._rejudging import judge_what_waits
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, NotFound, Noun, RefusalCode

_NAME_LENGTH = 100
_VERIFIED_NAME_LENGTH = 150


@dataclass(frozen=True, slots=True)
class CreateAccount:
    """A new tenant; `verified_name` is the real-name verified holder, `credit_code` empty for individuals."""

    name: str
    account_type: AccountType
    verified_name: str
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class VerifyAccount:
    """The account was verified anew, for instance as an enterprise after it began as an individual."""

    name: str
    account_type: AccountType
    verified_name: str
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class CreateUser:
    """A person who signs in; an applicant's role needs an account, the other roles take none."""

    email: str
    role: Role
    account_name: str | None = None
    password: str | None = None


def create_account(actor: Actor, command: CreateAccount, now: datetime) -> Account:
    """Open an account with a data key of its own; `Conflict` when the name is taken."""
    actor.need(Permission.ACCOUNT_ADMINISTER)
    _check_account(command.name, command.verified_name)
    with write():
        take_turn(SERVICE_KEYS)
        if Account.objects.filter(name=command.name).exists():
            raise Conflict(RefusalCode.ALREADY_EXISTS)
        wrapped = new_wrapped_key()
        account = Account.objects.create(
            name=command.name,
            account_type=command.account_type,
            sealed_verified_name=AccountSeal(wrapped).seal(command.verified_name, Account.VERIFIED_NAME),
            credit_code=command.credit_code,
            wrapped_key=wrapped,
            key_generation=generation_of(wrapped),
            created_at=now,
        )
        subject = f"account:{account.pk}"
        record(Change(EventKind.ACCOUNT_CREATED, subject, account.pk, new=command.account_type), actor, now)
    return account


def verify_account(actor: Actor, command: VerifyAccount, now: datetime) -> Account:
    """Store the new verification, and run again what depends on it.

    That is the complimentary signatures that the old one withheld, the health of what is there, and what
    reviewers are told of everything that waits for them.
    """
    actor.need(Permission.ACCOUNT_ADMINISTER)
    _check_account(command.name, command.verified_name)
    with write():
        account = taken_account(command.name)
        old = account.account_type
        seal = AccountSeal(account.wrapped_key)
        account.account_type = command.account_type
        account.sealed_verified_name = seal.seal(command.verified_name, Account.VERIFIED_NAME)
        account.credit_code = command.credit_code
        account.save(update_fields=["account_type", "sealed_verified_name", "credit_code"])
        change = Change(
            EventKind.ACCOUNT_VERIFIED, f"account:{account.pk}", account.pk, old, command.account_type
        )
        record(change, actor, now)
        touch_sending(account.pk)
        complimentary.give_what_was_withheld(account, Move(actor, now))
        health.refresh_all(Signature.objects.filter(account=account, deleted_at__isnull=True), now)
        judge_what_waits(account, now)
    account.refresh_from_db()
    return account


def find_account(name: str) -> Account:
    """The account of that name; raises `NotFound`, or `Conflict` when it was erased."""
    account = Account.objects.filter(name=name).first()
    if account is None:
        raise NotFound(Noun.ACCOUNT)
    if account.erased_at is not None:
        raise Conflict(RefusalCode.ACCOUNT_ERASED)
    return account


def taken_account(name: str) -> Account:
    """The account of that name with its turn taken, as it is then; raises as `find_account` does."""
    lock_accounts(find_account(name).pk)
    return find_account(name)  # anew: it may have been erased before the turn came


def create_user(actor: Actor, command: CreateUser, now: datetime) -> tuple[User, str]:
    """A user with one role, and the password to hand over once (a random one unless it was given)."""
    actor.need(Permission.ACCOUNT_ADMINISTER)
    email = _checked_email(command.email)
    if (command.role is Role.APPLICANT) != (command.account_name is not None):
        raise Invalid(
            Problem("AccountRequired" if command.account_name is None else "AccountNotAllowed", "account")
        )
    password = command.password or secrets.token_urlsafe(12)
    with write():
        account = taken_account(command.account_name) if command.account_name is not None else None
        take_turn(f"user:{email}")
        if User.objects.filter(email__iexact=email).exists():
            raise Conflict(RefusalCode.ALREADY_EXISTS)
        user = User(email=email, date_joined=now)
        user.set_password(password)
        user.save()
        # The console signs in by e-mail through allauth, which looks the address up in its own table.
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
        Membership.objects.create(user=user, account=account, role=command.role, created_at=now)
        account_id = account.pk if account else None
        record(Change(EventKind.USER_CREATED, f"user:{user.pk}", account_id, new=command.role), actor, now)
    return user, password


def _check_account(name: str, verified_name: str) -> None:
    problems = [
        Problem(RefusalCode.VALUE_INVALID, field)
        for field, value, limit in (
            ("name", name, _NAME_LENGTH),
            ("verified_name", verified_name, _VERIFIED_NAME_LENGTH),
        )
        if not value.strip() or len(value) > limit
    ]
    if problems:
        raise Invalid(*problems)


def _checked_email(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid(Problem(RefusalCode.VALUE_INVALID, "email")) from None
    return email
