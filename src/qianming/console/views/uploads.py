"""Uploads of forms, one at a time, and looking at what was uploaded."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from qianming.console.desk import Desk
from qianming.console.faults import sentence_of
from qianming.console.pictures import upload_of
from qianming.console.taking_in import keep
from qianming.console.views.access import at_desk
from qianming.services import materials, personal
from qianming.services.refusals import Invalid

# What a browser may show in its window: pictures run nothing. Everything else is saved.
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif"})
# Who uploads looks at what arrived; whoever looks later is told of in the history.
_FRESH = timedelta(hours=1)


@at_desk
@require_POST
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Store one file of one slot and answer with its entry, or with the sentence why not (422)."""
    slot = request.POST.get("slot", "")
    file = request.FILES.get("file")
    if file is None:
        return render(request, "console/forms/_upload_fault.html", status=422)
    try:
        key = keep(desk, slot, file)
    except Invalid as refusal:
        context = {"sentences": [sentence_of(problem) for problem in refusal.problems]}
        return render(request, "console/forms/_upload_fault.html", context, status=422)
    return render(request, "console/forms/_upload.html", {"upload": upload_of(slot, key)})


@at_desk
@require_safe
def material(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """One uploaded file of the account: a picture to look at, anything else to save."""
    found = materials.find(desk.account.pk, key)
    if found is None:
        raise Http404
    if desk.now() - found.stored_at > _FRESH:
        personal.note_view(desk.actor, found, desk.now())
    answer = HttpResponse(materials.read(found), content_type=found.media_type)
    shown = found.media_type in _SHOWN
    answer.headers["Content-Disposition"] = str(content_disposition_header(not shown, key.rpartition("/")[2]))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
