"""How soon a reviewer's decision shows on the signatures that rest on it, on both databases.

Run it with `make bench-realtime`. A qualification with 1,000 signatures is rejected; measured is the time
from the call until another connection reads all of them as abnormal. The yardstick is writing as many rows,
one reason each, in one transaction of the same database.
"""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from subprocess import PIPE, run
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from bench import _report

if TYPE_CHECKING:
    from qianming.registry.models import Qualification

SIGNATURES, RUNS = 1000, 3
GOAL = "1 s"
# Seconds until all is seen, of them of this process' processor, and of the yardstick.
Figures = tuple[float, float, float]


def main() -> None:
    """Measure each database in a process of its own; print the table and the JSON line."""
    figures = {}
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="qm-bench-") as folder:
        for kind in ("sqlite", "postgresql"):
            url = _database(kind, Path(folder), stack)
            figures[kind] = _measured_apart(Path(folder), url)
    rows = [
        (f"rejected -> {SIGNATURES} abnormal, {kind}", f"{ours:.3f} s", _beside(processor, bare))
        for kind, (ours, processor, bare) in figures.items()
    ]
    _report.show(rows)
    ours, _, bare = max(figures.values())
    _report.finish("realtime", "s", ours, bare, "writing as many reasons in bulk", GOAL, RUNS)


def _beside(processor: float, bare: float) -> str:
    return f"goal: {GOAL} (CPU {processor:.3f} s; rows alone {bare:.3f} s)"


def _database(kind: str, folder: Path, stack: ExitStack) -> str:
    from tests import databases

    if kind == "sqlite":
        return f"sqlite:///{folder}/bench.sqlite3"
    cluster = stack.enter_context(databases.running_cluster())
    return stack.enter_context(databases.fresh_postgresql(cluster.folder, "bench_realtime"))


def _measured_apart(folder: Path, url: str) -> Figures:
    """Settings are read once in a process: so each database has one."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "qianming.project.settings",
        "QIANMING_DATA": str(folder),
        "QIANMING_DATABASE_URL": url,
        "QIANMING_SECRET_KEY": "a secret for benchmarks alone",
    }
    done = run(
        [sys.executable, "-m", "bench.realtime", "apart"],
        env=environment,
        stdout=PIPE,
        text=True,
        check=True,
    )
    ours, processor, bare = map(float, done.stdout.split())
    return ours, processor, bare


def _apart() -> None:
    """In the process of one database: make the stock, reject, look from another connection."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = _measured()
    print(*map(median, zip(*found, strict=True)))


def _measured() -> list[Figures]:
    from qianming.registry.models import Qualification
    from tests.services.making import an_account, an_applicant, approved_qualification
    from tests.services.test_many_signatures import stock

    account = an_account("bench")
    bound = approved_qualification(an_applicant(account))
    stock(account, bound, SIGNATURES)
    found = []
    for number in range(RUNS):
        row = Qualification.objects.get(pk=bound.pk)
        found.append(_once(row))
        _mend(row, f"1390000{number:04d}")
    return found


def _once(bound: "Qualification") -> Figures:
    from qianming.services import reviews
    from tests.services.making import NOW, REASON, REVIEWER

    begun, used = perf_counter(), process_time()
    reviews.revoke(REVIEWER, bound.work_order_id, REASON, "", NOW)
    seen = _seen_elsewhere(bound.account_id)
    ours, processor = perf_counter() - begun, process_time() - used
    if seen < SIGNATURES:
        raise SystemExit(f"only {seen} of {SIGNATURES} signatures are abnormal")
    return ours, processor, _bare(bound.account_id)


def _mend(bound: "Qualification", phone: str) -> None:
    """Submitted again and approved, for the next time."""
    from qianming.services import reviews
    from qianming.services.qualification_updates import UpdateQualification, update
    from tests.services.making import NOW, REVIEWER, an_applicant, phone_code

    actor = an_applicant(bound.account)
    command = UpdateQualification(bound.pk, bound.work_order_id, phone, phone_code(actor, phone))
    reviews.approve(REVIEWER, update(actor, command, NOW).order_id, NOW)


def _seen_elsewhere(account_id: int) -> int:
    """How many of the account's signatures another connection reads as abnormal for their qualification."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from qianming.registry.models import HealthReason

    def look() -> int:
        rows = HealthReason.objects.filter(account=account_id, code="QUALIFICATION_NOT_APPROVED")
        count = rows.filter(signature__availability="abnormal").count()
        connection.close()
        return count

    with ThreadPoolExecutor(1) as other:
        return other.submit(look).result()


def _bare(account_id: int) -> float:
    from django.db import transaction

    from qianming.registry.models import HealthReason

    rows = list(HealthReason.objects.filter(account=account_id, code="QUALIFICATION_NOT_APPROVED"))
    HealthReason.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk = None
    begun = perf_counter()
    with transaction.atomic():
        HealthReason.objects.bulk_create(rows, batch_size=500)
    return perf_counter() - begun


if __name__ == "__main__":
    if sys.argv[1:] == ["apart"]:
        _apart()
    else:
        main()
