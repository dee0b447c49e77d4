"""The register of enterprises: whether a submission agrees with the entry of its credit code.

Decides nothing: what it answers are findings for a reviewer. The default asks the imported table; a service
that answers over HTTP can take its place, and is told no more than the credit code and the name. It is never
asked inside a transaction.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import httpx
import msgspec
from django.conf import settings

from qianming.core.names.comparison import Likeness, likeness
from qianming.core.papers.entity import EnterpriseStatus, RegisterAnswer
from qianming.core.papers.identity import compact_credit_code
from qianming.registers import asking
from qianming.registers.asking import client_for
from qianming.registry.models import RegisteredEnterprise
from qianming.registry.sealing import keyed_hash


@dataclass(frozen=True, slots=True)
class EntityClaim:
    """What a submission says of its entity."""

    credit_code: str
    name: str
    legal_representative: str


class EnterpriseRegister(Protocol):
    """What can be asked about an enterprise."""

    def compare(self, claim: EntityClaim) -> RegisterAnswer | None:
        """How the claim compares with the register; None where the register is empty, which says nothing.

        Raises `RegisterUnreachable`.
        """
        ...


class ImportedEnterprises:
    """The register's copy in this registry, made by `qianming register import`."""

    def compare(self, claim: EntityClaim) -> RegisterAnswer | None:
        rows = RegisteredEnterprise.objects.filter(credit_code=compact_credit_code(claim.credit_code))
        row = rows.first()
        if row is not None:
            known, claimed = row.legal_representative_hash, person_key(claim.legal_representative)
            return RegisterAnswer(
                is_known=True,
                name_agrees=_agree(row.name, claim.name),
                legal_representative_agrees=known == claimed if known else None,
                status=EnterpriseStatus(row.status),
            )
        namesake = RegisteredEnterprise.objects.filter(name=claim.name.strip()).first()
        if namesake is None and not RegisteredEnterprise.objects.exists():
            return None
        return RegisterAnswer(is_known=False, code_of_name=namesake.credit_code if namesake else "")


class _Told(msgspec.Struct, frozen=True):
    """An entry as the service writes it in JSON; what it leaves out is not compared."""

    credit_code: str
    name: str
    status: EnterpriseStatus | None = None
    legal_representative: str = ""


class EnterpriseService:
    """A register behind HTTP.

    `GET <address>?credit_code=…`, or `?name=…`, answers with an entry in JSON, or with 404.
    """

    def __init__(self, address: str, transport: httpx.BaseTransport | None = None) -> None:
        self._address = address
        self._transport = transport

    def compare(self, claim: EntityClaim) -> RegisterAnswer:
        with client_for(self._transport) as client:
            entry = asking.entry(
                client, self._address, _Told, credit_code=compact_credit_code(claim.credit_code)
            )
            if entry is None:
                namesake = asking.entry(client, self._address, _Told, name=claim.name.strip())
                return RegisterAnswer(is_known=False, code_of_name=namesake.credit_code if namesake else "")
        person = entry.legal_representative.strip()
        return RegisterAnswer(
            is_known=True,
            name_agrees=_agree(entry.name, claim.name),
            legal_representative_agrees=person == claim.legal_representative.strip() if person else None,
            status=entry.status,
        )


def person_key(name: str) -> str:
    """By which a legal representative's name is compared without being kept; blank for none."""
    plain = "".join(name.split())
    return keyed_hash("register.legal_representative", plain) if plain else ""


def enterprise_register() -> EnterpriseRegister:
    """The register that this installation asks."""
    address: Any = settings.QIANMING_ENTERPRISE_REGISTER
    return EnterpriseService(address) if address else ImportedEnterprises()


def _agree(one: str, other: str) -> bool:
    """Whether two names are one enterprise's; the width of brackets makes no difference."""
    return likeness(one, other) is not Likeness.DIFFERENT
