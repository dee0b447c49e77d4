"""The door of every page of our own: who is signed in, and how far that reaches."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from qianming.console.desk import Desk, desk_of
from qianming.console.reach import Reach, reach_of
from qianming.registry.models import User

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]
ReachedPage = Callable[Concatenate[HttpRequest, Reach, P], HttpResponse]
DeskPage = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]


def within_reach(page: ReachedPage[P]) -> Page[P]:
    """Give a page its reader's reach; a stranger is sent to sign in.

    A part of a page that asks again after the session has ended makes its browser load the page anew, which
    then leads to signing in.
    """

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            return page(request, reach_of(user), *args, **kwargs)
        return _stranger(request)

    guarded.__name__, guarded.__doc__ = page.__name__, page.__doc__
    return never_cache(guarded)


def at_desk(page: DeskPage[P]) -> Page[P]:
    """Give a page its applicant's desk; a stranger is sent to sign in, who applies for nobody is refused."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _stranger(request)
        desk = desk_of(request)
        if desk is None:
            raise PermissionDenied
        return page(request, desk, *args, **kwargs)

    guarded.__name__, guarded.__doc__ = page.__name__, page.__doc__
    return never_cache(guarded)


def _stranger(request: HttpRequest) -> HttpResponse:
    if is_part(request):
        return HttpResponseClientRefresh()
    # What was typed into a form is lost by signing in: the way back leads to the page, not to the sending.
    return redirect_to_login(request.get_full_path())


def is_part(request: HttpRequest) -> bool:
    """Whether only a part of the page is asked for, to be put into the one that is already there."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"
