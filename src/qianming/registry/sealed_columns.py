"""Which columns of an account's rows are sealed, in which context, and how the rest of a row is told.

Every sealed column of bytes has to be named here, because exporting an account's data opens them, all but the
secrets; columns of sealed text (`registry.models.sealed_fields`) know their context themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import msgspec
from django.apps import apps
from django.db import models

from qianming.registry.models.sealed_fields import SealedText, SealedTexts
from qianming.registry.sealing import AccountSeal

# A secret proves who calls; it is no data about a person and is never told.
SECRET: Final = ""
CONTEXTS: Final[dict[str, str]] = {
    "Account.sealed_verified_name": "account.verified_name",
    "Account.wrapped_key": SECRET,
    "AccessKey.sealed_secret": SECRET,
    "ApiToken.sealed_secret": SECRET,
    "CallbackEndpoint.sealed_secret": SECRET,
    "CallbackEndpoint.sealed_url": "callback.url",
    "CallbackDelivery.sealed_body": "callback.body",
    "CarrierFiling.sealed_texts": "carrier_filing.texts",
    "CarrierVerdict.sealed_text": "carrier_verdict.text",
    "DocumentReading.sealed_result": "document_reading.result",
    "Message.sealed_body": "message.body",
    "Qualification.sealed_persons": "qualification.persons",
    "QualificationVersion.sealed_content": "qualification.version",
    "WorkOrder.sealed_findings": "work_order.findings",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an account's rows."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model.__name__

    @property
    def sealed(self) -> list[str]:
        """The names of its columns of bytes."""
        fields = self.model._meta.concrete_fields
        return [field.name for field in fields if _is_bytes(field)]


def account_tables() -> list[Table]:
    """Every table whose rows belong to an account."""
    found = apps.get_app_config("registry").get_models()
    return [Table(model) for model in found if "account" in {field.name for field in model._meta.fields}]


def told(row: models.Model, seal: AccountSeal) -> dict[str, Any]:
    """A row for its owner: sealed columns opened, secrets and keyed hashes left out."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if _is_bytes(field):
            context = CONTEXTS[f"{type(row).__name__}.{field.name}"]
            if context is not SECRET and value:
                values[field.name.removeprefix("sealed_")] = _opened(seal, value, context)
        elif not field.name.endswith("_hash"):
            values[field.attname] = value.isoformat() if isinstance(value, date | datetime) else value
    return values


def _is_bytes(field: "models.Field[Any, Any]") -> bool:
    """Whether a column holds a document or a secret, unlike one of sealed text."""
    return isinstance(field, models.BinaryField) and not isinstance(field, SealedText | SealedTexts)


def sealed_columns() -> Iterator[str]:
    """Every column of bytes of an account's rows, the account's own included."""
    for table in (Table(apps.get_model("registry", "Account")), *account_tables()):
        yield from (f"{table.name}.{column}" for column in table.sealed)


def _opened(seal: AccountSeal, value: bytes | memoryview, context: str) -> Any:
    """Documents as what they hold, anything else as its text."""
    content = seal.open_bytes(value, context)
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        return content.decode()
