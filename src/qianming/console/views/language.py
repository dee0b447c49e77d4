"""Choosing the language: kept in the browser as before, and with the signed-in person."""

from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import set_language

from qianming.console.wording import LANGUAGES
from qianming.registry.models import User
from qianming.services.users import choose_language


def change_language(request: HttpRequest) -> HttpResponseBase:
    """Change it, and go back to the page."""
    chosen = request.POST.get("language", "")
    if request.method == "POST" and chosen in LANGUAGES and isinstance(request.user, User):
        choose_language(request.user.pk, chosen)
    return set_language(request)
