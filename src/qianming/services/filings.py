"""Filings with the carriers: opening them on approval and recording what the carriers answer."""

from datetime import datetime

from qianming.registry.models import Application, Signature


def open_for(signature: Signature, application: Application, now: datetime) -> None:
    """Open one filing per carrier for an approved application, due at once."""
    raise NotImplementedError
