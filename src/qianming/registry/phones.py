"""How phone numbers are found again without being readable. Decides nothing."""

from qianming.core.sending.number import PhoneNumber
from qianming.registry.sealing import keyed_hash


def phone_hash(number: PhoneNumber) -> str:
    """The hash under which a number is stored, the same for every account."""
    return keyed_hash("phone", number)


def person_hash(document: str, number: str) -> str:
    """The hash of a person, told by an identity document; spaces and letters' case make no difference."""
    return keyed_hash("person", f"{document}\n{''.join(number.split()).upper()}")
