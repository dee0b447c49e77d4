"""The parts of erasing an account; each leaves rows of which nobody can tell whose they were."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import models

from qianming.core.codes import EventKind, QualificationState, ReviewState
from qianming.registry.models import (
    AccessKey,
    Account,
    ApiToken,
    Application,
    CalendarFeed,
    CallbackEndpoint,
    CarrierFiling,
    InboxMessage,
    Material,
    Membership,
    PhoneCode,
    PlannedFreeze,
    Qualification,
    QualificationVersion,
    Signature,
    Template,
    User,
    WarningTold,
)
from qianming.registry.sealed_columns import account_tables
from qianming.services import leftovers
from qianming.services._command import Change, record
from qianming.services._moves import Move, move_application, move_qualification, move_template
from qianming.services.actors import Actor

_OPEN_QUALIFICATIONS = (
    QualificationState.QUEUED,
    QualificationState.IN_REVIEW,
    QualificationState.ASKED_FOR_MORE,
)
# Free text, and names of persons or entities that are not sealed.
_TELLING = frozenset(
    {"company_name", "content", "credit_code", "traffic_driving", "service_name", "domain"}
    | {"licence_number", "registration_number", "material_keys", "material_kinds", "materials", "name"}
)
_KEPT_NAMES = frozenset({"Signature"})


def end_what_runs(account: Account, actor: Actor, now: datetime) -> None:
    """No review, filing, key or signature goes on; each end is told by the history."""
    move = Move(actor, now)
    for application in Application.objects.filter(account=account, state=ReviewState.IN_REVIEW):
        move_application(application, ReviewState.WITHDRAWN, move)
    for template in Template.objects.filter(account=account, state=ReviewState.IN_REVIEW):
        move_template(template, ReviewState.WITHDRAWN, move)
    for qualification in Qualification.objects.filter(account=account, state__in=_OPEN_QUALIFICATIONS):
        move_qualification(qualification, QualificationState.WITHDRAWN, move)
    CarrierFiling.objects.filter(account=account).update(due_at=None, leased_until=None)
    PlannedFreeze.objects.filter(account=account).delete()
    for signature in Signature.objects.filter(account=account, deleted_at__isnull=True):
        change = Change(EventKind.SIGNATURE_DELETED, f"signature:{signature.pk}", account.pk, new="deleted")
        record(change, actor, now)
    for model in (Signature, Template, Qualification):
        model._default_manager.filter(account=account, deleted_at__isnull=True).update(deleted_at=now)
    AccessKey.objects.filter(account=account, enabled=True).update(enabled=False, disabled_at=now)
    ApiToken.objects.filter(account=account).delete()
    CalendarFeed.objects.filter(account=account).delete()
    WarningTold.objects.filter(account=account).delete()
    CallbackEndpoint.objects.filter(account=account).delete()


def forget_people(account: Account) -> None:
    """Who works for this account alone cannot sign in any more, and has no address."""
    users = list(User.objects.filter(memberships__account=account).distinct())
    Membership.objects.filter(account=account).delete()
    for user in users:
        if user.memberships.exists():
            continue
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.email, user.is_active = f"erased-{user.pk}@erased.invalid", False
        user.set_unusable_password()
        user.save()
        _end_sessions(user)


def discard_files(account: Account, now: datetime) -> None:
    """Scans and phone codes; the bytes themselves go once this has been stored."""
    leftovers.discard(list(Material.objects.filter(account=account)), now)
    codes = PhoneCode.objects.filter(account=account)
    InboxMessage.objects.filter(phone_hash__in=codes.values("phone_hash"), message_id__isnull=True).delete()
    codes.delete()
    QualificationVersion.objects.filter(account=account).delete()


def blank_rows(account: Account) -> None:
    """Empty every column that is sealed, a keyed hash, free text or a name; the history tells none."""
    for table in account_tables():
        if table.name in ("Event", "Message"):
            continue
        values = {
            field.attname: _nothing(field)
            for field in table.model._meta.concrete_fields
            if _tells(table.name, field)
        }
        if values:
            _blank(table.model, account, values)


def _blank(model: type[models.Model], account: Account, values: dict[str, Any]) -> None:
    """Names that must differ get their row's id; what was sealed is empty."""
    rows = model._default_manager.filter(account=account)
    if values.get("name") != "":
        rows.update(**values)
        return
    for key in list(rows.values_list("pk", flat=True)):
        rows.filter(pk=key).update(**{**values, "name": f"erased-{key}"})


def _tells(table: str, field: "models.Field[Any, Any]") -> bool:
    if field.name == "name":
        return table not in _KEPT_NAMES
    sealed = isinstance(field, models.BinaryField)
    return sealed or field.name.endswith("_hash") or field.name in _TELLING


def _nothing(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.BinaryField):
        return b""
    if isinstance(field, models.JSONField):
        return field.get_default()
    return ""


def _end_sessions(user: User) -> None:
    for session in Session.objects.all().iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
