"""The pages of the papers beside a qualification: powers of attorney and trademarks."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qianming.console.desk import Desk
from qianming.console.forms.records import PowerForm, TrademarkForm
from qianming.console.prefilling import READ, Prefilled, fill_in_letter
from qianming.console.record_cards import power_card, trademark_card
from qianming.console.views.access import at_desk
from qianming.console.views.answering import FormPage, answer
from qianming.registry.models import Trademark
from qianming.registry.queries import for_account, powers_of_attorney
from qianming.services import letters, powers, trademarks

POWERS, TRADEMARKS = {"section": "powers"}, {"section": "trademarks"}


@at_desk
@require_safe
def power_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The account's powers of attorney, and whether they are in force."""
    rows = powers_of_attorney(desk.account.pk)
    cards = [power_card(row, desk.now()) for row in rows]
    return render(request, "console/powers.html", {**POWERS, "cards": cards})


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def power_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of a power of attorney."""

    def make(data: QueryDict | None) -> PowerForm:
        return PowerForm(data, initial={"grantee": desk.account.verified_name})

    def send(form: PowerForm) -> HttpResponse:
        row = powers.keep(desk.actor, form.given(), desk.now())
        messages.success(request, _("The power of attorney was kept. Its name is “%s”.") % row.name)
        return _on(request, "power_list", power_of_attorney=row.pk)

    return answer(request, desk, FormPage("console/power_form.html", make, send, POWERS, _reading(desk)))


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def power_print(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of the letter as PDF, to be printed, signed and sealed; faults stand beside their fields."""

    def make(data: QueryDict | None) -> PowerForm:
        return PowerForm(data, initial={"grantee": desk.account.verified_name})

    def send(form: PowerForm) -> HttpResponse:
        answered = HttpResponse(
            letters.draft(desk.actor, form.draft(), desk.now()), content_type="application/pdf"
        )
        answered.headers["Content-Disposition"] = 'attachment; filename="power-of-attorney.pdf"'
        return answered

    return answer(request, desk, FormPage("console/power_form.html", make, send, POWERS, _reading(desk)))


@at_desk
@require_safe
def trademark_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The account's trademarks, and what the register says of them."""
    rows = for_account(Trademark, desk.account.pk).select_related("account").order_by("-pk")
    cards = [trademark_card(row, desk.now()) for row in rows]
    return render(request, "console/trademarks.html", {**TRADEMARKS, "cards": cards})


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def trademark_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of a trademark."""

    def make(data: QueryDict | None) -> TrademarkForm:
        return TrademarkForm(data, initial={"owner": desk.account.verified_name})

    def send(form: TrademarkForm) -> HttpResponse:
        row = trademarks.keep(desk.actor, form.given(), desk.now())
        messages.success(request, _("The trademark was kept."))
        return _on(request, "trademark_list", trademark=row.pk)

    return answer(request, desk, FormPage("console/trademark_form.html", make, send, TRADEMARKS))


def _reading(desk: Desk) -> Callable[[str, QueryDict], dict[str, Prefilled]]:
    """The button that reads the letter; the form comes back with what it found."""

    def redraw(verb: str, data: QueryDict) -> dict[str, Prefilled]:
        return {"prefilled": fill_in_letter(desk, data)} if verb == READ else {}

    return redraw


def _on(request: HttpRequest, otherwise: str, **chosen: int) -> HttpResponse:
    """Back to the application that the paper is for, with the paper chosen; else to the list."""
    if request.GET.get("for") != "signature":
        return redirect(otherwise)
    chosen_words = {**{name: str(value) for name, value in chosen.items()}, **_carried(request)}
    return redirect(f"{reverse('signature_new')}?{urlencode(chosen_words)}")


def _carried(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("purpose", "source", "name") if name in request.GET}
