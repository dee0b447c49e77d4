"""Applying for a signature: the form, the check while typing, and applying again after a rejection."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qianming.console.acts import acts_of
from qianming.console.desk import Desk
from qianming.console.forms.signature import ApplicationForm, initial_of
from qianming.console.moments import short_moment
from qianming.console.numbers import int_or_none
from qianming.console.rejected import rejected, said_by_field
from qianming.console.views.access import at_desk
from qianming.console.views.answering import FormPage, answer
from qianming.core.codes import AccountType, Purpose, ReviewState, SignatureSource
from qianming.registry.models import Application, Signature
from qianming.registry.queries import latest_application, qualifications, signatures
from qianming.services import applications
from qianming.services.applications import Resubmission, SubmitApplication, SubmittedApplication

SECTION = {"section": "signatures"}
_TEMPLATE = "console/application_form.html"
_BEGUN = ("name", "purpose", "source", "qualification", "trademark", "power_of_attorney")


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def signature_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of a new signature."""

    def make(data: QueryDict | None) -> ApplicationForm:
        return ApplicationForm(desk, data, initial=_beginning(request, desk))

    def send(form: ApplicationForm) -> HttpResponse:
        done = applications.submit(desk.actor, form.command(), desk.now())
        return _stored(request, done)

    has_papers = qualifications(desk.account.pk).exists()
    return answer(request, desk, FormPage(_TEMPLATE, make, send, {**SECTION, "has_papers": has_papers}))


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def signature_edit(request: HttpRequest, desk: Desk, signature_id: int) -> HttpResponse:
    """The form filled with the last application and what was said about it; sending it is the next one."""
    signature, last = _editable(desk, signature_id)

    def make(data: QueryDict | None) -> ApplicationForm:
        begun = initial_of(applications.command_of(last))
        form = ApplicationForm(desk, data, initial=begun, edited=signature)
        if data is None and last.state == ReviewState.REJECTED:
            form.said = said_by_field(last.work_order)
        return form

    def send(form: ApplicationForm) -> HttpResponse:
        again = _resubmission(last.work_order_id, form.command())
        return _stored(request, applications.resubmit(desk.actor, again, desk.now()))

    context = {**SECTION, "signature": signature, "rejected": rejected(last.work_order), "has_papers": True}
    return answer(request, desk, FormPage(_TEMPLATE, make, send, context))


@at_desk
@require_POST
def signature_check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form as it stands, with what it needs and what speaks against its name; nothing is stored."""
    edited = int_or_none(request.POST.get("edits", "")) or 0
    signature = signatures(desk.account.pk).filter(pk=edited).first()
    form = ApplicationForm(desk, request.POST, edited=signature)
    form.leave_unjudged()
    return render(request, "console/_application.html", {"form": form})


def _beginning(request: HttpRequest, desk: Desk) -> dict[str, str]:
    """What the address says, for what led here; else what fits the account."""
    own = desk.account.account_type == AccountType.ENTERPRISE
    begun = {name: request.GET[name] for name in _BEGUN if name in request.GET}
    return {
        "purpose": Purpose.OWN_USE if own else Purpose.FOR_OTHERS,
        "source": SignatureSource.ENTERPRISE_NAME,
        **begun,
    }


def _resubmission(order_id: int, command: SubmitApplication) -> Resubmission:
    """The whole form as changes to the last application."""
    return Resubmission(
        order_id=order_id,
        name=command.name,
        source=command.source,
        purpose=command.purpose,
        qualification_id=command.qualification_id,
        power_of_attorney_id=command.power_of_attorney_id,
        trademark_id=command.trademark_id,
        scene=command.scene,
        remark=command.remark,
        material_keys=command.material_keys,
        material_kinds=command.material_kinds,
        industry=command.industry,
    )


def _editable(desk: Desk, signature_id: int) -> tuple[Signature, Application]:
    row = signatures(desk.account.pk).filter(pk=signature_id).first()
    if row is None:
        raise Http404
    last = latest_application(row)
    if not acts_of(row, last).edit:
        raise Http404
    return row, last


def _stored(request: HttpRequest, done: SubmittedApplication) -> HttpResponse:
    """Say what became of it, and lead to its page, where everything else is."""
    told = {"order": done.order_id, "due": short_moment(done.due_at)}
    match done.state:
        case ReviewState.APPROVED:
            messages.success(request, _("Approved at once, under number %(order)d.") % told)
        case ReviewState.REJECTED:
            messages.error(request, _("Number %(order)d was rejected by the rules at once.") % told)
        case _:
            text = _("Submitted under number %(order)d; a decision is due by %(due)s.")
            messages.success(request, text % told)
    return redirect("signature_detail", done.signature_id)
