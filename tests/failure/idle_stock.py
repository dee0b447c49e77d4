"""A stock in which every day some signatures become idle, made in a database of its own: run as a program.

Reads the database and the folder from the environment, as the service does.
"""

import sys
from datetime import datetime, timedelta

IDLE_DAYS = 90


def make(days: int, each: int) -> None:
    """Signatures in groups; the last group becomes idle yesterday, every other one a day before the next."""
    from qianming.core.codes import Carrier, FilingState, SignatureSource
    from qianming.services import clock, imports
    from qianming.services.imports import ImportedFiling, ImportSignature
    from tests.services.making import OPERATOR, a_trademark, an_account, an_applicant, approved_qualification

    account = an_account("idle")
    approved_qualification(an_applicant(account), own_use=False)
    filed = dict.fromkeys(Carrier, ImportedFiling(FilingState.FILED))
    for group in range(days):
        came = came_at(clock.now(), days - group)
        names = [f"云帆{group}组{number}" for number in range(each)]
        rows = [
            ImportSignature(
                line=line,
                account=account.name,
                name=name,
                source=SignatureSource.TRADEMARK,
                approved_on=came.date(),
                qualification="主体资质",
                trademark=str(a_trademark(account, name).pk),
                filings=filed,
            )
            for line, name in enumerate(names)
        ]
        stored = imports.import_stock(OPERATOR, rows, came)
        assert stored.imported == each


def came_at(now: datetime, days_ago: int) -> datetime:
    """When a signature came here that became idle so many days ago."""
    return now - timedelta(days=IDLE_DAYS + days_ago)


if __name__ == "__main__":
    from django.core.management import call_command

    from qianming.cli.database import open_registry

    open_registry(create=True)
    call_command("migrate", verbosity=0)
    make(int(sys.argv[1]), int(sys.argv[2]))
