"""Persons in the clear: for whom may see them, with a reason that the history keeps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qianming.console.forms.opening import OpeningForm
from qianming.console.qualification_cards import card_of, shown
from qianming.console.reach import Reach, acting
from qianming.console.views.access import within_reach
from qianming.core.permissions import Permission, Role
from qianming.registry.models import Qualification, User
from qianming.services import clock, personal
from qianming.services.actors import Actor


@within_reach
@require_http_methods(["GET", "HEAD", "POST"])
def persons(request: HttpRequest, _reach: Reach, qualification_id: int) -> HttpResponse:
    """A qualification's persons: masked with the question why they are to be seen, then in the clear."""
    row, reader = _openable(request.user, qualification_id)
    form = OpeningForm(reader.role, request.POST if request.method == "POST" else None)
    is_own = reader.role is Role.APPLICANT
    opened = None
    if form.is_valid():
        opened = personal.open_qualification(reader, row.pk, form.reason(), clock.now())
    context = {
        "section": "qualifications" if is_own else "signatures",
        "is_own": is_own,
        "card": card_of(row, clock.now()),
        "paper": shown(row, opened),
        "form": form,
        "without_pictures": True,
        "is_open": opened is not None,
    }
    return render(request, "console/persons.html", context, status=422 if form.errors else 200)


def _openable(user: object, qualification_id: int) -> tuple[Qualification, Actor]:
    """The qualification and who may open it; what may not be opened is not there."""
    rows = Qualification.objects.filter(deleted_at__isnull=True, account__erased_at__isnull=True)
    row = rows.select_related("work_order", "account").filter(pk=qualification_id).first()
    if row is None or not isinstance(user, User):
        raise Http404
    reader = acting(user, Permission.PERSONAL_OPEN, row.account_id)
    if reader is None:
        raise Http404
    return row, reader
