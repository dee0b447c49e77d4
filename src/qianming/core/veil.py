"""Masks what may be a person's name or number where it is not known beforehand that it is one.

Parties of letters, owners of trademarks and holders of accounts are mostly entities, whose names are public,
and sometimes persons. Decides by shape alone, and rather masks too much: a name of an entity has more than
four characters, or ends as such names do. Who may see the value in the clear is decided elsewhere.
"""

import re
from typing import Final

from msgspec.structs import replace

from qianming.core.findings import Finding
from qianming.core.names.personal import MINORITY_FORM
from qianming.core.papers.identity import mask_id_number, mask_name, mask_phone

LONGEST_PERSON: Final = 4
_ENTITY: Final = re.compile(".*(?:公司|集团|中心|协会|学校|医院|银行)")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z .'-]*")
_PARTIES: Final = frozenset({"account", "grantor", "owner", "others"})
_BETWEEN: Final = "、"
_ID_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
_PHONE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def mask_party(name: str) -> str:
    """A party's name, masked where it may be a person's: short, with a middle dot, or in Latin letters."""
    short = len(name) <= LONGEST_PERSON and not _ENTITY.fullmatch(name)
    person = short or MINORITY_FORM.fullmatch(name) or _LATIN.fullmatch(name)
    return mask_name(name) if person else name


def mask_numbers(text: str) -> str:
    """A free text with the phone and identity numbers in it masked."""
    text = _ID_NUMBER.sub(lambda found: mask_id_number(found[0]), text)
    return _PHONE.sub(lambda found: mask_phone(found[0]), text)


def veiled(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with the parties that they quote masked where they may be persons."""
    return tuple(
        replace(finding, params=tuple((name, _param(name, value)) for name, value in finding.params))
        for finding in findings
    )


def _param(name: str, value: str) -> str:
    if name not in _PARTIES:
        return value
    return _BETWEEN.join(mask_party(party) for party in value.split(_BETWEEN))
