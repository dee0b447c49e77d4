"""The start page leads on step by step; desks change; a chosen language goes along with its person."""

import re

import pytest
from django.test import Client

from qianming.core.codes import AccountType
from qianming.core.permissions import Role
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Account, Membership, Qualification
from qianming.services import reviews
from tests.console import filling, stock
from tests.console.people import People, signed_in
from tests.services.making import REVIEWER

pytestmark = pytest.mark.django_db


def start(client: Client) -> str:
    return client.get("/console/start/").content.decode()


def next_step(client: Client) -> str:
    """The part of the page about the step that is to be taken now."""
    return start(client).partition('aria-current="step"')[2].partition("</li>")[0]


class TestSteps:
    def test_an_empty_account_begins_with_its_qualification(self, client: Client) -> None:
        assert 'href="/console/qualifications/new/"' in next_step(client)
        assert "0 of 3 steps done" in start(client)

    def test_what_waits_says_until_when_and_asks_for_nothing(self, client: Client) -> None:
        client.post("/console/qualifications/new/", filling.qualification(filling.phone_code(client)))
        assert "decision due by" in start(client)
        assert next_step(client) == ""

    def test_a_rejection_leads_to_the_form_that_mends_it(self, client: Client) -> None:
        client.post("/console/qualifications/new/", filling.qualification(filling.phone_code(client)))
        row = Qualification.objects.get()
        reviews.reject(REVIEWER, row.work_order_id, [RejectionReason.IMAGE_UNREADABLE], "", stock.NOW)
        assert f'href="/console/qualifications/{row.pk}/edit/"' in next_step(client)

    def test_with_its_gift_an_account_writes_a_template_next(self, client: Client) -> None:
        client.post("/console/qualifications/new/", filling.qualification(filling.phone_code(client)))
        reviews.approve(REVIEWER, Qualification.objects.get().work_order_id, stock.NOW)
        assert 'href="/console/templates/new/"' in next_step(client)
        assert "2 of 3 steps done" in start(client)

    def test_an_individual_needs_anothers_letter(self, people: People, client: Client) -> None:
        Account.objects.filter(pk=people.account.pk).update(account_type=AccountType.INDIVIDUAL)
        assert "0 of 4 steps done" in start(client)
        client.post("/console/powers/new/", filling.letter())
        assert "1 of 4 steps done" in start(client)
        form = client.get("/console/qualifications/new/").content.decode()
        assert re.search(r'value="others"[^>]* checked', form)


class TestDesks:
    @pytest.fixture
    def both(self, people: People) -> Client:
        """Somebody who works for two accounts."""
        Membership.objects.create(
            user=people.owner, account=people.other_account, role=Role.APPLICANT, created_at=stock.NOW
        )
        return signed_in(people.owner)

    def test_papers_go_to_the_chosen_account(self, people: People, both: Client) -> None:
        assert "applicant-b" in start(both)
        both.post("/console/account/", {"account": people.other_account.pk})
        both.post("/console/powers/new/", filling.letter())
        assert people.other_account.powers_of_attorney.count() == 1
        assert people.account.powers_of_attorney.count() == 0

    @pytest.mark.parametrize("wanted", ["999999", "x", ""])
    def test_nobody_sits_down_at_a_desk_that_is_not_his(self, client: Client, wanted: str) -> None:
        assert client.post("/console/account/", {"account": wanted}).status_code == 404

    def test_a_desk_is_lost_with_the_membership(self, people: People, both: Client) -> None:
        both.post("/console/account/", {"account": people.other_account.pk})
        Membership.objects.filter(user=people.owner, account=people.other_account).delete()
        assert "applicant-b" not in start(both)


class TestLanguage:
    def test_the_choice_goes_along_to_another_browser(self, people: People, client: Client) -> None:
        client.post("/console/language/", {"language": "zh-hans"})
        people.owner.refresh_from_db()
        assert people.owner.language == "zh-hans"
        assert '<html lang="zh-hans">' in start(signed_in(people.owner, "en"))

    def test_this_browsers_own_choice_comes_first(self, people: People, client: Client) -> None:
        client.post("/console/language/", {"language": "zh-hans"})
        other = signed_in(people.owner, "zh")
        other.post("/console/language/", {"language": "en"})
        assert '<html lang="zh-hans">' in start(client)

    @pytest.mark.parametrize("language", ["fr", "", "zh-hans\x00"])
    def test_a_language_that_is_not_spoken_is_not_kept(
        self, people: People, client: Client, language: str
    ) -> None:
        client.post("/console/language/", {"language": language})
        people.owner.refresh_from_db()
        assert people.owner.language == ""
