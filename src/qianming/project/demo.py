"""Demo accounts for a first look: made once, remembered beside the data, printed at every start.

Decides which logins there are. The passwords are random; they stand in `demo.json`, readable by its owner
alone, because nobody could be told them a second time otherwise. Only `make run` asks for this.
"""

import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec
from django.conf import settings

from qianming.core.codes import AccountType
from qianming.core.permissions import Role
from qianming.project.demo_stock import COMPANY, CREDIT_CODE, lay_in_stock, template_code
from qianming.services import clock, keys
from qianming.services.accounts import CreateAccount, CreateUser, create_account, create_user
from qianming.services.actors import operator
from qianming.services.refusals import Conflict, Refusal

ACCOUNT = "demo"
_MAIL = "{}@demo.example"
_ROLES = {
    Role.APPLICANT: "申请人 applicant",
    Role.REVIEWER: "审核员 reviewer",
    Role.FILING_OPERATOR: "报备专员 filing operator",
}

log = logging.getLogger(__name__)


class DemoLogins(msgspec.Struct, frozen=True):
    """What opens the demo: a password per role, and an access key."""

    passwords: dict[Role, str]
    key_id: str
    secret: str


def seeded() -> DemoLogins:
    """Make whatever of the demo is not there yet; the logins that open it."""
    logins = _remembered(Path(settings.QIANMING_DATA) / "demo.json")
    now = clock.now()
    _once(lambda: create_account(operator(), _account(), now))
    for role, password in logins.passwords.items():
        _once(partial(_create_user, role, password, now))
    command = keys.CreateKey(ACCOUNT, logins.key_id, logins.secret)
    _once(lambda: keys.create_key(operator(), command, now))
    try:
        lay_in_stock(ACCOUNT, _MAIL.format(Role.APPLICANT), _MAIL.format(Role.REVIEWER))
    except Refusal as refusal:
        # For instance a phone code within a minute of the last, after a first start that was interrupted.
        log.warning("the demo's stock is not complete, the next start goes on with it code=%s", refusal.code)
    return logins


def print_demo(logins: DemoLogins, url: str) -> None:
    """Say where to go and with what, in both languages."""
    rows = [("控制台 console", f"{url}console/"), ("", "")]
    rows += [(words, f"{_MAIL.format(role):<31}{logins.passwords[role]}") for role, words in _ROLES.items()]
    rows += [
        ("", ""),
        ("接口 endpoint", f"{url.removeprefix('http://').rstrip('/')}   protocol=http"),
        ("AccessKey ID", logins.key_id),
        ("AccessKey Secret", logins.secret),
        ("签名 SignName", COMPANY),
        ("模板 TemplateCode", template_code(ACCOUNT)),
    ]
    rule = "─" * 78
    lines = [f"  {label}{' ' * (26 - _width(label))}{value}".rstrip() for label, value in rows]
    print("\n".join([rule, "  签名 Qianming · 演示 demo", "", *lines, rule]), flush=True)  # noqa: T201 - for the operator


def _width(text: str) -> int:
    """How many columns a terminal gives the text: Chinese characters take two."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)


def _remembered(file: Path) -> DemoLogins:
    """The logins of the first start; they are written before anything is made with them."""
    if file.exists():
        return msgspec.json.decode(file.read_bytes(), type=DemoLogins)
    logins = DemoLogins(
        passwords={role: secrets.token_hex(6) for role in _ROLES},
        key_id=f"demo-{secrets.token_hex(8)}",
        secret=secrets.token_urlsafe(30),
    )
    partial = file.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(msgspec.json.encode(logins))
    partial.replace(file)
    return logins


def _account() -> CreateAccount:
    return CreateAccount(ACCOUNT, AccountType.ENTERPRISE, COMPANY, CREDIT_CODE)


def _create_user(role: Role, password: str, now: datetime) -> None:
    account = ACCOUNT if role is Role.APPLICANT else None
    create_user(operator(), CreateUser(_MAIL.format(role), role, account, password), now)


def _once(make: Callable[[], object]) -> None:
    """Make it unless it is there."""
    try:
        make()
    except Conflict:
        return
