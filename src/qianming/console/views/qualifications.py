"""The pages of qualifications: the list, one of them, the form, and taking one back or away."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qianming.console.desk import Desk
from qianming.console.faults import faults_of
from qianming.console.forms.qualification import QualificationForm
from qianming.console.forms.qualification_edit import QualificationEditForm
from qianming.console.numbers import int_or_none
from qianming.console.phone_code_state import CodeState, ask_for_code
from qianming.console.prefilling import READ, Prefilled, fill_in_licence
from qianming.console.qualification_cards import card_of, shown
from qianming.console.views.access import at_desk
from qianming.console.views.answering import PHONE_CODE, FormPage, answer
from qianming.core.codes import AccountType, CompanyType, LicenceKind, Purpose
from qianming.registry.models import Qualification
from qianming.registry.persons import open_persons
from qianming.registry.queries import qualification as one_of
from qianming.registry.queries import qualifications as all_of
from qianming.services import qualifications
from qianming.services.qualification_updates import update
from qianming.services.refusals import Refusal

SECTION = {"section": "qualifications"}


@at_desk
@require_safe
def qualification_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The account's qualifications with their states, and the way to a new one."""
    cards = [card_of(row, desk.now()) for row in all_of(desk.account.pk)]
    return render(request, "console/qualifications.html", {**SECTION, "cards": cards})


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def qualification_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of a new qualification."""

    def make(data: QueryDict | None) -> QualificationForm:
        return QualificationForm(data, initial=_beginning(desk))

    def send(form: QualificationForm) -> HttpResponse:
        done = qualifications.submit(desk.actor, form.command(), desk.now())
        messages.success(request, _("The qualification was submitted. Its number is %d.") % done.order_id)
        return redirect("qualification_detail", done.qualification_id)

    page = FormPage("console/qualification_form.html", make, send, SECTION, _redraw(desk))
    return answer(request, desk, page)


@at_desk
@require_safe
def qualification_detail(request: HttpRequest, desk: Desk, qualification_id: int) -> HttpResponse:
    """One qualification: its state, what was said about it, what it holds."""
    row = _own(desk, qualification_id)
    context = {**SECTION, "card": card_of(row, desk.now()), "paper": shown(row)}
    return render(request, "console/qualification.html", context)


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def qualification_edit(request: HttpRequest, desk: Desk, qualification_id: int) -> HttpResponse:
    """The form filled with what the qualification says; sending it is reviewed again."""
    row = _own(desk, qualification_id)
    card = card_of(row, desk.now())
    if not card.may_edit:
        raise Http404

    def make(data: QueryDict | None) -> QualificationEditForm:
        return QualificationEditForm(row, data)

    def send(form: QualificationEditForm) -> HttpResponse:
        done = update(desk.actor, form.update(), desk.now())
        messages.success(request, _("The changes were submitted. Their number is %d.") % done.order_id)
        return redirect("qualification_detail", row.pk)

    context = {**SECTION, "card": card}
    page = FormPage("console/qualification_form.html", make, send, context, _redraw(desk, row))
    return answer(request, desk, page)


@at_desk
@require_POST
def qualification_withdraw(request: HttpRequest, desk: Desk, qualification_id: int) -> HttpResponse:
    """Take a submission back."""
    row = _own(desk, qualification_id)
    try:
        qualifications.withdraw(desk.actor, row.work_order_id, desk.now())
        messages.success(request, _("The submission was taken back."))
    except Refusal as refusal:
        tell(request, refusal)
    return redirect("qualification_detail", row.pk)


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def qualification_delete(request: HttpRequest, desk: Desk, qualification_id: int) -> HttpResponse:
    """Ask whether to delete it for good, and do."""
    row = _own(desk, qualification_id)
    if request.method != "POST":
        context = {**SECTION, "card": card_of(row, desk.now())}
        return render(request, "console/qualification_delete.html", context)
    try:
        qualifications.delete(desk.actor, row.pk, row.work_order_id, desk.now())
    except Refusal as refusal:
        tell(request, refusal)
        return redirect("qualification_detail", row.pk)
    messages.success(request, _("The qualification was deleted."))
    return redirect("qualification_list")


@at_desk
@require_POST
def phone_code(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Have a code sent to the number in the form; a part of the page says what became of it."""
    edited = one_of(desk.account.pk, int_or_none(request.POST.get("edits", "")) or 0)
    code = ask_for_code(desk, request.POST.get("admin_phone", "").strip() or _phone_of(edited))
    return render(request, "console/forms/_phone_code_state.html", {"code": code})


def tell(request: HttpRequest, refusal: Refusal) -> None:
    """Say above the next page what was refused."""
    for fault in faults_of(refusal):
        messages.error(request, fault.sentence)


def _phone_of(row: Qualification | None) -> str:
    """The number that an edit keeps."""
    return open_persons(row).administrator_phone if row else ""


def _redraw(
    desk: Desk, row: Qualification | None = None
) -> Callable[[str, QueryDict], dict[str, CodeState | Prefilled]]:
    """The other buttons: a code without scripts, and reading the licence; the form comes back as it was."""

    def redraw(verb: str, data: QueryDict) -> dict[str, CodeState | Prefilled]:
        if verb == READ:
            return {"prefilled": fill_in_licence(desk, data)}
        if verb != PHONE_CODE:
            return {}
        return {"code": ask_for_code(desk, data.get("admin_phone", "").strip() or _phone_of(row))}

    return redraw


def _beginning(desk: Desk) -> dict[str, str]:
    """What a new form begins with: the account's own verified entity."""
    account = desk.account
    if account.account_type != AccountType.ENTERPRISE:
        return {**_usual(), "purpose": Purpose.FOR_OTHERS}
    return {
        **_usual(),
        "purpose": Purpose.OWN_USE,
        "company_name": account.verified_name,
        "credit_code": account.credit_code,
    }


def _usual() -> dict[str, str]:
    return {"company_type": CompanyType.COMPANY, "licence_kind": LicenceKind.BUSINESS}


def _own(desk: Desk, qualification_id: int) -> Qualification:
    row = one_of(desk.account.pk, qualification_id)
    if row is None:
        raise Http404
    return row
