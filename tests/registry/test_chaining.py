"""A database from before there were chains and service keys: brought up to date, it verifies and opens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db

_BEFORE = """
import base64, django
from datetime import datetime, timezone
django.setup()
from django.core.management import call_command
from django.db import connection
from qianming.registry.ciphers import derived, seal_bytes
call_command("migrate", "registry", "0004", verbosity=0)
data_key = bytes(range(32))
wrapped = seal_bytes(derived("an early secret", "wrap"), base64.b64encode(data_key), "account-key")
name = seal_bytes(data_key, "样例持有人".encode(), "account.verified_name")
now = datetime(2026, 6, 10, tzinfo=timezone.utc)
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO registry_account (id, name, account_type, sealed_verified_name, credit_code,"
        " wrapped_key, sending_version, created_at) VALUES (7, 'early', 'enterprise', %s, '', %s, 1, %s)",
        [name, wrapped, now],
    )
    for number in range(2500):
        cursor.execute(
            "INSERT INTO registry_event (account_id, kind, subject, old, new, reasons, detail, actor, at)"
            " VALUES (%s, 'x', 'x', '', '', '[\\"a\\"]', '{\\"n\\": 1}', 'system', %s)",
            [7 if number % 5 else None, now],
        )
call_command("migrate", verbosity=0)
from qianming.registry.models import Account, ChainHead
from qianming.services import audit
print(Account.objects.get().verified_name, [found.breach for found in audit.verify()])
print(sorted(ChainHead.objects.values_list("chain", "sequence")))
"""


def test_what_was_there_before_is_chained_and_opens(fresh_database_url: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "QIANMING_DATABASE_URL": fresh_database_url,
        "QIANMING_DATA": str(tmp_path),
        "QIANMING_SECRET_KEY": "an early secret",
        "DJANGO_SETTINGS_MODULE": "qianming.project.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", _BEFORE],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["样例持有人 []", "[(0, 500), (7, 2000)]"]
