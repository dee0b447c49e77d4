"""Accounts, the people who work on them, and the keys their programs sign with."""

from typing import ClassVar, Final

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from qianming.core.codes import AccountType
from qianming.core.permissions import Role
from qianming.registry.models.choices import code_field
from qianming.registry.sealing import AccountSeal


class Account(models.Model):
    """A tenant: the verified entity that applies and sends.

    `sending_version` moves whenever anything that the sending gate reads has changed. `wrapped_key` is the
    account's data key, wrapped by the service key of `key_generation`; an account whose key was destroyed is
    erased. The verified name is sealed because an individual's is a person's name.
    """

    VERIFIED_NAME: Final = "account.verified_name"

    name = models.CharField(max_length=100, unique=True)
    account_type = code_field(AccountType)
    sealed_verified_name = models.BinaryField()
    credit_code = models.CharField(max_length=150, blank=True, default="")
    wrapped_key = models.BinaryField()
    key_generation = models.PositiveIntegerField(default=1, db_index=True)
    sending_version = models.BigIntegerField(default=1)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def verified_name(self) -> str:
        """The real-name verified holder, in the clear; empty once the account was erased."""
        if self.erased_at is not None:
            return ""
        return AccountSeal(self.wrapped_key).open(self.sealed_verified_name, self.VERIFIED_NAME)


class Users(BaseUserManager["User"]):
    """Looks users up by e-mail address; making one is a service's work."""


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in to the console."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True, default="")
    date_joined = models.DateTimeField()

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email


class Membership(models.Model):
    """A user's role; without an account it is a role over the whole service, such as reviewer."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    role = code_field(Role)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "account", "role"], name="one_membership_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.account_id}:{self.role}"


class AccessKey(models.Model):
    """A key pair for signing requests; the secret is sealed because checking a signature needs it whole.

    `scopes` limit what it may do; none means everything but personal data in the clear.
    """

    key_id = models.CharField(max_length=128, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="access_keys")
    sealed_secret = models.BinaryField()
    scopes = models.JSONField(default=list)
    enabled = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key_id


class PhoneCode(models.Model):
    """A code sent to an administrator's phone; found by keyed hashes, never readable here."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="phone_codes")
    phone_hash = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["phone_hash", "sent_at"], name="phone_code_by_phone"),
        ]

    def __str__(self) -> str:
        return f"code of {self.sent_at:%Y-%m-%d %H:%M}"
