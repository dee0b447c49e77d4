"""At whose desk a person sits: the account that he or she applies for, and as whom the services know it.

Decides which account is meant when somebody applies for several. What may be done there the services decide.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from qianming.core.permissions import Role
from qianming.registry.models import Account, Membership, User
from qianming.services import clock
from qianming.services.actors import Actor, user_actor

_CHOSEN = "desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """The account that is applied for now, the person as an actor, and the accounts to change to."""

    account: Account
    actor: Actor
    others: tuple[Account, ...] = ()

    def now(self) -> datetime:
        """The moment that everything done at the desk happens."""
        return clock.now()


def desk_of(request: HttpRequest) -> Desk | None:
    """The signed-in person's desk: the chosen account, else the first; None without an applicant's role.

    It is looked up once in a request, whoever asks.
    """
    known: dict[str, Desk | None] = request.__dict__.setdefault(_CHOSEN, {})
    if _CHOSEN not in known:
        known[_CHOSEN] = _looked_up(request)
    return known[_CHOSEN]


def _looked_up(request: HttpRequest) -> Desk | None:
    user = request.user
    if not isinstance(user, User):
        return None
    rows = Membership.objects.filter(user=user, role=Role.APPLICANT, account__isnull=False)
    accounts = [row.account for row in rows.select_related("account").order_by("pk") if row.account]
    if not accounts:
        return None
    chosen = request.session.get(_CHOSEN)
    account = next((row for row in accounts if row.pk == chosen), accounts[0])
    others = tuple(row for row in accounts if row.pk != account.pk)
    return Desk(account, user_actor(user.pk, Role.APPLICANT, account.pk), others)


def change_desk(request: HttpRequest, account_id: int) -> bool:
    """Sit down at another of one's own desks; False when it is none."""
    desk = desk_of(request)
    if desk is None or account_id not in {row.pk for row in (desk.account, *desk.others)}:
        return False
    request.session[_CHOSEN] = account_id
    return True
