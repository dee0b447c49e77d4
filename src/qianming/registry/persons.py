"""The persons of a qualification as one sealed document. Decides nothing about who may open it."""

from datetime import date

import msgspec

from qianming.registry.models import Account, Qualification
from qianming.registry.sealing import AccountSeal

_CONTEXT = "qualification.persons"


class Person(msgspec.Struct, frozen=True):
    """A person with an identity document; the keys name the pictures of its two sides."""

    name: str
    document: str
    number: str
    valid_from: date
    valid_until: date
    front_key: str = ""
    back_key: str = ""


class Persons(msgspec.Struct, frozen=True):
    """The legal representative and the administrator, with the administrator's phone number."""

    legal_representative: Person
    administrator: Person
    administrator_phone: str


def seal_persons(account: Account, persons: Persons) -> bytes:
    """The document as it is stored."""
    return AccountSeal(account.wrapped_key).seal(msgspec.json.encode(persons).decode(), _CONTEXT)


def open_persons(qualification: Qualification) -> Persons:
    """The document in the clear; raises `UnreadableSeal` when the account's key was destroyed."""
    seal = AccountSeal(qualification.account.wrapped_key)
    return msgspec.json.decode(seal.open(qualification.sealed_persons, _CONTEXT), type=Persons)
