"""Three people: the owner of one account, a stranger from another, and a reviewer of the whole service."""

from dataclasses import dataclass

from django.test import Client

from qianming.core.permissions import Role
from qianming.registry.models import Account, User
from tests.console import stock


@dataclass(frozen=True)
class People:
    """Two accounts and their people, and one of the service's own."""

    account: Account
    other_account: Account
    owner: User
    stranger: User
    reviewer: User


def make_people() -> People:
    mine, other = stock.account("applicant-a"), stock.account("applicant-b")
    return People(
        mine,
        other,
        stock.user("owner@example.com", Role.APPLICANT, mine),
        stock.user("stranger@example.com", Role.APPLICANT, other),
        stock.user("reviewer@example.com", Role.REVIEWER),
    )


def signed_in(user: User, language: str = "en") -> Client:
    """A browser of that user, reading in one language."""
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
