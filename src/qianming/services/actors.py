"""Who acts: a signed-in user, an access key, the operator at the command line, or the service itself.

Decides what an actor may do by its role and which account it acts for; it authenticates nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from qianming.core.access_scopes import KeyScope, permitted
from qianming.core.permissions import Permission, Role, allows
from qianming.services.refusals import Forbidden


class ActorKind(StrEnum):
    """What kind of hand did it."""

    USER = "user"
    KEY = "key"
    SYSTEM = "system"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, for which account; `account_id` is None for roles over the whole service.

    `scopes` limit a key further than its role does.
    """

    kind: ActorKind
    id: str
    account_id: int | None
    role: Role
    scopes: frozenset[KeyScope] = frozenset()

    @property
    def label(self) -> str:
        """How events name the actor: a kind and an id, never a name or an address."""
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)

    def may(self, permission: Permission, account_id: int | None = None) -> bool:
        """Whether role and scopes include the permission, and the account, if one is named, is in reach."""
        if self.kind is ActorKind.KEY and permission not in permitted(self.scopes):
            return False
        if self.account_id is None:
            # Only an applicant's role is tied to an account, so without one it reaches nothing.
            return self.role is not Role.APPLICANT and allows(self.role, permission)
        return account_id in (None, self.account_id) and allows(self.role, permission)

    def need(self, permission: Permission, account_id: int | None = None) -> None:
        """Raise `Forbidden` unless the actor may."""
        if not self.may(permission, account_id):
            raise Forbidden(permission)

    def account_for(self, permission: Permission) -> int:
        """The account that the actor acts for; raises `Forbidden` without the permission or an account."""
        self.need(permission)
        if self.account_id is None:
            raise Forbidden(permission)
        return self.account_id


SYSTEM = Actor(ActorKind.SYSTEM, "", None, Role.OPERATOR)


def operator(account_id: int | None = None) -> Actor:
    """The operator at the command line, over the whole service or acting for one account."""
    return Actor(ActorKind.OPERATOR, "", account_id, Role.OPERATOR)


def key_actor(key_id: str, account_id: int, scopes: Collection[KeyScope] = ()) -> Actor:
    """A program that signed a request with an account's key: it may what an applicant and its scopes may."""
    return Actor(ActorKind.KEY, key_id, account_id, Role.APPLICANT, frozenset(scopes))


def user_actor(user_id: int, role: Role, account_id: int | None) -> Actor:
    """A signed-in person in one of his or her roles."""
    return Actor(ActorKind.USER, str(user_id), account_id, role)
