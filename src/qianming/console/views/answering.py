"""The way of every form: shown, redrawn, sent; what is refused comes back beside its field, nothing lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from qianming.console.desk import Desk
from qianming.console.forms.fields import PaperForm
from qianming.console.redrawing import redrawn, wanted
from qianming.console.taking_in import TakenIn, take_in
from qianming.services.refusals import NotFound, Noun, Refusal

FormT = TypeVar("FormT", bound=PaperForm)
PHONE_CODE = "phone-code"


@dataclass(frozen=True, slots=True)
class FormPage(Generic[FormT]):
    """A page with one form: how the form is made of what was typed, and what sending it does.

    `redraw` does what another button asks for; it may fill the data in and adds to what the page shows.
    """

    template: str
    make: Callable[[QueryDict | None], FormT]
    send: Callable[[FormT], HttpResponse]
    context: Mapping[str, Any] = field(default_factory=dict)
    redraw: Callable[[str, QueryDict], Mapping[str, Any]] = lambda _verb, _data: {}


def answer(request: HttpRequest, desk: Desk, page: FormPage[FormT]) -> HttpResponse:
    """The page's answer: the empty form, the form again, or wherever sending it leads."""
    if request.method != "POST":
        return _shown(request, page, page.make(None))
    taken = take_in(request, desk)
    verb = wanted(taken.data)
    if verb:
        return _redrawn(request, page, taken, verb)
    form = page.make(taken.data)
    sound = form.is_valid()
    form.take_upload_faults(taken.faults)
    if sound and not taken.faults:
        try:
            return page.send(form)
        except NotFound as refusal:
            if refusal.what in (Noun.WORK_ORDER, Noun.ACCOUNT):
                raise Http404 from None
            form.take_refusal(refusal)
        except Refusal as refusal:
            form.take_refusal(refusal)
    return _shown(request, page, form, status=422)


def _redrawn(request: HttpRequest, page: FormPage[FormT], taken: TakenIn, verb: str) -> HttpResponse:
    data = redrawn(taken.data)
    extra = page.redraw(verb, data)
    form = page.make(data)
    form.leave_unjudged()
    form.take_upload_faults(taken.faults)
    return _shown(request, page, form, extra=extra)


def _shown(
    request: HttpRequest,
    page: FormPage[FormT],
    form: FormT,
    *,
    status: int = 200,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    context = {**page.context, **(extra or {}), "form": form}
    return render(request, page.template, context, status=status)
