"""Signing in and out: passwords, the second step, limits, cookies, and no way to sign up."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from pytest_django import Settings

from qianming.registry.models import User
from tests.console import stock
from tests.console.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patience(settings: Settings) -> None:
    """The half minute of a code may end between its making and its sending."""
    settings.MFA_TOTP_TOLERANCE = 1


def sign_in(client: Client, email: str = "owner@example.com", password: str = stock.PASSWORD) -> int:
    """Send the form of the page; the status that came back."""
    return client.post("/console/login/", {"login": email, "password": password}).status_code


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up_second_step(client: Client) -> str:
    client.post("/console/confirm/", {"password": stock.PASSWORD})
    page = client.get("/console/second-step/totp/activate/").content.decode()
    secret = re.search(r'<code translate="no">([A-Z2-7]+)</code>', page)
    assert secret
    answer = client.post("/console/second-step/totp/activate/", {"code": code_of(secret.group(1))})
    assert answer.status_code == 302
    return secret.group(1)


def test_it_lets_a_user_in_and_out(people: People) -> None:
    client = Client()
    assert sign_in(client) == 302
    assert client.get("/console/signatures/").status_code == 200
    assert client.post("/console/logout/").headers["location"] == "/console/login/"
    assert client.get("/console/signatures/").status_code == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [("owner@example.com", "wrong"), ("nobody@example.com", stock.PASSWORD), ("", ""), ("a\x00b@c.d", "x")],
)
def test_it_lets_nobody_in_without_the_right_password(people: People, email: str, password: str) -> None:
    client = Client()
    assert sign_in(client, email, password) == 200
    assert client.get("/console/signatures/").status_code == 302


def test_it_does_not_tell_which_users_exist(people: People) -> None:
    pages = []
    for email in ("owner@example.com", "nobody@example.com"):
        answer = Client().post("/console/login/", {"login": email, "password": "wrong"})
        plain = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        pages.append(plain.replace(email, "EMAIL"))
    assert pages[0] == pages[1]


def test_it_stops_guessing(people: People) -> None:
    client = Client()
    statuses = [sign_in(client, password=f"guess {number}") for number in range(8)]
    assert statuses[0] == 200
    answer = client.post("/console/login/", {"login": "owner@example.com", "password": stock.PASSWORD})
    assert answer.status_code == 200, "the right password does not help while the user is being guessed at"
    assert answer.context["form"].errors


def test_it_limits_tries_from_one_address(people: People) -> None:
    client = Client()
    statuses = {sign_in(client, f"user{number}@example.com", "x") for number in range(40)}
    assert 429 in statuses


def test_a_closed_user_is_told_so(people: People) -> None:
    User.objects.filter(pk=people.owner.pk).update(is_active=False)
    client = Client()
    answer = client.post(
        "/console/login/", {"login": "owner@example.com", "password": stock.PASSWORD}, follow=True
    )
    assert "sessionid" not in client.cookies
    assert client.get("/console/signatures/").status_code == 302
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "login/code/", "accounts/"])
def test_there_is_no_other_way_in(path: str) -> None:
    assert Client().get(f"/console/{path}").status_code == 404


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else_after_signing_in(people: People, target: str) -> None:
    form = {"login": "owner@example.com", "password": stock.PASSWORD, "next": target}
    assert Client().post("/console/login/", form).headers["location"] == "/console/"


def test_it_leads_back_to_what_was_asked_for(people: People) -> None:
    client = Client()
    to_login = client.get("/console/signatures/?state=abnormal").headers["location"]
    assert to_login == "/console/login/?next=/console/signatures/%3Fstate%3Dabnormal"
    page = client.get(to_login).content.decode()
    assert 'value="/console/signatures/?state=abnormal"' in page


def test_it_refuses_forms_from_elsewhere(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client) == 403


def test_its_cookies_are_out_of_reach_for_scripts_and_other_sites(people: People) -> None:
    client = Client()
    client.get("/console/login/")
    sign_in(client)
    assert set(client.cookies) == {"qianming_session", "qianming_csrf"}
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/console/")


@pytest.mark.parametrize("secure", [True, False])
def test_cookies_given_over_tls_stay_on_tls(people: People, secure: bool) -> None:
    client = Client()
    client.get("/console/login/", secure=secure)
    client.post("/console/login/", {"login": "owner@example.com", "password": stock.PASSWORD}, secure=secure)
    assert {name: bool(cookie["secure"]) for name, cookie in client.cookies.items()} == {
        "qianming_session": secure,
        "qianming_csrf": secure,
    }


def test_it_asks_for_the_second_step(people: People) -> None:
    owner = Client()
    sign_in(owner)
    secret = set_up_second_step(owner)
    # One code counts once; the next half-minute's is accepted, too, but tests do not wait for it.
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    client = Client()
    step = client.post("/console/login/", {"login": "owner@example.com", "password": stock.PASSWORD})
    assert step.headers["location"] == "/console/second-step/authenticate/"
    assert client.get("/console/signatures/").status_code == 302
    assert client.post(step.headers["location"], {"code": "000000"}).status_code == 200
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert client.post(step.headers["location"], {"code": recovery}).status_code == 302
    assert client.get("/console/signatures/").status_code == 200
    assert secret


def test_it_keeps_second_steps_sealed(people: People) -> None:
    client = Client()
    sign_in(client)
    secret = set_up_second_step(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert all(code not in stored for code in codes)


def test_it_asks_for_the_password_before_the_second_step_is_changed(people: People) -> None:
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/console/second-step/totp/activate/")
    assert answer.headers["location"].startswith("/console/confirm/")


def test_it_changes_a_password(people: People) -> None:
    client = Client()
    sign_in(client)
    new = "another long enough secret"
    form = {"oldpassword": stock.PASSWORD, "password1": new, "password2": new}
    assert client.post("/console/password/", form).status_code == 302
    assert sign_in(Client(), password=stock.PASSWORD) == 200
    assert sign_in(Client(), password=new) == 302
