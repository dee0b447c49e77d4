"""The chore that tells in December that next year's holidays are not known."""

from datetime import UTC, datetime, timedelta

import pytest

from qianming.core.codes import EventKind
from qianming.registry.models import Event
from qianming.services import filing_terms

pytestmark = pytest.mark.django_db
NOON = timedelta(hours=4)


@pytest.mark.parametrize(
    ("day", "warned"),
    [
        (datetime(2098, 11, 30, tzinfo=UTC), False),
        (datetime(2098, 12, 1, tzinfo=UTC), True),
        (datetime(2024, 12, 1, tzinfo=UTC), False),
    ],
)
def test_it_warns_once_from_the_first_of_december(day: datetime, warned: bool) -> None:
    for later in range(3):
        assert not filing_terms.warn_of_holidays(day + NOON + timedelta(hours=later))
    told = Event.objects.filter(kind=EventKind.HOLIDAYS_MISSING, account__isnull=True)
    assert [event.subject for event in told] == (["calendar:2099"] if warned else [])
