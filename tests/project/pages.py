"""Pages for the bridge's tests: they say what Django was given."""

import time
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def echo(request: HttpRequest, name: str) -> HttpResponse:
    return JsonResponse(
        {
            "method": request.method,
            "name": name,
            "query": request.META["QUERY_STRING"],
            "length": request.META["CONTENT_LENGTH"],
            "chunked": "HTTP_TRANSFER_ENCODING" in request.META,
            "underscored": request.headers.get("X-Real"),
            "cookies": request.COOKIES,
            "host": request.get_host(),
            "secure": request.is_secure(),
            "body": request.body.decode(),
        }
    )


@csrf_exempt
def upload(request: HttpRequest) -> HttpResponse:
    (file,) = request.FILES.values()
    return JsonResponse({"name": file.name, "size": file.size})


def stream(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[bytes]:
        for number in range(3):
            time.sleep(0.01)
            yield b"%d" % number

    return StreamingHttpResponse(pieces())


def cookies(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("set")
    response.set_cookie("one", "1")
    response.set_cookie("two", "2")
    return response


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("as asked")


urlpatterns = [
    path("console/echo/<str:name>", echo),
    path("files/upload", upload),
    path("console/stream", stream),
    path("console/cookies", cookies),
    path("console/broken", broken),
]
