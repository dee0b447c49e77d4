"""How long `policy dry-run` takes over a stock of signatures in SQLite, without its table.

Run it with `make bench-dry_run`; ARGS=2000 measures with fewer signatures. The stock is made up: accounts of
a hundred signatures, ten of them to an entity. The yardstick is the rulebook's bare check of the same names.
"""

import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from bench import _names, _report
from qianming.core.codes import AccountType
from qianming.core.policy import RulePolicy
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject

if TYPE_CHECKING:
    from qianming.registry.models import Account, Qualification

NOW = datetime(2026, 6, 10, 2, tzinfo=UTC)
DAY = date(2026, 6, 10)
TO_AN_ENTITY, TO_AN_ACCOUNT = 10, 100
POLICY = RulePolicy(effective=date(2026, 4, 27))


def lay_in(signatures: int) -> list[tuple[str, str]]:
    """That many approved signatures, and their names with the licence names."""
    numbers = count()
    made: list[tuple[str, str]] = []
    licences = _names.named(signatures // TO_AN_ENTITY)
    for place, (name, licence) in enumerate(licences):
        if place % (TO_AN_ACCOUNT // TO_AN_ENTITY) == 0:
            account = _account(next(numbers))
        bound = _qualification(account, licence, next(numbers))
        names = [f"{name[:6]}{len(made) + number:05d}" for number in range(TO_AN_ENTITY)]
        _approved(account, bound, names, numbers)
        made.extend((name, licence) for name in names)
    return made


def _account(number: int) -> "Account":
    from qianming.services.accounts import CreateAccount, create_account
    from qianming.services.actors import operator

    command = CreateAccount(f"account {number}", AccountType.ENTERPRISE, f"样例{number}有限公司", "")
    return create_account(operator(), command, NOW)


def _order(account: "Account", kind: str) -> int:
    from qianming.registry.models import WorkOrder

    row = WorkOrder(account=account, kind=kind, submitted_at=NOW, due_at=NOW, policy=DAY, sealed_findings=b"")
    row.save()
    return row.pk


def _qualification(account: "Account", licence: str, number: int) -> "Qualification":
    from qianming.registry.models import Qualification
    from qianming.registry.persons import Person, Persons, seal_persons

    until = date(2030, 1, 1)
    person = Person("法人甲", "identityCard", "110101199001010000", DAY, until)
    return Qualification.objects.create(
        account=account,
        work_order_id=_order(account, "qualification"),
        name=f"qualification {number}",
        purpose="own",
        company_type="COMPANY",
        company_name=licence,
        credit_code=f"9133{number:014d}",
        licence_kind="businessLicense",
        licence_from=DAY,
        licence_until=until,
        sealed_persons=seal_persons(account, Persons(person, person, "13800000000")),
        legal_representative_hash=f"{number:064x}",
        administrator_hash=f"{number:064x}",
        legal_representative_id_until=until,
        administrator_id_until=until,
        state="approved",
        created_at=NOW,
    )


def _approved(account: "Account", bound: "Qualification", names: list[str], numbers: "count[int]") -> None:
    from qianming.core.names.lookalike import keys
    from qianming.registry.models import Application, Signature

    for name in names:
        alike = keys(name)
        signature = Signature.objects.create(
            account=account,
            name=name,
            kind="universal",
            spelling_key=alike.spelling,
            shape_key=alike.shape,
            sound_key=alike.sound,
            code=f"SIGN_{next(numbers)}",
            availability="available",
            created_at=NOW,
        )
        signature.approved = Application.objects.create(
            account=account,
            signature=signature,
            work_order_id=_order(account, "signature"),
            source="enterprise",
            purpose="own",
            qualification=bound,
            state="approved",
            created_at=NOW,
            decided_at=NOW,
        )
        signature.save(update_fields=["approved"])


def seconds(after: RulePolicy) -> tuple[float, int]:
    """CPU seconds for a preview, and how many signatures would change."""
    from qianming.services.policy_preview import preview

    start = process_time()
    changed = sum(bool(changes) for changes in preview(POLICY, after, DAY))
    return process_time() - start, changed


def main(signatures: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _begin(Path(folder))
        made = lay_in(signatures)
        figure, changed = seconds(replace(POLICY, effective=DAY, name_length_max=10))
        word, touched = seconds(replace(POLICY, effective=DAY, ambiguous_words=(made[0][0][-5:],)))
        start = process_time()
        for name, licence in made:
            check(ApplicationSubject(name, DAY, enterprise_name=licence), POLICY)
        bare = process_time() - start
    _report.show(
        [
            (f"a shorter name, {changed} change", f"{figure:.2f} s", f"{signatures} signatures"),
            (f"one word, {touched} change", f"{word:.2f} s", ""),
            ("bare checks", f"{bare:.2f} s", ""),
        ]
    )
    _report.finish("dry-run", "s", figure, bare, "one check of each name", "none: shown for comparison", 1)


def _begin(folder: Path) -> None:
    import django
    from django.core.management import call_command

    os.environ["QIANMING_DATA"] = str(folder)
    os.environ["QIANMING_SECRET_KEY"] = "only for this measurement"
    os.environ["DJANGO_SETTINGS_MODULE"] = "qianming.project.settings"
    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
