"""Where an applicant begins: what is done, what waits, and what to do next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from qianming.console.desk import Desk, change_desk
from qianming.console.journey import journey_of
from qianming.console.numbers import int_or_none
from qianming.console.views.access import at_desk
from qianming.console.warning_cards import cards_of
from qianming.core.china_time import china_day
from qianming.registry.dated import open_warnings

_SOONEST = 5


@at_desk
@require_safe
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The steps to the first message, and what ends soonest."""
    today = china_day(desk.now())
    soon = open_warnings(today, desk.account.pk)[:_SOONEST]
    context = {
        "section": "start",
        "journey": journey_of(desk),
        "account": desk.account,
        "warnings": list(cards_of(soon, today)),
    }
    return render(request, "console/start.html", context)


@at_desk
@require_POST
def choose_account(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Go on for another of one's accounts."""
    if not change_desk(request, int_or_none(request.POST.get("account", "")) or 0):
        raise Http404
    return redirect("start")
