"""The page of what ends soon, and the calendar under its secret address, read as a program would."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from icalendar import Calendar, Component

from qianming.core.status.warnings import Threat
from qianming.project.logging import masked
from qianming.registry.models import Signature, WarningTold
from qianming.services import clock
from qianming.texts.catalog import Lang, words
from tests.console import stock
from tests.console.people import People, signed_in

pytestmark = pytest.mark.django_db
NAME = "杭州示例"


@pytest.fixture
def warned(people: People) -> Signature:
    """A signature with every warning there is, a day apart."""
    signature = stock.approved(people.account, NAME)
    stock.approved(people.other_account, "别家名称")
    for place, threat in enumerate(Threat, start=1):
        for one in Signature.objects.all():
            WarningTold.objects.create(
                account=one.account, signature=one, threat=threat, day=day(place), told_at=stock.NOW
            )
    return signature


def day(place: int) -> date:
    return (clock.now() + timedelta(hours=8, days=place)).date()


def address(people: People) -> str:
    """A new address, as the page shows it."""
    page = signed_in(people.owner).post("/console/warnings/calendar/").content.decode()
    found = re.search(r">(http://testserver/console/calendar/[^<]+)<", page)
    assert found
    return found[1]


def read(url: str, lang: str = "en") -> list[Component]:
    parts = urlsplit(url)
    answer = Client().get(parts.path, {"lang": lang})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    assert not answer.cookies
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize("lang", Lang)
def test_a_program_reads_whole_days_with_what_to_do(people: People, lang: Lang) -> None:
    events = read(address(people), lang)
    assert [event["summary"] for event in events] == [
        f"【{NAME}】{words(threat, lang).title}" for threat in Threat
    ]
    for place, (threat, event) in enumerate(zip(Threat, events, strict=True), start=1):
        assert event.decoded("dtstart") == day(place)
        assert not isinstance(event.decoded("dtstart"), datetime)
        assert event.decoded("dtend") == day(place + 1)
        assert event.decoded("dtstamp") == stock.NOW
        assert words(threat, lang).fix in str(event["description"])


@pytest.mark.usefixtures("warned")
def test_uids_are_the_same_in_every_language_and_reading(people: People) -> None:
    url = address(people)
    readings = [[str(event["uid"]) for event in read(url, lang)] for lang in ("en", "zh", "en", "fr")]
    assert len(set(readings[0])) == len(Threat)
    assert all(reading == readings[0] for reading in readings)


@pytest.mark.usefixtures("warned")
def test_lines_are_folded_and_end_as_the_standard_wants(people: People) -> None:
    body = Client().get(urlsplit(address(people)).path).content
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert {b"VERSION:2.0", b"METHOD:PUBLISH"} <= set(lines)


@pytest.mark.usefixtures("warned")
def test_what_has_ended_is_gone_from_it(people: People) -> None:
    url = address(people)
    WarningTold.objects.exclude(threat=Threat.LICENCE).update(ended_at=stock.NOW)
    assert len(read(url)) == 1
    WarningTold.objects.update(day=day(0))
    assert read(url) == []


@pytest.mark.usefixtures("warned")
def test_a_revoked_address_and_a_former_one_show_nothing(people: People) -> None:
    first = address(people)
    second = address(people)
    assert Client().get(urlsplit(first).path).status_code == 404
    assert len(read(second)) == len(Threat)
    assert signed_in(people.owner).post("/console/warnings/calendar/revoke/").status_code == 302
    assert Client().get(urlsplit(second).path).status_code == 404


def test_the_secret_of_an_address_never_reaches_a_log() -> None:
    line = masked("Internal Server Error: /console/calendar/a-Secret_0.ics?lang=en")
    assert "a-Secret_0" not in line
    assert "/console/calendar/***" in line


@pytest.mark.usefixtures("warned")
def test_the_page_lists_the_accounts_own_and_the_start_its_first(people: People) -> None:
    client = signed_in(people.owner)
    page = client.get("/console/warnings/").content.decode()
    assert page.count(f"【{NAME}】") == len(Threat)
    assert "别家名称" not in page
    assert "in 2 days" in page
    start = client.get("/console/start/").content.decode()
    assert start.count(f"【{NAME}】") == 5


def test_without_warnings_the_page_says_so(people: People) -> None:
    assert (
        "Nothing ends within a month." in signed_in(people.owner).get("/console/warnings/").content.decode()
    )
