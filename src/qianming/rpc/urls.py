"""The paths under `/files/`, mounted there by the project."""

from django.urls import URLPattern, path

from qianming.rpc.uploads import look, upload

urlpatterns: list[URLPattern] = [
    path("", upload, name="upload"),
    path("<path:key>", look, name="file"),
]
