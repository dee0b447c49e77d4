"""The pages of templates: the list, the form with its live preview, and taking one back or away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qianming.console.desk import Desk
from qianming.console.forms.template import TemplateForm
from qianming.console.rejected import said_by_field
from qianming.console.template_cards import card_of
from qianming.console.views.access import at_desk
from qianming.console.views.answering import FormPage, answer
from qianming.console.views.qualifications import tell
from qianming.core.codes import ReviewState, TemplateType
from qianming.registry.models import Template
from qianming.registry.queries import template as one_of
from qianming.registry.queries import templates as all_of
from qianming.services import templates
from qianming.services.refusals import Refusal

SECTION = {"section": "templates"}
_TEMPLATE = "console/template_form.html"


@at_desk
@require_safe
def template_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The account's templates with their states."""
    cards = [card_of(row, desk.now()) for row in all_of(desk.account.pk)]
    return render(request, "console/templates.html", {**SECTION, "cards": cards})


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def template_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of a new template."""
    begun = {
        "template_type": TemplateType.VERIFICATION_CODE.value,
        "related_signature": request.GET.get("signature", ""),
    }

    def make(data: QueryDict | None) -> TemplateForm:
        return TemplateForm(desk, data, initial=begun)

    def send(form: TemplateForm) -> HttpResponse:
        done = templates.submit(desk.actor, form.command(), desk.now())
        return _stored(request, done.code, done.state)

    return answer(request, desk, FormPage(_TEMPLATE, make, send, SECTION))


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The form filled with a rejected template and what was said about it; sending it is reviewed again."""
    row = _own(desk, code)
    card = card_of(row, desk.now())
    if not card.may_edit:
        raise Http404

    def make(data: QueryDict | None) -> TemplateForm:
        form = TemplateForm(desk, data, initial=_initial(row))
        if data is None:
            form.said = said_by_field(row.work_order)
        return form

    def send(form: TemplateForm) -> HttpResponse:
        done = templates.update(desk.actor, code, form.command(), desk.now())
        return _stored(request, done.code, done.state)

    return answer(request, desk, FormPage(_TEMPLATE, make, send, {**SECTION, "card": card}))


@at_desk
@require_POST
def template_preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The text as it would arrive; a part of the form's page. Nothing is stored."""
    form = TemplateForm(desk, request.POST)
    form.leave_unjudged()
    return render(request, "console/_template_preview.html", {"form": form})


@at_desk
@require_POST
def template_withdraw(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Take an application back."""
    try:
        templates.withdraw(desk.actor, _own(desk, code).work_order_id, desk.now())
        messages.success(request, _("The application was taken back."))
    except Refusal as refusal:
        tell(request, refusal)
    return redirect("template_list")


@at_desk
@require_POST
def template_delete(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Delete it for good; the page has asked before."""
    _own(desk, code)
    try:
        templates.delete(desk.actor, code, desk.now())
        messages.success(request, _("The template was deleted."))
    except Refusal as refusal:
        tell(request, refusal)
    return redirect("template_list")


def _initial(row: Template) -> dict[str, str]:
    return {
        "template_type": row.template_type,
        "name": row.name,
        "related_signature": row.related_signature,
        "content": row.content,
        "scene": row.scene,
        "remark": row.remark,
    }


def _stored(request: HttpRequest, code: str, state: ReviewState) -> HttpResponse:
    if state is ReviewState.REJECTED:
        messages.error(request, _("%s was rejected by the rules at once.") % code)
    else:
        messages.success(request, _("The template was submitted. Its code is %s.") % code)
    return redirect("template_list")


def _own(desk: Desk, code: str) -> Template:
    row = one_of(desk.account.pk, code)
    if row is None:
        raise Http404
    return row
