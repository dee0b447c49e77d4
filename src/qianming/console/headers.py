"""What browsers may do with the console's pages: only what comes from the console itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Tabler draws some of its marks, and the second factor its square code, as images at data addresses.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class PageHeaders:
    """Middleware: adds the content security policy to every answer that has none.

    Cookies given over TLS never travel without it; over plain HTTP, as on one's own machine, they have to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        answer.headers.setdefault("Content-Security-Policy", _POLICY)
        if request.is_secure():
            for cookie in answer.cookies.values():
                cookie["secure"] = True
        return answer
