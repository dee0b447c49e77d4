"""Rows that sending rests on, made without the long way through review."""

from datetime import date

from qianming.core.codes import (
    AccountType,
    Purpose,
    ReviewState,
    SignatureKind,
    SignatureSource,
    TemplateType,
    WorkOrderKind,
)
from qianming.registry.models import Account, Application, Signature, Template, WorkOrder
from qianming.services import accounts, keys
from qianming.services._command import touch_sending
from qianming.services.actors import operator
from tests.gateway.conftest import NOW

NAME = "云帆科技"
TEMPLATE = "SMS_100001"
KEY, SECRET = "key-of-cloud-sail", "secret-of-cloud-sail"


def new_account(name: str = "cloud-sail", key_id: str = KEY) -> Account:
    """An enterprise with an access key."""
    command = accounts.CreateAccount(name, AccountType.ENTERPRISE, "云帆科技有限公司", "91330106MA27XAAA0D")
    account = accounts.create_account(operator(), command, NOW)
    keys.create_key(operator(), keys.CreateKey(name, key_id, SECRET), NOW)
    account.refresh_from_db()
    return account


def _work_order(account: Account, kind: WorkOrderKind) -> WorkOrder:
    return WorkOrder.objects.create(
        account=account, kind=kind, submitted_at=NOW, due_at=NOW, policy=date(2026, 4, 27)
    )


def new_signature(
    account: Account,
    name: str = NAME,
    *,
    approved: bool = True,
    kind: SignatureKind = SignatureKind.UNIVERSAL,
) -> Signature:
    """A signature with one application, approved or still in review."""
    signature = Signature.objects.create(
        account=account, name=name, kind=kind, code=f"SIGN_{account.pk}_{name}_{kind}", created_at=NOW
    )
    application = Application.objects.create(
        account=account,
        signature=signature,
        work_order=_work_order(account, WorkOrderKind.SIGNATURE),
        source=SignatureSource.ENTERPRISE_NAME,
        purpose=Purpose.OWN_USE,
        state=ReviewState.APPROVED if approved else ReviewState.IN_REVIEW,
        created_at=NOW,
    )
    if approved:
        change(signature, approved=application)
    return signature


def change(row: Signature | Template, **values: object) -> None:
    """Change a row as a service does, with the account's version."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    touch_sending(row.account_id)


def new_template(
    account: Account,
    content: str = "您的验证码为${code}，五分钟内有效。",
    *,
    code: str = TEMPLATE,
    approved: bool = True,
    template_type: TemplateType = TemplateType.VERIFICATION_CODE,
) -> Template:
    """A template, approved or still in review."""
    template = Template.objects.create(
        account=account,
        work_order=_work_order(account, WorkOrderKind.TEMPLATE),
        code=code,
        name="登录验证",
        content=content,
        template_type=template_type,
        state=ReviewState.APPROVED if approved else ReviewState.IN_REVIEW,
        created_at=NOW,
    )
    touch_sending(account.pk)
    return template
