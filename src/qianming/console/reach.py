"""Whose signatures a signed-in person may see, by roles. What a page shows of them is the page's work."""

from dataclasses import dataclass

from django.db.models import QuerySet

from qianming.core.permissions import Permission, Role, allows
from qianming.registry.models import Account, Membership, Signature, User
from qianming.services.actors import Actor, user_actor


@dataclass(frozen=True, slots=True)
class Reach:
    """The accounts within a person's reach; `accounts` is None for all of them."""

    accounts: frozenset[int] | None
    roles: tuple[Role, ...]

    @property
    def is_staff(self) -> bool:
        """Whether a role over the whole service is among them: such pages name the account of each row."""
        return self.accounts is None

    @property
    def names_accounts(self) -> bool:
        """Whether rows of more than one account can stand side by side."""
        return self.accounts is None or len(self.accounts) > 1


def reach_of(user: User) -> Reach:
    """What a user's memberships amount to for reading signatures; none of them means nothing at all.

    An applicant's role without an account reaches nothing: only the service's own roles reach everything.
    """
    accounts: set[int] = set()
    roles: list[Role] = []
    everything = False
    for membership in Membership.objects.filter(user=user).order_by("pk"):
        role = Role(membership.role)
        roles.append(role)
        if not allows(role, Permission.SIGNATURE_READ):
            continue
        if membership.account_id is not None:
            accounts.add(membership.account_id)
        elif role is not Role.APPLICANT:
            everything = True
    return Reach(None if everything else frozenset(accounts), tuple(dict.fromkeys(roles)))


def acting(user: User, permission: Permission, account_id: int) -> Actor | None:
    """A person in the first of his or her roles that may do something for an account; None without one."""
    rows = Membership.objects.filter(user=user).order_by("pk")
    actors = (user_actor(user.pk, Role(row.role), row.account_id) for row in rows)
    return next((actor for actor in actors if actor.may(permission, account_id)), None)


def visible_signatures(reach: Reach) -> QuerySet[Signature]:
    """The signatures within reach, deleted ones left out, newest first; the console's one door to them."""
    rows = Signature.objects.filter(deleted_at__isnull=True).order_by("-pk")
    return rows if reach.accounts is None else rows.filter(account_id__in=reach.accounts)


def account_name(reach: Reach) -> str:
    """The name of the only account within reach; empty when there is none or more than one."""
    if reach.accounts is None or len(reach.accounts) != 1:
        return ""
    return str(Account.objects.values_list("name", flat=True).get(pk=next(iter(reach.accounts))))
