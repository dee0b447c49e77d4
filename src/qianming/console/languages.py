"""Speaks to a signed-in person in the chosen language also in a browser that has not been told."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from qianming.console.wording import LANGUAGES


class KeptLanguage:
    """Middleware, after sign-in is known: this browser's own choice comes first, then the person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = getattr(request.user, "language", "")
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and kept in LANGUAGES:
            translation.activate(kept)
        return self._get_response(request)
