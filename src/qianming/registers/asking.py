"""Asking a register that answers over HTTP: an entry in JSON, or 404 where it has none. Decides nothing."""

import logging
from typing import TypeVar

import httpx
import msgspec

log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 5.0
_TRIES_TO_CONNECT = 2

EntryT = TypeVar("EntryT", bound=msgspec.Struct)


class RegisterUnreachable(Exception):
    """The register gave no answer that could be understood; the question may be asked again."""


def client_for(transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """A client for a few questions; connecting is tried again at once."""
    transport = transport or httpx.HTTPTransport(retries=_TRIES_TO_CONNECT)
    return httpx.Client(timeout=_PATIENCE_SECONDS, transport=transport)


def entry(client: httpx.Client, address: str, kind: type[EntryT], **question: str) -> EntryT | None:
    """What the register has on a question; raises `RegisterUnreachable` for whatever goes wrong."""
    try:
        answer = client.get(address, params=question)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        answer.raise_for_status()
        return msgspec.json.decode(answer.content, type=kind)
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError) as error:
        log.warning("a register gave no answer: %s, asked for %s", type(error).__name__, ", ".join(question))
        raise RegisterUnreachable from error
