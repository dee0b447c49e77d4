"""Forms of powers of attorney for an account: what it need not type is filled in from what is registered.

Stores nothing: a letter counts once it was signed, sealed, uploaded and registered (`services.powers`).
"""

from dataclasses import replace
from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.codes import Purpose
from qianming.core.permissions import Permission
from qianming.registry.models import Account, Application
from qianming.registry.queries import for_account, qualifications
from qianming.services.actors import Actor
from qianming.services.letter_forms import DraftLetter, composed

__all__ = ["DraftLetter", "draft", "known_names"]


def draft(actor: Actor, given: DraftLetter, now: datetime) -> bytes:
    """The form as PDF, to be printed, signed and sealed; raises `Invalid`."""
    account = Account.objects.get(pk=actor.account_for(Permission.SIGNATURE_APPLY))
    own = not given.grantee.strip()
    typed = given.as_typed(china_day(now))
    letter = replace(
        typed,
        grantor_code=typed.grantor_code or _known_code(account.pk, typed.grantor),
        grantee=account.verified_name if own else typed.grantee,
        grantee_code=typed.grantee_code or (account.credit_code if own else ""),
        names=typed.names or known_names(account.pk, typed.grantor),
    )
    return composed(letter, now)


def known_names(account_id: int, grantor: str) -> tuple[str, ...]:
    """Every name that the account has applied for on the papers of that entity, in the order of first use."""
    rows = for_account(Application, account_id).filter(
        qualification__company_name=grantor,
        qualification__purpose=Purpose.FOR_OTHERS,
        signature__deleted_at__isnull=True,
    )
    return tuple(dict.fromkeys(rows.order_by("pk").values_list("signature__name", flat=True)))


def _known_code(account_id: int, grantor: str) -> str:
    rows = qualifications(account_id).filter(company_name=grantor)
    return rows.values_list("credit_code", flat=True).first() or ""
