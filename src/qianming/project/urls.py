"""The paths that Django answers; the dispatcher sends everything else to the RPC face."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("console/", include("qianming.console.urls")),
    path("files/", include("qianming.rpc.urls")),
]
