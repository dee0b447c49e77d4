"""How the library for signing in is adapted: no sign-up, and second factors sealed at rest."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from qianming.registry.sealing import ServiceSeal

_CONTEXT = "second_factor"
_ISSUER = "Qianming"


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Users are made by the service's operator; nobody signs up by himself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SealedSecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library ships no types
    """Keeps the secrets of authenticator apps and recovery codes readable only with the service's key."""

    def get_totp_issuer(self) -> str:
        return _ISSUER

    def encrypt(self, text: str) -> str:
        return base64.b64encode(ServiceSeal().seal(text, _CONTEXT)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return ServiceSeal().open(base64.b64decode(encrypted_text), _CONTEXT)
