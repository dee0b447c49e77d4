"""Phone codes: six digits, five minutes, sent to the administrator of a qualification.

Decides how often a number may be sent one and whether a code is right. Codes and numbers are kept as keyed
hashes; the only place where a code can be read is the simulated phone's inbox.
"""

import secrets
from datetime import datetime, timedelta

from django.db.models import F

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.core.sending.number import PhoneNumber, normalise
from qianming.core.sending.segments import message_text
from qianming.registry.models import PhoneCode
from qianming.registry.phones import phone_hash
from qianming.registry.sealing import keyed_hash
from qianming.services import inbox
from qianming.services._command import Change, record, take_turn, write
from qianming.services.actors import Actor
from qianming.services.refusals import Invalid, LimitReached, RefusalCode

SIGNATURE = "签名服务"
_LIFETIME = timedelta(minutes=5)
_WRONG_TRIES = 5
# At most so many for one number within so long, whichever account asks: it is one person's phone.
_LIMITS = ((1, timedelta(minutes=1)), (5, timedelta(hours=1)), (10, timedelta(days=1)))


def request(actor: Actor, phone: str, now: datetime) -> None:
    """Send a code to a mainland mobile number.

    At most 1 a minute, 5 an hour and 10 a day for one number (`LimitReached`); `Invalid` when the text is no
    mainland mobile number.
    """
    account_id = actor.account_for(Permission.QUALIFICATION_SUBMIT)
    number = normalise(phone)
    if number is None:
        raise Invalid(Problem(RefusalCode.PHONE_NUMBER_INVALID, "phone"))
    code = f"{secrets.randbelow(10**6):06d}"
    with write():
        take_turn(f"phone-code:{phone_hash(number)}")
        _need_room(number, now)
        row = PhoneCode.objects.create(
            account_id=account_id,
            phone_hash=phone_hash(number),
            code_hash=_code_hash(number, code),
            sent_at=now,
            expires_at=now + _LIFETIME,
        )
        text = message_text(SIGNATURE, f"您的验证码是{code}，五分钟内有效，仅用于提交资质，请勿告诉他人。")
        inbox.put(number, text, inbox.PHONE_CODE, now)
        record(Change(EventKind.PHONE_CODE_SENT, f"phone_code:{row.pk}", account_id, new="sent"), actor, now)


def is_valid(actor: Actor, phone: str, code: str, now: datetime) -> bool:
    """Whether the code is the newest one that this account had sent to the number. It stays usable.

    After five wrong tries the code is dead, whatever is tried next.
    """
    account_id = actor.account_for(Permission.QUALIFICATION_SUBMIT)
    row = _newest(account_id, phone, now)
    if row is None:
        return False
    tries = PhoneCode.objects.filter(pk=row.pk)
    with write():
        # Counted before it is compared, so that many tries at once are no way around the limit.
        if not tries.filter(failures__lt=_WRONG_TRIES).update(failures=F("failures") + 1):
            return False
        right = _is_right(row, phone, code)
        if right:
            tries.update(failures=F("failures") - 1)
    return right


def consume(account_id: int, phone: str, code: str, now: datetime) -> bool:
    """Use the code up. To be called inside the write transaction of what it proves."""
    row = _newest(account_id, phone, now)
    if row is None or not _is_right(row, phone, code):
        return False
    return PhoneCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=now) == 1


def _need_room(number: PhoneNumber, now: datetime) -> None:
    sent = PhoneCode.objects.filter(phone_hash=phone_hash(number)).order_by("-sent_at")
    times = list(sent.values_list("sent_at", flat=True)[: max(count for count, _ in _LIMITS)])
    retry_at = [
        times[count - 1] + window
        for count, window in _LIMITS
        if len(times) >= count and times[count - 1] + window > now
    ]
    if retry_at:
        raise LimitReached(RefusalCode.PHONE_CODE_LIMIT, max(retry_at))


def _newest(account_id: int, phone: str, now: datetime) -> PhoneCode | None:
    """The newest code of the number, if it can still be used."""
    number = normalise(phone)
    if number is None:
        return None
    rows = PhoneCode.objects.filter(account_id=account_id, phone_hash=phone_hash(number))
    row = rows.order_by("-sent_at", "-pk").first()
    if row is None or row.used_at is not None or now > row.expires_at or row.failures >= _WRONG_TRIES:
        return None
    return row


def _is_right(row: PhoneCode, phone: str, code: str) -> bool:
    number = normalise(phone)
    return number is not None and secrets.compare_digest(row.code_hash, _code_hash(number, code.strip()))


def _code_hash(number: PhoneNumber, code: str) -> str:
    return keyed_hash("phone-code", f"{number}\n{code}")
