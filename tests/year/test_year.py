"""A year is lived in under a minute, all that can happen does, and the history accounts for all of it."""

import gc
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from qianming.core.codes import Abnormality, FilingReason, FilingState, Unavailability
from qianming.policy import loader
from qianming.registry.models import Application, CarrierFiling, Event, HealthReason, Signature
from tests.policy.files import policy_file
from tests.services.making import NOW, TODAY, apply_policies
from tests.year.carriers import Watched, watched_carriers
from tests.year.clock import MovedClock
from tests.year.happenings import SCRIPT, SENT_EVERY, messages_go_out
from tests.year.lives import Life
from tests.year.model import Model
from tests.year.stock import take_over, the_accounts
from tests.year.world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", reason="a year of it takes too long there"),
]

DAY = timedelta(days=1)
LAST_DAY = date(2027, 6, 9)
NEW_POLICY = "2026-10-01"
# Evaluated nights: one a week, each after a day of the script, and every one of the days on which terms end:
# the window of deliveries, 90 idle days, 170 idle days and two identity documents, the letters.
EVALUATED_EVERY = 7
NIGHT_BY_NIGHT = (
    (date(2026, 8, 31), date(2026, 9, 2)),
    (date(2026, 9, 5), date(2026, 9, 11)),
    (date(2026, 11, 25), date(2026, 12, 3)),
    (date(2026, 12, 30), date(2027, 1, 2)),
)


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Folders of the year's own, and the operator's policy for its October: names get shorter."""
    settings.QIANMING_DATA = tmp_path
    settings.QIANMING_ANALYTICS = str(tmp_path / "analytics")
    before = loader._holder.known
    loader.use_folder(tmp_path / "policies")
    shorter = ("name_length_max = 12", "name_length_max = 11")
    rule = ("[effects]", '[effects]\nNAME_LENGTH = { effect = "abnormal" }')
    policy_file(tmp_path / "policies", NEW_POLICY, shorter, rule)
    loader.reload()
    gc.freeze()  # a year makes a million rows; looking through all modules for garbage each time takes long
    yield
    gc.unfreeze()
    loader._holder.known = before


def is_evaluated(day: date) -> bool:
    """Whether this year's nightly run is made for a day."""
    by_night = any(first <= day <= last for first, last in NIGHT_BY_NIGHT)
    return by_night or day in SCRIPT or (day - TODAY).days % EVALUATED_EVERY == 0


def live(world: World) -> None:
    """Day by day, each with what it brings."""
    day = TODAY + DAY
    while day <= LAST_DAY:
        world.daily(day)
        for happening in SCRIPT.get(day, ()):
            happening(world)
        if (day - TODAY).days % SENT_EVERY == 0:
            messages_go_out(world)
        world.file()
        if is_evaluated(day):
            world.nightly(day)
        day += DAY


def exported() -> Iterator[dict[str, Any]]:
    """The history as plain rows, in the order in which it was written."""
    columns = ("kind", "subject", "old", "new", "reasons", "detail", "at")
    yield from Event.objects.order_by("at", "pk").values(*columns).iterator()


def stored() -> dict[int, dict[str, Any]]:
    """What the registry says of each signature."""
    reasons: dict[int, dict[str, Any]] = defaultdict(dict)
    for pk, code, since in HealthReason.objects.values_list("signature_id", "code", "since"):
        reasons[pk][code] = since
    filings: dict[int, dict[int, Any]] = defaultdict(dict)
    columns = ("signature_id", "pk", "carrier", "state", "since", "reasons")
    for signature, pk, *rest in CarrierFiling.objects.values_list(*columns):
        filings[signature][pk] = tuple(rest)
    review = dict(Application.objects.order_by("pk").values_list("signature_id", "state"))
    return {
        row.pk: {
            "review": review[row.pk],
            "availability": (row.availability, row.availability_since),
            "stopped": row.unavailabilities,
            "reasons": reasons[row.pk],
            "filings": filings[row.pk],
        }
        for row in Signature.objects.filter(deleted_at__isnull=True)
    }


def recomputed(life: Life) -> dict[str, Any]:
    """What the model says of it."""
    return {
        "review": life.review,
        "availability": (life.availability, life.availability_since),
        "stopped": life.stopped(),
        "reasons": life.reasons,
        "filings": {pk: (one.carrier, one.state, one.since, one.reasons) for pk, one in life.filings.items()},
    }


def counts(carriers: tuple[Watched, ...]) -> dict[str, Counter[str]]:
    """How often each state and reason began, and what befell the carriers' answers."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("states", "filing", "health")}
    for event in exported():
        if event["kind"] == "filing.moved":
            found["states"][event["new"]] += 1
            found["filing"].update(event["reasons"])
        elif event["kind"] == "health.raised":
            found["health"][event["new"]] += 1
        elif event["kind"] == "availability.changed":
            found["health"].update(event["reasons"])
    found["carriers"] = sum((one.befell for one in carriers), Counter())
    return found


def test_a_year(files: None, capsys: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()
    clock = MovedClock(NOW)
    drivers, carriers = watched_carriers()
    world = World(clock, drivers, the_accounts())
    apply_policies(clock.tick())
    for applicant in world.applicants:
        take_over(applicant, clock.tick())
    live(world)
    model = Model(world.facts)
    model.live_through(exported())
    found = counts(carriers)
    seconds = time.monotonic() - begun
    size = f"{len(world.facts.nights)} nights, {Event.objects.count()} events, {seconds:.0f} s"
    with capsys.disabled():
        print(f"\n{Signature.objects.count()} signatures, {size}")  # noqa: T201
        for name, counted in found.items():
            told = ", ".join(f"{code} {count}" for code, count in sorted(counted.items()))
            print(f"{name}: {told}")  # noqa: T201
    _account_for_every_row(model)
    assert set(found["states"]) == set(FilingState)
    assert set(found["filing"]) == set(FilingReason)
    assert set(found["health"]) == {*Abnormality, *Unavailability}
    assert set(found["carriers"]) == {"answer lost", "no answer in the outage", "the same answer twice"}
    assert len(model.lives) >= 1000
    assert max(max(one.filed.values()) for one in carriers) == 1, "filed twice"
    assert len(model.outages) == 1


def _account_for_every_row(model: Model) -> None:
    """Row by row; and the history tells each reason's beginning and end when the model decides it."""
    kept = stored()
    assert {number: recomputed(model.lives[number]) for number in kept} == kept
    gone = set(Signature.objects.filter(deleted_at__isnull=False).values_list("pk", flat=True))
    assert {number for number, life in model.lives.items() if life.deleted} == gone
    assert model.lives.keys() == kept.keys() | gone
    told = Counter(
        (event["at"], int(event["subject"].partition(":")[2]), sign + event["new" if sign == "+" else "old"])
        for event in exported()
        if (sign := {"health.raised": "+", "health.cleared": "-"}.get(event["kind"], ""))
    )
    assert told == Counter(model.changes)
