"""Nobody sees what is not his: every address of the console, as each kind of stranger."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from qianming.console import urls
from qianming.core.codes import TemplateType
from qianming.core.permissions import Role
from qianming.registry.models import (
    Application,
    Material,
    Membership,
    Qualification,
    Signature,
    Template,
    User,
)
from qianming.services import templates
from qianming.services.actors import user_actor
from qianming.services.templates import SubmitTemplate
from tests.console import stock
from tests.console.driving import picture
from tests.console.people import People, signed_in
from tests.services.making import row_counts, upload

# What a page shows does not depend on the kind of database; the services' tests run on both.
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]

SECRET_NAME = "杭州秘密名称"
DESK_ROUTES = tuple(
    f"/console/{part}"
    for part in (
        *("start/", "account/", "uploads/", "materials/", "qualifications/", "powers/", "trademarks/"),
        "warnings/",
        *("templates/", "signatures/new/", "signatures/check/", "signatures/<int:signature_id>/edit/"),
        *(f"signatures/<int:signature_id>/{act}/" for act in ("withdraw", "freeze", "unfreeze", "delete")),
    )
)
# Calendar programs do not sign in: who knows the secret in the address may read.
CALENDAR = "/console/calendar/<str:token>.ics"
OPEN = {"/console/login/", "/console/logout/", "/console/inactive/", "/console/language/"}


def _routes(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


ROUTES = sorted(_routes(urls.urlpatterns, "/console/"))


@dataclass(frozen=True)
class Kept:
    """One thing of each kind that the owner's account keeps, as addresses name it."""

    signature: Signature
    qualification: Qualification
    template: Template
    material: Material

    def address(self, route: str) -> str:
        return (
            route.replace("<int:signature_id>", str(self.signature.pk))
            .replace("<int:qualification_id>", str(self.qualification.pk))
            .replace("<str:code>", self.template.code)
            .replace("<path:key>", self.material.key)
            .replace("<str:token>", "nobodys-secret")
        )


@pytest.fixture
def everything(people: People, kept: Signature) -> Kept:
    actor = user_actor(people.owner.pk, Role.APPLICANT, people.account.pk)
    key = upload(actor, "secret.png", picture(), stock.NOW)
    template = SubmitTemplate(SECRET_NAME, "您的验证码是${code}", TemplateType.VERIFICATION_CODE, SECRET_NAME)
    code = templates.submit(actor, template, stock.NOW).code
    return Kept(
        kept,
        Qualification.objects.filter(account=people.account)[0],
        Template.objects.get(code=code),
        Material.objects.get(key=key),
    )


@pytest.fixture
def kept(people: People) -> Signature:
    return stock.approved(people.account, SECRET_NAME)


def test_it_knows_the_routes(everything: Kept) -> None:
    assert "/console/signatures/<int:signature_id>/edit/" in ROUTES
    assert "/console/second-step/totp/activate/" in ROUTES
    assert all("<" not in everything.address(route) for route in ROUTES)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_sends_the_anonymous_to_sign_in(everything: Kept, route: str, method: str) -> None:
    answer = getattr(Client(), method)(everything.address(route))
    assert SECRET_NAME not in answer.content.decode()
    if route in OPEN:
        assert answer.status_code in (200, 302, 405)
    elif route == CALENDAR:
        assert answer.status_code == (404 if method == "get" else 405)
    else:
        assert answer.status_code == 302
        assert answer.headers["location"].startswith(("/console/login/", "/console/signatures/"))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", ROUTES)
def test_it_shows_and_changes_nothing_of_another_account(
    people: People, everything: Kept, route: str, method: str
) -> None:
    client = signed_in(people.stranger)
    before = row_counts(), states()
    answer = getattr(client, method)(everything.address(route), follow=method == "get")
    assert SECRET_NAME not in answer.content.decode()
    if "<" in route:
        assert answer.status_code in (404, 405)
        assert (row_counts(), states()) == before


@pytest.mark.parametrize("route", [route for route in ROUTES if route.startswith(DESK_ROUTES)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_applicants_fill_forms_in(people: People, everything: Kept, route: str, method: str) -> None:
    """Reviewers decide on papers; they do not hand them in, and applicants' files are not theirs to list."""
    answer = getattr(signed_in(people.reviewer), method)(everything.address(route))
    assert answer.status_code == 403
    assert SECRET_NAME not in answer.content.decode()


def states() -> list[tuple[object, ...]]:
    """What strangers could have changed."""
    columns = ("state", "deleted_at")
    return [
        *Application.objects.values_list("state", "pk"),
        *Qualification.objects.values_list(*columns),
        *Template.objects.values_list(*columns),
        *Signature.objects.values_list("deleted_at", "frozen_by_customer_at"),
    ]


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
