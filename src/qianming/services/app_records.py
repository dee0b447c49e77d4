"""Records of apps filed with the ministry. Carriers take their names no more; the records themselves stay."""

from datetime import date, datetime

from qianming.core.china_time import china_day
from qianming.core.codes import EventKind
from qianming.core.papers.records import AppRecordFields, app_record_problems
from qianming.core.permissions import Permission
from qianming.registry.models import AppRecord
from qianming.services._command import lock_accounts, write
from qianming.services._records import created, need_pictures, need_sound
from qianming.services.actors import Actor

__all__ = ["AppRecordFields", "keep"]


def keep(actor: Actor, given: AppRecordFields, now: datetime) -> AppRecord:
    """Keep a record; `Invalid` names every wrong field."""
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    need_sound(app_record_problems(given, china_day(now)))
    keys = (given.picture_key, given.runtime_key, given.store_key)
    need_pictures(account_id, keys, "AppIcpRecordOssFileNotUploadError", "picture_key")
    with write():
        lock_accounts(account_id)
        row = AppRecord.objects.create(
            account_id=account_id,
            service_name=given.service_name,
            holder=given.holder,
            licence_number=given.licence_number,
            approved_on=date.fromisoformat(given.approved_on),
            domain=given.domain,
            picture_key=given.picture_key,
            runtime_key=given.runtime_key,
            store_key=given.store_key,
            created_at=now,
        )
        created(EventKind.APP_RECORD_CREATED, f"app_record:{row.pk}", account_id, actor, now)
        return row
