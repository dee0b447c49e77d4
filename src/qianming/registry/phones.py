"""How phone numbers, persons and names of letters are found again without being readable. Decides nothing."""

from qianming.core.sending.number import PhoneNumber
from qianming.registry.sealing import keyed_hash


def phone_hash(number: PhoneNumber) -> str:
    """The hash under which a number is stored, the same for every account."""
    return keyed_hash("phone", number)


def person_hash(document: str, number: str) -> str:
    """The hash of a person, told by an identity document; spaces and letters' case make no difference."""
    return keyed_hash("person", f"{document}\n{''.join(number.split()).upper()}")


def letter_name_hash(account_id: int, name: str) -> str:
    """The hash of a power of attorney's name, which may be a person's; another one in every account."""
    return keyed_hash("letter-name", f"{account_id}\n{name}")
