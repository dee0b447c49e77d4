"""What sending reads of the registry, kept in memory per account and no older than the account's version.

Filled by name, as senders ask for names, so that a change in a large account costs only what is in use. An
account's part is dropped when its version has moved. Used by the committing thread alone. Decides nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from qianming.core.codes import ReviewState, SignatureKind, TemplateType
from qianming.core.sending.extension import is_extension
from qianming.core.sending.gate import SendingState, TemplateState
from qianming.registry import queries
from qianming.registry.models import AccessKey, Account, ApiToken, ExtensionCode, Signature
from qianming.registry.sealing import AccountSeal

# Beyond these many an account, or the whole snapshot, starts anew: who asks for random names gains nothing.
NAMES_PER_ACCOUNT = 20_000
ACCOUNTS = 20_000
# No name and no code in the registry is longer.
LONGEST_NAME = 50

KnownT = TypeVar("KnownT")


@dataclass(frozen=True, slots=True)
class KnownSignature:
    """A live signature and what the gate reads of it; `extension` is the first code tied to it, if any."""

    id: int
    state: SendingState
    extension: str = ""


@dataclass(slots=True)
class AccountSnapshot:
    """One account at one version. What it lacks is read when it is asked for."""

    account_id: int
    version: int
    seal: AccountSeal
    keys: frozenset[str]
    _signatures: dict[str, KnownSignature | None] = field(default_factory=dict)
    _templates: dict[str, TemplateState | None] = field(default_factory=dict)
    _extensions: dict[str, int | None] = field(default_factory=dict)

    def signature(self, name: str) -> KnownSignature | None:
        """The signature that messages under this name go out with, or None."""
        if len(name) > LONGEST_NAME:
            return None
        if name not in self._signatures:
            _make_room(self._signatures)
            self._signatures[name] = _read_signature(self.account_id, name)
        return self._signatures[name]

    def template(self, code: str) -> TemplateState | None:
        """The template of that code, or None."""
        if len(code) > LONGEST_NAME:
            return None
        if code not in self._templates:
            _make_room(self._templates)
            self._templates[code] = _read_template(self.account_id, code)
        return self._templates[code]

    def extension_owner(self, code: str) -> int | None:
        """The id of the signature that an extension code is tied to, or None."""
        if not is_extension(code):
            return None
        if code not in self._extensions:
            _make_room(self._extensions)
            self._extensions[code] = _read_extension(self.account_id, code)
        return self._extensions[code]


class Snapshot:
    """The accounts that have sent since the start."""

    def __init__(self) -> None:
        self._accounts: dict[int, AccountSnapshot] = {}

    def refresh(self, account_ids: Collection[int]) -> None:
        """Drop what is out of date; one small query per batch."""
        versions = dict(Account.objects.filter(pk__in=account_ids).values_list("pk", "sending_version"))
        for account_id in account_ids:
            held = self._accounts.get(account_id)
            if held is not None and held.version != versions.get(account_id):
                del self._accounts[account_id]

    def account(self, account_id: int) -> AccountSnapshot | None:
        """The account as of the last refresh or later; None when it does not exist any more."""
        held = self._accounts.get(account_id)
        if held is None:
            held = _read_account(account_id)
            if held is None:
                return None
            if len(self._accounts) >= ACCOUNTS:
                self._accounts.clear()
            self._accounts[account_id] = held
        return held


def _make_room(names: dict[str, KnownT]) -> None:
    if len(names) >= NAMES_PER_ACCOUNT:
        names.clear()


def _read_account(account_id: int) -> AccountSnapshot | None:
    """The version is read before everything else: what changes meanwhile is then read anew next time.

    Whether a token has expired was asked when its request came in.
    """
    row = Account.objects.filter(pk=account_id).first()
    if row is None:
        return None
    keys = queries.for_account(AccessKey, account_id).filter(enabled=True).values_list("key_id", flat=True)
    tokens = queries.for_account(ApiToken, account_id).filter(revoked_at__isnull=True)
    usable = frozenset([*keys, *tokens.values_list("token_id", flat=True)])
    return AccountSnapshot(account_id, row.sending_version, AccountSeal(row.wrapped_key), usable)


def _read_signature(account_id: int, name: str) -> KnownSignature | None:
    """Of two kinds the universal one counts, unless only the other one has an approved version."""
    known = [_known(row) for row in queries.signatures(account_id).filter(name=name) if row.name == name]
    known.sort(key=lambda one: (not one.state.approved, one.state.kind is not SignatureKind.UNIVERSAL))
    return known[0] if known else None


def _known(row: Signature) -> KnownSignature:
    return KnownSignature(
        row.pk,
        SendingState(
            approved=row.approved_id is not None,
            kind=SignatureKind(row.kind),
            frozen=row.frozen_by_customer_at is not None or row.frozen_by_platform_at is not None,
            disabled=row.disabled_at is not None,
        ),
        row.extension_codes.order_by("pk").values_list("code", flat=True).first() or "",
    )


def _read_template(account_id: int, code: str) -> TemplateState | None:
    row = queries.template(account_id, code)
    if row is None or row.code != code:
        return None
    return TemplateState(row.state == ReviewState.APPROVED, TemplateType(row.template_type), row.content)


def _read_extension(account_id: int, code: str) -> int | None:
    rows = queries.for_account(ExtensionCode, account_id).filter(code=code)
    return rows.filter(signature__deleted_at__isnull=True).values_list("signature_id", flat=True).first()
