"""Persons in the clear: for whom may see them, once a reason is given, and never without a trace."""

import pytest
from django.test import Client

from qianming.core.access import AccessReason
from qianming.core.codes import EventKind
from qianming.core.permissions import Role
from qianming.registry.models import Event, Qualification, Signature
from qianming.registry.persons import open_persons
from tests.console import stock
from tests.console.answers import page
from tests.console.people import People, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(people: People) -> Signature:
    return stock.approved(people.account, "杭州示例")


@pytest.fixture
def paper(people: People, kept: Signature) -> Qualification:
    return Qualification.objects.filter(account=people.account)[0]


def in_the_clear(paper: Qualification) -> tuple[str, ...]:
    persons = open_persons(paper)
    number, other = persons.legal_representative.number, persons.administrator.number
    return persons.administrator.name, number, other, persons.administrator_phone


def opened() -> list[Event]:
    return list(Event.objects.filter(kind=EventKind.PERSONAL_OPENED))


def test_they_are_masked_until_a_reason_is_given(people: People, paper: Qualification) -> None:
    client, address = signed_in(people.reviewer), f"/console/persons/{paper.pk}/"
    assert not any(value in page(client.get(address)) for value in in_the_clear(paper))
    without = client.post(address)
    assert without.status_code == 422
    assert "Choose the reason" in page(without)
    assert not any(value in page(without) for value in in_the_clear(paper))
    assert client.post(address, {"access_reason": "curiosity"}).status_code == 422
    assert opened() == []


def test_with_a_reason_they_are_shown_and_the_history_says_so(people: People, paper: Qualification) -> None:
    client = signed_in(people.reviewer)
    answer = client.post(f"/console/persons/{paper.pk}/", {"access_reason": AccessReason.SUPPORT})
    assert all(value in page(answer) for value in in_the_clear(paper))
    assert "no-store" in answer.headers["Cache-Control"]
    (event,) = opened()
    assert event.reasons == [AccessReason.SUPPORT]
    assert event.actor == f"user:{people.reviewer.pk}"
    assert event.account_id == paper.account_id


def test_an_account_sees_its_own_in_full_for_its_own_reason(people: People, paper: Qualification) -> None:
    client, address = signed_in(people.owner), f"/console/persons/{paper.pk}/"
    masked = page(client.get(f"/console/qualifications/{paper.pk}/"))
    assert f'href="{address}"' in masked
    assert not any(value in masked for value in in_the_clear(paper))
    assert client.post(address, {"access_reason": AccessReason.REVIEW}).status_code == 422
    assert opened() == []
    answer = page(client.post(address, {"access_reason": AccessReason.OWN_CHECK}))
    assert all(value in answer for value in in_the_clear(paper))
    assert f'href="/console/qualifications/{paper.pk}/"' in answer
    (event,) = opened()
    assert (event.reasons, event.actor) == ([AccessReason.OWN_CHECK], f"user:{people.owner.pk}")


def test_staff_looks_at_nothing_as_its_own(people: People, paper: Qualification) -> None:
    address = f"/console/persons/{paper.pk}/"
    answer = signed_in(people.reviewer).post(address, {"access_reason": AccessReason.OWN_CHECK})
    assert answer.status_code == 422
    assert opened() == []


def test_who_may_not_open_them_finds_no_page(people: People, kept: Signature, paper: Qualification) -> None:
    client: Client = signed_in(stock.user("other@example.com", Role.FILING_OPERATOR))
    answer = client.post(f"/console/persons/{paper.pk}/", {"access_reason": AccessReason.SUPPORT})
    assert answer.status_code == 404
    assert f"/persons/{paper.pk}/" not in page(client.get(f"/console/signatures/{kept.pk}/"))
    assert opened() == []


def test_an_account_finds_no_page_of_anothers(people: People, paper: Qualification) -> None:
    client = signed_in(people.stranger)
    answer = client.post(f"/console/persons/{paper.pk}/", {"access_reason": AccessReason.OWN_CHECK})
    assert answer.status_code == 404
    assert opened() == []


def test_the_signatures_page_leads_there(people: People, kept: Signature, paper: Qualification) -> None:
    shown = page(signed_in(people.reviewer).get(f"/console/signatures/{kept.pk}/"))
    assert f'href="/console/persons/{paper.pk}/"' in shown
