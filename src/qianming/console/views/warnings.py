"""The page of what ends soon, and the calendar that programs read under its secret address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qianming.console.desk import Desk
from qianming.console.views.access import at_desk
from qianming.console.warning_cards import calendar_of, cards_of
from qianming.console.wording import LANGUAGES, language
from qianming.core.china_time import china_day
from qianming.registry.dated import open_warnings
from qianming.services import calendar_feeds, clock
from qianming.texts.catalog import Lang

_SPOKEN = dict(zip(Lang, LANGUAGES, strict=True))


@at_desk
@require_safe
def warning_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What becomes abnormal soon, soonest first."""
    return _page(request, desk)


@at_desk
@require_POST
def calendar_make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new address for calendars, shown this once; the former one ends."""
    token = calendar_feeds.make_feed(desk.actor, desk.account.pk, desk.now())
    address = request.build_absolute_uri(reverse("calendar", args=[token]))
    return _page(request, desk, f"{address}?lang={language()}")


@at_desk
@require_POST
def calendar_revoke(request: HttpRequest, desk: Desk) -> HttpResponse:
    """End the address."""
    calendar_feeds.revoke_feed(desk.actor, desk.account.pk, desk.now())
    return redirect("warning_list")


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar; whoever knows the address may read it, in the language that the address names."""
    account = calendar_feeds.account_of(token)
    if account is None:
        raise Http404
    today = china_day(clock.now())
    wanted = request.GET.get("lang", "")
    with override(_SPOKEN[Lang(wanted) if wanted in tuple(Lang) else language()]):
        body = calendar_of(cards_of(open_warnings(today, account.pk), today), "qianming")
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="qianming.ics"'
    return answer


def _page(request: HttpRequest, desk: Desk, address: str = "") -> HttpResponse:
    today = china_day(desk.now())
    context = {
        "section": "warnings",
        "warnings": list(cards_of(open_warnings(today, desk.account.pk), today)),
        "address": address,
        "has_feed": calendar_feeds.has_feed(desk.account.pk),
    }
    return render(request, "console/warnings.html", context)
