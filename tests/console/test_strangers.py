"""Nobody sees what is not his: every address of the console, as each kind of stranger."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from qianming.console import urls
from qianming.core.permissions import Role
from qianming.registry.models import Membership, Signature, User
from tests.console import stock
from tests.console.people import People, signed_in

pytestmark = pytest.mark.django_db

SECRET_NAME = "杭州秘密名称"
OPEN = {"/console/login/", "/console/logout/", "/console/inactive/", "/console/language/"}


def _routes(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


ROUTES = sorted(_routes(urls.urlpatterns, "/console/"))


def address(route: str, signature: Signature) -> str:
    return route.replace("<int:signature_id>", str(signature.pk))


@pytest.fixture
def kept(people: People) -> Signature:
    return stock.approved(people.account, SECRET_NAME)


def test_it_knows_the_routes() -> None:
    assert "/console/signatures/<int:signature_id>/" in ROUTES
    assert "/console/second-step/totp/activate/" in ROUTES
    assert all("<" not in route.replace("<int:signature_id>", "") for route in ROUTES)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_sends_the_anonymous_to_sign_in(kept: Signature, route: str, method: str) -> None:
    answer = getattr(Client(), method)(address(route, kept))
    assert SECRET_NAME not in answer.content.decode()
    if route in OPEN:
        assert answer.status_code in (200, 302, 405)
    else:
        assert answer.status_code == 302
        assert answer.headers["location"].startswith(("/console/login/", "/console/signatures/"))


@pytest.mark.parametrize("route", ROUTES)
def test_it_shows_nothing_to_a_user_of_another_account(people: People, kept: Signature, route: str) -> None:
    answer = signed_in(people.stranger).get(address(route, kept), follow=True)
    assert SECRET_NAME not in answer.content.decode()
    if "<" in route:
        assert answer.status_code == 404


def test_it_says_the_same_of_what_is_anothers_and_what_is_not_there(people: People, kept: Signature) -> None:
    client = signed_in(people.stranger)
    not_mine = client.get(f"/console/signatures/{kept.pk}/")
    not_there = client.get("/console/signatures/999999/")
    assert (not_mine.status_code, not_mine.content) == (404, not_there.content)


def test_it_shows_the_owner_only_his_own(people: People, kept: Signature) -> None:
    stock.approved(people.other_account, "别家名称")
    page = signed_in(people.owner).get("/console/signatures/").content.decode()
    assert SECRET_NAME in page
    assert "别家名称" not in page


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.FILING_OPERATOR, Role.OPERATOR])
def test_it_shows_the_services_own_people_everything(people: People, kept: Signature, role: Role) -> None:
    stock.approved(people.other_account, "别家名称")
    client = signed_in(stock.user(f"another-{role}@example.com", role))
    page = client.get("/console/signatures/").content.decode()
    assert SECRET_NAME in page
    assert "别家名称" in page
    assert "applicant-b" in page
    assert client.get(f"/console/signatures/{kept.pk}/").status_code == 200


def test_it_shows_nothing_to_an_applicant_without_an_account(kept: Signature) -> None:
    client = signed_in(stock.user("nobody@example.com", Role.APPLICANT))
    assert SECRET_NAME not in client.get("/console/signatures/").content.decode()
    assert client.get(f"/console/signatures/{kept.pk}/").status_code == 404


def test_it_shows_nothing_to_a_user_without_a_role(kept: Signature) -> None:
    user = stock.user("roleless@example.com")
    Membership.objects.filter(user=user).delete()
    assert SECRET_NAME not in signed_in(user).get("/console/signatures/").content.decode()


def test_it_shows_several_accounts_to_one_who_works_on_several(people: People, kept: Signature) -> None:
    stock.approved(people.other_account, "别家名称")
    Membership.objects.create(
        user=people.owner, account=people.other_account, role=Role.APPLICANT, created_at=stock.NOW
    )
    page = signed_in(people.owner).get("/console/signatures/").content.decode()
    assert "别家名称" in page
    assert "applicant-b" in page


def test_it_shows_no_deleted_signature(people: People, kept: Signature) -> None:
    Signature.objects.filter(pk=kept.pk).update(deleted_at=stock.NOW)
    client = signed_in(people.owner)
    assert SECRET_NAME not in client.get("/console/signatures/").content.decode()
    assert client.get(f"/console/signatures/{kept.pk}/").status_code == 404


def test_it_forgets_a_user_who_was_closed(people: People, kept: Signature) -> None:
    client = signed_in(people.owner)
    User.objects.filter(pk=people.owner.pk).update(is_active=False)
    assert client.get("/console/signatures/").status_code == 302


def test_it_makes_an_open_page_load_anew_when_its_session_ended() -> None:
    answer = Client(headers={"HX-Request": "true"}).get("/console/signatures/")
    assert answer.headers["HX-Refresh"] == "true"
    assert answer.content == b""


def test_pages_are_kept_by_no_cache(people: People, kept: Signature) -> None:
    for path in ("/console/signatures/", f"/console/signatures/{kept.pk}/"):
        assert "no-store" in signed_in(people.owner).get(path).headers["cache-control"]
