"""What is done with a signature that is there: taking an application back, pausing it, deleting it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qianming.console.desk import Desk
from qianming.console.views.access import at_desk
from qianming.console.views.qualifications import tell
from qianming.core.codes import FreezeParty, SignatureKind
from qianming.registry.models import Signature
from qianming.registry.queries import latest_application, signatures
from qianming.services import applications
from qianming.services import signatures as acting
from qianming.services.refusals import Refusal


@at_desk
@require_POST
def signature_withdraw(request: HttpRequest, desk: Desk, signature_id: int) -> HttpResponse:
    """Take the application back that waits for its decision."""
    row = _own(desk, signature_id)
    order = latest_application(row).work_order_id

    def done() -> None:
        applications.withdraw(desk.actor, order, desk.now())

    return _done(request, row, done, _("The application was taken back."))


@at_desk
@require_POST
def signature_freeze(request: HttpRequest, desk: Desk, signature_id: int) -> HttpResponse:
    """Stop it from sending until the account itself lets it send again."""
    row = _own(desk, signature_id)

    def done() -> None:
        party, kind = FreezeParty.CUSTOMER, SignatureKind(row.kind)
        acting.freeze(desk.actor, row.account_id, row.name, party, None, desk.now(), kind=kind)

    return _done(request, row, done, _("It sends no more until you activate it again."))


@at_desk
@require_POST
def signature_unfreeze(request: HttpRequest, desk: Desk, signature_id: int) -> HttpResponse:
    """Let it send again."""
    row = _own(desk, signature_id)

    def done() -> None:
        party, kind = FreezeParty.CUSTOMER, SignatureKind(row.kind)
        acting.unfreeze(desk.actor, row.account_id, row.name, party, desk.now(), kind=kind)

    return _done(request, row, done, _("You have activated it again."))


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def signature_delete(request: HttpRequest, desk: Desk, signature_id: int) -> HttpResponse:
    """Ask whether to delete it for good, and do."""
    row = _own(desk, signature_id)
    if request.method != "POST":
        context = {"section": "signatures", "signature": row}
        return render(request, "console/signature_delete.html", context)
    try:
        acting.delete(desk.actor, row.account_id, row.name, desk.now(), kind=SignatureKind(row.kind))
    except Refusal as refusal:
        tell(request, refusal)
        return redirect("signature_detail", row.pk)
    messages.success(request, _("The signature was deleted; its name is free again."))
    return redirect("signature_list")


def _done(request: HttpRequest, row: Signature, act: Callable[[], None], said: str) -> HttpResponse:
    """Do it, say so or why not, and show the signature."""
    try:
        act()
        messages.success(request, said)
    except Refusal as refusal:
        tell(request, refusal)
    return redirect("signature_detail", row.pk)


def _own(desk: Desk, signature_id: int) -> Signature:
    row = signatures(desk.account.pk).filter(pk=signature_id).first()
    if row is None:
        raise Http404
    return row
