"""Columns of text that rest sealed with the key of their row's account and are read and set as plain values.

Decides nothing about who may look. A value is sealed when its row is saved, under the column's own context,
so that it opens nowhere else; an empty value needs no seal and rests as no bytes at all. Such a column cannot
be searched, and an update of many rows at once can only empty it, because each account has its own key.
Reading one needs the row's account: whoever reads many rows selects it with them.
"""

from typing import TYPE_CHECKING, Any

import msgspec
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from qianming.registry.sealing import AccountSeal, Buffer

if TYPE_CHECKING:
    # To the type checker the columns hold what is read and set, not the bytes that are stored.
    _Bytes = models.Field[Any, Any]
else:
    _Bytes = models.BinaryField


class _Opened(DeferredAttribute):
    """The attribute of a row: the plain value, opened when it is first read."""

    field: "_Sealed"

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        value = super().__get__(row, owner)
        if isinstance(value, bytes | memoryview):
            wrapped_key = row.account.wrapped_key if value else b""
            value = row.__dict__[self.field.attname] = self.field.opened(value, wrapped_key)
        return value

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class _Sealed(_Bytes):
    """What both kinds of column share; `account` names the owner of every row that has one."""

    descriptor_class = _Opened

    @property
    def context(self) -> str:
        """Where a value belongs; a value moved to another column does not open."""
        return f"{self.model._meta.model_name}.{self.name}"

    def opened(self, value: Buffer, wrapped_key: Buffer) -> Any:
        """The plain value; raises `UnreadableSeal` when the account's key was destroyed."""
        content = bytes(value)
        return self.unpacked(AccountSeal(wrapped_key).open(content, self.context) if content else "")

    def unpacked(self, text: str) -> Any:
        raise NotImplementedError

    def packed(self, value: Any) -> str:
        raise NotImplementedError

    def pre_save(self, model_instance: Any, add: bool) -> bytes:
        """The sealed value of a row that is about to be stored."""
        value = model_instance.__dict__.get(self.attname, b"")
        if isinstance(value, bytes | memoryview):
            return bytes(value)
        text = self.packed(value)
        seal = AccountSeal(model_instance.account.wrapped_key) if text else None
        return seal.seal(text, self.context) if seal else b""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Only bytes reach the database: a plain value here comes from a search or from an update of many."""
        if value is not None and not isinstance(value, bytes | memoryview):
            raise TypeError(f"{self.context} is sealed: set it on a row and save that")
        return super().get_db_prep_value(value, connection, prepared)


class SealedText(_Sealed):
    """A text."""

    _pyi_private_set_type: str
    _pyi_private_get_type: str

    def unpacked(self, text: str) -> str:
        return text

    def packed(self, value: str) -> str:
        return value


class SealedTexts(_Sealed):
    """A list of texts."""

    _pyi_private_set_type: list[str]
    _pyi_private_get_type: list[str]

    def unpacked(self, text: str) -> list[str]:
        return msgspec.json.decode(text, type=list[str]) if text else []

    def packed(self, value: list[str]) -> str:
        return msgspec.json.encode(value).decode() if value else ""
